"""Whether a response is the right one. Marks, and part marks, are the exam's business."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from jltrain.bank.question import Item, Kind, Response
from jltrain.statutes.numerals import NUMERAL, arabic_runs


def is_right(item: Item, response: Response) -> bool:
    """Whether `response` answers `item` wholly. Blanks are compared by `same_text`."""
    if item.kind is Kind.BLANK:
        return len(response) == len(item.accept) and all(
            any(same_text(given, text) for text in texts) for given, texts in zip(response, item.accept, strict=True)
        )
    return bool(response) and tuple(sorted(response)) == tuple(sorted(item.answer))


def blanks_right(item: Item, response: Response) -> int:
    """How many blanks of a blank item are filled rightly."""
    return sum(
        any(same_text(given, text) for text in texts) for given, texts in zip(response, item.accept, strict=False)
    )


def same_text(given: str, standard: str) -> bool:
    """Whether an officer who typed `given` wrote `standard`: width, spaces, punctuation between words, case,
    thousands commas and the script of the digits (60日, ６０日, 六十日) make no difference; nothing else is
    forgiven. What stands between or before figures says how much, and counts: 3、5 is not 35, <30 not >30."""
    return bool(_plain(given)) and _plain(given) == _plain(standard)


def _plain(text: str) -> str:
    text = "".join(unicodedata.normalize("NFKC", text).casefold().translate(_ONE_SIGN).split())
    text = _THOUSANDS.sub("", _RANGE.sub("-", text))
    kept = (c if c.isalnum() or c in "%‰.+-/" or unicodedata.category(c) == "Sm" else _mark(text, n, c)
            for n, c in enumerate(text))  # fmt: skip
    return arabic_runs("".join(kept).strip("."))


def _mark(text: str, at: int, mark: str) -> str:
    """A punctuation mark at `at`, which counts only from figure to figure."""
    between = 0 < at < len(text) - 1 and text[at - 1] in _FIGURES and text[at + 1] in _FIGURES
    return ("," if mark == "、" else mark) if between else ""


_FIGURES: Final = frozenset("0123456789" + NUMERAL)
_ONE_SIGN: Final = {ord("−"): "-", ord("∶"): ":", ord("≦"): "≤", ord("≧"): "≥"}
_RANGE: Final = re.compile(rf"(?<=[0-9{NUMERAL}])[~〜—–―]+(?=[0-9{NUMERAL}])")
"""However a range was typed: 3～5, 3—5, 3–5."""
_THOUSANDS: Final = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
