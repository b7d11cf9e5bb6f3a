"""Certificates of this program: a root that vouches for units, and a unit's own, which names the unit it signs for.

The unit's name is the subject's organization, its code the organizationIdentifier (2.5.4.97); a root that a PC made
for its own trial has no code. Keys and signatures: see `algorithms`. X.509: RFC 5280.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from jltrain.sheet import algorithms
from jltrain.sheet.algorithms import NotAllowed, PrivateKey, PublicKey, low
from jltrain.sheet.unitname import NAME_LIMIT

__all__ = [
    "Certificate", "NAME_LIMIT", "der", "fingerprint", "from_der", "grouped", "has_unit_code", "hex_of", "is_root", "issue", "issued_by",
    "load", "low", "make_root", "may_issue", "may_sign", "named", "new_key", "pem", "serial_of", "unit_code_of", "unit_of", "verifies",
]  # fmt: skip

ROOT_YEARS: Final = 20
UNIT_DAYS: Final = 1826
"""Five years."""
SIZE_LIMIT: Final = 8_192
"""Bytes of a certificate in DER; ours take 0.5 to 1.7 kB."""

Certificate = x509.Certificate


def new_key() -> ec.EllipticCurvePrivateKey:
    """A fresh P-256 key."""
    return ec.generate_private_key(ec.SECP256R1())


def make_root(key: PrivateKey, unit: str, now: datetime, code: str = "", years: int = ROOT_YEARS) -> Certificate:
    """A self-signed certificate that may issue unit certificates and lists, and nothing below them."""
    public = key.public_key()
    name = named(f"签发根证书 {unit}", unit, code)
    return (
        _builder(name, name, public, now, now + timedelta(days=365 * years + years // 4))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .sign(key, algorithms.of_key(public).hash)
    )


def issue(
    root: Certificate,
    root_key: PrivateKey,
    key: PublicKey,
    unit: str,
    now: datetime,
    code: str = "",
    days: int = UNIT_DAYS,
) -> Certificate:
    """A certificate by which `unit`, and no other, signs sheets; it does not outlive the root."""
    until = min(now + timedelta(days=days), root.not_valid_after_utc)
    return (
        _builder(named(unit, unit, code), root.subject, key, now, until)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(digital_signature=True, content_commitment=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        .add_extension(authority_of(root), critical=False)
        .sign(root_key, algorithms.of_key(root_key.public_key()).hash)
    )


def authority_of(root: Certificate) -> x509.AuthorityKeyIdentifier:
    """What the root signs carries this: which of its keys did."""
    return x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(
        root.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    )


def named(common: str, unit: str, code: str = "") -> x509.Name:
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
            *([x509.NameAttribute(NameOID.ORGANIZATION_IDENTIFIER, code)] if code else []),
            x509.NameAttribute(NameOID.COMMON_NAME, shown),
        ]
    )


def _builder(
    subject: x509.Name, issuer: x509.Name, key: PublicKey, now: datetime, until: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))  # the PC that verifies may be a little behind
        .not_valid_after(until)
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
    return _one(certificate.subject, NameOID.ORGANIZATION_NAME)


def unit_code_of(certificate: Certificate) -> str:
    """The code of that unit; empty when there is none (a trial key) or several."""
    return _one(certificate.subject, NameOID.ORGANIZATION_IDENTIFIER)


def has_unit_code(certificate: Certificate) -> bool:
    """Whether it names a unit code, or even several."""
    return bool(certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATION_IDENTIFIER))


def _one(name: x509.Name, kind: x509.ObjectIdentifier) -> str:
    found = name.get_attributes_for_oid(kind)
    return str(found[0].value) if len(found) == 1 else ""


def serial_of(certificate: Certificate) -> str:
    """The serial number in hexadecimal capitals, as the register and the lists show it."""
    return f"{certificate.serial_number:X}"


def grouped(digest: bytes) -> str:
    """A SHA-256 in groups of four to be read aloud: "3FA1 09C2 …" (16 groups)."""
    digits = digest.hex().upper()
    return " ".join(digits[i : i + 4] for i in range(0, len(digits), 4))


def fingerprint(certificate: Certificate) -> str:
    """SHA-256 of the certificate in groups to be read aloud."""
    return grouped(certificate.fingerprint(hashes.SHA256()))


def hex_of(certificate: Certificate) -> str:
    """The same as file names have it: 64 small hexadecimal digits."""
    return certificate.fingerprint(hashes.SHA256()).hex()


def load(data: bytes) -> Certificate:
    """A certificate in PEM (the first, where there are several) or DER. Raises ValueError."""
    if data.lstrip()[:11] == b"-----BEGIN ":
        try:
            return from_der(der(x509.load_pem_x509_certificate(data)))
        except x509.InvalidVersion as error:
            raise ValueError("version") from error
    return from_der(data)


@lru_cache(maxsize=1024)
def from_der(data: bytes) -> Certificate:
    """A certificate in DER and no other form, of at most SIZE_LIMIT. Raises ValueError."""
    if len(data) > SIZE_LIMIT:
        raise ValueError(f"certificate of {len(data)} bytes")
    try:
        read = x509.load_der_x509_certificate(data)
    except x509.InvalidVersion as error:
        raise ValueError("version") from error
    for _part in (read.subject, read.issuer, read.not_valid_before_utc, read.not_valid_after_utc):
        pass  # cryptography reads these when first asked for: better a ValueError here than anywhere else
    return read


def pem(certificate: Certificate) -> bytes:
    """The certificate as text."""
    return certificate.public_bytes(serialization.Encoding.PEM)


def der(certificate: Certificate) -> bytes:
    """The certificate as bytes."""
    return certificate.public_bytes(serialization.Encoding.DER)


def is_root(certificate: Certificate) -> bool:
    """Self-signed, of an allowed algorithm, and allowed to issue certificates."""
    return may_issue(certificate) and issued_by(certificate, certificate)


def may_issue(certificate: Certificate) -> bool:
    """A CA certificate of ours: basic constraints and key usage say so, and no critical extension that we do not know."""
    try:
        constraints = certificate.extensions.get_extension_for_class(x509.BasicConstraints)
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage)
    except (x509.ExtensionNotFound, x509.DuplicateExtension, ValueError):
        return False
    allowed = constraints.critical and constraints.value.ca and usage.value.key_cert_sign and usage.value.crl_sign
    return allowed and _obeyed(certificate.extensions)


def may_sign(certificate: Certificate) -> bool:
    """A unit's certificate of ours: no CA, an allowed key, for signatures, no critical extension that we do not know."""
    try:
        extensions = certificate.extensions
        constraints = extensions.get_extension_for_class(x509.BasicConstraints).value
        usage = extensions.get_extension_for_class(x509.KeyUsage).value
        algorithms.public_key(certificate)
    except (x509.ExtensionNotFound, x509.DuplicateExtension, ValueError):  # NotAllowed is a ValueError
        return False
    signs = usage.digital_signature and usage.content_commitment and not (usage.key_cert_sign or usage.crl_sign)
    return _obeyed(extensions) and not constraints.ca and signs


