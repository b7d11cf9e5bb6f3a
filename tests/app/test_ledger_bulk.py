"""The bench's province is a ledger like any other: the audit finds it whole, and what is asked of it is answered."""

from __future__ import annotations

from jltrain.app import coverage, register, reports
from jltrain.app.context import Context
from jltrain.ledger.cycle import Cycle
from tests.app.ledger_world import assert_whole
from tests.bench.ledger_bulk import Bulk, member


def test_a_small_province(context: Context) -> None:
    Bulk(context.database).fill(130)
    assert coverage.figures(context).total.tally.required == 130
    assert coverage.figures(context, Cycle(2021, 2023)).total.tally.done > 0
    assert register.counts(context).total == 390
    assert len(reports.transcript(context, member(7).certificate).sheets) == 3
    for key in reports.KEYS:
        made = reports.make(context, key)
        assert all(len(row) == len(table.columns) for table in made.tables for row in table.rows)
    assert_whole(context)
