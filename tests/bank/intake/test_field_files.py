"""Shapes met in files that people put on the web, in own words: each was read wrongly once."""

from __future__ import annotations

from io import BytesIO

import pytest
import xlsxwriter

from jltrain.bank.intake.doubts import DoubtCode
from jltrain.bank.intake.found import Findings
from jltrain.bank.intake.read import NotQuestions, read
from jltrain.bank.question import Kind

PNG = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\0\x05"
    b"\0\x01\xff\x89\x99=\x1d\0\0\0\0IEND\xaeB`\x82"
)


def of(text: str, name: str = "题库.txt", encoding: str = "utf-8") -> Findings:
    found = read(text.encode(encoding), name)
    assert found.unaccounted() == ()
    return found


def sheet(
    *rows: tuple[object, ...], shares: tuple[tuple[int, int, float], ...] = (), pictures: dict[str, bytes] | None = None
) -> Findings:
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet()
    for at, row in enumerate(rows):
        page.write_row(at, 0, row)
    style = book.add_format({"num_format": "0.0%"})
    for line, column, value in shares:
        page.write_number(line, column, value, style)
    for place, data in (pictures or {}).items():
        page.insert_image(place, "x.png", {"image_data": BytesIO(data)})
    book.close()
    return read(out.getvalue(), "题库.xlsx")


def test_options_joined_by_dollars_and_semicolons() -> None:
    found = sheet(("题型", "题干", "试题选项", "试题答案"), ("多选题", "下列属于港口设施的有（ ）。", "码头$;$泊位$;$农田", "AB"),
                  ("判断题", "船舶应当登记。", "正确$;$错误", "A"))  # fmt: skip
    assert [q.options for q in found.questions] == [("码头", "泊位", "农田"), ()]
    assert [q.answer for q in found.questions] == [("A", "B"), ("Y",)]
    assert not any(q.doubtful for q in found.questions)


def test_options_written_by_a_program() -> None:
    found = sheet(("questionContent", "optionContent", "questionAnswer"),
                  ("路政大厅由谁设立？", '[{"optionContent":"路政机构"},{"optionContent":"养护、收费单位"}]', "A"),
                  ("航标由谁维护？", '{"A": "航道机构", "B": "船主", "C": "渔民"}', "A"))  # fmt: skip
    assert [q.options for q in found.questions] == [("路政机构", "养护、收费单位"), ("航道机构", "船主", "渔民")]


def test_bars_without_a_header() -> None:
    found = of(
        "1|单选|路产不包括（ ）|公路用地|农田|B\n2|单选|谁批准超限运输（ ）|路政|村委会|A\n3|判断|船舶应当登记。|||对\n"
    )
    assert [q.answer for q in found.questions] == [("B",), ("A",), ("Y",)]
    found = of("1|||船舶应当登记。|||对\n2|||港口可以无证经营。|||错\n3|||客运班线实行许可。|||对\n")
    assert [q.stem for q in found.questions] == ["船舶应当登记。", "港口可以无证经营。", "客运班线实行许可。"]
    assert [q.answer for q in found.questions] == [("Y",), ("N",), ("Y",)]


def test_quotation_marks_that_begin_a_cell() -> None:
    found = of(
        '题型,题干,选项A,选项B,答案\n单选,"依法"的含义是（ ）,按法律,随意,A\n单选,下列说法（ ）,"一,二",丙,B\n',
        "题库.csv",
    )
    assert found.questions[0].stem == '"依法"的含义是（ ）'
    assert found.questions[0].doubtful
    assert found.questions[1].options == ("一,二", "丙")
    assert not found.questions[1].doubtful


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_indents_of_utf_16_without_mark(encoding: str) -> None:
    found = of("　　１．　　船舶应当登记后才能航行。（　　）\n　　答案：　　√\n", encoding=encoding)
    assert [q.answer for q in found.questions] == [("Y",)]


def test_web_page_is_refused() -> None:
    with pytest.raises(NotQuestions):
        of("\n<!DOCTYPE html>\n<html><body><p>1. 船舶应当登记。（ ）</p></body></html>")


