"""A sheet is rebuilt to the same bytes whatever the other PC's language, zone and seed of hashes are."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_DRAWN = """
import hashlib
from dataclasses import replace
from jltrain.sheet.frame import frame
from tests.sheet.samples import RARE_NAME, eventful, named, sample
made = [sample(issuer_code="JL2201"), named(RARE_NAME), eventful(40), sample(schema="jltrain.sheet/1", template=1)]
made += [named(c * 3) for c in ("\\U00031350", "\\U0002ebf0", "\\u0378", "e\\u0301")]  # not in each Python's tables
made.append(replace(sample(), version=2, replaces="JT2026-1", correction="name"))
print(*[hashlib.sha256(frame(p).data).hexdigest() for p in made])
"""


def _drawn(**environment: str) -> str:
    root = str(Path(__file__).parents[2])
    kept = {k: v for k, v in os.environ.items() if k in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH")}
    command = [sys.executable, "-c", _DRAWN]
    done = subprocess.run(command, cwd=root, env=kept | environment, capture_output=True, text=True, check=True)
    return done.stdout


def test_the_same_bytes_under_another_locale_zone_and_seed() -> None:
    here = _drawn(PYTHONHASHSEED="0", TZ="Asia/Shanghai", LC_ALL="C.UTF-8")
    assert len(here.split()) == 9
    assert _drawn(PYTHONHASHSEED="4711", TZ="America/New_York", LC_ALL="C", PYTHONUTF8="0") == here
