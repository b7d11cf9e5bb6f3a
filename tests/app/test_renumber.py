"""An article is taken out, those after it move up: the questions cite them by their new numbers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from jltrain.app import renumber, review
from jltrain.app.context import Context
from jltrain.bank.question import Kind
from jltrain.bank.state import State
from jltrain.statutes.verdict import Verdict
from tests.app.test_review import _bank, _import, _states, courseware
from tests.samples import question

__all__ = ["courseware"]

FIRST = (
    "制定本法。",
    "国家鼓励以桥代渡的工程建设。",
    "渡船应当检验合格，方可航行。\n渡工应当持证上岗。",
    "处三千元以上一万元以下的罚款。",
    "渡口应当设置警示标志和救生器材。",
    "本法自公布之日起施行。",
)
SECOND = (FIRST[0], FIRST[2], "处五千元以上三万元以下的罚款，并没收所得。", FIRST[4], FIRST[5])


@pytest.fixture
def moved(context: Context, tmp_path: Path) -> None:
    _bank(context, ship="《渡船法》第三条第二款", marks="《中华人民共和国渡船法》第五条", fine="《渡船法》第四条")
    _import(context, tmp_path, 2020, FIRST)
    _import(context, tmp_path, 2023, SECOND)


def test_the_bases_follow_and_the_reviews_are_settled(context: Context, moved: None) -> None:
    rows = {row.subject: row for row in review.queue(context, review.Wanted(kind="question")).rows}
    assert (rows["ship"].moved_to, rows["marks"].moved_to) == ("2", "4")
    assert renumber.renumber(context, renumber.merely_moved(context), by="王五") == 2
    found = context.questions.get(["ship", "marks", "fine"])
    assert found["ship"].basis == found["ship"].items[0].basis == ("《渡船法》第二条第二款",)
    assert found["marks"].basis == ("《渡船法》第四条",)
    assert found["fine"].basis == ("《渡船法》第四条",), "its words changed: somebody must look"
    assert _states(context) == {"ship": "ready", "marks": "ready", "fine": "review"}
    acts = review.history(context)
    assert {(act.subject, act.verdict, act.by) for act in acts} == {
        ("ship", Verdict.EDITED, "王五"), ("marks", Verdict.EDITED, "王五")
    }  # fmt: skip
    assert any("改引新条号" in v.note for v in context.questions.history("ship"))


def test_all_moves_of_a_question_go_together() -> None:
    """第三条 became 第五条 and 第五条 第六条之一: one after the other would confuse them."""
    bases = ("《渡船法》第三条", "《渡船法》第五条第一款", "《公路法》第三条", "看不懂的依据")
    made = renumber.cited_anew(
        replace(question("both", Kind.JUDGE), basis=bases), {("渡船法", "3"): "5", ("渡船法", "5"): "6-1"}
    )
    assert made.basis == ("《渡船法》第五条", "《渡船法》第六条之一第一款", "《公路法》第三条", "看不懂的依据")


def test_where_nothing_moved_it_is_told(context: Context, moved: None) -> None:
    fine = next(r.number for r in review.queue(context).rows if r.subject == "fine" and not r.moved_to)
    with pytest.raises(renumber.NothingMoved):
        renumber.renumber(context, [fine])
    assert context.questions.hits(["fine"])["fine"].state is State.REVIEW
