"""A newer version of a law: what cites its changed articles is looked at before it is in a formal paper again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from jltrain import bundled
from jltrain.app import bank as bank_room
from jltrain.app import editing, review, statutes
from jltrain.app.context import Context
from jltrain.bank.question import Kind
from jltrain.bank.state import Origin, State
from jltrain.statutes.difference import Change
from jltrain.statutes.verdict import Verdict
from tests.samples import question
from tests.statutes.texts import law

FIRST = (
    "制定本法。",
    "渡船应当检验合格，方可航行。\n第二款规定渡工持证。",
    "处三千元以上一万元以下的罚款。",
    "渡口应当设置警示标志和救生器材。",
    "本法自公布之日起施行。",
)
SECOND = (
    "制定本法。",
    "渡船应当检验合格，方可航行作业。\n第二款规定渡工持证。",
    "国家鼓励以桥代渡的工程建设。",
    "处五千元以上一万元以下的罚款。",
    "本法自公布之日起施行。",
)
THIRD = (*SECOND[:4], "渡口信息应当公开，方便群众查询。", SECOND[4])


@pytest.fixture(autouse=True)
def courseware(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two chapters; the second says that it was written by the version of 2023."""
    folder = tmp_path / "courseware"
    (folder / "law").mkdir(parents=True)
    for name, laws in (("01-a", ""), ("02-b", "laws: [渡船法（2023-05-06）]\n")):
        head = f"---\ntitle: 渡船 {name}\ntopics: [甲]\nminutes: 5\nrequired: true\n{laws}---\n"
        (folder / "law" / f"{name}.md").write_text(head + "依据《渡船法》第三条和第五条处罚。\n", "utf-8")
    monkeypatch.setattr(bundled, "courseware", lambda: folder)
    return folder


def _bank(context: Context, **cites: str) -> None:
    for ident, basis in cites.items():
        one = question(ident, Kind.JUDGE)
        items = tuple(replace(i, basis=(basis,)) for i in one.items)
        made = replace(one, basis=(basis,), items=items)
        context.questions.save(made, origin=Origin.EDIT, by="", at=context.now(), state=State.READY)


def _import(context: Context, tmp_path: Path, year: int, articles: tuple[str, ...]) -> int:
    file = tmp_path / f"{year}.md"
    file.write_text(law("渡船法", f"{year}年5月6日", *articles), "utf-8")
    return statutes.bring_in(context, [file], by="王五").opened


def _states(context: Context) -> dict[str, str]:
    ids = [q.id for q in context.questions.all()]
    return {i: hit.state.value for i, hit in context.questions.hits(ids).items()}


@pytest.fixture
def bank(context: Context) -> None:
    _bank(
        context, same="《渡船法》第一条", second="《渡船法》第二条第二款", fine="《中华人民共和国渡船法》第三条",
        gone="《渡船法（2015年版）》第四条", other="《桥梁法》第三条",
    )  # fmt: skip


def test_a_first_version_and_an_older_one_open_nothing(context: Context, tmp_path: Path, bank: None) -> None:
    assert _import(context, tmp_path, 2023, SECOND) == 0
    assert _import(context, tmp_path, 2015, FIRST) == 0
    assert review.waiting(context) == 0
    assert set(_states(context).values()) == {"ready"}


def test_a_newer_version_holds_back_what_it_touches(context: Context, tmp_path: Path, bank: None) -> None:
    _import(context, tmp_path, 2015, FIRST)
    assert _import(context, tmp_path, 2023, SECOND) == 4
    assert _states(context) == {
        "same": "ready",
        "second": "review",
        "fine": "review",
        "gone": "review",
        "other": "ready",
    }
    assert {q.id for q in context.questions.formal()} == {"same", "other"}
    rows = {r.subject: r for r in review.queue(context).rows}
    assert set(rows) == {"second", "fine", "gone", "law/01-a"}
    second = rows["second"]
    assert (second.change, second.moved_to, second.cited, second.cited_unchanged) == (
        Change.CHANGED, "", ("《渡船法》第二条第二款",), True,
    )  # fmt: skip
    assert "所引款项未变" in second.told
    assert (rows["fine"].change, rows["fine"].moved_to, rows["fine"].reworded) == (Change.MOVED, "4", True)
    assert rows["fine"].told == "第三条改为第四条，文字有修改"
    assert rows["gone"].told == "第四条已删除"
    assert (rows["law/01-a"].kind, rows["law/01-a"].title) == ("chapter", "渡船 01-a")
    assert _import(context, tmp_path, 2023, SECOND) == 0  # the same again
    assert review.waiting(context) == 4


def test_the_changed_words_are_shown(context: Context, tmp_path: Path, bank: None) -> None:
    _import(context, tmp_path, 2015, FIRST)
    _import(context, tmp_path, 2023, SECOND)
    rows = {r.subject: r for r in review.queue(context, review.Wanted(kind="question", law="《渡船法》")).rows}
    view = review.show(context, rows["fine"].number)
    assert view.old is not None
    assert view.new is not None
    assert (view.old.key, view.new.key) == ("3", "4")
    assert review.changed_words(context, rows["fine"]) == (
        "处〔三千〕元以上一万元以下的罚款。",
        "处〔五千〕元以上一万元以下的罚款。",
    )
    assert review.show(context, rows["gone"].number).new is None
    with pytest.raises(review.NoSuchReview):
        review.show(context, 999)


