"""The keys folder: the unit's key and certificate, a local root, and the roots that this PC trusts.

    unit.p12 unit.crt     what signs sheets
    root.p12 root.crt     only where this PC made its own root
    trusted/<sha256>.crt  roots that somebody chose to trust; nothing that comes with a sheet ever gets here

Keys rest in PKCS#12, with PBES2 (AES-256, PBKDF2-HMAC-SHA-256) when there is a passphrase.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final
from unicodedata import category

from asn1crypto import pkcs12 as asn1
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)

from jltrain.errors import BadInput, NotFound, Refused, Trouble, reason_of
from jltrain.i18n import N_
from jltrain.sheet import certificates
from jltrain.sheet.certificates import Certificate, fingerprint
from jltrain.sheet.cms import Envelope

__all__ = [
    "BadRoot", "BadUnitName", "KeyDamaged", "KeyExists", "KeyFacts", "KeyMissing", "KeysNotSaved", "OwnRootNotTrusted", "SigningKey",
    "WrongPassphrase", "change_passphrase", "check", "create_local", "fingerprint", "key_facts", "load_signer", "trust", "trusted_roots",
]  # fmt: skip

ROUNDS: Final = 300_000
_SIZE_LIMIT: Final = 100_000


class KeyMissing(NotFound):
    template = N_("还没有本单位的签名密钥（{file}），请先在“密钥”中创建或安装。")


class KeyDamaged(BadInput):
    template = N_("密钥文件“{file}”已损坏，请用备份恢复，或重新申请本单位的签名密钥。")


class WrongPassphrase(Refused):
    template = N_("密钥“{file}”的口令不对，请重新输入。")


class KeyExists(Refused):
    template = N_("签名密钥“{file}”已经存在，不会覆盖；确需更换，请先把原文件备份到别处再移走。")


class KeysNotSaved(Trouble):
    template = N_("密钥没有存到“{folder}”（{reason}），请检查磁盘空间和写权限后重试。")


class BadUnitName(BadInput):
    template = N_("单位名称“{unit}”不能写入证书：须为 1 至 64 个字，请用单位的规范名称。")


class BadRoot(BadInput):
    template = N_("“{file}”不是可用的签发根证书，请核对文件来源后重新导入。")


class OwnRootNotTrusted(NotFound):
    template = N_(
        "本机信任的根证书里没有签发本单位证书的那一份，本机签发的成绩单在本机核验不会通过；请重新导入并信任根证书“{file}”。"
    )


@dataclass(frozen=True)
class SigningKey:
    """A unit's key, parsed once for as many sheets as wanted. Holds a secret: do not log, do not pickle."""

    unit: str
    certificate: Certificate
    envelope: Envelope
    _private: ec.EllipticCurvePrivateKey = field(repr=False)

    def cms(self, digest: bytes) -> bytes:
        """The CMS signature over a file digest (SHA-256)."""
        value = self._private.sign(self.envelope.attributes(digest), ec.ECDSA(hashes.SHA256()))
        return self.envelope.build(digest, certificates.low(value))


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


def create_local(keys: Path, unit: str, now: datetime, passphrase: str | None) -> None:
    """Make a root of this PC's own, trust it, and have it issue the unit's certificate.

    What an interrupted call left is taken up, never replaced. Raises BadUnitName, KeyExists, KeysNotSaved, and WrongPassphrase
    when a root is there already and has another passphrase.
    """
    _fit(unit)
    if (keys / "unit.p12").exists():
        raise KeyExists(file=keys / "unit.p12")
    if (keys / "root.p12").exists():
        root_key, root = _open(keys / "root.p12", passphrase)
    else:
        root_key = certificates.new_key()
        root = certificates.make_root(root_key, unit, now)
        _keep(keys / "root.p12", _packed("root", root_key, root, passphrase), new=True)
    key = certificates.new_key()
    certificate = certificates.issue(root, root_key, key.public_key(), unit, now)
    _keep(keys / "root.crt", certificates.pem(root))
    trust(keys, certificates.pem(root))
    _keep(keys / "unit.crt", certificates.pem(certificate))
    _keep(keys / "unit.p12", _packed("unit", key, certificate, passphrase), new=True)


