"""Our own table: what is written reads back the same, and what a person changes in it is read all the same."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from jltrain.app.intake import question_of
from jltrain.bank.areas import Area
from jltrain.bank.intake import template
from jltrain.bank.intake.read import of_tables, read
from jltrain.bank.intake.template_book import EXAMPLES, book
from jltrain.bank.question import Item, Kind, Question
from jltrain.foreign.table import Table


def _back(question: Question) -> Question:
    options = template.most_options([question])
    found = of_tables([Table("试题", [template.header(options), *template.rows(question, options)])])
    assert found.unaccounted() == ()
    (one,) = found.questions
    return question_of(one, one.id, Area(one.discipline), one.topic, one.difficulty, ())


def test_the_empty_workbook_reads_back_as_its_examples() -> None:
    found = read(book(), "模板.xlsx")
    assert not any(q.doubtful for q in found.questions)
    read_back = [question_of(q, "", Area(q.discipline), q.topic, q.difficulty, ()) for q in found.questions]
    assert read_back == list(EXAMPLES)
    assert {q.kind: sum(x.kind is q.kind for x in EXAMPLES) for q in EXAMPLES} == dict.fromkeys(Kind, 2)
    assert any("填写说明" in i.reason for i in found.ignored)


_TEXT = st.text("甲乙丙，。（）；|\\ABab12<>√对、/", min_size=1, max_size=12).map(lambda t: f"题{t}完")
_BASIS = st.lists(
    st.sampled_from(["《公路法》第五条", "《行政处罚法》第五十一条第二款"]), min_size=1, max_size=2, unique=True
)


@st.composite
def _items(draw: st.DrawFn) -> Item:
    kind = draw(st.sampled_from([Kind.SINGLE, Kind.MULTIPLE, Kind.JUDGE, Kind.BLANK]))
    stem, basis, why = draw(_TEXT), tuple(draw(_BASIS)), draw(_TEXT)
    if kind is Kind.JUDGE:
        return Item(kind, stem, (), (draw(st.sampled_from("YN")),), basis, why)
    if kind is Kind.BLANK:
        accept = tuple(map(tuple, draw(st.lists(st.lists(_TEXT, min_size=1, max_size=3), min_size=1, max_size=3))))
        return Item(kind, stem + "____" * len(accept), (), tuple(a[0] for a in accept), basis, why, accept)
    options = tuple(draw(st.lists(_TEXT, min_size=3, max_size=12, unique=True)))
    letters = draw(st.sets(st.sampled_from("ABCDEFGHIJKL"[: len(options)]), min_size=2))
    answer = tuple(sorted(letters))
    return Item(kind, stem, options, answer[:1] if kind is Kind.SINGLE else answer, basis, why)


@settings(max_examples=150)
@given(st.lists(_items(), min_size=2, max_size=4), st.booleans(), _TEXT, st.integers(1, 5))
def test_any_question_reads_back(items: list[Item], case: bool, topic: str, difficulty: int) -> None:
    if case:
        question = Question(
            "law-1", Kind.CASE, Area.PORT, topic, difficulty, "案情。", tuple(items), items[0].basis, "总的解析。"
        )
    else:
        one = items[0]
        question = Question(
            "law-1", one.kind, Area.PORT, topic, difficulty, one.stem, (one,), one.basis, one.explanation
        )
    assert _back(question) == question


def test_a_row_filled_in_freely_is_read_like_any_other() -> None:
    row = (
        "",
        "多选题",
        "",
        "",
        "易",
        "公路分为（ ）。",
        "国道",
        "省道",
        "街道",
        "",
        "",
        "",
        "",
        "",
        "A、B",
        "公路法第六条",
        "",
    )
    (one,) = of_tables([Table("试题", [template.HEADER, row])]).questions
    assert (one.answer, one.basis, one.difficulty, one.doubts) == (("A", "B"), ("《公路法》第六条",), 1, ())
