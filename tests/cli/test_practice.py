"""`jltrain practice …` with answers piped in, against the shipped bank."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jltrain.app import bank, study
from jltrain.app.context import Context
from jltrain.bank.question import Item, Kind
from jltrain.cli.main import main
from jltrain.cli.practice import answer_text, response_from
from jltrain.places import Places
from jltrain.practice.scope import Scope, ScopeKind


class Runner:
    """Runs commands on one data folder, `typed` on standard input."""

    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.home, self._capsys, self._monkeypatch = home, capsys, monkeypatch

    def text(self, *words: str, typed: str = "", code: int = 0) -> str:
        self._monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        assert main(["--home", str(self.home), "practice", *words]) == code
        told = self._capsys.readouterr()
        return told.out if code == 0 else told.err

    def json(self, *words: str, typed: str = "") -> Any:
        return json.loads(self.text(*words, "--json", typed=typed))


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Runner:
    return Runner(tmp_path / "home", capsys, monkeypatch)


def right_answers(home: Path, scope: Scope, count: int, seed: str) -> str:
    """What to type so that every question of the run is answered rightly."""
    context = Context(Places(home))
    bank.compile_bank(context)
    begun = study.practise(context, "", scope, count, seed)
    lines: list[str] = []
    while begun.question:
        for _key, item in begun.question.keyed_items():
            lines += item.answer if item.kind is Kind.BLANK else ["".join(item.answer)]
        begun.forward()
    context.close()
    return "\n".join(lines) + "\n"


def test_all_kinds_answered_rightly(run: Runner) -> None:
    typed = right_answers(run.home, Scope(ScopeKind.ALL), 60, "s")
    done = run.json("run", "--count", "60", "--seed", "s", typed=typed)
    assert (done["total"], done["right"], done["rate"]) == (60, 60, 1.0)
    assert len(done["attempts"]) >= 60
    rates = run.json("rates")
    assert sum(r["right"] for r in rates) == len(done["attempts"])
    assert run.json("mistakes") == []


def test_verdict_explanation_and_basis_come_at_once(run: Runner) -> None:
    scope = Scope(ScopeKind.DISCIPLINE, ("highway",))
    typed = right_answers(run.home, scope, 1, "s")
    text = run.text("run", "--discipline", "公路路政", "--count", "1", "--seed", "s", typed=typed)
    assert "✔ 正确" in text and "依据：《" in text and "解析：" in text and "答对 1" in text


def test_a_wrong_answer_goes_into_the_book_of_its_learner(run: Runner) -> None:
    context = Context(Places(run.home))
    bank.compile_bank(context)
    head = next(h for h in context.questions.heads() if h.kind is Kind.JUDGE)
    context.close()
    scope = ["--topic", head.topic, "--discipline", head.discipline.value, "--count", "0", "--learner", "22010001"]
    context = Context(Places(run.home))
    begun = study.practise(
        context, "22010001", Scope(ScopeKind.TOPIC, (f"{head.discipline.value}/{head.topic}",)), 0, "s"
    )
    lines = []
    while (question := begun.question) and question.kind is not Kind.JUDGE:
        lines.append("")  # passed over
        begun.forward()
    assert question is not None
    lines.append("不知道")  # no answer: asked again
    lines.append("N" if question.items[0].answer == ("Y",) else "y")
    context.close()
    text = run.text("run", *scope, "--seed", "s", typed="\n".join(lines) + "\n")
    assert "看不懂这个答案" in text and "✘ 错误，正确答案是" in text
    assert [m["id"] for m in run.json("mistakes", "--learner", "22010001")] == [question.id]
    assert run.json("mistakes", "--learner", "") == []
    again = run.json("run", "--mistakes", "--learner", "22010001", typed="q\n")
    assert (again["total"], again["open"]) == (1, 1)
    assert question.stem[:20] in run.text("mistakes", "--learner", "22010001")


def test_enter_passes_over_and_q_ends(run: Runner) -> None:
    done = run.json("run", "--discipline", "law", "--count", "5", typed="\n\nq\n")
    assert (done["skipped"], done["open"], done["rate"], done["attempts"]) == (2, 3, None, [])


def test_input_that_ends_early_ends_the_run(run: Runner) -> None:
    done = run.json("run", "--count", "3")
    assert (done["total"], done["open"]) == (3, 3)


def test_a_chapter(run: Runner) -> None:
    context = Context(Places(run.home))
    chapter = study.library(context).chapters[0]
    context.close()
    text = run.text("run", "--chapter", chapter.id, "--count", "2", typed="q\n")
    assert any(topic in text for topic in chapter.topics)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--discipline", "铁路"], "没有名为“铁路”的门类"),
        (["--topic", "没有这个知识点"], "没有这个知识点"),
        (["--chapter", "x/99"], "x/99"),
        (["--mistakes"], "没有可练习的题目"),
        (["--chapter", "highway/01-road-protection", "--discipline", "law"], "只写一个"),
    ],
)
def test_scopes_that_are_none(run: Runner, words: list[str], said: str) -> None:
    assert said in run.text("run", *words, code=1)


def item(kind: Kind, answer: tuple[str, ...], options: int = 0) -> Item:
    return Item(kind, "题", tuple(f"选项{n}" for n in range(options)), answer, ("《法》第一条",), "解析")


@settings(max_examples=60, deadline=None)
@given(st.sets(st.sampled_from("ABCDE"), min_size=1), st.sampled_from(["", ",", " ", "，", "、"]), st.booleans())
def test_letters_in_any_dress(letters: set[str], between: str, lower: bool) -> None:
    typed = between.join(sorted(letters, reverse=True))
    found = response_from(item(Kind.MULTIPLE, ("A",), 5), typed.lower() if lower else typed)
    assert found == tuple(sorted(letters))


def test_what_is_no_answer() -> None:
    single, judge = item(Kind.SINGLE, ("A",), 4), item(Kind.JUDGE, ("Y",))
    assert response_from(single, "AB") == () == response_from(single, "E") == response_from(single, "？")
    assert response_from(single, " ｂ ") == ("B",)
    assert response_from(judge, "对") == ("Y",) == response_from(judge, "Ｙ")
    assert response_from(judge, "错") == ("N",)
    assert response_from(judge, "A") == ()
    assert answer_text(judge) == "对"
    assert answer_text(item(Kind.MULTIPLE, ("A", "C"), 4)) == "AC"
