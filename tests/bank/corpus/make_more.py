"""More company for each pattern: shapes that change within a file, labels, odd numbers, keys in ranges, no questions at all."""

# ruff: noqa: E501 (texts of the corpus are kept whole in their lines)
from __future__ import annotations

from docx import Document
from docx.oxml import parse_xml

from tests.bank.corpus.keep import keep
from tests.bank.corpus.make_plain import said
from tests.bank.corpus.make_tables import NAMES, book, padded
from tests.bank.corpus.make_word import done
from tests.bank.corpus.pool import B, J, M, Q, S


def patchwork() -> None:
    text = f"""交通执法支队2021年岗位练兵复习题（非最终稿）
整理人：李某某    2021.3.2

一.单选题：
1.{S[0].put("( B )")}
A.10米   B.15米   C.20米   D.30米
2.{S[13].stem}( C )
A:1997年  B:2004年  C:2011年  D:2019年
3.{S[9].put("（A）")}
（A）责令（B）劝说
（C）罚没（D）起诉

（二）多选题
1、{M[0].stem} 答案：ABC
A、堆放杂物
B、摆摊设点
C、挖沟引水
D、按批准埋设管线
2、{M[8].put("（　　）")}
a.是本案当事人的近亲属
b.与本案有利害关系
c.是当事人的同乡
d.可能影响公正的其他关系
【正确答案】：abd

三、判断（对的打“√”，错的打“×”）
(√)1、{J[0].stem}
( ×)2、{J[1].stem}
3、{J[4].stem}( 对 )
4、{J[5].stem}　　×
5、{J[6].stem}——正确

四、填空
1、{B[0].put("（省道）", "（乡道）")}
2、{B[2].put("_7_")}
3、{B[3].put("______")}（60）

五、综合（不分题型）
1、{S[11].put("（  ）")}
A、减速通过
B、绕行或者经许可后加固通过
C、夜间通过
D、与限载20t的车同行
答案：B　解析：超过限载不得直接通过。
2、{J[9].stem}
答案：Y
"""
    keep("84-patchwork.txt", text, [
        S[0].say(), S[13].say(), S[9].say(), M[0].say(), M[8].say(), J[0].say(), J[1].say(), J[4].say(), J[5].say(),
        J[6].say(doubtful="may", why="答案跟在破折号后面"), B[0].say(), B[2].say(), B[3].say(doubtful="may", why="答案在句末括号里"),
        S[11].say(explanation="超过限载不得直接通过。"), J[9].say()], ignored=("岗位练兵复习题", "整理人"))  # fmt: skip


def labelled() -> None:
    parts = []
    some = (S[0], M[1], J[8], B[2], S[6])
    for n, q in enumerate(some, 1):
        lines = [f"题号：{n}", f"题型：{NAMES[q.kind]}", f"题干：{q.put('（ ）')}"]
        if q.options:
            lines += [f"选项{letter}：{text}" for letter, text in zip("ABCDE", q.options, strict=False)]
        parts.append("\n".join([*lines, f"答案：{said(q)}", f"解析：{q.why}", "难度：中等", "----------"]))
    keep("85-labelled-fields.txt", "\n".join(parts) + "\n", [q.say(explained=True) for q in some])
    text = f"""【题型】单选题
【题目】{S[12].put("（ ）")}
【选项】A.50%；B.80%；C.100%；D.150%
【答案】C
【章节】第六章
【解析】{S[12].why}

【题型】判断题
【题目】{J[7].stem}
【答案】√
【解析】{J[7].why}

【题型】多选题
【题目】{M[6].put("（ ）")}
【选项】
A.{M[6].options[0]}
B.{M[6].options[1]}
C.{M[6].options[2]}
D.{M[6].options[3]}
【答案】A,B,C
【解析】{M[6].why}
"""
    keep(
        "86-labelled-in-brackets-gbk.txt",
        text,
        [q.say(explained=True) for q in (S[12], J[7], M[6])],
        code="gbk",
        ends="\r\n",
    )


def odd_numbers() -> None:
    heads = ("１．", "２、", "(3)", "4)", "5 . ", "６） ", "【7】", "第八题：", "Q9：", "10 ", "⑪", "No.12 ")
    some = (S[0], J[0], M[2], S[8], J[1], S[9], S[10], J[3], S[15], S[16], J[10], S[14])
    rows = []
    for head, q in zip(heads, some, strict=True):
        rows.append(head + q.put("（ ）"))
        if q.options:
            rows.append(q.listed("{}．{}"))
        rows.append("答案：" + said(q))
    wanted = [q.say() for q in some]
    for n in (8, 10, 11):
        wanted[n] |= {"doubtful": "may", "why": "少见的题号"}
    keep("87-odd-numbers.txt", "\n".join(rows) + "\n", wanted)


