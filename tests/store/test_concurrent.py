"""Several HR people at once, each in a process of his own; one of them killed in the middle."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from jltrain.exam.events import GENESIS, EventKind, Pulse, chained
from jltrain.exam.session import ExamSession, SessionNotOpen, SessionState, Sitting, StillSitting
from jltrain.ledger.entry import check_chain
from jltrain.store import chain
from jltrain.store.database import Database
from jltrain.store.migrations import MIGRATIONS
from jltrain.store.sessions import Sessions, StoredLog
from jltrain.store.tables import paper, roster_import
from tests.conftest import FakeClock
from tests.samples import candidate
from tests.store.rows import entries

_ROOT = Path(__file__).resolve().parents[2]
Process = subprocess.Popen[str]
Start = Callable[..., Process]


@pytest.fixture
def start(tmp_path: Path, database_url: str) -> Iterator[Start]:
    """Start a worker on the test's database; it waits for a line."""
    started: list[Process] = []

    def starting(what: str, who: str, count: int = 1, where: str = "") -> Process:
        words = [sys.executable, "-m", "tests.store.worker", what]
        words += [where or database_url or str(tmp_path / "jltrain.db"), who, str(count)]
        environment = os.environ | {"PYTHONPATH": str(_ROOT)}
        process = subprocess.Popen(
            words, env=environment, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        started.append(process)
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        return process

    yield starting
    for process in started:
        process.kill()
        process.communicate()


def _go(*processes: Process) -> None:
    for process in processes:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()


def _heard(process: Process) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def test_all_append_and_the_chain_is_one(database: Database, start: Start) -> None:
    workers = [start("append", name, 15) for name in ("张", "李", "王")]
    _go(*workers)

    def also() -> None:
        for new in entries(15, "我"):
            with database.write() as connection:
                chain.append(connection, [new, new])

    threads = [threading.Thread(target=also) for _n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [_heard(worker) for worker in workers] == ["done"] * 3
    with database.read() as connection:
        found = list(chain.entries(connection))
        assert check_chain(found) == chain.last(connection)[::-1]
    assert Counter(e.by for e in found) == {"张": 30, "李": 30, "王": 30, "我": 60}
    pairs = zip(found[::2], found[1::2], strict=True)
    assert all((a.by, a.subject) == (b.by, b.subject) for a, b in pairs), "what was appended together stays together"


def test_a_client_killed_in_the_middle_leaves_nothing(database: Database, start: Start) -> None:
    with database.write() as connection:
        chain.append(connection, entries(1))
    victim = start("hold", "张", 3)
    _go(victim)
    assert _heard(victim) == "holding"
    victim.kill()
    victim.wait()
    with database.write() as connection:  # and its lock is gone with it
        assert chain.append(connection, entries(1)) == [2]
    with database.read() as connection:
        assert check_chain(chain.entries(connection))[1] == 2
        assert connection.execute(select(roster_import)).all() == []


def test_two_that_find_no_tables_make_them_once(
    tmp_path: Path, start: Start, backend: str, request: pytest.FixtureRequest, clock: FakeClock
) -> None:
    (tmp_path / "backups").mkdir()
    where = request.getfixturevalue("blank_url") if backend == "postgresql" else str(tmp_path / "fresh.db")
    workers = [start("append", name, 2, where) for name in ("张", "李", "王")]
    _go(*workers)
    assert [_heard(worker) for worker in workers] == ["done"] * 3
    database = Database(where if backend == "postgresql" else Path(where), tmp_path / "backups", clock)
    with database.read() as connection:
        assert check_chain(chain.entries(connection))[1] == 12
        if backend == "postgresql":
            done = connection.exec_driver_sql("SELECT number FROM schema_version ORDER BY number").scalars()
            assert list(done) == list(range(1, len(MIGRATIONS) + 1))
    database.close()


def test_nobody_begins_in_a_session_while_it_is_closed(database: Database) -> None:
    """Whoever comes first: either he began and the session stays open, or it is closed and he is told."""
    sessions, log = Sessions(database), StoredLog(database)
    with database.write() as connection:
        row = {"digest": "d", "title": "", "blueprint": "", "created": "t", "body": b""}
        connection.execute(paper.insert(), row)
    for number in range(15):
        session = ExamSession(f"s{number}", "场次", "d", "t", (candidate(),))
        sessions.add(session)
        sessions.enter(session.id, SessionState.OPEN, "t", "")
        sitting = Sitting(session.id, candidate().certificate).id
        told: list[type[Exception]] = []
        both = threading.Barrier(2)

        def begin(sitting: str = sitting, both: threading.Barrier = both, told: list[type[Exception]] = told) -> None:
            both.wait()
            try:
                log.append(sitting, chained(GENESIS, 1, EventKind.STARTED, "t", 0, {}), Pulse("t", 0))
            except SessionNotOpen as error:
                told.append(type(error))

        def close(ident: str = session.id, both: threading.Barrier = both, told: list[type[Exception]] = told) -> None:
            both.wait()
            try:
                sessions.enter(ident, SessionState.CLOSED, "t", "")
            except StillSitting as error:
                told.append(type(error))

        threads = [threading.Thread(target=begin), threading.Thread(target=close)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(told) == 1, "one of them has to be told"
        began = bool(log.events(sitting))
        assert began is (told[0] is StillSitting)
        assert began is (sessions.state(session.id) is SessionState.OPEN)
