"""Bring what the YAML folders hold into the table, beside what was edited in the program."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sqlalchemy import Connection, and_, delete, insert, or_

from jltrain.bank.question import Question
from jltrain.bank.state import State
from jltrain.progress import Report, Step, silent
from jltrain.store import bulk, questionrows, versions
from jltrain.store.banktables import bank_file, bank_source, question
from jltrain.store.questionrows import AREAS, DESK, Changes, Places, Stored, first_place

_CHUNK: Final = 2_000


def compile_folder(
    connection: Connection, folder: str, digest: str, questions: Sequence[Question], at: str, report: Report = silent
) -> None:
    """Replace what the bank has of a folder; questions () takes it out. Questions edited at the desk keep their text,
    and the place that their file gives them; a text that the file has new is written into their history.
    A question that was withdrawn before its file went away is so still when it comes back.
    """
    made = _made(folder, questions)
    there = _there(connection, folder, made)
    last = versions.last(connection, made)
    filed = versions.filed_digests(connection, made)
    withdrawn = versions.withdrawn(connection, last.keys() - there.keys())
    places = Places(connection)
    gone, new, said = list[Stored](), list[Stored](), list[versions.New]()
    for ident, row in made.items():
        if filed.get(ident) != row.digest:
            last[ident] = last.get(ident, 0) + 1
            said.append((ident, last[ident], row.digest, at, "", folder, "", row.record))
        old = there.get(ident)
        state = State.WITHDRAWN if ident in withdrawn else State.READY
        wanted = _wanted(replace(row, state=state.value), old, last[ident], places)
        if wanted != old:
            gone += [old] if old else []
            new.append(wanted)
    for ident, row in there.items():
        if ident not in made:
            gone.append(row)
            if row.folder == DESK:  # its file is gone: it goes on at the desk
                new.append(replace(row, number=places.next(row.question.discipline.value)))
    changes = Changes(connection)
    changes.take_out(gone)
    for start in range(0, len(new), _CHUNK):
        report(Step(start, len(new)))
        changes.put_in(new[start : start + _CHUNK])
    changes.close(report)
    versions.add(connection, said)
    _note(connection, folder, digest, made, at)


def _made(folder: str, questions: Sequence[Question]) -> dict[str, Stored]:
    """The questions of the files by id, each at its place."""
    made, count = dict[str, Stored](), dict[str, int]()
    for q in questions:
        area = q.discipline.value
        count[area] = count.get(area, 0) + 1
        digest, record, said = questionrows.recorded(q)
        place = first_place(folder, area) + count[area]
        made[q.id] = Stored(place, q, folder, State.READY.value, 0, digest, record, said)
    return made


def _there(connection: Connection, folder: str, made: dict[str, Stored]) -> dict[str, Stored]:
    """What the bank has of these ids, of this folder, and in this folder's places."""
    c, first = question.c, first_place(folder, min(AREAS))
    last = first + (1 << 44)
    query = questionrows.chosen().where(or_(c.folder == folder, and_(c.number > first, c.number < last)))
    found = {row.question.id: row for row in map(questionrows.stored, connection.execute(query))}
    return found | questionrows.load(connection, [ident for ident in made if ident not in found])


def _wanted(row: Stored, old: Stored | None, version: int, places: Places) -> Stored:
    """What the bank is to have of a question of the files."""
    if old is None:
        return replace(row, version=version)
    if old.folder != DESK:
        return replace(row, state=old.state, version=old.version if old.digest == row.digest else version)
    area = old.question.discipline.value
    if area == row.question.discipline.value:
        return replace(old, number=row.number)
    return old if old.number > first_place(DESK, min(AREAS)) else replace(old, number=places.next(area))


def _note(connection: Connection, folder: str, digest: str, made: dict[str, Stored], at: str) -> None:
    connection.execute(delete(bank_file).where(bank_file.c.folder == folder))
    connection.execute(delete(bank_source).where(bank_source.c.folder == folder))
    if made:
        connection.execute(insert(bank_source).values(folder=folder, digest=digest, compiled=at))
        files = [(ident, folder, row.digest) for ident, row in made.items()]
        bulk.tuples(connection, "bank_file", ("id", "folder", "digest"), files)
