"""Set up the project from nothing and run one of its jobs. Standard library only; Python 3.11 or later.

setup        .venv with the locked packages, Qt's system libraries
demo         the main job, end to end, into demo-out/
run          open the window
test         ruff, mypy, import-linter, pytest
bench, soak  measurements into bench-out/
fuzz         every reader of foreign files under atheris, a minute each (or: fuzz SECONDS)
bundle       one-folder program in dist/jltrain, with its self-test
screenshots  the pictures in the READMEs, made by the program
locale       extract sentences and compile the English catalogue
fmt          format the code
"""

from __future__ import annotations

import argparse
import ctypes.util
import hashlib
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WINDOWS = os.name == "nt"
BIN = "Scripts" if WINDOWS else "bin"
VENV = ROOT / ".venv"
PYTHON = VENV / BIN / ("python.exe" if WINDOWS else "python")
TOOLS = ROOT / ".tools"
UV_VERSION = "0.13.9"
OLD_GLIBC_QT = "6.9.3"  # the last with wheels for glibc 2.28 (UOS 20, Kylin V10); 6.10 asks for 2.34

QT_PACKAGES = ["libgl1", "libegl1", "libglib2.0-0", "libdbus-1-3", "libfontconfig1", "libxkbcommon0"]
X11_PACKAGES = [
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-shape0",
    "libxcb-xkb1",
    "libxkbcommon-x11-0",
    "libxkbcommon0",
]
LIBRARY_OF = {
    "libgl1": "GL",
    "libegl1": "EGL",
    "libglib2.0-0": "glib-2.0",
    "libdbus-1-3": "dbus-1",
    "libfontconfig1": "fontconfig",
    "libxkbcommon0": "xkbcommon",
    "libxcb-cursor0": "xcb-cursor",
    "libxcb-icccm4": "xcb-icccm",
    "libxcb-keysyms1": "xcb-keysyms",
    "libxcb-shape0": "xcb-shape",
    "libxcb-xkb1": "xcb-xkb",
    "libxkbcommon-x11-0": "xkbcommon-x11",
}


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="make", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("target", choices=sorted(JOBS), help="what to do")
    chosen, rest = parser.parse_known_args()
    if sys.version_info < (3, 11):  # noqa: UP036
        sys.exit(f"jltrain needs Python 3.11 or later; this is {platform.python_version()}")
    os.chdir(ROOT)
    set_up()
    return JOBS[chosen.target](rest)


def set_up() -> None:
    """`.venv` as the lock file says, and the system libraries that Qt loads."""
    lock = b"".join((ROOT / n).read_bytes() for n in ("uv.lock", "pyproject.toml"))
    mark = hashlib.sha256(lock + sys.version.encode() + str(ROOT).encode()).hexdigest()
    stamp = VENV / ".jltrain-setup"
    if not (stamp.is_file() and stamp.read_text() == mark and PYTHON.is_file()):
        command = [str(uv()), "sync", "--frozen", "--compile-bytecode", "--python", sys.executable]
        environment = os.environ | {"UV_PYTHON_DOWNLOADS": "never", "UV_PROJECT_ENVIRONMENT": str(VENV)}
        old = glibc() < (2, 34) and sys.platform == "linux"
        if old:
            command += ["--no-install-package", "pyside6-essentials", "--no-install-package", "shiboken6"]
        run(command, env=environment)
        if old:
            run([str(uv()), "pip", "install", "--python", str(PYTHON), f"PySide6-Essentials=={OLD_GLIBC_QT}"])
        stamp.write_text(mark)
    python("-m", "compileall", "-q", "jltrain")  # a start from source text alone takes a fifth longer
    system_libraries(QT_PACKAGES)


def uv() -> Path:
    """uv, from this machine or in a small environment of its own."""
    found = shutil.which("uv")
    if found:
        return Path(found)
    own = TOOLS / BIN / ("uv.exe" if WINDOWS else "uv")
    if not own.is_file():
        if subprocess.run([sys.executable, "-c", "import ensurepip, venv"], capture_output=True).returncode:
            apt(["python3-venv"])
        run([sys.executable, "-m", "venv", str(TOOLS)])
        pip = [str(TOOLS / BIN / ("python.exe" if WINDOWS else "python")), "-m", "pip", "install", "-q"]
        run([*pip, f"uv=={UV_VERSION}"])
    return own


def glibc() -> tuple[int, ...]:
    name, version = platform.libc_ver()
    return tuple(map(int, version.split("."))) if name == "glibc" and version else (99,)


def system_libraries(packages: list[str]) -> None:
    """Install what is missing of Debian's packages, or say which command does it."""
    if sys.platform != "linux":
        return
    missing = [p for p in packages if not ctypes.util.find_library(LIBRARY_OF[p])]
    if missing:
        apt(missing)


