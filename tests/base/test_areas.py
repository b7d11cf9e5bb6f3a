from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jltrain.bank.areas import COMMON, DISCIPLINES, Area, Level, area_from, level_from


def test_six_disciplines_and_four_common_areas_are_all() -> None:
    assert (*DISCIPLINES, *COMMON) == tuple(Area)
    assert (len(DISCIPLINES), len(COMMON)) == (6, 4)


@pytest.mark.parametrize("area", list(Area))
def test_each_area_is_known_by_key_name_and_start_of_name(area: Area) -> None:
    for word in (area.value, area.label, area.label[:2], area.label[:3], f" {area.label}\u3000"):
        assert area_from(word) is area


@pytest.mark.parametrize("word", ["", " ", "公", "路政", "sky", "公路路政执法", "Highway"])
def test_other_words_are_no_area(word: str) -> None:
    assert area_from(word) is None


WORDS = {
    Level.PROVINCE: ("province", "省", "省级", "省（部）级"),
    Level.CITY: ("city", " 市 ", "市（州）", "市级", "州", "州级"),
    Level.COUNTY: ("county", "县", "县（市、区）", "区", "区县"),
}


@pytest.mark.parametrize(("level", "word"), [(level, word) for level, words in WORDS.items() for word in words])
def test_levels_as_rosters_write_them(level: Level, word: str) -> None:
    assert level_from(word) is level
    assert level_from(level.label) is level


@settings(deadline=None)
@given(st.text(max_size=8))
def test_any_word_is_an_area_or_none(word: str) -> None:
    area = area_from(word)
    assert area is None or word.strip() == area.value or area.label.startswith(word.strip())
    assert level_from("") is None
    assert level_from(word) in (None, *Level)
