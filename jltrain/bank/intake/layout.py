"""A file's lines made ready: characters tidied, page furniture and headings told from text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise
from typing import Final

from jltrain.bank.intake.found import FoundPicture
from jltrain.bank.intake.headings import Heading, heading, inline_headings, key_heading, page_line, running_head
from jltrain.bank.intake.lines import Mark, SourceLine, tidy

_PICTURE: Final = re.compile(r"〔图(\d+)〕")
_BOLD: Final = re.compile(r"\*\*(?=\S)(.{1,200}?)(?<=\S)\*\*")
_BULLET: Final = re.compile(r"^\s*(?:>\s*)*(?:[-+•●◆■▪]\s+|\*\s+(?!\*))(?=\S)")
_OPTION_LABEL: Final = re.compile(r"^\s*[【\[]?选项[ ]?([A-Za-z])[】\]]?[ ]*[:：.、]?[ ]*")
_LAST_NUMBER: Final = re.compile(r"[ \-—·]*(?<!\d)\d{1,4}[ \-—]*$")
_LONE: Final = re.compile(r"\s*(?:[A-Z]{1,8}|[√×]|对|错|正确|错误)\s*")
_STAMP: Final = re.compile(r"\S{1,12} +\d{4}[-/年]\d{1,2}[-/月]\d{1,2}日? +\d{1,2}:\d{2}(?::\d{2})?$")
_ASKING: Final = re.compile(r"\d|[A-Za-z]|[（(【\[_√×?？:：]|答案|正确|错误|^\s*[对错]")
_JOINT_BEFORE: Final = re.compile(r"^&([A-Z][.．、])")
_ICON: Final = re.compile(r"^\s*(〔图\d+〕)\s*([A-Z][.．、].*)$")
_CLOSED: Final = re.compile(
    r"[。？！?!；;]\s*$|答案|解析|[（(\[【]\s*[A-Z√×对错]*\s*[)）\]】]\s*$|^\s*(?:[A-Z]{1,8}|[√×对错])\s*$"
)
_BOX: Final = re.compile(r"^\s*\[([ xX√✓✔])\]\s*(?=[A-Z][.．、])")
"""A box of Markdown before an option, ticked or not."""
_FIRST: Final = re.compile(r"[（(\[【]?A[）)\]】]?[.．、:： ]")
_CIRCLE: Final = re.compile(r"^\s*[○◯□☐◎]\s*(?=[^\sA-Z])")
_RUNS: Final = re.compile(r" {41,}|_{41,}")
_RULE: Final = re.compile(r"^\s*(?:[-*=_—–~·.#]\s*){3,}$|^\s*`{3,}\w*\s*$")


class Role(Enum):
    """What a row is."""

    TEXT = auto()
    BLANK = auto()
    PAGE = auto()
    HEADING = auto()
    KEY = auto()
    GONE = auto()


@dataclass(slots=True)
class Row:
    """A line, or a part of one that holds a heading in its middle. `line` counts from 1."""

    line: int
    text: str
    role: Role = Role.TEXT
    heading: Heading | None = None
    marks: tuple[Mark, ...] = ()
    outline: int = 0
    cells: tuple[str, ...] = ()
    struck: str = ""


@dataclass(slots=True)
class Layout:
    """All rows, and the pictures that 〔图n〕 means in them."""

    rows: list[Row]
    pictures: list[FoundPicture]


def lay_out(lines: Sequence[SourceLine]) -> Layout:
    """The rows of a file, each with a first idea of what it is."""
    pictures: list[FoundPicture] = []
    rows: list[Row] = []
    markdown = sum(line.text.lstrip().startswith("#") or "**" in line.text for line in lines[:2000]) > 1
    for number, line in enumerate(lines, 1):
        rows.extend(_rows(number, line, pictures, markdown))
    _circles(rows)
    _wrapped_kinds(rows)
    _furniture(rows)
    _chatter(rows)
    _letters_alone(rows)
    _loosen(rows)
    return Layout(rows, pictures)


def _rows(number: int, line: SourceLine, pictures: list[FoundPicture], markdown: bool) -> Iterator[Row]:
    raw, struck = _unstruck(line)
    text = tidy(raw)
    cells = line.cells[next((n for n, cell in enumerate(line.cells) if cell.strip()), 0) :]
    if len(cells) > 1 and len(cells[0]) > 8 and not line.marks and _LONE.fullmatch(tidy(cells[-1])):
        text = tidy("\t".join(cells[:-1])) + f"\n答案：{cells[-1].strip()}"  # question left, answer right
    text = _OPTION_LABEL.sub(r"\1. ", text)
    if text.startswith("&"):
        text = _JOINT_BEFORE.sub(r" \1", text)
    marks = line.marks if len(text) == len(line.text) else ()
    if markdown:
        bare = _BOLD.sub(r"\1", text)
        marks = marks if len(bare) == len(text) else ()
        text = bare.replace("\\_", "_").replace("`", "")
    if "     " in text or "______" in text:
        bare = _RUNS.sub(lambda m: m[0][:40], text)
        marks = marks if len(bare) == len(text) else ()
        text = bare
    shift = _BULLET.match(text)
    if shift and not page_line(text.strip()):
        text = " " * shift.end() + text[shift.end() :]
    if line.pictures:
        text, kept = _pictures(text, line.pictures, pictures)
        marks = marks if kept else ()
    if "[" in text and (box := _BOX.match(text)):
        text = ("√ " if box[1].strip() else "") + text[box.end() :]
        marks = ()
    label = tidy(line.number).strip()
    if label and not re.fullmatch(r"[•●◆■▪\-–—*·○o§]", label):
        text = f"{label} {text}"
        marks = tuple(Mark(m.start + len(label) + 1, m.end + len(label) + 1, m.kinds) for m in marks)
    if "〔" in text:
        text = _ICON.sub(r"\2\1", text)
    row = Row(number, text, marks=marks, outline=line.heading, cells=tuple(map(tidy, line.cells)), struck=struck)
    if not text.strip():
        row.role = Role.BLANK
    elif line.page or page_line(text.strip()) or (_RULE.match(text) and not re.fullmatch(r"\s*_+\s*", text)):
        row.role = Role.PAGE
    if row.role is Role.TEXT:
        cuts = inline_headings(text)
        if cuts:
            yield from _cut(row, cuts)
            return
        _see(row)
    yield row


def _unstruck(line: SourceLine) -> tuple[str, str]:
    """The text without what is crossed out (spaces stand there), and what that was."""
    text, struck = line.text, ""
    for mark in line.marks:
        if "strike" in mark.kinds and 0 <= mark.start < mark.end <= len(text):
            struck += text[mark.start : mark.end]
            text = text[: mark.start] + " " * (mark.end - mark.start) + text[mark.end :]
    return text, struck.strip()


def _see(row: Row) -> None:
    row.heading = heading(row.text)
    if row.heading is not None:
        row.role = Role.HEADING
    elif row.outline and key_heading(row.text):
        row.role, row.heading = Role.HEADING, Heading(row.text.strip(), key=True)


def _cut(row: Row, cuts: list[tuple[int, int]]) -> Iterator[Row]:
    at = 0
    for start, end in cuts:
        if row.text[at:start].strip():
            yield Row(row.line, row.text[at:start])
        part = Row(row.line, row.text[start:end])
        _see(part)
        yield part
        at = end
    if row.text[at:].strip():
        yield Row(row.line, row.text[at:])


def _pictures(text: str, own: tuple[FoundPicture, ...], all_: list[FoundPicture]) -> tuple[str, bool]:
    base = len(all_)
    all_.extend(own)
    named = {int(n) for n in _PICTURE.findall(text) if n.isascii() and len(n) < 6}
    text = _PICTURE.sub(
        lambda m: f"〔图{base + int(m[1])}〕" if len(m[1]) < 6 and int(m[1]) <= len(own) else m[0], text
    )
    text += "".join(f"〔图{base + n}〕" for n in range(1, len(own) + 1) if n not in named)
    return text, base == 0 and len(own) == len(named)


def _furniture(rows: list[Row]) -> None:
    """Headers that come again on each page, and bare page numbers that go on counting."""
    count = Counter(_bare(row.text) for row in rows if row.role is Role.TEXT and len(row.text) < 60)
    again = {text for text, times in count.items() if times >= 3 and running_head(text)}
    near = _beside_pages(rows)
    bare = [row for row in rows if row.role is Role.TEXT and re.fullmatch(r"\s*\d{1,3}\s*", row.text)]
    numbers = [int(row.text) for row in bare]
    counting = len(bare) > 1 and all(0 < b - a < 3 for a, b in pairwise(numbers)) and not _numbering(rows)
    for at, row in enumerate(rows):
        text = _bare(row.text)
        if row.role is Role.TEXT and (text in again or (at in near and count[text] >= 2 and running_head(text))):
            row.role = Role.PAGE
    if counting:
        for row in bare:
            row.role = Role.PAGE


def _numbering(rows: Sequence[Row]) -> bool:
    """Whether numbers in lines of their own stand above questions: stem and first option right below most of them."""
    texts = [row.text.strip() for row in rows if row.role is Role.TEXT]
    bare = [at for at, text in enumerate(texts) if text.isdecimal() and len(text) < 4]
    above = sum(any(_FIRST.match(text) for text in texts[at + 2 : at + 5]) for at in bare)
    return len(bare) > 2 and above * 3 > len(bare) * 2


def _bare(text: str) -> str:
    """A line without the number at its end: a page's, in a header."""
    text = text.strip()
    return _LAST_NUMBER.sub("", text) or text if text[-1:].isdigit() or text[-1:] in "-—" else text