def _obeyed(extensions: x509.Extensions) -> bool:
    """Whether there is no critical extension but those that are looked at here, such as a root's name constraints."""
    return all(isinstance(e.value, x509.BasicConstraints | x509.KeyUsage) for e in extensions if e.critical)


def issued_by(certificate: Certificate, root: Certificate) -> bool:
    """Whether the root's name and its key vouch for the certificate, by an allowed algorithm."""
    try:
        key = algorithms.public_key(root)
        if algorithms.of_signature(certificate) != algorithms.of_key(key).signature_oid:
            return False
        certificate.verify_directly_issued_by(root)
        return certificate == root or _key_identifiers_agree(certificate, root)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm, x509.DuplicateExtension):
        return False


def _key_identifiers_agree(certificate: Certificate, root: Certificate) -> bool:
    try:
        named_key = certificate.extensions.get_extension_for_class(x509.AuthorityKeyIdentifier).value.key_identifier
        own_key = root.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value.key_identifier
    except x509.ExtensionNotFound:
        return False
    return named_key == own_key


def verifies(certificate: Certificate, signature: bytes, data: bytes) -> bool:
    """Whether the certificate's key made this signature, in its one accepted form. A key of no allowed kind made none."""
    try:
        key = algorithms.public_key(certificate)
    except NotAllowed:
        return False
    return algorithms.of_key(key).verifies(key, signature, data)
