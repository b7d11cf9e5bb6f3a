"""Keys on a hardware token through PKCS#11: made there, never leaving it; only what is to be signed goes in.

A token's key poses as a private key of `cryptography` (`tokenkey`), so that requests and sheets are signed the same
way as with a key in a file.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Final

import pkcs11
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from pkcs11.types import PublicKey as TokenPublicKey
from pkcs11.types import SignMixin
from pkcs11.util.ec import encode_ec_public_key, encode_named_curve_parameters
from pkcs11.util.rsa import encode_rsa_public_key

from jltrain.sheet import algorithms
from jltrain.sheet.algorithms import AlgorithmNotYet, PublicKey
from jltrain.sheet.tokenkey import TokenEcKey, TokenRsaKey
from jltrain.sheet.tokenlogin import (
    Login,
    ModuleMissing,
    PinLocked,
    TokenKeyMissing,
    TokenMissing,
    TokenTrouble,
    WrongPin,
    login,
    opening,
    plugged_in,
    told,
)
from jltrain.sheet.tokenplace import TokenPlace

__all__ = [
    "ModuleMissing", "PinLocked", "TokenEcKey", "TokenFacts", "TokenKeyMissing", "TokenMissing", "TokenPlace", "TokenRsaKey",
    "TokenTrouble", "WrongPin", "make_key", "open_key", "proves", "tokens",
]  # fmt: skip

_LABEL: Final = "jltrain"


@dataclass(frozen=True, slots=True)
class TokenFacts:
    """A token that is plugged in; `ready`: initialized, with a user PIN."""

    label: str
    serial: str
    maker: str
    ready: bool


def tokens(module: str) -> tuple[TokenFacts, ...]:
    """The tokens that a module sees. Raises ModuleMissing, TokenTrouble."""
    with opening, told(module):
        return tuple(
            TokenFacts(
                token.label.strip(),
                bytes(token.serial).decode("ascii", "replace").strip(),
                token.manufacturer_id.strip(),
                bool(
                    token.flags & pkcs11.TokenFlag.TOKEN_INITIALIZED
                    and token.flags & pkcs11.TokenFlag.USER_PIN_INITIALIZED
                ),
            )
            for token in plugged_in(module)
        )


def make_key(module: str, label: str, pin: str, algorithm: str) -> tuple[TokenPlace, TokenEcKey | TokenRsaKey]:
    """A new key on the token, which it will not give away. `algorithm`: "ecdsa-p256", "rsa-2048" or "rsa-3072".

    Raises ModuleMissing, TokenMissing, WrongPin, PinLocked, TokenTrouble, AlgorithmNotYet.
    """
    key_id = secrets.token_bytes(8)
    with opening, told(label):
        held = login(module, label, pin)
        template = {
            pkcs11.Attribute.SENSITIVE: True,
            pkcs11.Attribute.EXTRACTABLE: False,
            pkcs11.Attribute.TOKEN: True,
            pkcs11.Attribute.PRIVATE: True,
        }
        if algorithm == "ecdsa-p256":
            curve = {pkcs11.Attribute.EC_PARAMS: encode_named_curve_parameters("secp256r1")}
            parameters = held.session.create_domain_parameters(pkcs11.KeyType.EC, curve, local=True)
            parameters.generate_keypair(id=key_id, label=_LABEL, store=True, private_template=template)
        elif algorithm in ("rsa-2048", "rsa-3072"):
            bits = int(algorithm.removeprefix("rsa-"))
            held.session.generate_keypair(
                pkcs11.KeyType.RSA, bits, id=key_id, label=_LABEL, store=True, private_template=template
            )
        else:
            raise AlgorithmNotYet(name=algorithm)
        place = TokenPlace(module, label, key_id.hex())
        return place, _key(held, place)


def open_key(place: TokenPlace, pin: str) -> TokenEcKey | TokenRsaKey:
    """A key of the token, ready to sign. Raises like `make_key`, and TokenKeyMissing."""
    with opening, told(place.token):
        return _key(login(place.module, place.token, pin), place)


def _key(held: Login, place: TokenPlace) -> TokenEcKey | TokenRsaKey:
    key_id = bytes.fromhex(place.key_id)
    with held.lock:
        try:
            private = held.session.get_key(object_class=pkcs11.ObjectClass.PRIVATE_KEY, id=key_id)
            public = held.session.get_key(object_class=pkcs11.ObjectClass.PUBLIC_KEY, id=key_id)
        except (pkcs11.NoSuchKey, pkcs11.MultipleObjectsReturned) as error:
            raise TokenKeyMissing(token=place.token) from error
        if not isinstance(private, SignMixin) or not isinstance(public, TokenPublicKey):
            raise TokenKeyMissing(token=place.token)
        ec_key = public.key_type == pkcs11.KeyType.EC
        spki = encode_ec_public_key(public) if ec_key else encode_rsa_public_key(public)
    known = serialization.load_der_public_key(spki)
    if isinstance(known, ec.EllipticCurvePublicKey):
        return TokenEcKey(held, private, known, place.token)
    if isinstance(known, rsa.RSAPublicKey):
        return TokenRsaKey(held, private, known, place.token)
    raise TokenKeyMissing(token=place.token)


def proves(key: TokenEcKey | TokenRsaKey, public: PublicKey) -> bool:
    """Whether the token really holds the key to that public one: what it says of itself is not believed."""
    challenge = secrets.token_bytes(32)
    algorithm = algorithms.of_key(public)
    return key.public_key() == public and algorithm.verifies(public, algorithm.sign(key, challenge), challenge)