def _wrapped_kinds(rows: list[Row]) -> None:
    """判断 by itself right below running text is the rest of a wrapped line, no heading."""
    for before, row in pairwise(rows):
        bare = row.role is Role.HEADING and len(row.text.strip()) == 2 and not row.outline
        if bare and before.role is Role.TEXT and not _CLOSED.search(before.text):
            row.role, row.heading = Role.TEXT, None


def _chatter(rows: list[Row]) -> None:
    """What somebody said in a chat (李队 2023/5/6 19:25:40, then 收到) when it has nothing of a question."""
    stamps = [at for at, row in enumerate(rows) if row.role is Role.PAGE and _STAMP.match(row.text.strip())]
    if len(stamps) < 2:
        return
    for start, end in zip(stamps, [*stamps[1:], len(rows)], strict=True):
        said = [row for row in rows[start + 1 : end] if row.role is Role.TEXT]
        if said and len(said) < 4 and not any(len(row.text) > 30 or _ASKING.search(row.text) for row in said):
            for row in said:
                row.role = Role.PAGE


def _circles(rows: list[Row]) -> None:
    """Gives letters to options that have circles or boxes to be ticked: ○ one, ○ two (正确答案)."""
    texts = [row for row in rows if row.role is not Role.BLANK]
    at = 0
    while at < len(texts):
        end = at
        while end < len(texts) and _CIRCLE.match(texts[end].text):
            end += 1
        if 2 <= end - at <= 10 and len({texts[n].text.lstrip()[0] for n in range(at, end)}) == 1:
            for letter, row in zip("ABCDEFGHIJ", texts[at:end], strict=False):
                shift = 3 - len(row.text) + len(text := _CIRCLE.sub("", row.text))
                row.text, row.role, row.heading = f"{letter}. {text}", Role.TEXT, None
                row.marks = tuple(Mark(max(0, m.start + shift), max(0, m.end + shift), m.kinds) for m in row.marks)
        at = max(end, at + 1)


