"""A question with options: which letters are right, and whether one or several are."""

from __future__ import annotations

import re
from typing import Final

from jltrain.bank.intake import answers
from jltrain.bank.intake.assembly import Assembly, squeezed
from jltrain.bank.intake.brackets import Bracket, brackets, lone_letters
from jltrain.bank.intake.doubts import DoubtCode
from jltrain.bank.question import BLANK, LETTERS, Kind, Response

EMPTY: Final = "（ ）"


def choice(made: Assembly) -> Kind:
    have = LETTERS[: len(made.options)]
    letters = [letter.upper() for letter in made.draft.letters]
    if letters and letters != list(have):
        made.doubt(DoubtCode.OPTIONS_BROKEN, " ".join(letters))
        have = "".join(letters)
    given: list[Response] = []
    for raw in made.draft.answers:
        _one_choice(made, raw, have, given)
    if made.draft.chosen:
        given.append(made.draft.chosen)
    made.stem, from_stem = _stem_letters(made.stem, have, given)
    given.extend(from_stem)
    if not given and made.draft.set_off:
        given.append(made.draft.set_off)
        made.doubt(DoubtCode.ANSWER_SET_OFF, "".join(made.draft.set_off))
    _settle(made, given)
    outside = [letter for letter in made.answer if letter not in have]
    if outside:
        made.doubt(DoubtCode.ANSWER_OUTSIDE, "".join(outside))
    if letters and "".join(letters) != LETTERS[: len(letters)] and not outside and len(set(letters)) == len(letters):
        made.answer = tuple(LETTERS[letters.index(letter)] for letter in made.answer)
    if len(made.options) < 2:
        made.doubt(DoubtCode.FEW_OPTIONS, str(len(made.options)))
    remark = next((option for option in made.options if _REMARK.match(option) or _FIELD.search(option)), "")
    if remark:
        made.doubt(DoubtCode.LEFTOVER, remark)
    texts = [squeezed(option) for option in made.options]
    if len(set(texts)) != len(texts) or not all(made.options):
        made.doubt(
            DoubtCode.OPTIONS_REPEAT, next((o for o in made.options if texts.count(squeezed(o)) > 1 or not o), "")
        )
    made.stem = _tidy_brackets(made.stem)
    return _choice_kind(made)


def _one_choice(made: Assembly, raw: str, have: str, given: list[Response]) -> None:
    raw = raw.strip()
    same = [
        letter
        for letter, option in zip(have, made.options, strict=False)
        if option and squeezed(option) == squeezed(raw)
    ]
    if len(same) == 1 and len(raw) > 1:
        given.append((same[0],))
        return
    read = answers.read_letters(raw)
    if read is None:
        if raw:
            made.doubt(DoubtCode.ANSWER_NOT_READ, raw)
        return
    letters, rest = read
    own = made.options[have.index(letters[0])] if len(letters) == 1 and letters[0] in have else ""
    if own and squeezed(rest).startswith(squeezed(own)):
        rest = rest[len(own) :] if rest.startswith(own) else ""
    elif rest and raw[-len(rest) - 1 : len(raw) - len(rest)].isalpha() and rest[0] not in "（(【[":
        made.doubt(DoubtCode.ANSWER_NOT_READ, raw)
    given.append(tuple(sorted(letters)))
    made.behind(rest)


_REMARK: Final = re.compile(r"(?:ps|注|备注|说明|(?:正确|参考|标准)?答案|(?:答案|试题)?解析)[:：]", re.IGNORECASE)
_FIELD: Final = re.compile(r"(?:正确|参考)答案(?![的都])(?=.)")
_ASKED: Final = re.compile(
    r"[（(【\[](?:请?选择?|选出|正确答案(?:个数)?[:：]?|有|共)\s*([一二两三四五六七八1-8])\s*(?:个|项)(?:正确)?(?:答案|选项)?[）)】\]]"
)
_COUNTS: Final = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8}


