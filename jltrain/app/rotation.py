"""What every part of HR's work leans on: the day, who is at the keyboard, and the rotation plan that holds."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from jltrain import bundled
from jltrain.app.context import Context
from jltrain.clock import BEIJING, parse_iso
from jltrain.errors import NotFound, reason_of
from jltrain.i18n import N_
from jltrain.ledger.bodies import PlanBody, read_plan_body
from jltrain.ledger.cycle import LENGTH, Cycle, cycle_of
from jltrain.ledger.identity import tidy_text
from jltrain.ledger.plan import MAX_BYTES, BadPlan, RotationPlan, default_plan, parse_plan, read_plan
from jltrain.savefile import FileNotWritten

__all__ = [
    "BadPlan", "PlanLine", "adopt_older", "cycles", "drop_plan", "history", "operator", "own_plan", "plan", "plans",
    "set_plan", "today",
]  # fmt: skip


class PlanUnreadable(NotFound):
    template = N_("轮训计划“{file}”打不开（{reason}），请检查路径。")


def today(context: Context) -> date:
    """The day in Beijing."""
    return context.clock.now().astimezone(BEIJING).date()


def operator(context: Context, by: str = "") -> str:
    """Who answers for what is written: `by`, else the setting 经办人, else who has logged in to the PC."""
    said = tidy_text(by) or tidy_text(context.settings.text("operator"))
    if not said:
        try:
            said = tidy_text(getpass.getuser())
        except (OSError, KeyError, ImportError):  # a service without a user
            said = ""
    return said.replace("\0", "").encode("utf-8", "backslashreplace").decode("utf-8")[:100]


@dataclass(frozen=True, slots=True)
class PlanLine:
    """An entry about the plan of a cycle. `file` as it was called, `title` as the plan says; both "" when `dropped`:
    from then on the shipped example held. `title` is "" too when this program cannot read the plan."""

    entry: int
    cycle: Cycle
    at: datetime
    by: str
    file: str
    title: str

    @property
    def dropped(self) -> bool:
        return not self.file


def own_plan(context: Context, cycle: Cycle | None = None) -> Path | None:
    """The name of the file from which the plan of `cycle` (default: that of today) was taken into the ledger; the whole
    path of an older program's file in the data folder where that still holds; None while the shipped example does."""
    first = (cycle or cycle_of(today(context))).first_year
    said = _said(_newest(context), first)
    if said is not None:
        return Path(said.file) if said.text else None
    return _older(context)


def plan(context: Context, cycle: Cycle | None = None) -> RotationPlan:
    """The plan for `cycle` (default: that of today). Raises BadPlan."""
    return plans(context)(cycle or cycle_of(today(context)))


def plans(context: Context) -> Callable[[Cycle], RotationPlan]:
    """The plan for any cycle; all are read once, so that one piece of work has one plan throughout. Raises BadPlan.

    What the ledger last said of the cycle holds, else what it last said of an earlier one (without batches and targets);
    else, with the database in the data folder, the plan file that the first version kept there; else the example.
    """
    newest, older = _newest(context), _older(context)
    held = {first: parse_plan(body.text.encode(), body.file) for first, body in newest.items() if body.text}
    example = bundled.resource("rotation", "plan-example.yaml")
    shipped = read_plan(example) if example.is_file() else None
    kept = read_plan(older) if older else shipped

    def found(cycle: Cycle) -> RotationPlan:
        first = _deciding(newest, cycle.first_year)
        holds = held.get(first, shipped) if first else kept
        return holds.for_cycle(cycle) if holds else default_plan(cycle)

    return cache(found)


def set_plan(context: Context, file: Path, *, by: str = "") -> RotationPlan:
    """Check a plan file and write it into the ledger, so that it holds on every PC for its cycle and those after without
    one of their own. Raises BadPlan, PlanUnreadable."""
    try:
        with file.open("rb") as opened:
            data = opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise PlanUnreadable(file=file, reason=reason_of(error)) from error
    name = file.name.encode("utf-8", "backslashreplace").decode("utf-8")
    found = parse_plan(data, name)
    body = PlanBody(name, data.decode("utf-8-sig"))
    context.ledger.plans.put(found.cycle, body, context.now(), operator(context, by))
    return found


def drop_plan(context: Context, *, by: str = "") -> None:
    """Back to the shipped example for every cycle, by entries that say so. Raises FileNotWritten for an older program's
    file that cannot be removed."""
    if own_plan(context) or any(body.text for body in _newest(context).values()):
        context.ledger.plans.drop(cycle_of(today(context)), context.now(), operator(context, by))
    file = _older(context)
    try:
        if file:
            file.unlink(missing_ok=True)
    except OSError as error:
        raise FileNotWritten(file=file, reason=reason_of(error)) from error


def adopt_older(context: Context) -> None:
    """Take an older program's plan file into the ledger, before that goes to a server. Raises BadPlan, PlanUnreadable."""
    file = _older(context)
    if file and _deciding(_newest(context), read_plan(file).cycle.first_year) is None:
        set_plan(context, file)


def history(context: Context) -> tuple[PlanLine, ...]:
    """Which plan was set or dropped, when and by whom, the newest first."""
    lines = []
    for one in reversed(context.ledger.plans.history()):
        body, first = read_plan_body(one), int(one.subject)
        try:
            title = parse_plan(body.text.encode(), body.file).title if body.text else ""
        except BadPlan:  # this program asks for more than the one that took it
            title = ""
        cycle = Cycle(first, first + LENGTH - 1)
        lines.append(PlanLine(one.number, cycle, parse_iso(one.at), one.by, body.file, title))
    return tuple(lines)


def _newest(context: Context) -> dict[int, PlanBody]:
    """What the ledger last said of each cycle, by its first year."""
    return {int(one.subject): read_plan_body(one) for one in context.ledger.plans.history()}


def _deciding(newest: Mapping[int, PlanBody], first: int) -> int | None:
    """The cycle whose entry decides for the one that begins in `first`: that one, else the last before it."""
    return max((year for year in newest if year <= first), default=None)


def _said(newest: Mapping[int, PlanBody], first: int) -> PlanBody | None:
    year = _deciding(newest, first)
    return None if year is None else newest[year]


def _older(context: Context) -> Path | None:
    """The file of the first version. On a server it would be this PC's alone, so it holds only beside its own database."""
    file = context.places.home / "rotation.yaml"
    return file if not context.database_url and file.is_file() else None


def cycles(context: Context) -> tuple[Cycle, ...]:
    """From that of the first sheet to today's, the newest first: for choosers."""
    now = cycle_of(today(context))
    first = context.ledger.register.first_day()
    oldest = min(cycle_of(first), now) if first and first.year > 2000 else now
    return tuple(Cycle(year, year + LENGTH - 1) for year in range(now.first_year, oldest.first_year - 1, -LENGTH))
