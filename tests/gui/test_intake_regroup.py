"""Lines divided otherwise on the import page: joined, cut, claimed, and each line still accounted for."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from jltrain.app import intake
from jltrain.bank.intake.doubts import DoubtCode
from jltrain.bank.intake.found import FoundPicture, FoundQuestion, Span
from jltrain.bank.question import Kind
from jltrain.gui.intake import regroup
from jltrain.gui.intake.work import Entry, Source, Work, blanks, fitting, lacks

CORPUS = Path(__file__).parents[1] / "bank" / "corpus"
TWO = """1. 执法人员调查取证时不得少于几人？
A. 一人
B. 二人
C. 三人
答案：B

2. 超限检测站的工作人员应当出示什么？
A. 执法证件
B. 介绍信
C. 名片
答案：A
说明：本卷由支队整理"""


def work_with(text: str, name: str = "a.txt") -> tuple[Work, Source]:
    source = Source.of(name, intake.read_text(text))
    return Work([source]), source


def whole(source: Source) -> bool:
    """Nothing is lost, and no line is in two claims unless it was before."""
    lines, used, other, lost = source.tally()
    assert lost == 0 and used + other == lines
    spans = [entry.found.lines for entry in source.entries] + [one.lines for one in source.ignored]
    claimed = [n for span in spans for n in range(span.first, span.last + 1)]
    return len(claimed) == len(set(claimed))


def test_a_question_cut_in_two_and_put_together_again_is_the_same() -> None:
    work, source = work_with(TWO)
    before = [entry.found for entry in source.entries]
    joined = regroup.merge(work, source.entries[1])
    assert joined is not None and len(source.entries) == 1 and whole(source)
    assert joined.found.lines == Span(before[0].lines.first, before[1].lines.last)
    assert joined.found.doubts, "two questions in one are told"
    made = regroup.split(work, joined, before[1].lines.first)
    assert [(e.found.stem, e.found.options, e.found.answer) for e in made] == [
        (q.stem, q.options, q.answer) for q in before
    ]
    assert whole(source)


def test_undo_goes_back_step_by_step() -> None:
    work, source = work_with(TWO)
    before, ignored = list(source.entries), list(source.ignored)
    joined = regroup.merge(work, source.entries[1])
    assert joined is not None
    regroup.split(work, joined, joined.found.lines.first + 2)
    assert whole(source)
    work.undo()
    assert source.entries == [joined]
    work.undo()
    assert source.entries == before and source.ignored == ignored
    assert work.undo() is None


def test_a_line_torn_off_is_read_as_the_rest_of_its_question() -> None:
    work, source = work_with("1. 下列哪一项是执法文书？\nA. 现场笔录\nB. 名片\nC. 车票\n\n\n答案：A")
    if len(source.entries) == 1:
        source.entries = [
            Entry(
                source,
                FoundQuestion(Kind.SINGLE, "下列哪一项是执法文书？", ("现场笔录", "名片", "车票"), lines=Span(1, 4)),
            ),
            Entry(source, FoundQuestion(Kind.SINGLE, "答案：A", lines=Span(7, 7))),
        ]
        source.put_in_order()
    made = regroup.merge(work, source.entries[1])
    assert made is not None
    assert (made.found.stem, made.found.answer, made.found.doubtful) == ("下列哪一项是执法文书？", ("A",), False)


def test_what_the_trainer_wrote_is_never_read_over() -> None:
    work, source = work_with(TWO)
    first = source.entries[0]
    first.found, first.edited = (
        FoundQuestion(Kind.SINGLE, "改写过的题干", ("甲",), ("A",), lines=first.found.lines),
        True,
    )
    made = regroup.merge(work, source.entries[1])
    assert made is not None
    assert made.found.stem.startswith("改写过的题干\n") and made.found.options[0] == "甲"
    assert DoubtCode.ANSWERS_DIFFER not in {d.code for d in made.found.doubts}, "both say A"
    assert made.edited


def test_answers_of_both_are_told() -> None:
    work, source = work_with(TWO)
    for entry in source.entries:
        entry.edited = True
    made = regroup.merge(work, source.entries[1])
    assert made is not None and made.found.answer == ("B",)
    assert {DoubtCode.ANSWERS_DIFFER, DoubtCode.STEM_JOINED} <= {d.code for d in made.found.doubts}


def test_an_answer_from_a_key_stays_with_a_doubt() -> None:
    work, source = work_with("1. 题干甲是什么？\nA. 一\nB. 二\n2. 题干乙是什么？\nA. 三\nB. 四\n答案：\n1. A 2. B")
    assert [entry.found.answer for entry in source.entries] == [("A",), ("B",)]
    made = regroup.split(work, source.entries[0], 2)
    assert whole(source) and made
    carried = [entry for entry in source.entries if entry.found.answer == ("A",)]
    assert all(entry.found.doubtful for entry in carried)


def test_a_shared_line_is_not_cut_but_can_be_joined() -> None:
    text = next(CORPUS.glob("15-one-line.txt")).read_text("utf-8-sig")
    work, source = work_with(text)
    assert len(source.entries) > 2 and not regroup.may_split(source.entries[0], 1)
    made = regroup.merge(work, source.entries[1])
    assert made is not None and made.found.lines == Span(1, 1)
    assert DoubtCode.STEM_JOINED in {d.code for d in made.found.doubts}


def test_ignored_lines_become_questions() -> None:
    work, source = work_with("说明：本卷由支队整理\n\n" + TWO)
    wanted = [one for one in source.ignored if one.lines.first == 1]
    assert wanted
    claim = regroup.claim(source, wanted)
    work.regroup(source, (), claim.made, claim.ignored)
    assert whole(source)
    made = source.entries[0]
    assert made.found.lines == Span(1, 1) and made.found.stem == "说明：本卷由支队整理"
    assert {DoubtCode.NO_ANSWER, DoubtCode.KIND_GUESSED} == {d.code for d in made.found.doubts}


def test_pictures_go_with_their_question() -> None:
    source = Source.of("p.docx", intake.read(CORPUS / "47-pictures.docx"))
    work = Work([source])
    second, third = (source.entries[n].found for n in (1, 2))
    made = regroup.merge(work, source.entries[2])
    assert made is not None
    assert made.found.pictures == second.pictures + third.pictures
    assert "〔图1〕" in made.found.stem and "〔图5〕" in "".join(made.found.options)
    again = regroup.split(work, made, third.lines.first)
    assert [entry.found.pictures for entry in again] == [second.pictures, third.pictures]
    assert again[1].found.options == third.options


def test_a_picture_that_cannot_be_told_is_a_doubt() -> None:
    work, source = work_with(TWO.replace("应当出示什么", "〔图7〕应当出示什么"))
    two = source.entries[1]
    two.found = FoundQuestion(**{f: getattr(two.found, f) for f in two.found.__slots__} | {
        "pictures": (FoundPicture(b"", ".png"), FoundPicture(b"", ".png"))})  # fmt: skip
    made = regroup.split(work, two, two.found.lines.first + 2)
    codes = {d.code for entry in made for d in entry.found.doubts}
    assert DoubtCode.PICTURE_LOST in codes


def test_a_case_takes_a_question_as_its_part() -> None:
    work = Work([source := Source.of("c.txt", intake.read(CORPUS / "39-cases.txt"))])
    first, second = source.entries
    parts = len(first.found.parts)
    for entry in (first, second):
        entry.edited = True
    made = regroup.merge(work, second)
    assert made is not None and made.found.kind is Kind.CASE
    assert len(made.found.parts) == parts + len(second.found.parts)


@pytest.mark.parametrize("name", ["26-mistakes.txt", "84-patchwork.txt", "24-traps.txt", "43-automatic-numbers.docx"])
@settings(max_examples=15)
@given(data=st.data())
def test_no_line_is_lost_whatever_is_done(name: str, data: st.DataObject) -> None:
    work = Work([source := Source.of(name, intake.read(CORPUS / name))])
    filled = source.tally()[0]
    for _step in range(6):
        act = data.draw(st.sampled_from(["merge", "split", "claim", "undo"]))
        at = data.draw(st.integers(0, max(0, len(source.entries) - 1)))
        entry = source.entries[at]
        if act == "merge":
            regroup.merge(work, entry)
        elif act == "split":
            line = data.draw(st.integers(entry.found.lines.first, entry.found.lines.last))
            if regroup.may_split(entry, line):
                regroup.split(work, entry, line)
        elif act == "claim" and source.ignored:
            chosen = data.draw(st.lists(st.sampled_from(source.ignored), min_size=1, max_size=3, unique=True))
            claim = regroup.claim(source, chosen)
            work.regroup(source, (), claim.made, claim.ignored)
        else:
            work.undo()
        lines, used, other, lost = source.tally()
        assert (lines, lost) == (filled, 0) and used + other == lines


def test_word_lines_split_too(tmp_path: Path) -> None:
    document = Document()
    for text in TWO.split("\n"):
        document.add_paragraph(text)
    document.save(str(tmp_path / "a.docx"))
    work = Work([source := Source.of("a.docx", intake.read(tmp_path / "a.docx"))])
    made = regroup.merge(work, source.entries[1])
    assert made is not None and whole(source)
    assert "共 11 行" in work.sum() and "全部有着落" in work.sum()


def test_an_answer_fits_its_kind() -> None:
    both = FoundQuestion(Kind.MULTIPLE, "?", ("甲", "乙"), ("A", "B"))
    assert fitting(FoundQuestion(Kind.SINGLE, "?", ("甲", "乙"), ("A", "B"))).answer == ()
    assert fitting(both).answer == ("A", "B")
    assert fitting(FoundQuestion(Kind.JUDGE, "?", ("甲",), ("A",))) == FoundQuestion(Kind.JUDGE, "?")
    assert fitting(FoundQuestion(Kind.BLANK, "____", (), ("甲",))).accept == (("甲",),)
    assert blanks("一____二____") == 2
    assert lacks(both) == ("法条依据", "解析")
