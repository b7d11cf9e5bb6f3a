"""An officer reports an error in a question (试题报错); the trainer reads it, on this PC or from a stick, and settles it.

What comes from a stick is a stranger's file: bounded, every field checked, and an objection that is known is not taken
twice, whatever the file now says of it.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

import orjson

from jltrain.app import bank, rotation
from jltrain.app.context import Context
from jltrain.app.incoming import read_incoming
from jltrain.bank.ids import fits
from jltrain.bank.question import Question
from jltrain.bank.state import State
from jltrain.clock import parse_iso
from jltrain.errors import BadInput, JltrainError, NotFound
from jltrain.i18n import N_, _
from jltrain.ledger.identity import tidy_text
from jltrain.savefile import save
from jltrain.store.objections import Act, Objection

__all__ = [
    "Act", "BadObjections", "BroughtIn", "Listed", "NoSuchObjection", "NotAnObjection", "Objection", "Verdict", "bring_in", "export",
    "listed", "object", "settle", "waiting",
]  # fmt: skip

SCHEMA: Final = "jltrain.objections/1"
PREFIX: Final = "试题报错-"
"""How files with objections are called, so that they are found among the results on a stick."""
TEXT_LONGEST: Final = 2_000
_NAME_LONGEST: Final = 100
_LARGEST: Final = 8 * 1024 * 1024
_MOST: Final = 20_000
_FILES: Final = 1_000
_FIELDS: Final = {"id", "question_id", "digest", "at", "learner", "unit", "text"}


class NotAnObjection(BadInput):
    template = N_("没有提交：{reason}。")


class NoSuchObjection(NotFound):
    template = N_("没有编号为“{id}”的试题报错，请在列表中核对。")


class BadObjections(BadInput):
    template = N_("文件“{file}”不是试题报错文件，或已损坏，没有读入；请重新复制。")


class Verdict(StrEnum):
    """What the trainer decided."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"

    @property
    def label(self) -> str:
        """What the screen says."""
        return _(_VERDICTS[self])


_VERDICTS: Final = {Verdict.ACCEPTED: N_("采纳"), Verdict.REJECTED: N_("不采纳")}


@dataclass(frozen=True, slots=True)
class Listed:
    """An objection as the list shows it. `question` as it is now, None when this bank has none of this id; `version`
    and `state` of it; `seen`: the number of the version that was objected to, 0 when it is not known here."""

    objection: Objection
    question: Question | None
    state: State | None
    version: int
    seen: int
    acts: tuple[Act, ...]

    @property
    def open(self) -> bool:
        """Whether it waits for a verdict."""
        return not self.acts

    @property
    def changed(self) -> bool:
        """Whether the question is another one now than the one objected to."""
        return self.question is not None and self.question.digest != self.objection.digest


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """`new` were kept, `known` were here already; `faults`: one for each file that was refused whole."""

    new: int
    known: int
    files: int
    faults: tuple[JltrainError, ...]


def object(context: Context, question: Question, text: str, learner: str = "", unit: str = "") -> Objection:  # noqa: A001  (the word for it)
    """Keep an officer's report about the version of a question that he sees. Raises NotAnObjection."""
    said = text.strip().replace("\0", "")
    if not said:
        raise NotAnObjection(reason=_("请写明哪里有错"))
    if len(said) > TEXT_LONGEST:
        raise NotAnObjection(reason=_("文字过长，最多 {n} 字").format(n=TEXT_LONGEST))
    made = Objection(
        id=secrets.token_hex(16),
        question_id=question.id,
        digest=question.digest,
        at=context.now(),
        learner=tidy_text(learner)[:_NAME_LONGEST],
        unit=tidy_text(unit or context.settings.text("unit"))[:_NAME_LONGEST],
        text=said.encode("utf-8", "replace").decode("utf-8"),
    )
    context.objections.add([made])
    return made


def listed(context: Context, open_only: bool = True, question_id: str = "") -> tuple[Listed, ...]:
    """Objections in the order in which they were made, each with its question and what was decided."""
    found = context.objections.list(open_only=open_only, question_id=question_id)
    acts = context.objections.acts([one.id for one in found])
    hits = context.questions.hits({one.question_id for one in found})
    seen = {ident: {v.digest: v.version for v in context.questions.history(ident)} for ident in hits}
    return tuple(
        Listed(
            one,
            hits[one.question_id].question if one.question_id in hits else None,
            hits[one.question_id].state if one.question_id in hits else None,
            hits[one.question_id].version if one.question_id in hits else 0,
            seen.get(one.question_id, {}).get(one.digest, 0),
            acts.get(one.id, ()),
        )
        for one in found
    )


