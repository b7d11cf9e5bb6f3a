"""The keys folder, and the key that signs sheets.

    unit.p12 unit.crt     what signs sheets: key with certificate, and the certificate for all to read
    token.json unit.crt   the same where the key is on a hardware token; where there is a token.json, it counts
    pending/ former/      a key that waits for its certificate (`request`, `answer`); keys that were replaced
    root.p12 root.crt     only where this PC has a root: a provincial one (`authority`) or its own for trial (`localroot`)
    register/             what that root issued
    trusted/              roots that somebody chose to trust, and their revocation lists (`trusted`, `trust`)

Files are for the owner alone and are replaced whole. Keys rest in PKCS#12 (`keyfile`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from jltrain.errors import NotFound
from jltrain.i18n import N_
from jltrain.sheet import algorithms, certificates, keyfile
from jltrain.sheet.algorithms import PrivateKey
from jltrain.sheet.certificates import Certificate, fingerprint
from jltrain.sheet.cms import Envelope
from jltrain.sheet.keyfile import (
    KeyDamaged,
    KeyExists,
    KeyMissing,
    KeysNotSaved,
    PassphraseTooShort,
    WrongPassphrase,
)
from jltrain.sheet.localroot import create_local, is_local, publish_local, renew_local
from jltrain.sheet.tokenplace import TokenPlace, read_place
from jltrain.sheet.trusted import BadRoot, trust, trusted_roots
from jltrain.sheet.unitname import BadUnitCode, BadUnitName

__all__ = [
    "BadRoot", "BadUnitCode", "BadUnitName", "KeyDamaged", "KeyExists", "KeyFacts", "KeyMissing", "KeyOnToken", "KeysNotSaved",
    "OwnRootNotTrusted", "PassphraseTooShort", "SigningKey", "WrongPassphrase", "change_passphrase", "change_root_passphrase",
    "check", "create_local", "fingerprint", "is_local", "key_facts", "load_signer", "publish_local", "renew_local", "trust",
    "trusted_roots",
]  # fmt: skip


class OwnRootNotTrusted(NotFound):
    template = N_(
        "本机信任的根证书里没有签发本单位证书的那一份，本机签发的成绩单在本机核验不会通过；请重新导入并信任根证书“{file}”。"
    )


class KeyOnToken(NotFound):
    template = N_("本单位的签名密钥在密码硬件“{token}”里，没有口令文件；更换 PIN 请用硬件自带的管理工具。")


@dataclass(frozen=True)
class SigningKey:
    """A unit's key, loaded once for as many sheets as wanted. Holds a secret: do not log, do not pickle.

    For a key on a token each signature is made in the token, which must stay plugged in.
    """

    unit: str
    certificate: Certificate
    envelope: Envelope
    _private: PrivateKey = field(repr=False)

    @classmethod
    def of(cls, certificate: Certificate, private: PrivateKey) -> SigningKey:
        """From a certificate and its key. Raises NotAllowed for a kind that is refused."""
        envelope = Envelope(certificates.der(certificate))
        algorithms.of_key(private.public_key())
        return cls(certificates.unit_of(certificate), certificate, envelope, private)

    @property
    def unit_code(self) -> str:
        """The unit's code in the certificate; "" for a trial key."""
        return certificates.unit_code_of(self.certificate)

    @property
    def digest_algorithm(self) -> str:
        """What `cms` wants a digest of: "sha256" or "sha512"."""
        return self.envelope.digest_algorithm

    def cms(self, digest: bytes) -> bytes:
        """The CMS signature over a file digest (of `digest_algorithm`). A token's troubles are raised as they come."""
        value = self.envelope.algorithm.sign(self._private, self.envelope.attributes(digest))
        return self.envelope.build(digest, value)


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """What `doctor` and the key page show; `trusted` counts the roots. Without a key all else is empty."""

    exists: bool
    unit: str = ""
    fingerprint: str = ""
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    protected: bool = False
    trusted: int = 0
    certificate: Certificate | None = None
    token: TokenPlace | None = None


