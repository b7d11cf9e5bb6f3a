"""A province's ledger made in minutes: rows as the program would have written them, put in by the thousand.

The chain is right and the payloads are real, so that an audit finds the ledger whole; only the signatures were never made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from typing import Any, Final

import orjson
from sqlalchemy import Connection, Table, insert

from jltrain.bank.areas import DISCIPLINES, Level
from jltrain.ledger.bodies import SheetBody, officer_body, payload_digest, sheet_body
from jltrain.ledger.entry import GENESIS, EntryKind, link
from jltrain.ledger.member import Member
from jltrain.ledger.outcome import Outcome
from jltrain.ledger.post import post_kind
from jltrain.ledger.result import Signer, State, result_row
from jltrain.sheet.payload import AreaScore, Officer, Payload, to_json
from jltrain.store import bulk
from jltrain.store.database import Database
from jltrain.store.people import member_row
from jltrain.store.tables import collected, entry, officer, result, roster_import
from tests.sheet.samples import sample

AT: Final = "2026-11-01T01:00:00.000Z"
NAMES: Final = ("王伟", "李娜", "欧阳䶮", "张㛃", "刘𬭎", "陈𫍣", "杨洋", "赵敏", "黄磊", "周𠀀", "吴刚", "孙丽")
CITIES: Final = ("长春", "吉林", "四平", "辽源", "通化", "白山", "松原", "白城", "延边")
POSTS: Final = ("科员", "科员", "科员", "科员", "科员", "科员", "科员", "站长", "大队长", "")
STUDIES: Final = ("本科", "大专", "高中", "研究生", "")
ISSUER: Final = "吉林省交通运输综合行政执法局"
SIGNER: Final = Signer("3f" * 32, ISSUER, "220000", "1A2B3C", "2030-01-01T00:00:00.000Z", "9a" * 32)


def member(number: int) -> Member:
    """Officer `number` of a province with 60 officers to a unit and nine cities."""
    unit = number // 60
    post = POSTS[number % 10]
    return Member(
        certificate=f"JL22{number:08d}",
        name=f"{NAMES[number % 12]}{chr(0x4E00 + number // 12 % 2000)}",
        unit=f"{unit:04d}交通运输综合行政执法大队",
        level=tuple(Level)[unit % 3],
        discipline=DISCIPLINES[number % 6],
        city=CITIES[unit % 9],
        batch=("第一批", "第二批", "第三批", "")[unit % 4],
        post=post,
        education=STUDIES[number % 5],
        post_kind=post_kind(post),
        added="2024-01-05",
    )


def attested(person: Member, sitting: int) -> Payload:
    """His sheet of sitting 0 (2021-2023), 1 (failed) and 2 (2024-2026, mostly passed)."""
    number = int(person.certificate[4:])
    base = sample()
    day = (date(2022, 1, 1), date(2024, 2, 1), date(2024, 6, 1))[sitting] + timedelta(number % 500)
    passed = sitting != 1 and number % 7 != 0
    halves = base.halves if passed else 100
    score = base.sections[0]
    return replace(
        base,
        number=f"JT{day.year}-{number:08d}-{sitting}",
        officer=Officer(person.name, person.certificate, person.unit, person.level.value, person.discipline.value),
        sitting_id=f"T-{number:08d}-{sitting}",
        submitted=f"{day.isoformat()}T02:21:32.456Z",
        started=f"{day.isoformat()}T01:00:00.000Z",
        issued=f"{day.isoformat()}T03:00:00.000Z",
        incidents=(),
        sections=(replace(score, halves=halves, full_halves=200),),
        areas=(
            AreaScore(person.discipline.value, 40, 60),
            AreaScore("law", 41, 48),
            AreaScore("thought", 20, 20),
            *((AreaScore("procedure", 28, 32), AreaScore("conduct", 10, 12)) if number % 3 else ()),
        ),
        halves=halves,
        passed=passed,
        issuer=ISSUER,
        issuer_code="220000",
    )


class Bulk:
    """Writes into one database."""

    def __init__(self, database: Database, say: Callable[[str], None] = lambda text: None) -> None:
        self._database, self._say = database, say
        self._number, self._chain = 0, GENESIS

    def fill(self, officers: int, sittings: int = 3) -> None:
        """So many officers, each with so many sheets."""
        with self._database.write() as connection:
            connection.execute(insert(roster_import).values(id=1, source="bench", at=AT, people=officers))
        for start in range(0, officers, 20_000):
            people = [member(n) for n in range(start, min(start + 20_000, officers))]
            with self._database.write() as connection:
                self._officers(connection, people)
            self._say(f"{start + len(people)} officers")
        for sitting in range(sittings):
            for start in range(0, officers, 20_000):
                people = [member(n) for n in range(start, min(start + 20_000, officers))]
                with self._database.write() as connection:
                    self._sheets(connection, [attested(p, sitting) for p in people])
                self._say(f"{sitting * officers + start + len(people)} sheets")

    def _linked(self, kind: EntryKind, subject: str, body: bytes) -> tuple[Any, ...]:
        self._number += 1
        self._chain = link(self._chain, self._number, kind, AT, "bench", subject, body)
        return (self._number, kind.value, AT, "bench", subject, body, self._chain)

    def _officers(self, connection: Connection, people: Sequence[Member]) -> None:
        rows = [member_row(p) | {"import_id": 1} for p in people]
        entries = [self._linked(EntryKind.OFFICER, p.certificate, officer_body(None, p)) for p in people]
        _put(connection, officer, tuple(rows[0]), (tuple(row.values()) for row in rows))
        _put(connection, entry, _ENTRY, iter(entries))

    def _sheets(self, connection: Connection, payloads: Sequence[Payload]) -> None:
        entries, kept, results = [], [], []
        signer = orjson.dumps(SIGNER.as_record())
        for paid in payloads:
            data = to_json(paid)
            digest = hashlib.sha256(b"bench" + data).hexdigest()
            file = f"{paid.officer.certificate}-{paid.number}.pdf"
            body = SheetBody(file, digest, Outcome.IMPORTED, (), paid.number, payload_digest(data), SIGNER)
            entries.append(self._linked(EntryKind.SHEET, digest, sheet_body(body)))
            kept.append((digest, file, "imported", True, b"[]", paid.number, data, AT, signer))
            row = result_row(paid, digest, SIGNER, self._number)
            results.append(replace(row, state=State.COUNTS, counts_for=row.certificate).as_row())
        _put(connection, entry, _ENTRY, iter(entries))
        names = ("file_digest", "file", "outcome", "stored", "reasons", "number", "payload", "first_seen", "signer")
        _put(connection, collected, names, iter(kept))
        _put(connection, result, tuple(results[0]), (tuple(row.values()) for row in results))


_ENTRY: Final = ("number", "kind", "at", "by", "subject", "body", "chain")


def _put(connection: Connection, table: Table, columns: Sequence[str], rows: Iterator[Sequence[Any]]) -> None:
    if connection.dialect.name == "postgresql":
        bulk.copy(connection, table, columns, rows)
        return
    while some := list(islice(rows, 5_000)):
        connection.execute(insert(table), [dict(zip(columns, row, strict=True)) for row in some])
