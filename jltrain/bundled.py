"""Where the files that ship with the program are: in a checkout, an installed wheel, or a bundle."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path


@cache
def root() -> Path:
    """The folder that holds `question_bank/`, `courseware/` and `resources/`."""
    frozen = getattr(sys, "_MEIPASS", None)  # set by PyInstaller's bootloader
    candidates = [Path(frozen)] if frozen else []
    candidates += [Path(__file__).resolve().parent.parent, Path(sys.prefix) / "share" / "jltrain"]
    for folder in candidates:
        if (folder / "resources").is_dir() and (folder / "question_bank").is_dir():
            return folder
    raise FileNotFoundError(f"no shipped files beside {__file__} nor in {sys.prefix}")


def resource(*parts: str) -> Path:
    """A file or folder under `resources/`."""
    return root().joinpath("resources", *parts)


def question_bank() -> Path:
    """The folder of the shipped question bank."""
    return root() / "question_bank"


def courseware() -> Path:
    """The folder of the shipped courseware."""
    return root() / "courseware"
