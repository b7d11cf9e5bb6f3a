"""What a file's lines came to: each item as a question or as lines with a reason, pictures counted anew."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from typing import Final

from jltrain.bank.intake import answers
from jltrain.bank.intake.assemble import assemble
from jltrain.bank.intake.assembly import joined
from jltrain.bank.intake.attach import Item
from jltrain.bank.intake.basis import read_basis
from jltrain.bank.intake.brackets import brackets, judge_bracket
from jltrain.bank.intake.cutting import FOREIGN, NOTE, UNCLEAR
from jltrain.bank.intake.doubts import Doubt, DoubtCode, confidence
from jltrain.bank.intake.fields import difficulty
from jltrain.bank.intake.found import Findings, FoundPicture, FoundQuestion, Ignored, Span
from jltrain.bank.intake.lines import SourceLine, clean
from jltrain.bank.question import Kind
from jltrain.i18n import _
from jltrain.progress import Report, Step

_PICTURE: Final = re.compile(r"〔图(\d{1,6})〕")


class Outcome:
    """Makes findings of items; `reasons` holds what is known of lines that are in no question."""

    def __init__(
        self, lines: Sequence[SourceLine], pictures: Sequence[FoundPicture], reasons: dict[int, str], report: Report
    ) -> None:
        self.lines = lines
        self.pictures = pictures
        self.reasons = reasons
        self.report = report

    def findings(self, items: Sequence[Item]) -> Findings:
        questions = []
        claimed: set[int] = set()
        for count, item in enumerate(items):
            if count % 500 == 499:
                self.report(Step(item.last, len(self.lines)))
            question = self.question(item)
            if question is not None:
                questions.append(question)
                claimed.update(range(item.first, item.last + 1))
            else:
                for line in range(item.first, item.last + 1):
                    self.reasons[line] = item.reason
        source = tuple(f"{line.number} {line.text}".strip() if line.number else line.text for line in self.lines)
        return Findings(source, tuple(questions), self.ignored(claimed, source))

    def ignored(self, claimed: set[int], source: Sequence[str]) -> tuple[Ignored, ...]:
        out: list[Ignored] = []
        for number, text in enumerate(source, 1):
            if number in claimed or not text.strip():
                continue
            reason = self.reasons.get(number) or _(NOTE)
            last = out[-1] if out else None
            if (
                last is not None
                and last.reason == reason
                and not any(source[n - 1].strip() or n in claimed for n in range(last.lines.last + 1, number))
            ):
                out[-1] = Ignored(Span(last.lines.first, number), reason)
            else:
                out.append(Ignored(Span(number, number), reason))
        return tuple(out)

    def question(self, item: Item) -> FoundQuestion | None:
        if item.reason:
            return None
        if item.parts:
            return self.case_question(item)
        item.reason = _none(item)
        if item.reason:
            return None
        found = assemble(item.draft, Span(item.first, item.last))
        return self.with_pictures(found)

    def case_question(self, item: Item) -> FoundQuestion | None:
        parts, lost = [], []
        for part in item.parts:
            reason = _none(part)
            if reason:
                lost.append(part)
            else:
                parts.append(assemble(part.draft, Span(part.first, part.last)))
        if not parts:
            item.reason = _(FOREIGN).format(kind=_("案例简答题"))
            return None
        doubts = [Doubt(DoubtCode.LEFTOVER, clean(part.draft.stem.replace("\n", " "))[:50]) for part in lost]
        basis, read = read_basis(item.draft.basis)
        if not read:
            doubts.append(Doubt(DoubtCode.BASIS_NOT_READ, item.draft.basis[:50]))
        topic, level, last = item.draft.topic, difficulty(item.draft.difficulty), parts[-1]
        if not any(part.topic or part.difficulty for part in parts[:-1]):  # behind the last part, of the whole
            topic, level = topic or last.topic, level or last.difficulty
            parts[-1] = dataclasses.replace(last, topic="", difficulty=0)
        found = FoundQuestion(
            Kind.CASE,
            joined(item.draft.stem),
            lines=Span(item.first, item.last),
            doubts=tuple(doubts),
            confidence=min([confidence(tuple(doubts)), *(part.confidence for part in parts)]),
            section=item.draft.section,
            parts=tuple(parts),
            basis=basis,
            explanation=joined(item.draft.explanation),
            topic=topic,
            difficulty=level,
        )
        return self.with_pictures(found)

    def with_pictures(self, found: FoundQuestion) -> FoundQuestion:
        """The pictures its texts mean, counted anew within the question."""
        if not self.pictures:
            return found
        order: list[int] = []

        def number(match: re.Match[str]) -> str:
            index = int(match[1])
            if not 0 < index <= len(self.pictures):
                return match[0]
            picture = self.pictures[index - 1]
            same = next(
                (at for at, other in enumerate(order) if self.pictures[other - 1] == picture and picture.data), None
            )
            if same is None and index not in order:
                order.append(index)
            return f"〔图{(order.index(index) if same is None else same) + 1}〕"

        def renumbered(text: str) -> str:
            return _PICTURE.sub(number, text)

        def texts(question: FoundQuestion) -> FoundQuestion:
            return dataclasses.replace(
                question, stem=renumbered(question.stem), options=tuple(map(renumbered, question.options)),
                explanation=renumbered(question.explanation), parts=tuple(map(texts, question.parts)),
            )  # fmt: skip

        found = texts(found)
        pictures: tuple[FoundPicture, ...] = tuple(self.pictures[index - 1] for index in order)
        return dataclasses.replace(found, pictures=pictures)


def _none(item: Item) -> str:
    """Why an item is no question of ours; "" when it is."""
    draft, read, heading = item.draft, item.read, item.heading
    if draft.options:
        return ""
    foreign = read.foreign or (heading.foreign if heading and not draft.kind else "")
    judged = bool(draft.answers) and all(answers.read_judge(raw) for raw in draft.answers)
    if foreign and not judged:
        return _(FOREIGN).format(kind=foreign)
    if draft.kind or (heading and heading.kind and heading.kind is not Kind.CASE):
        return ""
    holes = any(not b.inside for b in brackets(draft.stem)) or "__" in draft.stem
    if draft.answers and not judged and not holes:
        letters = [answers.read_letters(raw) for raw in draft.answers]
        if not all(read is not None and not read[1] for read in letters):
            return _(FOREIGN).format(kind=_("简答题"))
    if not draft.answers and not holes and judge_bracket(draft.stem)[1] is None and not draft.underlined:
        return _(UNCLEAR)
    return ""
