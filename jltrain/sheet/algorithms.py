"""The signature algorithms that sheets, certificates and revocation lists may use; anything else is refused.

    ecdsa-p256           ECDSA on P-256 with SHA-256 (FIPS 186-5; CMS: RFC 5754), s in its low half; the default
    rsa-2048, rsa-3072   RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017, 8.2; CMS: RFC 5754), exponent 65537
    ed25519              read, not offered for new keys, since few viewers know it (CMS: RFC 8419, with SHA-512)
    sm2-sm3              a place kept (GB/T 32918, GB/T 32905): declared, and refused in words

To add one: a class with the members of `Algorithm`, and an entry in `ALL`. `of_key` tells it from the key, and all
else (certificates, lists, the signature's envelope, the chooser on the key page) asks here.
"""

from __future__ import annotations

from typing import Final, Protocol

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from jltrain.errors import Refused
from jltrain.i18n import N_

PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey
PublicKey = ec.EllipticCurvePublicKey | rsa.RSAPublicKey | ed25519.Ed25519PublicKey

_SHA256: Final = bytes.fromhex("300b0609608648016503040201")  # 2.16.840.1.101.3.4.2.1, no parameters (RFC 5754)
_SHA512: Final = bytes.fromhex("300b0609608648016503040203")
_EXPONENT: Final = 65537
_ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""Of the group of P-256 (SP 800-186, 3.2.1.3)."""


class AlgorithmNotYet(Refused):
    template = N_("算法“{name}”的位置已经预留，本版本还不能使用，请选用 ECDSA P-256 或 RSA。")


class NotAllowed(ValueError):
    """A key or a signature of a kind that is refused; `fact` names it for people ("RSA-1024", "SHA-1")."""

    def __init__(self, fact: str) -> None:
        super().__init__(fact)
        self.fact = fact


class Algorithm(Protocol):
    """What the rest asks an algorithm. The identifiers are DER AlgorithmIdentifiers as a CMS SignerInfo has them."""

    name: str
    text: str
    offered: bool
    digest: str
    digest_identifier: bytes
    signature_identifier: bytes
    signature_oid: str
    hash: hashes.SHA256 | None
    """What cryptography's builders want beside the key."""

    def new_key(self) -> PrivateKey:
        """A fresh key. Raises AlgorithmNotYet."""

    def fits(self, key: object) -> bool:
        """Whether a public key is of this kind and size."""

    def sign(self, key: PrivateKey, data: bytes) -> bytes:
        """The signature value over `data`, in the one form accepted."""

    def verifies(self, key: PublicKey, signature: bytes, data: bytes) -> bool:
        """Whether the key made this value over `data`, in the one form accepted."""


class _EcdsaP256:
    name = "ecdsa-p256"
    text = "ECDSA P-256"
    offered = True
    digest = "sha256"
    digest_identifier = _SHA256
    signature_identifier = bytes.fromhex("300a06082a8648ce3d040302")  # 1.2.840.10045.4.3.2
    signature_oid = "1.2.840.10045.4.3.2"
    hash: hashes.SHA256 | None = hashes.SHA256()

    def new_key(self) -> PrivateKey:
        return ec.generate_private_key(ec.SECP256R1())

    def fits(self, key: object) -> bool:
        return isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, ec.SECP256R1)

    def sign(self, key: PrivateKey, data: bytes) -> bytes:
        assert isinstance(key, ec.EllipticCurvePrivateKey)
        return low(key.sign(data, _ECDSA))

    def verifies(self, key: PublicKey, signature: bytes, data: bytes) -> bool:
        assert isinstance(key, ec.EllipticCurvePublicKey)
        try:
            key.verify(signature, data, _ECDSA)
        except InvalidSignature:
            return False
        return low(signature) == signature


class _Rsa:
    offered = True
    digest = "sha256"
    digest_identifier = _SHA256
    signature_identifier = bytes.fromhex("300d06092a864886f70d01010b0500")  # 1.2.840.113549.1.1.11, NULL (RFC 4055, 5)
    signature_oid = "1.2.840.113549.1.1.11"
    hash: hashes.SHA256 | None = hashes.SHA256()

    def __init__(self, bits: int) -> None:
        self._bits = bits
        self.name = f"rsa-{bits}"
        self.text = f"RSA-{bits}"

    def new_key(self) -> PrivateKey:
        return rsa.generate_private_key(_EXPONENT, self._bits)

    def fits(self, key: object) -> bool:
        return isinstance(key, rsa.RSAPublicKey) and key.key_size == self._bits and key.public_numbers().e == _EXPONENT

    def sign(self, key: PrivateKey, data: bytes) -> bytes:
        assert isinstance(key, rsa.RSAPrivateKey)
        return key.sign(data, _PKCS1, hashes.SHA256())

    def verifies(self, key: PublicKey, signature: bytes, data: bytes) -> bool:
        assert isinstance(key, rsa.RSAPublicKey)
        try:
            key.verify(signature, data, _PKCS1, hashes.SHA256())
        except InvalidSignature:
            return False
        return True


