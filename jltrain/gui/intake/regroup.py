"""Lines divided otherwise: a question put to the one before, cut in two, or made of lines that were taken for none.

The lines are read again by themselves. What stood elsewhere in the file (an answer in a key at its end) is carried over,
with a doubt; what the trainer has written himself is never read over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from jltrain.app import intake
from jltrain.bank.intake.doubts import Doubt, DoubtCode, confidence
from jltrain.bank.intake.found import FoundPicture, FoundQuestion, Ignored, Span
from jltrain.bank.intake.table_answer import squeezed
from jltrain.bank.question import LETTERS, Kind
from jltrain.gui.intake.work import Entry, Source, Work, answer_text, fitting
from jltrain.progress import Report, silent

_PICTURE: Final = re.compile(r"〔图(\d{1,5})〕")
_FACT: Final = 30


def before(entry: Entry) -> Entry | None:
    """The question before it in its file, to which it can be put."""
    at = entry.source.entries.index(entry)
    return entry.source.entries[at - 1] if at else None


def merge(work: Work, entry: Entry) -> Entry | None:
    """Make one question of this and the one before; None for the first."""
    source, first = entry.source, before(entry)
    if first is None:
        return None
    one, two = first.found, entry.found
    whole = Span(one.lines.first, max(one.lines.last, two.lines.last))
    found = None
    if one.lines.last < two.lines.first and not first.edited and not entry.edited:
        questions, _rest = _read(source, whole.first, whole.last, (one, two))
        found = questions[0] if len(questions) == 1 else None
    text = source.text(whole.first, whole.last)
    found = replace(_carried(found, one, text) if found else _joined(one, two), lines=whole)
    made = Entry(source, found, edited=first.edited or entry.edited)
    work.regroup(source, (first, entry), (made,), _outside(source.ignored, whole))
    return made


def may_split(entry: Entry, line: int) -> bool:
    """Whether the question can be cut before that line of its file."""
    lines = entry.found.lines
    return lines.first < line <= lines.last and not any(
        other is not entry and other.found.lines.first <= lines.last and other.found.lines.last >= lines.first
        for other in entry.source.entries
    )


def split(work: Work, entry: Entry, line: int) -> list[Entry]:
    """Read what stands before `line` and what begins with it as questions of their own."""
    source, old = entry.source, entry.found
    halves = ((old.lines.first, line - 1), (line, old.lines.last))
    made: list[Entry] = []
    ignored = _outside(source.ignored, old.lines)
    for first, last in halves:
        if not source.text(first, last).strip():
            continue
        questions, rest = _read(source, first, last, (old,))
        if not questions:
            questions, rest = [_illustrated(_by_hand(source, first, last), _pictures(source, (old,)))], []
        made += [Entry(source, q) for q in questions]
        ignored += rest
    if made and not any(one.found.answer == old.answer for one in made):
        made[0].found = _carried(made[0].found, old, source.text(old.lines.first, old.lines.last))
    work.regroup(source, (entry,), made, ignored)
    return made


@dataclass(frozen=True, slots=True)
class Claim:
    """What ignored lines became: questions, and the lines of the file that are still ignored."""

    source: Source
    made: list[Entry]
    ignored: list[Ignored]


def claim(source: Source, lines: Sequence[Ignored], report: Report = silent) -> Claim:
    """Questions out of ignored lines; those that follow one another are read together. Changes nothing yet."""
    made: list[Entry] = []
    ignored = [one for one in source.ignored if one not in lines]
    for first, last in _runs(source, lines):
        questions, rest = _read(source, first, last, (), report)
        if not questions:
            questions, rest = [_by_hand(source, first, last)], []
        made += [Entry(source, q) for q in questions]
        ignored += rest
    return Claim(source, made, ignored)


def _runs(source: Source, lines: Sequence[Ignored]) -> list[tuple[int, int]]:
    """From and to, of lines with none but blank ones between them."""
    out: list[tuple[int, int]] = []
    for span in sorted((one.lines for one in lines), key=lambda span: span.first):
        if out and not source.text(out[-1][1] + 1, span.first - 1).strip():
            out[-1] = out[-1][0], max(out[-1][1], span.last)
        else:
            out.append((span.first, span.last))
    return out


def _outside(ignored: Sequence[Ignored], span: Span) -> list[Ignored]:
    """What is left of ignored lines when a question takes `span`."""
    out = []
    for one in ignored:
        if one.lines.first < span.first:
            out.append(replace(one, lines=Span(one.lines.first, min(one.lines.last, span.first - 1))))
        if one.lines.last > span.last:
            out.append(replace(one, lines=Span(max(one.lines.first, span.last + 1), one.lines.last)))
    return out


def _read(
    source: Source, first: int, last: int, old: Sequence[FoundQuestion], report: Report = silent
) -> tuple[list[FoundQuestion], list[Ignored]]:
    """The questions of these lines alone and what is none, counted as the file counts its lines."""
    lines = [" ".join(line.splitlines()) for line in source.lines[first - 1 : last]]
    findings = intake.read_text("\n".join(lines), report)
    if not all(1 <= q.lines.first <= q.lines.last <= len(lines) for q in findings.questions):
        return [], []  # taken for something that has other lines than ours
    pictures = _pictures(source, old)
    unmarked = sum(len(one.pictures) for one in old if not _marks(source, one))
    questions = []
    for found in findings.questions:
        found = _illustrated(_moved(found, first - 1), pictures)
        if unmarked:  # the lines do not say where they belong
            found = _doubted(found, Doubt(DoubtCode.PICTURE_LOST, str(unmarked)))
        for one in old:
            found = replace(
                found, section=found.section or one.section, topic=found.topic or one.topic,
                discipline=found.discipline or one.discipline, difficulty=found.difficulty or one.difficulty,
            )  # fmt: skip
        questions.append(found)
    rest = [
        Ignored(Span(one.lines.first + first - 1, min(one.lines.last, len(lines)) + first - 1), one.reason)
        for one in findings.ignored
        if one.lines.first <= len(lines)
    ]
    return questions, rest


def _moved(found: FoundQuestion, by: int) -> FoundQuestion:
    lines = Span(found.lines.first + by, found.lines.last + by) if found.lines.first else found.lines
    return replace(found, lines=lines, parts=tuple(_moved(part, by) for part in found.parts))


def _pictures(source: Source, old: Sequence[FoundQuestion]) -> dict[str, FoundPicture | None]:
    """What each mark of a picture in the old questions' lines means; None when it cannot be told."""
    out: dict[str, FoundPicture | None] = {}
    for found in old:
        marks = _marks(source, found)
        sure = len(marks) == len(found.pictures)
        out |= dict(zip(marks, found.pictures, strict=True)) if sure else dict.fromkeys(marks)
    return out


