"""Peak memory of the window with the bank loaded and every page shown once."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from typing import Any

GOAL = 250

_SCRIPT = """
import resource
from jltrain.app.context import Context
from jltrain.gui.main import self_test_window

context = Context()
self_test_window(context)
bank = context.questions.all()
context.close()
print(len(bank), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def rows() -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"JLTRAIN_HOME": home, "QT_QPA_PLATFORM": "offscreen"}
        done = subprocess.run(
            [sys.executable, "-c", _SCRIPT], env=environment, capture_output=True, text=True, timeout=120, check=True
        )
    peak = float(done.stdout.split()[-1])
    return [
        {
            "name": "peak memory of the window, bank loaded",
            "value": peak,
            "unit": "MB",
            "peer": None,
            "peer_value": None,
            "ratio": None,
            "goal": f"< {GOAL} MB",
            "holds": peak < GOAL,
        }
    ]