def test_confirming_lets_a_question_back_and_stays_written(context: Context, tmp_path: Path, bank: None) -> None:
    _import(context, tmp_path, 2015, FIRST)
    _import(context, tmp_path, 2023, SECOND)
    number = review.queue(context, review.Wanted(subject="second")).rows[0].number
    assert review.confirm(context, [number], "所引款未变", "李四") == 1
    assert review.confirm(context, [number], "", "王五") == 0
    assert _states(context)["second"] == "ready"
    assert review.waiting(context) == 3
    (act,) = review.history(context, "second")
    assert (act.verdict, act.by, act.note, act.new_version) == (Verdict.CONFIRMED, "李四", "所引款未变", "2023-05-06")
    assert review.history(context, law="渡船法") == (act,)
    assert review.queue(context, review.Wanted(subject="second")).total == 0
    assert review.queue(context, review.Wanted(subject="second", open_only=False)).rows[0].verdict == "confirmed"
    with pytest.raises(review.NoSuchReview):
        review.confirm(context, [999])


def test_a_question_with_two_reviews_waits_for_both(context: Context, tmp_path: Path) -> None:
    one = question("both", Kind.JUDGE)
    made = replace(one, basis=("《渡船法》第二条", "《渡船法》第三条"))
    context.questions.save(made, origin=Origin.EDIT, by="", at=context.now(), state=State.READY)
    _import(context, tmp_path, 2015, FIRST)
    _import(context, tmp_path, 2023, SECOND)
    first, second = review.queue(context, review.Wanted(subject="both")).rows
    review.confirm(context, [first.number])
    assert _states(context) == {"both": "review"}
    review.confirm(context, [second.number])
    assert _states(context) == {"both": "ready"}


def test_editing_and_taking_out_of_use_settle_too(context: Context, tmp_path: Path, bank: None) -> None:
    _import(context, tmp_path, 2015, FIRST)
    _import(context, tmp_path, 2023, SECOND)
    assert review.close_by_edit(context, "fine", "李四") == 1
    assert review.close_by_edit(context, "fine", "李四") == 0
    assert _states(context)["fine"] == "ready"
    context.questions.set_states(["gone"], State.WITHDRAWN, origin=Origin.WITHDRAWN, by="", at=context.now())
    assert review.close_by_withdrawal(context, ["gone"], "李四") == 1
    assert context.questions.hits(["gone"])["gone"].state is State.WITHDRAWN
    assert {a.verdict for a in review.history(context)} == {Verdict.EDITED, Verdict.WITHDRAWN}


def test_a_third_version_compares_with_what_was_last_right(context: Context, tmp_path: Path, bank: None) -> None:
    """Who has not been looked at since 2015 cites by the numbers of 2015; who was confirmed, by those of 2023."""
    _import(context, tmp_path, 2015, FIRST)
    _import(context, tmp_path, 2023, SECOND)
    number = review.queue(context, review.Wanted(subject="second")).rows[0].number
    review.confirm(context, [number])
    _import(context, tmp_path, 2025, THIRD)
    rows = {r.subject: r for r in review.queue(context).rows}
    assert set(rows) == {"fine", "gone", "law/01-a", "law/02-b"}
    assert (rows["fine"].old_version, rows["fine"].new_version, rows["fine"].moved_to) == (
        "2015-05-06",
        "2025-05-06",
        "4",
    )
    assert rows["law/02-b"].article == "5"
    assert rows["law/02-b"].moved_to == "6"
    assert Verdict.SUPERSEDED in {a.verdict for a in review.history(context, "fine")}
    assert _states(context)["fine"] == "review"


def test_a_version_that_takes_a_change_back_lets_questions_go(context: Context, tmp_path: Path, bank: None) -> None:
    _import(context, tmp_path, 2015, FIRST)
    _import(context, tmp_path, 2023, SECOND)
    assert _import(context, tmp_path, 2025, FIRST) == 1
    assert [r.subject for r in review.queue(context).rows] == ["law/02-b"]  # written by the version of 2023
    assert set(_states(context).values()) == {"ready"}


def test_a_chapter_rewritten_by_the_newer_version_needs_no_review(
    context: Context, tmp_path: Path, courseware: Path
) -> None:
    _import(context, tmp_path, 2015, FIRST)
    assert _import(context, tmp_path, 2023, SECOND) == 1
    file = courseware / "law" / "01-a.md"
    file.write_text(
        file.read_text("utf-8").replace("required: true\n", "required: true\nlaws: [渡船法（2023-05-06）]\n"), "utf-8"
    )
    review.hold_back(context)
    assert review.waiting(context) == 0
    assert [a.verdict for a in review.history(context, "law/01-a")] == [Verdict.EDITED]


