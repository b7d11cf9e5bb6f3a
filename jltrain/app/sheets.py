"""Issue score sheets, and correct them.

Nothing leaves before it is recorded: some sheets are signed, recorded in one transaction with every byte, and only then
written as files, from what was recorded. So a power cut loses no sheet and makes no second one; a file that is lost or
broken later is written again, the same to the byte.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from jltrain.app import objections
from jltrain.app.context import Context
from jltrain.app.incoming import FileUnreadable
from jltrain.app.keys import (
    TrustedRoot,
    change_passphrase,
    ensure_keys,
    export_root,
    load_signer,
    read_root,
    trust_root,
    trusted,
)
from jltrain.app.sessions import ResultRow, results
from jltrain.app.sheetfiles import Checked, preview_page, save_pictures, verify_files
from jltrain.bank.areas import Area, Level
from jltrain.clock import iso
from jltrain.errors import BadInput, NotFound, reason_of
from jltrain.exam.session import NotOnRoster, Sitting, plain
from jltrain.exam.state import Status
from jltrain.i18n import N_, _
from jltrain.ledger.identity import tidy_name, tidy_text, tidy_unit
from jltrain.progress import Report, Step, silent
from jltrain.savefile import FileNotWritten, file_name
from jltrain.sheet import keys
from jltrain.sheet.attest import attest, corrected_number
from jltrain.sheet.keys import KeyFacts, SigningKey
from jltrain.sheet.payload import SCHEMA, TEMPLATE, Officer, Payload
from jltrain.sheet.rebuild import rebuilt
from jltrain.sheet.sign import sign
from jltrain.store.sessions import IssuedSheet, NewSheet

__all__ = [
    "Changes", "Checked", "Correctable", "FileUnreadable", "Issued", "IssuedSheet", "KeyFacts", "NobodySubmitted", "NotIssuedYet",
    "NothingCorrected", "TrustedRoot", "change_passphrase", "correct", "correctable", "ensure_keys", "export_root", "issue",
    "key_facts", "preview_page", "read_root", "save_pictures", "trust_root", "trusted", "verify_files", "versions",
]  # fmt: skip

_AT_ONCE: Final = 50
"""Sheets to a transaction: 3 MB."""
_MOST: Final = 200
"""Characters of a reason."""


class NobodySubmitted(NotFound):
    template = N_("本场考试还没有人交卷，暂时没有成绩单可以签发。")


class NotIssuedYet(NotFound):
    template = N_("{certificate} 在本场考试还没有签发过成绩单，请先签发，再更正。")


class NothingCorrected(BadInput):
    template = N_("没有更正：{reason}。")


@dataclass(frozen=True, slots=True)
class Issued:
    """A signed sheet on the disk."""

    name: str
    certificate: str
    number: str
    file: Path
    version: int = 1


@dataclass(frozen=True, slots=True)
class Changes:
    """What a corrected sheet says anew of the officer; "" and None leave it. Marks are never corrected by hand."""

    name: str = ""
    unit: str = ""
    level: Level | None = None
    discipline: Area | None = None


@dataclass(frozen=True, slots=True)
class Correctable:
    """What the newest sheet says of the officer, all `versions` (the newest last), and the number of the next."""

    officer: Officer
    versions: tuple[IssuedSheet, ...]
    next_number: str


def issue(
    context: Context, session_id: str, report: Report = silent, passphrase: str | None = None
) -> tuple[Issued, ...]:
    """Sign a sheet for everybody who has handed in and has none yet; `passphrase`: or the token's PIN.

    Gives the newest sheet of each; those whose file was lost or broken are written again, the same to the byte.
    Raises NobodySubmitted, WrongPassphrase, FileNotWritten (what was recorded stays: issue again).
    """
    key = load_signer(context, passphrase)
    rows = [r for r in results(context, session_id) if r.state.status is Status.SUBMITTED and r.grade]
    if not rows:
        raise NobodySubmitted
    made = []
    for done, some in _pieces(rows):
        report(Step(done, len(rows), some[0].candidate.name))
        sittings = [row.sitting.id for row in some]
        recorded = context.sessions.versions(sittings)
        _record(context, session_id, [row for row in some if row.sitting.id not in recorded], key)
        recorded = context.sessions.versions(sittings)
        for row in some:
            sheets = recorded[row.sitting.id]
            for sheet in sheets:
                _put(context, row.sitting.id, sheet)
            newest = sheets[-1]
            file = context.places.home / newest.file
            made.append(Issued(row.candidate.name, row.candidate.certificate, newest.number, file, newest.version))
    objections.export(context, context.places.sheets / session_id)  # to travel with the sheets
    report(Step(len(rows), len(rows)))
    return tuple(made)


def _pieces(rows: Sequence[ResultRow]) -> Iterator[tuple[int, Sequence[ResultRow]]]:
    for start in range(0, len(rows), _AT_ONCE):
        yield start, rows[start : start + _AT_ONCE]


def _record(context: Context, session_id: str, rows: Sequence[ResultRow], key: SigningKey) -> None:
    """Sign for these and record it, in one transaction."""
    session = context.sessions.get(session_id)
    paper = context.papers.get(session.paper_digest)
    made = []
    for row in rows:
        if row.grade is None:
            continue
        now = context.clock.now()
        payload = attest(session, row.candidate, paper, row.state, row.grade, key.unit, now, issuer_code=key.unit_code)
        made.append(_signed(session_id, row.candidate.certificate, payload, key, now))
    context.sessions.issue_all(made, context.now())


def _signed(session_id: str, certificate: str, payload: Payload, key: SigningKey, now: datetime) -> NewSheet:
    file = f"sheets/{session_id}/{file_name(certificate)}-{payload.number}.pdf"
    return NewSheet(
        payload.number,
        payload.sitting_id,
        file,
        sign(payload, key, now),
        payload.version,
        payload.replaces,
        payload.correction,
    )


def _put(context: Context, sitting_id: str, sheet: IssuedSheet) -> None:
    """See to it that the file is there, as recorded. No waiting for the disk: what is lost can be written again."""
    file = context.places.home / sheet.file
    try:
        if file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() == sheet.digest:
            return
        body = context.sessions.body(sitting_id, sheet.version)
        if not body:  # issued by the first program, which kept the file alone
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_suffix(".part")
        part.write_bytes(body)
        os.replace(part, file)
    except OSError as error:
        raise FileNotWritten(file=file, reason=reason_of(error)) from error


def versions(context: Context, session_id: str, certificate: str) -> tuple[IssuedSheet, ...]:
    """All sheets issued for an officer's sitting, the newest last. Raises NotOnRoster."""
    sitting = _sitting(context, session_id, certificate)
    return context.sessions.versions([sitting.id]).get(sitting.id, ())


