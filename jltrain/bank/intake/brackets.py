"""Brackets and underlines in a stem, where trainers write the answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from jltrain.bank.intake import answers
from jltrain.bank.question import BLANK, Response

_BRACKET: Final = re.compile(r"[（(](?P<round>[^（()）\n]{0,80})[）)]|[\[【](?P<square>[^\[\]【】\n]{0,24})[\]】]")
_LETTERS: Final = re.compile(r"[A-Za-z](?:[ 、,，;；/.．]*[A-Za-z])*")


@dataclass(frozen=True, slots=True)
class Bracket:
    """`start`..`end` of a stem; `inside` without white space at its ends; `last`: nothing but stops behind it."""

    start: int
    end: int
    inside: str
    round: bool
    padded: bool
    last: bool

    def letters(self) -> Response:
        """The letters when there is nothing else inside, in their order; () for a word."""
        if not _LETTERS.fullmatch(self.inside):
            return ()
        letters = tuple(c.upper() for c in self.inside if c.isalpha())
        if len(set(letters)) != len(letters) or (not self.inside.isupper() and len(letters) > 1 and not self.parted):
            return ()
        return letters

    @property
    def parted(self) -> bool:
        """Whether something stands between the letters."""
        return not self.inside.isalpha()


def brackets(stem: str) -> list[Bracket]:
    """All brackets without brackets in them."""
    out = []
    for match in _BRACKET.finditer(stem):
        inner = match["round"] if match["round"] is not None else match["square"]
        inside = inner.strip(" _.。\t")
        if not inside and re.search(r"[.。]", inner) and "__" not in inner:
            inside = inner.strip() if inner.strip(".。 ") else ""
        last = not stem[match.end() :].strip(" 。.？?！!：:；;，,\n")
        out.append(
            Bracket(match.start(), match.end(), inside, match["round"] is not None, inner != inner.strip(), last)
        )
    return out


_TRAILING: Final = re.compile(
    rf"(?<![A-Za-z0-9])[（(\[【][ ]*({answers.JUDGE_MARK}|[AB]|)[ _]*[）)\]】][ ]*([。.]?)[ \n]*$"
)
_LEADING: Final = re.compile(rf"^[ ]*[（(\[【][ ]*({answers.JUDGE_MARK}|[AB]|)[ _]*[）)\]】][ ]*")
_INNER: Final = re.compile(r"[（(\[【][ ]*([√×✓✔✗✘])[ ]*[）)\]】]")
_NAKED: Final = re.compile(r"(?<=[。.！!？? \n—])[ ]*([√×✓✔✗✘]|正确|错误|对|错)[ 。]*$")


def judge_bracket(stem: str) -> tuple[str, bool | str | None]:
    """A judge's stem without the bracket for its answer, and what was in it: right, wrong, a letter, or nothing."""
    value: bool | str | None = None
    for pattern in (_TRAILING, _LEADING, _INNER, _NAKED):
        match = pattern.search(stem)
        if not match:
            continue
        word = match[1].strip()
        stop = match[2] if pattern is _TRAILING else ""
        before = stem[: match.start()].rstrip(" \n—") if pattern in (_TRAILING, _NAKED) else stem[: match.start()]
        stem = before + (stop if stop and before[-1:] not in "。.？?！!" else "") + stem[match.end() :]
        if word in ("A", "B"):
            value = word if value is None else value
        elif word and value is None:
            value = answers.judge_word(word)
        if pattern is _TRAILING and not word:
            again = _NAKED.search(stem)
            if again:
                continue
        if value is not None:
            break
    return stem, value


_FILLED: Final = re.compile(r"_+[ ]*([^_\n]{1,40}?)[ ]*_+")


def underlined(stem: str, answered: bool) -> tuple[str, list[str]]:
    """Texts between two runs of underlines (___九十___), when that is how this stem's blanks are filled."""
    runs = re.findall(r"_+", stem)
    if answered or not runs or len(runs) % 2 or (len(runs) > 2 and max(map(len, runs)) > 3):
        return stem, []
    if len(runs) == 2:
        match = _FILLED.search(stem)
        if not match or re.search(r"[。；，、]|和|或|及", match[1]) or len(match[1]) > 20:
            return stem, []
    inside = [match[1].strip() for match in _FILLED.finditer(stem)]
    if not all(inside) or len(inside) * 2 != len(runs):
        return stem, []
    return _FILLED.sub(BLANK, stem), inside


_END: Final = re.compile(r"(?<=[？?。.：:）)\s，,])[ ]*([A-Z](?:[ 、,，]*[A-Z])*)[ 。.]*$")
_LINED: Final = re.compile(r"_+[ ]*([A-Z](?:[ 、,，]*[A-Z])*)[ ]*_+")
_MIDDLE: Final = re.compile(r"(?<=[\u3400-\u9fff“”，]) ([A-Z](?:[、,，]?[A-Z])*) (?=[\u3400-\u9fff“”，。])")


def lone_letters(stem: str, have: str, answered: bool) -> tuple[str, Response]:
    """Letters in a stem without brackets: at its end, between underlines, or set apart by spaces: 由 B 负责."""
    for pattern in (_LINED, _END, _MIDDLE):
        hits = list(pattern.finditer(stem))
        if len(hits) != 1 or (pattern is _MIDDLE and answered):
            continue
        letters = tuple(c for c in hits[0][1] if c.isalpha())
        if list(letters) != sorted(set(letters)) or not set(letters) <= set(have):
            continue
        if pattern is _END:
            return stem[: hits[0].start()].rstrip(), letters
        return stem[: hits[0].start()] + BLANK + stem[hits[0].end() :], letters
    return stem, ()