def _marks(source: Source, found: FoundQuestion) -> list[str]:
    """The numbers of the pictures that a question's lines name."""
    return list(dict.fromkeys(_PICTURE.findall(source.text(found.lines.first, found.lines.last))))


def _illustrated(found: FoundQuestion, pictures: dict[str, FoundPicture | None]) -> FoundQuestion:
    """With the pictures that its texts mean, counted anew."""
    if not pictures:
        return found
    order: list[str] = []
    lost: list[str] = []

    def number(match: re.Match[str]) -> str:
        if pictures.get(match[1]) is None:
            lost.append(match[0])
            return match[0]
        if match[1] not in order:
            order.append(match[1])
        return f"〔图{order.index(match[1]) + 1}〕"

    def texts(one: FoundQuestion) -> FoundQuestion:
        return replace(
            one, stem=_PICTURE.sub(number, one.stem), options=tuple(_PICTURE.sub(number, text) for text in one.options),
            explanation=_PICTURE.sub(number, one.explanation), parts=tuple(map(texts, one.parts)),
        )  # fmt: skip

    found = texts(found)
    kept = tuple(picture for mark in order if (picture := pictures[mark]) is not None)
    found = replace(found, pictures=kept)
    return _doubted(found, Doubt(DoubtCode.PICTURE_LOST, " ".join(lost))) if lost else found