def renew_local(keys: Path, unit: str, now: datetime, passphrase: str | None) -> None:
    """Have this PC's own root issue a certificate to the unit under a new name; the former key is kept in `former/`.

    Raises like `create_local`, and KeyMissing where the key comes from another root; then nothing has changed.
    """
    _fit(unit)
    _open(keys / "root.p12", passphrase)
    former = keys / "former" / f"{key_facts(keys).fingerprint.replace(' ', '')[:16]}.p12"
    try:
        former.parent.mkdir(exist_ok=True)
        os.replace(keys / "unit.p12", former)
    except OSError as error:
        raise KeysNotSaved(folder=keys, reason=reason_of(error)) from error
    create_local(keys, unit, now, passphrase)


def is_local(keys: Path) -> bool:
    """Whether the root that issued the unit's certificate is this PC's own."""
    return (keys / "root.p12").is_file()


def load_signer(keys: Path, passphrase: str | None) -> SigningKey:
    """The unit's key. Raises KeyMissing, WrongPassphrase, KeyDamaged."""
    private, certificate = _open(keys / "unit.p12", passphrase)
    unit = certificates.unit_of(certificate)
    if not unit or not certificates.may_sign(certificate):
        raise KeyDamaged(file=keys / "unit.p12")
    return SigningKey(unit, certificate, Envelope(certificates.der(certificate)), private)


def change_passphrase(keys: Path, old: str | None, new: str | None) -> None:
    """Put the unit's key, and a local root's, under another passphrase (None: under none). Raises like `load_signer`.

    A call that was interrupted leaves one file under the new passphrase; the same call again finishes it.
    """
    files = [f for f in (keys / "root.p12", keys / "unit.p12") if f.exists() or f.name == "unit.p12"]
    opened = []
    for file in files:
        try:
            opened.append((file, *_open(file, old)))
        except WrongPassphrase:
            if file.name != "root.p12":
                raise
            opened.append((file, *_open(file, new)))
    for file, private, certificate in opened:
        _keep(file, _packed(file.stem, private, certificate, new))


def trust(keys: Path, certificate: bytes) -> Certificate:
    """Trust this root (PEM or DER) from now on. Compare its fingerprint aloud first. Raises BadRoot, KeysNotSaved."""
    try:
        root = certificates.load(certificate[:_SIZE_LIMIT])
    except ValueError as error:
        raise BadRoot(file="certificate") from error
    if not certificates.is_root(root):
        raise BadRoot(file=certificates.unit_of(root) or "certificate")
    _keep(keys / "trusted" / f"{root.fingerprint(hashes.SHA256()).hex()}.crt", certificates.pem(root))
    return root


def trusted_roots(keys: Path) -> tuple[Certificate, ...]:
    """All roots that this PC trusts. Raises BadRoot when a file among them cannot be read."""
    roots = []
    for file in sorted((keys / "trusted").glob("*.crt")):
        try:
            root = certificates.load(file.read_bytes()[:_SIZE_LIMIT])
        except (ValueError, OSError) as error:
            raise BadRoot(file=file.name) from error
        if not certificates.is_root(root) or root.fingerprint(hashes.SHA256()).hex() != file.stem:
            raise BadRoot(file=file.name)
        roots.append(root)
    return tuple(roots)