def _letters_alone(rows: list[Row]) -> None:
    """Joins letters that stand in lines of their own with the options below them."""
    texts = [row for row in rows if row.role is Role.TEXT]
    at = 0
    while at + 3 < len(texts):
        if not (texts[at].text.strip() == "A" and texts[at + 2].text.strip() == "B"):
            at += 1
            continue
        for place, letter in enumerate("ABCDEFGHIJ"):
            here = at + 2 * place
            if here + 1 >= len(texts) or texts[here].text.strip() != letter:
                break
            texts[here].text = f"{letter}. {texts[here + 1].text.strip()}"
            texts[here].marks = ()
            texts[here + 1].role = Role.GONE
        at += 4


def _beside_pages(rows: list[Row]) -> set[int]:
    out: set[int] = set()
    for at, row in enumerate(rows):
        if row.role is Role.PAGE:
            out.update((at - 2, at - 1, at + 1, at + 2))
    return out


def _loosen(rows: list[Row]) -> None:
    """When nearly each line is followed by an empty one, empty lines say nothing."""
    texts = [at for at, row in enumerate(rows) if row.role is not Role.BLANK]
    if len(texts) < 6:
        return
    apart = sum(b - a > 1 for a, b in pairwise(texts))
    if apart > 0.8 * (len(texts) - 1):
        rows[:] = [row for row in rows if row.role is not Role.BLANK]
