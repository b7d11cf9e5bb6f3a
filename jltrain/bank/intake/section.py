"""What stands between two headings of a file: its rows, and their text as one."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from jltrain.bank.intake.headings import Heading
from jltrain.bank.intake.layout import Role, Row
from jltrain.bank.intake.lines import Mark


@dataclass(slots=True)
class Section:
    """What stands between two headings: its rows, and their text with where each begins in it."""

    heading: Heading | None
    title: str
    rows: list[Row]
    index: int

    def __post_init__(self) -> None:
        self.rows = [row for row in self.rows if row.role not in (Role.PAGE, Role.GONE)]

    def text(self) -> tuple[str, list[int]]:
        starts, at = [], 0
        for row in self.rows:
            starts.append(at)
            at += (0 if row.role is Role.BLANK else len(row.text)) + 1
        return "\n".join("" if row.role is Role.BLANK else row.text for row in self.rows), starts

    def marks(self, starts: list[int], low: int, high: int) -> list[Mark]:
        """The marks of text[low:high], counted from its beginning."""
        out: list[Mark] = []
        for at in range(max(bisect_right(starts, low) - 1, 0), bisect_right(starts, max(high - 1, low))):
            base = starts[at] - low
            out.extend(Mark(mark.start + base, mark.end + base, mark.kinds) for mark in self.rows[at].marks)
        return out
