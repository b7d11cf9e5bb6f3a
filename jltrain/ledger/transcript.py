"""One officer's whole record as data: who he is and was, every sheet with how it stands and who signed it, every
activity, HR's rulings, and per cycle what is done, what is missing and by when.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from jltrain.bank.areas import Area, Level
from jltrain.clock import BEIJING, parse_iso
from jltrain.i18n import N_, _
from jltrain.ledger.activity import Activity
from jltrain.ledger.bodies import read_officer
from jltrain.ledger.cycle import Cycle
from jltrain.ledger.entry import Entry
from jltrain.ledger.member import Member
from jltrain.ledger.result import Result, State
from jltrain.ledger.rotation import RotationPlan
from jltrain.ledger.ruling import Ruling
from jltrain.ledger.stand import PartStanding, assess
from jltrain.ledger.standing import Standing


@dataclass(frozen=True, slots=True)
class Change:
    """Something the roster said anew: `what` is a label (姓名, 单位, 岗位 …), in the language in use."""

    at: datetime
    by: str
    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A sheet. `attempt` numbers the sittings of one discipline from 1, superseded versions sharing theirs, 0 for sheets
    that do not count. `facts` are sentences: replaced by which, confirmed by whom, certificate expired or revoked since.
    """

    result: Result
    attempt: int
    first_seen: datetime
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CycleLine:
    """One cycle, part by part. `overdue` are those parts whose day has passed."""

    cycle: Cycle
    standing: Standing
    parts: tuple[PartStanding, ...]

    def overdue(self, today: date) -> tuple[PartStanding, ...]:
        return tuple(part for part in self.parts if part.overdue(today))


@dataclass(frozen=True, slots=True)
class Transcript:
    """`namesakes` are other officers of his name: told apart by number alone, so the page says 同名.

    `changes`, `sheets`, `activities`, `rulings` (each with whether it was undone) and `cycles` are in order of time.
    """

    person: Member
    made_at: datetime
    today: date
    changes: tuple[Change, ...]
    sheets: tuple[SheetLine, ...]
    activities: tuple[Activity, ...]
    rulings: tuple[tuple[Ruling, bool], ...]
    cycles: tuple[CycleLine, ...]
    namesakes: tuple[Member, ...] = ()


def transcript(
    person: Member,
    results: Sequence[Result],
    activities: Sequence[Activity],
    officer_entries: Iterable[Entry],
    rulings: Sequence[tuple[Ruling, bool]],
    plans: Mapping[Cycle, RotationPlan],
    made_at: datetime,
    *,
    first_seen: Mapping[str, datetime],
    revoked: Mapping[str, date | None],
    namesakes: Sequence[Member] = (),
) -> Transcript:
    """The record of `person` on the day of `made_at`.

    `results`: all rows that count for him or bear one of his numbers. `officer_entries`: OFFICER entries of his
    numbers, in order. `rulings` with whether each is undone. `plans`: the plan of each cycle to be shown. `first_seen`
    by file digest. `revoked`: serial (hexadecimal) -> day of revocation, from HR's newest lists.
    """
    today = made_at.astimezone(BEIJING).date()
    ordered = sorted(results, key=lambda r: (r.day, r.sitting_id, r.version, r.number))
    attempts = _attempts(person, ordered)
    held = {ruling.sheet: ruling for ruling, undone in sorted(rulings, key=lambda r: r[0].entry) if not undone}
    sheets = tuple(
        SheetLine(
            result,
            attempts.get(result.sitting_id, 0) if result.state in (State.COUNTS, State.SUPERSEDED) else 0,
            first_seen[result.file_digest],
            (
                *_facts(result, ordered, held.get(result.file_digest)),
                *signature_facts(result, first_seen[result.file_digest], made_at, revoked),
            ),
        )
        for result in ordered
    )
    cycles = []
    for cycle in sorted(plans):
        found = assess(person, results, activities, plans[cycle], cycle)
        cycles.append(CycleLine(cycle, found.standing, found.parts))
    return Transcript(
        person=person,
        made_at=made_at,
        today=today,
        changes=tuple(change for entry in officer_entries for change in _changes(entry)),
        sheets=sheets,
        activities=tuple(sorted(activities, key=lambda a: (a.day, a.entry))),
        rulings=tuple(sorted(rulings, key=lambda r: r[0].entry)),
        cycles=tuple(cycles),
        namesakes=tuple(other for other in namesakes if other.certificate != person.certificate),
    )


