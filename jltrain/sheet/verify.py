"""Whether a sheet counts. Strict: it is accepted when it is, byte for byte, what this program signs, else refused.

In this order, so that nothing costly is done for a stranger's file:

1. the shape: a PDF of sane size with one signature, which covers the file from its first byte to its last, and one
   revision;
2. the signature: its envelope is exactly ours, stands in its own place in the one form that we write, and its value
   is right for these bytes;
3. the signer: judged by what this PC believes at the moment of looking, never by the time that the file claims;
4. the decisive one: the attached data is read, the whole file is built again from it, and must be equal. So the page
   cannot say other than the data, and there is no room for scripts, layers, forms, further attachments or revisions;
5. the unit, by name and by code, is the one that the certificate is bound to; and the sheet is not of tomorrow.

Whatever goes wrong on the way, foreseen or not, is a refusal.
"""

from __future__ import annotations

import hashlib
import logging
import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final

from jltrain.clock import beijing, parse_iso
from jltrain.errors import Trouble
from jltrain.sheet import algorithms, certificates
from jltrain.sheet.algorithms import NotAllowed, PublicKey
from jltrain.sheet.certificates import Certificate
from jltrain.sheet.cms import Malformed, take_apart
from jltrain.sheet.foreign import foreign_content, weak_algorithm
from jltrain.sheet.frame import SIGNATURE_SPACES
from jltrain.sheet.payload import SCHEMA, TEMPLATE, BadPayload, Payload
from jltrain.sheet.readfile import SIZE_LIMIT, megabytes
from jltrain.sheet.reasons import Code, Reason
from jltrain.sheet.rebuild import NotAsData, rebuilt
from jltrain.sheet.template2.prologue import begun, prologue
from jltrain.sheet.trust import Trust

__all__ = ["SIZE_LIMIT", "Code", "Reason", "Verdict", "verify"]

AHEAD: Final = timedelta(days=1)
"""How far a sheet may be dated ahead of this PC's clock: a zone set wrongly, not a year."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`payload` is given only when accepted. `file_digest`: SHA-256 of the file, 64 hexadecimal digits.

    The rest is of the certificate found in a file whose signature is right, trusted or not; else empty: unit and its
    code, `fingerprint` in groups to be read aloud, `serial` in hexadecimal, end of its validity, and `root`, the
    fingerprint (64 digits) of the imported root that vouches for it.
    """

    accepted: bool
    reasons: tuple[Reason, ...]
    payload: Payload | None
    file_digest: str
    signer_unit: str = ""
    fingerprint: str = ""
    signer_code: str = ""
    serial: str = ""
    not_after: datetime | None = None
    root: str = ""


class _Refusal(Exception):
    def __init__(self, code: Code, fact: str = "") -> None:
        super().__init__(code)
        self.reason = Reason(code, fact)


def verify(file: bytes, trust: Trust, now: datetime, rebuild: bool = True) -> Verdict:
    """The verdict on a file, believing `trust` and nothing that comes with the file, at the moment `now`. Raises nothing.

    `rebuild=False` leaves out steps 4 and 5 and gives no payload. It is there for the benchmark alone, which tells
    where the time goes; such a verdict says that a trusted unit signed these bytes, and nothing of what they show.
    """
    found = Verdict(False, (), None, _digest(file, "sha256", 0, 0).hex())
    try:
        gap = _shape(file)
        signer = _signature(file, gap)
        _structure(file, gap)
        judgement = trust.judge(signer.certificate, now)
        found = signer.named(found, judgement.root)
        if judgement.reasons:
            return replace(found, reasons=judgement.reasons)
        payload = _payload(file, gap, signer, now) if rebuild else None
        return replace(found, accepted=True, payload=payload)
    except _Refusal as refusal:
        return replace(found, reasons=(refusal.reason,))
    except Trouble:
        _log.exception("file %s cannot be verified on this machine", found.file_digest)
        return replace(found, reasons=(Reason(Code.DAMAGED_PROGRAM),))
    except Exception:  # noqa: BLE001  (a file from a stranger: whatever it breaks, it does not count)
        _log.info("file %s refused after an exception", found.file_digest, exc_info=True)
        return replace(found, reasons=(Reason(Code.UNREADABLE),))


_GAPS: Final = frozenset(2 + 2 * space for space in SIGNATURE_SPACES)
_RANGE: Final = re.compile(rb"/ByteRange \[0 (\d{10}) (\d{10}) (\d{10})\] /Contents <")


def _shape(file: bytes) -> tuple[int, int]:
    """The gap of the one signature, which covers everything else."""
    if len(file) > SIZE_LIMIT:
        raise _Refusal(Code.TOO_LARGE, megabytes(len(file)))
    if not file.startswith(b"%PDF-"):
        raise _Refusal(Code.NOT_PDF)
    here = _constant(file)
    if file.count(b"/ByteRange", here) > 1:
        raise _Refusal(Code.SEVERAL_SIGNATURES)
    found = _RANGE.match(file, max(file.find(b"/ByteRange", here), 0))
    if found is None:
        whole = file.rstrip().endswith(b"%%EOF")
        strange = b"/ByteRange" in file or b"/Type /Sig" in file
        raise _Refusal(Code.TRUNCATED if not whole else Code.STRANGE_SIGNATURE if strange else Code.UNSIGNED)
    start, end, rest = (int(number) for number in found.groups())
    if start != found.end() - 1 or end - start not in _GAPS:
        raise _Refusal(Code.STRANGE_SIGNATURE)
    if end + rest > len(file):
        raise _Refusal(Code.TRUNCATED)
    if end + rest < len(file) or file.count(b"startxref", here) > 1:
        raise _Refusal(Code.ADDED_TO)
    # five bytes may stand in a packed stream by chance: what counts begins a line
    if file.count(b"%%EOF", here) > 1 and file.count(b"\n%%EOF", here) + file.count(b"\r%%EOF", here) > 1:
        raise _Refusal(Code.ADDED_TO)
    return start, end


