"""From the tables of the first program to those of today: nothing is lost, and the old ledger gets its chain."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import orjson
import pytest
from sqlalchemy import insert, select, text

from jltrain.ledger.entry import EntryKind, check_chain
from jltrain.ledger.plan import default_plan
from jltrain.sheet.payload import Officer, to_json
from jltrain.store import chain
from jltrain.store.audit import Auditing
from jltrain.store.database import Database
from jltrain.store.migrations import MIGRATIONS
from jltrain.store.questions import Questions
from jltrain.store.sessions import NewSheet, Sessions
from jltrain.store.tables import attempt, collected, entry, officer, result
from tests.samples import question
from tests.sheet.samples import sample
from tests.store.conftest import Open

RELEASED = (
    ("e9eac7e963ce3d8b", "fb2a4f1e00a259c6"),
    ("1d8c8a7353474869", "21c8dbf9d9518044"),
    ("4e823147242ea65b", "5bdc77a785b6dbc7"),
    ("747077209f69d1ed", "d933f6ccccc6508f"),
    ("458e3eee50a40995", "53d6b7359786bf71"),
)
"""The digests of steps, for SQLite and for PostgreSQL."""


@pytest.mark.parametrize(("number", "digests"), list(enumerate(RELEASED, 1)))
def test_what_was_released_is_never_changed(number: int, digests: tuple[str, str]) -> None:
    """A mistake in a released step is mended by a further step."""
    step = MIGRATIONS[number - 1]
    for acts, digest in zip((step.sqlite, step.postgresql), digests, strict=True):
        said = "\n".join(act if isinstance(act, str) else act.__name__ for act in acts)
        assert hashlib.sha256(said.encode()).hexdigest()[:16] == digest


_ROSTER = "name, unit, level, discipline, city, batch, post, education, import_id"


def _sheet(number: str, certificate: str, name: str) -> bytes:
    """As the first program wrote it."""
    officer = Officer(name, certificate, "一队(甲)", "city", "port")
    moments = {"started": "2025-12-31T15:30:00.000Z", "submitted": "2025-12-31T16:30:00.000Z"}
    made = sample(number=number, officer=officer, sitting_id=f"s-{number}", incidents=(), **moments)
    return to_json(replace(made, schema="jltrain.sheet/1", template=1))


def _first_ledger(database: Database, crowd: int) -> None:
    """Two officers, a crowd, four files: one that counts, one of another name, a stranger's, a refused one."""
    with database.write() as connection:
        connection.execute(text("INSERT INTO roster_import (id, source, at, people) VALUES (1, 'a.xlsx', 'T0', 2)"))
        people = [("JL2", "李䶮", "支队长"), ("JL1", "张三", "科员"), *((f"X{n}", "众", "") for n in range(crowd))]
        for certificate, name, post in people:
            connection.execute(
                text(
                    f"INSERT INTO officer (certificate, {_ROSTER}) VALUES (:c, :n, 'u', 'city', 'port', '', '', :p, '', 1)"
                ),
                {"c": certificate, "n": name, "p": post},
            )
        files = [("N1", "ｊｌ １", "张　三"), ("N2", "JL2", "李龙"), ("N3", "JL9", "王"), ("", "", "")]
        for n, (number, certificate, name) in enumerate(files):
            connection.execute(
                text(
                    "INSERT INTO collected (file_digest, file, outcome, stored, reasons, number, payload, first_seen) "
                    "VALUES (:d, :f, :o, :s, :r, :n, :p, :t)"
                ),
                {
                    "d": f"d{n}",
                    "f": f"{n}.pdf",
                    "o": "imported" if number else "refused",
                    "s": bool(number),
                    "r": b'[["code","text"]]',
                    "n": number,
                    "p": _sheet(number, certificate, name) if number else b"",
                    "t": f"2026-01-02T03:04:0{n}.000Z",
                },
            )
        connection.execute(
            text(
                "INSERT INTO issued (number, sitting_id, file, file_digest, issued, body) VALUES ('N1','s','f','d','t',:b)"
            ),
            {"b": b"pdf"},
        )


