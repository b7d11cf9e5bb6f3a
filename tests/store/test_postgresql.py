"""What a server can do to its users is told in words, without the password; the next call works again."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text

from jltrain.errors import JltrainError
from jltrain.store import postgresql, trouble
from jltrain.store.database import Database, DatabaseBusy
from jltrain.store.tables import roster_import
from tests.conftest import FakeClock
from tests.postgres import GUARDED, Server

Open = Callable[[str], Database]
_ROW = {"source": "x", "at": "t", "people": 1}


@pytest.fixture
def opened(tmp_path: Path, clock: FakeClock) -> Iterator[Open]:
    made: list[Database] = []

    def opening(url: str) -> Database:
        made.append(Database(url, tmp_path, clock))
        return made[-1]

    yield opening
    for database in made:
        database.close()


def _told(opened: Open, url: str, kind: type[JltrainError]) -> str:
    with pytest.raises(kind) as caught:
        opened(url)
    said = caught.value.sentence()
    assert "{" not in said
    assert "geheim" not in said + repr(caught.value.facts)
    return said


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+psycopg://u:geheim@host",
        "postgresql+psycopg://u:geheim@host:port/x",
        "mysql://u:geheim@host/x",
        "sqlite:///geheim.db",
        "postgresql+asyncpg://u:geheim@h/x",
        "geheim",
    ],
)
def test_an_address_that_is_none(opened: Open, url: str) -> None:
    assert "database.url" in _told(opened, url, trouble.BadDatabaseUrl)


def test_nobody_answers(opened: Open, tmp_path: Path) -> None:
    said = _told(opened, f"postgresql://u:geheim@/x?host={tmp_path}", trouble.ServerUnreachable)
    assert str(tmp_path) in said
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))  # and does not listen
        address = f"127.0.0.1:{nobody.getsockname()[1]}"
        assert address in _told(opened, f"postgresql://u:geheim@{address}/x", trouble.ServerUnreachable)
    _told(opened, "postgresql://u:geheim@no-such-host.invalid/x", trouble.ServerUnreachable)


def test_somebody_else_answers(opened: Open) -> None:
    """A web server at that port, say."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            caller = server.accept()[0]
            caller.recv(100)
            caller.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            caller.close()

        threading.Thread(target=answer).start()
        _told(opened, f"postgresql://u:geheim@127.0.0.1:{server.getsockname()[1]}/x", trouble.ServerUnreachable)


def test_a_wrong_password_and_none(postgres: Server, opened: Open) -> None:
    postgres.say(f"CREATE ROLE {GUARDED} LOGIN PASSWORD 'geheim'")
    try:
        for password in ("geheimer", ""):
            assert f"“{GUARDED}”" in _told(opened, postgres.url("postgres", GUARDED, password), trouble.LoginRefused)
        _told(opened, postgres.url("postgres", "nobody_of_that_name"), trouble.LoginRefused)
        _told(opened, postgres.url("postgres", GUARDED, "geheim"), trouble.NoPermission)
    finally:
        postgres.say(f"DROP ROLE {GUARDED}")


def test_no_such_database(postgres: Server, opened: Open) -> None:
    assert "“ghost”" in _told(opened, postgres.url("ghost"), trouble.DatabaseMissing)


def test_a_server_too_old(postgres: Server, opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgresql, "OLDEST", 99)
    assert "99" in _told(opened, postgres.url("postgres"), trouble.ServerTooOld)


@pytest.mark.parametrize("encoding", ["SQL_ASCII", "LATIN1", "EUC_CN"])
def test_a_database_that_holds_no_rare_characters(postgres: Server, opened: Open, encoding: str) -> None:
    with postgres.database(f"TEMPLATE template0 ENCODING {encoding}") as name:
        assert encoding in _told(opened, postgres.url(name), trouble.NotUtf8)


