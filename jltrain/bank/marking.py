"""Whether a response is the right one. Marks, and part marks, are the exam's business."""

from __future__ import annotations

import unicodedata

from jltrain.bank.question import Item, Kind, Response
from jltrain.statutes.numerals import arabic_runs


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
    """Whether an officer who typed `given` wrote `standard`: width, spaces, punctuation, case and the
    script of the digits (60日, ６０日, 六十日) make no difference; nothing else is forgiven."""
    return bool(_plain(given)) and _plain(given) == _plain(standard)


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).casefold()
    text = "".join(c for c in text if c.isalnum() or c in "%.+-/").strip(".")
    return arabic_runs(text)
