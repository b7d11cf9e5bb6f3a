"""The signature's envelope: CMS SignedData (RFC 5652) of the one form that this program writes and accepts.

One signer, its certificate and no other, no content, the three signed attributes of PAdES baseline (ETSI EN
319 142-1: content type, digest, certificate's hash) and no unsigned ones. All but the digest and the signature value
follows from the certificate, so it is put together once for each key; and a received envelope is checked by taking
the certificate and the value out of it and building it again: equal or refused, with nothing left to interpret.
The certificate's key says which algorithm there is, so each has one form here, too.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from jltrain.sheet import algorithms, certificates
from jltrain.sheet.algorithms import Algorithm

_SEQUENCE: Final = 0x30
_SET: Final = 0x31
_OCTETS: Final = 0x04
_FIRST: Final = 0xA0

_SIGNED_DATA: Final = bytes.fromhex("06092a864886f70d010702")  # 1.2.840.113549.1.7.2
_DATA: Final = bytes.fromhex("06092a864886f70d010701")  # 1.2.840.113549.1.7.1
_CONTENT_TYPE: Final = bytes.fromhex("06092a864886f70d010903")  # 1.2.840.113549.1.9.3
_MESSAGE_DIGEST: Final = bytes.fromhex("06092a864886f70d010904")  # 1.2.840.113549.1.9.4
_CERTIFICATE_V2: Final = bytes.fromhex("060b2a864886f70d010910022f")  # 1.2.840.113549.1.9.16.2.47
_VERSION: Final = bytes.fromhex("020101")


class Malformed(ValueError):
    """Not DER, or not of our form."""


def _tlv(tag: int, *parts: bytes) -> bytes:
    body = b"".join(parts)
    if len(body) < 0x80:
        return bytes((tag, len(body))) + body
    size = len(body).to_bytes((len(body).bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(size))) + size + body


@dataclass(frozen=True)
class Envelope:
    """The form for one certificate (DER). All but `certificate` raise ValueError for one that cannot be read, and
    NotAllowed (a ValueError) for one whose key is of a kind that is refused."""

    certificate: bytes

    @cached_property
    def algorithm(self) -> Algorithm:
        """By which the certificate's key signs."""
        return algorithms.of_key(algorithms.public_key(certificates.from_der(self.certificate)))

    @property
    def digest_algorithm(self) -> str:
        """Of the file and of the signed attributes, as hashlib calls it: "sha256" or "sha512"."""
        return self.algorithm.digest

    @cached_property
    def _signer(self) -> bytes:
        """IssuerAndSerialNumber."""
        parsed = certificates.from_der(self.certificate)
        serial = parsed.serial_number
        return _tlv(
            _SEQUENCE, parsed.issuer.public_bytes(), _tlv(0x02, serial.to_bytes(serial.bit_length() // 8 + 1, "big"))
        )

    @cached_property
    def _fixed_attributes(self) -> tuple[bytes, bytes]:
        named = _tlv(
            _SEQUENCE, _tlv(_SEQUENCE, _tlv(_SEQUENCE, _tlv(_OCTETS, hashlib.sha256(self.certificate).digest())))
        )
        return (
            _tlv(_SEQUENCE, _CONTENT_TYPE, _tlv(_SET, _DATA)),
            _tlv(_SEQUENCE, _CERTIFICATE_V2, _tlv(_SET, named)),
        )

    def attributes(self, digest: bytes, tag: int = _SET) -> bytes:
        """The signed attributes over a file digest: what the key signs, as a SET (RFC 5652, 5.4)."""
        message = _tlv(_SEQUENCE, _MESSAGE_DIGEST, _tlv(_SET, _tlv(_OCTETS, digest)))
        return _tlv(tag, *sorted((*self._fixed_attributes, message)))

    def build(self, digest: bytes, signature: bytes) -> bytes:
        """The whole ContentInfo. `signature`: the algorithm's value over `attributes(digest)`."""
        signer = _tlv(
            _SEQUENCE,
            _VERSION,
            self._signer,
            self.algorithm.digest_identifier,
            self.attributes(digest, _FIRST),
            self.algorithm.signature_identifier,
            _tlv(_OCTETS, signature),
        )
        signed = _tlv(
            _SEQUENCE,
            _VERSION,
            _tlv(_SET, self.algorithm.digest_identifier),
            _tlv(_SEQUENCE, _DATA),
            _tlv(_FIRST, self.certificate),
            _tlv(_SET, signer),
        )
        return _tlv(_SEQUENCE, _SIGNED_DATA, _tlv(_FIRST, signed))


@lru_cache(maxsize=1024)
def _envelope(certificate: bytes) -> Envelope:
    """One for each certificate, since what follows from it is worked out once."""
    return Envelope(certificate)


def take_apart(cms: bytes) -> tuple[Envelope, bytes, bytes]:
    """Envelope, signature value and the exact ContentInfo at the start of `cms` (zeros may follow). Raises Malformed.

    Nothing else in it is believed: compare the ContentInfo with `Envelope.build`.
    """
    body, end = _open(cms, 0, _SEQUENCE)
    at = _skip(cms, body, end)
    at, _ = _open(cms, at, _FIRST)
    at, signed_end = _open(cms, at, _SEQUENCE)
    for _part in range(3):  # version, digest algorithms, encapsulated content
        at = _skip(cms, at, signed_end)
    certificate, certificates_end = _open(cms, at, _FIRST)
    if _skip(cms, certificate, certificates_end) != certificates_end:
        raise Malformed("more than one certificate")
    at, _ = _open(cms, certificates_end, _SET)
    at, signer_end = _open(cms, at, _SEQUENCE)
    for _part in range(5):  # version, signer, digest algorithm, attributes, signature algorithm
        at = _skip(cms, at, signer_end)
    value, value_end = _open(cms, at, _OCTETS)
    if certificates_end - certificate > certificates.SIZE_LIMIT:
        raise Malformed("certificate too large")
    return _envelope(cms[certificate:certificates_end]), cms[value:value_end], cms[:end]


def _open(data: bytes, at: int, tag: int) -> tuple[int, int]:
    """Where the contents of the element at `at` begin and end."""
    if at >= len(data) or data[at] != tag:
        raise Malformed(f"no element {tag:02x} at {at}")
    return _contents(data, at)


def _skip(data: bytes, at: int, limit: int) -> int:
    """Where the element at `at` ends, which must be no further than `limit`."""
    end = _contents(data, at)[1]
    if end > limit:
        raise Malformed("element longer than its parent")
    return end


def _contents(data: bytes, at: int) -> tuple[int, int]:
    if at + 2 > len(data):
        raise Malformed("truncated")
    length, start = data[at + 1], at + 2
    if length >= 0x80:
        count = length & 0x7F
        if not 1 <= count <= 3:
            raise Malformed("length form")
        length, start = int.from_bytes(data[start : start + count], "big"), start + count
    if start + length > len(data):
        raise Malformed("truncated")
    return start, start + length
