"""The roster: who has to be trained, read from whatever table a unit sends.

Nothing is dropped silently: `rows == len(people) + problem_rows + blank_rows + ignored_rows`, and sheets
and columns that were not read are named.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from jltrain.foreign.table import Table, read_tables
from jltrain.i18n import N_, _
from jltrain.ledger.badroster import LEAST_DELIMITERS, BadRoster
from jltrain.ledger.columns import Column, Header, columns_missing, find_header, is_header
from jltrain.ledger.rowreader import RosterRow, RowProblem, RowReader
from jltrain.progress import Report, Step, silent

__all__ = ["BadRoster", "RosterHidden", "RosterRead", "RosterRow", "RowProblem", "read_roster"]


class RosterHidden(BadRoster):
    template = N_("文件“{file}”里的名单在隐藏的工作表“{sheet}”中，没有读取；请在 Excel 或 WPS 中取消隐藏后再导入。")


@dataclass(frozen=True, slots=True)
class RosterRead:
    """What a roster file held. `source` is the file's name.

    `rows` counts the rows below the headers; `ignored_rows` are example rows, totals and repeated headers. A row may
    have several problems. `unread_columns` and `unread_sheets` name what nobody asked for.
    """

    people: tuple[RosterRow, ...]
    problems: tuple[RowProblem, ...]
    source: str
    rows: int = 0
    blank_rows: int = 0
    ignored_rows: int = 0
    unread_columns: tuple[str, ...] = ()
    unread_sheets: tuple[str, ...] = ()

    @property
    def problem_rows(self) -> int:
        """Rows that were not taken."""
        return len({(problem.sheet, problem.row) for problem in self.problems})


@dataclass(slots=True)
class _Reading:
    """The roster while it is read; `found` keeps where each officer stood, to name both of a double."""

    source: str
    total: int
    report: Report
    rows: int = 0
    blank: int = 0
    ignored: int = 0
    found: list[tuple[RosterRow, RowProblem]] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)

    def take(self, table: Table, header: Header) -> None:
        reader = RowReader(table, header)
        title = header.titles[Column.CERTIFICATE]
        for index in range(header.first, len(table.rows)):
            row = table.rows[index]
            self.rows += 1
            if self.rows % 1000 == 0:
                self.report(Step(self.rows, self.total, self.source))
            if reader.is_blank(row):
                self.blank += 1
            elif reader.is_example(row) or reader.is_total(row) or is_header(row, header):
                self.ignored += 1
            elif (person := reader.read(index, row)) is not None:
                self.found.append((person, RowProblem(index + 1, title, person.certificate, "", table.name)))
            else:
                self.problems += reader.faults

    def people(self) -> list[RosterRow]:
        """Those whose certificate number is theirs alone; the others become problems.

        A row repeated word for word is taken once. Rows that share a number and differ are all refused:
        which of them is right, only the unit can say.
        """
        by_number: defaultdict[str, list[tuple[RosterRow, RowProblem]]] = defaultdict(list)
        for person, place in self.found:
            by_number[person.certificate].append((person, place))
        alone: list[RosterRow] = []
        for entries in by_number.values():
            first, first_place = entries[0]
            same = all(person == first for person, _place in entries)
            if same:
                alone.append(first)
            for person, place in entries[1:] if same else entries:
                other = first_place if person is not first else entries[1][1]
                self.problems.append(_doubled(place, other, same=same))
        return self._unentangled(alone)

    def _unentangled(self, people: list[RosterRow]) -> list[RosterRow]:
        """Those whose former number is nobody else's: two heirs of one number, or an heir beside its bearer, wait."""
        bearers = {person.certificate for person in people}
        heirs = Counter(person.former for person in people if person.former)
        good: list[RosterRow] = []
        for person in people:
            if person.former and (person.former in bearers or heirs[person.former] > 1):
                place = next(place for found, place in self.found if found == person)
                text = _("原执法证号 {former} 在名册里另有人在用，本行没有导入，请核对后改正。")
                text = text.format(former=person.former)
                self.problems.append(RowProblem(place.row, place.column, place.value, text, place.sheet))
            else:
                good.append(person)
        return good


def _doubled(place: RowProblem, other: RowProblem, *, same: bool) -> RowProblem:
    where = f"{other.sheet}!{other.row}" if other.sheet != place.sheet else str(other.row)
    if same:
        text = _("与第 {row} 行完全重复，只取一次，请删去本行。").format(row=where)
    else:
        text = _("执法证号与第 {row} 行重复而内容不同，两行都没有导入，请核对后改正。").format(row=where)
    return RowProblem(place.row, place.column, place.value, text, place.sheet)


def read_roster(path: Path, report: Report = silent) -> RosterRead:
    """The officers in a .xlsx, .xls, .ods or delimited text file, from every visible sheet with a full header.

    Raises BadRoster (foreign/faults.py for its kinds) when the file as a whole cannot be used.
    """
    tables = read_tables(path, least_delimiters=LEAST_DELIMITERS)
    full: list[tuple[Table, Header]] = []
    unread: list[str] = []
    best: Header | None = None
    for table in tables:
        header = find_header(table.rows, path.name)
        if not header.missing and not table.hidden:
            full.append((table, header))
        elif any(table.rows):
            unread.append(table.name)
            best = header if best is None or len(header.at) > len(best.at) else best
    if not full and best and not best.missing:
        hidden = next(table.name for table in tables if not find_header(table.rows, path.name).missing)
        raise RosterHidden(file=path.name, sheet=hidden)
    if not full:
        raise columns_missing(path.name, best or find_header((), path.name))
    reading = _Reading(path.name, sum(len(table.rows) - header.first for table, header in full), report)
    for table, header in full:
        reading.take(table, header)
    people = reading.people()
    report(Step(reading.rows, reading.rows, path.name))
    order = {table.name: place for place, table in enumerate(tables)}
    return RosterRead(
        people=tuple(people),
        problems=tuple(sorted(reading.problems, key=lambda problem: (order[problem.sheet], problem.row))),
        source=path.name,
        rows=reading.rows,
        blank_rows=reading.blank,
        ignored_rows=reading.ignored,
        unread_columns=tuple(dict.fromkeys(title for _table, header in full for title in header.unread)),
        unread_sheets=tuple(unread),
    )