def test_right_and_wrong_listed_below_a_judgement() -> None:
    found = of(
        "1. 船舶应当登记。( )\n   true. 正确\n   false. 错误\n答案：true\n\n"
        "2. 港口可以无证经营。( )\n   true. 正确\n   false. 错误\n答案：false\n"
    )
    assert [(q.stem, q.answer, q.doubts) for q in found.questions] == [
        ("船舶应当登记。", ("Y",), ()),
        ("港口可以无证经营。", ("N",), ()),
    ]


def test_brackets_of_a_formula_are_no_answer() -> None:
    found = sheet(("题干", "A", "B", "C", "答案"), ("函数f(a)在求值时调用（ ）。", "g", "h", "k", "B"))
    assert found.questions[0].answer == ("B",)
    assert found.questions[0].stem == "函数f(a)在求值时调用（ ）。"
    assert not found.questions[0].doubtful


def test_number_of_answers_asked_for() -> None:
    found = of(
        "1. 下列属于路产的有（选两项）\nA. 公路用地\nB. 农田\nC. 标志\n答案：ABC\n"
        "2. 下列属于路产的有（选两项）\nA. 公路用地\nB. 农田\nC. 标志\n答案：AC\n"
    )
    assert [bool(q.doubts) for q in found.questions] == [True, False]


def test_letter_that_is_the_answer_of_a_blank() -> None:
    found = of("一、填空题\n1. 处罚决定书应当在____日内送达。\n七 B.八 C.九 D.十\n答案：\n(1) D\n")
    assert found.questions[0].kind is Kind.BLANK
    assert found.questions[0].doubtful


def test_radicals_of_a_pdf() -> None:
    found = of("1. 交通⼯程中⻋辆的⾏驶应当（ ）\nA. 依法\nB. 任意\n答案：A\n")
    assert found.questions[0].stem == "交通工程中车辆的行驶应当（ ）"


def test_answers_in_the_last_column_of_lines_pasted_into_a_sheet() -> None:
    rows = [
        ("", "三、判断题", ""),
        *(("", f"{n}、第{n}类船舶应当登记后才能航行。（ ）", "TF"[n % 2]) for n in range(1, 9)),
    ]
    found = sheet(*rows)
    assert [q.answer for q in found.questions] == [("N",), ("Y",)] * 4


def test_per_cent_is_read_as_it_is_shown() -> None:
    found = sheet(
        ("题型", "题干", "A", "B", "答案"), ("单选", "限值是（ ）", "", "", "A"), shares=((1, 2, 1.5), (1, 3, 0.125))
    )
    assert found.questions[0].options == ("150.0%", "12.5%")
    assert not found.questions[0].doubtful


def test_pictures_of_a_sheet_come_with_their_questions() -> None:
    found = sheet(("题型", "题干", "A", "B", "答案", "图片"), ("单选", "图中的标志表示（ ）", "停车", "让行", "A"),
                  ("单选", "哪个是禁令标志（ ）", "", "", "B"),
                  pictures={"F2": PNG, "C3": PNG, "D3": PNG})  # fmt: skip
    first, second = found.questions
    assert first.stem == "图中的标志表示（ ）〔图1〕"
    assert [p.data for p in first.pictures] == [PNG]
    assert second.options == ("〔图1〕", "〔图2〕")
    assert len(second.pictures) == 2
    assert not first.doubtful


def test_picture_that_cannot_be_had_is_told() -> None:
    found = sheet(
        ("题型", "题干", "A", "B", "答案"), ("单选", "图中的标志表示（ ）", "停车", "让行", "A"), pictures={"B2": PNG}
    )
    assert not found.questions[0].doubtful
    from jltrain.bank.intake.read import of_tables
    from jltrain.foreign.table import CellPicture, Table

    rows = [["题型", "题干", "A", "B", "答案"], ["单选", "图中的标志表示（ ）", "停车", "让行", "A"]]
    lost = of_tables([Table("", rows, pictures=(CellPicture(1, 1, b"", ""),))])
    assert [d.code for d in lost.questions[0].doubts] == [DoubtCode.PICTURE_LOST]


