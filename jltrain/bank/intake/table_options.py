"""The options of a row: from columns of their own, or joined in one cell."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from jltrain.bank.intake.doubts import Doubt, DoubtCode
from jltrain.bank.intake.options import run
from jltrain.bank.intake.own_letters import letters_off
from jltrain.bank.question import LETTERS

_JOINTS: Final = (
    "$;$",
    "#;#",
    "|;|",
    "@#@",
    "<br/>",
    "<br>",
    "|||",
    "**",
    "##",
    "$$",
    "@@",
    "||",
    "&&",
    "###",
    "|",
    "｜",
    "#",
    "；",
    ";",
    "¦",
    "\t",
)
_DOUBTFUL_JOINTS: Final = ("、", "/", "，", ",")
_LETTERED: Final = re.compile(r"[(（\[【]?([A-Za-z])[)）\]】]?\s*[-—–－=.．、:：)）\]】]\s*(?=\S)")
_NUMBERED: Final = re.compile(r"[(（]?(\d{1,2}|[①-⑳])[)）]?(?:[.．、:：)）]|(?<=[①-⑳]))\s*(?!\d)")


@dataclass(frozen=True, slots=True)
class Options:
    """`places[i]` is the letter index under which option i stands in the file: not i where a cell was empty."""

    texts: tuple[str, ...]
    places: tuple[int, ...] = ()
    doubts: tuple[Doubt, ...] = ()


NONE: Final = Options(())


def of_columns(cells: Sequence[str]) -> Options:
    """Options in columns A, B, C … An empty one before the last is left out, and doubtful."""
    filled = [(place, text) for place, text in enumerate(cells[: len(LETTERS)]) if text]
    if not filled:
        return NONE
    lettered = letters_off([text for _p, text in filled], [place for place, _t in filled])
    texts = lettered.texts
    if len(filled) == 1 and len(cells) > 2:  # all of them written into the first column
        parts = divided(filled[0][1])
        if len(parts.texts) > 1:
            return parts
    if lettered.odd:
        return Options(texts, lettered.places, (Doubt(DoubtCode.OPTIONS_BROKEN, lettered.odd),))
    gaps = filled[-1][0] + 1 - len(filled)
    if not gaps:
        return Options(texts)
    missing = "".join(LETTERS[n] for n in range(filled[-1][0]) if not cells[n])
    return Options(texts, tuple(p for p, _t in filled), (Doubt(DoubtCode.OPTIONS_BROKEN, missing),))


def divided(cell: str) -> Options:
    """Options joined in one cell, by letters, by lines or by a mark between them."""
    listed = _listed(cell) if cell[:1] in ("[", "{") else ()
    if listed:
        return Options(listed)
    lettered = _lettered(cell)
    if lettered is not None and not lettered[0].strip(" *|#;；:："):
        return lettered[1]
    lines = [line.strip() for line in cell.split("\n") if line.strip()]
    if len(lines) > 1:
        return _marks_off(lines)
    for joint in _JOINTS:
        if joint in cell:
            parts = [part.strip() for part in cell.split(joint)]
            while parts and not parts[-1]:
                parts.pop()
            while parts and not parts[0]:
                parts.pop(0)
            if len(parts) > 1:
                empty = any(not part for part in parts)
                doubts = (Doubt(DoubtCode.OPTIONS_BROKEN, cell[:20]),) if empty else ()
                found = _marks_off([p for p in parts if p])
                return Options(found.texts, found.places, found.doubts or doubts)
    for joint in _DOUBTFUL_JOINTS:
        parts = [part.strip() for part in cell.split(joint)]
        if len(parts) > 2 and all(parts):
            return Options(tuple(parts), (), (Doubt(DoubtCode.OPTIONS_GUESSED),))
    spaced = cell.split()
    if len(spaced) > 2:
        return Options(tuple(spaced), (), (Doubt(DoubtCode.OPTIONS_GUESSED),))
    return Options((cell.strip(),)) if cell.strip() else NONE


def _listed(cell: str) -> tuple[str, ...]:
    """Options as programs write them out: ["一", "二"], [{"text": "一"}, …], {"A": "一", "B": "二"}; () for anything else."""
    if len(cell) > 20_000 or cell.count("[") + cell.count("{") > 2 * len(LETTERS):
        return ()
    try:
        value = json.loads(cell)
    except ValueError:
        return ()
    if isinstance(value, dict):
        if [str(key).upper() for key in value] != list(LETTERS[: len(value)]):
            return ()
        value = list(value.values())
    texts = [_only_text(entry) for entry in value] if isinstance(value, list) else []
    return tuple(_numbers_off(texts)) if len(texts) > 1 and all(texts) else ()


def _only_text(entry: object) -> str:
    """A text, or the one text of an entry that is more than a letter; "" if it is not clear which."""
    if isinstance(entry, dict):
        texts = [text for text in entry.values() if isinstance(text, str) and len(text.strip()) > 1]
        texts = texts or [text for text in entry.values() if isinstance(text, str) and text.strip()][-1:]
        return texts[0].strip() if len(texts) == 1 else ""
    return entry.strip() if isinstance(entry, str) else str(entry) if isinstance(entry, int | float) else ""


def stem_and_options(cell: str) -> tuple[str, Options]:
    """A stem with its options behind it in one cell; no options when there are none."""
    found = _lettered(cell)
    if found is None or not found[0]:
        return cell, NONE
    return found


def _lettered(cell: str) -> tuple[str, Options] | None:
    """What stands before the first letter, and the texts after A, B, C …; None when no two letters are there."""
    marks = run(cell)
    if len(marks) < 2:
        return None
    ends = [*(mark.start for mark in marks[1:]), len(cell)]
    texts = tuple(_flat(cell[mark.text : end].strip(" *|#$@&;；¦\n\t")) for mark, end in zip(marks, ends, strict=True))
    places = tuple(LETTERS.index(mark.letter) for mark in marks)
    if not all(texts):
        return None
    missing = "".join(LETTERS[n] for n in range(places[-1]) if n not in places)
    before = cell[: marks[0].start].strip()
    if missing:
        return before, Options(texts, places, (Doubt(DoubtCode.OPTIONS_BROKEN, missing),))
    return before, Options(texts)


def _flat(text: str) -> str:
    return re.sub(r"\s*\n\s*", "", text)


def _marks_off(parts: list[str]) -> Options:
    """The options without letters or numbers before them, doubtful where the letters are not in order."""
    bare = _numbers_off(parts)
    lettered = letters_off(bare, range(len(bare))) if bare == parts and len(bare) <= len(LETTERS) else None
    if lettered is None or not lettered.odd:
        return Options(tuple(bare) if lettered is None else lettered.texts)
    return Options(lettered.texts, lettered.places, (Doubt(DoubtCode.OPTIONS_BROKEN, lettered.odd),))


def _numbers_off(parts: list[str]) -> list[str]:
    """The options without A- B- C- or 1. 2. 3. before them, when these count all of them in order."""
    own = [_LETTERED.match(part) for part in parts]
    if len(parts) > 1 and all(m and m[1].upper() == LETTERS[n] for n, m in enumerate(own[: len(LETTERS)])):
        return [part[m.end() :].strip() or part for part, m in zip(parts, own, strict=True) if m]
    found = [_NUMBERED.match(part) for part in parts]
    if len(parts) < 2 or not all(found):
        return parts
    numbers = [int(m[1]) if m[1].isdigit() and m[1].isascii() else ord(m[1]) - 0x245F for m in found if m]
    if numbers != list(range(1, len(parts) + 1)):
        return parts
    return [part[m.end() :].strip() or part for part, m in zip(parts, found, strict=True) if m]
