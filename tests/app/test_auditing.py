"""The audit finds whatever was changed behind the program's back, and says where; a rebuild mends what follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Table, delete, insert, update

from jltrain.app import activities, auditing, coverage, register
from jltrain.app.context import Context
from jltrain.app.register import RulingKind
from jltrain.store.tables import activity, collected, entry, former_number, officer, result, standing
from tests.app.ledger_world import assert_whole, attested, enrol, person, take
from tests.tamper import unseal


@pytest.fixture(autouse=True)
def _ledger(context: Context) -> None:
    """Nine entries: a roster of three, a refusal, two sheets, a ruling, an activity."""
    enrol(context, person(1), person(2), person(3))
    first = attested(person(1), "A")
    take(context, first, replace(first, halves=160, passed=True, sections=(replace(first.sections[0], halves=160),)))
    line = take(context, attested(person(2, "别人"), "B"))[0]
    register.rule(context, line.digest, RulingKind.CONFIRM, "核对过")
    kind, took = activities.ActivityKind.DRILL, activities.ActivityResult.TOOK_PART
    activities.add(context, activities.Activity("", kind, date(2026, 5, 6), 4.0, took, "演练", "签认"), ["22010003"])
    coverage.ensure(context)
    assert_whole(context)


def _change(context: Context, table: Table, statement: object) -> None:
    with context.database.write() as connection:
        if table in (entry, collected):
            unseal(connection, table.name)
        connection.execute(statement)  # type: ignore[call-overload]


@pytest.mark.parametrize("number", [1, 4, 9])
def test_a_changed_entry_is_named(context: Context, number: int) -> None:
    _change(context, entry, update(entry).where(entry.c.number == number).values(by="别人"))
    found = auditing.audit(context)
    assert found.found.broken_at == number
    assert f"第 {number} 条" in found.sentences[0].replace(f"记录第 {number}", f"第 {number}")
    assert not found.repairable


def test_an_entry_taken_out_is_named(context: Context) -> None:
    _change(context, entry, delete(entry).where(entry.c.number == 5))
    assert auditing.audit(context).found.broken_at == 5


def test_a_changed_payload_is_found(context: Context) -> None:
    query = update(collected).where(collected.c.stored).values(payload=b"{}")
    _change(context, collected, query)
    found = auditing.audit(context)
    assert {(f.where, f.code) for f in found.found.faults} == {("collected", "differs")}
    assert not found.repairable


def test_a_sheet_smuggled_in_is_found(context: Context) -> None:
    row = {
        "file_digest": "x", "file": "x", "outcome": "imported", "stored": True, "reasons": b"[]", "number": "X",
        "payload": b"{}", "first_seen": "2026", "signer": b"",
    }  # fmt: skip
    _change(context, collected, insert(collected).values(**row))
    assert [(f.where, f.code) for f in auditing.audit(context).found.faults] == [("collected", "extra")]


_TAMPERED = (
    (officer, update(officer).where(officer.c.certificate == "22010001").values(unit="别处"), "officer"),
    (officer, delete(officer).where(officer.c.certificate == "22010003"), "officer"),
    (result, update(result).values(passed=False), "result"),
    (result, update(result).values(state="excluded", counts_for=""), "result"),
    (result, delete(result), "result"),
    (activity, update(activity).values(hours=400.0), "activity"),
    (activity, update(activity).values(undone=True), "activity"),
    (activity, delete(activity), "activity"),
    (standing, update(standing).values(status="done"), "standing"),
)


@pytest.mark.parametrize(("table", "statement", "where"), _TAMPERED)
def test_a_changed_table_is_found_and_mended(context: Context, table: Table, statement: object, where: str) -> None:
    before = register.register(context), coverage.standings(context)
    _change(context, table, statement)
    found = auditing.audit(context)
    assert where in {fault.where for fault in found.found.faults}
    assert found.repairable
    auditing.rebuild(context)
    assert_whole(context)
    assert (register.register(context), coverage.standings(context)) == before


def test_a_standing_that_is_gone_is_found(context: Context) -> None:
    _change(context, standing, delete(standing).where(standing.c.certificate == "22010002"))
    assert [(f.where, f.code) for f in auditing.audit(context).found.faults] == [("standing", "missing")]


_SAME = {(officer, "import_id"), (collected, "id"), (collected, "stored"), (result, "passed")}
"""Columns in which another value of the same truth, or a number of our own, changes nothing that is said."""


@pytest.mark.sqlite_only
@pytest.mark.parametrize("table", [entry, collected, officer, result, activity, standing], ids=str)
def test_whatever_stands_in_a_table_it_is_found(context: Context, table: Table) -> None:
    """SQLite takes a text for a number and bytes for a text. The audit comes to its end and says that something is wrong."""
    with context.database.write() as connection:
        if table in (entry, collected):
            unseal(connection, table.name)
    for column in table.columns:
        for value in () if (table, column.name) in _SAME else ("'zz'", "x'00ff'", "'2031-02-03'"):
            with context.database.write() as connection:
                where = f"rowid = (SELECT min(rowid) FROM {table.name})"
                (rowid, old) = connection.exec_driver_sql(
                    f'SELECT rowid, "{column.name}" FROM {table.name} WHERE {where}'
                ).one()
                whole = connection.exec_driver_sql(f"PRAGMA table_info({table.name})").all()
                key = next((row[2] for row in whole if row[1] == column.name and row[5]), "")
                if key == "INTEGER" and len([row for row in whole if row[5]]) == 1:
                    continue  # the row's own number, which takes nothing but numbers
                connection.exec_driver_sql(f'UPDATE {table.name} SET "{column.name}" = {value} WHERE rowid = {rowid}')
            found = auditing.audit(context)
            assert not found.whole, (column.name, value)
            assert found.sentences
            with context.database.write() as connection:
                connection.exec_driver_sql(f'UPDATE {table.name} SET "{column.name}" = ? WHERE rowid = ?', (old, rowid))
    assert_whole(context)


def test_a_former_number_made_up_is_found(context: Context) -> None:
    """By it a stranger's sheet would count for somebody."""
    enrol(context, person(4, former="22010003"))
    assert_whole(context)
    _change(context, former_number, insert(former_number).values(former="22019999", certificate="22010001"))
    found = auditing.audit(context)
    assert [(f.where, f.subject, f.code) for f in found.found.faults] == [("officer", "22019999", "extra")]
    auditing.rebuild(context)
    assert_whole(context)
    _change(context, former_number, delete(former_number))
    assert ("officer", "22010003", "missing") in [
        (f.where, f.subject, f.code) for f in auditing.audit(context).found.faults
    ]


def test_a_refusal_that_was_changed_or_smuggled_in_is_found(context: Context) -> None:
    _change(context, collected, update(collected).where(~collected.c.stored).values(file="别的.pdf"))
    assert [(f.where, f.code) for f in auditing.audit(context).found.faults] == [("collected", "differs")]
