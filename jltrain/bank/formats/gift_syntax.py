"""GIFT's marks: escapes, comments with id and tags, blocks, answers. As Moodle's own importer takes them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_ESCAPED: Final = re.compile(r"\\([\\~=#{}:n])")
_HIDDEN: Final = {c: chr(0x10FE00 + n) for n, c in enumerate("\\~=#{}:n")}
_SHOWN: Final = {hidden: "\n" if c == "n" else c for c, hidden in _HIDDEN.items()}
_SHOW: Final = str.maketrans(_SHOWN)
_ID: Final = re.compile(r"\[id:((?:\\\]|[^\]])+)\]")
_TAG: Final = re.compile(r"\[tag:((?:\\\]|[^\]<>`])+)\]")
_WEIGHT: Final = re.compile(r"%(-?[0-9]{1,3}(?:[.,][0-9]*)?)%")
_OVER: Final = re.compile(r"[}。.？?！!]\s*$")
_FORMAT: Final = re.compile(r"\[(html|moodle|plain|markdown)\]")


def hidden(text: str) -> str:
    """Escaped marks put out of sight (private characters that no text has), so that what is left marks."""
    return _ESCAPED.sub(lambda m: _HIDDEN[m[1]], text.translate(dict.fromkeys(map(ord, _SHOWN))))


def shown(text: str) -> str:
    """`hidden` undone: the characters that were meant."""
    return text.translate(_SHOW)


def escaped(text: str) -> str:
    """A text in which nothing marks, on one line."""
    return (
        re.sub(r"[\\~=#{}:]", lambda m: "\\" + m[0], text)
        .replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\n", "\\n")
    )


@dataclass(frozen=True, slots=True)
class Comment:
    id: str
    tags: tuple[str, ...]
    notes: dict[str, str]
    """Our own notes, which Moodle does not keep: name -> text."""


def comment_of(lines: list[str]) -> Comment:
    """What the comment lines of a question say."""
    whole = "\n".join(lines)
    ident = _ID.search(whole)
    notes = dict(re.findall(r"(?m)^[ \t]*//jltrain:([a-z]+)[ \t](.*)$", whole))
    tags = tuple(_unquoted(tag.replace("\\]", "]").strip()) for tag in _TAG.findall(whole))
    return Comment(ident[1].replace("\\]", "]").strip() if ident else "", tags,
                   {name: shown(hidden(text)) for name, text in notes.items()})  # fmt: skip


def comment(ident: str, tags: list[str], notes: dict[str, str]) -> str:
    """The comment lines that `comment_of` reads."""
    words = [f"[id:{ident.replace(']', chr(92) + ']')}]", *(f"[tag:{_quoted(tag)}]" for tag in tags)]
    lines = ["// " + " ".join(words), *(f"//jltrain:{name} {escaped(text)}" for name, text in notes.items() if text)]
    return "\n".join(lines) + "\n"


def _quoted(tag: str) -> str:
    """A tag may not hold some characters: they go as %XX."""
    return re.sub(r"[%<>`\[\]\\\x00-\x1f\x7f]", lambda m: f"%{ord(m[0]):02X}", tag)


def _unquoted(tag: str) -> str:
    return re.sub(r"%([0-9A-F]{2})", lambda m: chr(int(m[1], 16)), tag)


@dataclass(frozen=True, slots=True)
class Answer:
    """One of a list: `mark` is "=" or "~" or "", `weight` in per cent or None, texts as still hidden."""

    mark: str
    weight: float | None
    text: str
    feedback: str


def answers_of(section: str) -> list[Answer]:
    """What stands between braces, general feedback taken off, as its answers."""
    found = []
    for mark, body in re.findall(r"([=~]?)([^=~]*)", section):
        if not mark and not body.strip():
            continue
        text, _hash, feedback = body.strip().partition("#")
        match = _WEIGHT.match(text)
        weight = float(match[1].replace(",", ".").rstrip(".") or 0) if match else None
        found.append(Answer(mark, weight, (text[match.end() :] if match else text).strip(), feedback.strip()))
    return found


def format_of(text: str, default: str) -> tuple[str, str]:
    """(format, text) of a text that may begin with [html] and the like."""
    match = _FORMAT.match(text.lstrip())
    return (match[1], text.lstrip()[match.end() :]) if match else (default, text)


@dataclass(slots=True)
class Block:
    """Lines `first` to `last` of the file, counted from 1, that belong together."""

    first: int
    last: int
    lines: list[str]
    opened: int = 0
    closed: int = 0

    def take(self, number: int, line: str) -> None:
        self.lines.append(line)
        self.last = number
        if not line.lstrip().startswith("//"):
            bare = hidden(line)
            self.opened += bare.count("{")
            self.closed += bare.count("}")


def blocks_of(lines: list[str]) -> list[Block]:
    """The file at its empty lines; a block whose brace is still open goes on where a closing one comes first, and
    questions that begin with :: on a line of their own need no empty line, nor do those whose line before is over."""
    found: list[Block] = []
    fresh = True
    for number, line in enumerate(lines, 1):
        if not line.strip():
            fresh = True
            continue
        if not found or _begins(found[-1], line.lstrip(), fresh=fresh):
            found.append(Block(number, number, []))
        found[-1].take(number, line)
        fresh = False
    return found


def _begins(before: Block, line: str, *, fresh: bool) -> bool:
    """Whether `line` begins a block of its own."""
    if line.startswith("$CATEGORY:") or before.lines[-1].lstrip().startswith("$CATEGORY:"):
        return True
    if not fresh:
        whole = 0 < before.opened == before.closed
        return whole and (line.startswith("::") or ("{" in hidden(line) and bool(_OVER.search(before.lines[-1]))))
    if before.opened <= before.closed or len(before.lines) > 400:
        return True
    ahead = hidden(line)
    return ahead[:1] not in ("=", "~", "}", "#") and not ("}" in ahead and "{" not in ahead)
