"""One question's text, cut into stem, options and fields."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from jltrain.bank.intake import answers, fields, options
from jltrain.bank.intake.block_options import LONE, lines_as_options, take_options
from jltrain.bank.intake.doubts import Doubt, DoubtCode
from jltrain.bank.intake.draft import Draft
from jltrain.bank.intake.kinds import CHOICE, FOREIGN, NAME, foreign_kind, kind_of
from jltrain.bank.intake.lines import Mark, clean
from jltrain.bank.question import LETTERS

_TAG: Final = re.compile(
    rf"\s*(?:[【\[（(〔<《]\s*(?P<boxed>(?:{NAME}|{FOREIGN}|{CHOICE})(?:试?题)?)\s*[,，、:：]?\s*(?:[\d.]+\s*分)?\s*[】\]）)〕>》]\s*[:：.、]?|(?P<bare>(?:{NAME})题)\s*(?:[:：]\s*|[\d.]*(?=\s*$)))"
)
_POINTS: Final = re.compile(r"\s*[【\[（(]\s*(?:本[小]?题|每题|分值[:：]?)?\s*[\d.]+\s*分\s*[】\]）)]\s*")
_TAG_END: Final = re.compile(
    rf"\s*[【\[（(]\s*(?P<boxed>(?:{NAME}|{FOREIGN})(?:试?题)?)\s*[】\]）)]\s*\*?\s*$|\s*[（(]分值[:：]?[ \d]*(?:[）)]"
    rf"|(?=\s))\s*(?P<bare>(?:{NAME})题)?\s*\*?|\s+(?P<loose>(?:{NAME})题)\s*\*\s*$"
)
_FIRST: Final = re.compile(r"^[ ]*[（(\[【]?A[）)\]】.．、:：](?![、B])", re.MULTILINE)
_LEVEL: Final = re.compile(r"\s*[【\[（(](?:难度[:：]?)?(容易|简单|较易|易|中等|一般|中|较难|困难|难)[】\]）)]\s*")
_ARTICLE: Final = re.compile(r"^\s*第[零一二三四五六七八九十百千\d]{1,6}条[ 　]", re.MULTILINE)
_HOLE: Final = re.compile(r"[（(][ _]*[）)]|_{2,}|[?？][ ]*$|下列|以下|哪")
_DOTTED: Final = re.compile(r"\s*\d{1,3}(?:[.．]\d{1,3}){2,4}(?:[ ]+|[、.．][ ]*)(?=[^\d\s])")
"""A number of several levels: 1.2.1.4"""
_SPACED: Final = re.compile(r"(?<=[答解])[ ]+(?=[案析][ ]*[:：;])")


@dataclass(slots=True)
class Read:
    """A block as it was read: the draft, what kind we have not it says it is, and where text begins that is none of it."""

    draft: Draft
    foreign: str = ""
    tail: int | None = None
    bare_key: bool = False
    values: dict[str, str] = field(default_factory=dict)


def read_block(text: str, tag: str = "", marks: Sequence[Mark] = ()) -> Read:
    """Reads one question's text, its number already off. `marks` count from the text's beginning."""
    draft = Draft("")
    read = Read(draft)
    text, at = text, 0
    text = re.sub(r"(?<=[答解])( +)(?=[案析][ ]*[:：;])", lambda m: "\u200b" * len(m[1]), text)
    text = text.replace("\u200b", "")
    at = _tags(text, tag, read)
    dotted = _DOTTED.match(text, at)
    at = dotted.end() if dotted else at
    tail = _tail(text, at)
    if tail is not None:
        read.tail, text = tail, text[:tail]
    text = re.sub(r"([答荅]案[ ]*)[;；](?=[ ]*[A-Z√×])", r"\1:", text).replace("荅案", "答案")
    found = [mark for mark in fields.marks(text) if mark.start >= at]
    head_end = found[0].start if found else len(text)
    run = options.run(text[at:head_end])
    flat = (
        _flattened(text, at, found)
        if found and (not run or any(m.field in ("stem", "options") for m in found))
        else None
    )
    if flat is not None:
        text, at, marks = flat, 0, ()
        found = fields.marks(text)
        head_end = found[0].start if found else len(text)
        run = options.run(text[:head_end])
    body = text[at:head_end]
    stem = body[: run[0].start] if run else body
    if run:
        take_options(draft, body, run, marks, at)
    _fields(read, text, found)
    if _swallowed(draft):
        draft.doubts.append(Doubt(DoubtCode.STEM_JOINED, clean(draft.explanation)[:40]))
    stem = _stem(draft, stem, read, bool(run))
    if tag:
        stem = _tag_bracket(tag, stem)
    if not run and draft.answers and "\n" in stem.strip():
        stem = lines_as_options(draft, stem)
    if not run:
        draft.underlined = tuple(_underlined(text[at:head_end], marks, at)) if not draft.options else ()
    draft.stem = stem.strip()
    if run and len(_FIRST.findall(text[at:head_end])) > 1:
        draft.doubts.append(Doubt(DoubtCode.STEM_JOINED, "A … A"))
    return read


def _tag_bracket(tag: str, stem: str) -> str:
    """A bracket before the number belongs to the stem: there the answer stands."""
    for match in re.finditer(r"[（(\[【][^（()）\]】]*[）)\]】]", tag):
        inner = match[0][1:-1].strip()
        if kind_of(inner) is None and not foreign_kind(inner) and inner != CHOICE:
            stem = f"{match[0]}{stem}"
    return stem


def _tags(text: str, tag: str, read: Read) -> int:
    for match in _TAG.finditer(tag):
        _kind(match["boxed"] or match["bare"], read)
    if not read.draft.kind and kind_of(tag):
        _kind(tag, read)
    at = 0
    while True:
        named = _TAG.match(text, at)
        if named and (named["boxed"] or named.end() < len(text)):
            _kind(named["boxed"] or named["bare"], read)
            at = named.end()
            continue
        level = _LEVEL.match(text, at)
        if level:
            read.draft.difficulty = level[1]
            at = level.end()
            continue
        points = _POINTS.match(text, at)
        if not points:
            return at
        at = points.end()


def _kind(name: str, read: Read) -> None:
    if kind_of(name):
        read.draft.kind = name
    elif name.removesuffix("题") != CHOICE:
        read.foreign = foreign_kind(name)


def _tail(text: str, at: int) -> int | None:
    """Where articles of law that stand behind a question begin."""
    for match in _ARTICLE.finditer(text, at):
        before = text[at : match.start()]
        if match.start() <= at or not before.strip():
            continue
        marks = fields.marks(before)
        if marks and marks[-1].field in ("explanation", "basis") and not before.endswith("\n\n"):
            return None
        if marks or options.run(before):
            return match.start()
        return None
    return None


def _flattened(text: str, at: int, found: Sequence[fields.FieldMark]) -> str | None:
    """The text with stem and options first, when fields name them (题干：… 选项：…) or an answer stands above its options."""
    pieces = []
    for index, mark in enumerate(found):
        end = found[index + 1].start if index + 1 < len(found) else len(text)
        pieces.append((mark.field, text[mark.start : mark.end], text[mark.end : end] if mark.value is None else ""))
    head, rest, moved = text[at : found[0].start].strip(), "", False
    for name, label, value in pieces:
        if name in ("stem", "options"):
            body = "\n".join(_lettered(value)) if name == "options" else value.strip()
            head, moved = f"{head}\n{body}" if head else body, True
            continue
        run = options.run(value) if name in ("answer", "kind", "points", "difficulty", "topic", "chapter") else []
        if run and run[0].at_line and run[0].start > 0 and not options.run(head):
            head, value, moved = f"{head}\n{value[run[0].start :].strip()}", value[: run[0].start], True
        rest += f"\n{label.strip()}{value.strip()}"
    return head + rest if moved else None


def _swallowed(draft: Draft) -> bool:
    """Whether a whole question with its options stands in what was read as the explanation, or below an answer."""
    for text in (draft.explanation, *draft.answers):
        if len(text) > 20 and len(run := options.run(text)) > 2 and _HOLE.search(text[: run[0].start]):
            return True
    return False


def _lettered(value: str) -> list[str]:
    """The options of a field of their own, each with its letter."""
    return [f"{LETTERS[n]}. {option}" for n, option in enumerate(options.divide(value)[:26])]


def _fields(read: Read, text: str, found: list[fields.FieldMark]) -> None:
    draft = read.draft
    for index, mark in enumerate(found):
        end = found[index + 1].start if index + 1 < len(found) else len(text)
        value = (mark.value if mark.value is not None else text[mark.end : end]).strip()
        if mark.value is not None and text[mark.end : end].strip(" 。.\n"):
            value = f"{value}"
            draft.doubts.append(Doubt(DoubtCode.LEFTOVER, clean(text[mark.end : end])[:60]))
        _field(read, mark.field, value)


def _field(read: Read, name: str, value: str) -> None:
    draft = read.draft
    value = value.strip("*＊ \n\t")
    if name == "answer":
        if value:
            _answer(draft, value)
    elif name == "explanation":
        draft.explanation = f"{draft.explanation}\n{value}".strip() if draft.explanation else value
    elif name == "basis":
        draft.basis = f"{draft.basis}；{value}" if draft.basis else value
    elif name == "difficulty":
        draft.difficulty = draft.difficulty or value
    elif name in ("topic", "chapter"):
        value = clean(value.replace("\n", " ")).strip("。；;")
        if name == "topic" or not draft.topic:
            draft.topic = value
    elif name == "kind":
        if kind_of(value):
            draft.kind = draft.kind or value
        elif foreign_kind(value):
            read.foreign = foreign_kind(value)
    elif name == "id":
        draft.id = clean(value)
    elif name == "stem":
        draft.stem = value
    else:
        read.values[name] = value


def _answer(draft: Draft, value: str) -> None:
    """An answer's field: its first line is the answer, further ones explain it."""
    first, stop, rest = value.partition("\n")
    if stop and (letters := _lettered_lines(value, draft)):
        draft.answers.append(letters)
        return
    if stop and rest.strip() and (answers.read_letters(first) or answers.read_judge(first)):
        draft.answers.append(first)
        rest = rest.strip()
        draft.explanation = f"{draft.explanation}\n{rest}".strip()
        if not rest.startswith(("《", "根据", "依据", "依照", "按照", "因为", "因")):
            draft.doubts.append(Doubt(DoubtCode.LEFTOVER, clean(rest.replace("\n", " "))[:60]))
        return
    draft.answers.append(value)


