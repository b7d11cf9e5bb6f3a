"""One key in one PKCS#12 file, and how files of the keys folder are read and written.

Under a passphrase a key rests in PBES2: AES-256 in CBC, its key by PBKDF2-HMAC-SHA-256 of 600,000 rounds (OWASP's
figure of 2023 for that function), so that each guess costs about a third of a second.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path
from typing import Final

from asn1crypto import pkcs12 as asn1
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import (
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)

from jltrain.errors import BadInput, NotFound, Refused, Trouble, reason_of
from jltrain.i18n import N_
from jltrain.sheet import algorithms
from jltrain.sheet.algorithms import NotAllowed, PrivateKey
from jltrain.sheet.certificates import Certificate

ROUNDS: Final = 600_000
SIZE_LIMIT: Final = 100_000
PASSPHRASE_LEAST: Final = 8


class KeyMissing(NotFound):
    template = N_("还没有本单位的签名密钥（{file}），请先在“密钥”中创建或安装。")


class KeyDamaged(BadInput):
    template = N_("密钥文件“{file}”已损坏，请用备份恢复，或重新申请本单位的签名密钥。")


class WrongPassphrase(Refused):
    template = N_("密钥“{file}”的口令不对，请重新输入。")


class PassphraseTooShort(BadInput):
    template = N_("口令太短：至少 {least} 个字，请换一个长一些、别人猜不到的口令。")


class KeyExists(Refused):
    template = N_("签名密钥“{file}”已经存在，不会覆盖；确需更换，请先把原文件备份到别处再移走。")


class KeysNotSaved(Trouble):
    template = N_("密钥没有存到“{folder}”（{reason}），请检查磁盘空间和写权限后重试。")


def fit_passphrase(passphrase: str | None) -> str:
    """A passphrase that may guard a key others rely on. Raises PassphraseTooShort."""
    if passphrase is None or len(passphrase.strip()) < PASSPHRASE_LEAST:
        raise PassphraseTooShort(least=PASSPHRASE_LEAST)
    return passphrase


def pack(name: str, key: PrivateKey, certificate: Certificate | None, passphrase: str | None) -> bytes:
    """The file's bytes."""
    how: KeySerializationEncryption = NoEncryption()
    if passphrase:
        how = (
            PrivateFormat.PKCS12.encryption_builder()
            .kdf_rounds(ROUNDS)
            .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
            .hmac_hash(hashes.SHA256())
            .build(passphrase.encode("utf-8", "surrogatepass"))
        )
    return pkcs12.serialize_key_and_certificates(name.encode(), key, certificate, None, how)


def open_key(file: Path, passphrase: str | None) -> tuple[PrivateKey, Certificate | None]:
    """Key and certificate, if there is one, which fit. Raises KeyMissing, WrongPassphrase, KeyDamaged."""
    data = read(file)
    protected = is_protected(file, data)
    if protected and not passphrase:
        raise WrongPassphrase(file=file)
    secret = passphrase.encode("utf-8", "surrogatepass") if passphrase and protected else None
    try:
        key, certificate, _others = pkcs12.load_key_and_certificates(data, secret)
        if not isinstance(key, PrivateKey):
            raise KeyDamaged(file=file)
        algorithms.of_key(key.public_key())
    except (NotAllowed, UnsupportedAlgorithm) as error:
        raise KeyDamaged(file=file) from error
    except ValueError as error:
        raise (WrongPassphrase if protected else KeyDamaged)(file=file) from error
    if certificate is not None and key.public_key() != certificate.public_key():
        raise KeyDamaged(file=file)
    return key, certificate


def open_pair(file: Path, passphrase: str | None) -> tuple[PrivateKey, Certificate]:
    """The same where a certificate must be there."""
    key, certificate = open_key(file, passphrase)
    if certificate is None:
        raise KeyDamaged(file=file)
    return key, certificate


def is_protected(file: Path, data: bytes | None = None) -> bool:
    """Whether the file's key is encrypted. Raises KeyMissing, KeyDamaged when it is no PKCS#12 file."""
    try:
        parts = asn1.Pfx.load(read(file) if data is None else data, strict=True).authenticated_safe
        kinds = [part["content_type"].native for part in parts]
        if "encrypted_data" in kinds:
            return True
        bags = [asn1.SafeContents.load(part["content"].native, strict=True) for part in parts]
        return any(bag["bag_id"].native == "pkcs8_shrouded_key_bag" for held in bags for bag in held)
    except (ValueError, TypeError, KeyError, IndexError) as error:
        raise KeyDamaged(file=file) from error


def read(file: Path) -> bytes:
    """A key file. Raises KeyMissing, KeyDamaged."""
    try:
        with file.open("rb") as opened:
            return opened.read(SIZE_LIMIT)
    except FileNotFoundError as error:
        raise KeyMissing(file=file) from error
    except OSError as error:
        raise KeyDamaged(file=file) from error


def keep(file: Path, data: bytes, new: bool = False) -> None:
    """Write the file whole or not at all, for the owner alone. `new`: never over another. Raises KeyExists, KeysNotSaved."""
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
        _settle(file.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        raise KeysNotSaved(folder=file.parent, reason=reason_of(error)) from error


def keep_former(file: Path, name: str) -> None:
    """Move a file of the keys folder to `former/` under that name; nothing happens when it is not there (any more).

    Raises KeysNotSaved.
    """
    former = file.parent / "former" if file.parent.name != "pending" else file.parent.parent / "former"
    try:
        if file.exists():
            former.mkdir(parents=True, exist_ok=True)
            os.replace(file, former / name)
    except OSError as error:
        raise KeysNotSaved(folder=former, reason=reason_of(error)) from error


def drop(file: Path) -> None:
    """Delete a file; nothing happens when it is not there. Raises KeysNotSaved."""
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        raise KeysNotSaved(folder=file.parent, reason=reason_of(error)) from error


def _settle(folder: Path) -> None:
    """A new name in a folder outlives a power cut only when the folder was synced too."""
    if os.name == "posix":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
