"""Ways of writing question files that real ones show: each of them read whole, or told of."""

from __future__ import annotations

import pytest

from jltrain.bank.intake import columns, table_answer, table_options
from jltrain.bank.intake.doubts import DoubtCode
from jltrain.bank.intake.found import FoundQuestion
from jltrain.bank.intake.own_letters import letters_off
from jltrain.bank.intake.read import read, read_text


def _all(text: str) -> tuple[FoundQuestion, ...]:
    return read_text(text).questions


def _short(question: FoundQuestion) -> tuple[str, tuple[str, ...], str]:
    return question.stem, question.options, "".join(map(str, question.answer))


def test_judgements_before_their_numbers() -> None:
    found = _all("判断正误\n（√）1.渡口应当设置标志。\n（×）2.可以在浮标上带缆。\n（ T ）3.过闸应当听从调度。\n")
    assert [_short(q) for q in found] == [
        ("渡口应当设置标志。", (), "Y"),
        ("可以在浮标上带缆。", (), "N"),
        ("过闸应当听从调度。", (), "Y"),
    ]


def test_options_joined_by_dashes_and_a_letter_without_a_sign() -> None:
    dashed = _all("1. 缆绳应当（ ）\n- A. 系牢 - B. 放松 - C. 割断\n答案：A\n")[0]
    assert dashed.options == ("系牢", "放松", "割断") and not dashed.doubts
    mixed = _all("1. 进舱前应先\nA.测氧\nB.开灯\nC、喊话\nD 直接下去\n答案：A\n")[0]
    assert mixed.options == ("测氧", "开灯", "喊话", "直接下去")


def test_letters_twice_and_boxes_ticked() -> None:
    twice = _all("1.碰垫的作用是\nA、A.防撞\nB、B.好看\nC、C.晾衣\n正确答案:A\n")[0]
    assert twice.options == ("防撞", "好看", "晾衣")
    ticked = _all("1. 由谁处罚？\n- [ ] A. 村委会\n- [x] B. 航道管理机构\n- [ ] C. 船东\n")[0]
    assert _short(ticked) == ("由谁处罚？", ("村委会", "航道管理机构", "船东"), "B")


def test_all_in_one_line() -> None:
    short = _all("判断题1.证书可以转借。（）答案：错误2.船舶应当配救生衣。（）答案：正确")
    assert [_short(q)[2] for q in short] == ["N", "Y"]
    colons = _all(
        "单选题1:靠泊应当( )。A: 慢速 B: 快速C: 倒车 D: 熄火答案: A 2:离泊前应当( )。A: 瞭望 B: 睡觉C: 喝酒 D: 关灯答案: A "
    )
    assert [q.options for q in colons] == [("慢速", "快速", "倒车", "熄火"), ("瞭望", "睡觉", "喝酒", "关灯")]


def test_a_question_within_an_explanation_is_told() -> None:
    text = "1. 靠泊应当（ ）\nA. 慢速 B. 快速\n答案：A\n解析：减速\n离泊前应当（ ）A. 瞭望 B. 睡觉 C. 喝酒\n"
    assert all(q.doubts for q in _all(text) if "瞭望" in q.explanation)


def test_numbers_and_kinds_in_lines_of_their_own() -> None:
    lines = ["一、单选题"]
    for number, stem in enumerate(("引航员应当", "值班时应当", "开航前应当"), 1):
        lines += [str(number), f"【单选题】{stem}（ ）", "A、负责", "B、睡觉", "正确答案：A 我的答案：B得分：0.0分"]
    assert [(q.number, q.stem, q.answer) for q in _all("\n".join(lines))] == [
        ("1", "引航员应当（ ）", ("A",)),
        ("2", "值班时应当（ ）", ("A",)),
        ("3", "开航前应当（ ）", ("A",)),
    ]


def test_kind_and_points_before_a_stem_are_no_heading() -> None:
    found = _all(
        "1.【单选】（2分）船员应当年满（ ）岁\nA、18 B、16\n答案：A\n2.【多选题】[3分] 船员的权利\nA、休假 B、酗酒 C、遣返\n答案：AC\n"
    )
    assert [q.stem for q in found] == ["船员应当年满（ ）岁", "船员的权利"]


def test_answers_with_the_options_words() -> None:
    one = _all("1.夜航应当\nA．开灯\nB．关灯\n参考答案：A．开灯\n")[0]
    assert one.answer == ("A",) and not one.doubts
    several = _all("1.船上应有（ ）\nA．救生衣\nB．麻将\nC．灭火器\n\n参考答案：A．救生衣\nC．灭火器\n")[0]
    assert several.answer == ("A", "C")
    named = _all("1. 进港向谁报告？\n海事机构\n邮局\n银行\n答案：海事机构\n")[0]
    assert _short(named) == ("进港向谁报告？", ("海事机构", "邮局", "银行"), "A") and named.doubts


def test_points_below_the_options_are_no_option() -> None:
    found = _all(
        "1.夜航应当（ ）\nA．开灯\nB．关灯\n实际得分：1.0\n参考答案：A\n2.离泊前（ ）\nA．瞭望\nB．睡觉\n满分：4 分\n"
    )
    assert [q.options for q in found] == [("开灯", "关灯"), ("瞭望", "睡觉")]


