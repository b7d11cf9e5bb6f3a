"""What an answer cell means beside the options of its row: letters, places, or the right options' own words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from jltrain.bank.intake.doubts import Doubt, DoubtCode
from jltrain.bank.question import LETTERS, Kind

_SQUEEZE: Final = re.compile(r"[\s_。?!\"“”'‘’()]+|(?<!\d)[,.:;、]|[,.:;、](?!\d)")
"""What says nothing: not the mark in 3.5 or 1:2, nor < and >."""
_LETTERS: Final = re.compile(r"[A-Za-z](?:[\s,，、;；.。|/和与及&+-]*[A-Za-z])*")
_PLACES: Final = re.compile(r"\d{1,9}(?:[\s,，、;；|/和&+]+\d{1,2})*")
_LEAD: Final = re.compile(
    r"^(?:(?:正确|标准|参考|本题)?(?:答案|选项|应选|选)(?:是|为)?\s*[:：]?\s*)?[【\[(（]*\s*(.*?)\s*[】\])）]*[.。．]?$",
    re.DOTALL,
)
_WITH_TEXT: Final = re.compile(r"[(（\[【]?([A-Za-z])[)）\]】]?\s*[.．、,，:：)）\s-]\s*(.+)", re.DOTALL)
_JOINTS: Final = ("\n", "**", "##", "||", "|", ";", "；", "、", ",", "，", "/")
RIGHT: Final = frozenset(
    [
        "对",
        "正确",
        "√",
        "✓",
        "✔",
        "☑",
        "T",
        "TRUE",
        "Y",
        "YES",
        "是",
        "R",
        "RIGHT",
        "V",
        "对的",
        "正确的",
        "勾",
        "∨",
        "1",
        "CORRECT",
    ]
)
WRONG: Final = frozenset(
    [
        "错",
        "错误",
        "×",
        "✗",
        "✘",
        "✕",
        "✖",
        "F",
        "FALSE",
        "N",
        "NO",
        "否",
        "不对",
        "不正确",
        "W",
        "WRONG",
        "X",
        "错的",
        "错误的",
        "叉",
        "╳",
        "⨯",
        "☒",
        "0",
        "INCORRECT",
        "非",
    ]
)
_WORDS: Final = (
    frozenset(["对", "正确", "√", "✓", "✔", "是", "T", "TRUE", "YES", "对的", "正确的"]),
    frozenset(["错", "错误", "×", "✗", "✘", "否", "不对", "不正确", "F", "FALSE", "NO", "错的", "错误的", "X"]),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """`answer`: letters ("AC"), "对" or "错", or None: to be read as text. `doubts` about how it was read."""

    answer: str | None
    doubts: tuple[Doubt, ...] = ()


def squeezed(text: str) -> str:
    """What two ways of writing the same words have in common."""
    return _SQUEEZE.sub("", unicodedata.normalize("NFKC", text)).casefold() or text.strip()


def judge_options(options: Sequence[str]) -> tuple[str, ...] | None:
    """("对", "错") for 正确/错误, ("错", "对") for the other way round, None when the options are no judgement."""
    if len(options) != 2:
        return None
    first, second = (unicodedata.normalize("NFKC", o).strip(" 。.;；").upper() for o in options)
    if first in _WORDS[0] and second in _WORDS[1]:
        return ("对", "错")
    if first in _WORDS[1] and second in _WORDS[0]:
        return ("错", "对")
    return None


def read_choice(text: str, options: Sequence[str], *, from_zero: bool = False) -> Reading:
    """The letters of a choice question's answer. `options` in order, by letters A, B, …

    `from_zero`: numbers count the options from 0 in this table.
    """
    match = _LEAD.match(text.strip())
    bare = match[1] if match else text.strip()
    if not bare:
        return Reading(None)
    own = _by_text(bare, options)
    wide = unicodedata.normalize("NFKC", bare)
    if _LETTERS.fullmatch(wide):
        letters = "".join(c for c in wide.upper() if c.isascii() and c.isalpha())  # A和B
        read = "".join(sorted(set(letters), key=LETTERS.index))
        if own is not None and own != read:
            return Reading(read, (Doubt(DoubtCode.ANSWERS_DIFFER, f"{read} / {own}"),))
        return Reading(read)
    if _PLACES.fullmatch(wide):
        return _by_place(wide, own, len(options), from_zero=from_zero)
    if own is not None:
        return Reading(own)
    return _letter_with_text(wide, options) or Reading(None)


def _by_place(wide: str, own: str | None, count: int, *, from_zero: bool) -> Reading:
    parts = re.findall(r"\d+", wide)
    if len(parts) == 1 and int(parts[0]) > count - from_zero and len(set(parts[0])) == len(parts[0]):
        parts = list(parts[0])  # 124: the first, second and fourth
    places = sorted({int(p) - (not from_zero) for p in parts})
    read = "".join(LETTERS[p] for p in places if 0 <= p < count)
    if len(read) != len(places) or len(places) != len(parts):
        return Reading(own, ()) if own is not None else Reading(None, (Doubt(DoubtCode.ANSWER_NOT_READ, wide),))
    if own is not None and own != read:  # options 1 2 3 4, and the answer 3: the third or the one that says 3
        return Reading(own, (Doubt(DoubtCode.ANSWERS_DIFFER, f"{own} / {read}"),))
    return Reading(read)


def _by_text(text: str, options: Sequence[str]) -> str | None:
    """Letters of the options whose own words these are."""
    known: dict[str, str] = {}
    for letter, option in zip(LETTERS, options, strict=False):
        words = squeezed(option)
        known[words] = "" if words in known else letter  # two options alike: neither is meant for sure
    known.pop("", None)
    whole = known.get(squeezed(text))
    if whole:
        return whole
    for joint in _JOINTS:
        if joint in text:
            parts = [squeezed(part) for part in text.split(joint) if part.strip()]
            found = [known.get(part) for part in parts]
            if len(parts) > 1 and all(found):
                return "".join(sorted({f for f in found if f}, key=LETTERS.index))
            stripped = [_of_lettered(part, options) for part in text.split(joint) if part.strip()]
            if len(stripped) > 1 and all(stripped):
                return "".join(sorted({s for s in stripped if s}, key=LETTERS.index))
    return None


def _of_lettered(part: str, options: Sequence[str]) -> str | None:
    """ "B" of B.二 where the second option says 二."""
    match = _WITH_TEXT.fullmatch(part.strip())
    if match is None:
        return None
    letter = match[1].upper()
    place = LETTERS.index(letter)
    return letter if place < len(options) and squeezed(options[place]) == squeezed(match[2]) else None


def _letter_with_text(wide: str, options: Sequence[str]) -> Reading | None:
    """ "B.二": the letter, doubtful when the option under it says something else."""
    match = _WITH_TEXT.fullmatch(wide)
    if match is None or LETTERS.index(match[1].upper()) >= len(options):
        return None
    letter = match[1].upper()
    if squeezed(match[2]) == squeezed(options[LETTERS.index(letter)]):
        return Reading(letter)
    return None


def read_judge(text: str) -> str | None:
    """ "对" or "错", None for anything else."""
    match = _LEAD.match(text.strip())
    word = unicodedata.normalize("NFKC", match[1] if match else text).strip().upper().strip("。.;；")
    return "对" if word in RIGHT else "错" if word in WRONG else None


def is_answer(text: str, kind: Kind | None = None) -> bool:
    """Whether a cell could be an answer by its looks: letters or a judgement."""
    wide = unicodedata.normalize("NFKC", text).strip()
    if kind is None and (read_judge(text) is not None and wide not in ("1", "0")):
        return True
    return len(wide) <= 20 and bool(re.fullmatch(r"[A-H](?:[\s,，、;；]*[A-H])*|[a-h](?:[,，、]?[a-h])*", wide))
