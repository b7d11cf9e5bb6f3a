"""Putting ink on a page: text in the serif with the rare font behind it, lines, boxes, a QR code.

Points from the page's lower left corner. Each font's characters get codes in the order of their first use, so that
the same text gives the same bytes.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Final

from jltrain.sheet import pdf, truetype
from jltrain.sheet.pdf import number

A4: Final = (595.28, 841.89)
BLACK: Final = (0.0, 0.0, 0.0)
GREY: Final = (0.36, 0.36, 0.36)
TINT: Final = (0.94, 0.94, 0.94)

Colour = tuple[float, float, float]


class Type:
    """One font of a document: which characters it has to show, and under which code."""

    def __init__(self, name: bytes, file: str) -> None:
        self.name, self.face = name, truetype.face(file)
        self.codes: dict[str, int] = {}

    def code(self, character: str) -> int:
        """The two-byte code of the character, which is its glyph's number in the embedded font."""
        return self.codes.setdefault(character, len(self.codes) + 1)

    def embed(self, out: pdf.Writer) -> int:
        """Write the font with the characters used so far; gives its object number."""
        glyphs = [0, *(self.face.glyph(c) for c in self.codes)]
        data = self.face.subset(glyphs)
        file = out.stream(b"/Length1 %d" % len(data), data)
        tag = bytes(65 + b % 26 for b in hashlib.sha256("".join(self.codes).encode()).digest()[:6])
        name = tag + b"+" + self.name
        box = b" ".join(b"%d" % v for v in self.face.box)
        descriptor = out.write(
            b"<< /Type /FontDescriptor /FontName /%s /Flags 4 /FontBBox [%s] /ItalicAngle 0 /Ascent %d /Descent %d "
            b"/CapHeight %d /StemV 80 /FontFile2 %d 0 R >>"
            % (name, box, self.face.ascent, self.face.descent, self.face.ascent, file)
        )
        widths = b" ".join(b"%d" % self.face.width(g) for g in glyphs)
        descendant = out.write(
            b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /%s /CIDToGIDMap /Identity /FontDescriptor %d 0 R "
            b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 /W [0 [%s]] >>"
            % (name, descriptor, widths)
        )
        meaning = out.stream(b"", to_unicode(self.codes))
        return out.write(
            b"<< /Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [%d 0 R] "
            b"/ToUnicode %d 0 R >>" % (name, descendant, meaning)
        )


def to_unicode(codes: dict[str, int]) -> bytes:
    """The CMap by which a reader copies, searches and reads aloud: code -> character.

    Values are UTF-16BE (ISO 32000-1, 9.10.3): a character beyond the BMP, as in 䶮's rarer cousins 𬭎 and 𫍣, is a
    surrogate pair of eight hexadecimal digits, not a number of five. At most 100 pairs may stand in one block.
    """
    pairs = [b"<%04X> <%s>" % (code, c.encode("utf-16-be").hex().upper().encode("ascii")) for c, code in codes.items()]
    blocks = [pairs[i : i + 100] for i in range(0, len(pairs), 100)]
    return b"\n".join(
        [
            b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            b"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            b"/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            b"1 begincodespacerange <0000> <FFFF> endcodespacerange",
            *(b"%d beginbfchar\n%s\nendbfchar" % (len(block), b"\n".join(block)) for block in blocks),
            b"endcmap CMapName currentdict /CMap defineresource pop end end",
        ]
    )


@lru_cache(100_000)
def is_rare(character: str) -> bool:
    """Whether the rare font shows it: every character goes to the first font that has it, else to the serif's box."""
    return (
        ord(character) > 0xFFFF
        and not truetype.face(truetype.SERIF).glyph(character)
        and bool(truetype.face(truetype.RARE).glyph(character))
    )


@lru_cache(100_000)
def has_glyph(character: str) -> bool:
    """Whether either font shows the character; if not, its place is taken by the serif's box."""
    return is_rare(character) or bool(truetype.face(truetype.SERIF).glyph(character))


@lru_cache(100_000)
def advance(character: str) -> int:
    """How wide the character is, in thousandths of the size."""
    face = truetype.face(truetype.RARE if is_rare(character) else truetype.SERIF)
    return face.width(face.glyph(character))


@lru_cache(4096)
def width(text: str, size: float) -> float:
    """How long the text is, in points."""
    return sum(map(advance, text)) * size / 1000


class Types:
    """The fonts of one document."""

    def __init__(self) -> None:
        self.serif = Type(b"JLTrainSerif", truetype.SERIF)
        self.rare = Type(b"JLTrainRare", truetype.RARE)


