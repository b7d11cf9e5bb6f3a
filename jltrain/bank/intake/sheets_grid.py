"""A table of questions read from above, row by row; headings on the way change what the rows below are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from jltrain.bank.intake import columns, columns_guess, sheets_form, table, table_options, template
from jltrain.bank.intake.columns import Column, Layout
from jltrain.bank.intake.doubts import Doubt, DoubtCode
from jltrain.bank.intake.found import Span
from jltrain.bank.intake.kinds import foreign_kind, kind_of
from jltrain.bank.intake.sheets_parts import Gathered, Grid
from jltrain.bank.intake.table_cells import Row
from jltrain.bank.question import Kind
from jltrain.i18n import _

_HEADING: Final = re.compile(
    r"\s*(?:第?[一二三四五六七八九十]{1,3}(?:部分|大题|[、.．:：章节篇])|[（(][一二三四五六七八九十]{1,3}[)）])\s*"
)
_TAIL: Final = re.compile(
    r"\s*[（(【\[].*|\s*[:：].*|\s*共\s*\d+\s*[题道].*|\s*每题.*|(?:的)?(?:参考|标准)?答案.*|\s*\d+\s*[题道].*|题库.*|部分$|汇总$|表$"
)
_LETTERED: Final = re.compile(r"[（(\[]?[A-H][）)\].．、:：]\s*\S")
_NOTE: Final = re.compile(
    r"^\s*(?:合计|总计|小计|备注|注|说明|填表说明|填写说明|制表|审核|以上|以下空白|完|结束|出题人|命题人)(?:[:：\s|（(].*|$)",
    re.DOTALL,
)
_DEFAULT_NAMES: Final = re.compile(r"(?:sheet|工作表|表)\s*\d*|csv|data|数据", re.IGNORECASE)


class GridReading:
    """A table being read from above; headings on the way change what the rows below are."""

    def __init__(self, grid: Grid, out: Gathered) -> None:
        self.grid, self.out = grid, out
        self.kind = grid.kind or heading_kind(grid.name)
        self.section = grid.section or ("" if _DEFAULT_NAMES.fullmatch(grid.name.strip()) else grid.name.strip())
        self.strange = foreign_heading(grid.name)
        self._pending: list[str] | None = None
        self._span = Span(0, 0)
        self._changed: frozenset[int] = frozenset()
        self._odd = False
        self._after = 0
        self._last: Layout | None = None

    def preface(self, until: int) -> None:
        """Titles and headings above the header."""
        rows = self.grid.rows[:until]
        if sum(len(row.cells) > 1 for row in rows) > 2:
            guessed = columns_guess.guess(rows)
            if guessed is not None:
                self.table(0, until, guessed)
                return
        for index, row in enumerate(rows):
            if row.cells:
                self.heading(" ".join(filter(None, row.cells)))
                self.out.ignore(self.grid.first + index, self.grid.first + index, _("标题或说明"))

    def forms(self, forms: Sequence[sheets_form.Form]) -> None:
        """Questions written downwards, a field a row."""
        first = self.grid.first
        taken: set[int] = set()
        for form in forms:
            span = Span(first + form.first, first + form.last)
            taken.update(range(form.first, form.last + 1))
            about = table.About(self.kind, self.section, pictures=self.grid.pictures)
            self.out.questions.append(table.question(form.cells, form.layout, span, about, frozenset()))
        for index, row in enumerate(self.grid.rows):
            if row.cells and index not in taken:
                self.out.ignore(first + index, first + index, _("标题或说明"))

    def heading(self, text: str) -> bool:
        """Take the kind that a heading names; whether it names one, ours or not."""
        kind, strange = heading_kind(text), foreign_heading(text)
        if kind is not None or strange:
            self.kind, self.strange, self.section = kind, strange, text.strip()[:60]
            return True
        return False

    def header(self, index: int, layout: Layout, height: int) -> None:
        same = self._last is not None and self._last.titles == layout.titles
        self._last = layout
        reason = _("重复的表头") if same else _("表头")
        unread = columns.titles(layout.unread)
        if unread and not same:
            reason = _("表头；没有用到的列：{columns}").format(columns=unread)
        line = self.grid.first + index
        self.out.ignore(line, line + height - 1, reason)

    def table(self, first: int, last: int, layout: Layout) -> None:
        """Rows `first` to before `last` under one header."""
        layout = _sorted_out(self.grid.rows[first:last], layout)
        about = table.About(from_zero=_from_zero(self.grid.rows[first:last], layout))
        self._about, self._layout, self._ours = about, layout, template.is_ours(layout)
        for index in range(first, last):
            row, line = self.grid.rows[index], self.grid.first + index
            self.out.step(line)
            if row.cells:
                self._row(row, line, layout)
        self._flush()

    def _row(self, row: Row, line: int, layout: Layout) -> None:
        stem = table.cell(row.cells, layout.at[Column.STEM])
        filled = [text for text in row.cells if text]
        if len(filled) == 1 and stem and self._option_below(stem, line, layout):
            return
        if len(filled) == 1 and self._aside(filled[0], line, stem):
            return
        if not stem:
            if not self._continued(row, line, layout):
                self._flush()
                note = _NOTE.match(" ".join(filled))
                self.out.ignore(line, line, _("合计或说明") if note else _("没有题干的行"))
            return
        if _NOTE.match(filled[0]) and len(filled) < 3:
            self._flush()
            self.out.ignore(line, line, _("合计或说明"))
            return
        strange = foreign_kind(table.cell(row.cells, layout.at.get(Column.KIND))) or (
            self.strange if not table.cell(row.cells, layout.at.get(Column.KIND)) else ""
        )
        self._flush()
        if self._ours and self._exactly(row, line, layout):
            return
        if strange:
            self.out.ignore(line, line, _("{kind}：本程序没有这种题型").format(kind=strange))
            return
        self._pending, self._span, self._changed = list(row.cells), Span(line, line), row.changed
        self._odd = row.odd

    def _exactly(self, row: Row, line: int, layout: Layout) -> bool:
        """Take a row of our own table as it is written; whether it could be."""
        kind = table.cell(row.cells, layout.at[Column.KIND])
        found = template.exact(row.cells, layout, Span(line, line), self.section)
        if kind.startswith(template.PART) and self.out.questions and self.out.questions[-1].kind is Kind.CASE:
            part = found or table.question(
                list(row.cells),
                layout,
                Span(line, line),
                replace(self._about, kind=kind_of(kind[len(template.PART) :])),
                row.changed,
            )
            case = self.out.questions[-1]
            case = replace(case, lines=Span(case.lines.first, line), parts=(*case.parts, part))
            self.out.questions[-1] = case
            return True
        if found is not None:
            self.out.questions.append(found)
        return found is not None

    def _option_below(self, text: str, line: int, layout: Layout) -> bool:
        """A row with nothing but an option, under the stem that it belongs to."""
        if self._pending is None or self._span.last + 1 != line or layout.options or layout.joined:
            return False
        if not _LETTERED.match(text):
            return False
        self._pending[layout.at[Column.STEM]] += f"\n{text}"
        self._span = Span(self._span.first, line)
        return True

    def _aside(self, text: str, line: int, stem: str) -> bool:
        """A row with one filled cell: a heading, a note, or a question of which only the stem is there (False)."""
        flat = text.replace("\n", " ")
        if len(flat) <= 60 and self._is_heading(flat):
            self._flush()
            self.heading(flat)
            self.out.ignore(line, line, _("小标题"))
            return True
        if not stem:
            return False
        if _NOTE.match(flat) or (len(flat) < 8 and not re.search(r"[(（]\s*[)）]|_{2,}|[?？]", flat)):
            self._flush()
            self.out.ignore(line, line, _("合计或说明"))
            return True
        return False

    def _is_heading(self, text: str) -> bool:
        if heading_kind(text) is not None or foreign_heading(text):
            return True
        if _HEADING.match(text) and not re.search(r"[(（]\s*[)）]|_{2,}|[?？。]$", text):
            self.section = text
            return True
        return False

    def _continued(self, row: Row, line: int, layout: Layout) -> bool:
        """A row that goes on with the one above: an option more, the rest of an answer."""
        if self._pending is None or self._span.last + 1 != line or not layout.joined:
            return False
        number = table.cell(row.cells, layout.at.get(Column.NUMBER))
        option = table.cell(row.cells, layout.joined[0])
        if number or not option:
            return False
        held = self._pending
        for place, text in enumerate(row.cells):
            if not text:
                continue
            while len(held) <= place:
                held.append("")
            held[place] = f"{held[place]}\n{text}" if held[place] else text
        self._span = Span(self._span.first, line)
        self._changed |= row.changed
        return True

    def _flush(self) -> None:
        if self._pending is None:
            return
        about = replace(
            self._about, kind=self.kind, section=self.section, pictures=self.grid.pictures, after=self._after
        )
        found = table.question(self._pending, self._layout, self._span, about, self._changed)
        if self._odd:
            found = table.doubted(found, Doubt(DoubtCode.LEFTOVER, found.stem[:40]))
        self.out.questions.append(found)
        self._after = int(found.number) if found.number.isascii() and found.number.isdigit() else 0
        self._pending = None


def heading_kind(text: str) -> Kind | None:
    """The kind that a heading or a sheet's name says: 一、单选题（每题1分）, 多选, 判断题库."""
    return kind_of(_TAIL.sub("", _HEADING.sub("", text.strip(), count=1), count=1))


