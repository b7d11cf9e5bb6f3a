"""Questions out of somebody's file into the bank: read, look, take."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Final

from jltrain.app.context import Context
from jltrain.bank import check
from jltrain.bank.areas import Area, area_from
from jltrain.bank.intake import read as reader
from jltrain.bank.intake.found import Findings, FoundPicture, FoundQuestion
from jltrain.bank.intake.table_answer import squeezed
from jltrain.bank.pictures import PictureUnfit, content_name
from jltrain.bank.question import LETTERS, Item, Kind, Question
from jltrain.bank.state import IN_USE, Origin, State
from jltrain.i18n import _
from jltrain.progress import Report, Step, silent
from jltrain.savefile import save
from jltrain.statutes.citation import BadCitation, parse
from jltrain.store.bulk import undisturbed

SUFFIXES: Final = (
    ".docx", ".xlsx", ".xls", ".ods", ".csv", ".tsv", ".txt", ".md", ".gift", ".xml", ".zip", ".yaml", ".yml", ".jsonl",
)  # fmt: skip
"""What a file dialog offers; what a file is, its content says."""
COMPARED: Final = 3_000
"""Found questions up to which each is compared with the whole bank word by word; of more only equal texts are told."""
_CHUNK: Final = 2_000
_STEP: Final = 500
_ID: Final = re.compile(r"[a-z0-9][a-z0-9._-]{2,79}")
_PICTURE: Final = re.compile(r"〔图(\d{1,4})〕")


@dataclass(frozen=True, slots=True)
class Target:
    """Where questions go whose file says nothing of it."""

    area: Area
    topic: str = ""
    difficulty: int = 3


@dataclass(frozen=True, slots=True)
class Chosen:
    """A question as the trainer left it in the preview, and where it goes."""

    found: FoundQuestion
    area: Area
    topic: str
    difficulty: int = 3


@dataclass(frozen=True, slots=True)
class Taken:
    """`new` = `ready` + `drafts` were added; `known` were in the bank already (or twice in the file) and left alone.

    `ids` has one entry for each chosen question, in order: the id it got, or that of the one already there.
    """

    new: int
    ready: int
    drafts: int
    known: int
    ids: tuple[str, ...]


def read(file: Path, report: Report = silent) -> Findings:
    """All that is in a file, of any known format. Raises BadInput in one of its kinds, Cancelled."""
    return reader.read(file, report=report)


def read_text(text: str, report: Report = silent) -> Findings:
    """All that was pasted."""
    return reader.read_text(text, report)


def chosen(found: FoundQuestion, target: Target) -> Chosen:
    """The question as found, going where the file says, else to `target`."""
    area = area_from(found.discipline) if found.discipline else None
    return Chosen(found, area or target.area, found.topic or target.topic, found.difficulty or target.difficulty)


def similar(context: Context, findings: Findings, report: Report = silent) -> dict[int, tuple[str, ...]]:
    """Index in `findings.questions` -> ids of questions in the bank that say nearly the same, the nearest first."""
    found = [question_of(q, "", Area.LAW, "", 3, ()) for q in findings.questions]
    if len(found) > COMPARED:
        known = {keys[0]: ident for keys, ident in _bank_keys(context, report)}
        same = ((n, known.get(_keys(q)[0])) for n, q in enumerate(found))
        return {n: (ident,) for n, ident in same if ident}
    from jltrain.bank.alike import AlikeIndex

    index = AlikeIndex.build(context.questions.whole(IN_USE), report)
    out: dict[int, tuple[str, ...]] = {}
    for n, question in enumerate(found):
        report(Step(n, len(found), _("与题库比较")))
        if like := index.like(question):
            out[n] = tuple(one.id for one in like)
    return out


def same(context: Context, findings: Findings, like: dict[int, tuple[str, ...]]) -> frozenset[int]:
    """Of what `similar` found, the indexes of questions whose text and answer are in the bank: `take` leaves them alone."""
    held = context.questions.get({ident for idents in like.values() for ident in idents})
    keys = {ident: _keys(question)[1] for ident, question in held.items()}
    return frozenset(
        n
        for n, idents in like.items()
        if _keys(question_of(findings.questions[n], "", Area.LAW, "", 3, ()))[1]
        in {keys.get(ident) for ident in idents}
    )


def take(context: Context, chosen: Sequence[Chosen], source_name: str, report: Report = silent, by: str = "") -> Taken:
    """Put the questions into the bank, all in one transaction. Raises Cancelled, and then nothing was put in.

    A question that lacks what it needs to be drawn for a paper becomes a draft. One whose text and answer are in the
    bank already is left alone; one with the same text and another answer is a question of its own.
    """
    with undisturbed():
        return _take(context, chosen, source_name, report, by)


def _take(context: Context, chosen: Sequence[Chosen], source_name: str, report: Report, by: str) -> Taken:
    known = {keys[1]: ident for keys, ident in _bank_keys(context, report)}
    pictures: dict[str, bytes] = {}
    fresh: dict[bytes, tuple[str, Question]] = {}
    keys: list[bytes] = []
    for n, one in enumerate(chosen):
        if n % _STEP == 0:
            report(Step(n, len(chosen), _("整理试题")))
        names, found = _pictures(one.found, pictures)
        question = question_of(found, "-", one.area, one.topic, one.difficulty, names)
        text, whole = _keys(question)
        keys.append(whole)
        if whole not in known and whole not in fresh:
            fresh[whole] = (
                f"import-{text.hex()[:16]}",
                replace(question, id=one.found.id if _fits(one.found.id) else ""),
            )
    entries: list[tuple[Question, State | None]] = []
    for whole, question in zip(fresh, _named(context, list(fresh.values())), strict=True):
        known[whole] = question.id
        entries.append((question, _state(question)))
    ids = [known[whole] for whole in keys]
    drafts = sum(state is State.DRAFT for _q, state in entries)
    if entries:
        context.questions.save_many(
            entries, origin=Origin.IMPORT, by=by, at=context.now(), note=source_name, report=report,
            pictures=pictures, only_new=True,
        )  # fmt: skip
    return Taken(len(entries), len(entries) - drafts, drafts, len(ids) - len(entries), tuple(ids))


def write_template(file: Path) -> None:
    """Our own workbook to fill in, with two examples of each kind. Raises FileNotWritten."""
    from jltrain.bank.intake.template_book import book

    save(file, book())


def question_of(
    found: FoundQuestion, ident: str, area: Area, topic: str, difficulty: int, pictures: tuple[str, ...]
) -> Question:
    """The question of the bank that a found one becomes."""
    basis = _basis(found.basis)
    items = tuple(_item(part, basis, found.explanation) for part in found.parts) or (_item(found, (), ""),)
    if found.kind is Kind.CASE and not basis:
        basis = tuple(dict.fromkeys(text for item in items for text in item.basis))
    return Question(ident, found.kind, area, topic, difficulty, found.stem, items, basis, found.explanation, pictures)


def _item(found: FoundQuestion, basis: tuple[str, ...], explanation: str) -> Item:
    return Item(
        found.kind, found.stem, found.options, found.answer, _basis(found.basis) or basis,
        found.explanation or explanation, found.accept, found.derived,
    )  # fmt: skip


def _basis(texts: Sequence[str]) -> tuple[str, ...]:
    """The citations as the bank writes them; what is none stays as it was."""
    return tuple(dict.fromkeys(_cited(text) for text in texts if text.strip()))


@lru_cache(maxsize=4096)
def _cited(text: str) -> str:
    try:
        return str(parse(text))
    except BadCitation:
        return text.strip()


def _state(question: Question) -> State:
    """READY when it can be drawn for a paper as it is."""
    cited = all(any(_is_citation(text) for text in item.basis) for item in question.items)
    return State.READY if cited and check.ready(check.check(question)) else State.DRAFT


@lru_cache(maxsize=4096)
def _is_citation(text: str) -> bool:
    try:
        parse(text)
    except BadCitation:
        return False
    return True


def _pictures(found: FoundQuestion, kept: dict[str, bytes]) -> tuple[tuple[str, ...], FoundQuestion]:
    """The names under which the question's pictures are kept, and the question counting those alone that can be."""
    if not found.pictures:
        return (), found
    names: list[str] = []
    places: dict[int, int] = {}
    for n, picture in enumerate(found.pictures, 1):
        name = _picture(picture)
        if not name:
            continue
        kept[name] = picture.data
        if name not in names:
            names.append(name)
        places[n] = names.index(name) + 1
    if all(places.get(n) == n for n in range(1, len(found.pictures) + 1)):
        return tuple(names), found
    return tuple(names), _renumbered(found, places)


