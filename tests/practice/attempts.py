"""Attempts and heads for tests, and strategies for them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from jltrain.bank.areas import Area
from jltrain.bank.question import Kind, question_id
from jltrain.clock import iso
from jltrain.practice.attempt import Attempt, Source
from jltrain.practice.scope import QuestionHead

START = datetime(2026, 11, 1, 1, 0, tzinfo=UTC)


def attempt(key: str, right: bool, hours: float = 0, source: Source = Source.PRACTICE) -> Attempt:
    """An attempt `hours` after START."""
    return Attempt(key, question_id(key), ("A",), right, iso(START + timedelta(hours=hours)), source)


def head(question: str, area: Area = Area.LAW, topic: str = "行政复议") -> QuestionHead:
    """A head of middling difficulty."""
    return QuestionHead(question, area, topic, Kind.SINGLE, 3)


KEYS = ("q1", "q2", "case#1", "case#2")


@st.composite
def histories(draw: st.DrawFn) -> list[Attempt]:
    """Attempts at a few items in order of time."""
    moves = draw(st.lists(st.tuples(st.sampled_from(KEYS), st.booleans(), st.sampled_from(Source)), max_size=40))
    return [attempt(key, right, hours, source) for hours, (key, right, source) in enumerate(moves)]
