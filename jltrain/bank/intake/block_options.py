"""The options of one question's text, and what stands behind the last of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from jltrain.bank.intake import answers, options
from jltrain.bank.intake.doubts import Doubt, DoubtCode
from jltrain.bank.intake.draft import Draft
from jltrain.bank.intake.lines import Mark, clean
from jltrain.bank.question import LETTERS

_FOLD: Final = re.compile(r"\s*\n\s*")
_COUNTED: Final = re.compile(r"\n[ ]*\d{1,3}[.．、][ ]*(?=[\u3400-\u9fffA-Z（])")
"""A numbered line below an option: none of it."""
_DASH: Final = re.compile(r"\s[-–—•·]\s*$")
"""What stood before the next option's letter: A. one - B. two."""
_AGAIN: Final = re.compile(r"([A-Z])[.．、:：][ ]*(?=\S)")
_CHOSEN: Final = re.compile(r"\s*[（(【\[]\s*(?:正确答案|正确|答案|√|✓|✔)\s*[）)】\]]\s*$")
LONE: Final = re.compile(
    rf"[（(\[【]?[ ]*((?:[A-Z](?:[ 、,，]*[A-Z])*)|[√×✓✔✗✘]|(?:{answers.JUDGE_MARK}))[ ]*[）)\]】]?[ 。.]*"
)
_SO: Final = re.compile(
    r"(?:本题|因此|所以|故)?(?:正确)?(?:答案)?(?:应|为|是)?(?:选择?|应选)(?:项)?[:：]?[ ]*([A-Z](?:[ 、,，]*[A-Z])*)[ ]*[。.]?"
)


def take_options(draft: Draft, body: str, run: list[options.OptionMark], marks: Sequence[Mark], at: int) -> None:
    ends = [*(mark.start for mark in run[1:]), len(body)]
    texts, chosen, set_off = [], [], []
    for index, (mark, end) in enumerate(zip(run, ends, strict=True)):
        value = body[mark.text : end].rstrip(" *√✓✔\n") if end < len(body) else body[mark.text : end].rstrip()
        flag = body[: mark.start].rstrip(" ")[-1:]
        if _COUNTED.search(value):
            draft.doubts.append(Doubt(DoubtCode.LEFTOVER, clean(value.replace("\n", " "))[:60]))
        if index < len(run) - 1:
            value = _DASH.sub("", value)
        if index == len(run) - 1:
            value = _after_options(draft, value)
        note = _CHOSEN.search(value)
        if note:
            value = value[: note.start()]
            chosen.append(LETTERS[index])
        elif (
            flag
            and flag in "√✓✔"
            and body[: mark.start].rstrip(" ")[:-1].endswith(("\n", ""))
            and _alone(body, mark.start)
        ):
            chosen.append(LETTERS[index])
        if _covered(marks, at + mark.text, at + mark.text + len(value)):
            set_off.append(LETTERS[index])
        texts.append(clean(_FOLD.sub("", value)).rstrip("；; "))
    draft.options = _once_lettered(texts)
    draft.letters = tuple(mark.letter for mark in run)
    draft.chosen = tuple(chosen)
    following = [LETTERS[(LETTERS.index(run[-1].letter) + step) % 26] for step in (1, 2)]
    if all(
        re.search(rf"(?<![A-Za-z]){letter}(?=[\u3400-\u9fff .．、,，\d])", texts[-1]) for letter in following
    ) or re.search(rf"[^A-Za-z\s和与及、至~-]{following[0]}[.．、:：](?!\d)", texts[-1]):
        draft.doubts.append(Doubt(DoubtCode.OPTIONS_BROKEN, texts[-1][:40]))
    if 0 < len(set_off) < len(texts):
        draft.set_off = tuple(set_off)
    elif len(texts) > 2 and len(set_off) == len(texts):
        draft.set_off = ()


def _alone(body: str, place: int) -> bool:
    line = body[:place].rpartition("\n")[2].strip()
    return line in ("√", "✓", "✔")


