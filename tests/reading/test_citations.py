from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jltrain.reading.citations import citations, numeral, parse_href

_DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """1..9999 as statutes write it."""
    out, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            out += ("零" if zero and out else "") + _DIGITS[digit] + name
            zero = False
        else:
            zero = True
    return out.removeprefix("一") if 10 <= number < 20 else out


@settings(deadline=None)
@given(st.integers(1, 9999))
def test_every_numeral_is_read(number: int) -> None:
    assert numeral(chinese(number)) == number
    assert numeral(str(number)) == number


@pytest.mark.parametrize("text", ["", "0", "零", "十百", "一一", "百", "零十", "五十一二", "甲", "1a", "²"])
def test_what_is_no_numeral(text: str) -> None:
    assert numeral(text) is None


def found(text: str) -> list[tuple[str, str, str]]:
    return [(text[c.start : c.end], c.statute, c.article) for c in citations(text)]


def test_citation_and_those_that_follow() -> None:
    text = (
        "依《公路法》第五十条、第七十六条第一款第（五）项和第12条，以及《刑法》（2023年修正）第一百三十三条之一处理。"
    )
    assert found(text) == [
        ("《公路法》第五十条", "公路法", "50"),
        ("第七十六条第一款第（五）项", "公路法", "76"),
        ("第12条", "公路法", "12"),
        ("《刑法》（2023年修正）第一百三十三条之一", "刑法", "133-1"),
    ]


def test_state_name_is_dropped_and_other_brackets_are_left() -> None:
    assert found("《中华人民共和国行政处罚法》第五条")[0][1] == "行政处罚法"
    assert found("《论语》里说、第五条、《公路法》规定、《》第五条、《中华人民共和国》第五条、《法律》第零条") == []


@settings(deadline=None)
@given(st.text(st.sampled_from("《》第条之款、一十0公路法/?#%& <\"'"), max_size=60))
def test_citations_lie_in_the_text_in_order_and_their_href_reads_back(text: str) -> None:
    at = 0
    for citation in citations(text):
        assert at <= citation.start < citation.end <= len(text)
        at = citation.end
        assert citation.href.isascii()
        assert not set(citation.href) & set(" \"'<>&")
        assert parse_href(citation.href) == (citation.statute, citation.article)


@pytest.mark.parametrize("href", ["", "#a", "statute:", "statute:a/b", "statute:a/1/2", "http://x/1", "statute:a/1\n"])
def test_other_hrefs_are_none(href: str) -> None:
    assert parse_href(href) is None
