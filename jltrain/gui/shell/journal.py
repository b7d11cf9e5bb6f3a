"""The log of faults: what a user sends us when the program went wrong."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import Final

from jltrain import __version__
from jltrain.app.context import Context

LARGEST: Final = 1_000_000
"""Bytes; a longer log is put aside as jltrain.log.1, replacing the one before."""


def log_file(context: Context) -> Path:
    """Where `record` writes."""
    return context.places.logs / "jltrain.log"


def record(context: Context, error: BaseException) -> Path | None:
    """Append the error with its trace; the file, or None where nothing can be written (disk full, read-only)."""
    file = log_file(context)
    trace = "".join(traceback.format_exception(error))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.exists() and file.stat().st_size > LARGEST:
            file.replace(file.with_suffix(".log.1"))
        with file.open("a", encoding="utf-8", errors="backslashreplace") as log:
            log.write(f"{context.now()} jltrain {__version__}\n{trace}\n")
    except OSError:
        return None
    return file
