"""Collecting score sheets from a folder: which files to look at, and why the others are not. What becomes of each is
decided in `outcome`."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from jltrain.errors import NotFound, reason_of
from jltrain.i18n import N_, _

MAX_BYTES: Final = 5 * 1024 * 1024
"""A sheet is at most 60 KB; a file of more than this is something else."""


class FolderMissing(NotFound):
    template = N_("文件夹“{folder}”打不开（{reason}），请确认它还在、U 盘已插好，然后重新选择。")


@dataclass(frozen=True, slots=True)
class SkippedFile:
    """A PDF that is not even opened, and why."""

    path: Path
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """The PDFs of a folder: those to read and those left aside, both sorted by path. `others`: how many files are no
    PDF by their name."""

    sheets: tuple[Path, ...]
    skipped: tuple[SkippedFile, ...]
    others: int = 0


def survey(folder: Path) -> Found:
    """Look through `folder` for *.pdf in any case, not following links; hidden files and folders are passed over.

    Links, files above 5 MB and files that vanish or cannot be looked at are listed as skipped.
    Raises FolderMissing when the folder itself cannot be read.
    """
    sheets: list[Path] = []
    skipped: list[SkippedFile] = []
    others = 0
    try:
        root = folder.resolve(strict=True)
        os.scandir(root).close()
    except OSError as error:
        raise FolderMissing(folder=folder, reason=reason_of(error)) from error

    def unreadable(error: OSError) -> None:
        skipped.append(SkippedFile(Path(error.filename or root), _("文件夹打不开，已跳过")))

    for place, folders, files in os.walk(root, onerror=unreadable):
        here = Path(place)
        # is_relative_to: a Windows junction is a link that os.walk takes for a folder
        folders[:] = [
            name for name in folders if not _is_hidden(here / name) and (here / name).resolve() == here / name
        ]
        for name in files:
            if not name.lower().endswith(".pdf"):
                others += not name.startswith((".", "~$"))
            elif not _is_hidden(here / name):
                fault = fault_of(here / name)
                if fault:
                    skipped.append(SkippedFile(here / name, fault))
                else:
                    sheets.append(here / name)
    return Found(tuple(sorted(sheets)), tuple(sorted(skipped, key=lambda entry: entry.path)), others)


def _is_hidden(path: Path) -> bool:
    if path.name.startswith((".", "~$")):
        return True
    try:
        attributes: int = getattr(path.lstat(), "st_file_attributes", 0)  # on Windows alone
    except OSError:
        return False  # gone meanwhile: `_fault` says so
    return bool(attributes & stat.FILE_ATTRIBUTE_HIDDEN)


def fault_of(path: Path) -> str:
    """Why a file is not even opened, in words; "" when it may be a sheet."""
    try:
        about = path.lstat()
    except OSError:
        return _("文件已不在或不能读取，已跳过")
    if not stat.S_ISREG(about.st_mode):
        return _("是快捷链接或特殊文件，已跳过")
    if about.st_size > MAX_BYTES:
        return _("文件超过 5 MB，不会是成绩单，已跳过")
    return ""
