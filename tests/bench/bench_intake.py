"""How fast a large workbook comes in: questions in an .xlsx recognised, then put into the bank."""

from __future__ import annotations

import resource
import tempfile
import time
from pathlib import Path

import xlsxwriter

from jltrain.app import intake
from jltrain.app.context import Context
from jltrain.bank.areas import Area
from jltrain.bank.question import Kind
from jltrain.places import Places
from jltrain.progress import Step

Row = dict[str, object]
_COUNT = 100_000
_GOAL = 60.0
_LAWS = ("公路法", "行政处罚法", "道路运输条例", "港口法", "航道法", "安全生产法")


def workbook(file: Path, count: int) -> None:
    """`count` questions of four kinds with explanations and bases, as trainers' tables have them."""
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("题库")
        titles = [
            "序号",
            "题型",
            "题干",
            "选项A",
            "选项B",
            "选项C",
            "选项D",
            "正确答案",
            "试题解析",
            "依据",
            "难度",
            "知识点",
        ]
        sheet.write_row(0, 0, titles)
        for n in range(count):
            law, article = _LAWS[n % 6], 1 + n % 60
            stem = f"第{n}号情形下，执法人员依照{law}处理占用、损坏设施的行为时，应当在{n % 90}日内完成的是"
            basis = f"《{law}》第{article}条"
            kind = ("单选题", "多选题", "判断题", "填空题")[n % 4]
            options = (
                [f"向{who}报告并记录第{n}号事项" for who in ("所属机关", "当事人", "见证人", "上级部门")]
                if n % 4 < 2
                else [""] * 4
            )
            answer = ("ABCD"[n % 3], "ABD", "对" if n % 8 < 4 else "错", f"第{n}号记录")[n % 4]
            tail = ("（ ）。", "（ ）。", "勘验并制作笔录。", "制作____。")[n % 4]
            why = f"按照该条规定，应当在期限内完成第{n}号事项并留存记录。"
            sheet.write_row(
                n + 1, 0, [n + 1, kind, stem + tail, *options, answer, why, basis, 1 + n % 5, f"知识点{n % 40}"]
            )


def rows(count: int = _COUNT) -> list[Row]:
    """Seconds for the whole import, and the most memory that the process ever held."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bank.xlsx"
        workbook(file, count)
        steps: list[Step] = []
        context = Context(Places(Path(folder) / "home"))
        try:
            assert context.database
            start = time.perf_counter()
            found = intake.read(file, steps.append)
            read = time.perf_counter() - start
            assert len(found.questions) == count and not found.unaccounted()
            assert sum(q.doubtful for q in found.questions) == 0
            assert {q.kind for q in found.questions} == set(Kind) - {Kind.CASE}
            target = intake.Target(Area.LAW)
            taken = intake.take(context, [intake.chosen(q, target) for q in found.questions], file.name, steps.append)
            whole = time.perf_counter() - start
            assert taken.new == taken.ready == count
        finally:
            context.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    scale = count / _COUNT
    return [
        _row(f"import {count:,} questions from .xlsx: recognised", read, "s", _GOAL * scale),
        _row(f"import {count:,} questions from .xlsx: recognised and taken", whole, "s", _GOAL * scale),
        _row(f"import {count:,} questions from .xlsx: most memory", peak, "MB", 1500.0),
        _row("most seconds between two steps of progress (mean)", whole / max(1, len(steps)), "s", 1.0),
    ]


def _row(name: str, value: float, unit: str, goal: float) -> Row:
    return {"name": name, "value": round(value, 2), "unit": unit, "goal": f"< {goal:g} {unit}", "holds": value < goal}


if __name__ == "__main__":
    for line in rows():
        print(line)
