"""A question and its kinds, as values that never change.

An answer, right or given, has one form for every kind (`Response`): letters in order for single and
multiple ("A", "C"), ("Y",) or ("N",) for judge, one text per blank for blank, () for no answer. Letters
always mean the options as written in the bank, whatever order a screen shows them in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import orjson

from jltrain.bank.areas import Area
from jltrain.i18n import N_, _

LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""How options are named; our own files and papers use the first eight, banks of others may need more."""
BLANK: Final = "____"
"""How a stem marks a blank."""

Response = tuple[str, ...]


class Kind(StrEnum):
    """How a question is answered."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    JUDGE = "judge"
    BLANK = "blank"
    CASE = "case"

    @property
    def label(self) -> str:
        """What the screen says."""
        return _(KIND_NAMES[self])


KIND_NAMES: Final = {
    Kind.SINGLE: N_("单选题"),
    Kind.MULTIPLE: N_("多选题"),
    Kind.JUDGE: N_("判断题"),
    Kind.BLANK: N_("填空题"),
    Kind.CASE: N_("案例分析题"),
}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to be answered: a question that is no case, or one part of a case.

    `accept` holds, for blank alone, the accepted texts of each blank, the standard one first.
    `derived` lists figures of the answer that follow from story and article together.
    """

    kind: Kind
    stem: str
    options: tuple[str, ...]
    answer: Response
    basis: tuple[str, ...]
    explanation: str
    accept: tuple[tuple[str, ...], ...] = ()
    derived: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One entry of the bank. A case has a story (`stem`) and two or more items, all others just one.

    `difficulty` runs from 1 (recalls) to 5 (weighs several articles). `pictures` are file names beside the
    question's own file, or those of pictures kept in the database; a text means the second by 〔图2〕.
    A question that is still a draft may lack basis, explanation or answer (), and then is in no paper.
    """

    id: str
    kind: Kind
    discipline: Area
    topic: str
    difficulty: int
    stem: str
    items: tuple[Item, ...]
    basis: tuple[str, ...]
    explanation: str
    pictures: tuple[str, ...] = ()

    def keyed_items(self) -> Iterator[tuple[str, Item]]:
        """Each item with the key under which answers are recorded: the id, or id#1, id#2 … in a case."""
        if self.kind is not Kind.CASE:
            yield self.id, self.items[0]
            return
        for number, item in enumerate(self.items, 1):
            yield f"{self.id}#{number}", item

    @property
    def picture(self) -> str:
        """The first picture's name, "" without any."""
        return self.pictures[0] if self.pictures else ""

    @property
    def digest(self) -> str:
        """SHA-256 of all that an officer reads or is judged by."""
        return hashlib.sha256(orjson.dumps(as_record(self), option=orjson.OPT_SORT_KEYS)).hexdigest()


def question_id(key: str) -> str:
    """The question that an item's key belongs to."""
    return key.partition("#")[0]


def as_record(question: Question) -> dict[str, Any]:
    """The JSONL form: see `bank export`. `from_record` is its inverse."""
    record: dict[str, Any] = {
        "id": question.id,
        "kind": question.kind.value,
        "discipline": question.discipline.value,
        "topic": question.topic,
        "difficulty": question.difficulty,
        "stem": question.stem,
        "basis": list(question.basis),
        "explanation": question.explanation,
    }
    if len(question.pictures) == 1:  # as it was written when there could be but one: old papers keep their digests
        record["picture"] = question.pictures[0]
    elif question.pictures:
        record["pictures"] = list(question.pictures)
    if question.kind is Kind.CASE:
        record["parts"] = [
            _answer_record(item)
            | {"kind": item.kind.value, "stem": item.stem, "basis": list(item.basis), "explanation": item.explanation}
            for item in question.items
        ]
    else:
        record |= _answer_record(question.items[0])
    return record


def _answer_record(item: Item) -> dict[str, Any]:
    record: dict[str, Any] = {}
    if item.options:
        record["options"] = list(item.options)
    record["answer"] = item.answer == ("Y",) if item.kind is Kind.JUDGE and item.answer else list(item.answer)
    if any(len(texts) > 1 for texts in item.accept):
        record["accept"] = [list(texts) for texts in item.accept]
    if item.derived:
        record["derived"] = list(item.derived)
    return record


def from_record(record: dict[str, Any]) -> Question:
    """The question that `as_record` wrote. Trusts its input: it comes from our own database or paper."""
    kind = Kind(record["kind"])
    parts = record["parts"] if kind is Kind.CASE else [record]
    return Question(
        id=record["id"],
        kind=kind,
        discipline=Area(record["discipline"]),
        topic=record["topic"],
        difficulty=record["difficulty"],
        stem=record["stem"],
        items=tuple(_item(part) for part in parts),
        basis=tuple(record["basis"]),
        explanation=record["explanation"],
        pictures=tuple(record.get("pictures") or ([record["picture"]] if record.get("picture") else [])),
    )


def _item(record: dict[str, Any]) -> Item:
    kind, answer = Kind(record["kind"]), record["answer"]
    response = (("Y",) if answer else ("N",)) if isinstance(answer, bool) else tuple(answer)
    accept = tuple(tuple(texts) for texts in record.get("accept") or ())
    if kind is Kind.BLANK and not accept:
        accept = tuple((text,) for text in response)
    return Item(
        kind=kind,
        stem=record["stem"],
        options=tuple(record.get("options") or ()),
        answer=response,
        basis=tuple(record["basis"]),
        explanation=record["explanation"],
        accept=accept,
        derived=tuple(record.get("derived") or ()),
    )