def _choice_kind(made: Assembly) -> Kind:
    asked = _ASKED.search(made.stem)
    wanted = int(asked[1]) if asked and asked[1].isdigit() else _COUNTS[asked[1]] if asked else 0
    if wanted and made.answer and wanted != len(made.answer):
        made.doubt(DoubtCode.KIND_DIFFERS, f"{asked[0] if asked else ''} {''.join(made.answer)}")
    count = len(made.answer)
    pair = len(made.options) == 2
    if made.declared in (Kind.SINGLE, Kind.MULTIPLE):
        if made.declared is Kind.SINGLE and count > 1:
            made.doubt(DoubtCode.KIND_DIFFERS, f"{Kind.SINGLE.label} {''.join(made.answer)}")
            return Kind.MULTIPLE
        if made.declared is Kind.MULTIPLE and count == 1 and not made.open_ended:
            made.doubt(DoubtCode.KIND_DIFFERS, f"{Kind.MULTIPLE.label} {''.join(made.answer)}")
        return made.declared
    if made.declared is not None and made.declared is not Kind.CASE:
        made.doubt(DoubtCode.KIND_DIFFERS, made.declared.label)
    kind = Kind.MULTIPLE if count > 1 else Kind.SINGLE
    if not count and not pair:
        made.doubt(DoubtCode.KIND_GUESSED, kind.label)
    return kind


def _settle(made: Assembly, given: list[Response]) -> None:
    """One answer from all that the file gives."""
    different = list(dict.fromkeys(given))
    if len(different) > 1:
        made.doubt(DoubtCode.ANSWERS_DIFFER, " / ".join("".join(letters) for letters in different))
    if different:
        made.answer = different[0]
    elif not any(d.code is DoubtCode.ANSWER_NOT_READ for d in made.doubts):
        made.doubt(DoubtCode.NO_ANSWER)


def _stem_letters(stem: str, have: str, given: list[Response]) -> tuple[str, list[Response]]:
    """The stem without the letters of an answer in it, and these letters."""
    found: list[Response] = []
    marks = brackets(stem)
    empty = sum(1 for b in marks if not b.inside) + len(re.findall(r"_{2,}", stem))
    lettered: list[tuple[Bracket, Response]] = []
    for bracket in marks:
        letters = bracket.letters() if not _called(stem, bracket) else ()
        if letters and (
            set(letters) <= set(have)
            or ((bracket.padded or len(letters) == 1 or bracket.parted) and max(letters) <= "H")
        ):
            lettered.append((bracket, letters))
    ordered = [(b, letters) for b, letters in lettered if list(letters) == sorted(letters)]
    if given:
        agreed = [(b, letters) for b, letters in ordered if tuple(sorted(letters)) in given]
        lettered = [(b, letters) for b, letters in agreed if not empty or b.padded or b.last] or (
            [] if empty else ordered
        )
    else:
        lettered = ordered if not empty else [(b, letters) for b, letters in ordered if b.padded or b.last]
    if len(lettered) > 1 and len({letters for _b, letters in lettered}) > 1:
        padded = [(b, letters) for b, letters in lettered if b.padded]
        lettered = padded if len(padded) == 1 else lettered
    for bracket, letters in reversed(lettered):
        stem = stem[: bracket.start] + EMPTY + stem[bracket.end :]
        found.insert(0, tuple(sorted(letters)))
    if not found:
        stem, letters = lone_letters(stem, have, bool(given))
        if letters:
            found.append(letters)
    return stem, found


def _tidy_brackets(stem: str) -> str:
    for bracket in reversed(brackets(stem)):
        if not bracket.inside and bracket.round:
            stem = stem[: bracket.start] + EMPTY + stem[bracket.end :]
    return re.sub(r"_{2,}(?:\s*_+)*", BLANK, stem)


def _called(stem: str, bracket: Bracket) -> bool:
    """Whether a bracket is part of a formula or of a program: parseInt(a), f(b)."""
    before = stem[max(0, bracket.start - 1) : bracket.start]
    return bracket.inside.islower() and before.isascii() and (before.isalnum() or before == "_")
