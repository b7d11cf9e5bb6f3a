"""What a Word document says, in its order, as values: paragraphs, tables, pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class MarkKind(StrEnum):
    """How a stretch of text is set off from the rest."""

    BOLD = "bold"
    COLOUR = "colour"
    HIGHLIGHT = "highlight"
    UNDERLINE = "underline"
    STRIKE = "strike"
    EMPHASIS = "emphasis"


@dataclass(frozen=True, slots=True)
class Mark:
    """text[start:end] is set off. `value`: RRGGBB of a colour (upper case), the name or RRGGBB of a highlight, else "".

    Black and automatic colour are no mark. EMPHASIS are the dots below (着重号). Marks of one kind never overlap.
    """

    start: int
    end: int
    kind: MarkKind
    value: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`text` with \\n for line breaks, \\t for tabs, ____ for blanks, $LaTeX$ for formulas, 〔图n〕 for pictures[n-1].

    `number` is the automatic number as Word shows it ("1." "（1）" "A." "一、" "•"), "" where there is none; it is not
    in `text`. `level` is its level from 0. `heading` 1..9, 0 for body text. `style` is the style's name.
    """

    text: str
    number: str = ""
    level: int = 0
    heading: int = 0
    marks: tuple[Mark, ...] = ()
    style: str = ""

    @property
    def shown(self) -> str:
        """The paragraph as a person reads it: number and text."""
        return f"{self.number} {self.text}".strip() if self.number else self.text

    def marked(self, kind: MarkKind) -> tuple[str, ...]:
        """The texts set off in this way."""
        return tuple(self.text[mark.start : mark.end] for mark in self.marks if mark.kind is kind)


@dataclass(frozen=True, slots=True)
class DocCell:
    """A cell. `columns` it spans; `continued`: it belongs to the cell above it (merged downwards) and is empty."""

    blocks: tuple[Block, ...]
    columns: int = 1
    continued: bool = False

    @property
    def text(self) -> str:
        """All its paragraphs with their numbers, one a line."""
        return "\n".join(paragraph.shown for paragraph in paragraphs(self.blocks))


@dataclass(frozen=True, slots=True)
class DocTable:
    """`rows[i]` are its cells as written; `grid()` gives every row the same width."""

    rows: tuple[tuple[DocCell, ...], ...]

    def grid(self) -> tuple[tuple[DocCell, ...], ...]:
        """The rows with a spanning cell repeated as empty continued cells, so that columns stand under each other."""
        empty = DocCell((), continued=True)
        wide = [[part for cell in row for part in (cell, *[empty] * (min(cell.columns, 64) - 1))] for row in self.rows]
        width = max(map(len, wide), default=0)
        return tuple((*row, *[DocCell(())] * (width - len(row))) for row in wide)


Block = Paragraph | DocTable


@dataclass(frozen=True, slots=True)
class DocPicture:
    """`suffix` (".png" ".jpg" ".gif" ".bmp" ".tif" ".webp" ".svg") by content, not by name.

    `lost` says why it cannot be shown ("WMF 图形", "链接到文件外的图片" …) in the language in use; then `data` is b"".
    """

    data: bytes
    suffix: str
    lost: str = ""


@dataclass(frozen=True, slots=True)
class DocxText:
    """A document. `left_out` names in the language in use what was there and not read ("页眉页脚" "批注" "3 条脚注" …)."""

    blocks: tuple[Block, ...]
    pictures: tuple[DocPicture, ...] = ()
    left_out: tuple[str, ...] = ()

    def paragraphs(self) -> Iterator[Paragraph]:
        """Every paragraph in the order of the document, those in tables and text boxes too."""
        return paragraphs(self.blocks)


def paragraphs(blocks: tuple[Block, ...]) -> Iterator[Paragraph]:
    """Every paragraph of `blocks`, going into tables row by row."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for cell in row:
                    yield from paragraphs(cell.blocks)
