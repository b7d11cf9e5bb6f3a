"""Letters that options bring along into cells of their own: "B.二" in the column of option B, or between two joints."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from jltrain.bank.question import LETTERS

_SIGNED: Final = re.compile(r"[(（\[【]?([A-Za-zＡ-Ｚａ-ｚ])(?:[)）\]】]?\s*[.．、:：)）\]】]|(?P<gap>\s)(?=\S{2}))\s*")
_GLUED: Final = re.compile(r"([A-ZＡ-Ｚ])(?=\S)")
_DOTTED: Final = re.compile(r"[.．、]\s*(?=[\u3400-\u9fff])")


@dataclass(frozen=True, slots=True)
class Lettered:
    """`texts` without their letters. `places`: where the letters say that the texts stand, () when they are as told
    or say nothing. `odd`: letters that contradict the order of the texts, "" when none do.
    """

    texts: tuple[str, ...]
    places: tuple[int, ...] = ()
    odd: str = ""


def letters_off(texts: Sequence[str], places: Sequence[int]) -> Lettered:
    """The texts at these places (0 for option A) without their own letters."""
    signed = [_SIGNED.match(text) for text in texts]
    if sum(map(bool, signed)) == 1 < len(texts):
        signed = [match if match and not match["gap"] else None for match in signed]  # C 语言
    own = [_letter(match) for match in signed]
    wanted = [LETTERS[place] for place in places]
    agree = sum(letter == due for letter, due in zip(own, wanted, strict=True))
    if agree and agree < len(texts):
        glued = [match or _GLUED.match(text) for match, text in zip(signed, texts, strict=True)]
        if [_letter(match) for match in glued] == wanted:
            signed, own = glued, wanted  # A一 B.二 C.三
    elif not agree and len(texts) > 2:
        glued = [_GLUED.match(text) for text in texts]
        if [_letter(match) for match in glued] == wanted and _apart(texts):
            signed, own = glued, wanted
    if sum(map(bool, own)) > 1 and any(letter not in ("", due) for letter, due in zip(own, wanted, strict=True)):
        return _contradicted(texts, signed, own)
    out = []
    for text, match, letter, due in zip(texts, signed, own, wanted, strict=True):
        rest = text[match.end() :].strip() if match and letter == due else text
        dot = _DOTTED.match(text) if agree > 1 and not letter else None
        out.append(text[dot.end() :] if dot else rest or text)
    bare = "".join(due for text, due in zip(out, wanted, strict=True) if agree > 1 and _only_letter(text))
    return Lettered(tuple(out), (), bare)


def _contradicted(texts: Sequence[str], signed: Sequence[re.Match[str] | None], own: Sequence[str]) -> Lettered:
    """A. C. D. above each other: the letters count when all are there and go up."""
    bare = tuple(text[m.end() :].strip() or text if m else text for text, m in zip(texts, signed, strict=True))
    if max(own) > "H":
        return Lettered(tuple(texts))  # I：实时 Q：快速
    if own[0] == "A" and all(own) and all(a < b for a, b in pairwise(own)):
        return Lettered(bare, tuple(LETTERS.index(letter) for letter in own), "".join(own))
    if sum(map(bool, own)) * 2 > len(texts) and own[0] in ("", "A"):
        return Lettered(bare, (), " ".join(letter or "?" for letter in own))
    return Lettered(tuple(texts))


def _letter(match: re.Match[str] | None) -> str:
    return unicodedata.normalize("NFKC", match[1]).upper() if match else ""


def _only_letter(text: str) -> bool:
    return bool(re.fullmatch(r"[A-Z][.．、:：]", unicodedata.normalize("NFKC", text)))


def _apart(texts: Sequence[str]) -> bool:
    """Whether the texts differ in more than their letters: not A级 B级 C级, nor A类固体 B类液体."""
    rests = [text[1:].strip() for text in texts]
    first = {rest[:1] for rest in rests}
    return len(first) > 1 and all("\u3400" <= rest[:1] <= "\u9fff" for rest in rests)