def any_number_right() -> None:
    letters = Q("multiple", "执法文书用纸，下列说法正确的有@。", ("A4纸可以使用", "B5纸可以使用", "C类文书只用蓝黑墨水", "D盘备份即可归档", "E卷宗不必编号", "F项为空白",
                                                     "G字头号牌车辆另册登记"), "ACG")  # fmt: skip
    long = Q("multiple", "关于涉案车辆，下列表述正确的是@。", ("扣押车辆应当当场交付决定书和清单，并告知当事人依法享有的权利以及救济途径，由双方签字确认后存档备查",
                                               "扣押期限不得超过三十日", "扣押期间的保管费用由行政机关承担", "可以使用被扣押的车辆执行公务"), "ABC")  # fmt: skip
    one = Q(
        "multiple", "下列证件中，押运人员必须随身携带的是@。", ("从业资格证", "毕业证", "工会会员证", "健身卡"), "A"
    )
    text = f"不定项选择题（每题3分，有一个或者多个正确答案）\n1、{letters.put('（ACG）')}\n{letters.listed('{}.{}')}\n2、{long.put('（ABC）')}\n{long.listed('{}、{}')}\n"
    text += f"3、{one.put('（A）')}\n{one.listed('{}、{}')}\n"
    keep(
        "88-any-number-may-be-right.txt",
        text,
        [letters.say(), long.say(), one.say(doubtful="may", why="不定项只有一个答案")],
    )


def ranges() -> None:
    singles, many, judges = (*S[:12],), M[:3], J[:10]
    text = "一、单项选择题\n" + "\n".join(
        f"{n}．{q.put('（ ）')}\n{q.listed('{}．{}', '  ')}" for n, q in enumerate(singles, 1)
    )
    text += "\n二、多项选择题\n" + "\n".join(
        f"{n}．{q.put('（ ）')}\n{q.listed('{}．{}', '  ')}" for n, q in enumerate(many, 13)
    )
    text += "\n三、判断题\n" + "\n".join(f"{n}．{q.stem}（ ）" for n, q in enumerate(judges, 16))
    letters = "".join(q.answer for q in singles)
    signs = "".join("√" if q.answer == "Y" else "×" for q in judges)
    text += f"\n\n【参考答案】\n一、单项选择题\n1—5：{letters[:5]}   6—10：{letters[5:10]}   11—12：{letters[10:]}\n二、多项选择题\n13—15：ABC，ABCD，AB\n"
    text += f"三、判断题\n16-20 {signs[:5]} 21-25 {' '.join(signs[5:])}\n"
    keep("89-key-in-ranges.txt", text, [q.say() for q in (*singles, *many, *judges)])
    document = Document()
    document.add_paragraph("2024年度考核卷")
    document.add_paragraph("姓名____ 准考证号____ 单位____")
    document.add_paragraph("一、选择题（1—10题为单选，每题2分）")
    for n, q in enumerate(S[:10], 1):
        document.add_paragraph(f"{n}. {q.put('(   )')}")
        document.add_paragraph("\t".join(q.listed("{}. {}").split("\n")))
    document.add_paragraph("二、判断题")
    for n, q in enumerate(J[:5], 11):
        document.add_paragraph(f"{n}. {q.stem}(   )")
    document.add_paragraph().paragraph_format.page_break_before = True
    document.add_paragraph("2024年度考核卷答案")
    table = document.add_table(4, 11, style="Table Grid")
    rows = (["题号", *map(str, range(1, 11))], ["答案", *(q.answer for q in S[:10])],
            ["题号", *map(str, range(11, 16)), *[""] * 5], ["答案", *("√" if q.answer == "Y" else "×" for q in J[:5]), *[""] * 5])  # fmt: skip
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    done("90-exam-with-key-table.docx", document, [q.say() for q in (*S[:10], *J[:5])], ignored=("准考证号",))


