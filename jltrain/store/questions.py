"""The bank: current questions, their versions and states, and the search in them. See also `compiling` for YAML files.

Each change is one transaction, one at a time among all processes, and takes the search's index with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from sqlalchemy import Connection, select

from jltrain.bank.areas import Area
from jltrain.bank.question import Question
from jltrain.bank.state import Origin, State
from jltrain.errors import Refused
from jltrain.i18n import N_
from jltrain.progress import Report, silent
from jltrain.store import bulk, compiling, pictures, questionrows, search, versions
from jltrain.store.banktables import bank_file, bank_source, question_version
from jltrain.store.keeping import IdTaken, Mark, amend, keep
from jltrain.store.questionlists import Cited, Hit
from jltrain.store.searching import Searching

__all__ = ["ChangedMeanwhile", "Cited", "Hit", "IdTaken", "Questions"]

_NONE: Final[Mapping[str, bytes]] = MappingProxyType({})


class ChangedMeanwhile(Refused):
    template = N_("试题“{id}”在编辑期间已被修改（现为第 {version} 版），没有保存；请查看新版本后再改。")


class Questions(Searching):
    """The repository of the bank room."""

    @contextmanager
    def _changing(self) -> Iterator[Connection]:
        with bulk.undisturbed(), self._database.write() as connection:
            self._database.serialise(connection, "bank")
            search.ensure(connection)
            yield connection
            search.changed(connection)

    # -- the YAML folders

    def compiled(self) -> dict[str, str]:
        """The digest with which each folder was last compiled."""
        with self._database.read() as connection:
            return {r.folder: r.digest for r in connection.execute(select(bank_source.c.folder, bank_source.c.digest))}

    def compile(
        self, folder: str, digest: str, questions: Sequence[Question], at: str, report: Report = silent
    ) -> None:
        """Bring in what a folder (shipped, own) holds now; `questions` () takes the folder out.

        Questions that the desk edited stay as they are; what the file has new goes into their history.
        """
        with self._changing() as connection:
            compiling.compile_folder(connection, folder, digest, questions, at, report)

    def ids(self, folder: str) -> set[str]:
        """The ids of the questions that a YAML folder holds, edited or not."""
        with self._database.read() as connection:
            return set(connection.execute(select(bank_file.c.id).where(bank_file.c.folder == folder)).scalars())

    def outdated(self) -> tuple[str, ...]:
        """Edited questions whose file has brought another version since; saving either one settles it."""
        with self._database.read() as connection:
            return versions.outdated(connection)

    # -- changes

    def save(
        self,
        question: Question,
        *,
        origin: Origin,
        by: str,
        at: str,
        note: str = "",
        state: State | None = None,
        since: int | None = None,
        pictures: Mapping[str, bytes] = _NONE,
    ) -> int:
        """Keep a question as its newest version; that version's number.

        `state` None: as it was, READY for a new one. `since`: the version that the edit started from (0: there was none).
        Raises ChangedMeanwhile where another one is current now.
        """
        with self._changing() as connection:
            if since is not None:
                there = questionrows.load(connection, [question.id]).get(question.id)
                if (there.version if there else 0) != since:
                    raise ChangedMeanwhile(id=question.id, version=there.version if there else 0)
            mark = Mark(origin, by, at, note)
            return keep(connection, [(question, state)], mark, pictures)[question.id]

    def save_many(
        self,
        entries: Sequence[tuple[Question, State | None]],
        *,
        origin: Origin,
        by: str,
        at: str,
        note: str = "",
        report: Report = silent,
        pictures: Mapping[str, bytes] = _NONE,
        only_new: bool = False,
    ) -> int:
        """The same for many, all or none; no two of one id. How many. Raises IdTaken (`only_new`), Cancelled."""
        with self._changing() as connection:
            mark = Mark(origin, by, at, note)
            return len(keep(connection, entries, mark, pictures, report, only_new=only_new))

    def set_states(self, ids: Iterable[str], state: State, *, origin: Origin, by: str, at: str, note: str = "") -> int:
        """Give questions a state; a version for each that had another one. How many changed."""
        with self._changing() as connection:
            there = questionrows.load(connection, dict.fromkeys(ids))
            changed = [replace(row, state=state.value) for row in there.values() if row.state != state]
            return amend(connection, there, changed, Mark(origin, by, at, note))

    def retag(
        self,
        ids: Iterable[str],
        *,
        topic: str | None = None,
        area: Area | None = None,
        difficulty: int | None = None,
        by: str,
        at: str,
        note: str = "",
        report: Report = silent,
    ) -> int:
        """Sort questions anew, in one transaction; a version for each that changes. How many changed."""
        entries: list[tuple[Question, State | None]] = []
        with self._changing() as connection:
            for row in questionrows.load(connection, dict.fromkeys(ids)).values():
                q = row.question
                wanted = replace(
                    q,
                    topic=q.topic if topic is None else topic,
                    discipline=area or q.discipline,
                    difficulty=difficulty or q.difficulty,
                )
                if wanted != q:
                    entries.append((wanted, None))
            return len(keep(connection, entries, Mark(Origin.RETAG, by, at, note), _NONE, report))

    def new_ids(self, prefix: str, count: int) -> tuple[str, ...]:
        """`prefix-00001` and on, after the highest that was ever used."""
        c, highest = question_version.c, 0
        shape = re.compile(re.escape(prefix) + r"-([0-9]{5,9})")
        with self._database.read() as connection:
            query = select(c.id).distinct().where(c.id >= f"{prefix}-0", c.id < f"{prefix}-:")
            for ident in connection.execute(query).scalars():
                found = shape.fullmatch(ident)
                highest = max(highest, int(found[1])) if found else highest
        return tuple(f"{prefix}-{highest + n:05d}" for n in range(1, count + 1))

    def put_picture(self, name: str, body: bytes) -> None:
        """Keep a picture, named "<sha256[:32]>.<suffix>"."""
        with self._database.write() as connection:
            pictures.put(connection, {name: body})
