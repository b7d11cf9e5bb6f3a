"""From the parts of one question, as texts, to the question: its kind, its answer, and what is doubtful about it."""

from __future__ import annotations

import re
from typing import Final

from jltrain.bank.intake import answers
from jltrain.bank.intake.assembly import Assembly, joined
from jltrain.bank.intake.basis import read_basis
from jltrain.bank.intake.blanks import UNDERLINE, blank, is_note
from jltrain.bank.intake.brackets import brackets, judge_bracket
from jltrain.bank.intake.choice import choice
from jltrain.bank.intake.doubts import DoubtCode, confidence
from jltrain.bank.intake.draft import Draft
from jltrain.bank.intake.fields import difficulty
from jltrain.bank.intake.found import FoundQuestion, Span
from jltrain.bank.intake.judging import judge
from jltrain.bank.intake.lines import clean
from jltrain.bank.question import Kind

__all__ = ["Draft", "assemble"]


LONG: Final = 3000
_NUMBER_INSIDE: Final = re.compile(r"\n\s*\n[ ]*\d{1,3}[.．、](?!\d)")
_SHOWN: Final = re.compile(r"如[下右左上]?图(?:所示|中)|[下右左上]图(?:所示|中)|图中所示|这个标志|此标志|以下标志")
"""A picture that the question speaks of."""
_SAYS: Final = re.compile(
    r"(?:故|因此|所以|综上|本题|答案)[，,]?(?:正确|本题)?(?:应选?|选择?|答案(?:应?为|应?是|应?选)?"
    r"|[为是])[:：]?[ ]*(?:选项)?([A-Z](?:[、,，]?[A-Z]){0,7})"
    r"(?![A-Za-z])(?![ ]*(?:选?项)?[ ]*(?:[^。，；]{0,6}(?:错|不)|、|，?[A-Z]))"
)
_QUESTION_INSIDE: Final = re.compile(r"[（(][ ]*[）)]|_{3,}")
_OPTION_LINES: Final = re.compile(r"^[ ]*[（(]?[A-D][）)]?[.．、:：]", re.MULTILINE)
_PAIRS: Final = tuple(
    map(
        frozenset,
        (
            ("正确", "错误"),
            ("对", "错"),
            ("√", "×"),
            ("是", "否"),
            ("T", "F"),
            ("True", "False"),
            ("正确", "不正确"),
            ("对", "不对"),
        ),
    )
)


def _kind(made: Assembly) -> Kind:
    if made.options and (len(made.options) == 2 and _is_pair(made) and made.declared in (None, Kind.JUDGE)):
        return judge(made)
    if made.options:
        return choice(made)
    if made.declared is Kind.JUDGE:
        return judge(made)
    if made.declared is Kind.BLANK:
        return blank(made)
    blanks = bool(UNDERLINE.search(made.stem)) or any(not b.inside for b in brackets(made.stem)[:-1])
    _stem, value = judge_bracket(made.stem)
    said = [answers.read_judge(raw) for raw in made.draft.answers if raw.strip()]
    judged = bool(said) and all(said)
    letters = [answers.read_letters(raw) for raw in made.draft.answers if raw.strip()]
    if made.declared in (Kind.SINGLE, Kind.MULTIPLE):
        if (judged and not all(letters)) or isinstance(value, bool):
            made.doubt(DoubtCode.KIND_DIFFERS, made.declared.label)
            return judge(made)
        made.doubt(DoubtCode.FEW_OPTIONS, "0")
        return choice(made)
    if (judged and not blanks) or (isinstance(value, bool) and not made.draft.answers):
        return judge(made)
    if made.draft.answers and all(letters) and all(read is not None and not read[1] for read in letters) and not blanks:
        made.doubt(DoubtCode.FEW_OPTIONS, "0")
        return choice(made)
    inner = [b for b in brackets(made.stem) if not b.inside]
    if blanks or inner or made.draft.underlined:
        if not made.draft.answers:
            made.doubt(DoubtCode.KIND_GUESSED, Kind.BLANK.label)
        return blank(made)
    filled = [b for b in brackets(made.stem) if b.inside and b.round and not is_note(b.inside)]
    if filled and not made.draft.answers:
        made.doubt(DoubtCode.KIND_GUESSED, Kind.BLANK.label)
        return blank(made)
    kind = judge(made)
    made.doubt(DoubtCode.KIND_GUESSED, kind.label)
    return kind


def _is_pair(made: Assembly) -> bool:
    return frozenset(option.strip(" 。.") for option in made.options) in _PAIRS


def _mistrust(made: Assembly, kind: Kind) -> None:
    """What in the explanation speaks against the answer, or is no explanation."""
    if kind in (Kind.SINGLE, Kind.MULTIPLE) and made.answer:
        said = {tuple(sorted(c for c in m[1] if c.isalpha())) for m in _SAYS.finditer(made.explanation)}
        if said and made.answer not in said:
            both = " / ".join("".join(letters) for letters in (made.answer, *sorted(said)))
            made.doubt(DoubtCode.ANSWERS_DIFFER, both)
    if _QUESTION_INSIDE.search(made.explanation) and len(_OPTION_LINES.findall(made.explanation)) > 1:
        made.doubt(DoubtCode.LEFTOVER, made.explanation)


def _finish(made: Assembly, lines: Span) -> FoundQuestion:
    draft = made.draft
    kind = _kind(made)
    _mistrust(made, kind)
    basis, read = read_basis(made.basis)
    if not read:
        made.doubt(DoubtCode.BASIS_NOT_READ, made.basis)
    stem = re.sub(r"[，,、；;]+(?=[。.?？]$)", "", joined(made.stem))
    if len(re.sub(r"[\W_]", "", stem)) < (1 if draft.pictures else 3) and "〔图" not in stem:
        made.doubt(DoubtCode.STEM_SHORT)
    if match := _NUMBER_INSIDE.search(draft.stem):
        made.doubt(DoubtCode.STEM_JOINED, draft.stem[match.end() :])
    if _SHOWN.search(stem) and "〔图" not in stem + "".join(made.options) and not draft.pictures:
        made.doubt(DoubtCode.PICTURE_LOST, stem[:30])
    if len(stem) + sum(map(len, made.options)) > LONG:
        made.doubt(DoubtCode.LONG)
    doubts = tuple(dict.fromkeys(made.doubts))
    accept = tuple((text,) for text in made.answer) if kind is Kind.BLANK else ()
    return FoundQuestion(
        kind=kind, stem=stem, options=tuple(made.options), answer=made.answer, explanation=joined(made.explanation), basis=basis,
        lines=lines, doubts=doubts, confidence=confidence(doubts), accept=accept, difficulty=difficulty(draft.difficulty),
        topic=clean(draft.topic.replace("\n", " ")), section=draft.section, number=draft.number, id=draft.id,
        discipline=draft.discipline, pictures=draft.pictures,
    )  # fmt: skip


def assemble(draft: Draft, lines: Span) -> FoundQuestion:
    """The question that `draft` is, its doubts told."""
    return _finish(Assembly(draft), lines)
