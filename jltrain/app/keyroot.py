"""What the keeper of a provincial root does: make it, answer requests, take certificates back, publish lists.

The PC with the root stays off the network; every answer leaves as one file on a stick.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

from jltrain.app.context import Context
from jltrain.app.incoming import read_incoming
from jltrain.app.keyfacts import (
    CertificateIssued,
    IssuedEntry,
    ListPublished,
    RequestFacts,
    RevocationReason,
    Revoked,
    RootMade,
)
from jltrain.app.keyshow import agree, issued_entry, list_facts, own_root_facts, placed, request_facts
from jltrain.clock import beijing
from jltrain.i18n import _
from jltrain.savefile import save
from jltrain.sheet import algorithms, answer, authority, certificates, request, revocation
from jltrain.sheet.authority import Issued, Root

DEFAULT_ALGORITHM: Final = algorithms.DEFAULT.name
CERTIFICATE_DAYS: Final = certificates.UNIT_DAYS
LIST_DAYS: Final = authority.LIST_DAYS


def revocation_reasons() -> tuple[RevocationReason, ...]:
    """What a certificate can be revoked for; the first is the default."""
    return tuple(RevocationReason(name, _(text)) for name, (_flag, text) in revocation.REASONS.items())


def make_root(
    context: Context,
    name: str,
    code: str,
    passphrase: str,
    *,
    algorithm: str = DEFAULT_ALGORITHM,
    years: int = certificates.ROOT_YEARS,
    replace: bool = False,
) -> RootMade:
    """Make a provincial root here, trust it here, publish its first (empty) list. A trial root gives way to it.

    `replace`: renew a provincial root: the one before is kept (OwnRoot.former) and still publishes lists for what it
    issued; the new one is carried to HR and trusted like the first.
    Raises BadUnitName, BadUnitCode, PassphraseTooShort, BadDays, RootExists, KeysNotSaved.
    """
    context.places.prepare()
    made = authority.make_root(
        context.places.keys, name, code, passphrase, context.clock.now(), algorithm, years, replace=replace
    )
    step = _("请导出根证书，带给各单位和人事；他们导入时与本机逐组核对指纹。密钥文件夹请另存一份备份，与口令分开保管。")
    return RootMade(own_root_facts(context, made), step)


def read_request(file: Path) -> RequestFacts:
    """Look at a request that a unit brought. Raises FileUnreadable, BadRequest, WeakKey."""
    return request_facts(_request(file))


def _request(file: Path) -> request.Request:
    return request.read(read_incoming(file, request.SIZE_LIMIT), file.name)


def issue_certificate(
    context: Context,
    request: Path,
    target: Path,
    passphrase: str,
    *,
    fingerprint: str,
    days: int = CERTIFICATE_DAYS,
) -> CertificateIssued:
    """Issue what the request asks for and write the answer file. `fingerprint`: the request's, as compared aloud.

    Asked again for the same request it gives the same certificate. Never valid for longer than the root. A list is
    published when there is none in force, since it travels in the answer.
    Raises FileUnreadable, BadRequest, WeakKey, FingerprintDiffers, BadDays, NoRoot, WrongPassphrase, RootEnded,
    RegisterDamaged, KeysNotSaved, FileNotWritten.
    """
    asked = _request(request)
    agree(fingerprint, asked.fingerprint)
    root, now = authority.root_in_use(context.places.keys), context.clock.now()
    made, again = authority.issue(root, passphrase, asked.key, asked.unit, asked.code, now, days)
    newest = authority.newest_list(root)
    if newest is None or not newest.issued <= now <= newest.until:
        authority.publish(root, passphrase, now, LIST_DAYS)
    return _answered(context, root, authority.find(root, certificates.serial_of(made)), target, again)


def export_certificate(context: Context, serial: str, target: Path) -> CertificateIssued:
    """Write the answer file of a certificate in the register again.

    Raises NoRoot, NoSuchCertificate, RegisterDamaged, FileNotWritten.
    """
    root = authority.root_in_use(context.places.keys)
    return _answered(context, root, authority.find(root, serial), target, True)


def _answered(context: Context, root: Root, one: Issued, target: Path, again: bool) -> CertificateIssued:
    unit = certificates.unit_of(one.certificate)
    file = placed(context, target, "certificate", unit)
    save(file, answer.compose((one.certificate, root.certificate), authority.newest_list(root)))
    step = _("请把“{file}”带回 {unit}，在申请证书的那台电脑上安装。").format(file=file.name, unit=unit)
    return CertificateIssued(file, issued_entry(one), again, step)


def issued(context: Context) -> tuple[IssuedEntry, ...]:
    """The registers of this PC's provincial roots, that of the oldest first. Raises NoRoot, RegisterDamaged."""
    keys = context.places.keys
    authority.root_in_use(keys)
    held = sorted((r for r in authority.roots(keys) if not r.trial), key=lambda r: r.certificate.not_valid_before_utc)
    return tuple(
        issued_entry(one, certificates.fingerprint(root.certificate) if root.former else "")
        for root in held
        for one in authority.issued(root)
    )


