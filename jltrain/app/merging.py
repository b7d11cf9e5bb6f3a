"""Another bank laid beside the one here, and what was decided applied: in one transaction, each change as a version.

Pictures go by their content on both sides, whatever their files are called.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from jltrain.app import bank, bankcheck, review, rotation
from jltrain.app.context import Context
from jltrain.bank import ids
from jltrain.bank import merge as _merge
from jltrain.bank.check import check, ready
from jltrain.bank.merge import Decision, MergeKind, Row
from jltrain.bank.pictures import LARGEST, content_name, is_content_name
from jltrain.bank.question import Question
from jltrain.bank.source import bank_files
from jltrain.bank.state import Origin, State
from jltrain.errors import BadInput
from jltrain.foreign.faults import bytes_of
from jltrain.i18n import N_, _
from jltrain.progress import Report, Step, silent
from jltrain.store.questions import ChangedMeanwhile


class WrongDecision(BadInput):
    template = N_("第 {row} 项（{kind}）不能这样处理，请重新选择。")


@dataclass(frozen=True, slots=True)
class Comparison:
    """What another bank brings. `rows` in its order; `same`: how many questions are the same in both; `pictures` by
    name, for the rows' questions; `source`: what it is called."""

    source: str
    rows: tuple[Row, ...]
    same: int
    pictures: Mapping[str, bytes]
    origin: Origin = Origin.MERGE

    @property
    def open(self) -> tuple[int, ...]:
        """The places of the rows that somebody must decide on: all but those that go by themselves and new ones."""
        return tuple(n for n, r in enumerate(self.rows) if not r.automatic and r.kind is not MergeKind.NEW)


@dataclass(frozen=True, slots=True)
class Merged:
    """What was done. `ids` of all questions that are other than before."""

    added: int
    changed: int
    kept: int
    withdrawn: int
    ids: tuple[str, ...]


def brought(place: Path, questions: Sequence[Question]) -> tuple[list[Question], dict[str, bytes]]:
    """Questions whose pictures go by their content, and these pictures; of those that are not there the names stay."""
    bodies: dict[str, bytes] = {}
    areas = {area.value: place / area.value for area, _file in bank_files(place)} if place.is_dir() else {}
    return [_renamed(q, _beside(areas.get(q.discipline.value, place.parent)), bodies) for q in questions], bodies


