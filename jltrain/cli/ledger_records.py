"""What `jltrain ledger … --json` says of the ledger's values; scripts rely on these names."""

from __future__ import annotations

from dataclasses import asdict

from jltrain.ledger.collect import CollectedSheet
from jltrain.ledger.coverage import Coverage, OfficerLine
from jltrain.ledger.cycle import next_due
from jltrain.ledger.roster import RosterRead
from jltrain.ledger.rowreader import RosterRow
from jltrain.ledger.standing import Tally, YearTally


def roster_record(read: RosterRead) -> dict[str, object]:
    """What a roster file held."""
    return {
        "source": read.source,
        "rows": read.rows,
        "good": len(read.people),
        "problem_rows": read.problem_rows,
        "blank_rows": read.blank_rows,
        "ignored_rows": read.ignored_rows,
        "unread_columns": list(read.unread_columns),
        "unread_sheets": list(read.unread_sheets),
        "problems": [
            {"sheet": p.sheet, "row": p.row, "column": p.column, "value": p.value, "reason": p.text}
            for p in read.problems
        ],
    }


def sheet_record(sheet: CollectedSheet) -> dict[str, object]:
    """A file and what became of it; the facts of the sheet when it is in the ledger."""
    paid = sheet.payload
    facts: dict[str, object] = {} if paid is None else {
        "number": paid.number,
        "name": paid.officer.name,
        "certificate": paid.officer.certificate,
        "unit": paid.officer.unit,
        "session": paid.session_title,
        "submitted": paid.submitted,
        "marks": paid.halves / 2,
        "full_marks": paid.full_halves / 2,
        "passed": paid.passed,
    }  # fmt: skip
    return {
        "file": sheet.file_name,
        "digest": sheet.file_digest,
        "outcome": sheet.outcome.value,
        "reasons": [{"code": r.code, "text": r.text} for r in sheet.reasons],
        "first_seen": sheet.first_seen.isoformat(),
    } | facts


def coverage_record(found: Coverage) -> dict[str, object]:
    """Cycle, day, total and what did not count."""
    return {
        "cycle": [found.cycle.first_year, found.cycle.last_year],
        "today": found.today.isoformat(),
        "next_due": next_due(found.today).isoformat(),
        "total": tally_record(found.total),
        "doubts": [{"kind": d.kind.value, "sheet": d.result.sheet_number, "name": d.result.name,
                    "certificate": d.result.certificate, "roster_name": d.officer.name} for d in found.doubts],
        "strangers": [{"sheet": r.sheet_number, "name": r.name, "certificate": r.certificate, "unit": r.unit}
                      for r in found.strangers],
        "outside": found.outside,
    }  # fmt: skip


def tally_record(tally: Tally) -> dict[str, object]:
    """Officers counted by standing."""
    names = ("required", "done", "missing", "failed", "doubtful", "other_discipline", "absent", "rate")
    return {name: getattr(tally, name) for name in names}


def year_record(year: YearTally) -> dict[str, object]:
    """One year of the cycle."""
    names = ("year", "required", "done", "failed", "done_by_end", "rate", "target_count")
    return {name: getattr(year, name) for name in names}


def officer_line_record(line: OfficerLine) -> dict[str, object]:
    """One officer's standing."""
    who = line.officer
    return {
        "name": who.name,
        "certificate": who.certificate,
        "unit": who.unit,
        "level": who.level.value,
        "discipline": who.discipline.value,
        "city": who.city,
        "batch": who.batch,
        "status": line.status.value,
        "attempts": line.attempts,
        "best_marks": None if line.best_halves is None else line.best_halves / 2,
        "last_attempt": line.last_attempt.isoformat() if line.last_attempt else None,
        "doubts": [d.kind.value for d in line.doubts],
    }


def officer_record(officer: RosterRow) -> dict[str, object]:
    """An officer of the roster."""
    return asdict(officer)