def test_a_version_that_reviews_need_stays(context: Context, tmp_path: Path, bank: None) -> None:
    _import(context, tmp_path, 2015, FIRST)
    _import(context, tmp_path, 2023, SECOND)
    for version in ("2015-05-06", "2023-05-06"):
        with pytest.raises(statutes.StatuteNeeded):
            statutes.remove(context, "渡船法", version)
    review.confirm(context, [r.number for r in review.queue(context).rows])
    statutes.remove(context, "渡船法", "2015-05-06")
    kept = review.queue(context, review.Wanted(open_only=False))
    assert kept.total == 4
    assert review.show(context, kept.rows[0].number).old is None


def test_drafts_stay_drafts(context: Context, tmp_path: Path) -> None:
    _bank(context, draft="《渡船法》第三条")
    context.questions.set_states(["draft"], State.DRAFT, origin=Origin.EDIT, by="", at=context.now())
    _import(context, tmp_path, 2015, FIRST)
    assert _import(context, tmp_path, 2023, SECOND) == 2
    assert _states(context) == {"draft": "draft"}


def test_a_stop_between_text_and_states_is_made_good(context: Context, tmp_path: Path, bank: None) -> None:
    _import(context, tmp_path, 2015, FIRST)
    _import(context, tmp_path, 2023, SECOND)
    context.questions.set_states(["fine"], State.READY, origin=Origin.EDIT, by="", at=context.now())
    assert review.hold_back(context) == 1
    assert _states(context)["fine"] == "review"


def test_a_question_whose_file_went_and_came_back_waits_as_before(
    context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "shipped" / "law"
    folder.mkdir(parents=True)
    monkeypatch.setattr(bundled, "question_bank", lambda: folder.parent)
    said = "- id: {i}\n  kind: judge\n  stem: 题干{i}\n  answer: true\n  basis: [《渡船法》第三条]\n  explanation: 解析说明解析\n"
    said += "  topic: 甲\n  difficulty: 1\n"
    file = folder / "q.yaml"
    file.write_text(said.format(i="q-1") + said.format(i="q-2"), "utf-8")
    bank_room.compile_bank(context)
    _import(context, tmp_path, 2015, FIRST)
    _import(context, tmp_path, 2023, SECOND)
    assert _states(context) == {"q-1": "review", "q-2": "review"}
    file.write_text(said.format(i="q-2"), "utf-8")
    bank_room.compile_bank(context)
    file.write_text(said.format(i="q-1") + said.format(i="q-2"), "utf-8")
    bank_room.compile_bank(context)
    assert _states(context) == {"q-1": "review", "q-2": "review"}


def test_an_old_version_made_new_waits_as_before(context: Context, tmp_path: Path) -> None:
    _bank(context, fine="《渡船法》第三条")
    first = context.questions.history("fine")[0]
    editing.save(context, replace(first.question, topic="乙"))
    _import(context, tmp_path, 2015, FIRST)
    _import(context, tmp_path, 2023, SECOND)
    assert _states(context) == {"fine": "review"}
    open_before = review.waiting(context)
    saved = editing.back_to(context, "fine", first.version)
    assert saved.state in (State.REVIEW, State.DRAFT)
    assert review.waiting(context) == open_before
    assert State.READY.value not in _states(context).values()


def test_what_was_withdrawn_past_its_reviews_waits_when_it_is_restored(
    context: Context, tmp_path: Path, bank: None
) -> None:
    _import(context, tmp_path, 2015, FIRST)
    _import(context, tmp_path, 2023, SECOND)
    mark = {"origin": Origin.WITHDRAWN, "by": "", "at": context.now()}
    context.questions.set_states(["fine"], State.WITHDRAWN, **mark)  # type: ignore[arg-type]  # no review is closed by this
    assert editing.restore(context, ["fine"]) == 1
    assert _states(context)["fine"] in ("review", "draft")


def test_withdrawing_and_restoring_is_no_way_past_a_review(context: Context, tmp_path: Path, bank: None) -> None:
    _import(context, tmp_path, 2015, FIRST)
    _import(context, tmp_path, 2023, SECOND)
    number = review.queue(context, review.Wanted(subject="fine")).rows[0].number
    editing.withdraw(context, ["fine"], "过时", "李四")
    assert review.queue(context, review.Wanted(subject="fine")).total == 0
    assert editing.restore(context, ["fine"], "李四") == 1
    assert _states(context)["fine"] == "review"
    (row,) = review.queue(context, review.Wanted(subject="fine")).rows
    assert (row.number, row.verdict) == (number, "")
    assert review.hold_back(context) == 0
    assert [a.verdict for a in review.history(context, "fine")] == [Verdict.REOPENED, Verdict.WITHDRAWN]
    assert review.confirm(context, [number], "", "李四") == 1
    assert _states(context)["fine"] == "ready"
    editing.withdraw(context, ["fine"])
    editing.restore(context, ["fine"])
    assert _states(context)["fine"] == "ready", "what was confirmed stays so"
