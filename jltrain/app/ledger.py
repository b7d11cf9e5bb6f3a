"""The first program's names for HR's work, in terms of the modules that do it now. New code calls those.

rotation (day, plan) · roster · collecting · register · activities · coverage · reports · auditing
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from jltrain.app import collecting, rotation
from jltrain.app import register as registers
from jltrain.app.context import Context
from jltrain.app.roster import RosterImport, import_roster, read_roster, write_template
from jltrain.app.rotation import plan, today
from jltrain.ledger import workbook
from jltrain.ledger.collect import CollectedSheet, SkippedFile, fault_of, survey
from jltrain.ledger.coverage import Coverage, coverage_of
from jltrain.ledger.cycle import Cycle, cycle_of
from jltrain.ledger.outcome import Outcome
from jltrain.ledger.result import Result, State
from jltrain.ledger.rowreader import RosterRow
from jltrain.ledger.training import TrainingResult
from jltrain.progress import Report, silent
from jltrain.store.lines import CollectedLine

__all__ = [
    "CollectedSheet", "Collection", "Outcome", "RosterImport", "collect", "collect_files", "coverage", "export",
    "import_roster", "officers", "plan", "read_roster", "register", "today", "write_template",
]  # fmt: skip

_NOW = {
    State.COUNTS: Outcome.IMPORTED,
    State.NAME_DIFFERS: Outcome.NAME_DIFFERS,
    State.UNKNOWN_OFFICER: Outcome.UNKNOWN_OFFICER,
    State.SUPERSEDED: Outcome.SUPERSEDED,
}


@dataclass(frozen=True, slots=True)
class Collection:
    """What became of each file of a folder, in order; `skipped` were not even opened."""

    sheets: tuple[CollectedSheet, ...]
    skipped: tuple[SkippedFile, ...]

    def count(self, outcome: Outcome) -> int:
        """How many files met this outcome."""
        return sum(s.outcome is outcome for s in self.sheets)


def officers(context: Context) -> tuple[RosterRow, ...]:
    """The roster, by unit and name."""
    return context.ledger.officers()


def collect(context: Context, folder: Path, report: Report = silent) -> Collection:
    """Verify every PDF of a folder and enter each good sheet once. Raises FolderMissing."""
    if not folder.is_dir():
        survey(folder)
    done = collecting.collect(context, [folder], report)
    return Collection(tuple(_sheet(context, line) for line in done.lines), done.skipped)


def collect_files(context: Context, files: Sequence[Path], report: Report = silent) -> Collection:
    """The same for chosen files."""
    done = collecting.collect(context, [file for file in files if not file.is_dir()], report)
    folders = tuple(SkippedFile(file, fault_of(file)) for file in files if file.is_dir())
    return Collection(tuple(_sheet(context, line) for line in done.lines), (*done.skipped, *folders))


def register(context: Context) -> tuple[CollectedSheet, ...]:
    """Every sheet and every refused file, in the order in which they were first seen, against the roster of today."""
    lines = registers.register(context, limit=1_000_000).rows
    return tuple(_sheet(context, line, now=True) for line in reversed(lines))


def _sheet(context: Context, line: CollectedLine, *, now: bool = False) -> CollectedSheet:
    outcome, reasons = line.outcome, line.reasons
    if now and line.state and (stands := _NOW.get(line.state, outcome)) is not outcome:
        outcome, reasons = stands, ()
    payload = None if line.outcome is Outcome.REFUSED else context.ledger.register.payload(line.digest)
    return CollectedSheet(line.file, line.digest, outcome, reasons, payload, line.first_seen)


def coverage(context: Context, cycle: Cycle | None = None) -> Coverage:
    """Who has passed in his own discipline in `cycle` (default: the one of today), one line for each officer."""
    day = rotation.today(context)
    cycle = cycle or cycle_of(day)
    rotated = rotation.plan(context, cycle)
    targets: Mapping[int, Fraction] = rotated.targets
    results = [result for some in context.ledger.register.walk() for result in map(_result, some) if result]
    return coverage_of(officers(context), results, cycle, day, targets=targets)


def _result(row: Result) -> TrainingResult | None:
    if row.state in (State.SUPERSEDED, State.EXCLUDED):
        return None
    return TrainingResult(
        certificate=row.counts_for or row.certificate,
        name=row.name,
        date=row.day,
        discipline=row.discipline,
        passed=row.passed,
        halves=row.halves,
        full_halves=row.full_halves,
        sheet_number=row.number,
        unit=row.unit,
        session_title=row.session_title,
    )


def export(context: Context, file: Path, cycle: Cycle | None = None) -> Coverage:
    """Write the workbook. Raises FileNotWritten; an older file of that name stays as it was then."""
    found = coverage(context, cycle)
    workbook.write_workbook(file, found, register(context), context.clock.now())
    return found
