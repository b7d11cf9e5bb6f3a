"""Header words: the many names of one column, and rows that are no header."""

from __future__ import annotations

import pytest

from jltrain.bank.intake.columns import Column, layout, named
from jltrain.bank.question import Kind


@pytest.mark.parametrize(
    ("title", "column", "place"),
    [
        ("题 干", Column.STEM, -1), ("*题干（必填）", Column.STEM, -1), ("试题内容：", Column.STEM, -1), ("Question", Column.STEM, -1),
        ("选项Ａ", Column.OPTION, 0), ("b", Column.OPTION, 1), ("C选项", Column.OPTION, 2), ("选项4", Column.OPTION, 3),
        ("选项五", Column.OPTION, 4),
        ("备选答案Z", Column.OPTION, 25), ("标准答案", Column.ANSWER, -1), ("答案（多选用逗号分隔，如：A,B）", Column.ANSWER, -1),
        ("填空2", Column.ANSWER, 1), ("难易程度", Column.DIFFICULTY, -1), ("法律依据", Column.BASIS, -1), ("所属章节", Column.TOPIC, -1),
    ],
)  # fmt: skip
def test_names(title: str, column: Column, place: int) -> None:
    name = named(title)
    assert name is not None and (name.column, name.place) == (column, place)


@pytest.mark.parametrize("title", ["", "公路", "1", "一", "下列说法正确的题目是哪一项（ ）。", "选项" * 40])
def test_no_names(title: str) -> None:
    assert named(title) is None


def test_options_called_answers() -> None:
    found = layout(["题目", "答案A", "答案B", "答案C", "正确答案"])
    assert found is not None and (found.options, found.answers) == ((1, 2, 3), (4,))
    found = layout(["题目", "答案1", "答案2"])
    assert found is not None and (found.options, found.answers) == ((), (1, 2))


def test_the_better_name_counts_and_the_other_is_told() -> None:
    found = layout(["题目", "题干", "答案", "出题单位"])
    assert found is not None and found.at[Column.STEM] == 1
    assert set(found.unread) == {"题目", "出题单位"}


def test_kinds_by_digit() -> None:
    found = layout(["题型（0单选，1判断，2多选）", "问题", "答案"])
    assert found is not None and found.legend == {"0": Kind.SINGLE, "1": Kind.JUDGE, "2": Kind.MULTIPLE}


@pytest.mark.parametrize(
    "row",
    [["题目"], ["A", "B", "C", "D"], ["1", "公路", "A"], ["说明", "本表由教官填写"], ["题目", "张三", "李四", "王五"]],
)
def test_no_header(row: list[str]) -> None:
    found = layout(row)
    assert found is None or not found.has_questions