def test_letters_of_a_formula_do_not_judge() -> None:
    found = of(
        "1. 求最短路径时，估价函数应满足（ ），使h(x)\n不高估。\nA. f(x)\nB. g(x)\nC. h(x)\n答案：C\n\n"
        "2. 已知车速的函数是v(x)\n答案：错误\n"
    )
    assert [q.answer for q in found.questions] == [("C",), ("N",)]
    assert found.questions[0].options == ("f(x)", "g(x)", "h(x)")
    assert found.questions[1].stem == "已知车速的函数是v(x)"


def test_kind_that_is_the_rest_of_a_wrapped_line() -> None:
    found = of(
        "一、单选题\n1. 对隐患是否重大，应当由（ ）来\n判断\nA. 主管部门\nB. 施工班组\n答案：A\n"
        "2. 护栏由（ ）维护。\nA. 路政\nB. 养护单位\n答案：B\n"
    )
    assert [q.kind for q in found.questions] == [Kind.SINGLE, Kind.SINGLE]
    assert found.questions[0].stem == "对隐患是否重大，应当由（ ）来判断"


def test_topic_that_comes_with_each_question_is_no_page_header() -> None:
    found = of("".join(f"{n}. 第{n}类船舶应当登记。（√）\n知识点：水上交通执法\n" for n in range(1, 6)))
    assert {q.topic for q in found.questions} == {"水上交通执法"}


def test_kind_in_brackets_with_a_year_behind_it_is_no_heading() -> None:
    found = of(
        "案例分析题\n1．甲公司在县道旁施工。\n（1）[判断题]甲公司，2024年3月施工前应当取得许可。\n答案：正确\n（2）[判断题]甲公司可以不赔偿。\n答案：错误\n"
    )
    assert [len(q.parts) for q in found.questions] == [2]


def test_short_stories_one_after_the_other() -> None:
    part = "（1）[判断题]应当赔偿。\n答案：正确\n（2）[判断题]应当处罚。\n答案：错误\n"
    found = of(f"五、案例分析题\n5．甲驾车在县道上撞坏护栏后逃离了现场，次日被查获。\n{part}6．乙违规作业。\n{part}")
    assert [(q.stem, len(q.parts)) for q in found.questions] == [
        ("甲驾车在县道上撞坏护栏后逃离了现场，次日被查获。", 2),
        ("乙违规作业。", 2),
    ]


def test_options_in_rows_below_the_stem() -> None:
    found = sheet(
        ("题型", "答案", "问题"),
        ("单选题", "B", "航标由谁维护？"),
        ("", "", "A. 船主"),
        ("", "", "B. 航道机构"),
        ("判断题", "对", "船舶应当登记。"),
    )
    assert [(q.options, q.answer) for q in found.questions] == [(("船主", "航道机构"), ("B",)), ((), ("Y",))]


def test_picture_that_is_spoken_of_but_not_there() -> None:
    found = of("1. 如图所示的标志表示（ ）\nA. 停车\nB. 让行\n答案：A\n")
    assert [d.code for d in found.questions[0].doubts] == [DoubtCode.PICTURE_LOST]


def test_choices_behind_a_stem_taken_for_a_blank() -> None:
    found = sheet(
        ("题目", "答案"),
        ("港口设施包括____&码头&农田&泊位", "码头&泊位"),
        ("路产包括____&公路用地&农田&标志", "公路用地&标志"),
    )
    assert all(q.doubtful for q in found.questions)


def test_numbers_set_apart_by_a_space_before_a_year() -> None:
    found = of(
        "".join(
            f"{n}\t{'2024年的第' if n % 2 else '关于第'}{n}次检查由（ ）实施。\nA、路政\nB、海事\n正确答案：A\n\n"
            for n in range(1, 8)
        )
    )
    assert [q.number for q in found.questions] == [str(n) for n in range(1, 8)]
    assert not any(q.doubtful for q in found.questions)
