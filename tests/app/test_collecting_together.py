"""Several processes at one ledger, and processes that are killed: each sheet once, and the ledger is whole."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from jltrain.app import collecting, register
from jltrain.app.context import Context
from jltrain.app.register import Wanted
from jltrain.clock import SystemClock
from jltrain.ledger.result import State
from jltrain.places import Places
from jltrain.settings import Settings
from tests.app.ledger_world import assert_whole, attested, crowd, enrol, signed
from tests.conftest import FakeClock

_ROOT = Path(__file__).resolve().parents[2]
COUNT = 60
_SMALL_BATCHES = """
import sys
from jltrain.app import collecting
from jltrain.cli.main import main

collecting._BATCH = 5
sys.exit(main(sys.argv[1:]))
"""


def _world(context: Context, folder: Path) -> None:
    people = crowd(COUNT)
    enrol(context, *people)
    signed(context, folder, [attested(who, f"S{n}") for n, who in enumerate(people)])


def _collect(context: Context, folder: Path) -> subprocess.Popen[bytes]:
    words = ["--home", str(context.places.home), "ledger", "collect", str(folder), "--json"]
    return subprocess.Popen(
        [sys.executable, "-c", _SMALL_BATCHES, *words],
        stdout=subprocess.PIPE,
        cwd=_ROOT,
        env={**os.environ, "PYTHONPATH": str(_ROOT)},
    )


def test_two_people_collect_the_same_folder_at_once(context: Context, tmp_path: Path, clock: FakeClock) -> None:
    clock.wall = SystemClock().now()
    _world(context, tmp_path / "in")
    both = [_collect(context, tmp_path / "in") for _ in range(2)]
    said = [json.loads(process.communicate(timeout=90)[0]) for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sum(s["counts"]["imported"] for s in said) == COUNT
    assert sum(s["counts"]["duplicate"] for s in said) == COUNT
    assert register.counts(context).total == COUNT
    assert_whole(context)


def test_a_collection_that_is_killed_leaves_whole_batches(context: Context, tmp_path: Path, clock: FakeClock) -> None:
    clock.wall = SystemClock().now()
    _world(context, tmp_path / "in")
    for _round in range(3):
        before = register.counts(context).total
        process = _collect(context, tmp_path / "in")
        until = time.monotonic() + 60
        while register.counts(context).total <= before and process.poll() is None and time.monotonic() < until:
            time.sleep(0.01)
        process.kill()
        process.communicate()
        assert_whole(context)
    collecting.collect(context, [tmp_path / "in"])
    assert register.register(context, Wanted(states=(State.COUNTS,))).total == COUNT
    assert_whole(context)


def test_two_windows_see_each_others_sheets(context: Context, tmp_path: Path, clock: FakeClock) -> None:
    _world(context, tmp_path / "in")
    places = context.places
    if context.database_url:  # another PC at the same server
        places = Places(tmp_path / "other")
        places.prepare()
        Settings(places.settings).put("database.url", context.database_url)
    other = Context(places, clock)
    files = sorted((tmp_path / "in").iterdir())
    collecting.collect(context, files[:30])
    assert register.counts(other).total == 30
    found = context.ledger.collecting.known([line.digest for line in register.register(other).rows])
    assert len(found) == 30
    other.close()
