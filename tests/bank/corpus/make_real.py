"""Shapes that question banks on the web have, in own words: export files of programs, exam sites and chats."""

from __future__ import annotations

from tests.bank.corpus.keep import keep
from tests.bank.corpus.make_tables import book
from tests.bank.corpus.pool import J, M, S


def program_exports() -> None:
    rows = [["序号", "题型", "题干（试题正文）", "试题选项", "试题答案"]]
    said = []
    for n, q in enumerate((S[0], S[1], M[0], M[1]), 1):
        rows.append(
            [str(n), "单选题" if q.kind == "single" else "多选题", q.put("（ ）"), "$;$".join(q.options), q.answer]
        )
        said.append(q.say())
    for n, q in enumerate(J[:3], 5):
        rows.append([str(n), "判断题", q.stem, "正确$;$错误", "A" if q.answer == "Y" else "B"])
        said.append(q.say())
    book("143-options-joined-by-a-program.xlsx", {"Sheet1": rows}, said)


def bars() -> None:
    lines, said = [], []
    for n, q in enumerate((S[0], S[2], S[3]), 1):
        wide = [*q.options, "", "", ""][:5]
        lines.append("|".join([str(n), "单选", q.put("（ ）"), *wide, q.answer]))
        said.append(q.say())
    for n, q in enumerate(J[:3], 4):
        lines.append("|".join([str(n), "判断", q.stem, "", "", "", "", "", "对" if q.answer == "Y" else "错"]))
        said.append(q.say())
    keep("144-bars-without-a-header.txt", "\n".join(lines) + "\n", said)


def judged() -> None:
    text = "".join(
        f"{n}. {q.stem}( )\n   true. 正确\n   false. 错误\n参考答案：{'true' if q.answer == 'Y' else 'false'}\n----------------\n\n"
        for n, q in enumerate(J[:5], 1)
    )
    keep("145-true-and-false-to-choose.txt", text, [q.say() for q in J[:5]])


def triple_bars() -> None:
    text = "".join(f"{n}|||{q.stem}|||{'对' if q.answer == 'Y' else '错'}\n" for n, q in enumerate(J[:6], 1))
    keep("146-judgements-between-bars.txt", text, [q.say() for q in J[:6]])


def make() -> None:
    program_exports()
    bars()
    judged()
    triple_bars()
