"""What travels from a root: one PEM file with a certificate, the root's own, and its newest list; and its installation.

The root's certificate in it is there to be looked at: it is believed only when it was trusted before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from jltrain.errors import BadInput, Refused
from jltrain.i18n import N_
from jltrain.sheet import algorithms, certificates, keyfile, request, revocation, trusted
from jltrain.sheet.certificates import Certificate
from jltrain.sheet.reasons import Code
from jltrain.sheet.request import NoRequestPending, Pending
from jltrain.sheet.revocation import RevocationList
from jltrain.sheet.tokenplace import keep_place
from jltrain.sheet.trust import load_trust

SIZE_LIMIT: Final = 2 * revocation.SIZE_LIMIT
_PARTS: Final = 8
_BLOCK: Final = re.compile(rb"-----BEGIN (CERTIFICATE|X509 CRL)-----\s[A-Za-z0-9+/=\s]{0,8000000}?-----END \1-----")


class BadAnswer(BadInput):
    template = N_("“{file}”里没有可用的证书，请向签发单位重新索取。")


class AnswerDiffers(Refused):
    template = N_("文件“{file}”里的证书不是对本机这份申请（{unit}）的答复，请核对是不是拿错了文件。")


class AlreadyInstalled(Refused):
    template = N_("“{file}”里的证书已经安装，正在使用，不必再装。")


class RootNotTrusted(Refused):
    template = N_(
        "签发这份证书的根证书（{name}，指纹 {fingerprint}）还没有被本机信任；请先与保管单位逐组核对指纹并信任它。"
    )


class NotInForce(Refused):
    template = N_("这份证书现在不能使用：{reason}")


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a file holds, in its order."""

    certificates: tuple[Certificate, ...]
    crl: RevocationList | None

    @property
    def root(self) -> Certificate | None:
        """The one root certificate in it; None when there is none or more than one."""
        found = [c for c in self.certificates if certificates.is_root(c)]
        return found[0] if len(found) == 1 else None

    @property
    def unit(self) -> Certificate | None:
        """The one unit certificate in it; None when there is none or more than one."""
        found = [c for c in self.certificates if certificates.may_sign(c)]
        return found[0] if len(found) == 1 else None


def compose(found: tuple[Certificate, ...], crl: RevocationList | None) -> bytes:
    """The file's bytes."""
    return b"".join([*map(certificates.pem, found), *([revocation.pem(crl)] if crl else [])])


def read(data: bytes, file: str) -> Bundle:
    """A bundle, or a single certificate or list in PEM or DER. Raises BadAnswer, also for what is over the limits."""
    if len(data) > SIZE_LIMIT:
        raise BadAnswer(file=file)
    if b"-----BEGIN " not in data[:4096]:
        return _single(data, file)
    blocks = list(_BLOCK.finditer(data))
    lists = [b for b in blocks if b[1] == b"X509 CRL"]
    if not blocks or len(blocks) > _PARTS or len(lists) > 1 or len(blocks) != data.count(b"-----BEGIN "):
        raise BadAnswer(file=file)
    try:
        found = tuple(certificates.load(b[0]) for b in blocks if b[1] == b"CERTIFICATE")
        return Bundle(found, revocation.read(lists[0][0], file) if lists else None)
    except (ValueError, revocation.BadList) as error:
        raise BadAnswer(file=file) from error


def _single(data: bytes, file: str) -> Bundle:
    try:
        return Bundle((certificates.load(data),), None)
    except ValueError:
        try:
            return Bundle((), revocation.read(data, file))
        except revocation.BadList as error:
            raise BadAnswer(file=file) from error


def fits(waiting: Pending, certificate: Certificate | None) -> bool:
    """Whether a certificate is what the pending request asked for: its key, its name, its code."""
    if certificate is None or not certificates.may_sign(certificate):
        return False
    asked = (waiting.request.unit, waiting.request.code)
    same_name = (certificates.unit_of(certificate), certificates.unit_code_of(certificate)) == asked
    return same_name and certificate.public_key() == waiting.request.key