def test_a_connection_cut_is_told_and_the_next_call_works(postgres: Server, opened: Open) -> None:
    with postgres.database() as name:
        database = opened(postgres.url(name))
        cut = (
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            f"WHERE datname = '{name}' AND application_name = 'jltrain'"
        )
        with pytest.raises(trouble.ConnectionLost, match="重做不会重复登记"), database.write() as connection:
            connection.execute(insert(roster_import), _ROW)
            postgres.say(cut)
            connection.execute(insert(roster_import), _ROW)
        with database.read() as connection:
            assert connection.execute(select(roster_import)).all() == []
        with pytest.raises(trouble.ConnectionLost), database.write() as connection:
            connection.execute(insert(roster_import), _ROW)
            postgres.say(cut)  # and it is the COMMIT that finds nobody
        postgres.say(cut)  # while nothing was under way: nobody notices
        with database.write() as connection:
            connection.execute(insert(roster_import), _ROW)
        assert database.check() == "ok"


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        ("53100", trouble.ServerFull),
        ("53200", trouble.ServerFull),
        ("53300", trouble.ServerCrowded),
        ("57P03", trouble.ServerCrowded),
        ("40P01", DatabaseBusy),
        ("55P03", DatabaseBusy),
        ("42501", trouble.NoPermission),
        ("XX001", trouble.ServerDamaged),
        ("58030", trouble.ServerDamaged),
        ("08006", trouble.ConnectionLost),
    ],
)
def test_codes_of_the_server(postgres: Server, opened: Open, state: str, kind: type[JltrainError]) -> None:
    """A real server raises each on demand."""
    with postgres.database() as name:
        database = opened(postgres.url(name))
        with pytest.raises(kind) as caught, database.write() as connection:
            connection.execute(insert(roster_import), _ROW)
            connection.exec_driver_sql(f"DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '{state}'; END $$")
        assert caught.value.sentence().endswith("。")
        with database.read() as connection:
            assert connection.execute(select(roster_import)).all() == []


def test_a_mistake_of_ours_stays_one(postgres: Server, opened: Open) -> None:
    with postgres.database() as name:
        database = opened(postgres.url(name))
        with pytest.raises(Exception, match="no_such_table"), database.read() as connection:
            connection.execute(text("SELECT * FROM no_such_table"))


def test_a_lock_that_is_not_given_back_is_told(postgres: Server, opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgresql, "_SESSION", ("SET lock_timeout = '50ms'",))
    with postgres.database() as name:
        database = opened(postgres.url(name))
        with database.write() as holder:
            database.serialise(holder, "ledger")
            database.serialise(holder, "ledger")  # who has it gets it again
            with pytest.raises(DatabaseBusy), database.write() as other:
                database.serialise(other, "something else")
                database.serialise(other, "ledger")


def test_more_threads_than_connections(postgres: Server, opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    with postgres.database() as name:
        database = opened(postgres.url(name))
        done: list[int] = []

        def work() -> None:
            for _round in range(20):
                with database.write() as connection:
                    connection.execute(insert(roster_import), _ROW)
            done.append(1)

        threads = [threading.Thread(target=work) for _n in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        with database.read() as connection:
            assert len(connection.execute(select(roster_import)).all()) == 400
        assert len(done) == 20


def test_what_the_session_promises(postgres: Server, opened: Open) -> None:
    with postgres.database() as name, opened(postgres.url(name)).read() as connection:
        asked = ("synchronous_commit", "client_encoding", "transaction_isolation", "transaction_read_only")
        found = [connection.exec_driver_sql(f"SHOW {setting}").scalar() for setting in asked]
    assert found == ["on", "UTF8", "repeatable read", "on"]


def test_what_a_server_in_chinese_says_is_understood() -> None:
    """The words of its own catalogue, as psycopg hands them on when nobody was let in."""
    for said, kind in (
        ('FATAL:  用户 "u" Password 认证失败', trouble.LoginRefused),
        ('FATAL:  没有用于主机 "1.2.3.4", 用户 "u", 数据库 "x", 不加密 的 pg_hba.conf 记录', trouble.LoginRefused),
        ('FATAL:  角色 "u" 不存在', trouble.LoginRefused),
        ('FATAL:  数据库 "x" 不存在', trouble.DatabaseMissing),
        ("FATAL:  对不起, 已经有太多的客户", trouble.ServerCrowded),
        ("FATAL:  数据库系统启动中", trouble.ServerCrowded),
        ('FATAL:  访问数据库"x"的权限不够', trouble.NoPermission),
        ("could not connect: Connection refused", trouble.ServerUnreachable),
    ):
        assert postgresql.at_the_door(f"connection failed: {said}") is kind, said
    assert postgresql.at_the_door("server closed the connection unexpectedly") is trouble.ConnectionLost
