"""`make fuzz`: every reader of foreign files under atheris, each for a minute (or the seconds named) in a process of its
own. An input that breaks one is left in bench-out/fuzz/ and named; the exit code says whether there was any.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

OUT = Path(__file__).resolve().parent.parent.parent / "bench-out" / "fuzz"
TARGETS = tuple(sorted(file.stem for file in Path(__file__).parent.glob("fuzz_*.py")))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seconds", type=int, nargs="?", default=60)
    parser.add_argument("--only", choices=TARGETS, nargs="+", default=TARGETS)
    args = parser.parse_args()
    broken = []
    for name in args.only:
        folder = OUT / name
        (folder / "corpus").mkdir(parents=True, exist_ok=True)
        print(f"… {name}", file=sys.stderr, flush=True)
        options = [
            f"-max_total_time={args.seconds}",
            f"-artifact_prefix={folder}/",
            "-rss_limit_mb=2048",
            "-timeout=20",
        ]
        command = [sys.executable, "-m", f"tests.fuzz.{name}", *options, str(folder / "corpus")]
        with (folder / "log.txt").open("wb") as log:
            code = subprocess.run(command, stdout=log, stderr=subprocess.STDOUT).returncode
        tail = (folder / "log.txt").read_text("utf-8", "replace").strip().splitlines()[-1:]
        print(f"{name}: {'BROKEN' if code else 'held'} {' '.join(tail)}", flush=True)
        broken += [name] if code else []
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