@dataclass(frozen=True, slots=True)
class Style:
    """How a text looks; `bold` strokes the outlines with this part of the size."""

    size: float = 10.0
    bold: float = 0.0
    colour: Colour = BLACK

    @property
    def leading(self) -> float:
        """From one base line to the next."""
        return self.size * 1.45


class Ink:
    """The content of one page."""

    def __init__(self, types: Types) -> None:
        self.types = types
        self._ops: list[bytes] = []

    def content(self) -> bytes:
        """The page's content stream."""
        return b"\n".join(self._ops)

    def text(self, x: float, y: float, text: str, style: Style) -> None:
        """One line from x to the right on base line y."""
        ops = [b"q", _colour(style.colour, b"rg")]
        if style.bold:
            ops += [_colour(style.colour, b"RG"), number(style.size * style.bold) + b" w 1 j 2 Tr"]
        ops.append(b"BT " + number(x) + b" " + number(y) + b" Td")
        for rare, run in groupby(text, is_rare):
            code = (self.types.rare if rare else self.types.serif).code
            codes = b"".join([b"%04X" % code(c) for c in run])
            ops.append(b"/%s %s Tf <%s> Tj" % (b"R" if rare else b"S", number(style.size), codes))
        self._ops += [*ops, b"ET Q"]

    def centred(self, x: float, y: float, text: str, style: Style) -> None:
        """One line whose middle is x."""
        self.text(x - width(text, style.size) / 2, y, text, style)

    def flush_right(self, x: float, y: float, text: str, style: Style) -> None:
        """One line that ends at x."""
        self.text(x - width(text, style.size), y, text, style)

    def line(self, x: float, y: float, x2: float, y2: float, thickness: float = 0.5, colour: Colour = BLACK) -> None:
        """A straight line."""
        points = b" ".join((number(x), number(y), b"m", number(x2), number(y2), b"l S"))
        self._ops.append(b"q " + number(thickness) + b" w " + _colour(colour, b"RG") + b" " + points + b" Q")

    def box(
        self, x: float, y: float, breadth: float, height: float, line: float = 0.5, fill: Colour | None = None
    ) -> None:
        """A rectangle from its lower left corner; `line` 0 draws no edge."""
        area = b" ".join(map(number, (x, y, breadth, height))) + b" re "
        if fill is not None:
            self._ops.append(b"q " + _colour(fill, b"rg") + b" " + area + b"f Q")
        if line:
            self._ops.append(b"q " + number(line) + b" w " + area + b"S Q")

    def modules(self, x: float, y: float, size: float, matrix: list[bytes]) -> None:
        """A QR code: rows of 0 and 1, drawn in a square with the lower left corner x, y."""
        step = size / len(matrix)
        ops = [b"q 0 g %.5f 0 0 %.5f %s %s cm" % (step, step, number(x), number(y))]
        for row, bits in enumerate(matrix):
            for dark in re.finditer(b"\1+", bits):
                ops.append(b"%d %d %d 1 re" % (dark.start(), len(matrix) - 1 - row, dark.end() - dark.start()))
        self._ops += [*ops, b"f Q"]


@lru_cache(64)
def _colour(colour: Colour, operator: bytes) -> bytes:
    return b" ".join((*map(number, colour), operator))


_NEVER_FIRST: Final = frozenset("，。；：！？、）》〕】」』”’%％…—,.;:!?)]}")
_NEVER_LAST: Final = frozenset("（《〔【「『“‘([{")


@lru_cache(4096)
def wrap(text: str, size: float, room: float) -> tuple[str, ...]:
    """The text in lines of at most `room` points; at least one line, which may be empty.

    Breaks between any two characters, as Chinese does, but keeps closing marks off the start of a line and opening
    ones off its end, and keeps a run of Latin letters or digits whole where it fits.
    """
    lines: list[str] = []
    limit = room * 1000 / size
    for paragraph in text.replace("\t", " ").splitlines() or [""]:
        line, length = "", 0
        for character in paragraph:
            step = advance(character)
            while line and length + step > limit:
                cut = _break(line, character)
                lines.append(line[:cut].rstrip(" "))
                line = line[cut:].lstrip(" ")
                length = sum(map(advance, line))
            line += character
            length += step
        lines.append(line)
    return tuple(lines)


def _break(line: str, following: str) -> int:
    """Where to cut a full line so that `following` may go on after the rest; never 0."""
    cut = len(line)
    for _try in range(24):
        first = line[cut] if cut < len(line) else following
        last = line[cut - 1]
        word = first.isascii() and last.isascii() and " " not in (first, last)
        if not (word or first in _NEVER_FIRST or last in _NEVER_LAST):
            return cut
        cut -= 1
        if cut <= 0:
            break
    return len(line)
