"""Turns lines of text into questions with their doubts; each line that is in no question gets its reason.

The stages: characters are tidied and headings found (layout), keys are set aside (key), what is between headings is
cut into questions by numbers (numbering) or by how lines follow each other (unnumbered), each is read (block), keys
are brought to them (attach), and they are put together with whatever is doubtful about them (assemble).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from jltrain.bank.intake.attach import Item, attach
from jltrain.bank.intake.cases import cases
from jltrain.bank.intake.cutting import Cutter
from jltrain.bank.intake.found import Findings
from jltrain.bank.intake.headings import Heading, topic_heading
from jltrain.bank.intake.key import KeyPart, parse
from jltrain.bank.intake.keyzone import mark_keys
from jltrain.bank.intake.layout import Role, Row, lay_out
from jltrain.bank.intake.lines import SourceLine, plain
from jltrain.bank.intake.outcome import Outcome
from jltrain.bank.intake.section import Section
from jltrain.bank.question import Kind
from jltrain.i18n import N_, _
from jltrain.progress import Report, Step, silent

__all__ = ["plain", "recognise"]


_HEADING: Final = N_("标题")
_PAGE: Final = N_("页眉、页脚或分隔线")
_KEY: Final = N_("答案，已用于前面的题目")


class _Recogniser:
    """Goes once through the rows; questions of a part wait in `waiting` for their key."""

    def __init__(self, lines: Sequence[SourceLine], report: Report) -> None:
        self.lines = lines
        self.report = report
        self.layout = lay_out(lines)
        self.items: list[Item] = []
        self.waiting: list[Item] = []
        self.parts: list[KeyPart] = []
        self.sections = 0
        self.cutter = Cutter(len(lines), any(row.struck for row in self.layout.rows), report)
        self.reasons = self.cutter.reasons

    def run(self) -> Findings:
        rows = self.layout.rows
        mark_keys(rows)
        self.topics(rows)
        heading: Heading | None = None
        topic = title = ""
        held: list[Row] = []
        key: list[Row] = []
        for row in [*rows, Row(0, "", Role.HEADING)]:
            if row.role is Role.KEY or (key and row.role in (Role.BLANK, Role.PAGE)):
                self.section(heading, title, held)
                held = []
                key.append(row)
                continue
            if key:
                self.key(key)
                key = []
            if row.role is not Role.HEADING:
                held.append(row)
                continue
            self.section(heading, title, held)
            held = []
            self.reasons[row.line] = _(_HEADING)
            if row.heading is not None and (row.heading.kind or row.heading.foreign or row.heading.choice):
                heading = row.heading
                topic = row.heading.topic or topic
            elif row.heading is not None:
                topic = _topic(row.text)
                if row.outline == 1 or re.match(r"^\s*#\s", row.text):
                    heading = None
            title = topic or (heading.title if heading else "")
        self.settle()
        return Outcome(self.lines, self.layout.pictures, self.reasons, self.report).findings(self.items)

    def topics(self, rows: list[Row]) -> None:
        """Headings that name topics; 一、… counts questions in files that have no other numbers, and then is none."""
        text = [row for row in rows if row.role is Role.TEXT]
        could = [row for row in text if row.outline or topic_heading(row.text)]
        if not could:
            return
        places = {id(row): at for at, row in enumerate(rows)}
        for row in could:
            at = places[id(row)]
            before = next((r for r in reversed(rows[max(0, at - 3) : at]) if r.role is not Role.PAGE), None)
            after = [r for r in rows[at + 1 : at + 8] if r.role not in (Role.BLANK, Role.PAGE)]
            if not row.outline and not row.text.lstrip().startswith("#") and not _begins(after, row):
                continue
            if before is not None and before.role is Role.TEXT and before.text.rstrip().endswith(("：", ":", "，")):
                continue
            row.role, row.heading = Role.HEADING, Heading(row.text.strip())

    def section(self, heading: Heading | None, title: str, rows: list[Row]) -> None:
        if not any(row.role is Role.TEXT for row in rows):
            for row in rows:
                if row.role is Role.PAGE:
                    self.reasons[row.line] = _(_PAGE)
            return
        self.sections += 1
        for row in rows:
            if row.role is Role.PAGE:
                self.reasons[row.line] = _(_PAGE)
        section = Section(heading, title, rows, self.sections)
        text, starts = section.text()
        of_cases = (
            cases(self.cutter, section, text, starts) if heading is not None and heading.kind is Kind.CASE else None
        )
        for item in of_cases if of_cases is not None else self.cutter.cut(section, text, starts, 0, len(text)):
            self.take(item)
        if self.sections % 50 == 0:
            self.report(Step(rows[-1].line, len(self.lines)))

    def take(self, item: Item) -> None:
        self.settle()
        self.items.append(item)
        self.waiting.append(item)

    def key(self, rows: list[Row]) -> None:
        for row in rows:
            if row.role is not Role.BLANK:
                self.reasons[row.line] = _(_KEY) if row.role is Role.KEY else _(_PAGE)
        lines = [("\t".join(row.cells) if row.cells else row.text, row.heading) for row in rows if row.role is Role.KEY]
        if self.waiting:
            self.parts.extend(parse(lines))

    def settle(self) -> None:
        """Gives the questions since the last key the answers of this one."""
        if self.parts:
            attach(self.waiting, self.parts)
            self.waiting, self.parts = [], []


def recognise(lines: Sequence[SourceLine], report: Report = silent) -> Findings:
    """All questions of a file's lines, each with its doubts, and the reason for each line that is in none."""
    return _Recogniser(lines, report).run()


def _topic(text: str) -> str:
    return re.sub(
        r"^[#*\s]*(?:第[ ]?[\d一二三四五六七八九十百]+[ ]?[章节篇编单元部分卷]+"
        r"|[（(]?[一二三四五六七八九十]{1,3}[）)]?[、.．]?)?[ 、:：*]*",
        "",
        text,
    ).strip(" *#")


def _begins(after: list[Row], row: Row) -> bool:
    """Whether a question or another heading stands right below a line that could be a heading."""
    if not after:
        return False
    if re.match(r"\s*第[一二三四五六七八九十百零\d]{1,6}条", after[0].text):
        return True
    if after[0].role is Role.HEADING or topic_heading(after[0].text):
        return True
    form = re.match(
        r"\s*(?:[（(\[【][^）)\]】]{0,8}[）)\]】]\s*)?(?:\d{1,4}\s*[.．、)）:：]|[（(]\d{1,4}[）)]|第\s*\d+\s*题)",
        after[0].text,
    )
    return bool(form)
