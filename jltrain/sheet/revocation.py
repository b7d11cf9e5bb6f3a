"""Revocation lists (X.509 CRL version 2, RFC 5280, 5): what a root says is no longer to be believed.

Only full lists with a number and a next update are taken: no deltas, no indirect lists, no critical extension.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization

from jltrain.errors import BadInput
from jltrain.i18n import N_
from jltrain.sheet import algorithms
from jltrain.sheet.algorithms import PrivateKey
from jltrain.sheet.certificates import Certificate, authority_of

SIZE_LIMIT: Final = 4_000_000
"""About 80,000 revoked certificates."""
_NUMBER_LIMIT: Final = 1 << 63

REASONS: Final = {
    "key-compromise": (x509.ReasonFlags.key_compromise, N_("密钥泄露或丢失")),
    "superseded": (x509.ReasonFlags.superseded, N_("已换发新证书")),
    "affiliation-changed": (x509.ReasonFlags.affiliation_changed, N_("单位更名或合并")),
    "cessation-of-operation": (x509.ReasonFlags.cessation_of_operation, N_("单位撤销，不再签发")),
    "privilege-withdrawn": (x509.ReasonFlags.privilege_withdrawn, N_("取消签发资格")),
}


_UNREADABLE: Final = (
    ValueError,
    TypeError,
    OverflowError,
    UnsupportedAlgorithm,
    x509.InvalidVersion,
    x509.ExtensionNotFound,
    x509.DuplicateExtension,
)


_PARTIAL: Final = (x509.DeltaCRLIndicator, x509.IssuingDistributionPoint)
"""What makes a list one of changes, of some certificates, or of other issuers'; also where it is not marked critical."""


class BadList(BadInput):
    template = N_("“{file}”不是可用的吊销列表，请向根证书的保管单位重新索取。")


@dataclass(frozen=True, slots=True)
class Revocation:
    """One certificate taken back."""

    serial: int
    on: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class RevocationList:
    """A list as read: `der` its bytes, `serials` what it takes back. Who signed it `signed_by` says."""

    der: bytes
    number: int
    issued: datetime
    until: datetime
    serials: frozenset[int]
    parsed: x509.CertificateRevocationList

    def signed_by(self, root: Certificate) -> bool:
        """Whether the root's name and key vouch for it, by an allowed algorithm."""
        try:
            key = algorithms.public_key(root)
            if algorithms.of_signature(self.parsed) != algorithms.of_key(key).signature_oid:
                return False
            named = self.parsed.extensions.get_extension_for_class(x509.AuthorityKeyIdentifier).value
            return (
                self.parsed.issuer == root.subject
                and named.key_identifier == authority_of(root).key_identifier
                and self.parsed.is_signature_valid(key)
            )
        except (ValueError, TypeError, UnsupportedAlgorithm, x509.ExtensionNotFound):
            return False


def build(
    root: Certificate, key: PrivateKey, number: int, issued: datetime, until: datetime, revoked: Iterable[Revocation]
) -> RevocationList:
    """A list signed by the root."""
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(root.subject)
        .last_update(issued)
        .next_update(until)
        .add_extension(x509.CRLNumber(number), critical=False)
        .add_extension(authority_of(root), critical=False)
    )
    for one in revoked:
        builder = builder.add_revoked_certificate(
            x509.RevokedCertificateBuilder()
            .serial_number(one.serial)
            .revocation_date(one.on)
            .add_extension(x509.CRLReason(REASONS[one.reason][0]), critical=False)
            .build()
        )
    made = builder.sign(key, algorithms.of_key(key.public_key()).hash)
    return read(made.public_bytes(serialization.Encoding.DER))


def read(data: bytes, file: str = "") -> RevocationList:
    """A list in PEM or DER of at most SIZE_LIMIT. Raises BadList; the signature is not looked at."""
    try:
        if len(data) > SIZE_LIMIT:
            raise BadList(file=file)
        pem = data.lstrip()[:11] == b"-----BEGIN "
        parsed = (x509.load_pem_x509_crl if pem else x509.load_der_x509_crl)(data)
        algorithms.of_signature(parsed)
        extensions = parsed.extensions
        number = extensions.get_extension_for_class(x509.CRLNumber).value.crl_number
        until = parsed.next_update_utc
        if until is None or until <= parsed.last_update_utc or not 0 <= number < _NUMBER_LIMIT:
            raise BadList(file=file)
        if any(e.critical or isinstance(e.value, _PARTIAL) for e in extensions):
            raise BadList(file=file)
        serials = []
        for entry in parsed:
            if any(e.critical or isinstance(e.value, x509.CertificateIssuer) for e in entry.extensions):
                raise BadList(file=file)
            serials.append(entry.serial_number)
        der = parsed.public_bytes(serialization.Encoding.DER)
        return RevocationList(der, number, parsed.last_update_utc, until, frozenset(serials), parsed)
    except _UNREADABLE as error:
        raise BadList(file=file) from error


def pem(crl: RevocationList) -> bytes:
    """The list as text."""
    return crl.parsed.public_bytes(serialization.Encoding.PEM)


def whole_seconds(moment: datetime) -> datetime:
    """As certificates and lists can say it."""
    return moment.astimezone(UTC).replace(microsecond=0)
