"""A small ledger for tests: officers, sheets that really are signed or only arrive, and what became of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from jltrain.app import auditing, rotation, sheets
from jltrain.app.context import Context
from jltrain.bank.areas import Area, Level
from jltrain.clock import iso
from jltrain.ledger.outcome import Arrival
from jltrain.ledger.rowreader import RosterRow
from jltrain.sheet import keys
from jltrain.sheet.payload import AreaScore, Officer, Payload
from jltrain.sheet.sign import sign
from jltrain.store.lines import CollectedLine
from jltrain.store.roster import Import, RosterChange
from tests.sheet.samples import sample

UNIT = "长春市交通运输综合行政执法支队"
OWN_PLAN = """
title: 本单位计划
cycle: [2024, 2026]
targets: {2024: 1/3, 2025: 2/3, 2026: 1}
batches:
  - {name: 第一批, from: 2024-03-01, to: 2026-06-30}
requirements:
  - {id: own, title: 本门类业务考试, exam: own}
"""


def own_plan(context: Context) -> None:
    """A plan that asks for the exam in the own discipline alone."""
    context.places.prepare()
    file = context.places.home / "own.yaml"
    file.write_text(OWN_PLAN, "utf-8")
    rotation.set_plan(context, file)


def person(number: int, name: str = "", unit: str = UNIT, **more: Any) -> RosterRow:
    return RosterRow(name or f"人{number}", f"2201{number:04d}", unit, Level.CITY, Area.HIGHWAY, "长春市", **more)


def enrol(context: Context, *rows: RosterRow, replace_all: bool = False, source: str = "名册.xlsx") -> RosterChange:
    """Import rows as a file would bring them."""
    given = Import(rows, source, context.now(), "经办", replace=replace_all)
    return context.ledger.roster.take(given, rotation.plans(context))


def attested(who: RosterRow, sitting: str, *, passed: bool = True, days: int = 0, **changes: Any) -> Payload:
    """A sheet of `who` that was handed in `days` ago; it covers all that the policy asks for."""
    base = sample()
    part = replace(base.sections[0], halves=180 if passed else 60, full_halves=200)
    areas = tuple(AreaScore(area, 30, 40) for area in (who.discipline.value, "law", "procedure", "conduct", "thought"))
    made = replace(
        base,
        number=f"JT2026-{sitting}",
        sitting_id=sitting,
        officer=Officer(who.name, who.certificate, who.unit, who.level.value, who.discipline.value),
        sections=(part,),
        areas=areas,
        halves=part.halves,
        full_halves=part.full_halves,
        passed=passed,
    )
    moments = {name: iso(_moment(getattr(base, name)) - timedelta(days)) for name in ("started", "submitted", "issued")}
    incidents = tuple(replace(i, at=moments["started"]) for i in base.incidents)
    return replace(made, incidents=incidents, **(moments | changes))


def _moment(text: str) -> Any:
    from jltrain.clock import parse_iso

    return parse_iso(text)


def arrival(payload: Payload) -> Arrival:
    """As if the sheet had been verified."""
    digest = hashlib.sha256(repr(payload).encode()).hexdigest()
    return Arrival(f"{payload.number}.pdf", digest, payload)


def take(context: Context, *payloads: Payload) -> tuple[CollectedLine, ...]:
    """Enter sheets as one batch."""
    now, plans = context.clock.now(), rotation.plans(context)
    return context.ledger.collecting.take([arrival(p) for p in payloads], now, "经办", plans)


def signed(context: Context, folder: Path, payloads: Iterable[Payload]) -> list[Path]:
    """Real files under this PC's own key."""
    sheets.ensure_keys(context)
    key = keys.load_signer(context.places.keys, None)
    folder.mkdir(exist_ok=True)
    files = []
    for payload in payloads:
        file = folder / f"{payload.number}.pdf"
        mine = replace(payload, issuer=key.unit, issuer_code=key.unit_code)
        file.write_bytes(sign(mine, key, context.clock.now()))
        files.append(file)
    return files


def crowd(count: int) -> Sequence[RosterRow]:
    return [person(n) for n in range(1, count + 1)]


def assert_whole(context: Context) -> None:
    """Chain, sheets and every plain table agree."""
    audited = auditing.audit(context)
    assert audited.sentences == ()
    assert audited.whole
