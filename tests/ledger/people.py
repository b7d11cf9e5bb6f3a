"""Rosters and results for the tests of this room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl

from jltrain.bank.areas import Area, Level
from jltrain.ledger.roster import RosterRow
from jltrain.ledger.training import TrainingResult
from jltrain.sheet.payload import Officer, Payload, SectionScore

HEADER = ("姓名", "执法证号", "单位", "层级", "执法门类")
UNIT = "长春市交通运输综合行政执法支队"
ROWS = (
    ("张三", "22010001", UNIT, "市", "公路路政"),
    ("王䶮", "22010002", UNIT, "市级", "道路运政"),
    ("李𫍣", "22010003", "榆树市交通运输综合行政执法大队", "县", "港口行政"),
    ("㛃𬭎", "22010004", "榆树市交通运输综合行政执法大队", "县", "地方海事"),
)


def workbook(path: Path, rows: Iterable[Sequence[object]], merges: Iterable[str] = ()) -> Path:
    """A real .xlsx with these rows from A1 on."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "名册"
    for row in rows:
        sheet.append(list(row))
    for merge in merges:
        sheet.merge_cells(merge)
    book.save(path)
    return path


def officer(number: int, unit: str = "甲队", name: str = "", discipline: Area = Area.HIGHWAY) -> RosterRow:
    return RosterRow(name or f"人{number}", f"2201{number:04d}", unit, Level.CITY, discipline, city="长春市")


def result(who: RosterRow, day: date = date(2024, 5, 6), *, passed: bool = True, number: str = "") -> TrainingResult:
    return TrainingResult(
        certificate=who.certificate,
        name=who.name,
        date=day,
        discipline=who.discipline,
        passed=passed,
        halves=170 if passed else 90,
        full_halves=200,
        sheet_number=number or f"JL-{who.certificate}-{day:%Y%m%d}-{passed:d}",
        unit=who.unit,
        session_title="轮训考试",
    )


PAYLOAD = Payload(
    number="JL-2024-0001",
    officer=Officer("王䶮", "22010002", UNIT, "city", "transport"),
    session_id="s1",
    session_title="2024年第一批轮训考试",
    sitting_id="t1",
    paper_title="道路运政试卷",
    paper_digest="ab" * 32,
    rule="all-or-nothing",
    minutes=90,
    started="2024-05-06T15:00:00.000Z",
    submitted="2024-05-06T16:30:00.000Z",
    submitted_by="officer",
    used_seconds=5400,
    sections=(SectionScore("单选题", 100, 85, 171, 200),),
    areas=(),
    halves=171,
    full_halves=200,
    pass_halves=120,
    passed=True,
    incidents=(),
    log_digest="cd" * 32,
    issued="2024-05-06T16:31:00.000Z",
    issuer=UNIT,
)


def payload(name: str = "王䶮", certificate: str = "22010002", number: str = "JL-2024-0001") -> Payload:
    return replace(
        PAYLOAD,
        number=number,
        sitting_id="t1" if number == PAYLOAD.number else f"t-{number}",
        officer=replace(PAYLOAD.officer, name=name, certificate=certificate),
    )
