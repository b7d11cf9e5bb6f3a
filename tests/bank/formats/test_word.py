"""A document that we wrote is read back as it was: what trainers export, correct in Word and give back."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from jltrain import bundled
from jltrain.bank import source
from jltrain.bank.areas import Area
from jltrain.bank.formats import word
from jltrain.bank.intake.basis import read_basis
from jltrain.bank.intake.found import Findings, FoundQuestion
from jltrain.bank.intake.read import read
from jltrain.bank.question import BLANK, LETTERS, Item, Kind, Question
from tests.bank.formats.questions import PNG, SVG, lawful, none

_GIF = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\0\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;"
_BODIES = {"a.png": PNG, "b.svg": SVG, "c.gif": _GIF}
_WORDS = st.sampled_from([
    "公路", "桥下空间", "超限运输车辆", "2024年3月1日", "3.5米", "50%", "《公路法》第七条", "（含本数）", "“绿色通道”", "当事人",
    "A类船舶", "$x^2$", "应当", "不得", "处罚决定书", "港口经营人", "——", "、", "，", "5万元以上", "GB 1589", "ETC", "和", "的", "䶮",
    "第一、二款", "1:2", "a/b", "①", "以下",
])  # fmt: skip
_FIRST = st.sampled_from(["公路", "桥下空间", "超限运输车辆", "当事人", "港口经营人", "处罚决定书"])
_TEXT = st.tuples(_FIRST, st.lists(_WORDS, min_size=1, max_size=7)).map(
    lambda both: (both[0] + "".join(both[1])).rstrip("、，—和的")
)
_BASIS = st.lists(
    st.sampled_from(["《行政处罚法》第五十一条", "《公路法》第四十四条第一款", "《道路运输条例》第六十三条"]),
    min_size=1, max_size=3, unique=True,
).map(tuple)  # fmt: skip


@st.composite
def _items(draw: st.DrawFn, kind: Kind) -> Item:
    basis, explanation, stem = draw(_BASIS), draw(_TEXT) + "。", draw(_TEXT)
    if kind in (Kind.SINGLE, Kind.MULTIPLE):
        texts = draw(st.lists(_TEXT, min_size=3, max_size=6, unique_by=lambda text: re.sub(r"\W", "", text)))
        options = tuple(f"{mark}{text}" for mark, text in zip("甲乙丙丁戊己", texts, strict=False))
        least, most = (1, 1) if kind is Kind.SINGLE else (2, len(options))
        letters = draw(st.sets(st.sampled_from(LETTERS[: len(options)]), min_size=least, max_size=most))
        return Item(kind, f"{stem}的有（ ）。", options, tuple(sorted(letters)), basis, explanation)
    if kind is Kind.JUDGE:
        return Item(kind, f"{stem}。", (), (draw(st.sampled_from("YN")),), basis, explanation)
    answers = tuple(draw(st.lists(st.sampled_from(["七日", "三十", "县级", "路政机构", "5"]), min_size=1, max_size=3)))
    gaps = "，".join(f"{draw(_TEXT)}为{BLANK}" for _ in answers)
    return Item(kind, f"{gaps}。", (), answers, basis, explanation, tuple((text,) for text in answers))


@st.composite
def _questions(draw: st.DrawFn, number: int) -> Question:
    kind = draw(st.sampled_from(list(Kind)))
    own = [k for k in Kind if k is not Kind.CASE]
    if kind is Kind.CASE:
        items = tuple(draw(_items(draw(st.sampled_from(own)))) for _ in range(draw(st.integers(2, 3))))
        stem, basis, explanation = f"{draw(_TEXT)}。", draw(_BASIS), f"{draw(_TEXT)}。"
    else:
        items = (draw(_items(kind)),)
        stem, basis, explanation = items[0].stem, items[0].basis, items[0].explanation
    pictures: tuple[str, ...] = draw(st.sampled_from([(), ("a.png",)]))
    topic = draw(st.sampled_from(["", "行政许可", "超限治理", "城市公共交通执法"]))
    return Question(
        f"law-test-{number:03}", kind, draw(st.sampled_from(list(Area)[:2])), topic, draw(st.integers(1, 5)), stem, items, basis,
        explanation, pictures,
    )  # fmt: skip


_BANKS = st.integers(1, 6).flatmap(lambda n: st.tuples(*(_questions(number) for number in range(1, n + 1))))


def _body(_question: Question, name: str) -> bytes | None:
    return _BODIES.get(name)


def _in_order(bank: tuple[Question, ...]) -> list[Question]:
    return sorted(bank, key=lambda q: (list(Area).index(q.discipline), list(Kind).index(q.kind)))


def _same(item: Item, found: FoundQuestion) -> bool:
    tidied = read_basis("；".join(item.basis))[0]
    return (item.kind, _bare(item.stem), item.options, item.answer, tidied, item.explanation) == (
        found.kind, _bare(found.stem), found.options, found.answer, found.basis, found.explanation
    )  # fmt: skip


def _bare(text: str) -> str:
    return re.sub(r"〔图\d+〕$", "", re.sub(r"\s*\n\s*", "", text))


def _compared(bank: tuple[Question, ...], findings: Findings) -> list[str]:
    """What is not as it was and not flagged either."""
    lawful(findings)
    assert len(findings.questions) == len(bank)
    wrong = []
    for question, found in zip(_in_order(bank), findings.questions, strict=True):
        case = question.kind is Kind.CASE
        parts = found.parts if case else (found,)
        same = len(parts) == len(question.items) and all(map(_same, question.items, parts))
        same = same and (found.topic, found.difficulty) == (question.topic, question.difficulty)
        same = same and (not case or (_bare(found.stem), found.explanation) == (question.stem, question.explanation))
        same = same and len(found.pictures) == len(question.pictures)
        if not same and not found.doubtful:
            wrong.append(f"{question} != {found}")
    return wrong


@settings(max_examples=25, deadline=None)
@given(bank=_BANKS)
def test_what_was_written_is_read_back_or_flagged(bank: tuple[Question, ...]) -> None:
    data, lost = word.write(bank, _body)
    assert not lost
    assert _compared(bank, read(data, "题库.docx")) == []


def test_the_bundled_bank_comes_back_whole() -> None:
    bank = source.read_bank(bundled.question_bank())[::4]
    found = read(word.write(bank, lambda _q, _n: None)[0], "题库.docx")
    assert _compared(bank, found) == []
    assert not any(question.doubtful for question in found.questions)


def test_a_picture_stands_where_a_text_means_it() -> None:
    item = Item(
        Kind.SINGLE,
        "标志〔图1〕与〔图2〕中，表示禁止的是（ ）。",
        ("〔图1〕", "〔图2〕", "都不是"),
        ("A",),
        (),
        "见〔图1〕。",
    )
    question = Question(
        "law-x-1", Kind.SINGLE, Area.LAW, "", 1, item.stem, (item,), (), "见〔图1〕。", ("a.png", "c.gif")
    )
    found = read(word.write([question], _body)[0], "题库.docx").questions[0]
    assert found.stem == item.stem
    assert (found.options, found.explanation) == (item.options, item.explanation)
    assert [p.data for p in found.pictures] == [PNG, _GIF]


def test_a_picture_that_word_does_not_take_is_told_once() -> None:
    item = Item(Kind.JUDGE, "〔图1〕表示停车，见〔图1〕。", (), ("Y",), (), "")
    question = Question("law-x-1", Kind.JUDGE, Area.LAW, "", 1, item.stem, (item,), (), "", ("b.svg",))
    data, lost = word.write([question], _body)
    assert len(lost) == 1
    assert "〔图1：b.svg〕" in read(data, "题库.docx").questions[0].stem


def test_without_answers_nothing_gives_them_away() -> None:
    bank = source.read_bank(bundled.question_bank())[:40]
    found = read(word.write(bank, none, answers=False)[0], "题库.docx")
    assert not any(q.answer or q.basis or q.explanation for q in found.questions)
    assert not any("答案" in line for line in found.source)
