"""QR codes, module for module as segno makes them."""

from __future__ import annotations

import string

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from jltrain.sheet import qr


@pytest.fixture(autouse=True, scope="module")
def _segno_by_the_standard() -> object:
    """segno 1.6 fills up a whole byte too many where the data ends at a byte's end already (ISO/IEC 18004, 7.4.10).

    No reader minds what stands after the terminator; to compare bit for bit, it is put right here.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "segno.encoder.write_padding_bits", lambda buff, _version, length: buff.extend([0] * (-length % 8))
        )
        yield


def modules(text: str) -> list[list[int]]:
    side, rows = qr.rows(text)
    width = len(rows) // side
    lines = [rows[n * width : n * width + width] for n in range(side)]
    assert all(int.from_bytes(line, "big") & ((1 << (8 * width - side)) - 1) == 0 for line in lines)
    return [[line[n // 8] >> (7 - n % 8) & 1 for n in range(side)] for line in lines]


def segnos(text: str) -> list[list[int]]:
    code = segno.make(text, error="m", mask=2, micro=False, boost_error=False)
    return [list(row) for row in code.matrix]


@pytest.mark.parametrize("length", range(1, 190))
def test_every_length(length: int) -> None:
    text = ("jltrain:JT2026-1a2b-" * 10)[:length]
    assert modules(text) == segnos(text)


@settings(max_examples=150, deadline=None)
@given(st.text(string.ascii_letters + string.digits + ":-. /", min_size=63, max_size=180))
def test_any_text(text: str) -> None:
    if any(c.islower() for c in text):  # otherwise segno saves room with its alphanumeric mode
        assert modules(text) == segnos(text)


@pytest.mark.parametrize("text", ["jltrain:编号一:" + "0f" * 32, "x" * 400, "jltrain:é:" + "0f" * 32])
def test_what_is_not_ascii_or_too_long_is_segnos_work(text: str) -> None:
    assert modules(text) == segnos(text)