def test_a_paper_behind_a_key_is_not_its_key() -> None:
    paper = "一、单选题\n1、锚泊应当（ ）\nA 值班   B 睡觉\n2、起锚应当（ ）\nA 瞭望   B 关灯\n"
    text = paper + "参考答案\n1、A 2、A\n一、单选题（每题1分）\n1、拖带前应当检查 （ A ）\nA缆绳   B工资\n"
    text += "2、顶推前应当检查 （ A ）\nA连接   B天花板\n"
    assert [q.stem.split("（")[0].strip() for q in _all(text)] == [
        "锚泊应当",
        "起锚应当",
        "拖带前应当检查",
        "顶推前应当检查",
    ]


@pytest.mark.parametrize(
    ("texts", "bare"),
    [
        (["A高频", "B、低频", "C中频"], ("高频", "低频", "中频")),
        (["Ａ.法律", "Ｂ.规章"], ("法律", "规章")),
        (["A级", "B级", "C级"], ("A级", "B级", "C级")),
        (["A类固体", "B类液体", "C类气体"], ("A类固体", "B类液体", "C类气体")),
        (["汇编", "Java", "C 语言"], ("汇编", "Java", "C 语言")),
        ([".超车", "B.让车", "C.停车"], ("超车", "让车", "停车")),
    ],
)
def test_letters_in_cells(texts: list[str], bare: tuple[str, ...]) -> None:
    found = letters_off(texts, range(len(texts)))
    assert found.texts == bare and not found.odd


def test_letters_that_contradict_their_places() -> None:
    found = table_options.divided("**A.登记**C.整改**D.上报")
    assert found.texts == ("登记", "整改", "上报") and found.places == (0, 2, 3)
    assert [d.code for d in found.doubts] == [DoubtCode.OPTIONS_BROKEN]


def test_cells_of_real_tables() -> None:
    named = columns.named("D项目")
    assert named is not None and named.column is columns.Column.OPTION and named.place == 3
    assert table_answer.read_choice("A和B", ("一", "二", "三")).answer == "AB"


def test_rows_that_count_in_their_stems() -> None:
    rows = "题目,选项,答案\n66.（ ）是方针,A.安全第一|B.速度第一,A\n67.1MΩ=（ ）Ω,A.10|B.1000000,B\n68.B.一 C.二,A.开|B.关,A\n"
    found = read(rows.encode(), "a.csv").questions
    assert [q.stem for q in found][:2] == ["（ ）是方针", "1MΩ=（ ）Ω"]
    again = "题目,A,B,答案\n锚泊应当____A、值班B、睡觉,A、值班,B、睡觉,A、值班\n"
    assert _short(read(again.encode(), "b.csv").questions[0]) == ("锚泊应当____", ("值班", "睡觉"), "A")


def test_questionnaires_tick_circles() -> None:
    text = "1. 应当接受什么？ [单选题]*\n○培训 (正确答案)\n○唱歌\n答案解析：规定如此\n2. 属于防护用品的？ [多选题]*\n□安全帽 (正确答案)\n"
    text += "□救生衣 (正确答案)\n□拖鞋\n3. 作业时可以玩手机 [判断题]*\n○对\n○错 (正确答案)\n"
    assert [_short(q) for q in _all(text)] == [
        ("应当接受什么？", ("培训", "唱歌"), "A"),
        ("属于防护用品的？", ("安全帽", "救生衣", "拖鞋"), "AB"),
        ("作业时可以玩手机", (), "N"),
    ]


def test_numbers_of_several_levels() -> None:
    found = _all("判断题：\n1.1.1.1 应当随身带证。\n答案：正确\n1.1.1.2 可以无证驾驶。\n答案：错误\n")
    assert [_short(q) for q in found] == [("应当随身带证。", (), "Y"), ("可以无证驾驶。", (), "N")]


def test_shared_stories_and_options_are_told() -> None:
    text = "（1～2题共用备选答案）\nA.灭火器\nB.消防斧\n1.扑救初起火灾用\n2.破拆舱门用\n答案：1.A 2.B\n"
    text += "（3-4题共用题干）\n某船走锚，距岸不足二百米。\n3.首先应当\nA.备车 B.睡觉\n4.随后报告\nA.船长 B.厨师\n参考答案：3.A 4.A\n"
    assert all(q.doubts for q in _all(text))


def test_what_is_joined_is_told() -> None:
    broken = _all("1. 有哪些因素（ ）\nA.移植B.糖尿病C.透析D1放疗E,抗生素\n答案:B\n")[0]
    assert DoubtCode.OPTIONS_BROKEN in {d.code for d in broken.doubts}
    beside = "题目,答案,题目,答案\n渡口应设标志,√,渡船可超载,×\n渡工应持证,√,夜航应亮灯,√\n"
    assert all(q.doubts for q in read(beside.encode(), "a.csv").questions)
    named = "题干,A,B,C,D,E,答案\n质量应当,验收,不管,放任,隐瞒,正确答案：,A\n"
    assert read(named.encode(), "b.csv").questions[0].doubts


def test_circled_numbers_in_a_grid_of_answers() -> None:
    text = "1、锚泊应当（ ）\nA、值班 B、睡觉\n2、起锚应当（ ）\nA、关灯 B、瞭望\n参考答案\n题号 ① ② ③\n答案 A B\n"
    assert all(q.doubts or q.answer for q in _all(text))
