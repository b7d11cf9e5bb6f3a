"""How long from process start to a painted main window, against a bare PySide6 window on the same machine.

    python -m tests.bench.bench_start

Both are started in turn, so that whatever else the machine does falls on both; both print the clock's
ticks when the first paint is done.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from jltrain.clock import SystemClock

ROUNDS: Final = 9
GOAL: Final = 2.0

BARE: Final = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, painted)

def painted():
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    print(round((time.clock_gettime(clock) if clock else time.monotonic()) * 1e9), flush=True)
    app.quit()

app = QApplication(sys.argv)
window = Window()
window.resize(1280, 800)
window.show()
app.exec()
"""


def paint_ms(command: list[str], home: str) -> float:
    """Milliseconds from the start of `command` to the moment it prints."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "JLTRAIN_HOME": home, "JLTRAIN_BENCH_PAINT": "1"}
    began = SystemClock().ticks()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=60)
    return int(done.stdout.split()[-1]) / 1e6 - began * 1e3


def rows(rounds: int = ROUNDS) -> list[dict[str, object]]:
    """The row for bench.json; medians over `rounds` alternating starts, after one of each to warm the disk."""
    root = Path(__file__).resolve().parents[2]
    window, bare = [sys.executable, "-m", "jltrain"], [sys.executable, "-c", BARE]
    ours, theirs = [], []
    with tempfile.TemporaryDirectory() as home:
        before = Path.cwd()
        os.chdir(root)
        try:
            for number in range(rounds + 1):
                peer, mine = paint_ms(bare, home), paint_ms(window, home)
                if number:
                    ours.append(mine)
                    theirs.append(peer)
        finally:
            os.chdir(before)
    value, peer_value = statistics.median(ours), statistics.median(theirs)
    ratio = value / peer_value
    return [
        {
            "name": "process start to painted main window",
            "value": round(value, 1),
            "unit": "ms",
            "peer": "bare PySide6 window",
            "peer_value": round(peer_value, 1),
            "ratio": round(ratio, 2),
            "goal": f"<= {GOAL}x",
            "holds": ratio <= GOAL,
        }
    ]


if __name__ == "__main__":
    print(json.dumps(rows(), ensure_ascii=False, indent=1))