def key_facts(keys: Path) -> KeyFacts:
    """What can be said without the passphrase. Raises KeyDamaged."""
    trusted = len(list((keys / "trusted").glob("*.crt")))
    file = keys / "unit.p12"
    if not file.exists():
        return KeyFacts(exists=False, trusted=trusted)
    try:
        certificate = certificates.load((keys / "unit.crt").read_bytes()[:_SIZE_LIMIT])
    except (ValueError, OSError) as error:
        raise KeyDamaged(file=keys / "unit.crt") from error
    return KeyFacts(
        True,
        certificates.unit_of(certificate),
        fingerprint(certificate),
        certificate.not_valid_before_utc,
        certificate.not_valid_after_utc,
        _protected(file, _read(file)),
        trusted,
    )


def check(keys: Path) -> None:
    """Look for damage that `key_facts` does not see, as far as the passphrase does not hide it.

    Raises KeyDamaged, BadRoot (a trusted root that cannot be read stops all verifying), OwnRootNotTrusted.
    """
    own = certificates.load((keys / "unit.crt").read_bytes()[:_SIZE_LIMIT])
    if not _protected(keys / "unit.p12", _read(keys / "unit.p12")) and load_signer(keys, None).certificate != own:
        raise KeyDamaged(file=keys / "unit.crt")
    if not any(certificates.issued_by(own, root) for root in trusted_roots(keys)):
        raise OwnRootNotTrusted(file=keys / "root.crt")


def _fit(unit: str) -> None:
    if not 0 < len(unit.strip()) <= certificates.NAME_LIMIT or any(category(c) in ("Cc", "Cs") for c in unit):
        raise BadUnitName(unit=unit.encode("utf-8", "replace").decode())


def _packed(name: str, key: ec.EllipticCurvePrivateKey, certificate: Certificate, passphrase: str | None) -> bytes:
    how: KeySerializationEncryption = NoEncryption()
    if passphrase:
        how = (
            PrivateFormat.PKCS12.encryption_builder()
            .kdf_rounds(ROUNDS)
            .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
            .hmac_hash(hashes.SHA256())
            .build(passphrase.encode())
        )
    return pkcs12.serialize_key_and_certificates(name.encode(), key, certificate, None, how)


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(_SIZE_LIMIT)
    except FileNotFoundError as error:
        raise KeyMissing(file=file) from error
    except OSError as error:
        raise KeyDamaged(file=file) from error


def _open(file: Path, passphrase: str | None) -> tuple[ec.EllipticCurvePrivateKey, Certificate]:
    data = _read(file)
    protected = _protected(file, data)
    if protected and not passphrase:
        raise WrongPassphrase(file=file)
    try:
        key, certificate, _others = pkcs12.load_key_and_certificates(
            data, passphrase.encode() if passphrase and protected else None
        )
    except ValueError as error:
        raise (WrongPassphrase if protected else KeyDamaged)(file=file) from error
    if not isinstance(key, ec.EllipticCurvePrivateKey) or certificate is None:
        raise KeyDamaged(file=file)
    if key.public_key() != certificate.public_key():
        raise KeyDamaged(file=file)
    return key, certificate


def _protected(file: Path, data: bytes) -> bool:
    """Whether the file's parts are encrypted. Raises KeyDamaged when it is no PKCS#12 file."""
    try:
        parts = asn1.Pfx.load(data, strict=True).authenticated_safe
        return any(part["content_type"].native == "encrypted_data" for part in parts)
    except (ValueError, TypeError, KeyError, IndexError) as error:
        raise KeyDamaged(file=file) from error


def _keep(file: Path, data: bytes, new: bool = False) -> None:
    """Write the file whole or not at all, for the owner alone. `new`: never over another. Raises KeysNotSaved."""
    draft = file.with_name(f".{file.name}.{secrets.token_hex(4)}.tmp")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if new and file.exists():
            raise KeyExists(file=file)
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(data)
            opened.flush()
            os.fsync(opened.fileno())
        os.replace(draft, file)
        if os.name == "posix":
            folder = os.open(file.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
    except OSError as error:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        raise KeysNotSaved(folder=file.parent, reason=reason_of(error)) from error
