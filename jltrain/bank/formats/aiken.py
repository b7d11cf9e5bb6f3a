"""Aiken: a line for the stem, one for each option, ANSWER: X. One right answer, nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from jltrain.bank.formats import build
from jltrain.bank.formats.carried import FALSE, TRUE, Losses, Pictures, Written, truth
from jltrain.bank.intake.doubts import Doubt, DoubtCode
from jltrain.bank.intake.found import Findings, FoundQuestion, Ignored, Span
from jltrain.bank.question import KIND_NAMES, LETTERS, Kind, Question
from jltrain.foreign.text import decoded
from jltrain.i18n import _

_OPTION: Final = re.compile(r"([A-Z])[.)][ \t]+(.*)")
_ANSWER: Final = re.compile(r"ANSWER:[ \t]*([A-Z](?:[ \t,;]*[A-Z])*)?[ \t]*")


def read(data: bytes, name: str) -> Findings:
    """All of an Aiken file. Raises FileNotText."""
    source = tuple(decoded(data, name).text.split("\n"))
    questions: list[FoundQuestion] = []
    ignored: list[Ignored] = []
    open_: list[tuple[int, str]] = []
    """Lines read since the last question, with their numbers."""

    def close() -> None:
        if open_:
            taken = _question(open_)
            if taken:
                questions.append(taken)
            else:
                ignored.append(Ignored(Span(open_[0][0], open_[-1][0]), _("没有选项，读不出题目")))
            open_.clear()

    for number, line in enumerate(source, 1):
        text = line.strip()
        had_options = any(_OPTION.fullmatch(before) for _n, before in open_)
        if not text:
            if had_options:
                close()
            continue
        if had_options and not _OPTION.fullmatch(text) and not _ANSWER.fullmatch(text):
            close()
        open_.append((number, text))
        if _ANSWER.fullmatch(text):
            close()
    close()
    return Findings(source, tuple(questions), tuple(ignored), "aiken")


def _question(lines: Sequence[tuple[int, str]]) -> FoundQuestion | None:
    span = Span(lines[0][0], lines[-1][0])
    stem, letters, options = [], [], []
    answer: tuple[str, ...] = ()
    for _number, text in lines:
        option, right = _OPTION.fullmatch(text), _ANSWER.fullmatch(text)
        if right:
            answer = tuple(sorted(set(re.findall("[A-Z]", right[1] or ""))))
        elif option:
            letters.append(option[1])
            options.append(option[2].strip())
        else:
            stem.append(text)
    if not options:
        return None
    doubts = []
    if letters != list(LETTERS[: len(letters)]):
        doubts.append(Doubt(DoubtCode.OPTIONS_BROKEN, "".join(letters)))
        answer = tuple(LETTERS[letters.index(letter)] for letter in answer if letter in letters)
    sides = truth(options)
    if sides and len(answer) < 2:
        right_side = tuple(sides[LETTERS.index(a)] for a in answer if a in "AB")
        return build.found(Kind.JUDGE, "\n".join(stem), span, answer=right_side, doubts=doubts)
    kind = Kind.MULTIPLE if len(answer) > 1 else Kind.SINGLE
    if kind is Kind.MULTIPLE:
        doubts.append(Doubt(DoubtCode.KIND_GUESSED, KIND_NAMES[kind]))
    return build.found(kind, "\n".join(stem), span, options=options, answer=answer, doubts=doubts)


def write(questions: Sequence[Question], pictures: Pictures, *, answers: bool = True) -> Written:
    """Single choice, and true and false as two options; all else is left out and told."""
    losses = Losses()
    blocks = []
    for question in questions:
        item = question.items[0]
        stem = " ".join(item.stem.split())
        if question.kind not in (Kind.SINGLE, Kind.JUDGE):
            losses.add(_("有 {n} 题不是单选题或判断题，Aiken 不能写，没有导出。"))
            continue
        if len(stem.encode()) < 2 or _OPTION.fullmatch(stem) or stem.startswith("ANSWER:"):
            losses.add(_("有 {n} 题的题干会被当成选项或答案，没有导出。"))
            continue
        if stem != item.stem or any(" ".join(option.split()) != option for option in item.options):
            losses.add(_("有 {n} 题的换行和连续空格变成了一个空格。"))
        if question.pictures:
            losses.add(_("有 {n} 题的图片没有写进去。"))
        options = (TRUE, FALSE) if question.kind is Kind.JUDGE else item.options
        lines = [stem, *(f"{letter}. {' '.join(text.split())}" for letter, text in zip(LETTERS, options, strict=False))]
        if answers and item.answer:
            lines.append("ANSWER: " + {"Y": "A", "N": "B"}.get(item.answer[0], item.answer[0]) if question.kind is Kind.JUDGE
                         else f"ANSWER: {item.answer[0]}")  # fmt: skip
        else:
            losses.add(_("有 {n} 题没有写答案，这样的 Aiken 文件不能再导入 Moodle。"))
        blocks.append("\n".join(lines) + "\n")
    if blocks:
        losses.add(
            _("Aiken 只有题干、选项和答案：{n} 题的编号、门类、知识点、难度、依据和解析没有写进去。"), len(blocks)
        )
    return "\n".join(blocks).encode("utf-8", "replace"), losses.sentences()
