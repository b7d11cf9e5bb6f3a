"""Collecting score sheets from a folder: which files to look at, and what becomes of each.

Every file gets one outcome, which is kept with the reasons: nothing is imported twice and nothing is
refused in silence. Sheets of officers whom the roster does not know (yet) are stored; coverage counts
them from the day it does.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final, Protocol

from jltrain.errors import NotFound, reason_of
from jltrain.i18n import N_, _
from jltrain.ledger.identity import same_name, tidy_certificate
from jltrain.ledger.outcome import CollectReason, Outcome
from jltrain.ledger.training import Officer, result_of
from jltrain.sheet.payload import BadPayload, Payload

__all__ = [
    "CollectReason", "CollectedSheet", "FolderMissing", "Found", "Outcome", "SkippedFile", "as_of", "decide", "fault_of",
    "find_sheets", "survey",
]  # fmt: skip

MAX_BYTES: Final = 5 * 1024 * 1024
"""A sheet is at most 60 KB; a file of more than this is something else."""


class FolderMissing(NotFound):
    template = N_("文件夹“{folder}”打不开（{reason}），请确认它还在、U 盘已插好，然后重新选择。")


class ReasonLike(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def text(self) -> str: ...


class VerdictLike(Protocol):
    """What sheet.verify says of a file; only these fields are used here."""

    @property
    def accepted(self) -> bool: ...
    @property
    def reasons(self) -> Sequence[ReasonLike]: ...
    @property
    def payload(self) -> Payload | None: ...
    @property
    def file_digest(self) -> str: ...
    @property
    def signer_unit(self) -> str: ...


@dataclass(frozen=True, slots=True)
class CollectedSheet:
    """A file and what became of it. `payload` is None when refused: nothing in such a file is to be believed."""

    file_name: str
    file_digest: str
    outcome: Outcome
    reasons: tuple[CollectReason, ...]
    payload: Payload | None
    first_seen: datetime


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


def find_sheets(folder: Path) -> tuple[Path, ...]:
    """The PDFs in `folder` and below that may be sheets, sorted. Raises FolderMissing. See `survey`."""
    return survey(folder).sheets


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


def decide(
    verdict: VerdictLike,
    known_digests: Container[str],
    known_numbers: Mapping[str, str],
    roster: Mapping[str, Officer],
    *,
    file_name: str,
    first_seen: datetime,
) -> CollectedSheet:
    """What becomes of a verified file.

    `known_digests`: file digests of sheets already in the ledger (not of refused files, which may be tried
    again). `known_numbers`: sheet number -> file digest of the same. `roster`: officers by certificate number
    in stored form (identity.tidy_certificate). A sheet of the ledger stays in it, whatever is said of its
    file today, so the digest is looked at first.
    """
    reasons = tuple(CollectReason(reason.code, reason.text) for reason in verdict.reasons)
    payload = verdict.payload
    outcome: Outcome
    if verdict.file_digest in known_digests:
        outcome, reasons = Outcome.DUPLICATE, (CollectReason("duplicate", _("这份成绩单已经导入过，不再重复导入。")),)
    elif not verdict.accepted or payload is None:
        outcome = Outcome.REFUSED
        reasons = reasons or (
            CollectReason("no-payload", _("文件没有通过验证，且没有给出原因，请向出具单位索取原文件。")),
        )
    elif known_numbers.get(payload.number, verdict.file_digest) != verdict.file_digest:
        text = _("编号 {number} 的成绩单已经导入过另一份，两份内容不同，请向出具单位核实。").format(
            number=payload.number
        )
        outcome, reasons = Outcome.REFUSED, (CollectReason("conflicting-number", text),)
    else:
        outcome, more = _placed(payload, roster)
        reasons += more
    return CollectedSheet(
        file_name=file_name.encode("utf-8", "backslashreplace").decode("utf-8"),  # a name in no known encoding
        file_digest=verdict.file_digest,
        outcome=outcome,
        reasons=reasons,
        payload=None if outcome is Outcome.REFUSED else payload,
        first_seen=first_seen,
    )


def as_of(sheet: CollectedSheet, roster: Mapping[str, Officer]) -> CollectedSheet:
    """A stored sheet's entry as the roster of today has it: an officer entered or corrected meanwhile is known now.

    What was written down on the first day stays so in the register's own rows.
    """
    if not sheet.outcome.stored or sheet.payload is None:
        return sheet
    outcome, reasons = _placed(sheet.payload, roster)
    return sheet if outcome is sheet.outcome else replace(sheet, outcome=outcome, reasons=reasons)


def _placed(payload: Payload, roster: Mapping[str, Officer]) -> tuple[Outcome, tuple[CollectReason, ...]]:
    """Whose sheet it is."""
    try:
        result = result_of(payload)
    except BadPayload as error:
        return Outcome.REFUSED, (CollectReason(error.code, error.sentence()),)
    officer = roster.get(tidy_certificate(payload.officer.certificate))
    if officer is None:
        text = _("名册中没有执法证号 {certificate}，成绩单已登记，补入名册后计入覆盖率。")
        return Outcome.UNKNOWN_OFFICER, (CollectReason("unknown-officer", text.format(certificate=result.certificate)),)
    if not same_name(officer.name, payload.officer.name):
        text = _("名册中执法证号 {certificate} 是“{roster}”，成绩单上是“{sheet}”，核实后才计入覆盖率。")
        text = text.format(certificate=result.certificate, roster=officer.name, sheet=payload.officer.name)
        return Outcome.NAME_DIFFERS, (CollectReason("name-differs", text),)
    return Outcome.IMPORTED, ()
