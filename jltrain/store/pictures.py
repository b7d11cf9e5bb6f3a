"""Pictures of questions that were made in the program, by names that follow from what they show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, select

from jltrain.store import upsert
from jltrain.store.banktables import picture
from jltrain.store.paging import few


def put(connection: Connection, pictures: Mapping[str, bytes]) -> None:
    """Keep pictures; one that is there stays, since its name says the same."""
    upsert.once(connection, picture, [{"name": name, "body": body} for name, body in pictures.items()])


def bodies(connection: Connection, names: Iterable[str]) -> dict[str, bytes]:
    """Those of these names that there are."""
    found: dict[str, bytes] = {}
    for some in few(list(dict.fromkeys(names))):
        rows = connection.execute(select(picture.c.name, picture.c.body).where(picture.c.name.in_(some)))
        found.update({row.name: bytes(row.body) for row in rows})
    return found
