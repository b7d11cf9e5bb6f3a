"""Officers of the roster, read and written within a transaction at hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import orjson
from sqlalchemy import Connection, delete, or_, select

from jltrain.bank.areas import Area, Level
from jltrain.ledger.identity import tidy_name
from jltrain.ledger.member import Member
from jltrain.ledger.post import PostKind
from jltrain.store import upsert
from jltrain.store.paging import few
from jltrain.store.tables import former_number, officer

_CHUNK = 2_000


def member_from_row(row: Any) -> Member:
    """From a row of the officer table."""
    return Member(
        certificate=row.certificate,
        name=row.name,
        unit=row.unit,
        level=Level(row.level),
        discipline=Area(row.discipline),
        city=row.city,
        batch=row.batch,
        post=row.post,
        education=row.education,
        post_kind=PostKind(row.post_kind),
        appointed=row.appointed,
        names=tuple(orjson.loads(row.names)) if row.names != "[]" else (),
        added=row.added,
        formers=tuple(orjson.loads(row.formers)) if row.formers != "[]" else (),
    )


def member_row(member: Member) -> dict[str, object]:
    """Column -> value of the officer table, without `import_id`."""
    return {
        "certificate": member.certificate,
        "name": member.name,
        "unit": member.unit,
        "level": member.level.value,
        "discipline": member.discipline.value,
        "city": member.city,
        "batch": member.batch,
        "post": member.post,
        "education": member.education,
        "post_kind": member.post_kind.value,
        "appointed": member.appointed,
        "names": orjson.dumps(member.names).decode(),
        "added": member.added,
        "formers": orjson.dumps(member.formers).decode(),
    }


def members(connection: Connection, certificates: Collection[str]) -> dict[str, Member]:
    """Those who have these numbers now."""
    found: dict[str, Member] = {}
    for chunk in few(list(certificates)):
        for row in connection.execute(select(officer).where(officer.c.certificate.in_(chunk))):
            found[row.certificate] = member_from_row(row)
    return found


def by_number(connection: Connection, numbers: Iterable[str]) -> dict[str, Member]:
    """Number -> who has it now, or who had it once when nobody has it now."""
    wanted = {number for number in numbers if number}
    found = members(connection, wanted)
    query = select(former_number.c.former, former_number.c.certificate)
    now: dict[str, str] = {}
    for chunk in few(sorted(wanted - found.keys())):
        now |= {r.former: r.certificate for r in connection.execute(query.where(former_number.c.former.in_(chunk)))}
    heirs = members(connection, set(now.values()))
    return found | {former: heirs[number] for former, number in now.items() if number in heirs}


def namesakes(connection: Connection, names: Iterable[str]) -> dict[str, list[Member]]:
    """Tidied name -> the officers who bear it now."""
    found: dict[str, list[Member]] = defaultdict(list)
    for chunk in few(sorted({tidy_name(name) for name in names})):
        query = select(officer).where(officer.c.name.in_(chunk)).order_by(officer.c.certificate)
        for row in connection.execute(query):
            found[row.name].append(member_from_row(row))
    return found


def everybody(connection: Connection, after: str = "") -> Iterator[list[Member]]:
    """The whole roster by number, some at a time."""
    query = select(officer).order_by(officer.c.certificate).limit(_CHUNK)
    while rows := connection.execute(query.where(officer.c.certificate > after)).all():
        yield [member_from_row(row) for row in rows]
        after = rows[-1].certificate


def put(connection: Connection, people: Sequence[Member], import_id: int) -> None:
    """Add or replace officers, and remember their former numbers."""
    for chunk in few(people, 20_000):
        upsert.put(connection, officer, [member_row(p) | {"import_id": import_id} for p in chunk], ("certificate",))
    once = {former: p.certificate for p in people for former in p.formers}
    for numbers in few(list(once)):
        connection.execute(delete(former_number).where(former_number.c.former.in_(numbers)))
    upsert.put(connection, former_number, [{"former": f, "certificate": c} for f, c in once.items()], ("former",))


def remove(connection: Connection, certificates: Sequence[str]) -> None:
    """Take officers out of the roster; what the log says of them stays."""
    for chunk in few(certificates):
        connection.execute(delete(officer).where(officer.c.certificate.in_(chunk)))
        connection.execute(delete(former_number).where(former_number.c.certificate.in_(chunk)))


def numbers_of(people: Mapping[str, Member]) -> dict[str, str]:
    """Every number that these officers have or had -> their number now."""
    return {
        number: person.certificate for person in people.values() for number in (*person.formers, person.certificate)
    }


def bears(numbers: Sequence[str], *columns: Any) -> Any:
    """One of the columns is one of the numbers."""
    return or_(*(column.in_(numbers) for column in columns))
