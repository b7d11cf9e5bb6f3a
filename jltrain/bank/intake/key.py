"""Keys: answers that stand apart from their questions, at a file's end or after each part."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from jltrain.bank.intake.headings import Heading, heading
from jltrain.bank.question import Kind

_ANSWER: Final = r"(?:[A-Z](?:[、,， ]?[A-Z]){0,7}(?![A-Za-z])|[√×✓✔✗✘]|对|错|正确|错误|[TFYN](?![a-z]))"
_ENTRY: Final = re.compile(
    rf"^\s*[*]*[（(]?(?:第\s*)?\d{{1,4}}\s*(?:题\s*[:：.、]?|[)）.．、:：]|(?=\s*[A-Z√×对错]))[*]*\s*(?:【?(?:参考|正确)?答案】?\s*[:：]?)?\s*[（(【\[]?\s*{_ANSWER}\s*[）)】\]]?\s*(?:$|[\s;；,，。.、]|\d|解析|【|（)"
)
_RANGE: Final = re.compile(
    rf"[（(]?(\d{{1,4}})\s*[-—–~～－至到]+\s*(\d{{1,4}})\s*[）)]?\s*(?:题)?\s*[:：.．、]?\s*((?:{_ANSWER}|[A-Z]|[\s、,，;；])+)"
)
_FIELD_ENTRY: Final = re.compile(
    r"^\s*[（(]?(?:第\s*)?\d{1,4}\s*(?:题\s*[:：.、]?|[)）.．、:：])\s*(?:【(?:参考|正确)?答案】|(?:参考|正确)?答案\s*[:：])"
)
_NUMBERED: Final = re.compile(
    r"(?:(?<=^)|(?<=[\s;；,，。、）)】\]A-Z√×对错确误]))[（(]?(?:第\s*)?(\d{1,4})\s*(?:题\s*[:：.、]?|[)）．、:：]|\.(?!\d)|(?<=^\d)\.|(?<=^\d\d)\.|(?=\s*(?:[A-Z]|[√×对错])))\s*"
)
_LONE: Final = re.compile(rf"^\s*{_ANSWER}\s*$")
_GROUPS: Final = re.compile(r"^\s*(?:[A-Z]{2,}|[√×]{2,}|[A-Z√×])(?:[\s,，、;；]+(?:[A-Z]{1,}|[√×]{1,}))*\s*$")
_PART: Final = re.compile(r"^\s*第[一二三四五六七八九十\d]{1,3}(?:部分|章|节|篇|单元|套)[^\d]{0,20}$")
_COULD: Final = re.compile(
    r"[ \t*|]*(?:[（(]?(?:第[ ]*)?\d|题|序|答|参|正|[^\d:：\s]{2,10}题|[一二三四五六七八九十]{1,3}[、.．])"
)
_LEAD: Final = re.compile(
    r"^\s*([一二三四五六七八九十]{1,3}[、.．](?=\s*[（(]?\d{1,3}\s*[.．、)）~～—–√×对错A-Z-])"
    r"|(?:[一二三四五六七八九十]{1,3}[、.．])?\s*[^\d:：\s]{2,6}题(?=(?:答案)?\s*[:：\s]))(?:答案)?\s*[:：]?\s*(?=[（(]?\d)"
)


@dataclass(slots=True)
class KeyPart:
    """Answers under one heading, in order: number ("" when they have none), text."""

    heading: Heading | None = None
    entries: list[tuple[str, str]] = field(default_factory=list)
    broken: set[int] = field(default_factory=set)


def key_line(text: str) -> int:
    """How many answers a line of a key holds: 0 when it is none by the look of it."""
    if len(text) > 2000 or not _COULD.match(text):
        return 0
    text = re.sub(r"^\s*(?:参考|正确)?答案[:：\s]+(?=[（(]?\d)", "", text)
    lead = _LEAD.match(text)
    if lead:
        text = text[lead.end() :]
    ranges = list(_RANGE.finditer(text))
    if ranges and not _RANGE.sub("", text).strip(" ,，;；。、|*"):
        return sum(max(1, int(m[2]) - int(m[1]) + 1) for m in ranges)
    cells = _cells(text)
    if cells and re.fullmatch(r"题号|序号|题目", cells[0]):
        return sum(c.isdecimal() for c in cells[1:]) or 0
    if cells and cells[0] in ("答案", "参考答案", "正确答案") and len(cells) > 1:
        return len(cells) - 1
    parts = _split(text)
    if len(parts) >= 2 and all(
        re.fullmatch(rf"[（(【\[]?\s*{_ANSWER}\s*[）)】\]]?[\s;；,，。、.]*", value) for _n, value in parts
    ):
        return len(parts)
    if (
        _ENTRY.match(text)
        and len(parts) == 1
        and re.fullmatch(rf"[（(【\[]?\s*{_ANSWER}\s*[）)】\]]?[\s;；,，。、.]*", parts[0][1])
    ):
        return 1
    return 0


def keyish(text: str) -> bool:
    """Whether a line could begin a key: a number with an answer right behind it."""
    return bool(key_line(text) or _FIELD_ENTRY.match(text) or (_ENTRY.match(text) and len(text) < 40))


def led(text: str) -> bool:
    """Whether a line is a kind's name with its answers behind it: 填空题：1. 省道 2. 二百."""
    match = _LEAD.match(text)
    return match is not None and bool(_split(text[match.end() :]) or _RANGE.match(text[match.end() :]))


