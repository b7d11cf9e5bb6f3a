"""Workbooks and CSV files: many layouts of columns, sheets that hold no questions, options joined in a cell, keys apart."""

# ruff: noqa: E501 (texts of the corpus are kept whole in their lines)
from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Sequence
from typing import Any

import xlwt
from openpyxl import Workbook
from openpyxl.styles import Font

from tests.bank.corpus.keep import HERE, Said, expect, keep
from tests.bank.corpus.make_plain import said
from tests.bank.corpus.pool import B, J, M, Q, S

NAMES = {"single": "单选题", "multiple": "多选题", "judge": "判断题", "blank": "填空题"}
Rows = Sequence[Any]


def book(name: str, sheets: dict[str, Rows], questions: list[Said], merge: tuple[str, ...] = (), **more: Any) -> None:
    """A workbook of these sheets; `merge`: ranges of the first."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    for cells in merge:
        workbook.worksheets[0].merge_cells(cells)
    workbook.worksheets[0]["A1"].font = Font(bold=True)
    workbook.save(HERE / name)
    expect(name, questions, **more)


def padded(q: Q, wide: int = 4) -> list[str]:
    """The options, filled up with empty cells."""
    return [*q.options, *[""] * (wide - len(q.options))]


def columns() -> None:
    some = (S[0], S[6], M[0], M[1], J[0], J[8], B[1])
    head = [
        "序号",
        "题型",
        "题干",
        "选项A",
        "选项B",
        "选项C",
        "选项D",
        "选项E",
        "选项F",
        "答案",
        "解析",
        "难度",
        "知识点",
        "法规依据",
    ]
    rows: list[list[Any]] = [head]
    rows += [
        [
            n,
            NAMES[q.kind],
            q.put("（ ）" if q.kind != "blank" else "____"),
            *padded(q, 6),
            said(q),
            q.why,
            "易",
            "处罚",
            q.law,
        ]
        for n, q in enumerate(some, 1)
    ]
    book("55-columns.xlsx", {"Sheet1": rows, "Sheet2": [], "Sheet3": []}, [q.say(explained=True, cited=True) for q in some if q.law] +
         [q.say(explained=True) for q in some if not q.law])  # fmt: skip
    rows = [
        ["2023年交通执法题库（市支队）"],
        [],
        ["编号", "题目内容", "备选答案", None, None, None, "标准答案", "备注"],
        [None, None, "A", "B", "C", "D", None, None],
    ]
    more = (S[4], S[13], M[2], S[17], M[3])
    rows += [[f"LZ-{n:03d}", q.put("（  ）"), *q.options, q.answer, ""] for n, q in enumerate(more, 1)]
    rows += [
        ["合计", "共5题", None, None, None, None, None, None],
        ["制表人：赵某", None, None, None, "日期：2023年5月"],
    ]
    book(
        "56-title-and-merged-head.xlsx",
        {"题库": rows},
        [q.say() for q in more],
        merge=("A1:H1", "C3:F3"),
        ignored=("2023年交通执法题库", "制表人"),
    )


def joined() -> None:
    rows: list[list[Any]] = [["题型", "试题", "选项", "答案"]]
    say = []
    for q, form, between in (
        (S[0], "{}.{}", "\n"),
        (S[8], "{}、{}", "|"),
        (M[0], "{}.{}", "**"),
        (M[1], "{}、{}", "##"),
        (S[6], "{}.{}", " "),
    ):
        rows.append([NAMES[q.kind][:2], q.put("（ ）"), q.listed(form, between), "".join(q.answer)])
        say.append(q.say())
    rows.append(["判断", J[0].stem, "A.正确|B.错误", "A"])
    rows.append(["判断", J[1].stem, "", "错误"])
    book("57-options-joined.xlsx", {"试题": rows}, [*say, J[0].say(), J[1].say()])
    rows = [["题目", "选项", "正确答案", "试题解析"]]
    some = (S[12], M[6], S[14], M[9], S[15])
    for n, q in enumerate(some):
        rows.append(
            [q.put("（ ）"), ("|", "**", "##", "\n", "|")[n].join(q.options), q.answer if n != 3 else "A,B,C", q.why]
        )
    book("58-options-joined-no-letters.xlsx", {"Sheet1": rows}, [q.say(explained=True) for q in some])


def sheets() -> None:
    intro = [
        ["题库使用说明"],
        ["1. 本题库供执法人员复习使用。"],
        ["2. 判断题答案：√为正确，×为错误。"],
        ["3. 如有疑问请联系法制科。"],
    ]
    single = [["题号", "题目", "A", "B", "C", "D", "答案"]] + [
        [n, q.put("( )"), *q.options, q.answer] for n, q in enumerate(S[:5], 1)
    ]
    multiple = [["题号", "题目", "A", "B", "C", "D", "E", "答案"]] + [
        [n, q.put("( )"), *padded(q, 5), q.answer] for n, q in enumerate(M[:4], 1)
    ]
    judge = [["题号", "题目", "答案"]] + [[n, q.stem, "√" if q.answer == "Y" else "×"] for n, q in enumerate(J[:6], 1)]
    blank = [["题号", "题目", "答案1", "答案2"]] + [
        [n, q.put("____"), *q.blanks, *[""] * (2 - len(q.blanks))] for n, q in enumerate(B[:4], 1)
    ]
    people = [
        ["姓名", "单位", "电话", "成绩"],
        ["钱某", "一大队", "138****0001", 92],
        ["孙某", "二大队", "138****0002", 88],
    ]
    count = [["题型", "数量"], ["单选题", 5], ["多选题", 4], ["判断题", 6], ["填空题", 4]]
    book("59-a-sheet-for-each-kind.xlsx",
         {"说明": intro, "单选题": single, "多选题": multiple, "判断题": judge, "填空题": blank, "参训人员": people, "统计": count},
         [q.say() for q in (*S[:5], *M[:4], *J[:6], *B[:4])], ignored=("题库使用说明", "钱某", "如有疑问"))  # fmt: skip
    key = [["题号", "答案"], *[[n, q.answer] for n, q in enumerate(S[5:11], 1)]]
    rows = [
        ["题号", "题干", "选项A", "选项B", "选项C", "选项D"],
        *[[n, q.put("（ ）"), *q.options] for n, q in enumerate(S[5:11], 1)],
    ]
    book("60-key-in-another-sheet.xlsx", {"试题": rows, "答案": key}, [q.say() for q in S[5:11]])


def odd() -> None:
    rows: list[list[Any]] = [["题干", "选项1", "选项2", "选项3", "选项4", "正确选项"]]
    numbers = {"1": 1, "2": 2, "3": 3, "5": 5}
    rows.append([S[4].put("（ ）"), *(numbers[o] for o in S[4].options), "B"])
    rows.append([S[17].put("（ ）"), 12306, 12309, 12328, 12345, "C"])
    rows.append(["下列哪一天是条例施行的日子？", datetime.date(2011, 7, 1), datetime.date(2012, 1, 1), datetime.date(2004, 5, 1),
                 datetime.date(1998, 1, 1), "A"])  # fmt: skip
    rows.append(["加处罚款的日利率是（ ）。", 0.01, 0.02, 0.03, 0.05, "C"])
    rows.append([J[0].stem, None, None, None, None, True])
    rows.append([J[1].stem, None, None, None, None, False])
    rows.append([B[2].put("____"), None, None, None, None, 7])
    date = Q("single", "下列哪一天是条例施行的日子？", ("2011-07-01", "2012-01-01", "2004-05-01", "1998-01-01"), "A")
    rate = Q("single", "加处罚款的日利率是（ ）。", ("3%", "3%", "3%", "3%"), "C")
    book("61-mangled-by-excel.xlsx", {"Sheet1": rows}, [S[4].say(), S[17].say(),
         date.say(doubtful="may", why="日期被Excel改写，显示形式不一", torn=True), rate.say(doubtful="may", why="百分数存成小数，不知怎样显示", torn=True,
         options=["0.01", "0.02", "0.03", "0.05"]), J[0].say(), J[1].say(), B[2].say()])  # fmt: skip
    rows = [[n, q.put("（ ）"), *q.options, q.answer] for n, q in enumerate((S[0], S[6], M[0], S[9], M[3]), 1)]
    book("62-no-head.xlsx", {"Sheet1": rows}, [q.say() for q in (S[0], S[6], M[0], S[9], M[3])])
    rows = [["试题内容", "答案", "题型", "所属章节", "A选项", "B选项", "C选项", "D选项", "答案解析"]]
    rows += [[S[0].put("（ ）"), "b", "单项选择题", "第二章", *S[0].options, S[0].why], ["", "", "", "", "", "", "", "", ""],
             [M[0].stem, "A、B、C", "多项选择题", "第二章", *M[0].options, M[0].why], [J[7].stem, "对", "判断题", "第五章", "对", "错", "", "", J[7].why],
             [S[1].stem, "", "单项选择题", "", *S[1].options, S[1].why], [S[6].stem, "E", "单项选择题", "", *S[6].options, ""],
             ["简述听证程序。", "先告知权利，再通知时间，然后举行听证。", "简答题", "", "", "", "", "", ""],
             [B[4].put("（ ）"), "安全；预防", "填空题", "第一章", "", "", "", "", ""]]  # fmt: skip
    book("63-columns-out-of-order-with-holes.xlsx", {"导出": rows}, [
        S[0].say(explained=True), M[0].say(explained=True), J[7].say(explained=True),
        S[1].say(answer=None, explained=True, doubtful=True, why="没有答案"), S[6].say(doubtful=True, why="没有E选项"),
        Q("blank", "简述听证程序。", (), "").say(answer=None, doubtful=True, optional=True, why="简答题"), B[4].say()])  # fmt: skip
    rows = [["一、单选题"]]
    for n, q in enumerate((S[0], S[14]), 1):
        rows += [
            [f"{n}、{q.put('（ ）')}"],
            [f"A、{q.options[0]}", f"B、{q.options[1]}"],
            [f"C、{q.options[2]}", f"D、{q.options[3]}"],
            [f"答案：{q.answer}"],
        ]
    rows += [["二、判断题"], [f"1、{J[0].stem}（√）"], [f"2、{J[1].stem}（×）"]]
    book("64-text-pasted-into-cells.xlsx", {"Sheet1": rows}, [S[0].say(), S[14].say(), J[0].say(), J[1].say()])
    some = [
        Q(
            "single",
            f"第{n}号路段的巡查频次为每周@次，记录编号{n * 13}。",
            (str(n % 3 + 1), str(n % 3 + 4), "不少于10次", "视天气"),
            "ABCD"[n % 4],
        )
        for n in range(1, 301)
    ]
    rows = [["题干", "A", "B", "C", "D", "答案"], *[[q.put("（ ）"), *q.options, q.answer] for q in some]]
    book("65-three-hundred.xlsx", {"题库": rows}, [q.say() for q in some])


def old(name: str, sheets_: dict[str, Rows], questions: list[Said], **more: Any) -> None:
    """An .xls of the years before 2007."""
    workbook = xlwt.Workbook(encoding="utf-8")
    for title, rows in sheets_.items():
        sheet = workbook.add_sheet(title)
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                sheet.write(r, c, value)
    workbook.save(str(HERE / name))
    expect(name, questions, **more)


def years_before() -> None:
    some = (S[0], M[1], J[2], S[12], J[4])
    rows: list[list[Any]] = [
        ["题目类型", "题目", "选项A", "选项B", "选项C", "选项D", "选项E", "选项F", "选项G", "参考答案", "分值"]
    ]
    rows += [[NAMES[q.kind], q.put("（　　）"), *padded(q, 7), said(q), 2] for q in some]
    old(
        "66-columns.xls", {"题库": rows, "说明": [["请勿修改表头"]]}, [q.say() for q in some], ignored=("请勿修改表头",)
    )
    rows = [
        ["判断题题库"],
        ["序号", "内容", "对错"],
        *[[n, q.stem, "对" if q.answer == "Y" else "错"] for n, q in enumerate(J[:8], 1)],
    ]
    multiple = [
        ["序号", "题目（含选项）", "答案"],
        *[[n, q.put("（ ）") + "\n" + q.listed("{}、{}"), "、".join(q.answer)] for n, q in enumerate(M[:3], 1)],
    ]
    old("67-options-within-the-stem-cell.xls", {"判断": rows, "多选": multiple}, [q.say() for q in (*J[:8], *M[:3])])


def commas() -> None:
    def text(rows: Rows, mark: str) -> str:
        out = io.StringIO()
        csv.writer(out, delimiter=mark, lineterminator="\r\n").writerows(rows)
        return out.getvalue()

    head = ["题型", "题干", "选项A", "选项B", "选项C", "选项D", "选项E", "答案", "解析"]
    some = (S[2], M[1], J[3], M[4], S[7], B[0])
    rows = [
        head,
        *[[NAMES[q.kind], q.put("( )" if q.kind != "blank" else "____"), *padded(q, 5), said(q), q.why] for q in some],
    ]
    keep("68-commas-bom.csv", text(rows, ","), [q.say(explained=True) for q in some], code="utf-8-sig")
    keep("69-semicolons-gbk.csv", text(rows[:4], ";"), [q.say(explained=True) for q in some[:3]], code="gbk")
    keep("70-tabs-utf16.csv", "\ufeff" + text(rows, "\t"), [q.say(explained=True) for q in some], code="utf-16-le")
    rows = [["question", "options", "answer"], *[[q.put("（ ）"), q.listed(), q.answer] for q in (S[0], M[0], S[4])],
            ['他说：“对”，于是"签字"，是否有效？\n（多行题干）', "A. 有效\nB. 无效\nC. 视情况", "C"]]  # fmt: skip
    quoted = Q("single", '他说：“对”，于是"签字"，是否有效？（多行题干）', ("有效", "无效", "视情况"), "C")
    keep("71-line-breaks-in-cells.csv", text(rows, ","), [S[0].say(), M[0].say(), S[4].say(), quoted.say()], torn=True)


def make() -> None:
    for one in (columns, joined, sheets, odd, years_before, commas):
        one()
