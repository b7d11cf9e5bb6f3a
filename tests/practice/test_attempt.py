from __future__ import annotations

import pytest

from jltrain.bank.question import Item, Kind, Response
from jltrain.practice.attempt import Attempt, Source, mark
from tests.practice.attempts import START


@pytest.mark.parametrize(("response", "right"), [(("A", "C"), True), (("A",), False), ((), False)])
def test_marked_answer_knows_its_question_and_moment(response: Response, right: bool) -> None:
    item = Item(Kind.MULTIPLE, "？", ("甲", "乙", "丙"), ("A", "C"), ("《公路法》第五十条",), "。")
    assert mark("highway-x-001#2", item, response, START, Source.EXAM) == Attempt(
        "highway-x-001#2", "highway-x-001", response, right, "2026-11-01T01:00:00.000Z", Source.EXAM
    )
