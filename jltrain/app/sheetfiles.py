"""Score sheets as files: what HR would say of one, and how it looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jltrain.app.context import Context
from jltrain.app.incoming import FileUnreadable
from jltrain.errors import reason_of
from jltrain.progress import Report, silent
from jltrain.savefile import save
from jltrain.sheet import preview
from jltrain.sheet.parallel import ReadFault, verify_many
from jltrain.sheet.payload import Payload
from jltrain.sheet.trust import load_trust
from jltrain.sheet.verify import SIZE_LIMIT, Verdict


@dataclass(frozen=True, slots=True)
class Checked:
    """One file's verdict: `reasons` are (code, sentence), empty when accepted. Texts of the signer are "" when the
    signature is not right."""

    file: Path
    accepted: bool
    reasons: tuple[tuple[str, str], ...]
    payload: Payload | None
    signer: str = ""
    signer_code: str = ""
    fingerprint: str = ""


def verify_files(context: Context, files: Sequence[Path], report: Report = silent) -> tuple[Checked, ...]:
    """What HR would say of each file, without collecting it; one that cannot be read is refused like the others."""
    trust, now = load_trust(context.places.keys), context.clock.now()
    return tuple(_checked(file, found) for file, found in verify_many(files, trust, now, report))


def _checked(file: Path, found: object) -> Checked:
    if isinstance(found, Verdict):
        reasons = tuple((r.code.value, r.text) for r in found.reasons)
        return Checked(
            file, found.accepted, reasons, found.payload, found.signer_unit, found.signer_code, found.fingerprint
        )
    assert isinstance(found, ReadFault)
    if found.size:
        return Checked(file, False, ((found.code, found.text),), None)
    trouble = FileUnreadable(file=file, reason=found.reason)
    return Checked(file, False, ((trouble.code, trouble.sentence()),), None)


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


def _pages(file: Path, dpi: int) -> list[bytes]:
    try:
        with file.open("rb") as opened:
            return preview.png(opened.read(SIZE_LIMIT + 1), dpi)
    except OSError as error:
        raise FileUnreadable(file=file, reason=reason_of(error)) from error
