"""Names that would look like another unit's never get into a certificate."""

from __future__ import annotations

import pytest

from jltrain.sheet.unitname import BadUnitName, fit_name

GOOD = "长春市交通运输综合行政执法支队"


@pytest.mark.parametrize(
    "name",
    [
        GOOD.replace("市", "市\u200b"),  # zero-width space
        GOOD + "\u202e",  # right-to-left override
        GOOD + "\ufe00",  # variation selector
        GOOD + "\U000e0100",
        GOOD + "\u3164",  # Hangul filler, a letter that shows nothing
        GOOD + "\u2800",  # Braille blank
        GOOD.replace("长", "\u2ed3"),  # radical
        GOOD.replace("行", "\u2f8f"),  # Kangxi radical
        GOOD.replace("市", "市\u3000"),
        GOOD.replace("市", "市  "),
        GOOD.replace("市", "市\n"),
        GOOD + "\ue000",  # private use
        "\ud800",
        "",
        " ",
        "长" * 65,
    ],
)
def test_look_alikes_are_refused(name: str) -> None:
    with pytest.raises(BadUnitName):
        fit_name(name)


def test_one_name_has_one_spelling() -> None:
    assert fit_name(f" {GOOD} ") == GOOD
    assert fit_name(GOOD.replace("行", "\ufa08")) == GOOD  # a compatibility ideograph
    assert fit_name("e\u0301") == "\xe9"
    for fine in ("𬭎𫍣县公路局", "长春 第一支队", "港航（海事）局·一队", "○○县 No. 1"):
        assert fit_name(fine) == fine
