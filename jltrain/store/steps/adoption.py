"""Part of step 4: what the ledger held before it had a chain becomes its first entries. Never changed.

Officers in the order of their numbers, then files in the order in which they came. The moments are those of the
old rows. Written on raw rows, so that later forms of the domain's own values leave it as it is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Row, column, insert, select, table, update
from sqlalchemy import bindparam as bound

from jltrain.ledger.entry import GENESIS, EntryKind, link
from jltrain.ledger.identity import same_name, tidy_certificate, tidy_name, tidy_unit
from jltrain.ledger.post import post_kind

_BY: Final = "迁移"
_CHUNK: Final = 1_000

_ENTRY: Final = table("entry", *map(column, ("number", "kind", "at", "by", "subject", "body", "chain")))
_ROSTER: Final = ("certificate", "name", "unit", "level", "discipline", "city", "batch", "post", "education")
_OFFICER: Final = table("officer", *map(column, (*_ROSTER, "post_kind", "import_id")))
_IMPORT: Final = table("roster_import", column("id"), column("at"))
_COLLECTED: Final = table(
    "collected",
    *map(column, ("id", "file_digest", "file", "outcome", "stored", "reasons", "number", "payload", "first_seen")),
)
_RESULT: Final = table(
    "result",
    *map(column, ("file_digest", "entry", "number", "replaces", "version", "sitting_id", "session_title")),
    *map(column, ("certificate", "counts_for", "state", "name", "unit", "issuer", "issuer_code", "day", "discipline")),
    *map(column, ("level", "passed", "halves", "full_halves", "areas", "signer", "serial", "not_after")),
)
_SIGNER: Final = {"fingerprint": "", "unit": "", "code": "", "serial": "", "not_after": "", "root": ""}
"""The first program did not write down who had signed."""


def adopt(connection: Connection) -> None:
    """Write the entries, and a result for every sheet."""
    chain = _Chain(connection)
    _officers(connection, chain)
    _files(connection, chain)


class _Chain:
    def __init__(self, connection: Connection) -> None:
        self._connection, self.number, self._last = connection, 0, GENESIS

    def append(self, entries: Sequence[tuple[EntryKind, str, str, dict[str, object]]]) -> None:
        """(kind, at, subject, body) each."""
        rows = []
        for kind, at, subject, said in entries:
            body = _canonical(said)
            self.number += 1
            self._last = link(self._last, self.number, kind, at, _BY, subject, body)
            row: dict[str, object] = {"number": self.number, "kind": kind.value, "at": at, "by": _BY}
            rows.append(row | {"subject": subject, "body": body, "chain": self._last})
        self._connection.execute(insert(_ENTRY), rows)


def _officers(connection: Connection, chain: _Chain) -> None:
    c = _OFFICER.c
    query = select(_OFFICER, _IMPORT.c.at).join_from(_OFFICER, _IMPORT, c.import_id == _IMPORT.c.id)
    kind = update(_OFFICER).where(c.certificate == bound("whose")).values(post_kind=bound("kind"))
    for rows in _chunks(connection, query, c.certificate, ""):
        kinds = {row.certificate: post_kind(row.post).value for row in rows}
        connection.execute(kind, [{"whose": whose, "kind": kind} for whose, kind in kinds.items()])
        chain.append(
            [
                (EntryKind.OFFICER, row.at, row.certificate, {"before": None, "after": _person(row, kinds)})
                for row in rows
            ]
        )


def _person(row: Row[Any], kinds: dict[str, str]) -> dict[str, object]:
    said: dict[str, object] = {name: getattr(row, name) for name in _ROSTER}
    return said | {"post_kind": kinds[row.certificate], "appointed": "", "names": [], "added": "", "formers": []}


def _files(connection: Connection, chain: _Chain) -> None:
    for rows in _chunks(connection, select(_COLLECTED), _COLLECTED.c.id, 0):
        first = chain.number + 1
        chain.append([_file(row) for row in rows])
        sheets = [(n, row, json.loads(row.payload)) for n, row in enumerate(rows, first) if row.stored]
        numbers = {tidy_certificate(sheet["officer"]["certificate"]) for _n, _row, sheet in sheets}
        names = connection.execute(
            select(_OFFICER.c.certificate, _OFFICER.c.name).where(_OFFICER.c.certificate.in_(numbers))
        )
        people = {person.certificate: person.name for person in names}
        if sheets:
            connection.execute(insert(_RESULT), [_result(n, row, sheet, people) for n, row, sheet in sheets])


def _file(row: Row[Any]) -> tuple[EntryKind, str, str, dict[str, object]]:
    said: dict[str, object] = {
        "file": row.file,
        "digest": row.file_digest,
        "outcome": row.outcome,
        "reasons": json.loads(row.reasons),
        "number": row.number,
        "payload": hashlib.sha256(row.payload).hexdigest() if row.stored else "",
        "signer": _SIGNER,
    }
    return EntryKind.SHEET if row.stored else EntryKind.REFUSED, row.first_seen, row.file_digest, said


def _result(entry: int, row: Row[Any], sheet: dict[str, Any], people: dict[str, str]) -> dict[str, object]:
    officer = sheet["officer"]
    certificate, name = tidy_certificate(officer["certificate"]), tidy_name(officer["name"])
    known = people.get(certificate)
    state = "unknown-officer" if known is None else "counts" if same_name(known, name) else "name-differs"
    submitted = datetime.strptime(sheet["submitted"], "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
    return {
        "file_digest": row.file_digest,
        "entry": entry,
        "number": row.number,
        "replaces": sheet.get("replaces", ""),
        "version": sheet.get("version", 1),
        "sitting_id": sheet["sitting_id"],
        "session_title": sheet["session_title"],
        "certificate": certificate,
        "counts_for": certificate if state == "counts" else "",
        "state": state,
        "name": name,
        "unit": tidy_unit(officer["unit"]),
        "issuer": tidy_unit(sheet["issuer"]),
        "issuer_code": sheet.get("issuer_code", ""),
        "day": (submitted + timedelta(hours=8)).date().isoformat(),
        "discipline": officer["discipline"],
        "level": officer["level"],
        "passed": sheet["passed"],
        "halves": sheet["halves"],
        "full_halves": sheet["full_halves"],
        "areas": _canonical([[a["area"], a["halves"], a["full_halves"]] for a in sheet["areas"]]).decode(),
        "signer": "",
        "serial": "",
        "not_after": "",
    }


def _chunks(connection: Connection, query: Any, key: Any, last: Any) -> Iterator[Sequence[Row[Any]]]:
    """The rows of `query` in the order of `key`, some at a time, so that a province's fit into memory."""
    while rows := connection.execute(query.where(key > last).order_by(key).limit(_CHUNK)).all():
        yield rows
        last = getattr(rows[-1], key.name)


def _canonical(said: object) -> bytes:
    """UTF-8, sorted keys, no spaces: what orjson writes with OPT_SORT_KEYS."""
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")
