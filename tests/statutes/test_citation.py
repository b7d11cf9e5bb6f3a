from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jltrain.statutes.citation import BadCitation, Citation, find, parse

_NUMBER = st.integers(0, 300)


@given(
    st.builds(
        Citation, st.text("行政处罚公路法", min_size=1, max_size=9), st.integers(1, 999), _NUMBER, _NUMBER, _NUMBER
    )
)
def test_what_is_written_is_read(citation: Citation) -> None:
    assert parse(str(citation)) == citation


def test_state_name_and_arabic_digits_are_the_same_citation() -> None:
    assert (
        parse("《中华人民共和国港口法》第105条之一")
        == parse("《港口法》第一百零五条之一")
        == Citation("港口法", 105, 1)
    )


@pytest.mark.parametrize(
    "text", ["港口法第一条", "《港口法》", "《港口法》第零条", "《港口法》第一条和第二条", "《》第一条"]
)
def test_everything_else_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(BadCitation) as caught:
        parse(text)
    assert text in caught.value.sentence()


def test_citations_are_found_in_running_text() -> None:
    found = find("依据《公路法》第五十条、《行政处罚法》第三十三条第一款处理。")
    assert [str(c) for c in found] == ["《公路法》第五十条", "《行政处罚法》第三十三条第一款"]


@given(st.text(max_size=200))
def test_no_text_breaks_the_search(text: str) -> None:
    find(text)
