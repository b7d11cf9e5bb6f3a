"""Which font shows a character, and under which code.

    S     the constant font at the beginning of every file: words that each sheet has, digits, the letters of numbers
    T, Q  the form's: what the texts of one session and unit need besides (kept between sheets)
    U, R  the sheet's own: a name, what an invigilator wrote

The first of them that has a character shows it. S, T and U are cut from the serif, Q and R from the rare font; a
character in neither is a box of T or U. Codes are two bytes and are the numbers of the glyphs in the embedded font;
those of U and R are given in the order of first use, so that the same text gives the same bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from jltrain.sheet import pdf, truetype

if TYPE_CHECKING:
    from jltrain.sheet.template2.ink import Style

CONSTANT: Final = (
    " -./0123456789:ABCDEFJLSTabcdefjnors"
    "　、。一三不与业中为事二交京人仅以件任会位何作使例供保全公共内况准分判到动北区单印卷县发受号合名员四在场域多大失"
    "始姓子季定实容对局层市年并序应度开式录得总情成所打执护择按据摘支收改政效数文断方日时月有期本析查格案次没法满版用"
    "由电的监省知秒程第答签类级线结绩综编考自行要规计训记证识试路轮输过运选通部都钟门间阅队附际需面页项领题验（），："
    "；"
)
"""In order of their codes: labels, digits and the letters of numbers, and words that nearly every session has."""

_RARE_PLANE: Final = 0xFFFF


class _Advances(dict[str, int]):
    """How wide a character is in thousandths of the size, looked up once."""

    def __missing__(self, character: str) -> int:
        face = truetype.face(truetype.RARE if is_rare(character) else truetype.SERIF)
        found = face.width(face.glyph(character))
        if len(self) < 100_000:
            self[character] = found
        return found


ADVANCES: Final = _Advances()


@lru_cache(100_000)
def is_rare(character: str) -> bool:
    """Whether the rare font shows it: every character goes to the first font that has it, else to the serif's box."""
    return (
        ord(character) > _RARE_PLANE
        and not truetype.face(truetype.SERIF).glyph(character)
        and bool(truetype.face(truetype.RARE).glyph(character))
    )


@lru_cache(100_000)
def has_glyph(character: str) -> bool:
    """Whether either font shows the character; if not, its place is taken by the serif's box."""
    return is_rare(character) or bool(truetype.face(truetype.SERIF).glyph(character))


_advance: Final = ADVANCES.__getitem__


def width(text: str, size: float) -> float:
    """How long the text is, in points."""
    return sum(map(_advance, text)) * size / 1000


@lru_cache(1024)
def _code(number: int) -> bytes:
    """A code as it stands in a literal string (ISO 32000-1, 7.3.4.2)."""
    return b"".join([_ESCAPED.get(byte) or bytes((byte,)) for byte in number.to_bytes(2, "big")])


_ESCAPED: Final = {0x28: b"\\(", 0x29: b"\\)", 0x5C: b"\\\\", 0x0D: b"\\r", 0x0A: b"\\n"}


def _codes(characters: Iterable[str]) -> dict[str, bytes]:
    return {c: _code(number) for number, c in enumerate(characters, 1)}


_CONSTANT: Final = _codes(CONSTANT)


def needed(texts: Iterable[str]) -> tuple[str, str]:
    """The characters of fonts T and Q: those of the texts that are not constant, sorted."""
    found = sorted(set("".join(texts)) - _CONSTANT.keys())
    return "".join([c for c in found if not is_rare(c)]), "".join([c for c in found if is_rare(c)])


Codes = dict[str, tuple[str, bytes]]
"""Font and code of characters."""


def form_codes(common: str, rare: str) -> Codes:
    """The codes of fonts S, T and Q."""
    codes: Codes = {c: ("S", code) for c, code in _CONSTANT.items()}
    for font, characters in (("T", common), ("Q", rare)):
        codes |= {c: (font, code) for c, code in _codes(characters).items()}
    return codes


def constant(text: str, style: Style) -> bytes | None:
    """The operators that show the text in font S where the pen is, and end it; None when it needs another font."""
    try:
        return style.fonts["S"] + b"".join([_CONSTANT[c] for c in text]) + style.end
    except KeyError:
        return None


class Letters:
    """The letters of one document."""

    def __init__(self, known: Codes) -> None:
        self._known = known
        self.own: dict[str, bytes] = {}
        self.rare: dict[str, bytes] = {}

    def show(self, text: str, style: Style) -> bytes:
        """The operators that show the text where the pen is, and end it."""
        return constant(text, style) or self._mixed(text, style)

    def _mixed(self, text: str, style: Style) -> bytes:
        ops: list[bytes] = []
        now, known = "", self._known
        for c in text:
            font, code = known.get(c) or self._other(c)
            if font != now:
                ops.append(b")Tj" + style.fonts[font] if now else style.fonts[font])
                now = font
            ops.append(code)
        ops.append(style.end)
        return b"".join(ops)

    def _other(self, c: str) -> tuple[str, bytes]:
        font, codes = ("R", self.rare) if is_rare(c) else ("U", self.own)
        if (code := codes.get(c)) is None:
            code = codes[c] = _code(len(codes) + 1)
        return font, code


