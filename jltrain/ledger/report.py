"""What a report is made of: tables and plots as data, so that screen, xlsx and PDF draw the same thing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Value = str | int | float | date | None
"""A cell: percents are shares from 0.0 to 1.0, marks are whole or half marks; None is blank."""
Row = tuple[Value, ...]


class Kind(StrEnum):
    """What a column's cells are; text is always text, whatever it begins with."""

    TEXT = "text"
    COUNT = "count"
    PERCENT = "percent"
    DATE = "date"
    MARKS = "marks"


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """`title` in the language in use; `width` in characters of an ordinary font."""

    title: str
    kind: Kind = Kind.TEXT
    width: int = 12


@dataclass(frozen=True, slots=True)
class ReportTable:
    """`rows` may be an iterator that can be walked once (lists of many officers); then `total` is None."""

    title: str
    columns: tuple[ReportColumn, ...]
    rows: Iterable[Row]
    total: Row | None = None
    notes: tuple[str, ...] = ()


class PlotKind(StrEnum):
    """How a plot is drawn: parts of one bar on another, bars side by side, or a line over time."""

    STACKED = "stacked"
    BARS = "bars"
    LINE = "line"


class Tone(StrEnum):
    """What a series means, for its colour."""

    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    MUTED = "muted"
    PLAIN = "plain"
    TARGET = "target"


@dataclass(frozen=True, slots=True)
class Series:
    """One value for each label of the plot; None leaves a gap."""

    name: str
    values: tuple[float | None, ...]
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Plot:
    """`kind` of the values: COUNT or PERCENT (0.0 to 1.0)."""

    title: str
    draw: PlotKind
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    kind: Kind = Kind.COUNT


@dataclass(frozen=True, slots=True)
class Report:
    """`key` is stable, for file names: half-yearly, yearly, final, commendation, follow-up. Texts in the language in
    use. `tables[0]` is the summary."""

    key: str
    title: str
    subtitle: str
    notes: tuple[str, ...]
    tables: tuple[ReportTable, ...]
    plots: tuple[Plot, ...] = ()
