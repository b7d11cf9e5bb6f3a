"""Collecting from whatever was chosen or dropped: a folder, several, or single files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from jltrain.app.context import Context
from jltrain.progress import Report

if TYPE_CHECKING:
    from jltrain.app.ledger import Collection


def gather(context: Context, paths: Sequence[Path], report: Report) -> Collection:
    """Collect from folders and files."""
    from jltrain.app import ledger

    found = [ledger.collect(context, path, report) for path in paths if path.is_dir()]
    found.append(ledger.collect_files(context, [path for path in paths if not path.is_dir()], report))
    sheets = tuple(sheet for part in found for sheet in part.sheets)
    return ledger.Collection(sheets, tuple(entry for part in found for entry in part.skipped))
