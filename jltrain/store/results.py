"""Accepted sheets as they count: read, settled anew and written within a transaction at hand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, bindparam, or_, select, update

from jltrain.ledger.outcome import changed, settle
from jltrain.ledger.result import Result, State, result_from_row
from jltrain.ledger.ruling import Ruling, RulingKind
from jltrain.store import people, rulings
from jltrain.store.paging import few
from jltrain.store.tables import result

_STATE = (
    update(result)
    .where(result.c.file_digest == bindparam("whose"))
    .values(state=bindparam("now"), counts_for=bindparam("whom"))
)


def read(connection: Connection, where: ColumnElement[bool]) -> list[Result]:
    """The rows under a condition."""
    return [result_from_row(row) for row in connection.execute(select(result).where(where))]


def siblings(
    connection: Connection, digests: Collection[str], numbers: Collection[str], sittings: Collection[str]
) -> dict[str, Result]:
    """By digest: what has one of these digests, numbers or sittings."""
    found: dict[str, Result] = {}
    columns = ((result.c.file_digest, digests), (result.c.number, numbers), (result.c.sitting_id, sittings))
    for column, values in columns:
        for chunk in few(sorted(set(values))):
            for row in connection.execute(select(result).where(column.in_(chunk))):
                found.setdefault(row.file_digest, result_from_row(row))
    return found


def of_sittings(connection: Connection, sittings: Collection[str]) -> list[Result]:
    """All versions of these sittings."""
    return [r for chunk in few(sorted(set(sittings))) for r in read(connection, result.c.sitting_id.in_(chunk))]


def touching(connection: Connection, numbers: Sequence[str], held: Mapping[str, Ruling]) -> set[str]:
    """The sittings whose sheets depend on the officers with these (present or former) numbers."""
    wanted = set(numbers)
    ruled = [d for d, one in held.items() if one.kind is RulingKind.ASSIGN and one.certificate in wanted]
    found: set[str] = set()
    for chunk in few(numbers):
        where = or_(result.c.certificate.in_(chunk), result.c.counts_for.in_(chunk))
        found |= set(connection.execute(select(result.c.sitting_id).where(where)).scalars())
    for chunk in few(ruled):
        query = select(result.c.sitting_id).where(result.c.file_digest.in_(chunk))
        found |= set(connection.execute(query).scalars())
    return found


def settle_again(connection: Connection, sittings: Collection[str]) -> list[tuple[Result, Result]]:
    """Bring all sheets of these sittings to the state they have to have now; (before, after) of those that changed."""
    moved: list[tuple[Result, Result]] = []
    for chunk in few(sorted(sittings)):
        before = of_sittings(connection, chunk)
        held = rulings.held(connection, [r.file_digest for r in before])
        owners = people.by_number(
            connection, {r.certificate for r in before} | {one.certificate for one in held.values()}
        )
        after = changed(before, settle(before, owners.get, held))
        put_states(connection, after)
        known = {r.file_digest: r for r in before}
        moved += [(known[r.file_digest], r) for r in after]
    return moved


def put_states(connection: Connection, rows: Sequence[Result]) -> None:
    """Write state and owner of stored sheets."""
    if rows:
        said = [{"whose": r.file_digest, "now": r.state.value, "whom": r.counts_for} for r in rows]
        connection.execute(_STATE, said)


def owners(rows: Iterable[Result]) -> set[str]:
    """The numbers whose standing depends on these rows."""
    return {r.counts_for or r.certificate for r in rows if r.counts_for or r.state is State.NAME_DIFFERS}
