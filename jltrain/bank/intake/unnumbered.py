"""Questions without numbers: told apart by how their lines follow each other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from jltrain.bank.intake import fields
from jltrain.bank.intake.answers import JUDGE_MARK

_OPTION: Final = re.compile(
    r"^[ ]*[√✓*]?[ ]*(?:[（(\[【]([A-Za-z])[）)\]】]|([A-Za-z])[ ]{0,2}[.．、:：)）]|([A-Z])(?=[ \u3400-\u9fff\d《“]))"
)
_LONE: Final = re.compile(rf"^[ ]*[（(\[【]?[ ]*(?:[A-Z](?:[ 、,，]*[A-Z])*|{JUDGE_MARK})[ ]*[）)\]】]?[ 。.]*$")
_HOLE: Final = re.compile(r"[（(\[【][ ]*(?:[A-Z](?:[ 、,，]*[A-Z])*|[√×✓✗]|对|错|正确|错误)?[ ]*[）)\]】]|_{2,}")
_ENDED: Final = re.compile(rf"(?:[（(\[【][ ]*(?:{JUDGE_MARK}|)[ ]*[）)\]】]|[。？?][ ]*[√×])[ 。.]*$")
_INLINE: Final = re.compile(r"答[ ]?案[】\]]?[ ]*[:：]")
_INLINE_OPTIONS: Final = re.compile(r"[ ]A[.．、:：].*B[.．、:：]")
_FIELD: Final = re.compile(r"^[ ]*(?:[【\[(（]?[\w ]{2,8}[】\]]|\\ans|[\w ]{1,8}[:：;]|答案|解析)")


@dataclass(slots=True)
class _Line:
    start: int
    text: str
    what: str  # blank, first (option A), option, answer, explanation, field, lone, plain


def _lines(text: str) -> list[_Line]:
    out, at = [], 0
    for line in text.split("\n"):
        out.append(_Line(at, line, _what(line)))
        at += len(line) + 1
    shown = [line for line in out if line.what != "blank"]
    for one, below in pairwise(shown):
        if one.what == "first" and below.what == "first":
            one.what = "plain"
    return out


def _what(line: str) -> str:
    if not line.strip():
        return "blank"
    if _FIELD.match(line):
        found = fields.marks(line)
        if found and not line[: found[0].start].strip():
            if found[0].field in ("number", "kind", "stem", "id"):
                return "record"
            return found[0].field if found[0].field in ("answer", "explanation") else "field"
    match = _OPTION.match(line)
    if match:
        letter = (match[1] or match[2] or match[3]).upper()
        if match[3] is None or len(line) < 60:
            return "first" if letter == "A" else "option"
    return "lone" if _LONE.match(line) else "plain"


def split(text: str) -> list[tuple[int, int]]:
    """Where each question of `text` begins and ends."""
    lines = _lines(text)
    following = ["end"] * (len(lines) + 1)
    for at in range(len(lines) - 1, -1, -1):
        following[at] = following[at + 1] if lines[at].what in ("blank", "plain") else lines[at].what
    starts: list[int] = []
    closed = options = answered = ended = False
    last = "blank"
    for at, line in enumerate(lines):
        what = line.what
        if what == "blank":
            last = "blank" if not closed else last
            continue
        gap = at > 0 and lines[at - 1].what == "blank"
        if (
            (
                what == "plain"
                and (not starts or (closed and _new(lines, at, following[at], last, options, answered, ended, gap)))
            )
            or not starts
            or (what == "record" and closed)
        ):
            starts.append(line.start)
            closed = options = answered = ended = False
        if what in ("first", "option"):
            options = closed = True
        elif what in ("answer", "lone") or _INLINE.search(line.text):
            answered = closed = True
        if what == "plain":
            if _ENDED.search(line.text) and following[at + 1] != "first":
                ended = closed = True
                answered = answered or not re.search(r"[（(][ ]*[）)][ 。]*$", line.text)
            if _INLINE_OPTIONS.search(line.text):
                options = closed = True
        last = (
            what
            if what != "plain"
            else (last if last in ("explanation", "field") and starts[-1] != line.start else "plain")
        )
    ends = [*starts[1:], len(text)]
    return list(zip(starts, ends, strict=True))


def _new(
    lines: list[_Line], at: int, coming: str, last: str, options: bool, answered: bool, ended: bool, gap: bool
) -> bool:
    """Whether a plain line behind a question that could be over begins the next one."""
    before = lines[at - 1].text.rstrip()
    if (
        not gap
        and last == "explanation"
        and len(before) >= 30
        and not before.endswith(("。", "！", "？", "）", ".", "；"))
    ):
        return False
    if _HOLE.search(lines[at].text) or _INLINE_OPTIONS.search(lines[at].text) or _INLINE.search(lines[at].text):
        return not (options and not answered and coming == "answer" and not gap and not _HOLE.search(lines[at].text))
    if coming == "first":
        return True
    if coming in ("answer", "lone"):
        return answered or ended or (gap and options and answered)
    return gap and (answered or ended) and coming == "end" and False
