"""Issue, look at and verify score sheets, and the keys that sign them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from jltrain.app.context import Context
from jltrain.app.sessions import results
from jltrain.errors import NotFound, reason_of
from jltrain.exam.state import Status
from jltrain.i18n import N_
from jltrain.progress import Report, Step, silent
from jltrain.savefile import file_name, save
from jltrain.sheet import certificates, keys, preview
from jltrain.sheet.attest import attest
from jltrain.sheet.keys import KeyFacts
from jltrain.sheet.payload import Payload
from jltrain.sheet.sign import sign
from jltrain.sheet.verify import SIZE_LIMIT, Code, Reason, verify


class NobodySubmitted(NotFound):
    template = N_("本场考试还没有人交卷，暂时没有成绩单可以签发。")


class FileUnreadable(NotFound):
    template = N_("文件“{file}”打不开（{reason}），请检查路径。")


_LARGEST_ROOT: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class Issued:
    """A signed sheet on the disk."""

    name: str
    certificate: str
    number: str
    file: Path


@dataclass(frozen=True, slots=True)
class TrustedRoot:
    """A root by its name and its fingerprint in groups to be read aloud."""

    name: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Checked:
    """One file's verdict: `reasons` are sentences, empty when accepted."""

    file: Path
    accepted: bool
    reasons: tuple[tuple[str, str], ...]
    payload: Payload | None


def ensure_keys(context: Context, passphrase: str | None = None) -> bool:
    """Make the local root and unit key if there are none; whether they were made now.

    When the unit's name was changed in the settings, the local root issues it a new certificate; of a key under
    a passphrase only when that is given. Raises BadUnitName, WrongPassphrase, KeysNotSaved.
    """
    context.places.prepare()
    folder, unit, now = context.places.keys, context.settings.text("unit").strip(), context.clock.now()
    facts = keys.key_facts(folder)
    if not facts.exists:
        keys.create_local(folder, unit, now, passphrase)
        return True
    if facts.unit != unit and keys.is_local(folder) and (passphrase or not facts.protected):
        keys.renew_local(folder, unit, now, passphrase)
        return True
    return False


def issue(
    context: Context, session_id: str, report: Report = silent, passphrase: str | None = None
) -> tuple[Issued, ...]:
    """Sign a sheet for everybody who has handed in and has none yet. Raises NobodySubmitted, WrongPassphrase.

    Gives all sheets of the session; one whose file was lost is written again, the same to the byte. Each sheet is
    on the disk before it is recorded as issued.
    """
    ensure_keys(context, passphrase)
    rows = [r for r in results(context, session_id) if r.state.status is Status.SUBMITTED and r.grade]
    if not rows:
        raise NobodySubmitted
    session = context.sessions.get(session_id)
    paper = context.papers.get(session.paper_digest)
    key = keys.load_signer(context.places.keys, passphrase)
    folder = context.places.sheets / session_id
    made = []
    for count, row in enumerate(rows):
        report(Step(count, len(rows), row.candidate.name))
        if row.grade is None:
            continue
        now = context.clock.now()
        payload = attest(session, row.candidate, paper, row.state, row.grade, key.unit, now)
        file = folder / f"{file_name(row.candidate.certificate)}-{payload.number}.pdf"
        if row.sheet:
            file = context.places.home / row.sheet
            if not file.is_file():
                save(file, context.sessions.issued_body(row.sitting.id), make_folder=True)
            made.append(Issued(row.candidate.name, row.candidate.certificate, _number(file), file))
            continue
        pdf = _left_over(context, file, payload, now)
        if pdf is None:
            pdf = sign(payload, key, now)
            save(file, pdf, make_folder=True)
        place = file.relative_to(context.places.home).as_posix()
        counts = context.sessions.issue(payload.number, row.sitting.id, place, pdf, context.now())
        if counts != pdf:
            save(file, counts)
        made.append(Issued(row.candidate.name, row.candidate.certificate, payload.number, file))
    report(Step(len(rows), len(rows)))
    return tuple(made)


def _left_over(context: Context, file: Path, payload: Payload, now: datetime) -> bytes | None:
    """The sheet that a run left which ended before recording it: it may be with HR by now, so there must be no other."""
    try:
        pdf = file.read_bytes()
    except OSError:
        return None
    found = verify(pdf, keys.trusted_roots(context.places.keys), now).payload
    return pdf if found is not None and replace(found, issued=payload.issued) == payload else None