class _Ed25519:
    name = "ed25519"
    text = "Ed25519"
    offered = False
    digest = "sha512"
    digest_identifier = _SHA512
    signature_identifier = bytes.fromhex("300506032b6570")  # 1.3.101.112, no parameters (RFC 8419, 2)
    signature_oid = "1.3.101.112"
    hash: hashes.SHA256 | None = None

    def new_key(self) -> PrivateKey:
        return ed25519.Ed25519PrivateKey.generate()

    def fits(self, key: object) -> bool:
        return isinstance(key, ed25519.Ed25519PublicKey)

    def sign(self, key: PrivateKey, data: bytes) -> bytes:
        assert isinstance(key, ed25519.Ed25519PrivateKey)
        return key.sign(data)

    def verifies(self, key: PublicKey, signature: bytes, data: bytes) -> bool:
        assert isinstance(key, ed25519.Ed25519PublicKey)
        try:
            key.verify(signature, data)
        except InvalidSignature:
            return False
        return True


class _Sm2:
    """A place kept: neither `cryptography` nor the PDF viewers in use offer SM2 today."""

    name = "sm2-sm3"
    text = "SM2/SM3"
    offered = False
    digest = "sm3"
    digest_identifier = bytes.fromhex("300a06082a811ccf55018311")  # 1.2.156.10197.1.401 (GM/T 0006)
    signature_identifier = bytes.fromhex("300a06082a811ccf55018375")  # 1.2.156.10197.1.501
    signature_oid = "1.2.156.10197.1.501"
    hash: hashes.SHA256 | None = None

    def new_key(self) -> PrivateKey:
        raise AlgorithmNotYet(name=self.text)

    def fits(self, key: object) -> bool:
        return False

    def sign(self, key: PrivateKey, data: bytes) -> bytes:
        raise AlgorithmNotYet(name=self.text)

    def verifies(self, key: PublicKey, signature: bytes, data: bytes) -> bool:
        return False


_ECDSA: Final = ec.ECDSA(hashes.SHA256())
_PKCS1: Final = padding.PKCS1v15()

DEFAULT: Final[Algorithm] = _EcdsaP256()
_KEPT: Final[Algorithm] = _Sm2()
_USABLE: Final[tuple[Algorithm, ...]] = (DEFAULT, _Rsa(2048), _Rsa(3072), _Ed25519())
ALL: Final = {a.name: a for a in (*_USABLE, _KEPT)}
_SIGNATURE_OIDS: Final = frozenset(a.signature_oid for a in _USABLE)


def of_name(name: str) -> Algorithm:
    """By the name that scripts use. Raises NotAllowed."""
    if name not in ALL:
        raise NotAllowed(name)
    return ALL[name]


def of_key(key: object) -> Algorithm:
    """The algorithm of a public key. Raises NotAllowed."""
    for algorithm in _USABLE:
        if algorithm.fits(key):
            return algorithm
    raise NotAllowed(_kind(key))


def public_key(holder: x509.Certificate | x509.CertificateSigningRequest) -> PublicKey:
    """The key in a certificate or a request, if it is of an allowed kind. Raises NotAllowed."""
    try:
        key = holder.public_key()
    except (UnsupportedAlgorithm, ValueError) as error:
        oid = getattr(holder, "public_key_algorithm_oid", None)  # a request does not tell
        raise NotAllowed(oid.dotted_string if oid else "?") from error
    of_key(key)
    assert isinstance(key, PublicKey)
    return key


def of_signature(signed: x509.Certificate | x509.CertificateSigningRequest | x509.CertificateRevocationList) -> str:
    """The OID by which a certificate, request or list was signed. Raises NotAllowed for one that nobody here uses."""
    oid = signed.signature_algorithm_oid.dotted_string
    if oid not in _SIGNATURE_OIDS:
        raise NotAllowed(_SIGNATURES.get(oid, oid))
    return oid


def low(signature: bytes) -> bytes:
    """The ECDSA value with the smaller of its two s.

    For each (r, s) anybody can write down (r, order - s), which is as right: one sheet would have two files.
    """
    r, s = decode_dss_signature(signature)
    return encode_dss_signature(r, min(s, _ORDER - s))


_SIGNATURES: Final = {
    "1.2.840.113549.1.1.4": "MD5",
    "1.2.840.113549.1.1.5": "RSA/SHA-1",
    "1.2.840.113549.1.1.10": "RSA-PSS",
    "1.2.840.113549.1.1.12": "RSA/SHA-384",
    "1.2.840.113549.1.1.13": "RSA/SHA-512",
    "1.2.840.10045.4.1": "ECDSA/SHA-1",
    "1.2.840.10045.4.3.1": "ECDSA/SHA-224",
    "1.2.840.10045.4.3.3": "ECDSA/SHA-384",
    "1.2.840.10045.4.3.4": "ECDSA/SHA-512",
    "1.2.156.10197.1.501": "SM2/SM3",
}


def _kind(key: object) -> str:
    """What a key of a kind that we refuse is, for people."""
    if isinstance(key, rsa.RSAPublicKey):
        odd = "" if key.public_numbers().e == _EXPONENT else f" (e={key.public_numbers().e})"
        return f"RSA-{key.key_size}{odd}"
    if isinstance(key, ec.EllipticCurvePublicKey):
        return f"EC {key.curve.name}"
    if isinstance(key, dsa.DSAPublicKey):
        return f"DSA-{key.key_size}"
    return "Ed448" if isinstance(key, ed448.Ed448PublicKey) else "?"
