"""Two HR people, each at his own PC, collect the same folder into one database at the same moment."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from sqlalchemy import select

from jltrain.app.context import Context
from jltrain.ledger.entry import EntryKind, check_chain
from jltrain.store import chain
from jltrain.store.tables import collected, result
from tests.app.walk import OFFICERS, held_session, issued_sheets

_ROOT = Path(__file__).resolve().parents[2]


def test_each_sheet_is_imported_once(context: Context, tmp_path: Path, database_url: str) -> None:
    files = issued_sheets(context, held_session(context))
    people = []
    for n in range(3):
        home = tmp_path / f"pc{n}" if database_url else context.places.home  # with a file: windows of one PC
        environment = os.environ | {
            "JLTRAIN_HOME": str(home),
            "JLTRAIN_DATABASE_URL": database_url,
            "PYTHONPATH": str(_ROOT),
        }
        if database_url:
            shutil.copytree(context.places.keys, home / "keys")
        command = [sys.executable, "-m", "jltrain", "ledger", "collect", str(files[0].parent), "--json"]
        people.append(
            subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=_ROOT)
        )
    said = [b"".join(person.communicate()).decode() for person in people]
    assert [person.returncode for person in people] == [0, 0, 0], said
    with context.database.read() as connection:
        stored = connection.execute(select(collected.c.file_digest).where(collected.c.stored)).scalars().all()
        assert len(stored) == len(set(stored)) == len(OFFICERS)
        assert len(connection.execute(select(result)).all()) == len(OFFICERS)
        entries = list(chain.entries(connection))
        assert check_chain(entries)[1] == len(entries)
    assert sorted(e.subject for e in entries if e.kind is EntryKind.SHEET) == sorted(stored)
