"""What both kinds of database promise: one schema, one state while reading, all or nothing, a record that only grows."""

from __future__ import annotations

import pytest
from sqlalchemy import UniqueConstraint, func, insert, inspect, select, text
from sqlalchemy.exc import IntegrityError

from jltrain.exam.events import Pulse
from jltrain.store import bulk, upsert
from jltrain.store.banktables import metadata
from jltrain.store.database import Database, DatabaseTooNew
from jltrain.store.migrations import MIGRATIONS, RECORD
from jltrain.store.sessions import StoredLog
from jltrain.store.steps.step import Migration
from jltrain.store.tables import attempt, exam_event, pulse, roster_import
from tests.store.conftest import Open
from tests.store.rows import NAME, fill

_NEXT = Migration(("CREATE TABLE one (id INTEGER)",), ("CREATE TABLE one (id INTEGER)",))
_BROKEN = Migration(*[("CREATE TABLE one (id INTEGER)", "CREATE TABLE nonsense (")] * 2)


def test_migrations_make_the_tables_that_core_knows(database: Database) -> None:
    with database.read() as connection:
        found = inspect(connection)
        names = {name for name in found.get_table_names() if not name.startswith("search_")}
        assert names - {"schema_version"} == set(metadata.tables)
        for name, table in metadata.tables.items():
            columns = {c["name"]: c for c in found.get_columns(name)}
            assert list(columns) == [c.name for c in table.columns]
            for column in table.columns:
                assert columns[column.name]["nullable"] == column.nullable, f"{name}.{column.name}"
                made = columns[column.name]["type"].compile(connection.dialect)
                assert made == column.type.compile(connection.dialect), f"{name}.{column.name}"
            assert found.get_pk_constraint(name)["constrained_columns"] == [c.name for c in table.primary_key]
            indexes = {i["name"]: i for i in found.get_indexes(name) if not i.get("duplicates_constraint")}
            assert set(indexes) == {i.name for i in table.indexes}
            for index in table.indexes:
                there = indexes[index.name]
                assert there["column_names"] == [c.name for c in index.columns]
                assert bool(there["unique"]) == index.unique
                where = there["dialect_options"].get(f"{connection.dialect.name}_where")
                assert str(where).strip("()") == str(index.dialect_options["sqlite"]["where"])
            unique = {tuple(c["column_names"]) for c in found.get_unique_constraints(name)}
            assert unique == {
                tuple(c.name for c in rule.columns) for rule in table.constraints if isinstance(rule, UniqueConstraint)
            }


_ROW = {"sitting_id": "s", "number": 1, "kind": "noted", "at": "t", "elapsed": 0, "data": b"{}", "chain": "c"}


def test_the_record_can_only_grow(database: Database) -> None:
    fill(database)
    acts = ["UPDATE {0} SET {1} = {1}", "DELETE FROM {}"] + ["TRUNCATE {} CASCADE"] * (database.kind == "postgresql")
    for table in RECORD:
        for act in acts:
            statement = text(act.format(table, metadata.tables[table].columns[0].name))
            with pytest.raises(IntegrityError, match="append-only"), database.write() as connection:
                connection.execute(statement)


def test_a_write_is_all_or_nothing(database: Database) -> None:
    with pytest.raises(RuntimeError), database.write() as connection:
        connection.execute(insert(roster_import).values(source="x", at="t", people=1))
        raise RuntimeError
    with database.read() as connection:
        assert connection.execute(select(roster_import)).all() == []


def test_a_reader_sees_one_state_throughout(database: Database) -> None:
    count = select(func.count()).select_from(roster_import)
    with database.read() as connection:
        assert connection.execute(count).scalar() == 0
        with database.write() as other:
            other.execute(insert(roster_import).values(source="x", at="t", people=1))
        assert connection.execute(count).scalar() == 0
    with database.read() as connection:
        assert connection.execute(count).scalar() == 1


