"""The walk through a Word document's body. Source: ECMA-376 part 1, 17.2 to 17.5, 17.13 (tracked changes), 17.16 (fields)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from jltrain.foreign.docxchildren import branches, unwrapped
from jltrain.foreign.docxfield import eq_text
from jltrain.foreign.docxline import Piece, assembled
from jltrain.foreign.docxmath import latex
from jltrain.foreign.docxnumbers import Numbering
from jltrain.foreign.docxpictures import Pictures
from jltrain.foreign.docxstyles import PLAIN, Look, Styles, integer, looking
from jltrain.foreign.docxsymbols import from_symbols, raised, symbol
from jltrain.foreign.docxtext import Block, DocCell, DocTable, Paragraph
from jltrain.foreign.xml import Element, below
from jltrain.i18n import N_, _

_MOST_COLUMNS: Final = 63
"""Columns of a table in Word."""
_LONG_FIELD: Final = 2000


class Lost:
    """What can be in a document and is not read: names for people, counted."""

    SHAPE: Final = N_("{count} 个图形")
    FOOTNOTE: Final = N_("{count} 条脚注或尾注")
    EMBEDDED: Final = N_("{count} 个嵌入的文档")
    RUBY: Final = N_("{count} 处拼音注音")
    FIELD: Final = N_("{count} 处公式域")


@dataclass(slots=True)
class _Field:
    """A field that was begun; its code is not text, its result is."""

    code: str = ""
    in_code: bool = True


@dataclass(slots=True)
class Walker:
    """Reads blocks; what it finds on the way is in `pictures` and `lost`."""

    styles: Styles
    numbering: Numbering
    pictures: Pictures
    lost: Counter[str] = field(default_factory=Counter)
    _fields: list[_Field] = field(default_factory=list)
    _boxes: list[Block] = field(default_factory=list)
    _carried: list[Piece] = field(default_factory=list)

    # ---- blocks ------------------------------------------------------------------------------------------------

    def blocks(self, container: Iterable[Element]) -> tuple[Block, ...]:
        """The paragraphs and tables of a body, a cell or a text box; a text box follows the paragraph it hangs on."""
        outer, self._boxes = self._boxes, []
        carried, self._carried = self._carried, []
        found: list[Block] = []
        for element in unwrapped(container):
            if element.tag == "w:p":
                paragraph = self._paragraph(element)
                found += [paragraph] if paragraph else []
            elif element.tag == "w:tbl":
                found.append(self._table(element))
            elif element.tag == "mc:AlternateContent":
                for branch in branches(element):
                    more = self.blocks(branch)
                    found += more
                    if more:
                        break
            elif element.tag == "m:oMath":
                text, marks = assembled([Piece(_formula(element), PLAIN, True)])
                found.append(Paragraph(text, marks=marks))
            elif element.tag == "w:altChunk":
                self.lost[Lost.EMBEDDED] += 1
            found += self._boxes
            self._boxes = []
        if self._carried:
            text, marks = assembled(self._carried)
            found.append(Paragraph(text, marks=marks))
        self._boxes, self._carried = outer, carried
        return tuple(found)

    def _table(self, table: Element) -> DocTable:
        rows: list[tuple[DocCell, ...]] = []
        for row in unwrapped(table):
            if row.tag != "w:tr" or below(row, "w:trPr", "w:del") is not None:
                continue
            cells: list[DocCell] = []
            before = _count(below(row, "w:trPr", "w:gridBefore"), 0)
            if before:
                cells.append(DocCell((), before))
            for cell in unwrapped(row):
                if cell.tag == "w:tc" and below(cell, "w:tcPr", "w:cellDel") is None:
                    cells.append(self._cell(cell))
            rows.append(tuple(cells))
        return DocTable(tuple(rows))

    def _cell(self, cell: Element) -> DocCell:
        merged = [below(cell, "w:tcPr", "w:vMerge"), below(cell, "w:tcPr", "w:hMerge")]
        continued = any(merge is not None and merge.get("w:val", "continue") == "continue" for merge in merged)
        return DocCell(self.blocks(cell), _count(below(cell, "w:tcPr", "w:gridSpan"), 1), continued)

    # ---- a paragraph -------------------------------------------------------------------------------------------

    def _paragraph(self, element: Element) -> Paragraph | None:
        """None when its end was deleted: then it goes on in the next."""
        said = element.find("w:pPr")
        named = said.find("w:pStyle") if said is not None else None
        style = named.get("w:val", "") if named is not None else self.styles.default
        base = self.styles.look(style)
        pieces = self._carried
        self._carried = []
        pieces.extend(self._inline(element, base))
        self._fields = [begun for begun in self._fields if not begun.in_code]  # a code never goes over the line's end
        if said is not None and below(said, "w:rPr", "w:del") is not None:
            self._carried = pieces
            return None
        text, marks = assembled(pieces)
        number, level = self._number(said, style, base, text)
        stated = said.find("w:outlineLvl") if said is not None else None
        outline = integer(stated.get("w:val"), None) if stated is not None else None
        heading = self.styles.heading(style) if outline is None else outline + 1 if 0 <= outline < 9 else 0
        return Paragraph(text, number, level, heading, marks, self.styles.name(style))

    def _number(self, said: Element | None, style: str, base: Look, text: str) -> tuple[str, int]:
        number, level, owner = self.styles.numbering(style)
        numbers = said.find("w:numPr") if said is not None else None
        if numbers is not None:
            own, at = numbers.find("w:numId"), numbers.find("w:ilvl")
            if own is not None:
                number, owner = own.get("w:val", ""), ""
            if at is not None:
                level, owner = integer(at.get("w:val"), None), ""
        if not number or number == "0":
            return "", 0
        mark = said.find("w:rPr") if said is not None else None
        if not text and looking(mark, base).hidden:
            return "", 0
        return self.numbering.next(number, level, style, owner)

    # ---- what stands in a line ---------------------------------------------------------------------------------

    def _inline(self, container: Element, base: Look) -> Iterator[Piece]:
        for element in unwrapped(container):
            match element.tag:
                case "w:r":
                    yield from self._run(element, base)
                case "m:oMath":
                    if self._visible() and (text := _formula(element)):
                        yield Piece(text, PLAIN, True)
                case "mc:AlternateContent":
                    yield from self._chosen(element, base, inside_run=False)
                case _:
                    pass

    def _chosen(self, element: Element, base: Look, *, inside_run: bool) -> Iterator[Piece]:
        """The first branch that gives anything: newer drawings have an older one beside them."""
        for branch in branches(element):
            boxes, lost = len(self._boxes), self.lost.copy()
            made = list(self._content(branch, base) if inside_run else self._inline(branch, base))
            if made or len(self._boxes) > boxes:
                yield from made
                return
            last = branch is element[-1]
            if not last:
                self.lost = lost

    def _run(self, run: Element, base: Look) -> Iterator[Piece]:
        look = self.styles.run_look(run.find("w:rPr"), base)
        if look.hidden:
            for element in run:  # a field's marks count all the same
                if element.tag in ("w:fldChar", "w:instrText"):
                    list(self._field(element, look))
            return
        yield from self._content(run, look)

    def _content(self, run: Element, look: Look) -> Iterator[Piece]:
        for element in run:
            match element.tag:
                case "w:fldChar" | "w:instrText":
                    yield from self._field(element, look)
                case _ if not self._visible():
                    continue
                case "w:t":
                    text = element.text or ""
                    if element.get("xml:space") != "preserve":
                        text = text.strip(" \t\r\n")
                    if text := _text(text, look):
                        yield Piece(text, look)
                case "w:tab" | "w:ptab":
                    yield Piece("\t", look)
                case "w:br" | "w:cr":
                    if element.get("w:type", "textWrapping") == "textWrapping":
                        yield Piece("\n", look)
                case "w:noBreakHyphen":
                    yield Piece("-", look)
                case "w:sym":
                    code = element.get("w:char", "")
                    if re.fullmatch("[0-9A-Fa-f]{4}", code):
                        character = chr(int(code, 16))
                        shown = symbol(character, element.get("w:font", "")[:40])
                        yield Piece(shown if shown.isprintable() else "•", look)
                case "w:drawing" | "w:pict" | "w:object":
                    yield from self._drawing(element)
                case "w:ruby":
                    self.lost[Lost.RUBY] += 1
                    for part in element.findall("w:rubyBase"):
                        yield from self._inline(part, look)
                case "w:footnoteReference" | "w:endnoteReference":
                    self.lost[Lost.FOOTNOTE] += 1
                case "mc:AlternateContent":
                    yield from self._chosen(element, look, inside_run=True)
                case _:
                    pass

    # ---- fields ------------------------------------------------------------------------------------------------

    def _visible(self) -> bool:
        return not any(begun.in_code for begun in self._fields)

    def _field(self, element: Element, look: Look) -> Iterator[Piece]:
        if element.tag == "w:instrText":
            if self._fields and len(self._fields[-1].code) < _LONG_FIELD:
                self._fields[-1].code += element.text or ""
            return
        kind = element.get("w:fldCharType", "")
        if kind == "begin":
            if len(self._fields) < 50:
                self._fields.append(_Field())
            box = below(element, "w:ffData", "w:checkBox")
            if box is not None:
                ticked = box.find("w:checked") if box.find("w:checked") is not None else box.find("w:default")
                on = ticked is not None and ticked.get("w:val", "1") not in ("0", "false", "off")
                if self._fields and all(not begun.in_code for begun in self._fields[:-1]):
                    yield Piece("☑" if on else "☐", look)
        elif kind == "separate" and self._fields:
            self._fields[-1].in_code = False
        elif kind == "end" and self._fields:
            ended = self._fields.pop()
            code = ended.code.strip()
            if ended.in_code and code[:2].upper() == "EQ" and self._visible():
                text = eq_text(code[2:])
                if not text:
                    self.lost[Lost.FIELD] += 1
                    text = "〔公式〕"
                yield Piece(text, look, True)

    # ---- drawings ----------------------------------------------------------------------------------------------

    def _drawing(self, element: Element) -> Iterator[Piece]:
        """Its pictures in their order; its text boxes become blocks; lines and arrows are counted."""
        found = False
        formula = any(ole.get("ProgID", "").startswith("Equation") for ole in element.iter("o:OLEObject"))
        stack = [element]
        while stack:
            part = stack.pop()
            match part.tag:
                case "w:txbxContent":
                    inside = self.blocks(part)
                    self._boxes += inside
                    found = True
                    continue
                case "a:blip":
                    found = True
                    key = part.get("r:embed") or part.get("r:link") or ""
                    yield Piece(self.pictures.place(key), PLAIN, True)
                    continue
                case "v:imagedata":
                    found = True
                    key = part.get("r:id") or part.get("r:pict") or part.get("o:relid") or ""
                    yield Piece(self.pictures.place(key, formula=formula), PLAIN, True)
                    continue
                case "c:chart":
                    found = True
                    yield Piece(self.pictures.lost(_(_CHART)), PLAIN, True)
                    continue
                case "dgm:relIds":
                    found = True
                    yield Piece(self.pictures.lost(_(_DIAGRAM)), PLAIN, True)
                    continue
                case "mc:AlternateContent":
                    stack += list(branches(part))[:1]
                    continue
                case _:
                    stack += reversed(part)
        if not found:
            self.lost[Lost.SHAPE] += 1


_CHART: Final = N_("图表")
_DIAGRAM: Final = N_("SmartArt 图形")


def _count(element: Element | None, default: int) -> int:
    value = integer(element.get("w:val"), default) if element is not None else default
    return min(max(value if value is not None else default, default), _MOST_COLUMNS)


def _formula(element: Element) -> str:
    text = latex(element)
    return f"${text}$" if text else ""


def _text(text: str, look: Look) -> str:
    text = re.sub(r"[\r\n\t]+", " ", text)
    text = from_symbols(text, look.font)
    if look.capitals:
        text = text.upper()
    return raised(text, look.raised) if look.raised else text
