"""A real PostgreSQL server for the tests, started by them in a folder of its own and stopped with them."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import psycopg

OLDEST: Final = 15
_ADMIN: Final = "postgres"
GUARDED: Final = "jl_guarded"
"""A role that needs a password: see `pg_hba.conf` below."""


def binaries() -> Path | None:
    """The folder of initdb and postgres, the newest there is; None where there is none to be used."""
    if os.name != "posix":
        return None
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda f: int(f.parts[-3].split(".")[0]))
    if found and int(found[-1].parts[-3].split(".")[0]) >= OLDEST:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path and shutil.which("postgres") else None


class Server:
    """A running server. `folder` holds its socket; roles and databases are made as the superuser."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._number = itertools.count(1)
        self._template = ""

    def url(self, database: str, user: str = _ADMIN, password: str = "") -> str:
        """For `Database`."""
        who = f"{user}:{password}" if password else user
        return f"postgresql+psycopg://{who}@/{database}?host={self.folder}"

    def say(self, *statements: str, database: str = "postgres") -> None:
        """Run statements as the superuser, each by itself."""
        with psycopg.connect(host=str(self.folder), user=_ADMIN, dbname=database, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def remember_as_template(self, name: str) -> None:
        """Databases made from now on are copies of this one."""
        self._template = name

    @contextmanager
    def database(self, options: str = "") -> Iterator[str]:
        """A new database, a copy of the template where there is one, gone afterwards; its name."""
        name = f"jl_{os.getpid()}_{next(self._number)}"
        made = options or (f"TEMPLATE {self._template} STRATEGY FILE_COPY" if self._template else "TEMPLATE template0")
        self.say(f"CREATE DATABASE {name} {made}")
        try:
            yield name
        finally:
            self.say(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def server() -> Iterator[Server]:
    """Make a cluster, start it, stop it. Durability is switched off: nobody pulls the plug on a test."""
    found = binaries()
    assert found
    folder = Path(tempfile.mkdtemp(prefix="jlpg-", dir="/tmp"))  # a socket's path has at most 107 bytes
    root = os.geteuid() == 0
    try:
        if root:  # whom the server refuses
            os.chown(folder, *_owner())
        _run(found / "initdb", "-D", folder / "data", "-U", _ADMIN, "-E", "UTF8", "--locale=C", "-A", "trust", "-N")
        hba = folder / "data" / "pg_hba.conf"
        hba.write_text(f"local all {GUARDED} scram-sha-256\nlocal all all trust\n")
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(folder),
            "fsync": "off",
            "full_page_writes": "off",
            "autovacuum": "off",
            "max_connections": "60",
            "wal_level": "minimal",
            "max_wal_senders": "0",
        }
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [*_as_owner(), str(found / "postgres"), "-D", str(folder / "data"), *options],
                stdout=log,
                stderr=log,
                cwd=folder,
            )
        try:
            _wait(folder, process)
            yield Server(folder)
        finally:
            _stop(process)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _stop(process: subprocess.Popen[bytes]) -> None:
    for signal in (2, 3, 9):  # fast, immediate, not at all
        if process.poll() is not None:
            return
        process.send_signal(signal)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            continue


def _wait(folder: Path, process: subprocess.Popen[bytes]) -> None:
    for _try in range(300):
        try:
            psycopg.connect(host=str(folder), user=_ADMIN, dbname="postgres").close()
        except psycopg.OperationalError:
            if process.poll() is not None:
                break
            time.sleep(0.1)
        else:
            return
    raise RuntimeError((folder / "log").read_text("utf-8", "replace"))


def _owner() -> tuple[int, int]:
    """The user and group of the server where we are root."""
    import pwd

    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    owner = known.get("postgres") or known["nobody"]
    return owner.pw_uid, owner.pw_gid


def _as_owner() -> list[str]:
    """Words before a command: another user than root, and an end with us even if we are killed."""
    words = [shutil.which("setpriv") or "", "--pdeathsig", "INT"]
    if os.geteuid() == 0:
        user, group = _owner()
        words += ["--reuid", str(user), "--regid", str(group), "--clear-groups"]
    return words if words[0] else []


def _run(*words: object) -> None:
    done = subprocess.run(
        [*_as_owner(), *map(str, words)], capture_output=True, text=True, cwd="/tmp", env=os.environ | {"LC_ALL": "C"}
    )
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
