"""Collecting beside the GUI, and finding a collected file again where it lay."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jltrain.app.context import Context
from jltrain.progress import Report, Step

if TYPE_CHECKING:
    from jltrain.app.collecting import CollectedLine, Collection

_LARGEST: Final = 8 * 1024 * 1024
"""Bytes; no sheet that was taken is larger."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was collected, and whether the user stopped it before the end."""

    done: Collection
    stopped: bool

    @property
    def written(self) -> int:
        """How many files are new in the register."""
        return sum(bool(line.entry) for line in self.done.lines)


def gather(context: Context, paths: Sequence[Path], report: Report) -> Gathered:
    """Collect from folders and files; stopped, it gives what was written until then."""
    from jltrain.app import collecting

    try:
        return Gathered(collecting.collect(context, paths, report), False)
    except collecting.Stopped as stopped:
        return Gathered(stopped.done, True)


def is_file_of(line: CollectedLine, file: Path) -> bool:
    """Whether this file is the one that was collected, to the byte."""
    try:
        with file.open("rb") as opened:
            return hashlib.sha256(opened.read(_LARGEST + 1)).hexdigest() == line.digest
    except OSError:
        return False


def find_file(places: Sequence[Path], line: CollectedLine, report: Report) -> Path | None:
    """The collected file where it lay, if it is there still."""
    for file in _named(places, line.file, report):
        if is_file_of(line, file):
            return file
    return None


def _named(places: Sequence[Path], name: str, report: Report) -> Iterator[Path]:
    for place in places:
        if place.name == name and place.is_file():
            yield place
        for folder, _folders, files in os.walk(place):
            report(Step(0, 0))
            if name in files:
                yield Path(folder) / name