def _lettered_lines(value: str, draft: Draft) -> str:
    """The letters of an answer that repeats the right options, each in a line of its own; "" for anything else."""
    known = dict(zip(draft.letters, map(_plain, draft.options), strict=False))
    found = [
        re.fullmatch(r"([A-Z])[ ]?[.．、:：)）]?[ ]*(.+)", line.strip()) for line in value.split("\n") if line.strip()
    ]
    if len(found) > 1 and all(m and known.get(m[1]) == _plain(m[2]) for m in found):
        return "".join(m[1] for m in found if m)
    return ""


def _plain(text: str) -> str:
    return re.sub(r"[\s。.；;，,、]+", "", text)


def _stem(draft: Draft, stem: str, read: Read, has_options: bool) -> str:
    if draft.stem:
        stem = f"{stem.strip()}\n{draft.stem}".strip()
    while match := _TAG_END.search(stem):
        name = match["boxed"] or match["bare"] or match["loose"]
        if name:
            _kind(name, read)
        stem = stem[: match.start()] + ("" if match.end() == len(stem) else stem[match.end() :])
    stem = re.sub(_POINTS.pattern + r"$", "", stem)
    if not has_options:
        head, stop, last = stem.rstrip().rpartition("\n")
        if (
            stop
            and (m := LONE.fullmatch(last.strip()))
            and (answers.judge_word(m[1]) is not None or len(m[1]) == 1)
            and head.strip()
        ):
            draft.answers.append(m[1])
            return head
    elif (match := re.search(r"\n[ ]*" + LONE.pattern + r"\s*$", stem)) and match.start() > 0:
        draft.answers.append(match[1])
        return stem[: match.start()]
    return stem


def _underlined(text: str, marks: Sequence[Mark], at: int) -> list[tuple[str, int]]:
    """Underlined pieces of a text, each with how often it comes before its own place."""
    out: list[tuple[str, int]] = []
    for mark in marks:
        if "underline" in mark.kinds and mark.end - mark.start < 40:
            piece = text[max(0, mark.start - at) : max(0, mark.end - at)].strip()
            if piece and not set(piece) <= set("_ ") and not re.fullmatch(r"[（(）)]+", piece):
                out.append((piece, text.count(piece, 0, text.find(piece, max(0, mark.start - at)))))
    return out
