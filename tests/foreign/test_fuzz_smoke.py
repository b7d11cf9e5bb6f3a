"""The fuzz targets run a few inputs each: they stay runnable, and the readers stay whole."""

from __future__ import annotations

import random
import warnings
from collections.abc import Callable

import pytest

from tests.fuzz import fuzz_docx, fuzz_table, fuzz_text


@pytest.mark.parametrize("target", [fuzz_docx.one_input, fuzz_table.one_input, fuzz_text.one_input])
def test_two_hundred_inputs(target: Callable[[bytes], None]) -> None:
    chance = random.Random(4)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for number in range(200):
            target(bytes([number % 8]) + chance.randbytes(chance.randrange(200)))
