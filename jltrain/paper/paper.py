"""A frozen paper: the questions copied in, the seed and digests it came from, and its own digest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import orjson

from jltrain.bank import digest, question
from jltrain.bank.question import Item, Kind, Question
from jltrain.errors import BadInput
from jltrain.i18n import N_
from jltrain.paper.marks import MultipleRule, shared_out


class PaperDamaged(BadInput):
    template = N_("试卷数据与它的校验值不符，可能已损坏；请重新导入原试卷，不要用它开考。")


@dataclass(frozen=True, slots=True)
class PaperQuestion:
    """A question on the paper with the half marks of each of its items."""

    question: Question
    halves: tuple[int, ...]

    def keyed_items(self) -> Iterator[tuple[str, Item, int]]:
        """(item key, item, half marks) of each item."""
        for (key, item), halves in zip(self.question.keyed_items(), self.halves, strict=True):
            yield key, item, halves


@dataclass(frozen=True, slots=True)
class Section:
    """The questions of one kind, in the paper's own order."""

    kind: Kind
    questions: tuple[PaperQuestion, ...]

    @property
    def full_halves(self) -> int:
        return sum(sum(q.halves) for q in self.questions)


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything an exam needs; nothing of it is looked up in the bank again.

    `bank_digest`, `blueprint_digest` and `seed` prove how it was drawn (`assemble.proves`).
    """

    title: str
    blueprint_name: str
    blueprint_digest: str
    bank_digest: str
    seed: str
    minutes: int
    pass_halves: int
    rule: MultipleRule
    shuffle: bool
    sections: tuple[Section, ...]

    @property
    def full_halves(self) -> int:
        return sum(s.full_halves for s in self.sections)

    @property
    def digest(self) -> str:
        """SHA-256 of `to_json`: the paper's name everywhere else."""
        return digest.of(_record(self))

    def questions(self) -> Iterator[PaperQuestion]:
        """All questions, section after section."""
        for section in self.sections:
            yield from section.questions

    def keyed_items(self) -> Iterator[tuple[str, Item, int]]:
        """(item key, item, half marks) of the whole paper."""
        for entry in self.questions():
            yield from entry.keyed_items()


def make_question(q: Question, halves: int) -> PaperQuestion:
    """`q` on a paper for `halves` half marks in all."""
    return PaperQuestion(q, shared_out(halves, len(q.items)))


def _record(paper: Paper) -> dict[str, Any]:
    return {
        "schema": "jltrain.paper/1",
        "title": paper.title,
        "blueprint": paper.blueprint_name,
        "blueprint_digest": paper.blueprint_digest,
        "bank_digest": paper.bank_digest,
        "seed": paper.seed,
        "minutes": paper.minutes,
        "pass_halves": paper.pass_halves,
        "rule": paper.rule.value,
        "shuffle": paper.shuffle,
        "sections": [
            {
                "kind": s.kind.value,
                "questions": [{"halves": list(q.halves), **question.as_record(q.question)} for q in s.questions],
            }
            for s in paper.sections
        ],
    }


def to_json(paper: Paper) -> bytes:
    """The canonical bytes that are stored and hashed."""
    return digest.canonical(_record(paper))


def from_json(data: bytes, expected_digest: str) -> Paper:
    """The stored paper. Raises PaperDamaged unless its digest is the expected one."""
    try:
        raw = orjson.loads(data)
        paper = Paper(
            title=raw["title"],
            blueprint_name=raw["blueprint"],
            blueprint_digest=raw["blueprint_digest"],
            bank_digest=raw["bank_digest"],
            seed=raw["seed"],
            minutes=raw["minutes"],
            pass_halves=raw["pass_halves"],
            rule=MultipleRule(raw["rule"]),
            shuffle=raw["shuffle"],
            sections=tuple(
                Section(
                    Kind(s["kind"]),
                    tuple(PaperQuestion(question.from_record(q), tuple(q["halves"])) for q in s["questions"]),
                )
                for s in raw["sections"]
            ),
        )
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError) as error:
        raise PaperDamaged from error
    if paper.digest != expected_digest:
        raise PaperDamaged
    return paper
