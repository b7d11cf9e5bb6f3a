"""The provincial root at work: made once under a passphrase, it issues certificates, takes them back, publishes lists.

    register/<sha256>/   what each root did (see `register`), and `list.crl`, its newest list

A certificate goes into the register before its file goes anywhere, and so does a list's number: a call that was
interrupted is asked for again, and then gives the same certificate, or a list with a higher number.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from jltrain.clock import beijing, iso, parse_iso
from jltrain.errors import BadInput, NotFound, Refused
from jltrain.i18n import N_
from jltrain.sheet import algorithms, certificates, keyfile, localroot, revocation, trusted
from jltrain.sheet.algorithms import PrivateKey, PublicKey
from jltrain.sheet.certificates import Certificate
from jltrain.sheet.ownroots import NoRoot, Root, current_root, root_in_use, root_named, roots
from jltrain.sheet.register import ISSUED, PUBLISHED, REVOKED, RegisterDamaged
from jltrain.sheet.revocation import REASONS, Revocation, RevocationList
from jltrain.sheet.unitname import fit_code, fit_name

__all__ = [
    "LIST_DAYS", "AlreadyRevoked", "BadDate", "BadDays", "BadReason", "ClockBehind", "Issued", "NoRoot", "NoSuchCertificate",
    "Root", "RootEnded", "RootExists", "find", "issue", "issued", "make_root", "newest_list", "publish", "revoke", "root_in_use",
    "root_named", "roots",
]  # fmt: skip

YEARS_LEAST: Final = 1
YEARS_MOST: Final = 30
DAYS_MOST: Final = 3660
"""Ten years of a unit's certificate."""
LIST_DAYS: Final = 100
LIST_DAYS_LEAST: Final = 7
LIST_DAYS_MOST: Final = 370


class RootExists(Refused):
    template = N_("本机已经有“{unit}”的根证书，不会覆盖；确需换发，请选择“换发根证书”（命令行加 --replace）。")


class BadDays(BadInput):
    template = N_("期限“{days}”不可用，请填写 {least} 至 {most} 之间的整数。")


class NoSuchCertificate(NotFound):
    template = N_("签发登记里没有序列号为“{serial}”的证书，或不止一份以它开头，请核对完整的序列号。")


class AlreadyRevoked(Refused):
    template = N_("证书 {serial}（{unit}）已于 {on} 吊销，不必再次吊销；请发布新的吊销列表。")


class BadReason(BadInput):
    template = N_("吊销原因“{reason}”不可用，可用的是：{choices}。")


class BadDate(BadInput):
    template = N_("吊销日期 {on} 不可用：不能早于证书签发，也不能晚于现在。")


class RootEnded(Refused):
    template = N_("根证书不在有效期内（{start} 至 {end}），不能再签发；请先核对电脑时间，确已过期的请换发根证书。")


class ClockBehind(Refused):
    template = N_("本机时间早于上一份吊销列表的发布时间 {issued}，没有发布；请先校准电脑时间。")


@dataclass(frozen=True, slots=True)
class Issued:
    """A certificate in the register; `revoked` says since when and why it is no longer good."""

    certificate: Certificate
    at: datetime
    revoked: Revocation | None


def make_root(
    keys: Path, unit: str, code: str, passphrase: str, now: datetime, algorithm: str, years: int, *, replace: bool
) -> Root:
    """A provincial root for this PC, trusted here, with its first list. The root before it moves to `former/`: a trial
    root always, a provincial one with `replace`. The same call again finishes one that was interrupted.

    Raises BadUnitName, BadUnitCode, PassphraseTooShort, BadDays, RootExists, AlgorithmNotYet, KeysNotSaved.
    """
    unit, code = fit_name(unit), fit_code(code)
    passphrase = keyfile.fit_passphrase(passphrase)
    _between(years, YEARS_LEAST, YEARS_MOST)
    certificate = _begun(keys, unit, code, passphrase)
    if certificate is None:
        held = current_root(keys)
        if held is not None and not held.trial and not replace:
            raise RootExists(unit=certificates.unit_of(held.certificate))
        key = algorithms.of_name(algorithm).new_key()
        certificate = certificates.make_root(key, unit, now, code, years)
        packed = keyfile.pack("root", key, certificate, passphrase)
        if held is not None:
            localroot.publish_local(keys)
            former = keys / "former" / f"root-{certificates.hex_of(held.certificate)[:16]}.crt"
            keyfile.keep(former, certificates.pem(held.certificate))
            keyfile.keep(former.with_suffix(".p12"), keyfile.read(held.file))
        else:  # without root.p12 it means nothing yet, while root.p12 without it would look damaged
            keyfile.keep(keys / "root.crt", certificates.pem(certificate))
        keyfile.keep(keys / "root.p12", packed)
    keyfile.keep(keys / "root.crt", certificates.pem(certificate))
    trusted.trust(keys, certificates.pem(certificate))
    made = Root(keys, certificate, keys / "root.p12")
    publish(made, passphrase, now, LIST_DAYS)
    return made


def _begun(keys: Path, unit: str, code: str, passphrase: str) -> Certificate | None:
    """The root that an interrupted `make_root` left in root.p12: ours by its passphrase, but without a list yet."""
    try:
        _key, certificate = keyfile.open_pair(keys / "root.p12", passphrase)
    except (keyfile.KeyMissing, keyfile.WrongPassphrase):
        return None
    ours = (certificates.unit_of(certificate), certificates.unit_code_of(certificate)) == (unit, code)
    unfinished = trusted.usable_list(keys, certificate) is None
    return certificate if ours and unfinished else None