def _carried(found: FoundQuestion, old: FoundQuestion, text: str) -> FoundQuestion:
    """With what the old question had from elsewhere in the file than `text`."""
    if found.kind is Kind.CASE or old.kind is Kind.CASE:
        return found
    if not found.answer and old.answer and _fits(found, old):
        doubts = tuple(doubt for doubt in found.doubts if doubt.code is not DoubtCode.NO_ANSWER)
        found = replace(found, answer=old.answer, accept=old.accept, doubts=doubts)
        found = _doubted(found, Doubt(DoubtCode.KEY_DIFFERS, answer_text(found)))
    own = squeezed(text)
    if not found.explanation and squeezed(old.explanation)[:_FACT] not in own:
        found = replace(found, explanation=old.explanation)
    if not found.basis and not any(squeezed(basis)[:_FACT] in own for basis in old.basis):
        found = replace(found, basis=old.basis)
    return found


def _fits(found: FoundQuestion, old: FoundQuestion) -> bool:
    if found.kind is Kind.SINGLE and old.kind is Kind.MULTIPLE:
        return False
    choices = (Kind.SINGLE, Kind.MULTIPLE)
    if found.kind in choices and old.kind in choices:
        return set(old.answer) <= set(LETTERS[: len(found.options)])
    return found.kind is old.kind


def _joined(one: FoundQuestion, two: FoundQuestion) -> FoundQuestion:
    """Both texts one after the other, when reading them as one did not come to one question."""
    place = len(one.pictures)
    two = _shifted(two, place) if place else two
    doubts = [*one.doubts, *two.doubts, Doubt(DoubtCode.STEM_JOINED, two.stem.replace("\n", " ")[:_FACT])]
    if Kind.CASE in (one.kind, two.kind):
        parts = (one.parts or (one,)) + (two.parts or (two,))
        found = replace(one, kind=Kind.CASE, parts=parts) if one.kind is Kind.CASE else replace(two, parts=parts)
        return _with(found, doubts, one.pictures + two.pictures)
    answer = one.answer
    if not answer and two.kind in (Kind.SINGLE, Kind.MULTIPLE):
        answer = tuple(
            LETTERS[at] for text in two.answer if (at := LETTERS.find(text) + len(one.options)) < len(LETTERS)
        )
    answer = answer or two.answer
    if one.answer and two.answer and one.answer != two.answer:
        doubts.append(Doubt(DoubtCode.ANSWERS_DIFFER, f"{answer_text(one)} / {answer_text(two)}"))
    kind = two.kind if two.options and not one.options else one.kind
    if answer:
        doubts = [doubt for doubt in doubts if doubt.code is not DoubtCode.NO_ANSWER]
    found = replace(
        one, kind=kind, stem="\n".join(filter(None, (one.stem, two.stem))), options=one.options + two.options,
        answer=answer, accept=one.accept or two.accept,
        explanation="\n".join(filter(None, (one.explanation, two.explanation))),
        basis=tuple(dict.fromkeys(one.basis + two.basis)),
    )  # fmt: skip
    return _with(fitting(found), doubts, one.pictures + two.pictures)


def _shifted(found: FoundQuestion, by: int) -> FoundQuestion:
    def text(old: str) -> str:
        return _PICTURE.sub(lambda match: f"〔图{int(match[1]) + by}〕", old)

    return replace(
        found, stem=text(found.stem), options=tuple(map(text, found.options)), explanation=text(found.explanation),
        parts=tuple(_shifted(part, by) for part in found.parts),
    )  # fmt: skip


def _with(found: FoundQuestion, doubts: Sequence[Doubt], pictures: tuple[FoundPicture, ...]) -> FoundQuestion:
    once = tuple(dict.fromkeys(doubts))
    return replace(found, doubts=once, confidence=confidence(once), pictures=pictures)


def _doubted(found: FoundQuestion, doubt: Doubt) -> FoundQuestion:
    doubts = tuple(dict.fromkeys((*found.doubts, doubt)))
    return replace(found, doubts=doubts, confidence=confidence(doubts))


def _by_hand(source: Source, first: int, last: int) -> FoundQuestion:
    """Lines in which no question was recognised, as the stem of one."""
    stem = "\n".join(line.strip() for line in source.lines[first - 1 : last] if line.strip())
    kind = Kind.BLANK if "____" in stem else Kind.SINGLE
    doubts = (Doubt(DoubtCode.KIND_GUESSED, kind.label), Doubt(DoubtCode.NO_ANSWER))
    return FoundQuestion(kind, stem, lines=Span(first, last), doubts=doubts, confidence=confidence(doubts))
