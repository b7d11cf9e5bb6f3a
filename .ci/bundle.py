"""`make bundle`: build dist/jltrain with PyInstaller, then run the self-test of what was built."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "dist" / "jltrain" / ("jltrain-cli.exe" if os.name == "nt" else "jltrain")
# Libraries that only plugins we never load ask for; anything else missing is a broken bundle.
UNNEEDED = ("libqgtk3", "libpq", "libmysqlclient", "libodbc", "libmimerapi", "libfbclient", "libtiff", "libgtk", "libgdk", "libpango",
            "libatk", "libcairo", "libgdk_pixbuf", "libwayland")  # fmt: skip


def main() -> int:
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "build_installer.spec"]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    said = built.stdout + built.stderr
    if built.returncode:
        print(said)
        return built.returncode
    missing = [
        line
        for line in said.splitlines()
        if "not found" in line
        and "ibrary" in line
        # what ctypes asks for by a Windows name, platformdirs asks for on Windows alone
        and "via ctypes" not in line
        and not any(name in line for name in UNNEEDED)
    ]
    if missing:  # PyInstaller only warns, and the bundle then fails on the station
        print("\n".join(missing))
        return 1
    size = sum(f.lstat().st_size for f in PROGRAM.parent.rglob("*") if f.is_file() and not f.is_symlink())
    print(f"dist/jltrain: {size / 1e6:.0f} MB")
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}
    environment["QT_QPA_PLATFORM"] = "offscreen"
    return subprocess.run([str(PROGRAM), "--self-test"], env=environment, cwd=PROGRAM.parent).returncode


if __name__ == "__main__":
    sys.exit(main())
