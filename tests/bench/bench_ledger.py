"""The three-year ledger of a county's PC (SQLite) and of a province's server (PostgreSQL), at the sizes the issue names.

Collecting is measured whole, as HR sees it: reading, verifying on all processors, writing.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from jltrain.app import collecting, coverage, reports, roster, rotation, sheets
from jltrain.app.context import Context
from jltrain.clock import SystemClock, iso
from jltrain.ledger.outcome import Outcome
from jltrain.ledger.rowreader import RosterRow
from jltrain.places import Places
from jltrain.settings import Settings
from jltrain.sheet import keys
from jltrain.sheet.sign import sign
from jltrain.store.roster import Import
from tests import postgres as cluster
from tests.bench.ledger_bulk import Bulk, attested, member

T = TypeVar("T")
NEW = 10_000
MANY = 20_000
COUNTY, PROVINCE = 20_000, 400_000


def rows() -> list[dict[str, Any]]:
    """Takes about a quarter of an hour, most of it to make the province."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        signed_sheets(here / "home", here / "sheets", MANY)
        made = [_memory(here)]
        made += _measured("SQLite 20,000/60,000", here, "", "", COUNTY)
        if cluster.binaries() is None:
            return made
        with cluster.server() as server, server.database() as full, server.database() as empty:
            made += _measured(
                "PostgreSQL 400,000/1,200,000", here, server.url(full), server.url(empty), PROVINCE,
                lambda: server.say("VACUUM ANALYZE", database=full),
            )  # fmt: skip
    return made


def signed_sheets(home: Path, folder: Path, count: int) -> None:
    """Sheets of this year for the first officers, signed by the PC at `home`, ten thousand to a folder."""
    with _context(home, "") as context:
        sheets.ensure_keys(context)
        key = keys.load_signer(context.places.keys, None)
        now = context.clock.now()
        for n in range(count):
            paid = attested(member(n), 2)
            paid = replace(paid, number=f"JT-new-{n:06d}", sitting_id=f"N-{n:06d}", issuer=key.unit)
            paid = replace(paid, started=iso(now), submitted=iso(now), issued=iso(now))
            file = folder / f"{n // NEW}" / f"{paid.number}.pdf"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(sign(replace(paid, issuer_code=key.unit_code), key, now))


def _measured(
    name: str, here: Path, full: str, empty: str, officers: int, vacuum: Callable[[], None] = lambda: None
) -> list[dict[str, Any]]:
    base = _collected(here, here / f"empty-{officers}", empty, None)
    with _context(here / f"full-{officers}", full) as context:
        Bulk(context.database).fill(officers)
    vacuum()
    return measures(name, here, here / f"full-{officers}", full, base, officers)


def measures(name: str, here: Path, home: Path, url: str, base: float, officers: int) -> list[dict[str, Any]]:
    """All figures of a full ledger; `base` is what collecting took on an empty one."""
    made = []
    with _context(home, url) as context:
        anew = _seconds(lambda: coverage.ensure(context))
        page = min(_seconds(lambda: coverage.figures(context)) for _ in range(3))
        made.append(_row(f"{name}: coverage page, all groups", page, "s", None, 1.0))
        told = sorted(
            _seconds(lambda n=n: reports.transcript(context, member(n).certificate))  # type: ignore[misc]
            for n in range(7, officers, officers // 50)
        )
        made.append(_row(f"{name}: transcript, slowest of 50 but one", told[-2] * 1000, "ms", None, 50.0))
        listed = _seconds(lambda: coverage.standings(context, sort="best", descending=True))
        made.append(_row(f"{name}: page of a sorted list", listed, "s", None, 1.0))
    taken = _collected(here, home, url, context)
    slower = _row(f"{name}: collecting 10,000 new sheets", taken, "s", base, 1.3)
    made.append(slower | {"peer": "on an empty ledger", "holds": taken / base <= 1.3})
    made.append(_row(f"{name}: standings under a new plan", anew, "s", None, 600.0))
    return made


def _collected(here: Path, home: Path, url: str, known: Context | None) -> float:
    """Seconds to collect the ten thousand; on an empty ledger their officers are enrolled first."""
    with _context(home, url, here / "home") as context:
        if known is None:
            people = [member(n) for n in range(NEW)]
            lines = [RosterRow(m.name, m.certificate, m.unit, m.level, m.discipline, m.city) for m in people]
            context.ledger.roster.take(Import(lines, "bench", context.now(), ""), rotation.plans(context))
            coverage.ensure(context)
        assert roster.count(context)
        begun = time.perf_counter()
        done = collecting.collect(context, [here / "sheets" / "0"])
        seconds = time.perf_counter() - begun
    if done.count(Outcome.IMPORTED) != NEW:
        raise AssertionError(done.counts)
    return seconds


def _memory(here: Path) -> dict[str, Any]:
    """Peak of the resident memory of the program and its workers together, collecting twenty thousand sheets."""
    words = [sys.executable, "-m", "jltrain", "--home", str(here / "home"), "ledger", "collect", str(here / "sheets")]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL)
    peak = 0
    while process.poll() is None:
        peak = max(peak, sum(map(_resident, _family(process.pid))))
        time.sleep(0.05)
    if process.returncode:
        raise AssertionError("collecting failed")
    return _row("collecting 20,000 sheets: peak memory, workers included", peak / 1e6, "MB", None, 400.0)


def _family(pid: int) -> list[int]:
    """A process and all below it, on Linux."""
    try:
        below = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(each for child in below for each in _family(int(child)))]


def _resident(pid: int) -> int:
    """Bytes that are this process's share: what several share is counted once between them."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


@contextmanager
def _context(home: Path, url: str, keyring: Path | None = None) -> Iterator[Context]:
    places = Places(home)
    places.prepare()
    if url:
        Settings(places.settings).put("database.url", url)
    if keyring is not None and not (home / "keys" / "unit.p12").exists():
        places.keys.rmdir()
        places.keys.symlink_to(Places(keyring).keys)
    context = Context(places, SystemClock())
    try:
        yield context
    finally:
        context.close()


def _seconds(work: Callable[[], T]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _row(name: str, value: float, unit: str, peer: float | None, goal: float) -> dict[str, Any]:
    return {
        "name": name,
        "value": value,
        "unit": unit,
        "peer": None,
        "peer_value": peer,
        "ratio": value / peer if peer else None,
        "goal": goal,
        "holds": value <= goal,
    }


if __name__ == "__main__":
    from tests.bench.__main__ import show

    show(rows())
