"""What `jltrain ledger … --json` says of the ledger's values; scripts rely on these names."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

from jltrain.ledger.cycle import next_due
from jltrain.ledger.figures import Figures, RequirementTally
from jltrain.ledger.member import Member
from jltrain.ledger.roster import RosterRead
from jltrain.ledger.rotation import RotationPlan
from jltrain.ledger.rowreader import RowProblem
from jltrain.ledger.standing import Group, Standing, Tally, YearTally
from jltrain.ledger.transcript import Change

if TYPE_CHECKING:
    from jltrain.app.activities import ActivityLine
    from jltrain.app.register import CollectedLine, SheetDetail
    from jltrain.app.rotation import PlanLine


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
        "problems": [problem_record(p) for p in read.problems],
    }


def problem_record(problem: RowProblem) -> dict[str, object]:
    """A row of a spreadsheet that was not taken."""
    return {
        "sheet": problem.sheet,
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "reason": problem.text,
    }


def officer_record(member: Member) -> dict[str, object]:
    """An officer of the roster."""
    return member.as_record()


def change_record(change: Change) -> dict[str, object]:
    """Something the roster said anew."""
    return {
        "at": change.at.isoformat(),
        "by": change.by,
        "what": change.what,
        "before": change.before,
        "after": change.after,
    }


def line_record(line: CollectedLine) -> dict[str, object]:
    """A file and what became of it; the facts of the sheet when it is in the ledger."""
    facts: dict[str, object] = {} if not line.number else {
        "number": line.number,
        "version": line.version,
        "name": line.name,
        "certificate": line.certificate,
        "unit": line.unit,
        "session": line.session_title,
        "day": line.day.isoformat() if line.day else None,
        "marks": line.halves / 2,
        "full_marks": line.full_halves / 2,
        "passed": line.passed,
        "state": line.state.value if line.state else None,
        "counts_for": line.counts_for,
    }  # fmt: skip
    return {
        "entry": line.entry,
        "file": line.file,
        "digest": line.digest,
        "outcome": line.outcome.value,
        "reasons": [{"code": r.code, "text": r.text} for r in line.reasons],
        "first_seen": line.first_seen.isoformat(),
    } | facts


def detail_record(found: SheetDetail) -> dict[str, object]:
    """Everything about one file."""
    return line_record(found.line) | {
        "by": found.by,
        "chain": found.chain,
        "signer": found.signer.as_record(),
        "facts": list(found.facts),
        "correction": found.payload.correction if found.payload else "",
        "officer": officer_record(found.officer) if found.officer else None,
        "namesakes": [member.certificate for member in found.namesakes],
        "versions": [line_record(line) for line in found.versions],
        "rulings": [
            {
                "entry": one.ruling.entry,
                "kind": one.ruling.kind.value,
                "certificate": one.ruling.certificate,
                "reason": one.ruling.reason,
                "by": one.ruling.by,
                "at": one.ruling.at,
                "undone": one.undone,
                "undo_reason": one.undo_reason,
            }
            for one in found.rulings
        ],
    }


def activity_record(line: ActivityLine) -> dict[str, object]:
    """A training that is no exam."""
    made = line.activity
    return made.as_record() | {"entry": made.entry, "undone": made.undone, "name": line.name, "unit": line.unit}


def plan_record(plan: RotationPlan) -> dict[str, object]:
    """The rotation plan that holds."""
    return {
        "title": plan.title,
        "cycle": [plan.cycle.first_year, plan.cycle.last_year],
        "example": plan.example,
        "targets": {str(year): float(share) for year, share in plan.targets.items()},
        "batches": [
            {"name": b.name, "from": b.first_day.isoformat(), "to": b.last_day.isoformat()} for b in plan.batches
        ],
        "requirements": [
            {"id": r.id, "title": r.title, "posts": [p.value for p in r.posts], "counts": r.counts}
            for r in plan.requirements
        ],
    }


def plan_line_record(line: PlanLine) -> dict[str, object]:
    """A plan that was set or dropped."""
    return {
        "entry": line.entry,
        "cycle": [line.cycle.first_year, line.cycle.last_year],
        "at": line.at.isoformat(),
        "by": line.by,
        "file": line.file,
        "title": line.title,
        "dropped": line.dropped,
    }


def figures_record(found: Figures) -> dict[str, object]:
    """Cycle, day, total and what waits."""
    return {
        "cycle": [found.cycle.first_year, found.cycle.last_year],
        "today": found.today.isoformat(),
        "since": found.since.isoformat(),
        "next_due": next_due(found.today).isoformat(),
        "total": group_record(found.total),
        "waiting": asdict(found.waiting),
        "requirements": [requirement_record(r) for r in found.requirements],
        "education": {
            "target": found.education.target.value,
            "reached": found.education.reached,
            "below": found.education.below,
            "unknown": found.education.unknown,
        },
    }


def group_record(group: Group) -> dict[str, object]:
    """One row of a table."""
    return {"key": group.key, "label": group.label, "overdue": group.overdue, "recent": group.recent} | tally_record(
        group.tally
    )


def tally_record(tally: Tally) -> dict[str, object]:
    """Officers counted by standing."""
    names = ("required", "done", "missing", "partly", "failed", "doubtful", "other_discipline", "absent", "rate")
    return {name: getattr(tally, name) for name in names}


def year_record(year: YearTally) -> dict[str, object]:
    """One year of the cycle."""
    names = ("year", "required", "done", "failed", "done_by_end", "rate", "target_count")
    return {name: getattr(year, name) for name in names}


def requirement_record(tally: RequirementTally) -> dict[str, object]:
    """One requirement of the plan."""
    return {
        "id": tally.requirement.id,
        "title": tally.requirement.title,
        "required": tally.required,
        "met": tally.met,
        "overdue": tally.overdue,
    }


def standing_record(line: Standing, today: date) -> dict[str, object]:
    """One officer's standing."""
    return {
        "name": line.name,
        "certificate": line.certificate,
        "unit": line.unit,
        "level": line.level.value,
        "discipline": line.discipline.value,
        "city": line.city,
        "batch": line.batch,
        "post_kind": line.post_kind.value,
        "status": line.status.value,
        "missing": list(line.missing),
        "due": line.due.isoformat() if line.due else None,
        "overdue": line.overdue(today),
        "attempts": line.attempts,
        "best_marks": None if line.best_halves < 0 else line.best_halves / 2,
        "last_attempt": line.last_day.isoformat() if line.last_day else None,
    }