@pytest.mark.parametrize("crowd", [0, 2500])
def test_the_first_ledger_gets_its_chain(empty: Open, monkeypatch: pytest.MonkeyPatch, crowd: int) -> None:
    with monkeypatch.context() as past:
        past.setattr("jltrain.store.database.MIGRATIONS", MIGRATIONS[:3])
        old = empty()
    _first_ledger(old, crowd)
    old.close()
    database = empty()
    with database.read() as connection:
        entries = list(chain.entries(connection))
        assert check_chain(entries) == (entries[-1].chain, crowd + 6)
        results = {r.number: r for r in connection.execute(select(result))}
        kinds = {r.certificate: r.post_kind for r in connection.execute(select(officer))}
        kept = connection.execute(select(collected).order_by(collected.c.id)).all()
    assert [e.kind for e in entries[:2]] == [EntryKind.OFFICER] * 2
    assert (entries[0].subject, entries[0].at, entries[0].by) == ("JL1", "T0", "迁移")
    assert orjson.loads(entries[1].body)["after"]["name"] == "李䶮"
    files = entries[crowd + 2 :]
    assert [(e.kind, e.subject, e.at) for e in files] == [
        *((EntryKind.SHEET, f"d{n}", f"2026-01-02T03:04:0{n}.000Z") for n in range(3)),
        (EntryKind.REFUSED, "d3", "2026-01-02T03:04:03.000Z"),
    ]
    assert orjson.loads(files[0].body)["payload"] == hashlib.sha256(kept[0].payload).hexdigest()
    assert {n: (r.state, r.counts_for) for n, r in results.items()} == {
        "N1": ("counts", "JL1"),
        "N2": ("name-differs", ""),
        "N3": ("unknown-officer", ""),
    }
    one = results["N1"]
    assert (one.entry, one.day, one.unit) == (crowd + 3, "2026-01-01", "一队（甲）")
    assert kinds["JL2"] != kinds["JL1"], "a head of a detachment has to learn more"
    assert kept[0].signer == b""
    assert Auditing(database).audit(default_plan).faults == [], "as if it had been written today"


def test_sheets_issued_before_are_first_versions(empty: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as past:
        past.setattr("jltrain.store.database.MIGRATIONS", MIGRATIONS[:3])
        old = empty()
    _first_ledger(old, 0)
    old.close()
    sessions = Sessions(empty())
    (first,) = sessions.versions(["s", "none"])["s"]
    assert (first.version, first.number, first.file, first.replaces, first.correction) == (1, "N1", "f", "", "")
    second = NewSheet("N1-2", "s", "f2", b"pdf 2", 2, "N1", "姓名有误")
    sessions.issue_all([second, replace(second, number="N1-2b", body=b"pdf 3")], "t2")
    after = sessions.versions(["s"])["s"]
    assert [sheet.number for sheet in after] == ["N1", "N1-2"], "the first of a version stands"
    assert (after[1].version, after[1].replaces, after[1].correction) == (2, "N1", "姓名有误")
    assert (sessions.issued_body("s"), sessions.issued(["s"])) == (b"pdf 2", {"s": "f2"})


def test_an_empty_ledger_has_an_empty_chain(database: Database) -> None:
    with database.read() as connection:
        assert connection.execute(select(entry)).all() == []
        assert chain.last(connection)[0] == 0


def test_the_bank_is_compiled_again(empty: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the old tables of the bank held came from files that are there still; attempts stay."""
    with monkeypatch.context() as past:
        past.setattr("jltrain.store.database.MIGRATIONS", MIGRATIONS[:4])
        old = empty()
    with old.write() as connection:
        connection.execute(text("INSERT INTO bank_source VALUES ('shipped', 'd', 't')"))
        connection.execute(
            text("INSERT INTO question VALUES ('q', 'shipped', 0, 'law', '甲', 'single', 1, 'd', 'w', :r)"),
            {"r": b"{}"},
        )
        row = {
            "learner": "李",
            "key": "q",
            "question_id": "q",
            "response": b"[]",
            "right": True,
            "at": "t",
            "source": "x",
        }
        connection.execute(insert(attempt), row)
    old.close()
    database = empty()
    questions = Questions(database)
    assert (questions.compiled(), questions.all()) == ({}, ())
    questions.compile("shipped", "d", [question("q")], "t")
    assert [q.id for q in questions.all()] == ["q"]
    with database.read() as connection:
        assert [r.question_id for r in connection.execute(select(attempt))] == ["q"]
