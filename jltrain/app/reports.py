"""What is handed in and handed out: progress reports, the two lists, one officer's transcript; as data, xlsx and PDF.

Standings say how things stand now. So a report shows today's roster and what was done up to today, with what is new
since the due date before; the picture of a past day is not made up again, since the roster of that day decides it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Final

from jltrain.app import coverage, rotation
from jltrain.app.context import Context
from jltrain.app.revoked import revoked
from jltrain.app.roster import NoSuchOfficer
from jltrain.ledger import reportlists, reports
from jltrain.ledger.cycle import Cycle, cycle_of, due_in, previous_due
from jltrain.ledger.report import Report as Made
from jltrain.ledger.standing import Status
from jltrain.ledger.transcript import Transcript
from jltrain.ledger.transcript import transcript as tell
from jltrain.progress import Report, silent
from jltrain.store.coverage import StandingFilter

__all__ = [
    "KEYS", "Made", "Transcript", "commendation", "final", "follow_up", "half_yearly", "make", "save_pdf",
    "save_transcript_pdf", "save_transcript_xlsx", "save_xlsx", "transcript", "yearly",
]  # fmt: skip


def half_yearly(context: Context, cycle: Cycle | None = None, report: Report = silent) -> Made:
    """Progress for the next due date (20 June, 20 December)."""
    cycle = cycle or cycle_of(rotation.today(context))
    since = previous_due(due_in(cycle, rotation.today(context)))
    found = coverage.figures(context, cycle, report, since=since)
    return reports.half_yearly(found, rotation.plan(context, found.cycle))


def yearly(context: Context, year: int = 0, report: Report = silent) -> Made:
    """One year (default: this one) against its target."""
    year = year or rotation.today(context).year
    cycle = cycle_of(date(year, 1, 1))
    found = coverage.figures(context, cycle, report, since=date(year - 1, 12, 31), until=date(year, 12, 31))
    return reports.yearly(found, rotation.plan(context, cycle), year)


def final(context: Context, cycle: Cycle | None = None, report: Report = silent) -> Made:
    """The whole cycle."""
    found = coverage.figures(context, cycle, report)
    return reports.final(found, rotation.plan(context, found.cycle))


def commendation(context: Context, cycle: Cycle | None = None, report: Report = silent) -> Made:
    """Whom to commend. The rows of its table can be walked once."""
    cycle, plan = coverage.ensure(context, cycle, report)
    done = StandingFilter(statuses=(Status.DONE,))
    return reportlists.commendation(coverage.walk(context, cycle, done), plan)


def follow_up(context: Context, cycle: Cycle | None = None, report: Report = silent) -> Made:
    """Whom to follow up. The rows of its table can be walked once."""
    cycle, plan = coverage.ensure(context, cycle, report)
    open_ = StandingFilter(statuses=tuple(status for status in Status if status is not Status.DONE))
    return reportlists.follow_up(coverage.walk(context, cycle, open_), plan, rotation.today(context))


_MAKERS: Final[dict[str, Callable[[Context, Cycle | None, Report], Made]]] = {
    "half-yearly": half_yearly,
    "final": final,
    "commendation": commendation,
    "follow-up": follow_up,
}
KEYS: Final = ("half-yearly", "yearly", "final", "commendation", "follow-up")


def make(context: Context, key: str, cycle: Cycle | None = None, year: int = 0, report: Report = silent) -> Made:
    """A report by its key; `year` for the yearly one alone."""
    if key == "yearly":
        return yearly(context, year or (min(rotation.today(context).year, cycle.last_year) if cycle else 0), report)
    return _MAKERS[key](context, cycle, report)


def transcript(context: Context, certificate: str, cycles: Sequence[Cycle] = ()) -> Transcript:
    """One officer's whole record. `cycles`: those to be judged part by part (default: today's and every one in which
    he has a sheet). Raises NoSuchOfficer, BadPlan."""
    record = context.ledger.transcripts.record(certificate)
    if record is None:
        raise NoSuchOfficer(certificate=certificate.strip())
    plans = rotation.plans(context)
    shown = set(cycles) or {cycle_of(rotation.today(context)), *(cycle_of(r.day) for r in record.results)}
    return tell(
        record.member,
        record.results,
        record.activities,
        record.history,
        record.rulings,
        {cycle: plans(cycle) for cycle in shown},
        context.clock.now(),
        first_seen=record.first_seen,
        revoked=revoked(context),
        namesakes=record.namesakes,
    )


def save_xlsx(context: Context, made: Made, file: Path, report: Report = silent) -> None:
    """Write a report as a workbook. Raises FileNotWritten, TooManyRows."""
    from jltrain.ledger.reportbook import write_report_xlsx

    now, who, unit = _signed(context)
    write_report_xlsx(file, made, now, who, report, unit=unit)


def save_pdf(context: Context, made: Made, file: Path, report: Report = silent) -> int:
    """Write a report as a PDF; its pages. Raises FileNotWritten, TooLongToPrint."""
    from jltrain.ledger.print_report import write_report_pdf  # ReportLab takes its time to load

    now, who, unit = _signed(context)
    return write_report_pdf(file, made, now, who, report, unit=unit)


def save_transcript_xlsx(context: Context, told: Transcript, file: Path) -> None:
    """Write a transcript as a workbook. Raises FileNotWritten."""
    from jltrain.ledger.transcriptbook import write_transcript_xlsx

    now, who, unit = _signed(context)
    write_transcript_xlsx(file, told, now, who, unit=unit)


def save_transcript_pdf(context: Context, told: Transcript, file: Path) -> int:
    """Write a transcript as a PDF; its pages. Raises FileNotWritten."""
    from jltrain.ledger.print_transcript import write_transcript_pdf

    now, who, unit = _signed(context)
    return write_transcript_pdf(file, told, now, who, unit=unit)


def _signed(context: Context) -> tuple[datetime, str, str]:
    """When it was made, by whom (the setting alone: a login name is no signature), and for which unit."""
    unit = context.settings.text("unit")
    return context.clock.now(), context.settings.text("operator"), unit
