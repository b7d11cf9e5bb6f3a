"""The trainer's part of the demo: files as trainers have them, a law that changes, formats, and a signed package."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import xlsxwriter
from docx import Document

LAW = """吉林省公路检测站管理示例办法

（{history}）

第一条　为了规范公路检测站的检测行为，制定本办法。

第二条　检测站应当在收到委托之日起{days}日内出具检测报告。

第三条　检测站未按期出具报告的，由主管部门责令改正；逾期不改正的，处五千元以上二万元以下罚款。

第四条　本办法自{start}起施行。
"""
PASTED = """一、单选题（每题1分）
1、检测站应当在收到委托之日起（ C ）日内出具检测报告。
A、10  B、15  C、20  D、30
依据：《吉林省公路检测站管理示例办法》第二条
解析：第二条写明二十日；十日和十五日是别的办法里的期限，三十日过长。
2.检测站逾期不改正的，罚款最低是多少？（）
A.一千元 B.三千元
C.五千元 D.二万元
答案：C  依据：《吉林省公路检测站管理示例办法》第三条
二、判断题
3．检测站未按期出具报告的，主管部门应当先责令改正。（√）
依据：《吉林省公路检测站管理示例办法》第三条
解析：先责令改正，逾期不改正的才处罚款。
4．检测报告可以由委托人自己出具。（×）
第 1 页 共 1 页
"""


def write_files(folder: Path) -> dict[str, Path]:
    """A text in GBK, a Word file with a table, a workbook with columns of its own, and two versions of a law."""
    folder.mkdir(parents=True, exist_ok=True)
    text = folder / "旧题.txt"
    text.write_bytes(PASTED.encode("gbk"))
    page = Document()
    page.add_paragraph("公路路政练习题")
    for line in (
        "1．[多选]检测站的下列做法，哪些不合规定？",
        "A．二十五日后才出具报告",
        "B．按期出具报告",
        "C．被责令改正后仍不改正",
        "D．如实记录检测数据",
        "【答案】AC",
        "【解析】期限是二十日；责令改正后应当改正。",
    ):
        page.add_paragraph(line)
    rows = page.add_table(2, 3)
    for cells, said in zip(
        rows.rows, (("题目", "答案", "解析"), ("检测站可以不出具报告。", "错误", "应当出具。")), strict=True
    ):
        for cell, words in zip(cells.cells, said, strict=True):
            cell.text = words
    word = folder / "旧题.docx"
    page.save(str(word))
    workbook = folder / "旧题.xlsx"
    with xlsxwriter.Workbook(workbook) as book:
        sheet = book.add_worksheet("单选题")
        sheet.write_row(0, 0, ["序号", "试题内容", "选项", "正确答案"])
        sheet.write_row(1, 0, [1, "报告逾期不出具且不改正的，由谁处理？", "主管部门##委托人##检测站自己", "A"])
        sheet.write_row(2, 0, [2, "下列哪项不是检测站的义务？", "按期出具报告##如实检测##代收罚款", "E"])
    old, new = folder / "办法2023.txt", folder / "办法2026.txt"
    old.write_text(LAW.format(history="2023年3月1日通过", days="二十", start="2023年5月1日"), "utf-8")
    revised = "2023年3月1日通过　2026年9月1日修订"
    new.write_text(LAW.format(history=revised, days="十五", start="2026年10月1日"), "utf-8")
    return {"txt": text, "docx": word, "xlsx": workbook, "old": old, "new": new}


def keep_bank(
    folder: Path, command: Callable[..., None], read: Callable[..., Any], step: Callable[[str], None]
) -> Path:
    """Import, review, edit, export, pack; the package's file. Ends the demo where something is not as it should be."""
    step("导入旧题")
    files = write_files(folder)
    command("statute", "import", str(files["old"]))
    found = read("bank", "import", str(files["txt"]), "--dry-run", "--json")
    must([q["answer"] for q in found["questions"]] == [["C"], ["C"], True, False], "GBK 文本的四道题")
    must(any("第 1 页" in str(line) for line in ignored(files["txt"], found)), "页码不是试题")
    sheet = read("bank", "import", str(files["xlsx"]), "--dry-run", "--json")
    must([bool(q["doubts"]) for q in sheet["questions"]] == [False, True], "答案 E 不在选项之中")
    places = [str(files[kind]) for kind in ("txt", "docx", "xlsx")]
    command("bank", "import", *places, "--area", "highway", "--topic", "检测站", "--skip-doubtful", "--by", "周教官")
    command("bank", "stats")
    draft = read("bank", "list", "不出具报告", "--state", "draft", "--json")["questions"][0]["id"]
    change = folder / "补充.json"
    change.write_text(json.dumps({"basis": ["《吉林省公路检测站管理示例办法》第二条"]}, ensure_ascii=False), "utf-8")
    command("bank", "edit", draft, str(change), "--note", "补上依据", "--by", "周教官")
    step("法规修订后复核")
    command("statute", "import", str(files["new"]))
    command("statute", "diff", "吉林省公路检测站管理示例办法")
    waiting = read("statute", "review", "list", "--json")["reviews"]
    must(len(waiting) >= 2, "引用第二条的题要复核")
    for row in waiting:
        if "日内" in row["title"]:
            said = {"answer": ["B"], "explanation": "第二条修订后写明十五日；二十日是修订前的期限，三十日过长。"}
            change.write_text(json.dumps(said, ensure_ascii=False), "utf-8")
            command("bank", "edit", row["subject"], str(change), "--note", "期限改为十五日", "--by", "周教官")
        else:
            number = str(row["number"])
            command("statute", "review", "confirm", number, "--note", "期限不影响本题", "--by", "周教官")
    must(read("statute", "review", "list", "--json")["total"] == 0, "复核完毕")
    step("导出与题库包")
    for form, name in (
        ("word", "检测站.docx"),
        ("pdf", "检测站.pdf"),
        ("gift", "检测站.gift"),
        ("qti30", "检测站.zip"),
    ):
        command("bank", "export", "--format", form, "--topic", "检测站", "--output", str(folder / name))
    command("bank", "check")
    package = folder / "题库.jlbank"
    command("bank", "pack", str(package))
    return package


def receive(package: Path, command: Callable[..., None]) -> None:
    """Another PC takes the package in."""
    command("bank", "unpack", str(package), "--apply", "--suggested", "--by", "人事")
    command("bank", "stats")


def ignored(file: Path, found: dict[str, Any]) -> list[str]:
    """The lines that were taken for no question."""
    lines = file.read_bytes().decode("gbk").splitlines()
    return [line for span in found["ignored"] for line in lines[span["lines"][0] - 1 : span["lines"][1]]]


def must(holds: bool, what: str) -> None:
    """End the demo when something does not hold."""
    print(f"{'✓' if holds else '✗'} {what}")
    if not holds:
        raise SystemExit(1)