def _cells(text: str) -> list[str]:
    if "|" not in text and "\t" not in text and "  " not in text and not re.match(r"\s*(?:题号|答案)", text):
        return []
    body = text.strip().strip("|")
    parts = re.split(r"\|" if "|" in body else r"\s+", body)
    return [part.strip(" *") for part in parts if part.strip(" *")]


def _split(text: str) -> list[tuple[int, str]]:
    """Numbered entries of a line: those whose numbers go up."""
    marks: list[re.Match[str]] = []
    last = None
    for match in _NUMBERED.finditer(text):
        number = int(match[1])
        if last is None or 0 < number - last <= 3 or number == 1:
            marks.append(match)
            last = number
    if not marks or text[: marks[0].start()].strip(" *"):
        return []
    ends = [*(m.start() for m in marks[1:]), len(text)]
    return [(int(m[1]), text[m.end() : end].strip(" \t;；,，")) for m, end in zip(marks, ends, strict=True)]


def parse(lines: list[tuple[str, Heading | None]]) -> list[KeyPart]:
    """All answers of a key's lines, part by part."""
    parts: list[KeyPart] = [KeyPart()]
    table: list[str] = []
    for text, known in lines:
        text = re.sub(r"^\s*(?:参考|正确)?答案[:：\s]+(?=[（(]?\d)", "", text)
        lead = _LEAD.match(text) if not known else None
        if lead and led(text):
            parts.append(KeyPart(heading(lead[1]) or Heading(lead[1])))
            table = _line(parts[-1], text[lead.end() :], [])
            continue
        part = parts[-1]
        title = known or (heading(text) if not keyish(text) else None)
        if title is None and _PART.match(text):
            parts.append(KeyPart())
            table = []
            continue
        if title is not None:
            parts.append(KeyPart(title))
            table = []
            rest = _rest(text)
            if rest:
                _line(parts[-1], rest, table)
            continue
        table = _line(part, text, table)
    return [part for part in parts if part.entries or part.broken]


def _rest(text: str) -> str:
    """Answers on the line of their heading: 一、单选题：1.A 2.B"""
    match = re.search(r"题(?:答案)?\s*(?:[（(][^（()）]*[）)])?\s*[:：]?\s*(?=[（(]?\d+\s*[-—.．、)）:：~])", text)
    return text[match.end() :] if match and key_line(text[match.end() :]) else ""


def _line(part: KeyPart, text: str, table: list[str]) -> list[str]:
    ranges = list(_RANGE.finditer(text))
    if ranges and not _RANGE.sub("", text).strip(" ,，;；。、|*"):
        for match in ranges:
            _range(part, match)
        return []
    cells = _cells(text)
    if cells and re.fullmatch(r"题号|序号|题目", cells[0]):
        return cells[1:]
    if cells and cells[0] in ("答案", "参考答案", "正确答案") and len(cells) > 1:
        if table:
            part.entries.extend(zip(table, cells[1:], strict=False))
            if len(table) != len(cells) - 1:
                part.broken.update(int(n) for n in table if n.isdecimal())
        else:
            part.entries.extend(("", cell) for cell in cells[1:])
        return []
    if cells and not any(cell.strip("-: ") for cell in cells):
        return table
    if not table and cells and all(c.isdecimal() for c in cells) and len(cells) > 1:
        return cells
    if table and cells and len(cells) == len(table):
        part.entries.extend(zip(table, cells, strict=True))
        return []
    split = _split(text)
    if split:
        part.entries.extend((str(number), value) for number, value in split)
        return []
    if _LONE.match(text):
        part.entries.append(("", text.strip()))
        return []
    if _GROUPS.match(text) and len(text.strip()) > 1:
        groups = text.split()
        single = part.heading is not None and part.heading.kind in (Kind.SINGLE, Kind.JUDGE)
        letters = (
            list("".join(groups)) if single or not any(len(set(g)) == len(g) and len(g) > 1 for g in groups) else groups
        )
        part.entries.extend(("", letter) for letter in letters)
        return []
    if part.entries and text.strip():
        number, value = part.entries[-1]
        part.entries[-1] = (number, f"{value}\n{text.strip()}")
    elif text.strip() and part.heading is not None:
        part.entries.append(("", text.strip()))
    return table


def _range(part: KeyPart, match: re.Match[str]) -> None:
    first, last, body = int(match[1]), int(match[2]), match[3].strip()
    if not 0 <= last - first < 2000:
        return
    count = last - first + 1
    tokens = [t for t in re.split(r"[\s、,，;；]+", body) if t]
    flat = re.findall(r"正确|错误|\S", re.sub(r"[\s、,，;；]", "", body))
    if len(tokens) == count:
        values = tokens
    elif len(flat) == count:
        values = flat
    else:
        part.broken.update(range(first, last + 1))
        values = []
        return
    part.entries.extend((str(first + i), value) for i, value in enumerate(values))
