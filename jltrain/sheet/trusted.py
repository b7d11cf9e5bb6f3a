"""The folder of what this PC believes: `<sha256>.crt` for each root, `<sha256>.crl` its newest revocation list.

Roots get here when somebody chose to trust them, having compared the fingerprint; lists when such a root signed them
and they are newer than the one held. Nothing that comes with a sheet ever gets here.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from jltrain.clock import beijing
from jltrain.errors import BadInput, NotFound, Refused
from jltrain.i18n import N_
from jltrain.sheet import certificates, keyfile, revocation
from jltrain.sheet.certificates import Certificate
from jltrain.sheet.revocation import RevocationList

AHEAD: Final = timedelta(days=1)
"""How far a list's time may be ahead of this PC's clock."""


class BadRoot(BadInput):
    template = N_("“{file}”不是可用的签发根证书，请核对文件来源后重新导入。")


class NoSuchRoot(NotFound):
    template = N_("本机信任的根证书里没有指纹以“{fingerprint}”开头的一份，请核对指纹。")


class ListOfStranger(Refused):
    template = N_("吊销列表“{file}”不是由本机信任的根证书签发的；请先核对并信任那份根证书，或向其保管单位重新索取。")


class OlderList(Refused):
    template = N_("吊销列表“{file}”（第 {number} 号）不比本机已有的第 {held} 号新，没有导入；请索取最新的一份。")


class ListAhead(Refused):
    template = N_("吊销列表“{file}”的发布时间 {issued} 晚于本机时间，没有导入；请先校准电脑时间。")


def trust(keys: Path, certificate: bytes) -> Certificate:
    """Trust this root (PEM or DER) from now on. Compare its fingerprint aloud first. Raises BadRoot, KeysNotSaved."""
    root = read_root(certificate)
    keyfile.keep(keys / "trusted" / f"{certificates.hex_of(root)}.crt", certificates.pem(root))
    return root


def read_root(data: bytes, file: str = "certificate") -> Certificate:
    """A root certificate (PEM or DER). Raises BadRoot."""
    try:
        root = certificates.load(data[: keyfile.SIZE_LIMIT])
    except ValueError as error:
        raise BadRoot(file=file) from error
    if not certificates.is_root(root):
        raise BadRoot(file=certificates.unit_of(root) or file)
    return root


def untrust(keys: Path, fingerprint: str) -> Certificate:
    """Trust that root no more. `fingerprint`: at least its first 8 digits. Raises NoSuchRoot, BadRoot, KeysNotSaved."""
    digits = "".join(fingerprint.split()).lower()
    found = [r for r in trusted_roots(keys) if certificates.hex_of(r).startswith(digits)]
    if len(digits) < 8 or len(found) != 1:
        raise NoSuchRoot(fingerprint=fingerprint)
    name = certificates.hex_of(found[0])
    keyfile.drop(keys / "trusted" / f"{name}.crt")
    keyfile.drop(keys / "trusted" / f"{name}.crl")
    return found[0]


def trusted_roots(keys: Path) -> tuple[Certificate, ...]:
    """All roots that this PC trusts. Raises BadRoot when a file among them cannot be read."""
    roots = []
    for file in sorted((keys / "trusted").glob("*.crt")):
        try:
            with file.open("rb") as opened:
                root = certificates.load(opened.read(keyfile.SIZE_LIMIT))
        except (ValueError, OSError) as error:
            raise BadRoot(file=file.name) from error
        if not certificates.is_root(root) or certificates.hex_of(root) != file.stem:
            raise BadRoot(file=file.name)
        roots.append(root)
    return tuple(roots)


def held_list(keys: Path, root: Certificate) -> RevocationList | None:
    """The newest list of a root that this PC has; None when there is none. Raises BadList."""
    file = keys / "trusted" / f"{certificates.hex_of(root)}.crl"
    try:
        with file.open("rb") as opened:
            held = revocation.read(opened.read(revocation.SIZE_LIMIT + 1), file.name)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise revocation.BadList(file=file.name) from error
    if not held.signed_by(root):
        raise revocation.BadList(file=file.name)
    return held


def usable_list(keys: Path, root: Certificate) -> RevocationList | None:
    """The same, where a damaged list is as good as none."""
    try:
        return held_list(keys, root)
    except revocation.BadList:
        return None


def signer_of(keys: Path, crl: RevocationList, file: str) -> Certificate:
    """The trusted root that signed a list. Raises ListOfStranger, BadRoot."""
    for root in trusted_roots(keys):
        if crl.signed_by(root):
            return root
    raise ListOfStranger(file=file)


def import_list(keys: Path, crl: RevocationList, now: datetime, file: str) -> bool:
    """Keep a list of a trusted root; False when this very list is held already.

    Raises ListOfStranger, OlderList, ListAhead, KeysNotSaved.
    """
    root = signer_of(keys, crl, file)
    held = usable_list(keys, root)
    if held is not None and held.der == crl.der:
        return False
    if held is not None and (crl.number <= held.number or crl.issued < held.issued):
        raise OlderList(file=file, number=crl.number, held=held.number)
    if crl.issued > now + AHEAD:
        raise ListAhead(file=file, issued=beijing(crl.issued))
    keep_list(keys, root, crl)
    return True


def keep_list(keys: Path, root: Certificate, crl: RevocationList) -> None:
    """Put a list where `held_list` looks for it; for lists whose signer and age were checked. Raises KeysNotSaved."""
    keyfile.keep(keys / "trusted" / f"{certificates.hex_of(root)}.crl", crl.der)
