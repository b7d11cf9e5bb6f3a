"""A key on a hardware token, posing as a private key of `cryptography`: what it signs is signed in the token."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

import pkcs11
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric import utils as asymmetric
from pkcs11.types import SignMixin

from jltrain.sheet.tokenlogin import Login, told

if TYPE_CHECKING:
    from cryptography.utils import Buffer

_DIGEST_INFO: Final = bytes.fromhex("3031300d060960864801650304020105000420")  # SHA-256 (RFC 8017, 9.2, note 1)


class TokenEcKey(ec.EllipticCurvePrivateKey):
    """A P-256 key on a token."""

    def __init__(self, login: Login, private: SignMixin, public: ec.EllipticCurvePublicKey, token: str) -> None:
        self._login, self._private, self._public, self._token = login, private, public, token

    def sign(self, data: Buffer, signature_algorithm: ec.EllipticCurveSignatureAlgorithm) -> bytes:
        digest = _sha256(bytes(data), signature_algorithm.algorithm)
        with told(self._token), self._login.lock:
            value = self._private.sign(digest, mechanism=pkcs11.Mechanism.ECDSA)
        half = len(value) // 2
        return asymmetric.encode_dss_signature(int.from_bytes(value[:half], "big"), int.from_bytes(value[half:], "big"))

    def public_key(self) -> ec.EllipticCurvePublicKey:
        return self._public

    @property
    def curve(self) -> ec.EllipticCurve:
        return self._public.curve

    @property
    def key_size(self) -> int:
        return self._public.key_size

    def exchange(self, algorithm: ec.ECDH, peer_public_key: ec.EllipticCurvePublicKey) -> bytes:
        raise NotImplementedError

    def private_numbers(self) -> ec.EllipticCurvePrivateNumbers:
        raise NotImplementedError

    def private_bytes(
        self,
        encoding: serialization.Encoding,
        format: serialization.PrivateFormat,  # noqa: A002  cryptography's name
        encryption_algorithm: serialization.KeySerializationEncryption,
    ) -> bytes:
        raise NotImplementedError

    def __copy__(self) -> TokenEcKey:
        return self

    def __deepcopy__(self, memo: dict[int, object]) -> TokenEcKey:
        return self


class TokenRsaKey(rsa.RSAPrivateKey):
    """An RSA key on a token."""

    def __init__(self, login: Login, private: SignMixin, public: rsa.RSAPublicKey, token: str) -> None:
        self._login, self._private, self._public, self._token = login, private, public, token

    def sign(
        self,
        data: Buffer,
        padding: padding.AsymmetricPadding,
        algorithm: object,
    ) -> bytes:
        digest = _sha256(bytes(data), algorithm)
        with told(self._token), self._login.lock:
            return bytes(self._private.sign(_DIGEST_INFO + digest, mechanism=pkcs11.Mechanism.RSA_PKCS))

    def public_key(self) -> rsa.RSAPublicKey:
        return self._public

    @property
    def key_size(self) -> int:
        return self._public.key_size

    def decrypt(self, ciphertext: bytes, padding: padding.AsymmetricPadding) -> bytes:
        raise NotImplementedError

    def private_numbers(self) -> rsa.RSAPrivateNumbers:
        raise NotImplementedError

    def private_bytes(
        self,
        encoding: serialization.Encoding,
        format: serialization.PrivateFormat,  # noqa: A002  cryptography's name
        encryption_algorithm: serialization.KeySerializationEncryption,
    ) -> bytes:
        raise NotImplementedError

    def __copy__(self) -> TokenRsaKey:
        return self

    def __deepcopy__(self, memo: dict[int, object]) -> TokenRsaKey:
        return self


def _sha256(data: bytes, algorithm: object) -> bytes:
    if not isinstance(algorithm, hashes.SHA256):
        raise NotImplementedError
    return hashlib.sha256(data).digest()