def correctable(context: Context, session_id: str, certificate: str) -> Correctable:
    """What `correct` starts from. Raises NotOnRoster, NotIssuedYet, FileUnreadable."""
    sitting = _sitting(context, session_id, certificate)
    sheets = context.sessions.versions([sitting.id]).get(sitting.id, ())
    if not sheets:
        raise NotIssuedYet(certificate=certificate)
    newest = sheets[-1]
    before = _attested(_body(context, sitting.id, newest))
    return Correctable(before.officer, sheets, corrected_number(before.number, newest.version + 1))


def correct(
    context: Context, session_id: str, certificate: str, changes: Changes, reason: str, secret: str | None = None
) -> Issued:
    """Issue a corrected sheet that replaces the newest one; that one stays, beside it.

    Raises NotOnRoster, NotIssuedYet, NothingCorrected (no reason, or nothing differs), WrongPassphrase.
    """
    said = tidy_text(reason)
    if not 0 < len(said) <= _MOST:
        raise NothingCorrected(reason=_("请写明更正原因（200 字以内）"))
    sitting = _sitting(context, session_id, certificate)
    sheets = context.sessions.versions([sitting.id]).get(sitting.id, ())
    if not sheets:
        raise NotIssuedYet(certificate=certificate)
    newest = sheets[-1]
    before = _attested(_body(context, sitting.id, newest))
    officer = _corrected(before.officer, changes)
    if officer == before.officer:
        raise NothingCorrected(reason=_("更正后的内容与原成绩单相同"))
    key, now, version = load_signer(context, secret), context.clock.now(), newest.version + 1
    payload = replace(
        before,
        number=corrected_number(before.number, version),
        officer=officer,
        issued=iso(now),
        issuer=key.unit,
        issuer_code=key.unit_code,
        version=version,
        replaces=before.number,
        correction=said,
        schema=SCHEMA,
        template=TEMPLATE,
    )
    context.sessions.issue_all([_signed(session_id, sitting.certificate, payload, key, now)], context.now())
    made = context.sessions.versions([sitting.id])[sitting.id][version - 1]  # another window's, if it was faster
    _put(context, sitting.id, made)
    return Issued(officer.name, officer.certificate, made.number, context.places.home / made.file, made.version)


def _corrected(officer: Officer, changes: Changes) -> Officer:
    return replace(
        officer,
        name=tidy_name(changes.name) or officer.name,
        unit=tidy_unit(changes.unit) or officer.unit,
        level=changes.level.value if changes.level else officer.level,
        discipline=changes.discipline.value if changes.discipline else officer.discipline,
    )


_RANGE: Final = re.compile(rb"/ByteRange \[0 (\d{10}) (\d{10}) \d{10}\]")


def _body(context: Context, sitting_id: str, sheet: IssuedSheet) -> bytes:
    """The sheet's bytes; of those that the first program issued, its file. Raises FileUnreadable."""
    if body := context.sessions.body(sitting_id, sheet.version):
        return body
    file = context.places.home / sheet.file
    try:
        return file.read_bytes()
    except OSError as error:
        raise FileUnreadable(file=file, reason=reason_of(error)) from error


def _attested(body: bytes) -> Payload:
    """What a sheet of our own says."""
    found = _RANGE.search(body)
    assert found is not None
    return rebuilt(body, (int(found[1]), int(found[2])))


def _sitting(context: Context, session_id: str, certificate: str) -> Sitting:
    for person in context.sessions.get(session_id).roster:
        if plain(person.certificate) == plain(certificate):
            return Sitting(session_id, person.certificate)
    raise NotOnRoster(certificate=certificate, name="")


def key_facts(context: Context) -> KeyFacts:
    """What there is to know of this machine's key."""
    return keys.key_facts(context.places.keys)