def _picture(picture: FoundPicture) -> str:
    try:
        return content_name(picture.data)
    except PictureUnfit:
        return ""


def _renumbered(found: FoundQuestion, places: dict[int, int]) -> FoundQuestion:
    def text(old: str) -> str:
        return _PICTURE.sub(lambda m: f"〔图{places[int(m[1])]}〕" if int(m[1]) in places else "〔图缺〕", old)

    return replace(
        found, stem=text(found.stem), options=tuple(map(text, found.options)), explanation=text(found.explanation),
        parts=tuple(_renumbered(part, places) for part in found.parts),
    )  # fmt: skip


def _fits(ident: str) -> bool:
    return bool(_ID.fullmatch(ident))


def _named(context: Context, fresh: Sequence[tuple[str, Question]]) -> Iterator[Question]:
    """The questions with ids: the file's own where it is free, else one that follows from the text, so that two PCs
    that import one file give its questions the same ids."""
    taken = set(context.questions.get(ident for minted, question in fresh for ident in (minted, question.id) if ident))
    for minted, question in fresh:
        ident, n = question.id or minted, 1
        if ident in taken and question.id:
            ident = minted
        while ident in taken:
            n += 1
            ident = f"{minted}-{n}"
            if ident not in taken and context.questions.get([ident]):
                taken.add(ident)
        taken.add(ident)
        yield replace(question, id=ident)


def _bank_keys(context: Context, report: Report) -> Iterator[tuple[tuple[bytes, bytes], str]]:
    """The keys of every question in use, and its id."""
    ids = list(context.questions.digests())
    for start in range(0, len(ids), _CHUNK):
        report(Step(start, len(ids), _("与题库比较")))
        for ident, question in context.questions.get(ids[start : start + _CHUNK]).items():
            yield _keys(question), ident


def _keys(question: Question) -> tuple[bytes, bytes]:
    """What two copies of one question have in common, however they are spaced and whatever order their options have:
    of the text alone, and with the answer."""
    texts = [question.kind.value, squeezed(question.stem)]
    answers: list[str] = []
    for item in question.items:
        options = [squeezed(option) for option in item.options]
        stem = squeezed(item.stem) if question.kind is Kind.CASE else ""
        texts += [item.kind.value, stem, *sorted(options), "\x01"]
        own = dict(zip(LETTERS, options, strict=False))
        answers += sorted(own.get(text, text) for text in item.answer) if options else item.answer
        answers.append("\x01")
    text = "\0".join(texts)
    return _hashed(text), _hashed(text + "\0" + "\0".join(answers))


def _hashed(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
