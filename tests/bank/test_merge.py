"""Two banks laid side by side: each kind of difference, and who gives way by himself."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jltrain.bank.areas import Area
from jltrain.bank.ids import fits, fresh
from jltrain.bank.merge import Decision, MergeKind, Row, compare
from jltrain.bank.question import Question, as_record
from jltrain.bank.records import BadRecord, from_entry, strict
from tests.bank.entries import blank, case, judge, multiple, other, single

OURS = [single("s"), multiple("m"), judge("j"), blank("b"), case("c")]
LONG = "公路用地上的树木需要更新砍伐的，应当经谁批准并办理哪些手续之后才可以进行，逾期又应当怎样处理？"


def _one(theirs: Question, ours: list[Question] = OURS) -> Row:
    (row,) = compare(ours, [theirs])
    return row


def test_the_same_bank_has_no_rows() -> None:
    assert compare(OURS, OURS) == ()


@pytest.mark.parametrize(
    ("theirs", "kind", "suggestion"),
    [
        (other(single("s"), answer=("C",)), MergeKind.ANSWER, Decision.OURS),
        (other(blank("b"), answer=("省级人民政府",), accept=(("省级人民政府",),)), MergeKind.ANSWER, Decision.OURS),
        (other(judge("j"), answer=("N",)), MergeKind.ANSWER, Decision.OURS),
        (other(single("s"), stem="占用公路期满后，应当怎样处理？"), MergeKind.TEXT, Decision.OURS),
        (other(single("s"), explanation="换了一个说法的解析文字。"), MergeKind.DETAILS, Decision.OURS),
        (replace(single("s"), topic="别的知识点"), MergeKind.DETAILS, Decision.OURS),
        (judge("s", "毫不相干的另一道判断题目。"), MergeKind.CLASH, Decision.BOTH),
        (single("z"), MergeKind.RENAMED, Decision.OURS),
        (single("z", answer="D"), MergeKind.RENAMED_ANSWER, Decision.OURS),
        (judge("z", "毫不相干的另一道判断题目。"), MergeKind.NEW, Decision.THEIRS),
    ],
)
def test_each_difference_has_its_kind(theirs: Question, kind: MergeKind, suggestion: Decision) -> None:
    row = _one(theirs)
    assert (row.kind, row.suggestion, row.automatic) == (kind, suggestion, False)
    assert row.suggestion in row.choices and kind.label
    assert kind.loud is ("ANSWER" in kind.name)


def test_options_in_another_order_are_the_same_question() -> None:
    ours = single("s")
    turned = tuple(reversed(ours.items[0].options))
    assert _one(other(ours, options=turned, answer=("C",))).kind is MergeKind.DETAILS
    assert _one(other(ours, options=turned)).kind is MergeKind.ANSWER
    assert _one(replace(other(ours, options=turned, answer=("C",)), id="z")).kind is MergeKind.RENAMED


def test_near_duplicates_name_the_one_that_is_near() -> None:
    row = _one(judge("z", LONG + "对"), [*OURS, judge("long", LONG)])
    assert row.kind is MergeKind.NEAR and row.ours == judge("long", LONG) and row.share > 0.85


def test_the_side_that_has_not_moved_gives_way() -> None:
    old, mine, yours = single("s"), single("s", answer="A"), single("s", answer="C")
    base = {"s": old.digest}
    (row,) = compare([old], [yours], base=base)
    assert row.automatic and row.suggestion is Decision.THEIRS
    assert compare([mine], [old], base=base) == ()
    (row,) = compare([mine], [yours], base=base)
    assert not row.automatic and row.suggestion is Decision.OURS and row.kind.loud
    assert compare([mine], [mine], base=base) == ()
    assert compare([mine], [yours], passed={("s", yours.digest)}) == ()
    assert compare([], [old], base=base) == (), "taken out here"


def test_what_they_withdrew_goes_unless_it_was_edited_here() -> None:
    base = {"s": single("s").digest}
    (row,) = compare([single("s")], [], base=base, withdrawn=["s", "unknown"])
    assert (row.kind, row.automatic, row.suggestion) == (MergeKind.WITHDRAWN, True, Decision.THEIRS)
    (row,) = compare([single("s", answer="A")], [], base=base, withdrawn=["s"])
    assert (row.automatic, row.suggestion) == (False, Decision.OURS)
    assert compare([single("s")], [], base=base, withdrawn=["s"], retired=["s"]) == ()


def test_what_was_withdrawn_here_does_not_come_back_by_itself() -> None:
    base = {"s": single("s").digest}
    (row,) = compare([single("s")], [single("s", answer="C")], base=base, retired=["s"])
    assert not row.automatic and row.suggestion is Decision.OURS


def test_ids_are_drawn_and_fit() -> None:
    drawn = {fresh(Area.HIGHWAY) for _n in range(200)}
    assert len(drawn) == 200 and all(fits(one) and one.startswith("highway-") for one in drawn)
    assert not any(map(fits, ["", "a b", "a#1", "a/b", "x" * 81, "a\0"]))


@pytest.mark.parametrize("question", OURS)
def test_records_are_read_back(question: Question) -> None:
    assert strict(as_record(question)) == question


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 9) | st.text("AB#/\0甲", max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["kind", "stem", "answer"]), inner),
    max_leaves=5,
)
_FIELDS = ["id", "kind", "discipline", "topic", "difficulty", "stem", "basis", "explanation", "options", "answer",
           "accept", "derived", "picture", "pictures", "parts", "other"]  # fmt: skip


@given(st.sampled_from(OURS), st.dictionaries(st.sampled_from(_FIELDS), _JSON, max_size=3))
def test_a_strange_record_is_refused_or_a_question(question: Question, changes: dict[str, object]) -> None:
    record = as_record(question) | changes
    try:
        read = strict(record)
    except BadRecord as error:
        assert error.told
        return
    assert strict(as_record(read)) == read


def test_what_a_person_writes_is_read() -> None:
    written = {"kind": "multiple", "stem": "哪些？", "options": ["甲", "乙", "丙"], "answer": "AC", "discipline": "law"}
    made = from_entry([written], None, "new-1")
    assert (made.id, made.items[0].answer, made.basis, made.difficulty) == ("new-1", ("A", "C"), (), 3)
    filled = {"kind": "blank", "stem": "____和____", "answer": [["甲", "一"], "乙"]}
    assert from_entry(filled, Area.LAW, "n").items[0].accept == (("甲", "一"), ("乙",))
    story = {
        "kind": "case",
        "stem": "情境",
        "basis": ["《公路法》第一条"],
        "parts": [{"kind": "judge", "stem": "对？", "answer": True}],
    }
    assert from_entry(story, Area.LAW, "n").items[0].basis == ("《公路法》第一条",)
    changed = from_entry({"stem": "换了题干"}, None, "s", single("s"))
    assert changed == other(single("s"), stem="换了题干")
    with pytest.raises(BadRecord):
        from_entry("文字", Area.LAW, "n")
    with pytest.raises(BadRecord):
        from_entry({"kind": "judge", "stem": "无门类", "answer": True}, None, "n")


def test_what_was_kept_beside_ours_is_known_the_next_time() -> None:
    """Of a clash both were kept, theirs under an id of its own: merging the same bank again has nothing to tell."""
    theirs = judge("s", "毫不相干的另一道判断题目。")
    both = [*OURS, replace(theirs, id="s-2")]
    assert compare(both, [theirs]) == ()
    (row,) = compare(both, [replace(theirs, explanation="另一种解析，写得更长一些。")])
    assert row.ours is not None
    assert row.theirs is not None
    assert (row.kind, row.ours.id, row.theirs.id) == (MergeKind.DETAILS, "s-2", "s-2")
