"""Which questions may stand in a cell: every one of its conditions keeps some out."""

from __future__ import annotations

import pytest

from jltrain.bank.areas import Area
from jltrain.bank.question import Kind, Question
from jltrain.paper.assemble import fits
from jltrain.paper.blueprint import Cell
from tests.samples import question


@pytest.mark.parametrize(
    ("one", "fitting"),
    [
        (question("q", topic="甲"), True),
        (question("q", topic="乙"), True),
        (question("q", topic="丙"), False),
        (question("q", area=Area.HIGHWAY), False),
        (question("q", kind=Kind.JUDGE), False),
        (question("q", difficulty=1), False),
        (question("q", difficulty=4), False),
    ],
)
def test_each_condition_keeps_out(one: Question, fitting: bool) -> None:
    assert fits(one, Cell(Area.LAW, Kind.SINGLE, 2, 3, 1, 2, ("甲", "乙"))) is fitting


def test_a_cell_without_topics_takes_any() -> None:
    assert fits(question("q", topic="丙"), Cell(Area.LAW, Kind.SINGLE, 1, 5, 1, 2))
