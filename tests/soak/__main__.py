"""`make soak`: kill -9 an exam at random moments, hundreds of times; writes bench-out/soak.json.

Each round starts the officer's own process, kills it at a moment drawn at random, and compares the log
with every answer that the process had shown as saved, and the time used with the time that passed.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from pathlib import Path
from typing import Any

from tests.bench.__main__ import show
from tests.soak.kills import Tally, kill_rounds

OUT = Path(__file__).resolve().parent.parent.parent / "bench-out"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--seed", type=int, default=None)
    args = parser.parse_args()
    seed = args.seed if args.seed is not None else random.SystemRandom().randrange(2**32)
    print(f"seed {seed}", file=sys.stderr)
    rows = _rows(kill_rounds(args.rounds, seed, lambda text: print(text, file=sys.stderr, flush=True)))
    OUT.mkdir(exist_ok=True)
    (OUT / "soak.json").write_text(json.dumps(rows, ensure_ascii=False, indent=1), "utf-8")
    show(rows)
    return 0 if all(r["holds"] for r in rows) else 1


def _rows(tally: Tally) -> list[dict[str, Any]]:
    def row(name: str, value: float, unit: str, goal: str, holds: bool) -> dict[str, Any]:
        blank = {"peer": None, "peer_value": None, "ratio": None}
        return {"name": name, "value": value, "unit": unit, **blank, "goal": goal, "holds": holds}

    return [
        row("faults injected (kill -9 during a sitting)", tally.kills, "kills", ">= 300", tally.kills >= 300),
        row("answers shown as saved", tally.shown, "answers", "> 0", tally.shown > 0),
        row("things lost: answers shown as saved", tally.lost, "answers", "0", tally.lost == 0),
        row("things lost: other paper or order", tally.reordered, "sittings", "0", tally.reordered == 0),
        row("most time gained by one restart", tally.gained, "s", "<= 1", tally.gained <= 1),
        row("most time lost by one restart beyond the clock", tally.taken, "s", "<= 1", tally.taken <= 1),
    ]


if __name__ == "__main__":
    sys.exit(main())
