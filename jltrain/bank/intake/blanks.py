"""A question with blanks: where they stand, and what goes into each."""

from __future__ import annotations

import re
from typing import Final

from jltrain.bank.intake import answers
from jltrain.bank.intake.assembly import Assembly, squeezed
from jltrain.bank.intake.brackets import brackets, underlined
from jltrain.bank.intake.doubts import DoubtCode
from jltrain.bank.intake.lines import clean
from jltrain.bank.question import BLANK, Kind, Response

_LETTERS_ALONE: Final = re.compile(r"\s*[A-Z](?:[ 、,，]*[A-Z]){0,7}\s*")
UNDERLINE: Final = re.compile(r"_{2,}(?:\s*_+)*|(?<![A-Za-z0-9_])_(?![A-Za-z0-9_])")


def blank(made: Assembly) -> Kind:
    inside = _blanks_of_stem(made)
    texts: list[Response] = []
    count = made.stem.count(BLANK)
    for raw in made.draft.answers:
        body, rest = _answer_body(raw)
        found = answers.split_blanks(body, count or 1)
        if found:
            texts.append(found)
        made.behind(rest)
    if inside:
        texts.append(inside)
    different = list(dict.fromkeys(tuple(squeezed(t) for t in text) for text in texts))
    if len(different) > 1:
        made.doubt(DoubtCode.ANSWERS_DIFFER, " / ".join("；".join(text) for text in texts))
    if any(
        _LETTERS_ALONE.fullmatch(raw)
        for raw in (*made.draft.answers, *(texts[0] if texts and made.draft.answers else ()))
    ):
        made.doubt(DoubtCode.FEW_OPTIONS, "0")
    if texts:
        made.answer = texts[0]
        if count != len(made.answer):
            made.doubt(DoubtCode.BLANKS_DIFFER, f"{count} ≠ {len(made.answer)}")
        parts = [part for text in made.answer for part in re.split(r"[&＆#|]+", text)]
        if len(parts) > 1 and all(len(part) > 1 and part in made.stem for part in parts):
            made.doubt(DoubtCode.STEM_JOINED, "；".join(made.answer))  # what can be chosen stands behind the stem
    else:
        made.doubt(DoubtCode.NO_ANSWER)
    return Kind.BLANK


def _blanks_of_stem(made: Assembly) -> Response:
    """Makes each blank BLANK and tells what was filled in."""
    have = bool(made.draft.answers)
    stem, inside = underlined(made.stem, have)
    if not inside and made.draft.underlined and not have:
        for text, nth in reversed(made.draft.underlined):
            stem = _nth_blank(stem, text, nth)
        stem, inside = re.sub(r" *____ *", BLANK, stem), [text for text, _nth in made.draft.underlined]
        if made.declared is not Kind.BLANK:
            made.doubt(DoubtCode.ANSWER_SET_OFF, "；".join(inside))
    stem = UNDERLINE.sub(BLANK, stem)
    if not inside:
        marks = [b for b in brackets(stem) if b.round or not b.inside]
        empty = [b for b in marks if not b.inside]
        filled = [
            b for b in marks if b.inside and not have and not empty and BLANK not in stem and not is_note(b.inside)
        ]
        for bracket in reversed(filled or ([] if BLANK in stem and not empty else empty)):
            stem = stem[: bracket.start] + BLANK + stem[bracket.end :]
        inside = [clean(b.inside) for b in filled]
        if not inside and not have and stem.count(BLANK) == 1 and marks and marks[-1].inside and marks[-1].last:
            inside, stem = [clean(marks[-1].inside)], stem[: marks[-1].start].rstrip() + stem[marks[-1].end :]
    made.stem = re.sub(r"[（(]\d{1,2}[）)]\s*(?=____)|(?<=____)[（(]\d{1,2}[）)]", "", stem)
    return tuple(inside)


def _nth_blank(stem: str, text: str, nth: int) -> str:
    """`stem` with a blank for the text's occurrence number `nth`, counted from 0."""
    pieces = stem.split(text)
    if len(pieces) <= nth + 1:
        return stem.replace(text, BLANK, 1)
    return text.join(pieces[: nth + 1]) + BLANK + text.join(pieces[nth + 1 :])


def is_note(inside: str) -> bool:
    """Whether a bracket's text is a remark rather than what goes into a blank."""
    inside = inside.strip()
    return (
        bool(re.match(r"以下|下同|简称|不含|不包括|包括|含|即|如|例如|见|注|或者|单位|也就是|又称|不少于", inside))
        or len(inside) > 40
        or bool(re.fullmatch(r"[一二三四五六七八九十]{1,3}|\d{1,2}[、.)]?|[A-Za-z]{1,6}", inside) and False)
    )


def _answer_body(raw: str) -> tuple[str, str]:
    """The texts of blanks, and a remark behind them: 7（《行政处罚法》第五十六条）, 30日。解析…"""
    raw = raw.strip()
    match = re.search(
        r"[（(]\s*(?:依据|见|出处|根据)?\s*[:：]?\s*(?:《[^）)]{0,80}第|[^（()）]{0,30}第[0-9一二三四五六七八九十百零]{1,6}条)[^）)]{0,400}[）)]\s*$",
        raw[-500:],
    )
    if match and (match.start() or len(raw) > 500):
        return raw[: len(raw) - len(match[0])], match[0]
    head, stop, rest = raw.partition("\n")
    return (head, rest) if stop and len(rest) > 60 else (raw, "")
