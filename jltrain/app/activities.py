"""Training that is no exam: entered for one officer, for many at once, or from a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from jltrain.app import rotation
from jltrain.app.context import Context
from jltrain.app.roster import NoSuchOfficer
from jltrain.errors import BadInput, Refused
from jltrain.i18n import N_, _
from jltrain.ledger.activity import Activity, ActivityKind, ActivityResult, checked
from jltrain.ledger.activityfile import ActivitiesRead, read_activities
from jltrain.ledger.activitytemplate import write_activity_template
from jltrain.ledger.columns import Column
from jltrain.ledger.identity import tidy_certificate
from jltrain.ledger.rowreader import RowProblem
from jltrain.progress import Report, silent
from jltrain.store.activities import ActivityFilter, ActivityLine
from jltrain.store.paging import Page

__all__ = [
    "ActivitiesAdded", "ActivitiesChecked", "Activity", "ActivityKind", "ActivityLine", "ActivityResult", "NobodyNamed",
    "NothingToAdd", "Page", "activities", "add", "add_file", "read", "write_template",
]  # fmt: skip

write_template = write_activity_template


class NobodyNamed(BadInput):
    template = N_("活动记录没有登记：请至少选择一名执法人员。")


class NothingToAdd(Refused):
    template = N_("“{file}”里没有可以登记的活动记录（{problems} 行有问题），请按提示改正后重试。")


@dataclass(frozen=True, slots=True)
class ActivitiesChecked:
    """What a file held, compared with the roster: `good` can be entered; `known` of these are in the ledger already.

    `problems` are those of the file and of rows whose number the roster does not know or knows under another name.
    """

    read: ActivitiesRead
    good: tuple[Activity, ...]
    known: int
    problems: tuple[RowProblem, ...]


@dataclass(frozen=True, slots=True)
class ActivitiesAdded:
    """`added` entries were written; those in the ledger already were not written again."""

    checked: ActivitiesChecked
    added: int


def add(context: Context, draft: Activity, certificates: Sequence[str], *, by: str = "") -> int:
    """Enter the same activity for these officers, all or nothing; how many were new. `draft.certificate` is not used.

    Raises BadActivity, NobodyNamed, and NoSuchOfficer with the first number that the roster does not know.
    """
    if not certificates:
        raise NobodyNamed
    day = rotation.today(context)
    given = []
    for number in dict.fromkeys(map(tidy_certificate, certificates)):
        member = context.ledger.roster.find(number) if number else None
        if member is None:
            raise NoSuchOfficer(certificate=number)
        given.append(checked(replace(draft, certificate=member.certificate, entry=0, undone=False), day))
    who = rotation.operator(context, by)
    return context.ledger.activities.add(given, context.now(), who, rotation.plans(context))


def read(context: Context, file: Path, report: Report = silent) -> ActivitiesChecked:
    """Look at a file of activities without entering them. Raises BadRoster."""
    found = read_activities(file, rotation.today(context), report)
    known = context.ledger.roster.members([a.certificate for a in found.activities])
    good: list[Activity] = []
    problems = list(found.problems)
    for activity, name, (row, sheet) in zip(found.activities, found.names, found.places, strict=True):
        member = known.get(activity.certificate)
        if member is None:
            text = _("花名册中没有这个执法证号，没有登记，请核对。")
            problems.append(RowProblem(row, Column.CERTIFICATE.label, activity.certificate, text, sheet))
        elif name and not member.bears(name):
            text = _("花名册中这个执法证号是“{name}”，没有登记，请核对。").format(name=member.name)
            problems.append(RowProblem(row, Column.NAME.label, name, text, sheet))
        else:
            good.append(replace(activity, certificate=member.certificate))
    there = context.ledger.activities.there(good)
    return ActivitiesChecked(found, tuple(good), len(there), tuple(problems))


def add_file(context: Context, file: Path, report: Report = silent, *, by: str = "") -> ActivitiesAdded:
    """Enter the good rows of a file in one transaction. Raises BadRoster, NothingToAdd."""
    found = read(context, file, report)
    if not found.good:
        raise NothingToAdd(file=file.name, problems=len({(p.sheet, p.row) for p in found.problems}))
    who = rotation.operator(context, by)
    added = context.ledger.activities.add(found.good, context.now(), who, rotation.plans(context))
    return ActivitiesAdded(found, added)


def activities(
    context: Context,
    certificate: str = "",
    kind: ActivityKind | None = None,
    words: str = "",
    since: date | None = None,
    until: date | None = None,
    *,
    undone: bool = False,
    offset: int = 0,
    limit: int = 200,
) -> Page[ActivityLine]:
    """What was entered, the newest days first; `undone` shows what was taken back, too. Raises NoSuchOfficer."""
    numbers: tuple[str, ...] = ()
    if certificate:
        member = context.ledger.roster.find(certificate)
        numbers = member.numbers if member else (tidy_certificate(certificate),)
    return context.ledger.activities.page(ActivityFilter(numbers, kind, words, since, until, undone), offset, limit)
