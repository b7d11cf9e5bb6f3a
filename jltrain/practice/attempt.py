"""One answer to one item, as practice and exams leave it behind for the wrong-question book and statistics."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from jltrain.bank.marking import is_right
from jltrain.bank.question import Item, Response, question_id
from jltrain.clock import iso


class Source(StrEnum):
    """Where the item was answered."""

    PRACTICE = "practice"
    EXAM = "exam"


@dataclass(frozen=True, slots=True)
class Attempt:
    """`key` is the item's key (the question's id, or id#2 in a case); `at` is an ISO text (clock.iso).

    `response` is () where an exam's item was left empty, which counts as wrong.
    """

    key: str
    question_id: str
    response: Response
    right: bool
    at: str
    source: Source


def mark(key: str, item: Item, response: Response, at: datetime, source: Source) -> Attempt:
    """The attempt that an officer's `response` to `item` makes."""
    return Attempt(key, question_id(key), response, is_right(item, response), iso(at), source)
