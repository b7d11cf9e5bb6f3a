"""Durability and trouble: what the machine does to us becomes a sentence, and nothing is lost."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import insert, inspect, select, text
from sqlalchemy.exc import IntegrityError

from jltrain.exam.events import Pulse
from jltrain.store import migrations
from jltrain.store.database import Database, DatabaseDamaged, DatabaseReadOnly, DatabaseTooNew, DiskFull
from jltrain.store.migrations import MIGRATIONS, RECORD
from jltrain.store.sessions import StoredLog
from jltrain.store.tables import exam_event, metadata, roster_import
from tests.conftest import FakeClock


def _open(folder: Path, clock: FakeClock) -> Database:
    backups = folder / "backups"
    backups.mkdir(exist_ok=True)
    return Database(folder / "jltrain.db", backups, clock)


@pytest.fixture
def database(tmp_path: Path, clock: FakeClock) -> Database:
    return _open(tmp_path, clock)


def test_every_commit_is_synced(database: Database) -> None:
    with database.read() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_migrations_make_the_tables_that_core_knows(database: Database) -> None:
    with database.read() as connection:
        found = inspect(connection)
        assert set(found.get_table_names()) == set(metadata.tables)
        for name, table in metadata.tables.items():
            columns = {c["name"]: c for c in found.get_columns(name)}
            assert list(columns) == [c.name for c in table.columns]
            for column in table.columns:
                assert columns[column.name]["nullable"] == column.nullable, f"{name}.{column.name}"
                made = columns[column.name]["type"].compile(connection.dialect)
                assert made == column.type.compile(connection.dialect), f"{name}.{column.name}"
            assert found.get_pk_constraint(name)["constrained_columns"] == [c.name for c in table.primary_key]


_ROW = {"sitting_id": "s", "number": 1, "kind": "noted", "at": "t", "elapsed": 0, "data": b"{}", "chain": "c"}


def test_the_record_can_only_grow(database: Database) -> None:
    with database.write() as connection:
        connection.execute(insert(exam_event), _ROW)
    for statement in ("UPDATE exam_event SET data = 'x'", "DELETE FROM exam_event"):
        with pytest.raises(IntegrityError, match="append-only"), database.write() as connection:
            connection.execute(text(statement))
    with database.read() as connection:
        triggers = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars())
    assert triggers == {f"{t}_{act}" for t in RECORD for act in ("update", "delete")}


def test_a_write_is_all_or_nothing(database: Database) -> None:
    with pytest.raises(RuntimeError), database.write() as connection:
        connection.execute(insert(roster_import).values(source="x", at="t", people=1))
        raise RuntimeError
    with database.read() as connection:
        assert connection.execute(select(roster_import)).all() == []


def test_a_newer_database_is_refused_and_untouched(tmp_path: Path, clock: FakeClock) -> None:
    _open(tmp_path, clock).close()
    with closing(sqlite3.connect(tmp_path / "jltrain.db")) as connection:
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
        connection.commit()
    before = (tmp_path / "jltrain.db").read_bytes()
    with pytest.raises(DatabaseTooNew) as caught:
        _open(tmp_path, clock)
    assert "先升级程序" in caught.value.sentence()
    assert (tmp_path / "jltrain.db").read_bytes() == before


def test_migration_backs_up_first_and_is_one_transaction(
    tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = _open(tmp_path, clock)
    with old.write() as connection:
        connection.execute(insert(roster_import).values(source="before", at="t", people=1))
    old.close()
    broken = (*MIGRATIONS, ("CREATE TABLE one (id INTEGER)", "CREATE TABLE nonsense ("))
    monkeypatch.setattr("jltrain.store.database.MIGRATIONS", broken)
    with pytest.raises(Exception, match="incomplete input"):
        _open(tmp_path, clock)
    (backup,) = (tmp_path / "backups").iterdir()
    for file in (tmp_path / "jltrain.db", backup):
        with closing(sqlite3.connect(file)) as connection:
            assert connection.execute("PRAGMA user_version").fetchone() == (len(migrations.MIGRATIONS),)
            assert connection.execute("SELECT source FROM roster_import").fetchall() == [("before",)]
            tables = {r[0] for r in connection.execute("SELECT name FROM sqlite_master")}
            assert "one" not in tables


@pytest.mark.parametrize("damage", [b"this is no database" * 100, b"SQLite format 3\x00" + b"\xff" * 4096])
def test_damage_is_told_and_kept(tmp_path: Path, clock: FakeClock, damage: bytes) -> None:
    (tmp_path / "jltrain.db").write_bytes(damage)
    with pytest.raises(DatabaseDamaged) as caught:
        _open(tmp_path, clock)
    assert "备份" in caught.value.sentence()
    assert (tmp_path / "jltrain.db").read_bytes() == damage


def test_full_disk(database: Database) -> None:
    """SQLite itself says the disk is full when it may take no further page."""
    with database.write() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    database.close()  # the limit belongs to a connection: the next one made is the one we set it on
    with pytest.raises(DiskFull) as caught, database.write() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        connection.execute(insert(roster_import).values(source="x" * 500_000, at="t", people=1))
    assert "清理" in caught.value.sentence()
    database.close()
    with database.read() as connection:
        assert connection.execute(select(roster_import)).all() == []
    assert database.check() == "ok"


def test_a_sitting_of_the_first_version_goes_on_in_this_one(
    tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as past:
        past.setattr("jltrain.store.database.MIGRATIONS", MIGRATIONS[:1])
        old = _open(tmp_path, clock)
    with old.write() as connection:
        connection.execute(text("INSERT INTO pulse (sitting_id, at, elapsed) VALUES ('s', 't', 5)"))
    old.close()
    assert StoredLog(_open(tmp_path, clock)).last_pulse("s") == Pulse("t", 5)


def test_no_room_for_the_backup_is_told_and_nothing_is_changed(
    tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    _open(tmp_path, clock).close()

    def full(_file: Path, _to: Path) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("jltrain.store.database.MIGRATIONS", (*MIGRATIONS, ("CREATE TABLE one (id INTEGER)",)))
    monkeypatch.setattr("jltrain.store.database.back_up", full)
    with pytest.raises(DiskFull):
        _open(tmp_path, clock)
    with closing(sqlite3.connect(tmp_path / "jltrain.db")) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(migrations.MIGRATIONS),)


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps access rights elsewhere")
@pytest.mark.parametrize(("folder_mode", "file_mode"), [(0o777, 0o444), (0o555, 0o666), (0o555, 0o444)])
def test_a_write_protected_database_says_so_and_stays_as_it_was(
    clock: FakeClock, folder_mode: int, file_mode: int
) -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        folder = Path(name)
        _open(folder, clock).close()
        folder.chmod(folder_mode)
        (folder / "jltrain.db").chmod(file_mode)
        root = os.geteuid() == 0
        if root:  # who may write anywhere
            os.seteuid(65534)
        try:
            with pytest.raises(DatabaseReadOnly, match="写权限"):
                database = Database(folder / "jltrain.db", folder / "backups", clock)
                with database.write() as connection:
                    connection.execute(insert(roster_import).values(source="x", at="t", people=1))
        finally:
            if root:
                os.seteuid(0)
            folder.chmod(0o755)
            (folder / "jltrain.db").chmod(0o644)
        with _open(folder, clock).read() as connection:
            assert connection.execute(select(roster_import)).all() == []