def _covered(marks: Sequence[Mark], start: int, end: int) -> bool:
    need = end - start
    have = sum(
        max(0, min(end, m.end) - max(start, m.start))
        for m in marks
        if m.kinds & {"red", "bold", "highlight", "underline"}
    )
    return need > 0 and have >= 0.7 * need


def _after_options(draft: Draft, value: str) -> str:
    """What follows the last option in lines of its own: an answer by itself, or something not understood."""
    head, gap, rest = value.partition("\n\n")
    if gap and rest.strip():
        rest_lines = [line.strip() for line in rest.split("\n") if line.strip()]
    else:
        rest_lines = []
    lines = head.split("\n")
    if len(lines) > 1:
        last = lines[-1].strip()
        if lone(draft, last):
            lines.pop()
    kept = []
    for line in rest_lines:
        if not lone(draft, line):
            kept.append(line)
    if kept:
        draft.doubts.append(Doubt(DoubtCode.LEFTOVER, clean(" ".join(kept))[:60]))
    body = "\n".join(lines)
    trailing = re.search(r"(?:[ \t]+[（(\[【]|[\[【])[ ]*([A-Z](?:[ 、,，]*[A-Z])*)[ ]*[）)\]】][ ]*$", body)
    if trailing and len(draft.answers) == 0:
        draft.answers.append(trailing[1])
        body = body[: trailing.start()]
    return body


def lone(draft: Draft, line: str) -> bool:
    so = _SO.fullmatch(line)
    match = so or LONE.fullmatch(line)
    if not match:
        return False
    draft.answers.append(match[1])
    return True


def lines_as_options(draft: Draft, stem: str) -> str:
    """Options that have no letters stand in lines of their own below a stem that ends like one."""
    lines = [line.strip() for line in stem.strip().split("\n") if line.strip()]
    if 3 <= len(lines) <= 11 and (letters := _named_lines(draft.answers[0], lines)):
        draft.options, draft.answers[0] = lines[1:], letters
        draft.doubts.append(Doubt(DoubtCode.OPTIONS_GUESSED))
        return lines[0]
    read = answers.read_letters(draft.answers[0])
    if len(lines) < 3 or read is None or (read[1] and read[1][0] not in "（(【《") or len(lines) > 10:
        return stem
    for count in range(1, min(4, len(lines) - 1)):
        head = "".join(lines[:count])
        rest = lines[count:]
        ends = re.search(r"[?？:：]$|[（(][ ]*[A-Z]*[ ]*[）)][ 。.?？]*$|_{2,}[。.]?$", head)
        if ends or (count == 1 and re.search(r"[（(]\s*[）)]|_{2,}", head) and re.search(r"[。.]$", head)):
            if max(read[0]) < LETTERS[len(rest)] and len(rest) > 1:
                draft.options = rest
                draft.doubts.append(Doubt(DoubtCode.OPTIONS_GUESSED))
                return head
            return stem
    return stem


def _named_lines(answer: str, lines: Sequence[str]) -> str:
    """The letters of the lines below the first that an answer says word for word; "" when it says anything else."""
    if not re.search(r"[?？:：]$|[（(]\s*[）)]|_{2,}|哪|什么|包括|属于|是$", lines[0]):
        return ""
    known = {clean(line).rstrip("。；;，,"): letter for letter, line in zip(LETTERS, lines[1:], strict=False)}
    whole = clean(answer).strip("。；;，,")
    parts = [whole] if whole in known else [clean(part).strip("。；;，,") for part in re.split(r"[、；;,，\n]", whole)]
    return "".join(sorted({known[part] for part in parts})) if all(part in known for part in parts) else ""


def _once_lettered(texts: list[str]) -> list[str]:
    """The options without a second letter: A、A.一 B、B.二."""
    own = [_AGAIN.match(text) for text in texts]
    if all(m and m[1] == letter for m, letter in zip(own, LETTERS, strict=False)):
        return [text[m.end() :].strip() for text, m in zip(texts, own, strict=True) if m]
    return texts