def _number(file: Path) -> str:
    """The sheet's number, which its file name ends in."""
    return file.stem[file.stem.rindex("JT") :]


def verify_files(context: Context, files: Sequence[Path], report: Report = silent) -> tuple[Checked, ...]:
    """What HR would say of each file, without collecting it; one that cannot be read is refused like the others."""
    roots = keys.trusted_roots(context.places.keys)
    checked = []
    for count, file in enumerate(files):
        report(Step(count, len(files), file.name))
        checked.append(_checked(file, roots, context.clock.now()))
    return tuple(checked)


def _checked(file: Path, roots: Sequence[certificates.Certificate], now: datetime) -> Checked:
    try:
        with file.open("rb") as opened:
            data = opened.read(SIZE_LIMIT + 1)
        if len(data) > SIZE_LIMIT:
            big = Reason(Code.TOO_LARGE, f"{file.stat().st_size / 1e6:.0f} MB")
            return Checked(file, False, ((big.code.value, big.text),), None)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        trouble = FileUnreadable(file=file, reason=reason_of(error))
        return Checked(file, False, ((trouble.code, trouble.sentence()),), None)
    verdict = verify(data, roots, now)
    return Checked(file, verdict.accepted, tuple((r.code.value, r.text) for r in verdict.reasons), verdict.payload)


def _pages(file: Path, dpi: int) -> list[bytes]:
    try:
        return preview.png(file.read_bytes(), dpi)
    except OSError as error:
        raise FileUnreadable(file=file, reason=reason_of(error)) from error


def preview_page(file: Path, page: int = 0, dpi: int = 96) -> bytes:
    """One page of a sheet as PNG. `page` counts from 0. Raises FileUnreadable, NotShown."""
    return _pages(file, dpi)[page]


def save_pictures(file: Path, folder: Path, dpi: int = 110) -> tuple[Path, ...]:
    """Every page of a sheet as a PNG in `folder`. Raises FileUnreadable, NotShown, FileNotWritten."""
    made = []
    for number, page in enumerate(_pages(file, dpi), 1):
        target = folder / f"{file.stem}-{number}.png"
        save(target, page, make_folder=True)
        made.append(target)
    return tuple(made)


def key_facts(context: Context) -> KeyFacts:
    """What there is to know of this machine's key."""
    return keys.key_facts(context.places.keys)


def trusted(context: Context) -> tuple[TrustedRoot, ...]:
    """The roots that HR on this machine trusts."""
    return tuple(
        TrustedRoot(certificates.unit_of(r), certificates.fingerprint(r))
        for r in keys.trusted_roots(context.places.keys)
    )


def read_root(file: Path) -> TrustedRoot:
    """Look at a root certificate that somebody brought, to compare its fingerprint aloud. Raises BadRoot."""
    try:
        root = certificates.load(file.read_bytes()[:_LARGEST_ROOT])
    except OSError as error:
        raise FileUnreadable(file=file, reason=reason_of(error)) from error
    except ValueError as error:
        raise keys.BadRoot(file=file.name) from error
    if not certificates.is_root(root):
        raise keys.BadRoot(file=file.name)
    return TrustedRoot(certificates.unit_of(root), certificates.fingerprint(root))


def trust_root(context: Context, file: Path) -> TrustedRoot:
    """Trust that root from now on. Call it after the fingerprint was compared. Raises BadRoot, KeysNotSaved."""
    found = read_root(file)
    context.places.prepare()
    keys.trust(context.places.keys, file.read_bytes()[:_LARGEST_ROOT])
    return found


def export_root(context: Context, file: Path) -> TrustedRoot:
    """Write this PC's own root certificate (no secret) to a file to carry to HR. Raises FileNotWritten."""
    ensure_keys(context)
    own = context.places.keys / "root.crt"
    found = read_root(own)
    save(file, own.read_bytes())
    return found


def change_passphrase(context: Context, old: str | None, new: str | None) -> None:
    """Give the unit key another passphrase (None: none). Raises WrongPassphrase."""
    keys.change_passphrase(context.places.keys, old, new)
