"""HR's roster: looked at, imported, searched, and what it said of somebody before."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from jltrain.app import rotation
from jltrain.app.context import Context
from jltrain.errors import NotFound, Refused
from jltrain.i18n import N_
from jltrain.ledger import roster as roster_files
from jltrain.ledger.member import Member
from jltrain.ledger.roster import RosterRead
from jltrain.ledger.template import write_template
from jltrain.ledger.transcript import Change, changes_of
from jltrain.progress import Report, silent
from jltrain.store.paging import Page
from jltrain.store.roster import Import, OfficerRow, RosterChange

__all__ = [
    "NoSuchOfficer", "NobodyInRoster", "OfficerRow", "Page", "ReplaceNeedsAll", "RosterChange", "RosterImport",
    "batches", "cities", "count", "find", "foresee", "history", "import_roster", "officer", "officers", "read_roster", "unit_sizes",
    "units", "write_template",
]  # fmt: skip


class NobodyInRoster(Refused):
    template = N_("花名册“{file}”里没有一行可以导入（{problems} 行有问题），原有花名册没有改动；请按提示改正后重试。")


class ReplaceNeedsAll(Refused):
    template = N_(
        "花名册“{file}”有 {problems} 行有问题，不能用它替换原有花名册，否则这些人会被移出；请先改正，或改用“导入”而不替换。"
    )


class NoSuchOfficer(NotFound):
    template = N_("花名册中没有执法证号“{certificate}”，请核对号码，或先导入花名册。")


@dataclass(frozen=True, slots=True)
class RosterImport:
    """What the file held and what the import changed."""

    read: RosterRead
    change: RosterChange


def read_roster(file: Path, report: Report = silent) -> RosterRead:
    """Look at a roster file without importing it. Raises BadRoster."""
    return roster_files.read_roster(file, report)


def import_roster(
    context: Context, file: Path, report: Report = silent, *, replace: bool = False, by: str = ""
) -> RosterImport:
    """Import the good rows of a roster file, in one transaction: officers, their entries in the log, sheets that count
    from now on, standings. Raises BadRoster, NobodyInRoster, ReplaceNeedsAll, BadPlan.

    `replace` takes out the officers whom the file lacks; it is refused for a file with problem rows, since
    they would lose their place for a slip of the pen.
    """
    read = read_roster(file, report)
    if not read.people:
        raise NobodyInRoster(file=file.name, problems=read.problem_rows)
    if replace and read.problems:
        raise ReplaceNeedsAll(file=file.name, problems=read.problem_rows)
    plans = rotation.plans(context)
    given = _given(context, read, file.name, rotation.operator(context, by), replace=replace)
    return RosterImport(read, context.ledger.roster.take(given, plans, report))


def foresee(context: Context, read: RosterRead, report: Report = silent) -> RosterChange:
    """What importing would change; `removed`: how many the roster has whom the file lacks. Raises BadPlan."""
    return context.ledger.roster.foresee(_given(context, read, read.source, ""), report)


def _given(context: Context, read: RosterRead, name: str, by: str, *, replace: bool = False) -> Import:
    source = name.encode("utf-8", "backslashreplace").decode("utf-8")
    words = rotation.plan(context).post_words
    return Import(read.people, source, context.now(), by, read.problem_rows, replace, words)


def officers(
    context: Context, words: str = "", unit: str | None = None, offset: int = 0, limit: int = 200
) -> Page[OfficerRow]:
    """Officers by unit, name and number; each word stands in name, number or unit. `unit` exactly, None: all."""
    return context.ledger.roster.page(words, unit, offset, limit)


def officer(context: Context, certificate: str) -> Member:
    """By present or former certificate number. Raises NoSuchOfficer."""
    found = context.ledger.roster.find(certificate)
    if found is None:
        raise NoSuchOfficer(certificate=certificate.strip())
    return found


def find(context: Context, certificate: str) -> Member | None:
    """The same; None when the roster has nobody of that number."""
    return context.ledger.roster.find(certificate)


def count(context: Context) -> int:
    """How many officers the roster has."""
    return context.ledger.roster.count()


def units(context: Context) -> tuple[str, ...]:
    """All units of the roster, for choosers."""
    return context.ledger.roster.values("unit")


def unit_sizes(context: Context) -> tuple[tuple[str, int], ...]:
    """(unit, how many officers it has), by unit."""
    return context.ledger.roster.sizes()


def cities(context: Context) -> tuple[str, ...]:
    """All cities of the roster."""
    return context.ledger.roster.values("city")


def batches(context: Context) -> tuple[str, ...]:
    """All batches of the roster."""
    return context.ledger.roster.values("batch")


def history(context: Context, certificate: str) -> tuple[Change, ...]:
    """What the roster said of an officer, oldest first; also of one who is no longer in it. Raises NoSuchOfficer."""
    found = context.ledger.roster.find(certificate)
    entries = context.ledger.roster.history(found.numbers if found else (certificate.strip().upper(),))
    if not entries:
        raise NoSuchOfficer(certificate=certificate.strip())
    return changes_of(entries)
