"""The workbook that a trainer fills in: our columns, two examples of each kind, lists to choose from, instructions."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Final

import xlsxwriter

from jltrain.bank.areas import Area
from jltrain.bank.intake import template
from jltrain.bank.question import KIND_NAMES, Item, Kind, Question
from jltrain.i18n import _

_ROWS: Final = 2000
"""Rows for which the lists are there."""
_WIDE: Final = {
    "题干": 50,
    "解析": 40,
    "依据": 26,
    "答案": 12,
    "知识点": 14,
    "编号": 16,
    "题型": 14,
    "门类": 16,
    "难度": 6,
}


def book(questions: Sequence[Question] | None = None) -> bytes:
    """The workbook with these questions in it, with examples when None."""
    shown = EXAMPLES if questions is None else questions
    options = template.most_options(shown)
    titles = template.header(options)
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False,
                                   "strings_to_urls": False}) as workbook:  # fmt: skip
        head = workbook.add_format({"bold": True, "bg_color": "#DCE6F1", "border": 1, "valign": "vcenter"})
        text = workbook.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        sheet = workbook.add_worksheet(_("试题"))
        sheet.freeze_panes(1, 0)
        for column, title in enumerate(titles):
            sheet.set_column(column, column, _WIDE.get(title, 18), text)
            sheet.write_string(0, column, title, head)
        number = 0
        for question in shown:
            for row in template.rows(question, options):
                number += 1
                for column, cell in enumerate(row):
                    if cell != "":
                        sheet.write_string(number, column, str(cell), text)
        kinds = [KIND_NAMES[k] for k in Kind] + [template.PART + KIND_NAMES[k] for k in Kind if k is not Kind.CASE]
        for title, choices in (("题型", kinds), ("门类", [area.label for area in Area]), ("难度", list("12345"))):
            column = titles.index(title)
            sheet.data_validation(1, column, number + _ROWS, column, {
                "validate": "list", "source": choices, "error_type": "warning",
                "error_title": title, "error_message": _("请从列表中选择")})  # fmt: skip
        notes = workbook.add_worksheet(_("填写说明"))
        notes.set_column(0, 0, 90, workbook.add_format({"text_wrap": True, "valign": "top"}))
        for line, note in enumerate(_notes()):
            notes.write_string(line, 0, note)
    return out.getvalue()


def _notes() -> list[str]:
    return [
        _(
            "每道题一行，从第二行写起；例题请在导入前删去。表头请不要改动，选项多于 8 个时可在“选项H”后插入“选项I”等列。"
        ),
        _("编号：可以不填，导入时自动编号；以后再次导入同一编号，按新题处理。"),
        _("题型：从列表中选择。门类、知识点、难度（1 到 5）不填时，用导入时选定的。"),
        _("单选、多选：答案写选项字母，例如 B 或 ACD。判断：答案写 对 或 错。"),
        _(
            "填空：题干中每个空写四条下划线 ____；答案每空一行（单元格内按 Alt+Enter 换行），一个空有几种写法时用 | 隔开。"
        ),
        _("案例分析：先用一行写案情，题型选“案例分析题”；下面每个小题一行，题型选“小题：单选题”等。"),
        _("依据：每条一行，写成 《行政处罚法》第五十一条 的样子。没有依据、解析或答案的题先作为草稿保存。"),
    ]


def _example(
    kind: Kind, stem: str, answer: tuple[str, ...], basis: str, explanation: str, options: tuple[str, ...] = (),
    accept: tuple[tuple[str, ...], ...] = (),
) -> Item:  # fmt: skip
    accept = accept or (tuple((text,) for text in answer) if kind is Kind.BLANK else ())
    return Item(kind, stem, options, answer, (basis,), explanation, accept)


def _single(item: Item) -> Question:
    return Question("", item.kind, Area.LAW, "例题", 2, item.stem, (item,), item.basis, item.explanation)


_LAW: Final = "《行政处罚法》"
_PARTS: Final = (
    _example(
        Kind.SINGLE,
        "本案适用简易程序时，执法人员应当出示什么？",
        ("B",),
        f"{_LAW}第五十二条",
        "当场作出决定的，应当向当事人出示执法证件。",
        ("工作证明", "执法证件", "介绍信", "身份证"),
    ),
    _example(
        Kind.JUDGE,
        "当场作出的行政处罚决定，应当报所属行政机关备案。",
        ("Y",),
        f"{_LAW}第五十二条",
        "当场作出的决定应当报所属行政机关备案。",
    ),
)
EXAMPLES: Final = (
    *map(_single, (
        _example(Kind.SINGLE, "行政处罚决定书应当在宣告后当场交付（ ）。", ("A",), f"{_LAW}第六十一条", "决定书应当当场交付当事人。",
                 ("当事人", "证人", "见证人", "利害关系人")),
        _example(Kind.SINGLE, "举行听证的费用由谁承担？", ("C",), f"{_LAW}第六十三条", "当事人不承担行政机关组织听证的费用。",
                 ("当事人", "证人", "行政机关", "双方各半")),
        _example(Kind.MULTIPLE, "行政处罚应当遵循的原则有（ ）。", ("A", "B"), f"{_LAW}第五条", "行政处罚遵循公正、公开的原则。",
                 ("公正", "公开", "从快", "从重")),
        _example(Kind.MULTIPLE, "下列属于行政处罚种类的有（ ）。", ("A", "C", "D"), f"{_LAW}第九条", "记过是处分，不是行政处罚。",
                 ("警告", "记过", "罚款", "行政拘留")),
        _example(Kind.JUDGE, "当场收缴罚款的，必须出具专用票据。", ("Y",), f"{_LAW}第七十条", "不出具票据的，当事人有权拒绝缴纳。"),
        _example(Kind.JUDGE, "口头告知可以代替行政处罚决定书。", ("N",), f"{_LAW}第五十九条", "给予行政处罚应当制作决定书。"),
        _example(Kind.BLANK, "行政处罚决定应当自立案之日起____内作出。", ("九十日",), f"{_LAW}第六十条", "法律、法规、规章另有规定的除外。",
                 accept=(("九十日", "90日"),)),
        _example(Kind.BLANK, "执法人员不得少于____人，并应当出示____。", ("两", "执法证件"), f"{_LAW}第四十二条",
                 "调查时应当主动出示执法证件。", accept=(("两", "二", "2"), ("执法证件",))),
    )),
    *(
        Question("", Kind.CASE, Area.PROCEDURE, "例题", 3, story, _PARTS, (f"{_LAW}第五十二条",), "按简易程序的要求逐项核对。")
        for story in ("执法人员在巡查中发现一起违法事实确凿的轻微违法行为，拟当场处罚。",
                      "两名执法人员在客运站检查时，拟对一名驾驶员适用简易程序。")
    ),
)  # fmt: skip
"""Two of each kind, shown in the empty workbook."""