def test_a_newer_database_is_refused(empty: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as future:
        future.setattr("jltrain.store.database.MIGRATIONS", (*MIGRATIONS, _NEXT))
        empty()
    with pytest.raises(DatabaseTooNew) as caught:
        empty()
    assert "先升级程序" in caught.value.sentence()


def test_a_migration_that_fails_changes_nothing(empty: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    with empty().write() as connection:
        connection.execute(insert(roster_import).values(source="before", at="t", people=1))
    with monkeypatch.context() as faulty:
        faulty.setattr("jltrain.store.database.MIGRATIONS", (*MIGRATIONS, _BROKEN))
        with pytest.raises(Exception, match=r"incomplete input|syntax error"):
            empty()
    with empty().read() as connection:
        assert connection.execute(select(roster_import.c.source)).scalars().all() == ["before"]
        assert not inspect(connection).has_table("one")


def test_a_sitting_of_the_first_version_goes_on_in_this_one(empty: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as past:
        past.setattr("jltrain.store.database.MIGRATIONS", MIGRATIONS[:1])
        old = empty()
    with old.write() as connection:
        connection.execute(text("INSERT INTO pulse (sitting_id, at, elapsed) VALUES ('s', 't', 5)"))
    old.close()
    assert StoredLog(empty()).last_pulse("s") == Pulse("t", 5)


@pytest.mark.parametrize("count", [1, 3, bulk.MANY + 500])
def test_upserts(database: Database, count: int) -> None:
    rows = [{"sitting_id": f"{NAME}{n}", "at": "a", "elapsed": n, "boot": "", "ticks": 0.5} for n in range(count)]
    with database.write() as connection:
        upsert.put(connection, pulse, rows, ["sitting_id"])
        upsert.put(connection, pulse, [row | {"at": "b"} for row in rows], ["sitting_id"])
        upsert.once(connection, pulse, [row | {"at": "c"} for row in rows])
        upsert.once(connection, pulse, [])
    with database.read() as connection:
        found = connection.execute(select(pulse).order_by(pulse.c.elapsed)).all()
    assert [row._asdict() for row in found] == [row | {"at": "b"} for row in rows]


@pytest.mark.parametrize("count", [2, bulk.MANY + 1])
def test_many_rows_come_out_as_they_went_in(database: Database, count: int) -> None:
    blank: dict[str, object] = {"learner": NAME, "question_id": "", "at": "t", "source": "exam", "origin": None}
    rows = [blank | {"key": f"k{n}", "response": bytes([n % 256, 0]), "right": n % 3 == 0} for n in range(count)]
    with database.write() as connection:
        bulk.add(connection, attempt, rows)
        bulk.add(connection, attempt, [])
    with database.read() as connection:
        found = connection.execute(select(attempt).order_by(attempt.c.id)).all()
    assert [{name: getattr(row, name) for name in rows[0]} for row in found] == rows
    repeated = [row | {"origin": "o", "key": "same"} for row in rows]
    with pytest.raises(Exception, match=r"(?i)unique"), database.write() as connection:
        bulk.add(connection, attempt, repeated)
    with database.read() as connection:
        assert len(connection.execute(select(attempt)).all()) == count


def test_texts_are_ordered_by_their_code_points(empty: Open) -> None:
    """The same list on every PC, whatever language its system or its server speaks."""
    database = empty()
    names = ["𬭎", "张", "䶮", "a", "B", "Ａ", "é", "_", "李"]
    with database.write() as connection:
        connection.execute(
            insert(exam_event), [_ROW | {"sitting_id": name, "number": n} for n, name in enumerate(names)]
        )
    with database.read() as connection:
        found = connection.execute(select(exam_event.c.sitting_id).order_by(exam_event.c.sitting_id)).scalars().all()
    assert list(found) == sorted(names, key=lambda name: name.encode())


def test_the_check_says_ok_and_what_it_is(database: Database) -> None:
    assert database.check() == "ok"
    assert ("PostgreSQL" if database.kind == "postgresql" else "SQLite") in database.about()
