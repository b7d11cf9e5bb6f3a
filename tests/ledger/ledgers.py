"""A ledger in memory for tests: it does with dicts what the store does with tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from jltrain.bank.areas import Area
from jltrain.clock import BEIJING, iso
from jltrain.ledger.activity import Activity, ActivityKind, ActivityResult
from jltrain.ledger.cycle import Cycle
from jltrain.ledger.member import Member, member_of
from jltrain.ledger.outcome import Arrival, Outcome, Placed, place, settle
from jltrain.ledger.result import Result, Signer, State, result_row
from jltrain.ledger.roster import RosterRow
from jltrain.ledger.rotation import RotationPlan
from jltrain.ledger.ruling import Ruling
from jltrain.ledger.stand import stand
from jltrain.ledger.standing import Standing
from jltrain.sheet.payload import AreaScore, Payload
from tests.ledger.people import PAYLOAD

CYCLE = Cycle(2024, 2026)
SIGNER = Signer("f" * 64, "甲队", "2201", "0a1b", "2026-05-01T00:00:00.000Z", "e" * 64)


def sheet(
    who: RosterRow | Member,
    day: date = date(2024, 5, 6),
    *,
    sitting: str = "",
    version: int = 1,
    issuer: str = "甲队",
    passed: bool = True,
    areas: Sequence[tuple[Area, int, int]] = (),
    name: str = "",
    number: str = "",
) -> Payload:
    """A payload of a sheet for `who`, submitted at noon in Beijing on `day`."""
    noon = iso(datetime(day.year, day.month, day.day, 12, tzinfo=BEIJING))
    sitting = sitting or f"{who.certificate}-{day}"
    return replace(
        PAYLOAD,
        number=number or f"JL-{sitting}-{version}-{issuer}",
        officer=replace(
            PAYLOAD.officer,
            name=name or who.name,
            certificate=who.certificate,
            unit=who.unit,
            level=who.level.value,
            discipline=who.discipline.value,
        ),
        sitting_id=sitting,
        submitted=noon,
        passed=passed,
        halves=180 if passed else 90,
        areas=tuple(AreaScore(area.value, got, full) for area, got, full in areas),
        version=version,
        replaces=f"JL-{sitting}-{version - 1}-{issuer}" if version > 1 else "",
        correction="更正姓名" if version > 1 else "",
        issuer=issuer,
    )


def row(
    who: RosterRow | Member,
    day: date = date(2024, 5, 6),
    *,
    passed: bool = True,
    areas: Sequence[tuple[Area, int, int]] = (),
) -> Result:
    """A result that counts for `who`."""
    payload = sheet(who, day, passed=passed, areas=areas)
    made = result_row(payload, "d:" + payload.number, SIGNER)
    return replace(made, state=State.COUNTS, counts_for=made.certificate)


def activity(
    who: RosterRow | Member,
    kind: ActivityKind = ActivityKind.DRILL,
    day: date = date(2024, 5, 6),
    hours: float = 4.0,
    result: ActivityResult = ActivityResult.TOOK_PART,
) -> Activity:
    return Activity(who.certificate, kind, day, hours, result, kind.value, "李大队长")


class MemoryLedger:
    """Sheets, roster and rulings, kept as the store keeps them: only what is touched is settled anew."""

    def __init__(self) -> None:
        self.results: dict[str, Result] = {}
        self.members: dict[str, Member] = {}
        self.rulings: dict[str, Ruling] = {}
        self.log: list[tuple[str, Outcome]] = []

    def officer(self, number: str) -> Member | None:
        return self.members.get(number) or next((m for m in self.members.values() if number in m.formers), None)

    def collect(self, payload: Payload, digest: str = "") -> Placed:
        digest = digest or "d:" + payload.number
        siblings = [
            r for r in self.results.values()
            if r.file_digest == digest or r.number == payload.number or r.sitting_id == payload.sitting_id
        ]  # fmt: skip
        placed = place(Arrival("a.pdf", digest, payload, (), SIGNER), self.officer, siblings, self.rulings)
        for result in (*placed.changed, *filter(None, [placed.result])):
            self.results[result.file_digest] = result
        self.log.append((payload.number, placed.outcome))
        return placed

    def rule(self, ruling: Ruling) -> None:
        self.rulings[ruling.sheet] = ruling
        if ruling.sheet in self.results:
            self._settle(lambda r: r.sitting_id == self.results[ruling.sheet].sitting_id)

    def import_roster(self, rows: Iterable[RosterRow]) -> None:
        touched: set[str] = set()
        for person in rows:
            old = self.members.pop(person.former, None) if person.former else None
            member = member_of(person, self.members.get(person.certificate), old)
            self.members[person.certificate] = member
            touched |= set(member.numbers)
        assigned = {r.sheet for r in self.rulings.values() if r.certificate in touched}
        hit = {
            r.sitting_id for r in self.results.values()
            if r.certificate in touched or r.counts_for in touched or r.file_digest in assigned
        }  # fmt: skip
        self._settle(lambda r: r.sitting_id in hit)

    def _settle(self, wanted: Callable[[Result], bool]) -> None:
        for result in settle([r for r in self.results.values() if wanted(r)], self.officer, self.rulings):
            self.results[result.file_digest] = result

    def standings(self, plan: RotationPlan, cycle: Cycle = CYCLE) -> dict[str, Standing]:
        return {m.certificate: stand(m, self.results.values(), (), plan, cycle) for m in self.members.values()}
