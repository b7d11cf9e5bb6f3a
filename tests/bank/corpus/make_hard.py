"""Explanations and stems that look like something else, sections and answers in further wordings, options down the rows of a table."""
# ruff: noqa: E501 (texts of the corpus are kept whole in their lines)

from __future__ import annotations

from docx import Document

from tests.bank.corpus.keep import keep
from tests.bank.corpus.make_tables import book
from tests.bank.corpus.make_word import done
from tests.bank.corpus.pool import B, J, M, Q, S


def _q(kind: str, stem: str, options: str, answer: str, why: str = "") -> Q:
    return Q(kind, stem, tuple(options.split("|")) if options else (), answer, why)


STEPS = _q(
    "single",
    "现场检查货车时有下列步骤：①核对证件②表明身份③制作笔录④告知权利。正确的顺序是@。",
    "①②③④|②①④③|②④③①|③②①④",
    "B",
)
LISTED = _q("multiple", "某公司申请下列许可：（1）在公路上增设道口；（2）跨越公路架设管线；（3）利用桥梁悬挂标牌。其中应当提交技术评价报告的有@。",
            "第（1）项|第（2）项|第（3）项|以上都不需要", "BC")  # fmt: skip
DUTY = _q(
    "single",
    "对于下列说法，判断正确的是@。",
    "A、B两项都成立|只有第2项成立|1.5倍的说法成立|甲说“错误”，乙说“正确”",
    "B",
)


def explained() -> None:
    text = f"""1. {STEPS.put("（ ）")}
A. ①②③④
B. ②①④③
C. ②④③①
D. ③②①④
答案：B
解析：A项错误，没有先表明身份。
B项正确。
C项、D项都颠倒了次序。
2. {M[6].put("（ ）")}
A. {M[6].options[0]}
B. {M[6].options[1]}
C. {M[6].options[2]}
D. {M[6].options[3]}
答案：ABC
解析：不予处罚有以下几种：
（1）年龄不满十四周岁；
（2）轻微并及时改正；
（3）没有主观过错。
所以D不选。
3. {S[4].put("（ ）")}
A. 1  B. 2  C. 3  D. 5
答案：B
解析：《行政处罚法》第四十二条规定：
第四十二条 行政处罚应当由具有行政执法资格的执法人员实施。
执法人员不得少于两人，法律另有规定的除外。
4. {J[8].stem}
答案：错误
解析：正确的说法是：不得给予两次以上罚款。答案不能选“正确”。
5. {DUTY.put("（ ）")}
{DUTY.listed()}
答案：B
"""
    keep("119-explanations-of-many-lines.txt", text, [
        STEPS.say(explanation="A项错误，没有先表明身份。B项正确。C项、D项都颠倒了次序。"),
        M[6].say(explanation="不予处罚有以下几种：（1）年龄不满十四周岁；（2）轻微并及时改正；（3）没有主观过错。所以D不选。"),
        S[4].say(explanation="《行政处罚法》第四十二条规定：第四十二条 行政处罚应当由具有行政执法资格的执法人员实施。执法人员不得少于两人，法律另有规定的除外。",
                 doubtful="may", why="解析里有整条法条"),
        J[8].say(explanation="正确的说法是：不得给予两次以上罚款。答案不能选“正确”。"), DUTY.say()])  # fmt: skip


def stems_of_many_lines() -> None:
    text = f"""一、不定项选择
1、某公司申请下列许可：
（1）在公路上增设道口；
（2）跨越公路架设管线；
（3）利用桥梁悬挂标牌。
其中应当提交技术评价报告的有（ BC ）。
A、第（1）项　　B、第（2）项
C、第（3）项　　D、以上都不需要
2、现场检查货车时有下列步骤：
①核对证件
②表明身份
③制作笔录
④告知权利。
正确的顺序是（ B ）。
A、①②③④　　B、②①④③
C、②④③①　　D、③②①④
3、{M[8].put("（ABD）")}
A、是本案当事人
的近亲属
B、与本案有
利害关系
C、是当事人的同乡
D、可能影响公正的其他
关系
"""
    keep(
        "120-stems-and-options-of-many-lines.txt",
        text,
        [LISTED.say(), STEPS.say(kind="multiple", doubtful="may", why="不定项只有一个答案"), M[8].say()],
    )


def wordings() -> None:
    rows = [
        (
            "单项选择（共4小题）",
            [(S[0], "正确答案是：B"), (S[6], "答案为B"), (S[13], "参考答案:(C)"), (S[14], "答案：Ｂ")],
        ),
        (
            "多项选择题（下列各题至少有两个选项正确）",
            [(M[0], "答案：A．B．C"), (M[1], "答案：【ABCD】"), (M[2], "答案: A/B"), (M[3], "【答案】：A，B，C")],
        ),
        (
            "判断改错题",
            [(J[0], "答案：（√）"), (J[1], "答案：错。"), (J[4], "[答案]正确"), (J[5], "答案×"), (J[6], "【答案】：√")],
        ),
        (
            "填空题：",
            [
                (B[1], "答：二百"),
                (B[0], "答案：省道、乡道"),
                (B[8], "答案：500，禁采区"),
                (B[4], "答案：1.安全 2.预防"),
            ],
        ),
    ]
    text, say = "", []
    for n, (title, some) in enumerate(rows):
        text += f"{'ⅠⅡⅢⅣ'[n]}．{title}\n"
        for m, (q, answer) in enumerate(some, 1):
            text += (
                f"{m}．（2分）{q.put('____' if q.kind == 'blank' else '（ ）')}\n"
                + (q.listed("{}．{}") + "\n" if q.options else "")
                + answer
                + "\n"
            )
            say.append(q.say() if q is not B[0] else q.say(doubtful="may", why="两个空的答案用顿号隔开"))
    keep("121-further-wordings.txt", text, say)


