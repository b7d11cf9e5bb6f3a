"""What HR does: keep the roster, collect sheets, read who still has to be trained, hand in the tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from jltrain import bundled
from jltrain.app.context import Context
from jltrain.clock import BEIJING
from jltrain.errors import Refused, reason_of
from jltrain.i18n import N_, _
from jltrain.ledger import collect as collecting
from jltrain.ledger import roster as roster_files
from jltrain.ledger import workbook
from jltrain.ledger.collect import CollectedSheet, Outcome, SkippedFile
from jltrain.ledger.coverage import Coverage, coverage_of
from jltrain.ledger.cycle import Cycle, cycle_of
from jltrain.ledger.plan import RotationPlan, read_plan
from jltrain.ledger.roster import RosterRead
from jltrain.ledger.rowreader import RosterRow
from jltrain.ledger.template import write_template
from jltrain.ledger.training import TrainingResult, result_of
from jltrain.progress import Report, Step, silent
from jltrain.sheet import keys
from jltrain.sheet.verify import verify
from jltrain.store.ledger import RosterChange

__all__ = [
    "Collection", "CollectedSheet", "Outcome", "RosterImport", "collect", "collect_files", "coverage", "export", "import_roster",
    "officers", "plan", "read_roster", "register", "today", "write_template",
]  # fmt: skip

_BATCH = 50
"""Sheets between two commits: a collection that is stopped keeps what it has."""


class NobodyInRoster(Refused):
    template = N_("花名册“{file}”里没有一行可以导入（{problems} 行有问题），原有花名册没有改动；请按提示改正后重试。")


class ReplaceNeedsAll(Refused):
    template = N_(
        "花名册“{file}”有 {problems} 行有问题，不能用它替换原有花名册，否则这些人会被移出；请先改正，或改用“导入”而不替换。"
    )


@dataclass(frozen=True, slots=True)
class RosterImport:
    """What the file held and what the import changed."""

    read: RosterRead
    change: RosterChange


@dataclass(frozen=True, slots=True)
class Collection:
    """What became of each file of a folder, in order; `skipped` were not even opened."""

    sheets: tuple[CollectedSheet, ...]
    skipped: tuple[SkippedFile, ...]

    def count(self, outcome: Outcome) -> int:
        """How many files met this outcome."""
        return sum(s.outcome is outcome for s in self.sheets)


def read_roster(file: Path, report: Report = silent) -> RosterRead:
    """Look at a roster file without importing it. Raises BadRoster."""
    return roster_files.read_roster(file, report)


def import_roster(context: Context, file: Path, report: Report = silent, *, replace: bool = False) -> RosterImport:
    """Import the good rows of a roster file, in one transaction. Raises BadRoster, NobodyInRoster, ReplaceNeedsAll.

    `replace` takes out the officers whom the file lacks; it is refused for a file with problem rows, since
    they would lose their place for a slip of the pen.
    """
    read = read_roster(file, report)
    if not read.people:
        raise NobodyInRoster(file=file.name, problems=read.problem_rows)
    if replace and read.problems:
        raise ReplaceNeedsAll(file=file.name, problems=read.problem_rows)
    change = context.ledger.import_roster(read.people, file.name, context.now(), replace=replace)
    return RosterImport(read, change)


def officers(context: Context) -> tuple[RosterRow, ...]:
    """The roster, by unit and name."""
    return context.ledger.officers()


def collect(context: Context, folder: Path, report: Report = silent) -> Collection:
    """Verify every PDF of a folder and enter each good sheet once. What is done is kept when it is stopped."""
    found = collecting.survey(folder)
    done = collect_files(context, found.sheets, report)
    return Collection(done.sheets, (*found.skipped, *done.skipped))


def collect_files(context: Context, files: Sequence[Path], report: Report = silent) -> Collection:
    """The same for chosen files. One that cannot be read (a stick pulled out) is skipped and named."""
    roots = keys.trusted_roots(context.places.keys)
    digests, numbers = context.ledger.known()
    people = {person.certificate: person for person in context.ledger.officers()}
    done: list[CollectedSheet] = []
    skipped: list[SkippedFile] = []
    waiting: list[CollectedSheet] = []
    try:
        for count, file in enumerate(files):
            report(Step(count, len(files), file.name))
            now = context.clock.now()
            if fault := collecting.fault_of(file):
                skipped.append(SkippedFile(file, fault))
                continue
            try:
                data = file.read_bytes()
            except OSError as error:
                skipped.append(SkippedFile(file, _("文件读不出来（{reason}），已跳过").format(reason=reason_of(error))))
                continue
            verdict = verify(data, roots, now)
            sheet = collecting.decide(verdict, digests, numbers, people, file_name=file.name, first_seen=now)
            if sheet.outcome.stored and sheet.payload:
                digests.add(sheet.file_digest)
                numbers[sheet.payload.number] = sheet.file_digest
            done.append(sheet)
            waiting.append(sheet)
            if len(waiting) >= _BATCH:
                context.ledger.add(waiting)
                waiting = []
    finally:
        if waiting:
            context.ledger.add(waiting)
    report(Step(len(files), len(files)))
    return Collection(tuple(done), tuple(skipped))


def register(context: Context) -> tuple[CollectedSheet, ...]:
    """Every sheet and every refused file, in the order in which they were first seen, against the roster of today."""
    people = {person.certificate: person for person in context.ledger.officers()}
    return tuple(collecting.as_of(sheet, people) for sheet in context.ledger.collected())


def today(context: Context) -> date:
    """The day in Beijing."""
    return context.clock.now().astimezone(BEIJING).date()


def plan(context: Context) -> RotationPlan | None:
    """The user's own rotation plan (`rotation.yaml` in the data folder), else the shipped example."""
    own, shipped = context.places.home / "rotation.yaml", bundled.resource("rotation", "plan-example.yaml")
    return read_plan(own) if own.is_file() else read_plan(shipped) if shipped.is_file() else None


def coverage(context: Context, cycle: Cycle | None = None) -> Coverage:
    """Who is covered in `cycle` (default: the one of today)."""
    day = today(context)
    cycle = cycle or cycle_of(day)
    rotation = plan(context)
    targets: dict[int, Fraction] = dict(rotation.targets) if rotation and rotation.cycle == cycle else {}
    return coverage_of(context.ledger.officers(), _results(context.ledger.collected()), cycle, day, targets=targets)


def _results(sheets: Sequence[CollectedSheet]) -> list[TrainingResult]:
    return [result_of(s.payload) for s in sheets if s.outcome.stored and s.payload]


def export(context: Context, file: Path, cycle: Cycle | None = None) -> Coverage:
    """Write the workbook. Raises FileNotWritten; an older file of that name stays as it was then."""
    found = coverage(context, cycle)
    workbook.write_workbook(file, found, register(context), context.clock.now())
    return found
