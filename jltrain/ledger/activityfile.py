"""Many activity records from one spreadsheet: which rows are good, and one clear line for each that is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from jltrain.foreign.table import Cell, Table, read_tables
from jltrain.i18n import _
from jltrain.ledger.activity import (
    Activity,
    ActivityKind,
    ActivityResult,
    BadActivity,
    activity_kind_of,
    activity_result_of,
    checked,
)
from jltrain.ledger.activitycolumns import HEADINGS, ActivityColumn, ActivityColumnsMissing
from jltrain.ledger.badroster import LEAST_DELIMITERS
from jltrain.ledger.cells import number_text, text_of
from jltrain.ledger.days import day_of
from jltrain.ledger.headers import Header
from jltrain.ledger.identity import tidy_certificate, tidy_name
from jltrain.ledger.merged import Rows
from jltrain.ledger.roster import RosterHidden
from jltrain.ledger.rowreader import EXAMPLE, RowProblem, certificate_fault
from jltrain.progress import Report, Step, silent

_CARRIED: Final = (
    ActivityColumn.KIND,
    ActivityColumn.DAY,
    ActivityColumn.HOURS,
    ActivityColumn.TITLE,
    ActivityColumn.RESULT,
    ActivityColumn.PLACE,
    ActivityColumn.SIGNED_BY,
    ActivityColumn.NOTE,
)
"""One merged cell may stand for all who took part; never for a name or a number."""
_FIELDS: Final = {column.value.replace("-", "_"): column for column in ActivityColumn}
_FREE: Final = (ActivityColumn.TITLE, ActivityColumn.SIGNED_BY, ActivityColumn.PLACE, ActivityColumn.NOTE)


@dataclass(frozen=True, slots=True)
class ActivitiesRead:
    """What a file held. `rows == len(activities) + problem_rows + blank_rows + ignored_rows`, as for rosters.

    `names[i]` is the name that stood beside activities[i]'s number, "" where the file gives none, and `places[i]` the
    row (from 1) and sheet it stood in: the caller compares with the roster and tells.
    """

    activities: tuple[Activity, ...]
    names: tuple[str, ...]
    places: tuple[tuple[int, str], ...]
    problems: tuple[RowProblem, ...]
    source: str
    rows: int = 0
    blank_rows: int = 0
    ignored_rows: int = 0

    @property
    def problem_rows(self) -> int:
        """Rows that were not taken."""
        return len({(problem.sheet, problem.row) for problem in self.problems})


@dataclass(slots=True)
class _Reading:
    """The file while it is read; `found` knows each record's place, so that a repeated one is told."""

    today: date
    rows: int = 0
    blank: int = 0
    ignored: int = 0
    found: dict[Activity, tuple[str, int, str]] = field(default_factory=dict)
    problems: list[RowProblem] = field(default_factory=list)

    def take(self, table: Table, header: Header[ActivityColumn], report: Report, source: str) -> None:
        reader = _RowReader(table, header, self.today)
        for index in range(header.first, len(table.rows)):
            row = table.rows[index]
            self.rows += 1
            if self.rows % 1000 == 0:
                report(Step(self.rows, 0, source))
            if reader.is_blank(row):
                self.blank += 1
            elif reader.is_example(row) or header.repeated_by(row):
                self.ignored += 1
            elif (record := reader.read(index, row)) is None:
                self.problems += reader.faults
            elif record in self.found:
                _name, first, sheet = self.found[record]
                where = f"{sheet}!{first}" if sheet != table.name else str(first)
                text = _("与第 {row} 行完全重复，只取一次，请删去本行。").format(row=where)
                title = header.titles[ActivityColumn.CERTIFICATE]
                self.problems.append(RowProblem(index + 1, title, record.certificate, text, table.name))
            else:
                self.found[record] = (reader.name(row), index + 1, table.name)


