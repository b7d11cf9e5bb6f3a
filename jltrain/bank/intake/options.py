"""Options: where their letters stand in a text, and options put into one cell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from jltrain.bank.intake.lines import clean
from jltrain.bank.question import LETTERS

_LETTER: Final = re.compile(
    r"[（(](?P<round>[A-Za-z])[）)][.．、:：]?"
    r"|[\[【](?P<square>[A-Za-z])[\]】][.．、:：]?"
    r"|(?P<plain>[A-Za-z])[ ]{0,3}(?P<sign>[.．、:：,，)）])(?![.．]{2})"
    r"|(?:(?<=\n)|(?<=[ 。？?）)])|\A)(?P<bare>[A-Z])(?P<gap>[ ]+)(?=\S)"
    r"|(?:(?<=\n)|(?<=[ 。？?）)])|\A)(?P<glued>[A-Z])(?=[\u3400-\u9fff《“\"\d（])"
)
_ANSWERS: Final = re.compile(r"[（(\[【][ ]*[A-Z](?:[ 、,，;；]*[A-Z])+[ ]*[）)\]】]")
_UNIT: Final = re.compile(r"\d(?:mm|cm|dm|m|km|kg|g|t|h|s|min|km/h|m/s|ml|kN|kPa|dB|a)$")
_FORMS: Final = {
    ".": "dot",
    "．": "dot",
    "、": "pause",
    ":": "colon",
    "：": "colon",
    ",": "comma",
    "，": "comma",
    ")": "half",
    "）": "half",
}


@dataclass(frozen=True, slots=True)
class OptionMark:
    """The letter of an option: its own place and where its text begins."""

    letter: str
    start: int
    text: int
    form: str
    at_line: bool


def _candidates(text: str) -> list[OptionMark]:
    out = []
    text = _ANSWERS.sub(lambda m: " " * len(m[0]), text)
    for match in _LETTER.finditer(text):
        group = next(name for name in ("round", "square", "plain", "bare", "glued") if match[name])
        start = match.start(group) if group in ("plain", "bare", "glued") else match.start()
        form = _FORMS[match["sign"]] if group == "plain" else group
        case = "" if match[group].isupper() else "-small"
        out.append(OptionMark(match[group].upper(), start, match.end(), form + case, _line_start(text, start)))
    return out


def _line_start(text: str, at: int) -> bool:
    while at and text[at - 1] in " \t*√✓":
        at -= 1
    return at == 0 or text[at - 1] == "\n"


def run(text: str) -> list[OptionMark]:
    """The best run of option letters A, B, C … in `text`; [] when there is none of two or more.

    A run keeps to one form; when no form has a full run of its own, forms may change (A. B、). Runs at line starts
    are preferred to longer ones within a line.
    """
    marks = _candidates(text)
    if len(marks) < 2:
        return []
    best: list[OptionMark] = []
    score = (0, 0, 0)
    forms = {mark.form for mark in marks if mark.letter == "B"}
    for form in sorted(forms):
        chain = _chain(text, [m for m in marks if m.form == form])
        value = _value(text, chain, form)
        if value > score:
            best, score = chain, value
    if len(marks) < 200:
        mixed = [
            m
            for m in marks
            if (m.form != "bare" or m.at_line)
            and m.form not in ("colon-small", "comma-small", "pause-small")
            and (m.at_line or m.form != "comma")
        ]
        chain = _chain(text, mixed)
        if chain and (len(chain) > len(best) or (len(chain) == len(best) and chain[0].at_line > best[0].at_line)):
            value = _value(text, chain, "mixed")
            if value > score:
                best = chain
    return best


def _chain(text: str, marks: list[OptionMark]) -> list[OptionMark]:
    """From the last A before the first B onwards, each letter's first occurrence; at line starts where it has one."""
    chain: list[OptionMark] = []
    wanted = 0
    lined = sum(m.at_line for m in marks) * 2 > len(marks) and any(m.at_line and m.letter == "A" for m in marks)
    for at, mark in enumerate(marks):
        if lined and not mark.at_line and _same_later(marks, at):
            continue
        place = LETTERS.index(mark.letter)
        if place == wanted and _fits(text, mark):
            chain.append(mark)
            wanted += 1
        elif place == 0 and wanted == 1:
            chain = [mark]
        elif place == wanted + 1 and wanted >= 1 and mark.at_line and not _wanted_later(marks, at, wanted):
            chain.append(mark)  # a letter is missing: A B D
            wanted = place + 1
    return chain if len(chain) > 1 else []


def _same_later(marks: list[OptionMark], at: int) -> bool:
    return any(m.letter == marks[at].letter and m.at_line for m in marks[at + 1 : at + 12])


def _wanted_later(marks: list[OptionMark], at: int, wanted: int) -> bool:
    return any(LETTERS.index(m.letter) == wanted for m in marks[at + 1 : at + 6])


def _fits(text: str, mark: OptionMark) -> bool:
    """An option's letter is no part of a Latin word, unless it follows one that ends an option (使用ETCB.不使用)."""
    before = text[mark.start - 1] if mark.start else ""
    if mark.form.endswith("-small"):
        return not (before.isascii() and before.isalpha())
    return not ("a" <= before <= "z") or bool(_UNIT.search(text[max(0, mark.start - 8) : mark.start]))


def _value(text: str, chain: list[OptionMark], form: str) -> tuple[int, int, int]:
    if not chain:
        return (0, 0, 0)
    lined = sum(m.at_line for m in chain)
    if len(chain) < 3 and not lined and any(m.form in ("bare", "glued") for m in chain):
        return (0, 0, 0)
    if form == "bare" and not lined and len(chain) < 3:
        return (0, 0, 0)
    if form in ("bare", "glued") and any(not text[m.text : m.text + 1].strip() for m in chain):
        return (0, 0, 0)
    if form == "glued" and lined < 2 and len(chain) < (3 if chain[0].at_line else 4):
        return (0, 0, 0)
    if form in ("comma", "comma-small", "half-small", "colon-small") and not chain[0].at_line and len(chain) < 3:
        return (0, 0, 0)
    return (len(chain) + (2 if chain[0].at_line else 0), lined, -chain[0].start)


_JOINTS: Final = (r"\$;\$", r"#;#", r"\*\*+", r"##+", r"\|+", r"\n", r"\$\$", r"[;；]", r"\t")


def divide(text: str) -> tuple[str, ...]:
    """The options that one cell or one line holds: lettered, or joined by ** ## | $$ ; or line breaks."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    marks = run(text)
    if marks and not text[: marks[0].start].strip(" *#|;；\n"):
        ends = [*(m.start for m in marks[1:]), len(text)]
        return tuple(
            clean(text[m.text : end].strip(" *#|;；\n\t").replace("\n", "")) for m, end in zip(marks, ends, strict=True)
        )
    for joint in _JOINTS:
        parts = [part for part in (clean(part.replace("\n", "")) for part in re.split(joint, text)) if part]
        if len(parts) > 1:
            return tuple(_unlettered(parts))
    return (clean(text),) if text else ()


def _unlettered(parts: list[str]) -> list[str]:
    letters = [re.match(r"[（(\[]?([A-Za-z])[）)\].．、:： ]", part) for part in parts]
    if all(m and m[1].upper() == LETTERS[i] for i, m in enumerate(letters) if i < 26):
        return [clean(part[m.end() :]) for part, m in zip(parts, letters, strict=True) if m]
    return parts
