"""The checks that content authors use, in the program: one question while it is typed, a file, or the whole bank."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import orjson

from jltrain.app.context import Context
from jltrain.bank import source
from jltrain.bank.alike import near_duplicates
from jltrain.bank.areas import Area
from jltrain.bank.check import CheckFault, Lookup, check
from jltrain.bank.fairness import WideFault, fairness
from jltrain.bank.question import Question
from jltrain.bank.records import BadRecord, strict
from jltrain.errors import BadInput
from jltrain.foreign.faults import bytes_of
from jltrain.i18n import N_, _
from jltrain.progress import Report, Step, silent
from jltrain.statutes.citation import BadCitation, Citation, parse
from jltrain.statutes.names import folded

_LARGEST: Final = 400 * 1024 * 1024
_MOST: Final = 500_000
_FAULTS: Final = 1_000
LAWS: Final = 64
"""Statutes whose articles a `Lookup` keeps; the shipped bank cites 41."""


class LinesFaulty(BadInput):
    template = N_("文件“{file}”第 {line} 行不是试题（{reason}），没有读入任何内容；请用本程序导出的 JSONL 文件。")


class IdTwice(BadInput):
    template = N_("文件“{file}”里编号“{id}”用了两次，没有读入任何内容；请先改正。")


@dataclass(frozen=True, slots=True)
class Faulty:
    """A fault and whose it is."""

    id: str
    fault: CheckFault


@dataclass(frozen=True, slots=True)
class BankCheck:
    """What is wrong with a bank: `faults` of single questions with their hints, `duplicates` pairs of ids that say
    nearly the same, `wide` the habits of the whole. `unread`: laws whose text was not imported."""

    questions: int
    faults: tuple[Faulty, ...]
    duplicates: tuple[tuple[str, str], ...]
    wide: tuple[WideFault, ...]
    unread: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many faults, hints not counted."""
        return sum(not one.fault.hint for one in self.faults) + len(self.duplicates) + len(self.wide)


def lookup(context: Context) -> Lookup:
    """Finds articles in the newest version of each imported statute; each statute is read once."""
    known = context.statutes.laws()
    loaded: dict[str, dict[str, str] | None] = {}

    def articles(citation: Citation) -> str | None:
        law = known.get(folded(citation.law), "")
        if law not in loaded:
            rows = context.statutes.rows(law) if law else ()
            whole = context.statutes.get(law, rows[0].version) if rows else None
            if len(loaded) >= LAWS:
                loaded.pop(next(iter(loaded)))
            loaded[law] = {a.key: a.text for a in whole.articles} if whole else None
        texts = loaded[law]
        return None if texts is None else texts.get(citation.key, "")

    return articles


def check_bank(
    context: Context, questions: Sequence[Question] | None = None, report: Report = silent, *, statutes: bool = True
) -> BankCheck:
    """Check these questions, or the bank as it is in use. `statutes=False` looks no article up. Raises Cancelled."""
    asked = context.questions.all() if questions is None else questions
    articles = lookup(context) if statutes else None
    faults: list[Faulty] = []
    for done, question in enumerate(asked):
        if done % 50 == 0:
            report(Step(done, 2 * len(asked), question.topic))
        faults += [Faulty(question.id, fault) for fault in check(question, articles)]
    pairs = near_duplicates(asked, lambda step: report(Step(len(asked) + step.done, 2 * len(asked))))
    unread = _unread(asked, articles) if articles else ()
    return BankCheck(len(asked), tuple(faults), pairs, fairness(asked), unread)


def _unread(questions: Iterable[Question], articles: Lookup) -> tuple[str, ...]:
    """Laws that are cited and were not imported."""
    found: dict[str, Citation] = {}
    for question in questions:
        for text in {*question.basis, *(b for item in question.items for b in item.basis)}:
            try:
                citation = parse(text)
            except BadCitation:
                continue
            found.setdefault(citation.law, citation)
    return tuple(sorted(law for law, citation in found.items() if articles(citation) is None))


def read(place: Path, report: Report = silent, faults: list[LinesFaulty] | None = None) -> tuple[Question, ...]:
    """The questions of a bank folder, of one of its YAML files (in the folder of its area), or of a JSONL file.

    `faults` takes the lines of a JSONL file that are no question, so that all of them are told.

    Raises BankFaulty, NoBank, LinesFaulty, IdTwice, BadFile.
    """
    if place.is_dir():
        return source.read_bank(place, report)
    if place.suffix.lower() in (".yaml", ".yml"):
        area = next((area for area in Area if area.value == place.resolve().parent.name), Area.LAW)
        return source.read_file(place, area)
    return lines(bytes_of(place, _LARGEST), place.name, report, faults)


def lines(
    data: bytes, name: str, report: Report = silent, faults: list[LinesFaulty] | None = None
) -> tuple[Question, ...]:
    """The questions of a JSONL export. With `faults` a line that is no question is put there. Raises LinesFaulty,
    IdTwice; LinesFaulty all the same when not one line is a question."""
    found: dict[str, Question] = {}
    rows = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    for number, line in enumerate(rows, 1):
        if number % 500 == 1:
            report(Step(number, len(rows)))
        if not line.strip():
            continue
        try:
            question = _line(line, name, number)
        except LinesFaulty as error:
            if faults is None or len(faults) >= _FAULTS:
                raise
            faults.append(error)
            continue
        if len(found) >= _MOST:
            raise LinesFaulty(file=name, line=number, reason=_("试题太多"))
        if question.id in found:
            raise IdTwice(file=name, id=question.id)
        found[question.id] = question
    if faults and not found:
        raise faults[0]
    return tuple(found.values())


def _line(line: bytes, name: str, number: int) -> Question:
    try:
        return strict(orjson.loads(line))
    except BadRecord as error:
        reason = _("{place}：{text}").format(place=error.field, text=error.told) if error.field else error.told
        raise LinesFaulty(file=name, line=number, reason=reason) from error
    except ValueError as error:
        raise LinesFaulty(file=name, line=number, reason=_("不是 JSON")) from error