class _RowReader:
    """One row made into a record, or into the `faults` that keep it from being one."""

    def __init__(self, table: Table, header: Header[ActivityColumn], today: date) -> None:
        self.rows = Rows(table, header, _CARRIED)
        self.today = today
        self.faults: list[RowProblem] = []
        self._index = 0

    def is_blank(self, row: Sequence[Cell]) -> bool:
        """Nothing that is about somebody; a running number and merged cells alone are nothing."""
        known = set(self.rows.header.at.values())
        return not any(text_of(cell).strip() for index, cell in enumerate(row) if index in known)

    def is_example(self, row: Sequence[Cell]) -> bool:
        """The template's own row."""
        return self.name(row).lstrip("（(【[").startswith(EXAMPLE)

    def name(self, row: Sequence[Cell]) -> str:
        """The name beside the number, tidied."""
        return tidy_name(text_of(self.rows.own(row, ActivityColumn.NAME)))

    def read(self, index: int, row: Sequence[Cell]) -> Activity | None:
        """The record in row `index` (from 0), or None with `faults` saying why."""
        self._index, self.faults = index, []
        cell = self.rows.own(row, ActivityColumn.CERTIFICATE)
        if fault := certificate_fault(cell):
            self._fault(ActivityColumn.CERTIFICATE, cell, fault)
        kind, day = self._kind(row), self._day(row)
        hours, result = self._hours(row), self._result(row)
        if self.faults or kind is None or day is None or result is None:
            return None
        title, signed_by, place, note = (text_of(self.rows.value(index, row, column)) for column in _FREE)
        number = tidy_certificate(number_text(cell))
        record = Activity(number, kind, day, hours, result, title, signed_by, place, note)
        try:
            return checked(record, self.today)
        except BadActivity as error:
            column = _FIELDS[str(error.facts["field"])]
            shown = self.rows.value(index, row, column)
            self._fault(column, shown, _("{reason}，请改正。").format(reason=error.facts["reason"]))
            return None

    def _fault(self, column: ActivityColumn, value: Cell, text: str) -> None:
        title = self.rows.header.titles.get(column, column.label)
        self.faults.append(RowProblem(self._index + 1, title, text_of(value)[:80], text, self.rows.table.name))

    def _kind(self, row: Sequence[Cell]) -> ActivityKind | None:
        cell = self.rows.value(self._index, row, ActivityColumn.KIND)
        kind = activity_kind_of(text_of(cell))
        if kind is None:
            names = "、".join(one.label for one in ActivityKind)
            self._fault(ActivityColumn.KIND, cell, _("活动类型应填下列之一：{names}，请改正。").format(names=names))
        return kind

    def _day(self, row: Sequence[Cell]) -> date | None:
        cell = self.rows.value(self._index, row, ActivityColumn.DAY)
        day = day_of(cell)
        if day is None:
            self._fault(ActivityColumn.DAY, cell, _("日期看不明白，请写成 2024-03-01 的样子。"))
        elif day > self.today:
            self._fault(ActivityColumn.DAY, cell, _("日期晚于今天，还没有进行的活动不能登记。"))
        return day

    def _hours(self, row: Sequence[Cell]) -> float:
        cell = self.rows.value(self._index, row, ActivityColumn.HOURS)
        text = number_text(cell).removesuffix("学时").removesuffix("小时").removesuffix("课时").strip()
        try:
            if not text.isascii() or len(text) > 20:
                raise ValueError(text)
            return float(text)
        except ValueError:
            self._fault(ActivityColumn.HOURS, cell, _("学时应是数字，例如 4 或 1.5。"))
            return 0.0

    def _result(self, row: Sequence[Cell]) -> ActivityResult | None:
        cell = self.rows.value(self._index, row, ActivityColumn.RESULT)
        result = activity_result_of(text_of(cell))
        if result is None:
            self._fault(ActivityColumn.RESULT, cell, _("结果应填“参加”“合格”或“不合格”，请改正。"))
        return result


def read_activities(path: Path, today: date, report: Report = silent) -> ActivitiesRead:
    """The records in a .xlsx, .xls, .ods or text file, from every visible sheet with a full header (activitycolumns.py).

    A row repeated word for word is taken once. Raises BadRoster (foreign/faults.py) or ActivityColumnsMissing.
    """
    tables = read_tables(path, least_delimiters=LEAST_DELIMITERS)
    headers = [HEADINGS.find(table.rows, path.name) for table in tables]
    full = [(table, header) for table, header in zip(tables, headers, strict=True) if not header.missing]
    if not full:
        nothing = HEADINGS.find((), path.name)
        raise _columns_missing(path.name, max(headers, key=lambda header: len(header.at), default=nothing))
    if all(table.hidden for table, _header in full):
        raise RosterHidden(file=path.name, sheet=full[0][0].name)
    reading = _Reading(today)
    for table, header in full:
        if not table.hidden:
            reading.take(table, header, report, path.name)
    order = {table.name: place for place, table in enumerate(tables)}
    report(Step(reading.rows, reading.rows, path.name))
    return ActivitiesRead(
        activities=tuple(reading.found),
        names=tuple(name for name, _row, _sheet in reading.found.values()),
        places=tuple((row, sheet) for _name, row, sheet in reading.found.values()),
        problems=tuple(sorted(reading.problems, key=lambda problem: (order[problem.sheet], problem.row))),
        source=path.name,
        rows=reading.rows,
        blank_rows=reading.blank,
        ignored_rows=reading.ignored,
    )


def _columns_missing(file: str, header: Header[ActivityColumn]) -> ActivityColumnsMissing:
    missing = "、".join(column.label for column in header.missing)
    return ActivityColumnsMissing(file=file, missing=missing, found="、".join(header.titles.values()) or _("无"))