def run_together() -> None:
    rows = [
        f"1.{S[0].put('（）')}A.10米B.15米C.20米D.30米答案:B难度:易解析:{S[0].why}",
        f"2.{S[4].put('（）')}A.1B.2C.3D.5参考答案:B解析:{S[4].why}知识点:调查取证",
        f"3.{M[6].put('（）')}A.{M[6].options[0]}B.{M[6].options[1]}C.{M[6].options[2]}D.{M[6].options[3]}正确答案：ABC试题解析：{M[6].why}",
        f"4.{J[7].stem}答案:√解析:{J[7].why}",
        f"5.{S[17].put('（）')}A、12306B、12309C、12328D、12345[C]",
        f"6.{B[1].put('（）')}答案：二百解析：{B[1].why}",
    ]
    keep("91-glued-fields-gbk.txt", "\r\n".join(rows), [S[0].say(explained=True), S[4].say(explained=True), M[6].say(explained=True),
         J[7].say(explained=True), S[17].say(), B[1].say(explained=True)], code="gbk")  # fmt: skip
    some = (J[0], S[6], M[1], J[8], S[13], M[3], B[5], J[1])
    text = "".join(f"{n}、{q.put('（ ）')}{q.listed(' {}、{}', '')} 答案：{said(q)} " for n, q in enumerate(some, 1))
    keep(
        "92-one-line-with-spaces-utf16.txt",
        "\ufeff" + text,
        [q.say() for q in some],
        code="utf-16-be",
        shared_lines=True,
    )


def corrected() -> None:
    text = f"""判断题（错误的请改正）
1、{J[3].stem}（×）改正：应急车道不得停车作业。
2、{J[4].stem}（√）
3、{J[8].stem}（×）
理由：一事不再罚款。
4、{J[13].stem}答案：错误。只有执行任务时才能使用。
"""
    keep("93-judges-with-corrections.txt", text, [
        J[3].say(explanation=["应急车道不得停车作业。", "改正：应急车道不得停车作业。"], doubtful="may", why="括号后面还有改正"), J[4].say(),
        J[8].say(explanation=["一事不再罚款。", "理由：一事不再罚款。"], doubtful="may", why="理由单独一行"),
        J[13].say(explanation=["只有执行任务时才能使用。"], doubtful="may", why="答案后面还有说明")])  # fmt: skip


def odd_answers() -> None:
    rows = [["题型", "题干", "选项A", "选项B", "选项C", "选项D", "答案"],
            ["单选题", S[0].put("（ ）"), *S[0].options, "15米"], ["单选题", S[13].stem, *S[13].options, "C.2011年"],
            ["多选题", M[2].put("（ ）"), *M[2].options, "A;B"], ["多选题", M[0].stem, *M[0].options, "A|B|C"], ["判断题", J[0].stem, "", "", "", "", "A"],
            ["判断题", J[1].stem, "", "", "", "", 0], ["判断题", J[4].stem, "正确", "错误", "", "", "A"], ["单选题", S[6].stem, *S[6].options, " b "],
            ["单选题", S[4].put("（ ）"), *S[4].options, 2], ["多选", M[3].put("（ ）"), *M[3].options, "CBA"]]  # fmt: skip
    book("94-odd-answers.xlsx", {"题目": rows}, [
        S[0].say(doubtful="may", why="答案是选项的文字"), S[13].say(), M[2].say(), M[0].say(),
        J[0].say(doubtful=True, why="判断题没有选项，答案却是A"), J[1].say(doubtful="may", why="答案写成0"), J[4].say(), S[6].say(),
        S[4].say(doubtful="may", why="答案是数字2：两种读法都是B"), M[3].say(doubtful="may", why="答案字母倒序")])  # fmt: skip


def template() -> None:
    head = ["编号", "题型", "门类", "知识点", "难度", "题干", *(f"选项{c}" for c in "ABCDEFGH"), "答案", "依据", "解析"]
    some = (S[0], M[6], J[8], B[1], B[0])
    rows = [head]
    for n, q in enumerate(some, 1):
        answer = {"judge": "对" if q.answer == "Y" else "错", "blank": "\n".join(q.blanks)}.get(q.kind, q.answer)
        rows.append(
            [f"own-{n:03d}", NAMES[q.kind], "公路路政", "处罚程序", "2", q.bare, *padded(q, 8), answer, q.law, q.why]
        )
    book("95-our-template.xlsx", {"题库": rows}, [*(q.say(explained=True, cited=True) for q in some[:4]), B[0].say()])
    rows = [["编号", "题目", "答案"], ["1", f"{S[0].put('（ ）')} A.10米 B.15米 C.20米 D.30米", "B"], ["2", f"{M[2].put('（ ）')}\nA.主要负责人\nB.专职安全员\nC.门卫\nD.保洁员", "AB"],
            ["3", J[0].stem, "正确"], ["4", B[3].put("（   ）"), "60"]]  # fmt: skip
    book("96-options-in-the-stem-cell.xlsx", {"Sheet1": rows}, [S[0].say(), M[2].say(), J[0].say(), B[3].say()])