def revoke(
    context: Context,
    serial: str,
    passphrase: str,
    *,
    reason: str = "key-compromise",
    on: datetime | None = None,
    root: str = "",
) -> Revoked:
    """Enter a revocation into the register, for good. `serial`: hex, or its first digits if unambiguous.

    `on`: since when, now unless given. `root`: fingerprint of the root that issued it; without, it is looked for.
    Raises NoSuchCertificate, AlreadyRevoked, BadReason, BadDate, NoRoot, WrongPassphrase, RootEnded, RegisterDamaged.
    """
    now = context.clock.now()
    held = _root(context, root) if root else _issuer(context, serial)
    one = authority.revoke(held, passphrase, serial, reason, on or now, now)
    step = _("吊销已经登记，还没有生效：请立即发布新的吊销列表，带给人事和各单位导入。")
    if held.former:
        step = _(
            "吊销已经登记，还没有生效：请立即为换发前的根证书（指纹 {fingerprint}）发布新的吊销列表，带给人事和各单位导入。"
        ).format(fingerprint=certificates.fingerprint(held.certificate))
    return Revoked(issued_entry(one, certificates.fingerprint(held.certificate) if held.former else ""), step)


def publish_list(
    context: Context, target: Path, passphrase: str | None = None, *, days: int = LIST_DAYS, root: str = ""
) -> ListPublished:
    """Sign a new revocation list, valid for `days` (7 to 370; a trial root's: until the root's end).

    `root`: fingerprint of a former root, to publish for that one.
    Raises NoRoot, BadDays, WrongPassphrase, ClockBehind, RootEnded, RegisterDamaged, KeysNotSaved, FileNotWritten.
    """
    held, now = _root(context, root, trial=True), context.clock.now()
    crl = authority.publish(held, passphrase, now, days)
    name = certificates.unit_of(held.certificate)
    if held.former:  # the list of the root in use, of the same name and day, may lie on the same stick
        name = f"{name[:30]}-{certificates.hex_of(held.certificate)[:8].upper()}"
    file = placed(context, target, "list", name)
    save(file, revocation.pem(crl))
    step = _("请把“{file}”带给人事和各单位，在“密钥”中导入；{until} 之前须发布下一份。").format(
        file=file.name, until=beijing(crl.until, "%Y-%m-%d")
    )
    return ListPublished(file, list_facts(crl, held.certificate, now), step)


def _issuer(context: Context, serial: str) -> Root:
    """The provincial root of this PC, former or not, in whose register the certificate is; else the one in use."""
    first = authority.root_in_use(context.places.keys)
    for root in (r for r in authority.roots(context.places.keys) if not r.trial):
        try:
            authority.find(root, serial)
        except authority.NoSuchCertificate:
            continue
        return root
    return first


def _root(context: Context, fingerprint: str, *, trial: bool = False) -> Root:
    if fingerprint:
        return authority.root_named(context.places.keys, fingerprint)
    held = authority.roots(context.places.keys)
    if trial and held and not held[0].former:
        return held[0]
    return authority.root_in_use(context.places.keys)