def foreign_heading(text: str) -> str:
    """The kind that we have not which a heading names, "" otherwise."""
    return foreign_kind(_TAIL.sub("", _HEADING.sub("", text.strip(), count=1), count=1))


def _sorted_out(rows: Sequence[Row], layout: Layout) -> Layout:
    """The layout with a column 类别 as the topic when no kind is written in it."""
    place = layout.at.get(Column.KIND)
    texts = {text for row in rows[:200] if (text := table.cell(row.cells, place))}
    if not texts or layout.legend or Column.TOPIC in layout.at or any(kind_of(t) or foreign_kind(t) for t in texts):
        return layout
    return replace(layout, at={Column.TOPIC if c is Column.KIND else c: n for c, n in layout.at.items()})


def _from_zero(rows: Sequence[Row], layout: Layout) -> bool:
    """Whether numbers in the answers of choice questions begin with 0 here."""
    if len(layout.answers) != 1 or not (layout.options or layout.joined):
        return False
    for row in rows:
        answer = table.cell(row.cells, layout.answers[0])
        if answer[:1] == "0" and re.fullmatch(r"\d(?:[,，、;；|]\d)*", answer):
            options = sum(bool(table.cell(row.cells, place)) for place in layout.options)
            joined = any(len(table_options.divided(table.cell(row.cells, place)).texts) > 2 for place in layout.joined)
            if options > 2 or joined:
                return True
    return False
