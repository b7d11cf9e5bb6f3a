"""The parts that a file is handed on in, and what was found in them so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from jltrain.bank.intake import sheets_key
from jltrain.bank.intake.columns import Layout
from jltrain.bank.intake.found import FoundPicture, FoundQuestion, Ignored, Span
from jltrain.bank.intake.lines import SourceLine
from jltrain.bank.intake.table_cells import Row
from jltrain.bank.question import Kind
from jltrain.i18n import _
from jltrain.progress import Report, Step, silent

_STEP: Final = 500


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `rows[i]` is source line `first` + i. `name`: its sheet's, whose line is the one before `first` when
    `titled`. `pictures`: of the whole file, as the cells' 〔图n〕 count them. `kind`, `section`: of the heading above.
    """

    first: int
    rows: Sequence[Row]
    name: str = ""
    titled: bool = False
    hidden: bool = False
    pictures: Sequence[FoundPicture] = ()
    kind: Kind | None = None
    section: str = ""
    above: str = ""  # the line before it


@dataclass(frozen=True, slots=True)
class Lines:
    """Running text: `lines[i]` is source line `at[i]`."""

    lines: Sequence[SourceLine]
    at: Sequence[int]


@dataclass(frozen=True, slots=True)
class Aside:
    """A line that is known to be no question."""

    line: int
    reason: str


Part = Grid | Lines | Aside


Header = tuple[int, Layout, int]
"""Index of the row, what its columns are, and of how many rows it is."""


class Gathered:
    """What was found so far, in the order of the source."""

    def __init__(self, report: Report = silent, total: int = 0) -> None:
        self.questions: list[FoundQuestion] = []
        self.ignored: list[Ignored] = []
        self.keys: list[sheets_key.Key] = []
        self.key_lines: list[int] = []
        self.headers: dict[int, list[Header]] = {}
        self.report, self.total = report, total

    def ignore(self, first: int, last: int, reason: str) -> None:
        """Lines that are no question; a run with one reason is one entry."""
        if self.ignored:
            before = self.ignored[-1]
            if before.reason == reason and before.lines.last + 1 == first:
                self.ignored[-1] = Ignored(Span(before.lines.first, last), reason)
                return
        self.ignored.append(Ignored(Span(first, last), reason))

    def step(self, line: int) -> None:
        """Told now and then; raises Cancelled."""
        if line % _STEP == 0:
            self.report(Step(line, max(line, self.total), _("已找到 {n} 题").format(n=len(self.questions))))
