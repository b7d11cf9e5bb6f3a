"""Whether a sheet counts. Strict: it is accepted when it is, byte for byte, what this program signs, else refused.

In this order, so that nothing costly is done for a stranger's file:

1. the shape: a PDF of sane size with one signature, which covers the file from its first byte to its last;
2. the signature: its envelope is exactly ours, and its value is right for these bytes;
3. the signer: a unit's certificate, issued by a root that was trusted beforehand, in force at the moment of looking;
4. the decisive one: the attached data is read, the whole file is built again from it, and must be equal. So the page
   cannot say other than the data, and there is no room for scripts, layers, forms, further attachments or revisions.

Whatever goes wrong on the way, foreseen or not, is a refusal.
"""

from __future__ import annotations

import hashlib
import logging
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from jltrain.sheet import certificates, pdf
from jltrain.sheet.certificates import Certificate
from jltrain.sheet.cms import Malformed, take_apart
from jltrain.sheet.frame import SIGNATURE_SPACE, frame
from jltrain.sheet.payload import DATA_LIMIT, BadPayload, Payload, from_json
from jltrain.sheet.reasons import Code, Reason

SIZE_LIMIT: Final = 5_000_000
"""A sheet takes about 55 kB; one with a thousand incidents about 200 kB."""

__all__ = ["SIZE_LIMIT", "Code", "Reason", "Verdict", "verify"]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`payload` is given only when accepted. `signer_unit` and `fingerprint` are those of the certificate found in a
    file whose signature is right, trusted or not; else empty. `file_digest`: SHA-256 of the file, hexadecimal."""

    accepted: bool
    reasons: tuple[Reason, ...]
    payload: Payload | None
    file_digest: str
    signer_unit: str = ""
    fingerprint: str = ""


class _Refusal(Exception):
    def __init__(self, code: Code, fact: str = "") -> None:
        super().__init__(code)
        self.reason = Reason(code, fact)


def verify(file: bytes, roots: Sequence[Certificate], now: datetime) -> Verdict:
    """The verdict on a file, trusting `roots` and no other, at the moment `now`. Raises nothing."""
    digest, unit, fingerprint = hashlib.sha256(file).hexdigest(), "", ""
    payload: Payload | None = None
    reasons: tuple[Reason, ...] = ()
    try:
        gap = _shape(file)
        certificate = _signature(file, gap)
        unit, fingerprint = certificates.unit_of(certificate), certificates.fingerprint(certificate)
        reasons = _signer(certificate, roots, now)
        if not reasons:
            payload = _rebuilt(file, gap, unit)
    except _Refusal as refusal:
        reasons = (refusal.reason,)
    except Exception:  # noqa: BLE001  (a file from a stranger: whatever it breaks, it does not count)
        _log.info("file %s refused after an exception", digest, exc_info=True)
        reasons = (Reason(Code.UNREADABLE),)
    accepted = payload is not None and not reasons
    return Verdict(accepted, reasons, payload if accepted else None, digest, unit, fingerprint)


_RANGE: Final = re.compile(rb"/ByteRange \[0 (\d{10}) (\d{10}) (\d{10})\] /Contents <")


def _shape(file: bytes) -> tuple[int, int]:
    """The gap of the one signature, which covers everything else."""
    if len(file) > SIZE_LIMIT:
        raise _Refusal(Code.TOO_LARGE, f"{len(file) / 1e6:.0f} MB")
    if not file.startswith(b"%PDF-"):
        raise _Refusal(Code.NOT_PDF)
    found = list(_RANGE.finditer(file))
    if not found:
        whole = file.rstrip().endswith(b"%%EOF")
        strange = b"/ByteRange" in file
        raise _Refusal(Code.TRUNCATED if not whole else Code.STRANGE_SIGNATURE if strange else Code.UNSIGNED)
    if len(found) > 1:
        raise _Refusal(Code.SEVERAL_SIGNATURES)
    start, end, rest = (int(number) for number in found[0].groups())
    if start != found[0].end() - 1 or end - start != 2 + 2 * SIGNATURE_SPACE:
        raise _Refusal(Code.STRANGE_SIGNATURE)
    if end + rest > len(file):
        raise _Refusal(Code.TRUNCATED)
    if end + rest < len(file):
        raise _Refusal(Code.ADDED_TO)
    return start, end


def _signature(file: bytes, gap: tuple[int, int]) -> Certificate:
    """The certificate whose key signed these bytes."""
    start, end = gap
    try:
        envelope, value, cms = take_apart(bytes.fromhex(file[start + 1 : end - 1].decode("ascii")))
        certificate = certificates.from_der(envelope.certificate)
    except (Malformed, ValueError) as error:
        raise _Refusal(Code.STRANGE_SIGNATURE) from error
    content = hashlib.sha256(file[:start])
    content.update(file[end:])
    if envelope.build(content.digest(), value) != cms:
        changed = len(envelope.build(content.digest(), value)) == len(cms)
        raise _Refusal(Code.CHANGED if changed else Code.STRANGE_SIGNATURE)
    if file[start:end] != b"<" + cms.hex().encode("ascii").ljust(2 * SIGNATURE_SPACE, b"0") + b">":
        raise _Refusal(Code.STRANGE_SIGNATURE)
    if not certificates.verifies(certificate, value, envelope.attributes(content.digest())):
        raise _Refusal(Code.CHANGED)
    return certificate


def _signer(certificate: Certificate, roots: Sequence[Certificate], now: datetime) -> tuple[Reason, ...]:
    """What speaks against the signer."""
    unit = certificates.unit_of(certificate)
    vouching = [r for r in roots if certificates.issued_by(certificate, r) and certificates.is_root(r)]
    if not vouching or not certificates.may_sign(certificate):
        return (Reason(Code.UNTRUSTED, unit),)
    reasons = []
    for one in (certificate, vouching[0]):
        if now < one.not_valid_before_utc:
            reasons.append(Reason(Code.NOT_YET_VALID, certificates.unit_of(one)))
        if now > one.not_valid_after_utc:
            reasons.append(Reason(Code.EXPIRED, certificates.unit_of(one)))
    return tuple(reasons)


def _rebuilt(file: bytes, gap: tuple[int, int], unit: str) -> Payload:
    """The payload from which the whole file follows."""
    try:
        payload = from_json(_stream(file, len(pdf.HEADER), DATA_LIMIT)[1])
    except BadPayload as error:
        raise _Refusal(Code.BAD_DATA, str(error.facts["reason"])) from error
    if payload.issuer != unit:
        raise _Refusal(Code.WRONG_UNIT, unit)

    def as_in_file(offset: int, data: bytes) -> bytes:
        packed, found = _stream(file, offset, len(data))
        if found != data:
            raise _Refusal(Code.NOT_AS_DATA)
        return packed

    again = frame(payload, as_in_file)
    if again.gap != gap or again.data[: gap[0]] != file[: gap[0]] or again.data[gap[1] :] != file[gap[1] :]:
        raise _Refusal(Code.NOT_AS_DATA)
    return payload


_STREAM: Final = re.compile(rb"\d+ 0 obj\n<< /Length (\d{1,7}) /Filter /FlateDecode [^\n]*>>\nstream\n")


def _stream(file: bytes, offset: int, limit: int) -> tuple[bytes, bytes]:
    """A stream that begins there, packed and unpacked; it must end with its last byte and unpack to at most `limit`."""
    head = _STREAM.match(file, offset)
    if head is None:
        raise _Refusal(Code.NOT_AS_DATA)
    packed = file[head.end() : head.end() + int(head[1])]
    engine = zlib.decompressobj()
    try:
        data = engine.decompress(packed, limit + 1)
    except zlib.error as error:
        raise _Refusal(Code.NOT_AS_DATA) from error
    if len(data) > limit or not engine.eof or engine.unused_data or engine.unconsumed_tail:
        raise _Refusal(Code.NOT_AS_DATA)
    return packed, data