def _constant(file: bytes) -> int:
    """How many bytes at the beginning are those of every sheet, so that they need not be searched."""
    try:
        constant = prologue().data
    except Trouble:  # a damaged template: rebuilding will say so
        return 0
    return len(constant) if file.startswith(constant) else 0


@dataclass(frozen=True, slots=True)
class _Signer:
    """A certificate with what is asked of it for each of its sheets."""

    certificate: Certificate
    key: PublicKey
    unit: str
    code: str
    fingerprint: str
    serial: str

    def named(self, found: Verdict, root: str) -> Verdict:
        return replace(
            found,
            signer_unit=self.unit,
            signer_code=self.code,
            fingerprint=self.fingerprint,
            serial=self.serial,
            not_after=self.certificate.not_valid_after_utc,
            root=root,
        )


@lru_cache(256)
def _signer(der: bytes) -> _Signer:
    """Raises ValueError for what is no certificate, and NotAllowed (a ValueError) for one whose key is refused."""
    certificate = certificates.from_der(der)
    return _Signer(
        certificate,
        algorithms.public_key(certificate),
        certificates.unit_of(certificate),
        certificates.unit_code_of(certificate),
        certificates.fingerprint(certificate),
        certificates.serial_of(certificate),
    )


def _signature(file: bytes, gap: tuple[int, int]) -> _Signer:
    """Whose key signed these bytes."""
    start, end = gap
    try:
        raw = bytes.fromhex(file[start + 1 : end - 1].decode("ascii"))
    except ValueError as error:
        raise _Refusal(Code.STRANGE_SIGNATURE) from error
    try:
        envelope, value, cms = take_apart(raw)
        signer = _signer(envelope.certificate)
        digest = _digest(file, envelope.digest_algorithm, start, end)
        expected = envelope.build(digest, value)
    except NotAllowed as error:
        raise _Refusal(Code.WEAK_ALGORITHM, error.fact) from error
    except (Malformed, ValueError) as error:
        raise _odd(raw) from error
    if expected != cms:
        at = expected.index(digest)
        same = expected[:at] == cms[:at] and expected[at + len(digest) :] == cms[at + len(digest) :]
        raise _Refusal(Code.CHANGED) if same else _odd(raw)
    if file[start:end] != b"<" + cms.hex().encode("ascii").ljust(end - start - 2, b"0") + b">":
        raise _Refusal(Code.STRANGE_SIGNATURE)
    if not envelope.algorithm.verifies(signer.key, value, envelope.attributes(digest)):
        raise _Refusal(Code.CHANGED)
    return signer


def _odd(cms: bytes) -> _Refusal:
    weak = weak_algorithm(cms)
    return _Refusal(Code.WEAK_ALGORITHM, weak) if weak else _Refusal(Code.STRANGE_SIGNATURE)


def _digest(file: bytes, algorithm: str, start: int, end: int) -> bytes:
    """Of the file without the bytes from `start` to `end`."""
    try:
        digest, seen = begun(algorithm, file)
    except Trouble:  # a damaged template: rebuilding will say so
        digest, seen = hashlib.new(algorithm), 0
    view = memoryview(file)
    if start:
        digest.update(view[seen:start])
        seen = end
    digest.update(view[seen:])
    return digest.digest()


_END: Final = re.compile(rb"\nstartxref\n([1-9]\d{0,9})\n%%EOF\n")


def _structure(file: bytes, gap: tuple[int, int]) -> None:
    """One end of file at the very end, and a table inside what is signed. Rebuilding implies it; this says so first."""
    end = _END.fullmatch(file, file.rfind(b"\nstartxref"))
    table = int(end[1]) if end else 0
    if file[table : table + 5] != b"xref\n" or gap[0] <= table < gap[1]:
        raise _Refusal(Code.NOT_AS_DATA)


def _payload(file: bytes, gap: tuple[int, int], signer: _Signer, now: datetime) -> Payload:
    """The payload from which the whole file follows, if it is the signer's and not of the future."""
    try:
        payload = rebuilt(file, gap)
    except NotAsData as error:
        foreign = foreign_content(file, gap)
        raise _Refusal(Code.FOREIGN_CONTENT, foreign) if foreign else _Refusal(Code.NOT_AS_DATA) from error
    except BadPayload as error:
        newer = _newer(str(error.facts.get("reason", "")))
        raise _Refusal(Code.NEWER, newer) if newer else _Refusal(Code.BAD_DATA) from error
    if not signer.unit or (payload.issuer, payload.issuer_code) != (signer.unit, signer.code):
        raise _Refusal(Code.WRONG_UNIT, f"{signer.unit} {signer.code}".strip())
    latest = max(parse_iso(payload.issued), parse_iso(payload.submitted))
    if latest > now + AHEAD:
        raise _Refusal(Code.DATED_AHEAD, beijing(latest))
    return payload


_SCHEMA: Final = re.compile(r"schema jltrain\.sheet/(\d{1,6}), template (\d{1,6})")


def _newer(reason: str) -> str:
    """Of a sheet that a later version of the program drew: schema and template, such as "3-3"; else ""."""
    found = _SCHEMA.fullmatch(reason)
    if found and (int(found[1]) > int(SCHEMA.rsplit("/", 1)[1]) or int(found[2]) > TEMPLATE):
        return f"{found[1]}-{found[2]}"
    return ""