def _attempts(person: Member, ordered: Sequence[Result]) -> dict[str, int]:
    """Sitting -> which attempt in its discipline it was."""
    counts: Counter[str] = Counter()
    attempts: dict[str, int] = {}
    for result in ordered:
        if result.state is State.COUNTS and result.counts_for == person.certificate:
            counts[result.discipline] += 1
            attempts[result.sitting_id] = counts[result.discipline]
    return attempts


def _facts(result: Result, others: Sequence[Result], ruling: Ruling | None) -> list[str]:
    """How it stands and by whose word."""
    facts: list[str] = []
    if result.state is State.SUPERSEDED:
        held = [o for o in others if o.sitting_id == result.sitting_id and o.version > result.version]
        later = max(held, key=lambda other: other.version, default=None)
        facts.append(_("已被更正后的 {number} 代替。").format(number=later.number) if later else result.state.label)
    elif result.state is not State.COUNTS:
        facts.append(result.state.label)
    elif result.version > 1:
        facts.append(_("第 {version} 版，代替 {number}。").format(version=result.version, number=result.replaces))
    if ruling is not None:
        told = _("{by}于{day}：{what}。理由：{reason}")
        day = parse_iso(ruling.at).astimezone(BEIJING).date().isoformat()
        facts.append(told.format(by=ruling.by, day=day, what=ruling.kind.label, reason=ruling.reason))
    return facts


_LABELS: Final = {
    "name": N_("姓名"),
    "unit": N_("单位"),
    "level": N_("层级"),
    "discipline": N_("执法门类"),
    "city": N_("市州"),
    "batch": N_("批次"),
    "post": N_("岗位"),
    "education": N_("学历"),
    "appointed": N_("任职日期"),
    "certificate": N_("执法证号"),
}


def _changes(entry: Entry) -> list[Change]:
    """What an OFFICER entry changed, one line for each field."""
    body, at = read_officer(entry), parse_iso(entry.at)
    if body.renumbered:
        return [Change(at, entry.by, _("执法证号"), entry.subject, body.renumbered)]
    if body.before is None or body.after is None:
        member = body.after or body.before
        what = _("列入名册") if body.before is None else _("移出名册")
        unit = member.unit if member else ""
        return [Change(at, entry.by, what, "" if body.after else unit, unit if body.after else "")]
    return [
        Change(at, entry.by, _(label), _shown(body.before, name), _shown(body.after, name))
        for name, label in _LABELS.items()
        if getattr(body.before, name) != getattr(body.after, name)
    ]


def _shown(member: Member, name: str) -> str:
    value = getattr(member, name)
    return value.label if isinstance(value, Area | Level) else str(value)


def signature_facts(
    result: Result, first_seen: datetime, now: datetime, revoked: Mapping[str, date | None]
) -> tuple[str, ...]:
    """What became of the certificate since: expired, revoked. Nothing while it is in force.

    The sheet was verified when it was first seen, so it stays accepted; a revocation dated before that is told apart.
    """
    facts: list[str] = []
    ended = parse_iso(result.not_after) if result.not_after else None
    if ended is not None and ended < now:
        text = _("签名证书已于 {day} 过期，本成绩单收取在前，仍然有效。")
        facts.append(text.format(day=ended.astimezone(BEIJING).date().isoformat()))
    if result.serial and result.serial in revoked:
        day = revoked[result.serial]
        seen = first_seen.astimezone(BEIJING).date()
        if day is None:
            facts.append(_("签名证书后来被吊销，本成绩单收取在前，仍然有效。"))
        elif day >= seen:
            text = _("签名证书已于 {day} 被吊销，本成绩单收取在前，仍然有效。")
            facts.append(text.format(day=day.isoformat()))
        else:
            text = _("签名证书的吊销日期是 {day}，早于收取日期 {seen}，当时的吊销列表里还没有它，请向签发单位核实。")
            facts.append(text.format(day=day.isoformat(), seen=seen.isoformat()))
    return tuple(facts)


def changes_of(entries: Iterable[Entry]) -> tuple[Change, ...]:
    """What OFFICER entries changed, in their order; also of somebody who has left the roster."""
    return tuple(change for entry in entries for change in _changes(entry))


def state_facts(result: Result, others: Sequence[Result], ruling: Ruling | None) -> tuple[str, ...]:
    """How a sheet stands and by whose word, in sentences. `others`: results of its sitting; `ruling` that holds."""
    return tuple(_facts(result, others, ruling))
