"""The numbers of corrected sheets."""

from __future__ import annotations

import pytest

from jltrain.sheet.attest import corrected_number

FIRST = "JT2026-1A2B-3C4D-5E6F"


@pytest.mark.parametrize(
    ("replaces", "version", "number"),
    [(FIRST, 2, f"{FIRST}-2"), (f"{FIRST}-2", 3, f"{FIRST}-3"), (f"{FIRST}-9", 10, f"{FIRST}-10"), (FIRST, 3, f"{FIRST}-3")],
)  # fmt: skip
def test_a_corrected_sheet_has_the_first_ones_number_and_its_version(replaces: str, version: int, number: str) -> None:
    assert corrected_number(replaces, version) == number
