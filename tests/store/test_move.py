"""Everything is carried over, or nothing: counts, contents, numbers that go on, the ledger's chain."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text

from jltrain.app import moving
from jltrain.app.context import Context
from jltrain.errors import JltrainError
from jltrain.ledger.entry import ChainBroken
from jltrain.places import Places
from jltrain.progress import Cancelled, Step, silent
from jltrain.store import move as moves
from jltrain.store.banktables import metadata
from jltrain.store.database import Database
from jltrain.store.move import MoveDoesNotAgree, NotMovable, TargetNotEmpty, move
from jltrain.store.tables import attempt, roster_import
from tests.conftest import FakeClock
from tests.postgres import Server
from tests.store.rows import fill


@pytest.fixture
def source(tmp_path: Path, clock: FakeClock) -> Iterator[Database]:
    made = Database(tmp_path / "source.db", tmp_path, clock)
    yield made
    made.close()


def _everything(database: Database) -> dict[str, list[tuple[object, ...]]]:
    with database.read() as connection:
        return {
            t.name: [tuple(row) for row in connection.execute(select(t).order_by(*t.primary_key))]
            for t in metadata.sorted_tables
        }


def _nothing_in(database: Database) -> bool:
    return not any(_everything(database).values())


@pytest.mark.parametrize("count", [1, 2100])
def test_everything_is_carried_and_numbers_go_on(source: Database, database: Database, count: int) -> None:
    fill(source, count)
    steps: list[Step] = []
    moved = move(source, database, steps.append)
    assert (moved.rows, moved.entries) == (count * len(metadata.tables), count)
    assert _everything(database) == _everything(source)
    assert [s.done for s in steps] == sorted(s.done for s in steps)
    assert steps[-1].done == steps[-1].total == moved.rows
    with database.write() as connection:
        made = connection.execute(insert(roster_import).values(source="x", at="t", people=1)).inserted_primary_key
    assert made and made[0] == count + 1


def test_there_and_back(source: Database, database: Database, tmp_path: Path, clock: FakeClock) -> None:
    fill(source, 5)
    move(source, database)
    back = Database(tmp_path / "back.db", tmp_path, clock)
    move(database, back)
    assert _everything(back) == _everything(source)
    back.close()


def test_an_empty_database_can_be_moved(source: Database, database: Database) -> None:
    assert move(source, database).rows == 0


@pytest.mark.parametrize("table", ["paper", "entry", "standing_of"])
def test_only_into_an_empty_one(source: Database, database: Database, table: str) -> None:
    fill(database, 1)
    with database.write() as connection:  # whatever is left alone in it is seen
        if database.kind == "postgresql":
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        for other in reversed(metadata.sorted_tables):
            if other.name != table and database.kind == "postgresql":
                connection.execute(other.delete())
    before = _everything(database)
    with pytest.raises(TargetNotEmpty) as caught:
        move(source, database)
    assert database.kind == "sqlite" or caught.value.facts["table"] == table
    assert _everything(database) == before


def test_stopped_half_way(source: Database, database: Database) -> None:
    fill(source, 5)

    def stop(step: Step) -> None:
        if step.text == "result":
            raise Cancelled

    with pytest.raises(Cancelled):
        move(source, database, stop)
    assert _nothing_in(database)
    assert move(source, database).entries == 5


def test_a_chain_that_is_broken_is_not_carried_on(source: Database, database: Database) -> None:
    fill(source, 5)
    with source.write() as connection:
        connection.exec_driver_sql("DROP TRIGGER entry_update")
        connection.execute(text("UPDATE entry SET subject = 'x' WHERE number = 3"))
    with pytest.raises(ChainBroken):
        move(source, database)
    assert _nothing_in(database)


def test_what_does_not_agree_is_taken_back(
    source: Database, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(source, 5)
    count = moves._count
    monkeypatch.setattr(moves, "_count", lambda c, t: count(c, t) + (t is attempt and c.dialect.name == "sqlite"))
    if database.kind == "postgresql":
        with pytest.raises(MoveDoesNotAgree) as caught:
            move(source, database)
        assert (caught.value.facts["found"], caught.value.facts["moved"]) == (6, 5)
        assert _nothing_in(database)


@pytest.fixture
def blank(postgres: Server, tmp_path: Path, clock: FakeClock) -> Iterator[str]:
    with postgres.database() as name:
        yield postgres.url(name)


@pytest.mark.parametrize("fault", [{"source": "a\0b", "people": 1}, {"source": "a", "people": 2**40}])
def test_what_a_server_cannot_hold_is_named(
    source: Database, blank: str, tmp_path: Path, clock: FakeClock, fault: dict[str, object]
) -> None:
    with source.write() as connection:
        connection.execute(insert(roster_import).values(at="t", **fault))
    target = Database(blank, tmp_path, clock)
    with pytest.raises(NotMovable, match="roster_import"):
        move(source, target)
    assert _nothing_in(target)
    target.close()


@pytest.mark.sqlite_only
def test_from_this_pc_to_the_server(context: Context, blank: str, clock: FakeClock) -> None:
    fill(context.database)
    moved = moving.move_to(context, blank, silent)
    assert moved.entries == 3
    moving.use(context, blank)
    with pytest.raises(moving.AlreadyThere):
        moving.move_to(context, blank)
    next_start = Context(context.places, clock)
    assert next_start.database.kind == "postgresql"
    assert _everything(next_start.database) == _everything(context.database)
    next_start.close()
    moving.use(context, "")
    for url in ("nonsense", "postgresql://u@localhost:1/x"):
        with pytest.raises(JltrainError):
            moving.move_to(context, url)


@pytest.mark.sqlite_only
def test_and_back_into_a_file(context: Context, blank: str, tmp_path: Path, clock: FakeClock) -> None:
    fill(context.database)
    moving.move_to(context, blank)
    moving.use(context, blank)
    server = Context(context.places, clock)
    back = tmp_path / "back" / "jltrain.db"
    back.parent.mkdir()
    assert moving.move_to(server, str(back)).entries == 3
    with pytest.raises(TargetNotEmpty):
        moving.move_to(server, str(back))
    server.close()
    again = Context(Places(back.parent), clock)
    assert _everything(again.database) == _everything(context.database)
    with pytest.raises(moving.AlreadyThere):
        moving.move_to(again, str(back))
    again.close()
