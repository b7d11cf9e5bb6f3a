"""Make given questions the current versions: rows, versions, pictures and the index, within one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import Connection

from jltrain.bank.question import Question
from jltrain.bank.state import Origin, State
from jltrain.errors import Refused
from jltrain.i18n import N_
from jltrain.progress import Report, Step, silent
from jltrain.store import pictures, questionrows, versions
from jltrain.store.questionrows import AREAS, DESK, Changes, Places, Stored

_CHUNK: Final = 2_000


class IdTaken(Refused):
    template = N_("编号“{id}”已有试题使用，没有保存；请换一个编号。")


@dataclass(frozen=True, slots=True)
class Mark:
    """Who made a version, when, and why."""

    origin: Origin
    by: str
    at: str
    note: str = ""


def keep(
    connection: Connection,
    entries: Sequence[tuple[Question, State | None]],
    mark: Mark,
    bodies: Mapping[str, bytes],
    report: Report = silent,
    *,
    only_new: bool = False,
) -> dict[str, int]:
    """Make these the current versions, at the desk; id -> version number."""
    pictures.put(connection, bodies)
    entries = sorted(
        entries, key=lambda entry: AREAS[entry[0].discipline.value]
    )  # rows come in the order of their numbers
    places, changes, done = Places(connection), Changes(connection), dict[str, int]()
    for start in range(0, len(entries), _CHUNK):
        report(Step(start, len(entries)))
        some = entries[start : start + _CHUNK]
        ids = [q.id for q, _state in some]
        last = versions.last(connection, ids)
        there = questionrows.load(connection, last)
        if only_new and last:
            raise IdTaken(id=next(ident for ident in ids if ident in last))
        rows = [_next(q, state, there.get(q.id), last.get(q.id, 0) + 1, places) for q, state in some]
        _write(connection, changes, list(there.values()), rows, mark)
        done.update({row.question.id: row.version for row in rows})
    changes.close(report)
    return done


def _next(q: Question, state: State | None, old: Stored | None, version: int, places: Places) -> Stored:
    digest, record, said = questionrows.recorded(q)
    stays = old is not None and old.question.discipline is q.discipline
    number = old.number if old is not None and stays else places.next(q.discipline.value)
    word = state.value if state else old.state if old else State.READY.value
    return Stored(number, q, DESK, word, version, digest, record, said)


def amend(connection: Connection, there: Mapping[str, Stored], rows: Sequence[Stored], mark: Mark) -> int:
    """The same questions in another state, wherever they are."""
    last = versions.last(connection, [row.question.id for row in rows])
    rows = [replace(row, version=last.get(row.question.id, 0) + 1) for row in rows]
    changes = Changes(connection)
    _write(connection, changes, [there[row.question.id] for row in rows], rows, mark)
    changes.close()
    return len(rows)


def _write(connection: Connection, changes: Changes, old: Sequence[Stored], new: Sequence[Stored], mark: Mark) -> None:
    changes.take_out(old)
    changes.put_in(new)
    origin = mark.origin.value
    versions.add(
        connection, [(r.question.id, r.version, r.digest, mark.at, mark.by, origin, mark.note, r.record) for r in new]
    )
