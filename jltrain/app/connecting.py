"""Where the data are kept: this PC's file or a province's server; the parts of a server's URL, and a look at it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qs, quote, unquote, urlsplit

from jltrain.app.context import Context
from jltrain.store.probe import Probed, probe

__all__ = ["PORT", "Probed", "Server", "forced", "in_use", "server_of", "try_out"]

PORT: Final = 5432
_SCHEME: Final = "postgresql+psycopg"


@dataclass(frozen=True, slots=True)
class Server:
    """A database on a PostgreSQL server. `host`: name or address, or the folder of a socket ("/run/postgresql")."""

    host: str
    port: int
    database: str
    user: str
    password: str = ""

    @property
    def url(self) -> str:
        """For the setting database.url: it holds the password, so it is shown nowhere."""
        who = quote(self.user, safe="")
        if self.password:
            who += ":" + quote(self.password, safe="")
        name = quote(self.database, safe="")
        if self.host.startswith("/"):
            return f"{_SCHEME}://{who}@/{name}?host={quote(self.host)}&port={self.port}"
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{_SCHEME}://{who}@{host}:{self.port}/{name}"

    def __repr__(self) -> str:
        return f"Server({self.user!r} at {self.host!r}:{self.port}/{self.database!r})"  # no password in any log


def server_of(url: str) -> Server | None:
    """The parts of a URL; None for "" (this PC's file) and what is no such URL."""
    try:
        parts = urlsplit(url)
        port = parts.port
        host = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme.partition("+")[0] != "postgresql":
        return None
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    asked = query.get("port", "")
    number = port or (int(asked) if asked.isdecimal() else PORT)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return Server(host or query.get("host", ""), number, unquote(parts.path.lstrip("/")), user, password)


def in_use(context: Context) -> str:
    """The database that is open now, in words: program, version and place; never a password."""
    about = context.database.about()
    return about if context.database.kind != "sqlite" else f"{about}  {context.places.database}"


def forced() -> bool:
    """Whether the environment (JLTRAIN_DATABASE_URL) says which database is used, so that no setting can."""
    return bool(os.environ.get("JLTRAIN_DATABASE_URL"))


def try_out(server: Server) -> Probed:
    """Log in and look, changing nothing. Raises BadDatabaseUrl, DatabaseTooNew and every Trouble of a server."""
    return probe(server.url)