class _Beside:
    """Pictures in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __call__(self, name: str) -> bytes | None:
        file = self._folder / name
        return bytes_of(file, LARGEST) if Path(name).name == name and file.is_file() else None


def _beside(folder: Path) -> _Beside:
    return _Beside(folder)


def _renamed(question: Question, body: _Beside, bodies: dict[str, bytes]) -> Question:
    names = []
    for name in question.pictures:
        data = body(name)
        if data is not None:
            name = content_name(data, name)
            bodies[name] = data
        names.append(name)
    return replace(question, pictures=tuple(names)) if question.pictures else question


def own(context: Context, questions: Sequence[Question]) -> tuple[list[Question], dict[str, bytes]]:
    """The same for questions of the bank here, whose files may lie beside the YAML."""
    bodies: dict[str, bytes] = {}
    made = []
    for question in questions:
        if question.pictures and not all(map(is_content_name, question.pictures)):
            files = {file.name: file for file in bank.pictures(context, question)}
            names = []
            for name in question.pictures:
                data = bytes_of(files[name], LARGEST) if name in files else None
                if data is not None:
                    name = content_name(data, name)
                    bodies[name] = data
                names.append(name)
            question = replace(question, pictures=tuple(names))
        made.append(question)
    return made, bodies


def compared(
    context: Context,
    source: str,
    theirs: Sequence[Question],
    bodies: Mapping[str, bytes],
    report: Report,
    origin: Origin,
    withdrawn: Collection[str] = (),
    unit: str = "",
) -> Comparison:
    """What `theirs` bring; `unit`: whose package they came in, `withdrawn` what it took out of use."""
    kept = context.questions.whole(tuple(State))
    ours, _bodies = own(context, kept)
    retired = {question.id for question in context.questions.whole((State.WITHDRAWN,))}
    known = context.desk.known(unit)
    base = dict(known.base)
    for was, now in zip(kept, ours, strict=True):
        if was is not now and base.get(was.id) == was.digest:
            base[was.id] = now.digest
    rows = _merge.compare(ours, theirs, report, base=base, withdrawn=withdrawn, retired=retired, passed=known.passed)
    by_id = {question.id: question for question in kept}
    rows = tuple(replace(row, ours=by_id[row.ours.id]) if row.ours else row for row in rows)
    same = len(theirs) - sum(row.theirs is not None for row in rows)
    return Comparison(source, rows, same, bodies, origin)


def merge(
    context: Context,
    comparison: Comparison,
    decisions: Mapping[int, Decision] | None = None,
    by: str = "",
    report: Report = silent,
) -> Merged:
    """Apply a comparison in one transaction. `decisions`: place in `rows` -> what to do; where there is none, rows that
    go by themselves and new questions are taken as suggested, of all others ours is kept.

    Raises WrongDecision, ChangedMeanwhile (edited since it was compared), Cancelled; then nothing was changed.
    """
    made = _Merging(context, comparison).all(decisions or {}, report)
    if made.entries:
        context.questions.save_many(
            made.entries,
            origin=comparison.origin,
            by=rotation.operator(context, by),
            at=context.now(),
            note=_("来自 {source}").format(source=comparison.source)[:200],
            report=report,
            pictures={name: comparison.pictures[name] for name in made.pictures if name in comparison.pictures},
        )
        who = rotation.operator(context, by)
        for question, _state in made.entries:
            if question.id in made.looked_at:
                review.close_by_edit(context, question.id, who)
    return Merged(made.added, made.changed, made.kept, made.withdrawn, tuple(q.id for q, _state in made.entries))


class _Merging:
    """Decisions on their way to entries for the bank."""

    def __init__(self, context: Context, comparison: Comparison) -> None:
        self._rows = comparison.rows
        self._articles = bankcheck.lookup(context)
        taken = {row.ours.id for row in comparison.rows if row.ours}
        wanted = {row.theirs.id for row in comparison.rows if row.theirs}
        self._now = context.questions.hits(taken | wanted)
        self._taken = taken | self._now.keys()
        self.entries: list[tuple[Question, State | None]] = []
        self.pictures: set[str] = set()
        self.looked_at: set[str] = set()
        self.added = self.changed = self.kept = self.withdrawn = 0
        self._done: set[str] = set()

    def all(self, decisions: Mapping[int, Decision], report: Report) -> _Merging:
        for place, row in enumerate(self._rows):
            if place % 200 == 0:
                report(Step(place, len(self._rows)))
            by_itself = row.suggestion if row.automatic or row.kind is MergeKind.NEW else Decision.OURS
            decision = decisions.get(place, by_itself)
            if decision not in row.choices:
                raise WrongDecision(row=place + 1, kind=row.kind.label)
            self._one(row, decision)
        return self

    def _one(self, row: Row, decision: Decision) -> None:
        ours, theirs = row.ours, row.theirs
        if ours is not None and decision is Decision.THEIRS and ours.id not in self._done:
            now = self._now.get(ours.id)
            if now is None or now.question != ours:
                raise ChangedMeanwhile(id=ours.id, version=now.version if now else 0)
        if decision is Decision.OURS:
            self.kept += 1
        elif ours is not None and decision is Decision.THEIRS and ours.id in self._done:
            self.kept += 1  # two of theirs are near one of ours: the first was taken
        elif theirs is None:
            assert ours is not None
            self._put(ours, State.WITHDRAWN)
            self.withdrawn += 1
        elif ours is None or decision is Decision.BOTH:
            ident = theirs.id if theirs.id not in self._taken else ids.fresh(theirs.discipline, self._taken)
            self._taken.add(ident)
            self._put(replace(theirs, id=ident))
            self.added += 1
        else:
            self._put(replace(theirs, id=ours.id))
            self.looked_at.add(ours.id)
            self.changed += 1

    def _put(self, question: Question, state: State | None = None) -> None:
        self._done.add(question.id)
        self.pictures.update(question.pictures)
        if state is None:
            state = State.READY if ready(check(question, self._articles)) else State.DRAFT
        self.entries.append((question, state))
