"""A found question put together by a reader of a standard format, with its doubts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from jltrain.bank.formats.carried import is_citation
from jltrain.bank.formats.html_text import MARK
from jltrain.bank.intake.doubts import Doubt, DoubtCode, confidence
from jltrain.bank.intake.found import FoundPicture, FoundQuestion, Ignored, Span
from jltrain.bank.question import BLANK, LETTERS, Kind, Response

_RUN: Final = re.compile(r"_{2,}|[（(][ _\u3000]*[）)]")


def found(
    kind: Kind,
    stem: str,
    lines: Span,
    *,
    options: Sequence[str] = (),
    answer: Response = (),
    accept: Sequence[Sequence[str]] = (),
    explanation: str = "",
    basis: Sequence[str] = (),
    doubts: Sequence[Doubt] = (),
    derived: Sequence[str] = (),
) -> FoundQuestion:
    """One question that is no case; what is wrong with it is told by its doubts."""
    texts = tuple(tuple(variants) for variants in accept)
    if kind is Kind.BLANK:
        stem = with_blanks(stem, len(texts))
        answer = tuple(variants[0] for variants in texts)
    told = (*doubts, *_doubts(kind, stem, options, answer, basis))
    return FoundQuestion(
        kind=kind,
        stem=stem,
        options=tuple(options),
        answer=answer,
        explanation=explanation,
        basis=tuple(basis),
        lines=lines,
        doubts=told,
        confidence=confidence(told),
        accept=texts,
        derived=tuple(derived),
    )


def with_blanks(stem: str, count: int) -> str:
    """The stem with as many blanks as there are answers, where its own gaps allow it: brackets and longer lines are
    gaps too, and a question without any has its one at the end."""
    if not count or stem.count(BLANK) == count:
        return stem
    filled = _RUN.sub(BLANK, stem)
    if filled.count(BLANK) == count:
        return filled
    return f"{stem}{BLANK}" if count == 1 and not filled.count(BLANK) else stem


def _doubts(kind: Kind, stem: str, options: Sequence[str], answer: Response, basis: Sequence[str]) -> list[Doubt]:
    told = []
    if not answer:
        told.append(Doubt(DoubtCode.NO_ANSWER))
    if kind in (Kind.SINGLE, Kind.MULTIPLE):
        outside = [letter for letter in answer if letter not in LETTERS[: len(options)]]
        if outside:
            told.append(Doubt(DoubtCode.ANSWER_OUTSIDE, "".join(outside)))
        if len(options) < 3:
            told.append(Doubt(DoubtCode.FEW_OPTIONS, str(len(options))))
        repeated = [option for n, option in enumerate(options) if option in options[:n]]
        if repeated:
            told.append(Doubt(DoubtCode.OPTIONS_REPEAT, repeated[0][:20]))
    if kind is Kind.BLANK and answer and stem.count(BLANK) != len(answer):
        told.append(Doubt(DoubtCode.BLANKS_DIFFER, f"{stem.count(BLANK)} / {len(answer)}"))
    if len(stem.strip()) < 2:
        told.append(Doubt(DoubtCode.STEM_SHORT))
    told += [Doubt(DoubtCode.BASIS_NOT_READ, text[:40]) for text in basis if not is_citation(text)]
    return told


def case(story: FoundQuestion, parts: Sequence[FoundQuestion]) -> FoundQuestion:
    """A case of its story (a question without answer, its kind CASE) and its parts."""
    first = min(q.lines.first for q in (story, *parts))
    last = max(q.lines.last for q in (story, *parts))
    told = tuple(d for d in story.doubts if d.code is not DoubtCode.NO_ANSWER)
    sure = min((confidence(told), *(part.confidence for part in parts)))
    return replace(story, kind=Kind.CASE, parts=tuple(parts), lines=Span(first, last), doubts=told, confidence=sure)


def doubtful(question: FoundQuestion, *doubts: Doubt) -> FoundQuestion:
    """The question with more doubts."""
    told = (*question.doubts, *(d for d in doubts if d not in question.doubts))
    return replace(question, doubts=told, confidence=min(question.confidence, confidence(told)))


@dataclass(slots=True)
class Gallery:
    """The pictures of one question while it is read: each gets its number, which its mark in the texts says."""

    found: dict[int, FoundPicture] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)

    def add(self, key: str, picture: FoundPicture | None, alternative: str) -> str:
        """The mark of a picture; `key` tells the same picture again. What ours say in its place names its number."""
        if picture is None:
            self.lost.append(alternative[:40] or key[:40])
            return f"〔图：{alternative}〕" if alternative and not MARK.fullmatch(alternative) else ""
        number = self._numbers.get(key)
        if number is None:
            said = MARK.fullmatch(alternative)
            number = int(said[1]) if said and int(said[1]) not in self.found else max(self.found, default=0) + 1
            self._numbers[key], self.found[number] = number, picture
        return f"〔图{number}〕"

    def hang(self, question: FoundQuestion) -> FoundQuestion:
        """The question with its pictures, numbered from 1 without a gap."""
        order = {number: at for at, number in enumerate(sorted(self.found), 1)}
        hung = replace(question, pictures=tuple(self.found[number] for number in sorted(self.found)))
        if any(number != at for number, at in order.items()):
            hung = _renumbered(hung, order)
        if self.lost:
            hung = doubtful(hung, Doubt(DoubtCode.PICTURE_LOST, "、".join(dict.fromkeys(self.lost))[:80]))
        return hung


def _renumbered(question: FoundQuestion, order: dict[int, int]) -> FoundQuestion:
    def new(text: str) -> str:
        return MARK.sub(lambda m: f"〔图{order.get(int(m[1]), int(m[1]))}〕", text)

    return replace(
        question,
        stem=new(question.stem),
        options=tuple(map(new, question.options)),
        explanation=new(question.explanation),
        parts=tuple(_renumbered(part, order) for part in question.parts),
    )


def rest_ignored(source: Sequence[str], claimed: Sequence[Span], reason: str) -> tuple[Ignored, ...]:
    """Each run of lines that are not blank and in none of `claimed`, ignored for `reason`."""
    taken = {n for span in claimed for n in range(span.first, span.last + 1)}
    runs: list[list[int]] = []
    for number, line in enumerate(source, 1):
        if number in taken or not line.strip():
            continue
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return tuple(Ignored(Span(run[0], run[-1]), reason) for run in runs)
