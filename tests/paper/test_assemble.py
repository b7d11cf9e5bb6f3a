"""Assembly: what a blueprint asks for is drawn, or it is said exactly what lacks."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jltrain.bank.areas import Area
from jltrain.bank.question import Kind
from jltrain.paper.assemble import Infeasible, assemble, fits, proves
from jltrain.paper.blueprint import Blueprint, Cell
from jltrain.paper.marks import MultipleRule
from jltrain.paper.paper import PaperDamaged, from_json, to_json
from tests.samples import bank, blueprint, question

_CELLS = st.lists(
    st.tuples(st.integers(1, 5), st.integers(0, 4), st.integers(1, 4)).map(
        lambda t: Cell(Area.LAW, Kind.SINGLE, t[0], min(5, t[0] + t[1]), t[2], 2)
    ),
    min_size=1,
    max_size=5,
)


def _plan(cells: tuple[Cell, ...]) -> Blueprint:
    return Blueprint("x", 60, 1, MultipleRule.SUBSET, False, cells)


def _could_fill(difficulties: list[int], cells: tuple[Cell, ...]) -> int:
    """How many places can be filled at most, by trying every assignment of cells to questions."""
    best = 0

    def place(n: int, left: list[int], filled: int) -> None:
        nonlocal best
        best = max(best, filled)
        if n == len(difficulties) or filled + len(difficulties) - n <= best:
            return
        for index, cell in enumerate(cells):
            if left[index] and cell.lowest <= difficulties[n] <= cell.highest:
                place(n + 1, [c - (i == index) for i, c in enumerate(left)], filled + 1)
        place(n + 1, left, filled)

    place(0, [c.count for c in cells], 0)
    return best


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(1, 5), max_size=8), _CELLS, st.text(max_size=5))
def test_a_paper_where_there_is_one_else_the_lack(difficulties: list[int], cells: list[Cell], seed: str) -> None:
    questions = [question(f"q{n:03d}", difficulty=d) for n, d in enumerate(difficulties)]
    plan = _plan(tuple(cells))
    wanted, possible = sum(c.count for c in cells), _could_fill(difficulties, plan.cells)
    try:
        paper = assemble(questions, "d", plan, seed, "t")
    except Infeasible as error:
        assert (
            sum(k.found for k in error.lacks) + sum(c.count for c in cells if c not in [k.cell for k in error.lacks])
            <= wanted
        )
        assert sum(k.needed - k.found for k in error.lacks) == wanted - possible
        assert possible < wanted
    else:
        drawn = [q.question.id for q in paper.questions()]
        assert possible == wanted == len(drawn) == len(set(drawn))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=12), st.randoms(use_true_random=False))
def test_the_seed_alone_decides(seed: str, chance: random.Random) -> None:
    questions = bank()
    first = assemble(questions, "d", blueprint(), seed, "t")
    chance.shuffle(questions)
    again = assemble(questions, "d", blueprint(), seed, "t")
    counts = Counter(q.question.kind for q in first.questions())
    assert first == again
    assert counts == dict.fromkeys(Kind, 3)
    assert first.full_halves == blueprint().full_halves
    assert all(
        fits(q.question, next(c for c in blueprint().cells if c.kind is q.question.kind)) for q in first.questions()
    )


def test_other_seeds_draw_other_questions() -> None:
    papers = {assemble(bank(12), "d", blueprint(), str(n), "t").digest for n in range(20)}
    assert len(papers) == 20


def test_every_question_is_drawn_about_equally_often() -> None:
    counts: Counter[str] = Counter()
    for n in range(300):
        counts.update(q.question.id for q in assemble(bank(), "d", blueprint(), str(n), "t").questions())
    # 3 of 6, 300 times: 150 expected, a standard deviation of 8.7; beyond 5 of those something is wrong
    assert all(106 <= count <= 194 for count in counts.values())


def test_message_names_the_cell() -> None:
    plan = _plan((Cell(Area.PORT, Kind.CASE, 4, 5, 3, 10),))
    with pytest.raises(Infeasible) as caught:
        assemble(bank(), "d", plan, "s", "t")
    assert "港口行政·案例分析题·难度4-5 需要 3 题，只有 0 题可用，缺 3 题" in caught.value.sentence()


def test_exclusion_gives_disjoint_papers() -> None:
    first = {q.question.id for q in assemble(bank(), "d", blueprint(), "s", "t").questions()}
    second = {q.question.id for q in assemble(bank(), "d", blueprint(), "s", "t", exclude=first).questions()}
    assert not first & second


def test_proof_and_freezing() -> None:
    paper = assemble(bank(), "d", blueprint(), "s", "t")
    assert proves(paper, bank(), "d", blueprint())
    assert not proves(paper, bank(), "other", blueprint())
    assert not proves(paper, bank(), "d", blueprint(minutes=61))
    stored = to_json(paper)
    assert from_json(stored, paper.digest) == paper
    for damaged in (stored.replace(b"60", b"61", 1), stored[:-2], b"{}", b"[]", b"null"):
        with pytest.raises(PaperDamaged):
            from_json(damaged, paper.digest)