def waiting(context: Context) -> int:
    """How many wait for a verdict."""
    return context.objections.count()


def settle(context: Context, ident: str, verdict: Verdict | str, note: str = "", by: str = "") -> Listed:
    """Write down what was decided (`ident`: whole, or its beginning); settled again, the newest counts and the others stay in its history.

    Accepted links it to the version of the question that is current now: edit first, then settle. A rejection needs a
    reason. Raises NoSuchObjection, NotAnObjection.
    """
    decided, one = Verdict(verdict), context.objections.get(ident)
    if one is None:
        raise NoSuchObjection(id=ident)
    said = note.strip()[:TEXT_LONGEST]
    if decided is Verdict.REJECTED and not said:
        raise NotAnObjection(reason=_("不采纳的，请写明理由"))
    hit = context.questions.hits([one.question_id]).get(one.question_id)
    version = hit.version if hit is not None and decided is Verdict.ACCEPTED else 0
    who = rotation.operator(context, by)
    context.objections.settle(one.id, context.now(), who, decided.value, version, said)
    return next(row for row in listed(context, False, one.question_id) if row.objection.id == one.id)


def export(context: Context, folder: Path) -> Path | None:
    """Write the objections that were made on this PC and are not settled here, for the trainer's; None: there are none.

    The same objections make the same file, so that writing them twice makes no second one. Raises FileNotWritten.
    """
    rows = context.objections.list(own_only=True)
    if not rows:
        return None
    listed_ = [{name: getattr(row, name) for name in sorted(_FIELDS)} for row in rows]
    data = orjson.dumps({"schema": SCHEMA, "objections": listed_}, option=orjson.OPT_INDENT_2)
    file = folder / f"{PREFIX}{hashlib.sha256(data).hexdigest()[:8]}.json"
    if not file.is_file():
        save(file, data, make_folder=True)
    return file


def bring_in(context: Context, places: Sequence[Path]) -> BroughtIn:
    """Read objections from files, and from all files of that name in folders, each file whole or not at all."""
    new = known = files = 0
    faults: list[JltrainError] = []
    for file in dict.fromkeys(file for place in places for file in _files(place)):
        try:
            read = _read(file)
        except JltrainError as error:
            faults.append(error)
            continue
        added = context.objections.add(read)
        new, known, files = new + added, known + len(read) - added, files + 1
    return BroughtIn(new, known, files, tuple(faults))


def _files(place: Path) -> Iterator[Path]:
    if not place.is_dir():
        yield place
        return
    for count, file in enumerate(sorted(place.rglob(f"{PREFIX}*.json"))):
        if count >= _FILES:
            return
        yield file


def _read(file: Path) -> list[Objection]:
    """Raises BadObjections, FileUnreadable."""
    data = read_incoming(file, _LARGEST)
    try:
        if len(data) > _LARGEST:
            raise ValueError("too large")
        brought = orjson.loads(data)
        rows = brought["objections"]
        if brought["schema"] != SCHEMA or not isinstance(rows, list) or len(rows) > _MOST:
            raise ValueError("not ours")
        return [_objection(row, file.name) for row in rows]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadObjections(file=file.name) from error


def _objection(row: dict[str, str], origin: str) -> Objection:
    """Raises ValueError and others on whatever we never wrote."""
    made = Objection(**row, origin=origin[:200].encode("utf-8", "backslashreplace").decode("utf-8"))
    parse_iso(made.at)
    if (
        row.keys() != _FIELDS
        or not all(isinstance(value, str) for value in row.values())
        or len(bytes.fromhex(made.id)) != 16
        or made.id != made.id.lower()
        or len(bytes.fromhex(made.digest)) != 32
        or not fits(made.question_id)
        or not 0 < len(made.text) <= TEXT_LONGEST
        or max(len(made.learner), len(made.unit)) > _NAME_LONGEST
        or any("\0" in text for text in row.values())
    ):
        raise ValueError("a field is not as we write it")
    return made


def question_of(context: Context, ident: str) -> Question:
    """The question that an objection is about. Raises NoSuchObjection, NoSuchQuestion."""
    one = context.objections.get(ident)
    if one is None:
        raise NoSuchObjection(id=ident)
    return bank.get(context, one.question_id)