def load_signer(keys: Path, secret: str | None) -> SigningKey:
    """The unit's key. `secret`: the passphrase, or the token's PIN.

    Raises KeyMissing, WrongPassphrase, KeyDamaged, and for a token what `token.open_key` raises.
    """
    file = keys / "token.json"
    if file.is_file():
        private, certificate = _on_token(file, secret)
    else:
        file = keys / "unit.p12"
        private, certificate = keyfile.open_pair(file, secret)
    if not certificates.unit_of(certificate) or not certificates.may_sign(certificate):
        raise KeyDamaged(file=file)
    return SigningKey.of(certificate, private)


def _on_token(file: Path, pin: str | None) -> tuple[PrivateKey, Certificate]:
    from jltrain.sheet import token  # only who has one needs what drives it

    place, certificate = read_place(file)
    if certificate is None:
        raise KeyDamaged(file=file)
    if not pin:
        raise token.WrongPin(token=place.token)
    private = token.open_key(place, pin)
    if not token.proves(private, algorithms.public_key(certificate)):
        raise token.TokenKeyMissing(token=place.token)
    return private, certificate


def change_passphrase(keys: Path, old: str | None, new: str | None) -> None:
    """Put the unit's key, and its trial root's, under another passphrase (None: under none). Raises like `load_signer`.

    A call that was interrupted leaves one file under the new passphrase; the same call again finishes it.
    """
    if (keys / "token.json").is_file():
        raise KeyOnToken(token=read_place(keys / "token.json")[0].token)
    root = keys / "root.p12"
    files = [root, keys / "unit.p12"] if is_local(keys) else [keys / "unit.p12"]
    opened = []
    for file in files:
        try:
            opened.append((file, *keyfile.open_pair(file, old)))
        except WrongPassphrase:
            if file != root:
                raise
            opened.append((file, *keyfile.open_pair(file, new)))
    for file, private, certificate in opened:
        keyfile.keep(file, keyfile.pack(file.stem, private, certificate, new))


def change_root_passphrase(keys: Path, old: str, new: str) -> None:
    """Put the root's key under another passphrase. Raises KeyMissing, WrongPassphrase, PassphraseTooShort."""
    file = keys / "root.p12"
    private, certificate = keyfile.open_pair(file, old)
    keyfile.keep(file, keyfile.pack("root", private, certificate, keyfile.fit_passphrase(new)))


def key_facts(keys: Path) -> KeyFacts:
    """What can be said without the passphrase. Raises KeyDamaged."""
    trusted = len(list((keys / "trusted").glob("*.crt")))
    token, file = keys / "token.json", keys / "unit.p12"
    if token.is_file():
        place, certificate = read_place(token)
        if certificate is None:
            raise KeyDamaged(file=token)
        return _facts(certificate, True, trusted, place)
    if not file.exists():
        return KeyFacts(exists=False, trusted=trusted)
    protected = keyfile.is_protected(file)
    return _facts(_own(keys), protected, trusted, None)


def _own(keys: Path) -> Certificate:
    try:
        return certificates.load(keyfile.read(keys / "unit.crt"))
    except (ValueError, KeyMissing) as error:
        raise KeyDamaged(file=keys / "unit.crt") from error


def _facts(certificate: Certificate, protected: bool, trusted: int, token: TokenPlace | None) -> KeyFacts:
    start, end = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    unit = certificates.unit_of(certificate)
    return KeyFacts(True, unit, fingerprint(certificate), start, end, protected, trusted, certificate, token)


def check(keys: Path) -> None:
    """Look for damage that `key_facts` does not see, as far as the passphrase does not hide it.

    Raises KeyDamaged, BadRoot (a trusted root that cannot be read stops all verifying), OwnRootNotTrusted.
    """
    facts = key_facts(keys)
    own = facts.certificate
    if own is None:
        raise KeyMissing(file=keys / "unit.p12")
    if not facts.protected and load_signer(keys, None).certificate != own:
        raise KeyDamaged(file=keys / "unit.crt")
    if not any(certificates.issued_by(own, root) for root in trusted_roots(keys)):
        raise OwnRootNotTrusted(file=keys / "root.crt")
