"""The user's own question folder beside the shipped bank: whatever is in it, the bank compiled before stays of use."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from jltrain import bundled
from jltrain.app import bank, papers, study
from jltrain.app.context import Context
from jltrain.bank.areas import Area
from jltrain.bank.faults import BankFaulty
from jltrain.bank.question import Kind
from jltrain.bank.state import Origin, State
from jltrain.paper.blueprint import Cell
from tests.samples import blueprint

_QUESTION = (
    "- id: {ident}\n  kind: judge\n  stem: 题干{ident}\n  answer: true\n  basis: [《行政处罚法》第五十一条]\n"
    + ("  explanation: 解析说明解析说明\n  topic: 甲\n  difficulty: 1\n")
)


def _write(folder: Path, *idents: str, text: str = "") -> Path:
    file = folder / "law" / "own.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text or "".join(_QUESTION.format(ident=i) for i in idents), "utf-8")
    return file


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "shipped"
    _write(folder, "s-1", "s-2")
    monkeypatch.setattr(bundled, "question_bank", lambda: folder)
    return folder


def _ids(context: Context) -> list[str]:
    return sorted(q.id for q in bank.whole(context))


def test_a_broken_own_folder_leaves_the_old_bank_in_use(context: Context, shipped: Path) -> None:
    own = context.places.home / "question_bank"
    _write(own, "o-1")
    assert bank.compile_bank(context).questions == 3
    _write(own, text="- id: [")
    _write(shipped, "s-1", "s-3")
    for _start in range(2):
        assert isinstance(bank.keep_up(context), BankFaulty)
        assert _ids(context) == ["o-1", "s-1", "s-3"]
    assert study.practise(context, "", study.Scope(study.ScopeKind.ALL)).question
    _write(own, "o-2")
    assert bank.keep_up(context) is None
    assert _ids(context) == ["o-2", "s-1", "s-3"]


def test_where_nothing_was_compiled_yet_a_fault_is_raised(context: Context, shipped: Path) -> None:
    _write(shipped, text="- id: [")
    with pytest.raises(BankFaulty):
        bank.keep_up(context)


def test_a_newer_shipped_bank_with_an_id_of_ours_is_told(context: Context, shipped: Path) -> None:
    own = context.places.home / "question_bank"
    _write(own, "o-1", "o-2")
    bank.compile_bank(context)
    _write(shipped, "s-1", "o-1")
    for _start in range(2):
        with pytest.raises(BankFaulty) as caught:
            bank.compile_bank(context)
        assert [f.field for f in caught.value.faults] == ["o-1"]
        assert _ids(context) == ["o-1", "s-1"]
    _write(own, "o-2")
    bank.compile_bank(context)
    assert _ids(context) == ["o-1", "o-2", "s-1"]


def test_a_file_that_cannot_be_read_is_told(context: Context, shipped: Path) -> None:
    bank.compile_bank(context)
    (shipped / "law" / "folder.yaml").mkdir()
    with pytest.raises(bank.BankUnreadable) as caught:
        bank.compile_bank(context)
    assert "folder.yaml" in caught.value.sentence()
    assert _ids(context) == ["s-1", "s-2"]


def test_what_was_edited_outlives_the_files(context: Context, shipped: Path) -> None:
    bank.compile_bank(context)
    q = bank.get(context, "s-1")
    context.questions.save(replace(q, topic="乙"), origin=Origin.EDIT, by="李", at="t")
    _write(shipped, "s-1", "s-3")
    assert bank.compile_bank(context).questions == 2
    assert [(h.question.id, h.question.topic, h.folder) for h in bank.search(context, bank.Wanted()).rows] == [
        ("s-1", "乙", "desk"),
        ("s-3", "甲", "shipped"),
    ]
    assert bank.topics(context)[Area.LAW] == (("乙", 1), ("甲", 1))
    own = context.places.home / "question_bank"
    _write(own, "s-1")
    with pytest.raises(BankFaulty):
        bank.compile_bank(context)


def test_papers_are_drawn_from_what_is_ready_and_old_ones_still_prove(context: Context, shipped: Path) -> None:
    _write(shipped, *(f"s-{n}" for n in range(6)))
    plan = replace(blueprint(), cells=(Cell(Area.LAW, Kind.JUDGE, 1, 5, 4, 20),))
    paper = papers.make(context, plan, seed="1")
    drawn = [entry.question.id for entry in paper.questions()]
    spare = next(q.id for q in bank.whole(context) if q.id not in drawn)
    assert papers.prove(context, paper.digest, plan)
    context.questions.set_states([drawn[0], spare], State.REVIEW, origin=Origin.REVIEW, by="李", at="t")
    assert not papers.bank_unchanged(context, paper)
    again = papers.make(context, plan, seed="2")
    assert {entry.question.id for entry in again.questions()}.isdisjoint({drawn[0], spare})
    context.questions.set_states([drawn[0], spare], State.READY, origin=Origin.REVIEW, by="李", at="t")
    assert papers.bank_unchanged(context, paper)
    assert papers.prove(context, paper.digest, plan)


def test_a_kept_picture_is_written_out(context: Context, shipped: Path) -> None:
    bank.compile_bank(context)
    context.questions.put_picture("ab.png", b"png")
    (shipped / "law" / "s.png").write_bytes(b"theirs")
    q = replace(bank.get(context, "s-1"), pictures=("ab.png", "none.png", "s.png"))
    for _turn in range(2):
        assert [file.read_bytes() for file in bank.pictures(context, q)] == [b"png", b"theirs"]
    assert bank.picture(context, q) == context.places.home / "pictures" / "ab.png"


def test_counts_by_state(context: Context, shipped: Path) -> None:
    bank.compile_bank(context)
    context.questions.set_states(["s-1"], State.WITHDRAWN, origin=Origin.WITHDRAWN, by="李", at="t")
    assert bank.state_counts(context) == {State.READY: 1, State.DRAFT: 0, State.REVIEW: 0, State.WITHDRAWN: 1}
    assert bank.counts(context) == {(Area.LAW, Kind.JUDGE): 1}
    assert bank.hit(context, "s-1").state is State.WITHDRAWN
    assert bank.find(context, "题干")[1] == 1
    assert set(bank.hits(context, ["s-1", "s-2", "x"])) == {"s-1", "s-2"}
    assert bank.reindex(context) == 2
    assert not bank.index_faulty(context)