def install(keys: Path, bundle: Bundle, secret: str | None, now: datetime, file: str) -> Certificate:
    """Take the answer into use; the former key is kept in `former/`. The same call again finishes an interrupted one.

    Raises NoRequestPending, AlreadyInstalled, AnswerDiffers, RootNotTrusted, NotInForce, WrongPassphrase, KeysNotSaved, ListAhead,
    and for a token what `token.open_key` raises.
    """
    waiting = request.pending(keys)
    certificate = bundle.unit
    if waiting is None:
        if certificate is not None and certificate == _in_use(keys):
            raise AlreadyInstalled(file=file)
        raise NoRequestPending
    if certificate is None or not fits(waiting, certificate):
        raise AnswerDiffers(file=file, unit=waiting.request.unit)
    _trusted(keys, bundle, certificate)
    if bundle.crl is not None:
        take_list(keys, bundle.crl, now, file)
    for reason in load_trust(keys).judge(certificate, now).reasons:
        if reason.code not in (Code.NO_LIST, Code.STALE_LIST):  # these bar verifying, and are mended by a newer list
            raise NotInForce(reason=reason.text)
    _take_into_use(keys, waiting, certificate, secret)
    return certificate


def _trusted(keys: Path, bundle: Bundle, certificate: Certificate) -> None:
    if not any(certificates.issued_by(certificate, root) for root in trusted.trusted_roots(keys)):
        brought = bundle.root
        name = certificates.unit_of(brought) if brought else "—"
        raise RootNotTrusted(name=name, fingerprint=certificates.fingerprint(brought) if brought else "—")


def take_list(keys: Path, crl: RevocationList, now: datetime, file: str) -> bool:
    """Import the list that came along, if its root is trusted and it is newer. Raises ListAhead, KeysNotSaved."""
    try:
        return trusted.import_list(keys, crl, now, file)
    except (trusted.OlderList, trusted.ListOfStranger):
        return False


def _take_into_use(keys: Path, waiting: Pending, certificate: Certificate, secret: str | None) -> None:
    """In an order that leaves a whole key at each moment: token.json counts before unit.p12, the request goes last."""
    folder = keys / "pending"
    if waiting.token is not None:
        from jltrain.sheet import token  # only who has one needs what drives it

        held = token.open_key(waiting.token, secret or "")
        if not token.proves(held, waiting.request.key):
            raise token.TokenKeyMissing(token=waiting.token.token)
        _copy_former(keys, certificate)
        keep_place(keys / "token.json", waiting.token, certificate)
        keyfile.keep(keys / "unit.crt", certificates.pem(certificate))
        keyfile.drop(keys / "unit.p12")
    else:
        assert waiting.file is not None
        key, _none = keyfile.open_key(waiting.file, secret)
        if algorithms.public_key(certificate) != key.public_key():
            raise keyfile.KeyDamaged(file=waiting.file)
        _copy_former(keys, certificate)
        keyfile.keep(keys / "unit.p12", keyfile.pack("unit", key, certificate, secret))
        keyfile.drop(keys / "token.json")
        keyfile.keep(keys / "unit.crt", certificates.pem(certificate))
    keyfile.drop(folder / "request.csr")
    keyfile.drop(folder / "key.p12")
    keyfile.drop(folder / "token.json")


def _in_use(keys: Path) -> Certificate | None:
    try:
        return certificates.load(keyfile.read(keys / "unit.crt"))
    except (keyfile.KeyMissing, ValueError):
        return None


def _copy_former(keys: Path, coming: Certificate) -> None:
    """Keep what was in use so far; what an interrupted call kept already stays as it is."""
    own = _in_use(keys)
    if own is None or own == coming:
        return
    stem = keys / "former" / f"{certificates.hex_of(own)[:16].upper()}.crt"
    if stem.exists():
        return
    for file, suffix in (("unit.p12", ".p12"), ("token.json", ".json"), ("unit.crt", ".crt")):
        if (keys / file).exists():
            keyfile.keep(stem.with_suffix(suffix), keyfile.read(keys / file))
