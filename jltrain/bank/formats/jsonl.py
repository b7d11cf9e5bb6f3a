"""JSONL of ours: one question a line, as `bank export` always wrote them. Pictures are named, not held."""

from __future__ import annotations

from collections.abc import Sequence

import orjson

from jltrain.bank import digest
from jltrain.bank.formats import build
from jltrain.bank.formats.carried import Losses, Pictures, Written, answerless
from jltrain.bank.formats.record import from_mapping, pictures_of
from jltrain.bank.intake.doubts import Doubt, DoubtCode
from jltrain.bank.intake.found import Findings, FoundQuestion, Ignored, Span
from jltrain.bank.question import Question, as_record
from jltrain.foreign.text import decoded
from jltrain.i18n import _


def read(data: bytes, name: str) -> Findings:
    """All of a JSONL file. Raises FileNotText."""
    source = tuple(decoded(data, name).text.split("\n"))
    questions: list[FoundQuestion] = []
    ignored: list[Ignored] = []
    for number, line in enumerate(source, 1):
        if not line.strip():
            continue
        span = Span(number, number)
        try:
            record = orjson.loads(line)
        except ValueError:
            ignored.append(Ignored(span, _("不是 JSON，读不出题目")))
            continue
        question = from_mapping(record, span)
        if isinstance(question, str):
            ignored.append(Ignored(span, question))
            continue
        if names := pictures_of(record):
            question = build.doubtful(question, Doubt(DoubtCode.PICTURE_LOST, "、".join(names)[:80]))
        questions.append(question)
    return Findings(source, tuple(questions), tuple(ignored), "jsonl")


def write(questions: Sequence[Question], pictures: Pictures, *, answers: bool = True) -> Written:
    """The lines and what they cannot hold."""
    losses = Losses()
    lines = []
    for question in questions:
        if question.pictures:
            losses.add(_("有 {n} 张图片只写了文件名，图片本身不在文件里。"), len(question.pictures))
        lines.append(digest.canonical(as_record(question if answers else answerless(question))) + b"\n")
    return b"".join(lines), losses.sentences()