def issue(
    root: Root, passphrase: str, key: PublicKey, unit: str, code: str, now: datetime, days: int
) -> tuple[Certificate, bool]:
    """A certificate for this key; the one it has already, if that is still good (then the second value is True).

    Raises BadDays, WrongPassphrase, RegisterDamaged, KeysNotSaved, NoRoot for a former or a trial root.
    """
    _between(days, 1, DAYS_MOST)
    if root.former or root.trial:
        raise NoRoot
    root_key = _open(root, passphrase, now)
    _published(root)
    for one in issued(root):
        c = one.certificate
        same = (certificates.unit_of(c), certificates.unit_code_of(c)) == (unit, code) and c.public_key() == key
        if same and one.revoked is None and c.not_valid_after_utc > now:
            return c, True
    certificate = certificates.issue(root.certificate, root_key, key, unit, now, code, days)
    serial, pem = certificates.serial_of(certificate), certificates.pem(certificate).decode()
    root.register.append(ISSUED, now, {"serial": serial, "unit": unit, "code": code, "certificate": pem})
    return certificate, False


def _open(root: Root, passphrase: str | None, now: datetime) -> PrivateKey:
    """The root's key, when it may work now."""
    key, certificate = keyfile.open_pair(root.file, passphrase)
    if certificate != root.certificate:
        raise keyfile.KeyDamaged(file=root.file)
    start, end = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if not start <= now < end:
        raise RootEnded(start=beijing(start, "%Y-%m-%d"), end=beijing(end, "%Y-%m-%d"))
    return key


def issued(root: Root) -> tuple[Issued, ...]:
    """The register's certificates in the order of issue. Raises RegisterDamaged."""
    made: dict[str, Issued] = {}
    for entry in root.register.entries():
        serial = entry.facts.get("serial", "")
        if entry.kind == ISSUED:
            made[serial] = Issued(certificates.load(entry.facts["certificate"].encode()), entry.at, None)
        elif entry.kind == REVOKED and serial in made:
            since = parse_iso(entry.facts["on"])
            revoked = Revocation(int(serial, 16), since, entry.facts["reason"])
            made[serial] = Issued(made[serial].certificate, made[serial].at, revoked)
    return tuple(made.values())


def find(root: Root, serial: str) -> Issued:
    """By its serial, or the first digits of it. Raises NoSuchCertificate, RegisterDamaged."""
    digits = "".join(serial.split()).upper()
    found = [i for i in issued(root) if certificates.serial_of(i.certificate).startswith(digits)]
    if not digits or len(found) != 1:
        raise NoSuchCertificate(serial=serial)
    return found[0]


def revoke(root: Root, passphrase: str, serial: str, reason: str, on: datetime, now: datetime) -> Issued:
    """Take a certificate back, for good. Raises NoSuchCertificate, AlreadyRevoked, BadReason, BadDate, WrongPassphrase."""
    _open(root, passphrase, now)
    _published(root)
    one = find(root, serial)
    name = certificates.serial_of(one.certificate)
    if one.revoked is not None:
        since = beijing(one.revoked.on, "%Y-%m-%d")
        raise AlreadyRevoked(serial=name, unit=certificates.unit_of(one.certificate), on=since)
    if reason not in REASONS:
        raise BadReason(reason=reason, choices="、".join(REASONS))
    if not one.at - timedelta(days=1) <= on <= now:
        raise BadDate(on=beijing(on, "%Y-%m-%d"))
    root.register.append(REVOKED, now, {"serial": name, "on": iso(on), "reason": reason})
    return find(root, name)


def publish(root: Root, passphrase: str | None, now: datetime, days: int) -> RevocationList:
    """A new list of all that the root took back, kept here as well. A trial root's holds until the root's end.

    Raises BadDays, WrongPassphrase, ClockBehind, RegisterDamaged, KeysNotSaved.
    """
    _between(days, LIST_DAYS_LEAST, LIST_DAYS_MOST)
    key = _open(root, passphrase, now)
    end = root.certificate.not_valid_after_utc
    issued_at = revocation.whole_seconds(now)
    until = end if root.trial else min(issued_at + timedelta(days=days), end)
    held = newest_list(root)
    if held is not None and issued_at < held.issued:
        raise ClockBehind(issued=beijing(held.issued))
    number = max(_published(root), held.number if held else 0) + 1
    revoked = [i.revoked for i in issued(root) if i.revoked is not None]
    crl = revocation.build(root.certificate, key, number, issued_at, until, revoked)
    root.register.append(PUBLISHED, now, {"number": str(number), "until": iso(until), "revoked": str(len(revoked))})
    keyfile.keep(root.register.folder / "list.crl", crl.der)
    if any(root.certificate == r for r in trusted.trusted_roots(root.keys)):
        trusted.keep_list(root.keys, root.certificate, crl)
    return crl


def newest_list(root: Root) -> RevocationList | None:
    """The newest list of the root on this PC, as the people to whom it goes can check it."""
    found = [trusted.usable_list(root.keys, root.certificate)]
    with contextlib.suppress(
        OSError, revocation.BadList
    ):  # none yet, or damaged: a newer one is made from the register
        found.append(revocation.read((root.register.folder / "list.crl").read_bytes()))
    signed = [crl for crl in found if crl is not None and crl.signed_by(root.certificate)]
    return max(signed, key=lambda crl: crl.number, default=None)


def _published(root: Root) -> int:
    """The number of the last list, by the register. Raises RegisterDamaged when a list shows that entries are gone."""
    numbers = [int(e.facts["number"]) for e in root.register.entries() if e.kind == PUBLISHED]
    last = max(numbers, default=0)
    held = newest_list(root)
    if not root.trial and held is not None and held.number > last:
        raise RegisterDamaged(file=root.register.folder)
    return last


def _between(days: int, least: int, most: int) -> None:
    if not least <= days <= most:
        raise BadDays(days=days, least=least, most=most)
