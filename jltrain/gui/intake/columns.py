"""How found questions and ignored lines read as rows."""

from __future__ import annotations

from dataclasses import dataclass

from jltrain.bank.intake.found import Ignored, Span
from jltrain.gui.intake.work import Entry, Source, answer_text
from jltrain.gui.shell.table import Column
from jltrain.i18n import _

KIND = 2
"""The column of the kind."""
LIKE = 5
"""The column that says whether the bank has it."""
FILE = 6
LINE_FILE = 3
"""The columns that say which file a question or a line is from."""


@dataclass(eq=False, slots=True)
class Line:
    """Ignored lines and the file they stand in."""

    source: Source
    ignored: Ignored


def entry_columns() -> tuple[Column[Entry], ...]:
    """Of the list of questions, in the order of the files."""
    return (
        Column(_("序号"), lambda e: str(e.at), order=lambda e: e.at, number=True, widest=4),
        Column(_("把握"), standing, order=_order, tone=_tone, widest=7),
        Column(_("题型"), lambda e: e.found.kind.label, widest=6, least=3),
        Column(_("题干"), _stem, widest=14, grows=True, least=5),
        Column(_("答案"), lambda e: answer_text(e.found) or "—", widest=5, least=3),
        Column(_("题库"), likeness, tone=lambda e: "warn" if e.like and not e.skipped else "", widest=3),
        Column(_("文件"), lambda e: e.source.name, widest=5, least=2),
    )


def line_columns() -> tuple[Column[Line], ...]:
    """Of the lines that are no questions."""
    return (
        Column(_("行"), lambda n: span_text(n.ignored.lines), order=lambda n: n.ignored.lines.first, number=True),
        Column(_("内容"), _content, widest=20, grows=True, least=8),
        Column(_("原因"), lambda n: n.ignored.reason, widest=14, least=6),
        Column(_("文件"), lambda n: n.source.name, widest=8, least=3),
    )


def span_text(span: Span) -> str:
    """ "7" or "7–9"."""
    return str(span.first) if span.first == span.last else f"{span.first}–{span.last}"


def sure(entry: Entry) -> str:
    """The confidence in a word."""
    share = entry.found.confidence
    return _("高") if share > 0.9 else _("中") if share > 0.5 else _("低")


def standing(entry: Entry) -> str:
    """How sure its reading is, or what became of it since."""
    if entry.taken:
        return _("已导入")
    if entry.skipped:
        return _("已跳过")
    if not entry.found.doubtful:
        return sure(entry)
    if entry.checked:
        return _("已核对")
    return _("{sure} · {n} 疑").format(sure=sure(entry), n=len(entry.doubts))


def likeness(entry: Entry) -> str:
    """Whether the bank has such a question."""
    return _("已有") if entry.same else _("相近") if entry.like else ""


def _stem(entry: Entry) -> str:
    return " ".join(entry.found.stem.split())[:200]


def _content(line: Line) -> str:
    span = line.ignored.lines
    return " ".join(line.source.text(span.first, min(span.last, span.first + 5)).split())[:200]


def _order(entry: Entry) -> tuple[int, float]:
    settled = 2 if entry.taken or entry.skipped else 1 if entry.checked else 0
    return settled, entry.found.confidence


def _tone(entry: Entry) -> str:
    if entry.doubtful:
        return "bad" if entry.found.confidence <= 0.5 else "warn"
    return "muted" if entry.skipped else "good" if entry.taken or entry.checked else ""


def sources_of(lines: list[Line]) -> list[tuple[Source, list[Line]]]:
    """The lines of each file."""
    out: dict[int, tuple[Source, list[Line]]] = {}
    for line in lines:
        out.setdefault(id(line.source), (line.source, []))[1].append(line)
    return list(out.values())