class FormLetters(Letters):
    """For what is kept between sheets: nothing of one sheet may get into it."""

    def _other(self, c: str) -> tuple[str, bytes]:
        raise ValueError(f"{c!r} is neither constant nor in the form's texts")


@lru_cache(64)
def _data(file: str, characters: str) -> bytes:
    face = truetype.face(file)
    return face.subset([0, *map(face.glyph, characters)])


def font_size(characters: str) -> int:
    """Bytes of the serif with these characters, not packed."""
    return len(_data(truetype.SERIF, characters))


FontObject = tuple[bytes, bytes | None]
"""A dictionary's entries and, for a stream, its unpacked data."""


def font(first: int, characters: str, rare: bool = False) -> list[FontObject]:
    """Five objects numbered from `first`: font, its glyphs, their meaning, their measures, their widths."""
    data = _data(truetype.RARE if rare else truetype.SERIF, characters)
    tag = bytes([65 + b % 26 for b in hashlib.sha256(characters.encode("utf-8", "surrogatepass")).digest()[:6]])
    full, measures = _described(rare)
    full = tag + full
    return [
        (
            b"/Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [%d 0 R] /ToUnicode %d 0 R"
            % (full, first + 4, first + 2),
            None,
        ),
        (b"/Length1 %d" % len(data), data),
        (b"", to_unicode(characters)),
        (b"/Type /FontDescriptor /FontName /%s %s /FontFile2 %d 0 R" % (full, measures, first + 1), None),
        (
            b"/Type /Font /Subtype /CIDFontType2 /BaseFont /%s /CIDToGIDMap /Identity /FontDescriptor %d 0 R "
            b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 /W [%s]"
            % (full, first + 3, _widths(rare, characters)),
            None,
        ),
    ]


@lru_cache(2)
def _described(rare: bool) -> tuple[bytes, bytes]:
    """The font's name behind its tag, and its measures."""
    face = truetype.face(truetype.RARE if rare else truetype.SERIF)
    box = b" ".join([b"%d" % v for v in face.box])
    return b"+JLTrainRare" if rare else b"+JLTrainSerif", (
        b"/Flags 4 /FontBBox [%s] /ItalicAngle 0 /Ascent %d /Descent %d /CapHeight %d /StemV 80"
        % (box, face.ascent, face.descent, face.ascent)
    )


def _widths(rare: bool, characters: str) -> bytes:
    """The widths that are not 1000, as runs (ISO 32000-1, 9.7.4.3)."""
    runs: list[bytes] = []
    run: list[bytes] = []
    box = truetype.face(truetype.RARE if rare else truetype.SERIF).width(0)
    for code, wide in enumerate([box, *map(_advance, characters)]):
        if wide != 1000:
            if not run:
                runs.append(b"%d" % code)
            run.append(b"%d" % wide)
        elif run:
            runs.append(b"[%s]" % b" ".join(run))
            run = []
    if run:
        runs.append(b"[%s]" % b" ".join(run))
    return b" ".join(runs)


def to_unicode(characters: str) -> bytes:
    """The CMap by which a reader copies, searches and reads aloud: code -> character.

    Values are UTF-16BE (ISO 32000-1, 9.10.3), a character beyond the BMP being a surrogate pair of eight hexadecimal
    digits. At most 100 pairs may stand in one block.
    """
    pairs = [b"<%04X> <%s>" % (code, _utf16(c)) for code, c in enumerate(characters, 1)]
    blocks = [pairs[i : i + 100] for i in range(0, len(pairs), 100)]
    return b"\n".join(
        [_CMAP, *[b"%d beginbfchar\n%s\nendbfchar" % (len(block), b"\n".join(block)) for block in blocks], _CMAP_END]
    )


_CMAP: Final = b"\n".join(
    (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        b"/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange",
    )
)
_CMAP_END: Final = b"endcmap CMapName currentdict /CMap defineresource pop end end"


@lru_cache(8192)
def _utf16(character: str) -> bytes:
    return character.encode("utf-16-be").hex().upper().encode("ascii")


def stream(entries: bytes, data: bytes, pack: pdf.Pack | None, offset: int) -> bytes:
    """A stream object's body; packed when a packer is given."""
    if pack is None:
        return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)
    packed = pack(offset, data)
    return b"<< /Length %d /Filter /FlateDecode %s >>\nstream\n%s\nendstream" % (len(packed), entries, packed)
