"""The shipped fonts, their coverage, and the small fonts cut from them."""

from __future__ import annotations

from io import BytesIO

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from jltrain import bundled
from jltrain.sheet import truetype

NAMES = "䶮㛃𬭎𫍣堃喆赟"
SIGNS = "，。；：！？、“”‘’（）《》〈〉【】〔〕…—·①②③④⑤⑥⑦⑧⑨⑩→←↑↓●○★☆▲△■□◆◇✓×÷≤≥％０Ａａ℃"


@pytest.mark.parametrize("file", ["jltrain-serif.ttf", "jltrain-sans.ttf"])
def test_names_and_signs_are_there(file: str) -> None:
    face = truetype.face(file)
    assert [c for c in NAMES + SIGNS if not face.glyph(c)] == []


def test_gb2312_is_in_every_common_font() -> None:
    han = "".join(
        bytes((row, cell)).decode("gb2312", "ignore") for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF)
    )
    assert len(han) == 6763
    for file in ("jltrain-serif.ttf", "jltrain-sans.ttf", "jltrain-sans-bold.ttf"):
        font = TTFont(bundled.resource("fonts", file), lazy=True)
        assert {ord(c) for c in han} <= set(font.getBestCmap())
        font.close()


def test_serif_and_rare_have_the_supplementary_planes_between_them() -> None:
    serif, rare = truetype.face(truetype.SERIF), truetype.face(truetype.RARE)
    blocks = ((0x20000, 0x2A6D6), (0x2A700, 0x2B734), (0x2B740, 0x2B81D), (0x2B820, 0x2CEA1), (0x2CEB0, 0x2EBE0))
    points = [p for first, last in blocks for p in range(first, last + 1)]
    missing = [p for p in points if not (serif.glyph(chr(p)) or rare.glyph(chr(p)))]
    assert len(missing) <= 6, [hex(p) for p in missing]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(NAMES + SIGNS + "交通运输 Ag1\U0010ffff"), max_size=30))
def test_a_subset_is_a_font_with_the_same_outlines(characters: list[str]) -> None:
    face = truetype.face(truetype.SERIF)
    glyphs = [0, *map(face.glyph, characters)]
    font = TTFont(BytesIO(face.subset(glyphs)))
    assert font["maxp"].numGlyphs == len(glyphs)
    table, order = font["glyf"], font.getGlyphOrder()
    for name, glyph in zip(order, glyphs, strict=True):
        assert font["hmtx"][name][0] * 2 == face.width(glyph)
        outline = face.outline(glyph)
        assert table[name].compile(table, recalcBBoxes=False)[:10] == outline[:10]


def test_the_same_facts_as_fonttools_reads() -> None:
    face = truetype.face(truetype.SERIF)
    font = TTFont(bundled.resource("fonts", truetype.SERIF), lazy=True)
    for point, name in list(font.getBestCmap().items())[::500]:
        assert face.glyph(chr(point)) == font.getGlyphID(name)
        assert face.width(face.glyph(chr(point))) == font["hmtx"][name][0] * 2
    font.close()


def test_a_character_without_a_glyph_is_glyph_0() -> None:
    assert truetype.face(truetype.SERIF).glyph("\U0010fffd") == 0
