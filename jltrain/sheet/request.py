"""A unit's request for a certificate (PKCS#10, RFC 2986), and the key that waits for the answer.

pending/key.p12 or pending/token.json   the new key, or where it is on a token
pending/request.csr                     written last: without it nothing is pending
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.x509.oid import NameOID

from jltrain.errors import BadInput, NotFound, Refused
from jltrain.i18n import N_
from jltrain.sheet import algorithms, certificates, keyfile
from jltrain.sheet.algorithms import NotAllowed, PrivateKey, PublicKey
from jltrain.sheet.tokenplace import TokenPlace, keep_place, read_place
from jltrain.sheet.unitname import BadUnitCode, BadUnitName, fit_code, fit_name

SIZE_LIMIT: Final = 16_384


class BadRequest(BadInput):
    template = N_("“{file}”不是完整的证书申请，请让申请单位重新导出申请文件。")


class WeakKey(Refused):
    template = N_(
        "证书申请“{file}”使用的算法（{algorithm}）不被接受，请让申请单位改用 ECDSA P-256 或 RSA-2048/3072 重新申请。"
    )


class RequestPending(Refused):
    template = N_(
        "本单位已有一份证书申请（指纹 {fingerprint}）在等答复；申请文件没有写成或丢失的，请再次导出；"
        "否则请先安装答复，或放弃那份申请后再重新申请。"
    )


class NoRequestPending(NotFound):
    template = N_("本机没有等待答复的证书申请，请先在本机生成申请文件。")


@dataclass(frozen=True, slots=True)
class Request:
    """What a request asks for. `fingerprint`: SHA-256 of its DER in groups; `pem`: the file's content."""

    unit: str
    code: str
    key: PublicKey
    fingerprint: str
    pem: bytes

    @property
    def algorithm(self) -> str:
        """Of the key, in words."""
        return algorithms.of_key(self.key).text


@dataclass(frozen=True, slots=True)
class Pending:
    """The request that waits here, and where its key is: in a file, or on a token."""

    request: Request
    file: Path | None
    token: TokenPlace | None


def make(keys: Path, unit: str, code: str, algorithm: str, passphrase: str | None, *, replace: bool = False) -> Request:
    """A new key in a file, and its request. `replace`: give up the pending one, once all that was asked for is fit.

    Raises BadUnitName, BadUnitCode, PassphraseTooShort, KeysNotSaved.
    """
    unit, code = fit_name(unit), fit_code(code)
    passphrase = keyfile.fit_passphrase(passphrase)
    key = algorithms.of_name(algorithm).new_key()
    if replace:
        give_up(keys)
    keyfile.drop(keys / "pending" / "token.json")
    keyfile.keep(keys / "pending" / "key.p12", keyfile.pack("unit", key, None, passphrase))
    return _keep(keys, _signed(key, unit, code))


def make_on_token(
    keys: Path, unit: str, code: str, algorithm: str, module: str, label: str, pin: str, *, replace: bool = False
) -> Request:
    """The same with a new key on a token. Raises like `token.make_key`, and BadUnitName, BadUnitCode, KeysNotSaved."""
    from jltrain.sheet import token  # only who has one needs what drives it

    unit, code = fit_name(unit), fit_code(code)
    place, key = token.make_key(module, label, pin, algorithm)
    if replace:
        give_up(keys)
    keyfile.drop(keys / "pending" / "key.p12")
    keep_place(keys / "pending" / "token.json", place)
    return _keep(keys, _signed(key, unit, code))


def _signed(key: PrivateKey, unit: str, code: str) -> x509.CertificateSigningRequest:
    builder = x509.CertificateSigningRequestBuilder().subject_name(certificates.named(unit, unit, code))
    return builder.sign(key, algorithms.of_key(key.public_key()).hash)


def _keep(keys: Path, made: x509.CertificateSigningRequest) -> Request:
    keyfile.keep(keys / "pending" / "request.csr", made.public_bytes(serialization.Encoding.PEM))
    return _read(made, "request.csr")


def read(data: bytes, file: str) -> Request:
    """A request in PEM or DER, of at most SIZE_LIMIT. Raises BadRequest, WeakKey."""
    try:
        if len(data) > SIZE_LIMIT:
            raise BadRequest(file=file)
        pem = data.lstrip()[:11] == b"-----BEGIN "
        parsed = (x509.load_pem_x509_csr if pem else x509.load_der_x509_csr)(data)
        return _read(parsed, file)
    except NotAllowed as error:
        raise WeakKey(file=file, algorithm=error.fact) from error
    except (ValueError, TypeError, UnsupportedAlgorithm, x509.InvalidVersion, BadUnitName, BadUnitCode) as error:
        raise BadRequest(file=file) from error


def _read(parsed: x509.CertificateSigningRequest, file: str) -> Request:
    key = algorithms.public_key(parsed)
    if algorithms.of_signature(parsed) != algorithms.of_key(key).signature_oid or not parsed.is_signature_valid:
        raise BadRequest(file=file)
    unit, code = (_one(parsed.subject, kind) for kind in (NameOID.ORGANIZATION_NAME, NameOID.ORGANIZATION_IDENTIFIER))
    if fit_name(unit) != unit or fit_code(code) != code:
        raise BadRequest(file=file)
    digest = hashlib.sha256(parsed.public_bytes(serialization.Encoding.DER)).digest()
    return Request(unit, code, key, certificates.grouped(digest), parsed.public_bytes(serialization.Encoding.PEM))


def _one(name: x509.Name, kind: x509.ObjectIdentifier) -> str:
    found = name.get_attributes_for_oid(kind)
    return str(found[0].value) if len(found) == 1 else ""


def pending(keys: Path) -> Pending | None:
    """What waits for its answer. Raises KeyDamaged."""
    folder = keys / "pending"
    try:
        request = read(keyfile.read(folder / "request.csr"), "request.csr")
    except keyfile.KeyMissing:
        return None
    except (BadRequest, WeakKey) as error:
        raise keyfile.KeyDamaged(file=folder / "request.csr") from error
    if (folder / "token.json").is_file():
        return Pending(request, None, read_place(folder / "token.json")[0])
    return Pending(request, folder / "key.p12", None)


def need_none(keys: Path) -> None:
    """Raises RequestPending."""
    waiting = pending(keys)
    if waiting is not None:
        raise RequestPending(fingerprint=waiting.request.fingerprint)


def give_up(keys: Path) -> None:
    """Drop the pending request; its key goes to `former/`, in case the answer comes after all.

    Raises NoRequestPending, KeysNotSaved.
    """
    folder = keys / "pending"
    if not (folder / "request.csr").exists():
        raise NoRequestPending
    name = f"pending-{hashlib.sha256(keyfile.read(folder / 'request.csr')).hexdigest()[:16]}"
    for file, suffix in (("request.csr", "csr"), ("key.p12", "p12"), ("token.json", "json")):
        keyfile.keep_former(folder / file, f"{name}.{suffix}")