def test_programs() -> None:
    """What our work is compared with and tried on: pdfsig, a PostgreSQL server, a token in software."""
    if sys.platform != "linux":
        return
    server = shutil.which("initdb") or any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    token = shutil.which("softhsm2-util")
    wanted = {"poppler-utils": shutil.which("pdfsig"), "postgresql": server, "softhsm2": token}
    missing = [package for package, found in wanted.items() if not found]
    if not missing:
        return
    policy = Path("/usr/sbin/policy-rc.d")
    quiet = os.geteuid() == 0 and not policy.exists()
    if quiet:
        policy.write_text("#!/bin/sh\nexit 101\n")  # Debian's way to say: install, and start no service
        policy.chmod(0o755)
    try:
        apt(missing)
    finally:
        if quiet:
            policy.unlink()


def apt(packages: list[str]) -> None:
    line = "apt-get install -y --no-install-recommends " + " ".join(packages)
    if not shutil.which("apt-get"):
        sys.exit(f"These system packages are missing; please install them: {' '.join(packages)}")
    if os.geteuid() != 0:
        sys.exit(f"Some system packages are missing. Run this, then try again:\n    sudo {line}")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    if subprocess.run(line.split(), env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode:
        run(["apt-get", "update", "-q"], env=environment, stdout=subprocess.DEVNULL)
        run(line.split(), env=environment, stdout=subprocess.DEVNULL)


def run(command: list[str], **more: object) -> None:
    code = subprocess.run(command, **more).returncode  # type: ignore[call-overload]
    if code:
        sys.exit(code)


def python(*arguments: str, **environment: str) -> int:
    return subprocess.run([str(PYTHON), *arguments], env=os.environ | environment).returncode


def demo(rest: list[str]) -> int:
    return python(".ci/demo.py", *rest)


def open_window(rest: list[str]) -> int:
    if not os.environ.get("QT_QPA_PLATFORM"):
        system_libraries(X11_PACKAGES)
    return python("-m", "jltrain", *rest)


def test(rest: list[str]) -> int:
    test_programs()
    for command in (
        ["-m", "ruff", "check", "."],
        ["-m", "ruff", "format", "--check", "."],
        ["-m", "mypy"],
        ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-cache"],
    ):
        code = python(*command)
        if code:
            return code
    # a process for each core; a file's tests stay together, since some share a database server or a window
    spread = ["-n", str(min(os.cpu_count() or 1, 8)), "--dist", "loadfile"]
    return python("-m", "pytest", *spread, *rest, QT_QPA_PLATFORM="offscreen")


def with_group(group: str) -> None:
    """The locked packages of a group besides: peers to measure against, a fuzzer. They stay until the next setup."""
    command = [str(uv()), "sync", "--frozen", "--inexact", "--group", group, "--python", sys.executable]
    if glibc() < (2, 34) and sys.platform == "linux":
        command += ["--no-install-package", "pyside6-essentials", "--no-install-package", "shiboken6"]
    run(command, env=os.environ | {"UV_PYTHON_DOWNLOADS": "never", "UV_PROJECT_ENVIRONMENT": str(VENV)})


def bench(rest: list[str]) -> int:
    test_programs()
    with_group("bench")
    return python("-m", "tests.bench", *rest, QT_QPA_PLATFORM="offscreen")


def fuzz(rest: list[str]) -> int:
    if sys.platform != "linux":
        sys.exit("atheris runs on Linux alone")
    with_group("fuzz")
    return python("-m", "tests.fuzz", *rest)


def soak(rest: list[str]) -> int:
    return python("-m", "tests.soak", *rest, QT_QPA_PLATFORM="offscreen")


def bundle(rest: list[str]) -> int:
    system_libraries(X11_PACKAGES)
    if sys.platform == "linux" and not shutil.which("objdump"):
        apt(["binutils"])
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    if sys.platform == "linux" and sys.base_prefix == "/usr" and not ctypes.util.find_library(f"python{version}"):
        apt([f"libpython{version}"])  # Debian keeps it apart from python3, and PyInstaller packs it
    return python(".ci/bundle.py", *rest)


def screenshots(rest: list[str]) -> int:
    return python(".ci/walk.py", "--readme", *rest, QT_QPA_PLATFORM="offscreen")


def locale(rest: list[str]) -> int:
    return python(".ci/catalogue.py", *rest)


def fmt(_rest: list[str]) -> int:
    return python("-m", "ruff", "format", ".") or python("-m", "ruff", "check", "--fix", ".")


JOBS = {
    "setup": lambda _rest: 0,
    "demo": demo,
    "run": open_window,
    "test": test,
    "bench": bench,
    "soak": soak,
    "fuzz": fuzz,
    "bundle": bundle,
    "screenshots": screenshots,
    "locale": locale,
    "fmt": fmt,
}

if __name__ == "__main__":
    sys.exit(main())
