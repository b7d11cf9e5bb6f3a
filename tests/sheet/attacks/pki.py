"""A province's keys for the forgers to cheat with: its root, a unit, other units, and rogues of the same names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from pyhanko.sign.signers import SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from jltrain.sheet import algorithms, certificates, revocation
from jltrain.sheet.algorithms import PrivateKey
from jltrain.sheet.certificates import Certificate
from jltrain.sheet.cms import Envelope
from jltrain.sheet.revocation import Revocation, RevocationList
from jltrain.sheet.trust import Trust

ROOT = "吉林省交通运输厅"
ROOT_CODE = "220000"
CODE = "220001"


@dataclass(frozen=True)
class Holder:
    """A certificate with its key; what `sign` asks of a SigningKey."""

    certificate: Certificate
    private: PrivateKey

    @property
    def unit(self) -> str:
        return certificates.unit_of(self.certificate)

    @property
    def unit_code(self) -> str:
        return certificates.unit_code_of(self.certificate)

    @cached_property
    def envelope(self) -> Envelope:
        return Envelope(certificates.der(self.certificate))

    @property
    def digest_algorithm(self) -> str:
        return self.envelope.digest_algorithm

    def cms(self, digest: bytes) -> bytes:
        value = algorithms.of_key(self.private.public_key()).sign(self.private, self.envelope.attributes(digest))
        return self.envelope.build(digest, value)


@dataclass(frozen=True)
class Pki:
    """`root` is what HR imported; `rogue` is a unit of the same name under a root of the same name."""

    now: datetime
    root: Holder
    unit: Holder
    rogue: Holder
    rogue_root: Holder

    @classmethod
    def made(cls, unit: str, now: datetime) -> Pki:
        root, rogue_root = make_root(now), make_root(now)
        return cls(now, root, issued(root, unit, now), issued(rogue_root, unit, now), rogue_root)

    @cached_property
    def trust(self) -> Trust:
        """The root and a fresh, empty list."""
        return Trust.of((self.root.certificate, self.list()))

    def list(
        self, *revoked: Holder, by: Holder | None = None, at: datetime | None = None, days: int = 30
    ) -> RevocationList:
        """A list of the root, or of another, that takes these certificates back."""
        at = at or self.now - timedelta(hours=2)
        signer = by or self.root
        gone = [Revocation(h.certificate.serial_number, at, "key-compromise") for h in revoked]
        return revocation.build(signer.certificate, signer.private, 7, at, at + timedelta(days=days), gone)

    def simple_signer(self, holder: Holder) -> Any:
        """The same key for pyHanko."""
        private = holder.private.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        store: Any = SimpleCertificateStore
        signer: Any = SimpleSigner(
            signing_cert=asn1.Certificate.load(certificates.der(holder.certificate)),
            signing_key=asn1_keys.PrivateKeyInfo.load(private),
            cert_registry=store(),
        )
        return signer


def make_root(now: datetime, code: str = ROOT_CODE) -> Holder:
    key = algorithms.DEFAULT.new_key()
    return Holder(certificates.make_root(key, ROOT, now - timedelta(days=400), code), key)


def issued(
    root: Holder, unit: str, now: datetime, code: str = CODE, algorithm: str = "ecdsa-p256", days: int = 700
) -> Holder:
    """A unit's certificate as the program issues it."""
    key = algorithms.of_name(algorithm).new_key()
    start = now - timedelta(days=300)
    return Holder(certificates.issue(root.certificate, root.private, key.public_key(), unit, start, code, days), key)


def reissued(
    model: Holder,
    root: Holder,
    *,
    key: Any = None,
    subject: x509.Name | None = None,
    start: datetime | None = None,
    until: datetime | None = None,
    hash_: Any = None,
    drop: type[x509.ExtensionType] | None = None,
    put: tuple[x509.ExtensionType, bool] | None = None,
) -> Holder:
    """The model's certificate with something changed, signed by the root all the same."""
    old, private = model.certificate, key or model.private
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject or old.subject)
        .issuer_name(root.certificate.subject)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start or old.not_valid_before_utc)
        .not_valid_after(until or old.not_valid_after_utc)
    )
    for extension in old.extensions:
        if drop is None or not isinstance(extension.value, drop):
            builder = builder.add_extension(extension.value, extension.critical)
    if put:
        builder = builder.add_extension(*put)
    return Holder(builder.sign(root.private, hash_ or hashes.SHA256()), private)
