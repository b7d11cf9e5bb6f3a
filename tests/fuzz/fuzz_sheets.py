"""Coverage-guided fuzzing of the import of whole files and of tables: `python -m tests.fuzz.fuzz_sheets -max_total_time=120`.

Holds: nothing but BadInput is raised, every line is accounted for, and none is both in a question and aside.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["jltrain.bank.intake", "jltrain.bank.formats"]):
    from jltrain.bank.intake.found import Findings
    from jltrain.bank.intake.read import of_tables, read, read_text
    from jltrain.errors import BadInput
    from jltrain.foreign.table import Cell, Table

_WORDS = (
    "题干", "题目", "答案", "选项", "选项A", "选项B", "选项C", "题号", "序号", "题型", "解析", "依据", "单选题", "多选", "判断", "填空题",
    "一、多选题",
    "A.甲 B.乙 C.丙", "甲|乙|丙", "对", "×", "A", "ABD", "1,3", "下列说法正确的是（ ）。", "为____日。", "合计", "简答题",
    "小题：单选题", "案例分析题",
    "编号", "门类", "知识点", "难度", "\n", "||", "1", "《公路法》第五条", "A.甲\nB.乙", "备注",
)  # fmt: skip


def _tables(data: atheris.FuzzedDataProvider) -> list[Table]:
    tables = []
    for n in range(data.ConsumeIntInRange(1, 3)):
        rows: list[list[Cell]] = []
        for _row in range(data.ConsumeIntInRange(0, 8)):
            rows.append([_cell(data) for _n in range(data.ConsumeIntInRange(0, 7))])
        tables.append(Table(_WORDS[n * 3], rows))
    return tables


def _cell(data: atheris.FuzzedDataProvider) -> Cell:
    choice = data.ConsumeIntInRange(0, 9)
    if choice < 7:
        return _WORDS[data.ConsumeIntInRange(0, len(_WORDS) - 1)]
    if choice == 7:
        return float(data.ConsumeRegularFloat())
    return str(data.ConsumeUnicodeNoSurrogates(12))


def _hold(found: Findings) -> None:
    assert found.unaccounted() == ()
    asked = {n for q in found.questions for n in range(q.lines.first, q.lines.last + 1)}
    aside = {n for i in found.ignored for n in range(i.lines.first, i.lines.last + 1)}
    assert not asked & aside, (asked, aside)
    assert not aside or max(aside) <= len(found.source)


def one(raw: bytes) -> None:
    """One input: by its first byte tables of cells, pasted text, or a file."""
    data = atheris.FuzzedDataProvider(raw)
    way = data.ConsumeIntInRange(0, 2)
    try:
        if way == 0:
            found = of_tables(_tables(data))
        elif way == 1:
            pieces = [str(_cell(data)) + ("\t", "\n", ",", "|")[data.ConsumeIntInRange(0, 3)] for _n in range(40)]
            found = read_text("".join(pieces))
        else:
            found = read(data.ConsumeBytes(4096), "题.csv")
    except BadInput:
        return
    _hold(found)


def main() -> None:
    """Runs until libFuzzer's limits."""
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
