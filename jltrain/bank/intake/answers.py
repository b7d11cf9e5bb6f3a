"""Answers as people write them: letters, marks of right and wrong, texts of blanks."""

from __future__ import annotations

import re
from typing import Final

RIGHT: Final = (
    "√",
    "✓",
    "✔",
    "☑",
    "对",
    "正确",
    "是",
    "T",
    "Y",
    "True",
    "TRUE",
    "true",
    "Yes",
    "YES",
    "yes",
    "V",
    "v",
    "right",
    "Right",
    "t",
    "y",
)
WRONG: Final = ("×", "✗", "✘", "╳", "☒", "错", "错误", "否", "不对", "不正确", "F", "N", "False", "FALSE",
"false", "No", "NO", "no", "X", "x",
                "❌", "wrong", "Wrong", "f", "n", "✕", "✖", "х", "Х")  # fmt: skip
_JUDGE: Final = (
    dict.fromkeys(RIGHT, True) | dict.fromkeys(WRONG, False) | {"✅": True, "⭕": True, "○": True, "〇": True}
)
_OUTER: Final = " 。.，,;；:：（）()【】[]\"“”'"
_SEPARATORS: Final = r"[ \t、,，;；/&和与.．|]*"
_LETTERS: Final = re.compile(rf"[（(\[【]?\s*([A-Za-z](?:{_SEPARATORS}[A-Za-z])*)(?![A-Za-z])\s*[）)\]】]?(?:项|选项)?")
_JUDGE_WORD: Final = "|".join(sorted(map(re.escape, _JUDGE), key=len, reverse=True))
JUDGE_MARK: Final = _JUDGE_WORD
_JUDGE_HEAD: Final = re.compile(rf"[（(\[【“\"]?\s*({_JUDGE_WORD})(?![A-Za-z])\s*[）)\]】”\"]?的?")


def read_letters(text: str) -> tuple[tuple[str, ...], str] | None:
    """Letters at the head of `text` in their order and what follows them; None when there are none, or one twice."""
    match = _LETTERS.match(text.strip())
    if not match:
        return None
    run = match[1]
    letters = [c.upper() for c in run if c.isalpha() and c.isascii()]
    if len(set(letters)) != len(letters) or (not run.isupper() and len(letters) > 3 and not run.islower()):
        return None
    rest = text.strip()[match.end() :]
    return tuple(letters), rest.lstrip(" 。.．，,;；:：、")


def read_judge(text: str) -> tuple[bool, str] | None:
    """Right or wrong at the head of `text`, and what follows."""
    text = text.strip()
    match = _JUDGE_HEAD.match(text)
    if not match:
        return None
    rest = text[match.end() :]
    if rest and match[1] not in "√×✓✔✗✘" and rest[0] not in " 。.，,;；:：、（(【[\n\t":
        return None  # 对于…, 是否…, 错误的是… begin a text
    return _JUDGE[match[1]], rest.lstrip(" 。.．，,;；:：、")


def judge_word(text: str) -> bool | None:
    """What a word standing alone says; None when it says neither."""
    return _JUDGE.get(text.strip(_OUTER))


_COUNTED: Final = re.compile(
    r"[（(]\d{1,2}[）)]|[①-⑳]|(?:^|[ ;；，,、])(?:\d{1,2}[.、．)](?!\d)|第[一二三四五六七八九十\d]+空[:：])"
)


def split_blanks(text: str, count: int) -> tuple[str, ...]:
    """`text` as the texts of `count` blanks; of any number when they cannot be had."""
    text = text.strip().strip("。")
    if count == 1 and not re.search(r"[;；]", text):
        return (_trim(_COUNTED.sub("", text, count=1) if _COUNTED.match(text) else text),)
    best: tuple[str, ...] = ()
    for pattern in (_COUNTED, re.compile(r"\s*(?:[;；|]|##|\*\*"
                                         r"|\n)\s*"), re.compile(r"(?<=[）)])\s"
                                                                 r"*(?=[（(])"), re.compile(r"\s*[、]\s*"), re.compile(r"\s*[，,]\s*"),
                    re.compile(r"\s*[、，,]\s*"), re.compile(r"\s+")):  # fmt: skip
        parts = tuple(part for part in map(_trim, pattern.split(text)) if part)
        if len(parts) == count:
            return parts
        if len(parts) > 1 and not best:
            best = parts
    return best or ((_trim(text),) if _trim(text) else ())


def _trim(text: str) -> str:
    text = text.strip(" \t\n;；_")
    if len(text) > 1 and text[0] in "（(" and text[-1] in "）)" and not re.search(r"[（(）)]", text[1:-1]):
        text = text[1:-1].strip()
    return text