def more_keys() -> None:
    text = "【单选题】\n" + "\n".join(
        f"{n}、{q.put('（ ）')}\n{q.listed('{}、{}', '  ')}" for n, q in enumerate(S[:6], 1)
    )
    text += "\n【判断题】\n" + "\n".join(f"{n}、{q.stem}" for n, q in enumerate(J[:4], 1))
    text += "\n\n附：答案\n单选题\n题号\t1\t2\t3\t4\t5\t6\n答案\tB\tB\tB\tD\tB\tA\n判断题\n题号\t1\t2\t3\t4\n答案\t√\t×\t×\t×\n"
    keep("122-key-table-in-text-gbk.txt", text, [q.say() for q in (*S[:6], *J[:4])], code="gbk")
    text = "第一部分 单选题（1-4题）\n" + "\n".join(
        f"{n}. {q.put('（ ）')}\n{q.listed('{}. {}', '  ')}" for n, q in enumerate(S[6:10], 1)
    )
    text += "\n第二部分 判断题（5-8题）\n" + "\n".join(f"{n}. {q.stem}" for n, q in enumerate(J[:4], 5))
    text += "\n\n第三部分 参考答案及解析\n1. 答案：B。解析：五日内提出。\n2. 答案：D。解析：决定书应当交付。\n3. 答案：B\n4. 答案：A\n5. 答案：√\n6. 答案：×。解析：应当配合。\n7. 答案：×\n8. 答案：×\n"
    why = {0: "五日内提出。", 1: "决定书应当交付。", 5: "应当配合。"}
    keep(
        "123-key-with-explanations.txt",
        text,
        [q.say(explanation=why.get(n, "")) for n, q in enumerate((*S[6:10], *J[:4]))],
    )


def down_the_rows() -> None:
    rows = [["题号", "题型", "题目", "选项", "选项内容", "是否正确"]]
    for n, q in enumerate((S[0], M[0], S[6]), 1):
        for at, text in enumerate(q.options):
            first = [str(n), "单选题" if q.kind == "single" else "多选题", q.put("（ ）")] if at == 0 else ["", "", ""]
            rows.append([*first, "ABCD"[at], text, "是" if "ABCD"[at] in q.answer else "否"])
    book(
        "124-options-down-the-rows.xlsx",
        {"题库": rows},
        [q.say(doubtful="may", why="一行一个选项") for q in (S[0], M[0], S[6])],
    )
    head = ["type", "question", "A", "B", "C", "D", "answer", "analysis", "score"]
    some = (S[0], S[12], M[0], J[0])
    rows = [
        head,
        *[
            [
                {"single": "单选", "multiple": "多选", "judge": "判断"}[q.kind],
                q.put("( )"),
                *(q.options or ("", "", "", "")),
                "T" if q.kind == "judge" else q.answer,
                q.why,
                "2",
            ]
            for q in some
        ],
    ]
    book("125-english-heads.xlsx", {"questions": rows}, [q.say(explained=True) for q in some])


def two_columns() -> None:
    document = Document()
    document.add_paragraph("题库（左为题目，右为答案）")
    table = document.add_table(0, 2, style="Table Grid")
    some = (S[0], M[1], J[0], J[1])
    for n, q in enumerate(some, 1):
        cells = table.add_row().cells
        cells[0].text = f"{n}. {q.put('（ ）')}" + ("\n" + q.listed("{}. {}") if q.options else "")
        cells[1].text = ("√" if q.answer == "Y" else "×") if q.kind == "judge" else q.answer
    done("126-question-left-answer-right.docx", document, [q.say() for q in some])
    document = Document()
    for n, q in enumerate((S[14], M[3], S[9]), 1):
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{n}.").bold = True
        paragraph.add_run(q.put("（"[:1] + "  " + "）"))
        for letter, text in zip("ABCD", q.options, strict=True):
            paragraph = document.add_paragraph()
            paragraph.add_run(letter)
            paragraph.add_run("．")
            paragraph.add_run(text)
        document.add_paragraph().add_run(f"答案：{q.answer}").bold = True
        document.add_paragraph()
    done("127-runs-in-pieces.docx", document, [q.say() for q in (S[14], M[3], S[9])])


def make() -> None:
    for one in (explained, stems_of_many_lines, wordings, more_keys, down_the_rows, two_columns):
        one()
