"""`make bench`: every figure that an issue names, measured in one run, as one table and bench-out/bench.json.

A row is {name, value, unit, peer, peer_value, ratio, goal, holds}; each module here gives some with rows().
"""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path
from typing import Any

from jltrain.cli.output import table

OUT = Path(__file__).resolve().parent.parent.parent / "bench-out"
MODULES = ("bench_start", "bench_memory", "bench_exam", "bench_sheets", "bench_ledger", "bench_search", "bench_intake")


def main() -> int:
    rows: list[dict[str, Any]] = []
    for name in MODULES:
        print(f"… {name}", file=sys.stderr, flush=True)
        rows += importlib.import_module(f"tests.bench.{name}").rows()
    OUT.mkdir(exist_ok=True)
    (OUT / "bench.json").write_text(json.dumps(rows, ensure_ascii=False, indent=1), "utf-8")
    show(rows)
    return 0 if all(r["holds"] for r in rows) else 1


def show(rows: list[dict[str, Any]]) -> None:
    def figure(value: object) -> str:
        return f"{value:.3g}" if isinstance(value, float) else "" if value is None else str(value)

    names = ("name", "value", "unit", "peer", "peer_value", "ratio", "goal", "holds")
    table(names, [[figure(r[n]) if n != "holds" else ("yes" if r[n] else "NO") for n in names] for r in rows])


if __name__ == "__main__":
    sys.exit(main())