def nothing() -> None:
    text = """关于开展公路路域环境整治的通知
各县（市、区）交通运输局：
现就路域环境整治有关事项通知如下。
一、总体要求
1. 提高认识，加强领导。
2. 明确分工，落实责任。
二、重点任务
（一）清理公路用地范围内的堆积物。
（二）拆除非法标志牌，A、B两类标志牌一并清点。
三、时间安排
2023.4.1至2023.6.30。
附件：1.任务分解表；2.联系人名单
"""
    keep("97-no-questions.txt", text, [], ignored=("路域环境整治", "提高认识", "附件"))
    document = Document()
    document.add_heading("中级培训班讲义", 0)
    document.add_paragraph("第十二条 行政执法人员应当文明执法。")
    document.add_paragraph("本章要点：一、管辖；二、证据；三、程序。")
    document.add_heading("课后练习", 1)
    document.add_paragraph(f"1．{S[4].put('（  ）')}")
    document.add_paragraph("A．1    B．2    C．3    D．5")
    document.add_paragraph("【答案】B")
    document.add_paragraph(f"2．{J[12].stem}")
    document.add_paragraph("【答案】错误")
    document.add_heading("参考文献", 1)
    document.add_paragraph("[1] 张某. 公路执法实务[M]. 2019.")
    document.add_paragraph("[2] 王某. 证据规则[J]. 2020(3): 11-15.")
    done(
        "98-handout-with-two-questions.docx",
        document,
        [S[4].say(), J[12].say()],
        ignored=("中级培训班讲义", "第十二条", "公路执法实务", "证据规则"),
    )


def chat() -> None:
    text = f"""张教官 2023/5/6 19:20:11
大家做一下这几道题
1、{S[14].put("（ ）")}
A海关 B港口行政管理部门 C税务机关 D船级社
2、{J[11].stem}（ ）
李队 2023/5/6 19:25:40
收到
张教官 2023/5/6 20:00:00
答案 1.B 2.对
"""
    keep("99-pasted-from-a-chat.txt", text, [S[14].say(), J[11].say(stem=J[11].stem)], ignored=("大家做一下",))


def styled() -> None:
    document = Document()
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    document.add_paragraph("单选题")
    for q in (S[0], S[6], S[9]):
        document.add_paragraph(
            q.put(f"（{q.answer}）") if "@" in q.stem else f"{q.stem}（{q.answer}）", style="List Number"
        )
        paragraph = document.add_paragraph("A. ")
        held = "".join(f"<w:r><w:t>{piece}</w:t></w:r>" for piece in q.options[0])
        paragraph._p.append(parse_xml(f'<w:hyperlink {w} w:anchor="x">{held}</w:hyperlink>'))
        for line in q.listed().split("\n")[1:]:
            document.add_paragraph(line)
    body = document.element.body
    inner = f"<w:p><w:r><w:t>判断题</w:t></w:r></w:p><w:p><w:r><w:t>1. {J[0].stem}（√）</w:t></w:r></w:p>"
    body.insert(len(body) - 1, parse_xml(f"<w:sdt {w}><w:sdtContent>{inner}</w:sdtContent></w:sdt>"))
    document.add_paragraph(f"2. {J[1].stem}（×）")
    done("100-list-styles-links-controls.docx", document, [S[0].say(), S[6].say(), S[9].say(), J[0].say(), J[1].say()])


def line_ends() -> None:
    some = (S[0], M[1], J[0], S[6], J[1])
    text = ""
    for n, q in enumerate(some, 1):
        options = [q.listed("{}．{}", "\v")] if q.options else []
        text += "\v".join([f"{n}．{q.put('（  ）')}", *options, f"答案：{said(q)}"]) + ("\n\f" if n == 3 else "\n")
    keep("101-old-mac-and-soft-breaks.txt", text, [q.say() for q in some], ends="\r", shared_lines=True)


def make() -> None:
    for one in (
        patchwork,
        labelled,
        odd_numbers,
        any_number_right,
        ranges,
        run_together,
        corrected,
        odd_answers,
        template,
        nothing,
        chat,
        styled,
        line_ends,
    ):
        one()
