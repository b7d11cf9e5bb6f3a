"""Tables of questions, in the many shapes they have: what is read, what is doubted, what is left aside."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jltrain.bank.intake.doubts import DoubtCode
from jltrain.bank.intake.found import Findings, FoundQuestion
from jltrain.bank.intake.read import of_tables
from jltrain.bank.question import Kind
from jltrain.foreign.table import Cell, Table

STEM = "公路桥梁的安全检查由谁负责（ ）。"
HEAD: list[Cell] = ["序号", "题干", "选项A", "选项B", "选项C", "选项D", "答案"]


def _found(*rows: list[Cell], name: str = "题库", hidden: bool = False) -> Findings:
    found = of_tables([Table(name, rows, (), hidden)])
    assert found.unaccounted() == ()
    return found


def _one(*rows: list[Cell], name: str = "题库") -> FoundQuestion:
    (question,) = _found(*rows, name=name).questions
    return question


def _codes(question: FoundQuestion) -> set[DoubtCode]:
    return {doubt.code for doubt in question.doubts}


@pytest.mark.parametrize(
    ("answer", "letters"),
    [
        ("B", "B"), ("ABD", "ABD"), ("A,B,D", "ABD"), ("A、B、D", "ABD"), ("DBA", "ABD"), ("abd", "ABD"), ("1,3", "AC"),
        (2.0, "B"), (124.0, "ABD"), ("二级站", "B"), ("B.二级站", "B"), ("一级站；三级站", "AC"),
        ("【C】", "C"), ("答案：C", "C"), ("Ｃ", "C"),
    ],
)  # fmt: skip
def test_answers_of_choice(answer: Cell, letters: str) -> None:
    question = _one(HEAD, [1.0, STEM, "一级站", "二级站", "三级站", "四级站", answer])
    assert ("".join(question.answer), question.doubtful) == (letters, False)
    assert question.kind is (Kind.SINGLE if len(letters) == 1 else Kind.MULTIPLE)


@pytest.mark.parametrize("answer", ["E", "甲", "2024", date(2024, 1, 3), "1.5", "ABX", "", "见解析"])
def test_answers_that_cannot_be_meant_are_told(answer: Cell) -> None:
    assert _one(HEAD, [1.0, STEM, "一级站", "二级站", "三级站", "四级站", answer]).doubtful


def test_an_answer_by_number_among_numbers_is_doubted() -> None:
    question = _one(HEAD, [1.0, "执法人员不得少于几人（ ）？", "1", "2", "3", "4", "5"])
    assert question.doubtful
    question = _one(HEAD, [1.0, "执法人员不得少于几人（ ）？", "2", "1", "3", "4", "1"])
    assert DoubtCode.ANSWERS_DIFFER in _codes(question)


def test_words_tell_like_options_apart_or_decide_nothing() -> None:
    question = _one(HEAD, [1.0, "速度应当（ ）。", ">5", "<5", "3.5", "45", "<5"])
    assert (question.answer, question.doubts) == (("B",), ())
    assert _one(HEAD, [1.0, "速度应当（ ）。", ">5", "<5", "3.5", "45", "3.5"]).answer == ("C",)
    assert _one(HEAD, [1.0, "速度应当（ ）。", "很快。", "很快", "慢", "停", "很快"]).doubtful


@pytest.mark.parametrize(
    ("cell", "right"),
    [("对", True), ("错", False), ("√", True), ("×", False), ("T", True), ("F", False), ("正确", True), ("错误", False),
     (True, True), (False, False), (1.0, True), (0.0, False), ("Y", True), ("否", False), ("X", False)],
)  # fmt: skip
def test_judgements(cell: Cell, right: bool) -> None:
    question = _one(["题目", "答案"], ["执法人员应当主动出示证件。", cell], name="判断题")
    assert (question.kind, question.answer, question.doubts) == (Kind.JUDGE, ("Y" if right else "N",), ())


def test_a_judgement_as_options() -> None:
    rows: list[list[Cell]] = [HEAD, [1.0, "公路是国家财产。", "错误", "正确", "", "", "A"]]
    question = _one(*rows, name="判断")
    assert (question.kind, question.options, question.answer) == (Kind.JUDGE, (), ("N",))


def test_an_empty_option_in_the_middle() -> None:
    question = _one(HEAD, [1.0, STEM, "甲站", "", "丙站", "丁站", "D"])
    assert (question.options, question.answer) == (("甲站", "丙站", "丁站"), ("C",))
    assert DoubtCode.OPTIONS_BROKEN in _codes(question)
    assert not _one(HEAD, [1.0, STEM, "甲站", "", "丙站", "丁站", "B"]).answer


@pytest.mark.parametrize("joint", ["**", "##", "|", "\n", "；", "$$"])
@pytest.mark.parametrize("lettered", [False, True])
def test_joined_options(joint: str, lettered: bool) -> None:
    texts = ["甲站", "乙站", "丙站", "丁站"]
    cell = joint.join(f"{'ABCD'[n]}.{text}" if lettered else text for n, text in enumerate(texts))
    question = _one(["题目", "选项", "正确答案"], [STEM, cell, "C"])
    assert (list(question.options), question.answer, question.doubts) == (texts, ("C",), ())


def test_options_within_the_stem() -> None:
    question = _one(["题目", "答案"], ["公路分为（ ）。\nA、国道\nB、省道\nC、街道\nD、乡道", "ABD"])
    assert (question.stem, len(question.options), question.answer) == ("公路分为（ ）。", 4, ("A", "B", "D"))


def test_what_excel_changed_is_doubted() -> None:
    question = _one(HEAD, [1.0, STEM, date(2024, 3, 5), "4-6", "5-7", "6-8", "A"])
    assert _codes(question) == {DoubtCode.CELL_CHANGED}
    assert _codes(_one(HEAD, [1.0, STEM, 0.5, 0.6, 0.8, 1.0, "A"])) == {DoubtCode.CELL_CHANGED}
    question = _one(HEAD, [1.0, STEM, 30.0, 60.0, 90.0, 5.0, "B"])
    assert (question.options, question.doubts) == (("30", "60", "90", "5"), ())


def test_titles_repeated_headers_headings_notes_and_open_questions() -> None:
    found = _found(
        ["2024年题库"], [], ["一、单选题（每题1分）"], HEAD, [1.0, STEM, "甲站", "乙站", "丙站", "丁站", "A"], HEAD,
        ["二、多选题"], [1.0, STEM, "甲站", "乙站", "丙站", "丁站", "AB"], ["三、简答题"], [1.0, "简述程序的种类。", "", "", "", "", "略"],
        ["合计", 3.0],
    )  # fmt: skip
    assert [q.kind for q in found.questions] == [Kind.SINGLE, Kind.MULTIPLE]
    reasons = [i.reason for i in found.ignored]
    assert reasons == [
        "工作表的名称",
        "标题或说明",
        "标题或说明",
        "表头",
        "重复的表头",
        "小标题",
        "小标题",
        "简答题：本程序没有这种题型",
        "合计或说明",
    ]


def test_two_rows_of_header_and_columns_that_nobody_reads() -> None:
    found = _found(["序号", "题目", "选项", "", "", "", "答案", "出题人"], ["", "", "A", "B", "C", "D", "", ""],
                   [1.0, STEM, "甲站", "乙站", "丙站", "丁站", "C", "张三"])  # fmt: skip
    assert found.questions[0].options == ("甲站", "乙站", "丙站", "丁站")
    assert "出题人" in found.ignored[1].reason


def test_a_key_in_another_sheet() -> None:
    asked: list[list[Cell]] = [
        [float(n), f"第{n}个问题是什么（ ）？", "甲站", "乙站", "丙站", "丁站"] for n in (1, 2, 3)
    ]
    questions = Table("单选题", [HEAD[:-1], *asked])
    keys: list[list[list[Cell]]] = [
        [["题号", "答案"], [1.0, "A"], [2.0, "BC"], [3.0, "D"]],
        [["题号", 1.0, 2.0, 3.0], ["答案", "A", "BC", "D"]],
        [["题号", "答案", "题号", "答案"], [1.0, "A", 2.0, "BC"], [3.0, "D", "", ""]],
    ]
    for rows in keys:
        found = of_tables([questions, Table("答案", rows)])
        assert [q.answer for q in found.questions] == [("A",), ("B", "C"), ("D",)]
        assert [q.doubtful for q in found.questions] == [False, True, False], "two letters under 单选题"
        assert found.unaccounted() == ()


def test_a_key_that_says_otherwise_or_fits_nowhere() -> None:
    table = Table("题", [HEAD, [1.0, STEM, "甲站", "乙站", "丙站", "丁站", "A"]])
    found = of_tables([table, Table("答案", [["题号", "答案"], [1.0, "B"], [7.0, "C"]])])
    assert DoubtCode.ANSWERS_DIFFER in _codes(found.questions[0])
    assert any("7" in i.reason for i in found.ignored)


def test_no_header() -> None:
    rows: list[list[Cell]] = [
        [float(n), f"第{n}项检查由谁组织（ ）。", "甲站", "乙站", "丙站", "ABC"[n % 3]] for n in range(1, 6)
    ]
    found = _found(*rows)
    assert [q.answer[0] for q in found.questions] == ["B", "C", "A", "B", "C"]


def test_sheets_without_questions_and_hidden_ones() -> None:
    found = _found(["填写说明"], ["请按要求填写"], [], ["谢谢"])
    assert (found.questions, [(i.lines.first, i.lines.last) for i in found.ignored]) == ((), [(1, 5)])
    found = _found(HEAD, [1.0, STEM, "甲站", "乙站", "丙站", "丁站", "A"], hidden=True)
    assert not found.questions and "隐藏" in found.ignored[0].reason


def test_a_question_written_downwards() -> None:
    rows: list[list[Cell]] = [
        ["题目", STEM],
        ["选项", "A.甲站\nB.乙站\nC.丙站"],
        ["答案", "C"],
        ["解析", "见条文。"],
    ] * 2
    found = _found(*rows)
    assert [(q.answer, q.explanation) for q in found.questions] == [(("C",), "见条文。")] * 2


_TEXT = st.text("公路桥梁检查应当由执法人员依法进行处理决定书面告知", min_size=5, max_size=24)
_OPTION = st.text("甲乙丙丁戊己庚辛子丑寅卯", min_size=2, max_size=8)


@st.composite
def _questions(draw: st.DrawFn) -> tuple[str, str, list[str], str, str]:
    """kind, stem, options, answer, explanation."""
    kind = draw(st.sampled_from(["单选题", "多选题", "判断题", "填空题"]))
    stem, why = draw(_TEXT), draw(_TEXT)
    if kind == "判断题":
        return kind, stem + "。", [], draw(st.sampled_from("对错")), why
    if kind == "填空题":
        return kind, f"{stem}为____。", [], draw(_OPTION), why
    options = draw(st.lists(_OPTION, min_size=3, max_size=6, unique=True))
    count = 1 if kind == "单选题" else draw(st.integers(2, len(options)))
    letters = draw(st.permutations("ABCDEF"[: len(options)]))[:count]
    return kind, f"{stem}（ ）。", options, "".join(sorted(letters)), why


@settings(max_examples=120)
@given(st.lists(_questions(), min_size=1, max_size=6), st.randoms(use_true_random=False), st.booleans(), st.booleans())
def test_any_order_of_columns_reads_back(
    questions: list[tuple[str, str, list[str], str, str]], random: object, joined: bool, title: bool
) -> None:
    names = ["题型", "题干", "答案", "解析", "序号", *(["选项"] if joined else [f"选项{c}" for c in "ABCDEF"])]
    random.shuffle(names)  # type: ignore[attr-defined] # hypothesis gives it no public type
    rows: list[list[Cell]] = [["年度题库"]] if title else []
    rows.append(list(names))
    for n, (kind, stem, options, answer, why) in enumerate(questions, 1):
        said: dict[str, Cell] = {
            "题型": kind,
            "题干": stem,
            "答案": answer,
            "解析": why,
            "序号": float(n),
            "选项": "|".join(options),
        }
        said |= {f"选项{'ABCDEF'[i]}": text for i, text in enumerate(options)}
        row: list[Cell] = [said.get(name, "") for name in names]
        rows.append(row)
    found = _found(*rows)
    read = [
        (q.kind.label, q.stem, list(q.options), "".join(q.answer), q.explanation, q.doubtful) for q in found.questions
    ]
    told = {"对": "Y", "错": "N"}
    assert read == [(k, s, o, told.get(a, a) if k == "判断题" else a, w, False) for k, s, o, a, w in questions]


_CELL = st.one_of(
    st.just(""), st.text(max_size=12), st.floats(), st.booleans(), st.dates(), st.times(), st.timedeltas(),
    st.sampled_from(["题干", "题目", "答案", "选项", "选项A", "选项B", "A", "B", "题号", "序号", "题型", "解析", "单选题", "判断",
                     "一、多选题",
                     "A.甲 B.乙", "对", "×", "1", "2", "（ ）", "____", "合计", "简答题", "小题：单选题", "编号", "难度", "依据"]),
)  # fmt: skip


@settings(max_examples=300)
@given(st.lists(st.lists(st.lists(_CELL, max_size=6), max_size=10), max_size=3))
def test_arbitrary_cells_are_all_accounted_for(sheets: list[list[list[Cell]]]) -> None:
    found = of_tables([Table(f"表{n}", rows) for n, rows in enumerate(sheets)])
    assert found.unaccounted() == ()
    asked = {n for q in found.questions for n in range(q.lines.first, q.lines.last + 1)}
    aside = {n for i in found.ignored for n in range(i.lines.first, i.lines.last + 1)}
    assert not asked & aside


def test_a_column_called_kind_that_says_topics() -> None:
    rows: list[list[Cell]] = [
        ["类别", "题目", "答案"],
        ["桥梁", "执法人员应当主动出示证件。", "对"],
        ["隧道", "执法人员可以不出示证件。", "错"],
    ]
    assert [(q.topic, q.kind) for q in _found(*rows).questions] == [("桥梁", Kind.JUDGE), ("隧道", Kind.JUDGE)]
