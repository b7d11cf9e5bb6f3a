"""The bank's rows: versions that only grow, files beside the desk, states, citations, pictures."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jltrain.app.context import Context
from jltrain.bank.areas import Area
from jltrain.bank.question import Kind, Question
from jltrain.bank.state import Origin, State
from jltrain.progress import Cancelled, Step
from jltrain.store.keeping import IdTaken
from jltrain.store.questions import ChangedMeanwhile
from tests.samples import question


def _said(q: Question, stem: str) -> Question:
    return replace(q, stem=stem, items=(replace(q.items[0], stem=stem),))


def _save(context: Context, q: Question, origin: Origin = Origin.EDIT, **more: object) -> int:
    return context.questions.save(q, origin=origin, by="李", at="t", **more)  # type: ignore[arg-type]  # as `save` has them


def _states(context: Context, state: State, *ids: str, origin: Origin = Origin.REVIEW) -> int:
    return context.questions.set_states(ids, state, origin=origin, by="李", at="t", note="因为")


def _versions(context: Context, ident: str) -> list[tuple[int, Origin]]:
    return [(v.version, v.origin) for v in reversed(context.questions.history(ident))]


def test_a_file_is_compiled_and_only_what_changed_gets_a_version(context: Context) -> None:
    a, b = question("a"), question("b")
    context.questions.compile("shipped", "1", [a, b], "t1")
    context.questions.compile("shipped", "2", [_said(a, "新"), b], "t2")
    assert _versions(context, "a") == [(1, Origin.SHIPPED), (2, Origin.SHIPPED)]
    assert _versions(context, "b") == [(1, Origin.SHIPPED)]
    assert context.questions.hits(["a"])["a"].version == 2
    old = context.questions.version("a", 1)
    assert old is not None
    assert (old.question, old.at, old.digest) == (a, "t1", a.digest)
    assert context.questions.version("a", 3) is None
    context.questions.compile("shipped", "3", [b, question("c", area=Area.CONDUCT)], "t3")
    assert [q.id for q in context.questions.all()] == ["c", "b"]
    assert len(_versions(context, "a")) == 2, "its history stays"
    context.questions.compile("shipped", "4", [b, _said(a, "又")], "t3")
    assert context.questions.hits(["a"])["a"].version == 3


def test_the_desk_keeps_its_own_text_and_place(context: Context) -> None:
    a, b, c = question("a"), question("b"), question("c")
    context.questions.compile("shipped", "1", [a, b, c], "t")
    assert _save(context, _said(b, "改"), since=1) == 2
    assert [q.id for q in context.questions.all()] == ["a", "b", "c"]
    assert context.questions.outdated() == ()
    context.questions.compile("shipped", "2", [question("0"), a, _said(b, "新"), c], "t")
    hit = context.questions.hits(["b"])["b"]
    assert (hit.question.stem, hit.folder, hit.version) == ("改", "desk", 2)
    assert [q.id for q in context.questions.all()] == ["0", "a", "b", "c"]
    assert _versions(context, "b")[-1] == (3, Origin.SHIPPED)
    assert context.questions.outdated() == ("b",)
    _states(context, State.REVIEW, "b")
    assert context.questions.outdated() == ("b",), "that says nothing of the text"
    theirs = context.questions.file_version("b")
    assert theirs is not None
    assert theirs.question.stem == "新"
    assert _save(context, _said(b, "改"), Origin.MERGE) == 5
    assert context.questions.outdated() == ()
    assert context.questions.ids("shipped") == {"0", "a", "b", "c"}
    context.questions.compile("shipped", "3", [a], "t")
    assert [q.id for q in context.questions.all()] == ["a", "b"], "what was edited stays when its file goes"
    context.questions.compile("shipped", "4", [a, c, question("d")], "t")
    assert [q.id for q in context.questions.all()] == ["a", "c", "d", "b"]
    assert not context.questions.index_faulty()


def test_a_question_sorted_elsewhere_stays_at_the_desk(context: Context) -> None:
    a, b = question("a"), question("b")
    context.questions.compile("shipped", "1", [a, b], "t")
    assert context.questions.retag(["a", "b", "none"], area=Area.PORT, by="李", at="t") == 2
    assert context.questions.retag(["a"], area=Area.PORT, by="李", at="t") == 0
    context.questions.compile("shipped", "2", [b, a, question("c")], "t")
    assert [(q.id, q.discipline) for q in context.questions.all()] == [
        ("c", Area.LAW),
        ("a", Area.PORT),
        ("b", Area.PORT),
    ]
    assert context.questions.retag(["c", "a"], topic="乙", difficulty=5, by="李", at="t") == 2
    assert {(h.topic, h.difficulty) for h in context.questions.heads() if h.id != "b"} == {("乙", 5)}
    context.questions.compile("shipped", "3", [replace(b, discipline=Area.PORT)], "t")
    assert [q.id for q in context.questions.all()] == ["b", "c", "a"]
    assert not context.questions.index_faulty()


def test_states_say_where_a_question_is_used(context: Context) -> None:
    context.questions.compile("shipped", "1", [question(i) for i in "abcd"], "t")
    assert _states(context, State.REVIEW, "b", "none") == 1
    assert _states(context, State.REVIEW, "b") == 0
    assert _states(context, State.WITHDRAWN, "c", origin=Origin.WITHDRAWN) == 1
    _save(context, question("d"), state=State.DRAFT)
    assert [q.id for q in context.questions.formal()] == ["a"]
    assert [h.id for h in context.questions.heads()] == ["a", "b"]
    assert [q.id for q in context.questions.all()] == ["a", "b", "d"]
    assert context.questions.get(["c"])["c"].id == "c"
    assert sorted(context.questions.digests()) == ["a", "b", "d"]
    assert context.questions.history("b")[0].note == "因为"
    assert context.questions.tally()[Area.LAW, Kind.SINGLE, State.WITHDRAWN] == 1
    context.questions.compile("shipped", "2", [_said(question(i), "新") for i in "abcd"], "t")
    assert [h.id for h in context.questions.heads()] == ["a", "b"], "a newer file does not undo it"
    before = context.questions.digest()
    _save(context, _said(question("b"), "又"))
    assert context.questions.digest() == before
    _states(context, State.READY, "b")
    assert context.questions.digest() != before


def test_what_was_withdrawn_is_so_still_when_its_file_comes_back(context: Context) -> None:
    both = [question("a"), question("b")]
    context.questions.compile("own", "1", both, "t")
    _states(context, State.WITHDRAWN, "a", origin=Origin.WITHDRAWN)
    for said in ("旧", "旧", "新"):
        context.questions.compile("own", "", (), "t")
        assert context.questions.hits("ab") == {}
        context.questions.compile("own", said, [_said(q, said) for q in both], "t")
        assert {i: (h.state, h.folder) for i, h in context.questions.hits("ab").items()} == {
            "a": (State.WITHDRAWN, "own"),
            "b": (State.READY, "own"),
        }
    assert [q.stem for q in context.questions.all()] == ["新"]
    _states(context, State.READY, "a", origin=Origin.RESTORED)
    context.questions.compile("own", "", (), "t")
    context.questions.compile("own", "2", both, "t")
    assert context.questions.hits("a")["a"].state is State.READY
    assert not context.questions.index_faulty()


def test_who_edits_an_old_version_is_told(context: Context) -> None:
    assert _save(context, question("a"), since=0) == 1
    with pytest.raises(ChangedMeanwhile):
        _save(context, question("a"), since=0)
    assert _save(context, _said(question("a"), "新"), since=1) == 2
    with pytest.raises(ChangedMeanwhile) as caught:
        _save(context, question("a"), since=1)
    assert "2" in caught.value.sentence()


def test_many_at_once_all_or_none(context: Context) -> None:
    entries = [(question(f"q-{n:04}", area=list(Area)[n % 10]), State.READY) for n in range(4_100)]
    mark = {"origin": Origin.IMPORT, "by": "李", "at": "t", "note": "题库.xlsx"}

    def stop(step: Step) -> None:
        if step.done >= 2_000:
            raise Cancelled

    with pytest.raises(Cancelled):
        context.questions.save_many(entries, report=stop, pictures={"p.png": b"x"}, **mark)  # type: ignore[arg-type]
    assert context.questions.all() == ()
    assert context.questions.pictures(["p.png"]) == {}
    steps: list[Step] = []
    assert context.questions.save_many(entries, report=steps.append, pictures={"p.png": b"x"}, **mark) == 4_100  # type: ignore[arg-type]
    assert steps
    assert context.questions.pictures(["p.png", "none"]) == {"p.png": b"x"}
    assert [q.id for q in context.questions.all()] == [
        q.id for q, _state in sorted(entries, key=lambda e: (e[0].discipline, e[0].id))
    ]
    assert not context.questions.index_faulty()
    with pytest.raises(IdTaken):
        context.questions.save_many([(question("q-0001"), None)], only_new=True, **mark)  # type: ignore[arg-type]
    assert context.questions.save_many(entries[:10], **mark) == 10  # type: ignore[arg-type]
    assert len(_versions(context, "q-0001")) == 2


def test_new_ids_follow_the_highest_ever(context: Context) -> None:
    assert context.questions.new_ids("law-desk", 2) == ("law-desk-00001", "law-desk-00002")
    for ident in ("law-desk-00007", "law-desk-x", "law-desk-000", "law-deskx-00009"):
        _save(context, question(ident))
    assert context.questions.new_ids("law-desk", 1) == ("law-desk-00008",)


def test_who_cites_an_article(context: Context) -> None:
    other = replace(question("b"), explanation="见《中华人民共和国刑法》第一百三十三条之一第二款，《公路法》第十条")
    context.questions.compile("shipped", "1", [question("a"), other, question("c")], "t")
    _states(context, State.WITHDRAWN, "c")
    assert [c.id for c in context.questions.citing(["行政处罚法"])] == ["a", "b"]
    (one,) = context.questions.citing(["刑法", "旧刑法"], ["133-1"])
    assert (one.id, one.law, one.article, one.state) == ("b", "刑法", "133-1", State.READY)
    assert context.questions.citing(["刑法"], ["133"]) == context.questions.citing(["宪法"]) == ()
    assert context.questions.cited_laws() == {"公路法": 1, "刑法": 1, "行政处罚法": 2}
    _save(context, question("b"))
    assert context.questions.citing(["刑法"]) == ()
