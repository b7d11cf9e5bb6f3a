from __future__ import annotations

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from jltrain.practice.drill import PracticeRun, Summary, Verdict, answer, back, forward, skip, start, summary


def test_a_run_to_its_end() -> None:
    run = start(["a", "b", "c", "d"])
    run = forward(answer(run, [True]))
    run = forward(answer(run, [True, False, True]))
    run = skip(run)
    assert (run.current, run.verdict) == ("d", Verdict.OPEN)
    assert summary(run) == Summary(4, 1, 1, 1, 1, 0.5, ("b",))
    run = forward(answer(run, [True, True]))
    assert run.current is None
    assert summary(run).rate == pytest.approx(2 / 3)
    assert forward(run) == skip(run) == answer(run, [True]) == run


def test_first_verdict_stands_and_a_skipped_question_can_be_answered() -> None:
    run = answer(start(["a"]), [False])
    assert answer(run, [True]) == run
    assert skip(run).verdicts == (Verdict.WRONG,)
    run = answer(back(skip(start(["a"]))), [True])
    assert run.verdicts == (Verdict.RIGHT,)


def test_empty_run_and_empty_answer() -> None:
    run = start([])
    assert run.current is None
    assert run.verdict is Verdict.OPEN
    assert summary(run).rate is None
    assert back(run) == run
    with pytest.raises(ValueError, match="no item"):
        answer(start(["a"]), [])


class Run(RuleBasedStateMachine):
    """Whatever is pressed, the run stays whole and no verdict is lost."""

    run: PracticeRun

    @initialize(count=st.integers(0, 5))
    def begin(self, count: int) -> None:
        self.run = start(f"q{n}" for n in range(count))

    @rule(rights=st.lists(st.booleans(), min_size=1, max_size=3))
    def answers(self, rights: list[bool]) -> None:
        self._to(answer(self.run, rights))

    @rule(move=st.sampled_from([forward, back, skip]))
    def moves(self, move: object) -> None:
        assert callable(move)
        self._to(move(self.run))

    def _to(self, after: PracticeRun) -> None:
        for was, now in zip(self.run.verdicts, after.verdicts, strict=True):
            assert was == now or was in (Verdict.OPEN, Verdict.SKIPPED)
        self.run = after

    @invariant()
    def whole(self) -> None:
        run, counts = self.run, summary(self.run)
        assert 0 <= run.position <= len(run.ids) == len(run.verdicts)
        assert counts.right + counts.wrong + counts.skipped + counts.open == counts.total == len(run.ids)
        assert len(counts.wrong_ids) == counts.wrong


TestRun = Run.TestCase
