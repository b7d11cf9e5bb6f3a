"""Certificates of this program: a root that vouches for units, and a unit's own, which names the unit it signs for.

ECDSA P-256 with SHA-256 throughout. X.509: RFC 5280.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.x509.oid import NameOID

ROOT_YEARS: Final = 20
UNIT_YEARS: Final = 5
NAME_LIMIT: Final = 64
"""Characters of an organization (RFC 5280, ub-organization-name)."""

_ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""Of the group of P-256 (SP 800-186, 3.2.1.3)."""

Certificate = x509.Certificate


def new_key() -> ec.EllipticCurvePrivateKey:
    """A fresh P-256 key."""
    return ec.generate_private_key(ec.SECP256R1())


def make_root(key: ec.EllipticCurvePrivateKey, unit: str, now: datetime) -> Certificate:
    """A self-signed certificate that may issue unit certificates and nothing below them."""
    name = _name(f"签发根证书 {unit}", unit)
    return (
        _builder(name, name, key.public_key(), now, ROOT_YEARS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )


def issue(
    root: Certificate, root_key: ec.EllipticCurvePrivateKey, key: ec.EllipticCurvePublicKey, unit: str, now: datetime
) -> Certificate:
    """A certificate by which `unit`, and no other, signs sheets."""
    return (
        _builder(_name(unit, unit), root.subject, key, now, UNIT_YEARS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(digital_signature=True, content_commitment=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(
                root.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
            ),
            critical=False,
        )
        .sign(root_key, hashes.SHA256())
    )


def _name(common: str, unit: str) -> x509.Name:
    """The organization is what counts; the common name is for viewers, who show it, and is shortened.

    RFC 5280 limits both to 64 characters, but cryptography counts the common name's UTF-8 bytes.
    """
    if not 0 < len(unit) <= NAME_LIMIT:
        raise ValueError(f"unit name of {len(unit)} characters")
    shown = common.encode()[:NAME_LIMIT].decode(errors="ignore")
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, unit),
            x509.NameAttribute(NameOID.COMMON_NAME, shown),
        ]
    )


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, now: datetime, years: int
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))  # the PC that verifies may be a little behind
        .not_valid_after(now + timedelta(days=365 * years + years // 4))
    )


def _usage(**allowed: bool) -> x509.KeyUsage:
    nothing = dict.fromkeys(
        (
            "digital_signature",
            "content_commitment",
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "key_cert_sign",
            "crl_sign",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    return x509.KeyUsage(**{**nothing, **allowed})


def unit_of(certificate: Certificate) -> str:
    """The unit a certificate is bound to; empty when it names none or several."""
    names = certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
    return str(names[0].value) if len(names) == 1 else ""


def fingerprint(certificate: Certificate) -> str:
    """SHA-256 in groups of four to be read aloud: "3FA1 09C2 …" (16 groups)."""
    digits = certificate.fingerprint(hashes.SHA256()).hex().upper()
    return " ".join(digits[i : i + 4] for i in range(0, len(digits), 4))


def load(data: bytes) -> Certificate:
    """A certificate in PEM or DER. Raises ValueError."""
    if data.lstrip()[:11] == b"-----BEGIN ":
        return x509.load_pem_x509_certificate(data)
    return from_der(data)


def from_der(data: bytes) -> Certificate:
    """A certificate in DER and no other form. Raises ValueError."""
    return x509.load_der_x509_certificate(data)


def pem(certificate: Certificate) -> bytes:
    """The certificate as text."""
    return certificate.public_bytes(serialization.Encoding.PEM)


def der(certificate: Certificate) -> bytes:
    """The certificate as bytes."""
    return certificate.public_bytes(serialization.Encoding.DER)


def is_root(certificate: Certificate) -> bool:
    """Self-signed, P-256, and allowed to issue certificates."""
    return may_issue(certificate) and issued_by(certificate, certificate)


def may_issue(certificate: Certificate) -> bool:
    """A CA certificate of ours: basic constraints and key usage say so."""
    try:
        constraints = certificate.extensions.get_extension_for_class(x509.BasicConstraints)
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage)
    except (x509.ExtensionNotFound, ValueError):
        return False
    return constraints.critical and constraints.value.ca and usage.value.key_cert_sign


def may_sign(certificate: Certificate) -> bool:
    """A unit's certificate of ours: no CA, P-256, for signatures, no critical extension that we do not know."""
    try:
        extensions = certificate.extensions
        constraints = extensions.get_extension_for_class(x509.BasicConstraints).value
        usage = extensions.get_extension_for_class(x509.KeyUsage).value
    except (x509.ExtensionNotFound, x509.DuplicateExtension, ValueError):
        return False
    known = all(isinstance(e.value, x509.BasicConstraints | x509.KeyUsage) for e in extensions if e.critical)
    key = certificate.public_key()
    curve = isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, ec.SECP256R1)
    return known and curve and not constraints.ca and usage.digital_signature and usage.content_commitment


def issued_by(certificate: Certificate, root: Certificate) -> bool:
    """Whether the root's name and its key vouch for the certificate, with SHA-256."""
    if not isinstance(certificate.signature_hash_algorithm, hashes.SHA256):
        return False
    try:
        certificate.verify_directly_issued_by(root)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def verifies(certificate: Certificate, signature: bytes, data: bytes) -> bool:
    """Whether the certificate's key made this ECDSA signature with SHA-256, in its `low` form."""
    key = certificate.public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey):
        return False
    try:
        key.verify(signature, data, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return low(signature) == signature


def low(signature: bytes) -> bytes:
    """The ECDSA value with the smaller of its two s.

    For each (r, s) anybody can write down (r, order - s), which is as right: one sheet would have two files.
    """
    r, s = decode_dss_signature(signature)
    return encode_dss_signature(r, min(s, _ORDER - s))
