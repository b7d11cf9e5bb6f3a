"""Collecting score sheets: from folders, sticks and single files into the ledger, each sheet once.

Files are read and verified by as many processes as the PC has processors; what is known is not verified again. Each
batch of verdicts is written in one transaction, so that whatever stops the work (the user, a pulled stick, a power
cut), what was written stays and the rest is collected another time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from jltrain.app import rotation
from jltrain.app.context import Context
from jltrain.errors import Trouble
from jltrain.i18n import N_, _
from jltrain.ledger import collect as folders
from jltrain.ledger.collect import FolderMissing, SkippedFile
from jltrain.ledger.outcome import Arrival, CollectReason, Outcome
from jltrain.ledger.result import signer_of
from jltrain.progress import Cancelled, Report, Step, silent
from jltrain.sheet.parallel import ReadFault, Seen, verify_many
from jltrain.sheet.trust import load_trust
from jltrain.sheet.verify import Verdict
from jltrain.store.lines import CollectedLine

__all__ = ["CollectedLine", "Collection", "CutShort", "FolderMissing", "Outcome", "SkippedFile", "Stopped", "collect"]

_BATCH: Final = 200
"""Verdicts to a transaction: about a second of verifying, and no more is lost when the power goes."""


@dataclass(frozen=True, slots=True)
class Collection:
    """What became of each file that was read, in order, and those that were not, each with a sentence. `others`: how
    many files of the folders are no PDF by their name."""

    lines: tuple[CollectedLine, ...]
    skipped: tuple[SkippedFile, ...]
    others: int = 0

    def count(self, outcome: Outcome) -> int:
        """How many files met this outcome."""
        return sum(line.outcome is outcome for line in self.lines)

    @property
    def counts(self) -> dict[Outcome, int]:
        """The same for every outcome."""
        return {outcome: self.count(outcome) for outcome in Outcome}


class Stopped(Cancelled):
    """The user stopped collecting; `done` is what was committed before."""

    def __init__(self, done: Collection) -> None:
        super().__init__()
        self.done = done


class CutShort(Trouble):
    template = N_("{reason}在此之前处理好的 {n} 个文件已经入账；排除故障后重新收取同一文件夹即可，不会重复登记。")


def collect(context: Context, places: Sequence[Path], report: Report = silent, *, by: str = "") -> Collection:
    """Verify and enter what lies at these places, files and folders (with all below). Raises FolderMissing, BadRoot,
    BadPlan, and Stopped (a Cancelled) when `report` says so; what was committed before stays, and CutShort tells of it
    when the database fails midway.
    """
    report(Step(0, 0, _("查找文件")))
    files, skipped, others = _survey(places)
    work = _Work(context, by)
    try:
        stopped = _verified(context, files, work, skipped, report)
    except Trouble as error:
        if not work.lines:
            raise
        raise CutShort(reason=error.sentence(), n=len(work.lines)) from error
    done = Collection(tuple(work.lines), tuple(sorted(skipped, key=lambda entry: entry.path)), others)
    if stopped:
        raise Stopped(done)
    return done


def _verified(context: Context, files: Sequence[Path], work: _Work, skipped: list[SkippedFile], report: Report) -> bool:
    """Verify and write; whether the user stopped it."""
    trust, known = load_trust(context.places.keys), context.ledger.collecting.known
    try:
        with closing(verify_many(files, trust, context.clock.now(), report, known=known)) as verified:
            for file, found in verified:
                if isinstance(found, ReadFault):
                    skipped.append(SkippedFile(file, found.text))
                else:
                    work.add(file, found)
    except Cancelled:
        return True
    finally:
        work.write()
    return False


def _survey(places: Sequence[Path]) -> tuple[list[Path], list[SkippedFile], int]:
    """The files to be read, each once, those passed over, and how many are none of ours."""
    files: dict[Path, None] = {}
    skipped: dict[Path, SkippedFile] = {}
    others = 0
    for place in places:
        if place.is_dir() or (place.suffix.lower() != ".pdf" and not place.exists()):
            found = folders.survey(place)
            files |= dict.fromkeys(found.sheets)
            skipped |= {entry.path: entry for entry in found.skipped}
            others += found.others
        elif fault := folders.fault_of(place):
            skipped[place] = SkippedFile(place, fault)
        else:
            files[place] = None
    return list(files), list(skipped.values()), others


class _Work:
    """Verdicts on their way into the ledger."""

    def __init__(self, context: Context, by: str) -> None:
        self._context = context
        self._by = rotation.operator(context, by)
        self._plans = rotation.plans(context)
        self._waiting: list[Arrival | CollectedLine] = []
        self._arrivals = 0
        self.lines: list[CollectedLine] = []

    def add(self, file: Path, found: Verdict | Seen) -> None:
        """Take one verdict; write when there are enough."""
        name = file.name.encode("utf-8", "backslashreplace").decode("utf-8")  # a name in no known encoding
        if isinstance(found, Seen):
            self._waiting.append(_duplicate(name, found.file_digest, self._context))
        else:
            reasons = tuple(CollectReason(r.code.value, r.text) for r in found.reasons)
            payload = found.payload if found.accepted else None
            self._waiting.append(Arrival(name, found.file_digest, payload, reasons, signer_of(found)))
            self._arrivals += 1
        if self._arrivals >= _BATCH:
            self.write()

    def write(self) -> None:
        """One transaction for all that waits."""
        waiting, self._waiting, self._arrivals = self._waiting, [], 0
        arrivals = [one for one in waiting if isinstance(one, Arrival)]
        ledger, now = self._context.ledger.collecting, self._context.clock.now()
        written: Iterator[CollectedLine] = iter(ledger.take(arrivals, now, self._by, self._plans))
        self.lines += [next(written) if isinstance(one, Arrival) else one for one in waiting]


def _duplicate(name: str, digest: str, context: Context) -> CollectedLine:
    reason = CollectReason("duplicate", _("这份成绩单已经导入过，不再重复导入。"))
    return CollectedLine(name, digest, Outcome.DUPLICATE, (reason,), context.clock.now())
