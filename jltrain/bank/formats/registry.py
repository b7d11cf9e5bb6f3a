"""Which standard a file is in, and the writer of each.

Modules are imported when first used: most runs of the program need none of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Final, Protocol

from jltrain.bank.formats.carried import Pictures, Written
from jltrain.bank.intake.found import Findings
from jltrain.bank.question import Question
from jltrain.foreign.faults import FileNotText
from jltrain.foreign.text import decoded

__all__ = ["Pictures", "Reader", "Writer", "Written", "reader_of", "writer"]

Reader = Callable[[bytes, str], Findings]


class Writer(Protocol):
    """A file of `questions`, and the sentences that tell what it could not hold."""

    def __call__(self, questions: Sequence[Question], pictures: Pictures, *, answers: bool = True) -> Written: ...


_WRITERS: Final = {
    "jsonl": ("jsonl", "write"),
    "yaml": ("yamlbank", "write"),
    "yaml-list": ("yamlbank", "write_list"),
    "gift": ("gift_write", "write"),
    "moodle": ("moodle_write", "write"),
    "aiken": ("aiken", "write"),
    "qti21": ("qti_write", "write_21"),
    "qti30": ("qti_write", "write_30"),
    "csv": ("sheet", "write_csv"),
    "xlsx": ("sheet", "write_xlsx"),
    "word": ("word", "write"),
}


def writer(name: str) -> Writer:
    """The writer of a format: jsonl, yaml (a zip of a bank folder), yaml-list (one file), gift, moodle, aiken, qti21,
    qti30, csv, xlsx, word."""
    module, function = _WRITERS[name]
    found: Writer = getattr(import_module(f"jltrain.bank.formats.{module}"), function)
    return found


def reader_of(data: bytes, name: str) -> Reader | None:
    """The reader of the standard that `data` is in; None when it is in none of them. Looks at what it says, and at
    the name's ending only where the content leaves it open."""
    found = _kind(data, name.lower())
    if found is None:
        return None
    read: Reader = import_module(f"jltrain.bank.formats.{found}").read
    return read


def _kind(data: bytes, name: str) -> str | None:
    if data.startswith(b"PK"):
        return _zipped(data)
    try:
        text = decoded(data[:400_000] if len(data) <= 400_000 else data[:400_000].rpartition(b"\n")[0], name).text
    except FileNotText:
        return None
    head = text.lstrip()[:4000]
    if head.startswith("<"):
        return _xml(head)
    if name.endswith((".jsonl", ".ndjson")) or re.match(r'\{\s*"[^{}]*"(?:stem|kind|id)"\s*:', head):
        return "jsonl"
    if name.endswith((".yaml", ".yml")) or re.search(r"(?m)\A(?:#.*\n|\s*\n|---\n)*- (?:id|kind): ?\S", head):
        return "yamlbank"
    if name.endswith(".gift") or _is_gift(text):
        return "gift"
    return "aiken" if _is_aiken(text) else None


def _zipped(data: bytes) -> str | None:
    """By the names in the zip's directory, which stands at its end."""
    if b"imsmanifest.xml" in data:
        return "qti"
    if re.search(
        rb"(?:highway|transport|waterway|port|maritime|quality|law|thought|conduct|procedure)/[^/\0]{1,200}\.ya?ml",
        data,
    ):
        return "yamlbank"
    return None


def _xml(head: str) -> str | None:
    root = re.search(
        r"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)[\s>/]", re.sub(r"<!--.*?-->|<[?!][^>]*>", "", head, flags=re.DOTALL)
    )
    name = root[1] if root else ""
    if name == "quiz":
        return "moodle"
    return (
        "qti"
        if name in ("assessmentItem", "qti-assessment-item", "questestinterop", "manifest", "assessmentTest")
        else None
    )


_GIFT_SECTION: Final = re.compile(
    r"(?<!\\)\{\s*(?:(?:T|F|TRUE|FALSE)\s*(?:#[^{}]*)?|[=~][^{}]*|#[^{}]*|[^{}~=]*[=~][^{}]*)(?<!\\)\}"
)
_GIFT_SIGN: Final = re.compile(r"(?m)^(?:\$CATEGORY:|::[^:\n]+::)")
_LATEX: Final = re.compile(r"\\(?:frac|sqrt|text|begin|ans)\b")


def _is_gift(text: str) -> bool:
    """A line with its sign, or answer sections in braces in what is no LaTeX."""
    if _GIFT_SIGN.search(text) and "{" in text:
        return True
    sections = len(_GIFT_SECTION.findall(text))
    return sections > 0 and not _LATEX.search(text) and sections * 3 >= text.count("{")


def _is_aiken(text: str) -> bool:
    """ANSWER: X lines, each after options of its own; with none but those, it is what Moodle wants and no more."""
    answers = len(re.findall(r"(?m)^ANSWER: ?[A-Z][ \t]*$", text))
    options = len(re.findall(r"(?m)^[A-Z][.)][ \t]+\S", text))
    return answers > 0 and options >= 2 * answers and not re.search(r"(?m)^(?:解析|答案|[0-9]+[.、．])", text)
