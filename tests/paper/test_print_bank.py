"""The printed bank as its reader gets it."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from jltrain import bundled
from jltrain.app import bank, bankfiles
from jltrain.app.context import Context
from jltrain.bank.areas import Area
from jltrain.bank.question import Kind
from jltrain.bank.source import read_bank
from jltrain.paper.print_bank import draw_bank, write
from jltrain.progress import Cancelled, Step
from tests import samples
from tests.paper.test_printing import NONE, texts


def test_every_question_is_there_with_its_answer_or_without() -> None:
    questions = [q for q in read_bank(bundled.question_bank()) if q.discipline in (Area.PORT, Area.LAW)]
    with_answers, without = (draw_bank(questions, NONE, "题库", answers=on) for on in (True, False))
    said, bare = ("".join(texts(made.data)) for made in (with_answers, without))
    assert "港口行政" in said
    assert said.index("港口行政") < said.index("综合法律知识"), "areas in their order"
    assert said.count("答案:") == sum(len(q.items) for q in questions)
    assert f"共{len(questions)}题" in said
    assert "解析:" not in bare
    assert "答案:" not in bare
    assert with_answers.pages > without.pages > 3
    assert draw_bank(questions, NONE, "题库", answers=True).data == with_answers.data


def test_drafts_and_formulas_are_printed_as_they_are() -> None:
    made = samples.question("q-1")
    item = dataclasses.replace(made.items[0], answer=(), basis=(), explanation="", stem="面积 $x^2$ 是？")
    draft = dataclasses.replace(made, stem=item.stem, items=(item,), pictures=("a.png",))
    data, lost = write([draft, samples.question("q-2", Kind.CASE)], NONE)
    said = "".join(texts(data))
    assert "答案:(未填)" in said
    assert "$" not in said
    assert len(lost) == 1
    assert "a.png" in lost[0]


def test_printing_counts_and_can_stop() -> None:
    def stop(step: Step) -> None:
        if step.done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        draw_bank(samples.bank(1), NONE, "题库", answers=True, report=stop)


@pytest.mark.parametrize(("name", "starts"), [("pdf", b"%PDF-"), ("word", b"PK")])
def test_a_selection_is_exported(context: Context, tmp_path: Path, name: str, starts: bytes) -> None:
    bank.compile_bank(context)
    file = tmp_path / f"题库{bankfiles.FORMATS[name].suffix}"
    done = bankfiles.export(context, bank.whole(context)[:5], file, name, answers=False)
    assert (done.count, done.lost) == (5, ())
    assert file.read_bytes().startswith(starts)
