"""The file on one PC: synced, backed up before a migration, and whatever befalls it is told in words."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text

from jltrain.store import migrations
from jltrain.store.database import Database, DatabaseBusy, DatabaseDamaged, DatabaseReadOnly, DatabaseTooNew, DiskFull
from jltrain.store.migrations import MIGRATIONS, RECORD
from jltrain.store.steps.step import Migration
from jltrain.store.tables import roster_import
from tests.conftest import FakeClock

pytestmark = pytest.mark.sqlite_only


def _open(folder: Path, clock: FakeClock) -> Database:
    backups = folder / "backups"
    backups.mkdir(exist_ok=True)
    return Database(folder / "jltrain.db", backups, clock)


def test_every_commit_is_synced(database: Database) -> None:
    with database.read() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_the_record_is_sealed_by_triggers(database: Database) -> None:
    with database.read() as connection:
        triggers = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars())
    assert triggers == {f"{t}_{act}" for t in RECORD for act in ("update", "delete")}


def test_a_newer_database_is_untouched(tmp_path: Path, clock: FakeClock) -> None:
    _open(tmp_path, clock).close()
    with closing(sqlite3.connect(tmp_path / "jltrain.db")) as connection:
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
        connection.commit()
    before = (tmp_path / "jltrain.db").read_bytes()
    with pytest.raises(DatabaseTooNew):
        _open(tmp_path, clock)
    assert (tmp_path / "jltrain.db").read_bytes() == before


def test_migration_backs_up_first_and_is_one_transaction(
    tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = _open(tmp_path, clock)
    with old.write() as connection:
        connection.execute(insert(roster_import).values(source="before", at="t", people=1))
    old.close()
    broken = Migration(("CREATE TABLE one (id INTEGER)", "CREATE TABLE nonsense ("), ())
    monkeypatch.setattr("jltrain.store.database.MIGRATIONS", (*MIGRATIONS, broken))
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


def test_another_writer_who_does_not_end_is_told(database: Database, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "jltrain.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with database.read() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout = 50")
        with pytest.raises(DatabaseBusy), database.write() as connection:
            connection.execute(text("DELETE FROM officer"))


def test_no_room_for_the_backup_is_told_and_nothing_is_changed(
    tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    _open(tmp_path, clock).close()

    def full(_file: Path, _to: Path) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    further = Migration(("CREATE TABLE one (id INTEGER)",), ())
    monkeypatch.setattr("jltrain.store.database.MIGRATIONS", (*MIGRATIONS, further))
    monkeypatch.setattr("jltrain.store.sqlite.back_up", full)
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
