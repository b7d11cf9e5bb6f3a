"""What a chapter's Markdown may be at most, so that no file can hang or exhaust the machine.

Python-Markdown is quick on what people write and slow on what attackers write: its link parser takes cubic
time on runs of "[", its block parser recurses once per nesting level, and a wide table header makes every
short row below it as wide. The figures here are ten times what a long real chapter needs; with them the
worst body that our searches found takes two seconds of an idle core (tests/reading/test_hostile.py).
"""

from __future__ import annotations

import re
from typing import Final

from jltrain.errors import BadInput
from jltrain.i18n import N_, _

BODY_CHARACTERS: Final = 200_000
LINE_CHARACTERS: Final = 2_000
BLOCK_CHARACTERS: Final = 8_000
"""A block is a run of lines that are not empty."""
BLOCK_LINES: Final = 300
BLOCK_BRACKETS: Final = 60
BODY_BRACKETS: Final = 600
BLOCK_STARS: Final = 200
BODY_STARS: Final = 4_000
"""Marks of emphasis and code (* _ `); several of the patterns that look for them are quadratic in their number."""
NESTING: Final = 8
TABLE_CELLS: Final = 20_000
TABLE_BARS: Final = 40

_PREFIX: Final = re.compile(r"[ \t]*(?:>|[-*+](?=[ \t]|$)|\d{1,9}\.(?=[ \t]|$))")
_STARS: Final = re.compile(r"[*_`]")
CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_BODY: Final = {
    "brackets": (BODY_BRACKETS, N_("起的方括号累计超过 {limit} 个")),
    "stars": (BODY_STARS, N_("起的星号、下划线和反引号累计超过 {limit} 个")),
    "cells": (TABLE_CELLS, N_("起的表格累计超过 {limit} 格")),
}


class BodyRefused(BadInput):
    """`line` counts from 1 in the text that was given."""

    template = N_("课件正文第 {line} 行{reason}，请修改后重新载入。")


def check_body(body: str) -> None:
    """Raise BodyRefused, with the line and the reason, when `body` passes a limit. Linear time."""
    if len(body) > BODY_CHARACTERS:
        raise BodyRefused(line=1, reason=_("起的正文超过 {limit} 个字符").format(limit=BODY_CHARACTERS))
    start, block = 1, [""]
    totals = dict.fromkeys(_BODY, 0)
    for number, line in enumerate([*body.split("\n"), ""], 1):
        if line.strip(" \t"):  # not strip(): what Markdown takes for text must count here too
            _check_line(number, line)
            block.append(line)
            continue
        text = "\n".join(block)
        _check_block(start, text)
        bars = max(row.count("|") for row in block)
        cells = (bars + 1) * len(block) if bars else 0
        for kind, count in zip(_BODY, (text.count("["), len(_STARS.findall(text)), cells), strict=True):
            totals[kind] += count
            limit, reason = _BODY[kind]
            if totals[kind] > limit:
                raise BodyRefused(line=start, reason=_(reason).format(limit=limit))
        start, block = number + 1, [""]


def _check_line(number: int, line: str) -> None:
    if len(line) > LINE_CHARACTERS:
        raise BodyRefused(line=number, reason=_("超过 {limit} 个字符").format(limit=LINE_CHARACTERS))
    if found := CONTROL.search(line):
        raise BodyRefused(line=number, reason=_("含有控制字符 U+{code}").format(code=f"{ord(found[0]):04X}"))
    if line.count("|") > TABLE_BARS:
        raise BodyRefused(line=number, reason=_("的竖线超过 {limit} 个").format(limit=TABLE_BARS))
    if _depth(line) > NESTING:
        raise BodyRefused(line=number, reason=_("的列表或引用嵌套超过 {limit} 层").format(limit=NESTING))


def _check_block(start: int, text: str) -> None:
    for size, limit, reason in (
        (len(text), BLOCK_CHARACTERS, N_("起的一段超过 {limit} 个字符")),
        (text.count("\n"), BLOCK_LINES, N_("起的一段超过 {limit} 行")),
        (text.count("["), BLOCK_BRACKETS, N_("起的一段里方括号超过 {limit} 个")),
        (len(_STARS.findall(text)), BLOCK_STARS, N_("起的一段里星号、下划线和反引号超过 {limit} 个")),
    ):
        if size > limit:
            raise BodyRefused(line=start, reason=_(reason).format(limit=limit))


def _depth(line: str) -> int:
    """Levels of list and quote that a line can open: its markers, and four columns of indent each."""
    at = markers = 0
    while found := _PREFIX.match(line, at):
        at, markers = found.end(), markers + 1
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    return (0 if _is_rule(line) else markers) + len(indent.expandtabs(4)) // 4


def _is_rule(line: str) -> bool:
    """A thematic break such as "- - - -", which looks like many list markers and nests nothing."""
    marks = set(line) - {" ", "\t"}
    return len(marks) == 1 and marks <= {"-", "*", "_"}
