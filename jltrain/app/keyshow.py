"""From certificates, lists and requests to the plain values that the faces show."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

from jltrain.app.context import Context
from jltrain.app.keyfacts import IssuedEntry, ListFacts, OwnRoot, Pending, RequestFacts, TrustedRoot, UnitKey
from jltrain.clock import beijing
from jltrain.errors import BadInput
from jltrain.i18n import N_
from jltrain.savefile import file_name
from jltrain.sheet import algorithms, authority, certificates, keyfile, keys, localroot, request, trusted
from jltrain.sheet.authority import Issued, Root
from jltrain.sheet.certificates import Certificate
from jltrain.sheet.reasons import Code, Reason
from jltrain.sheet.request import Request
from jltrain.sheet.revocation import BadList, RevocationList
from jltrain.sheet.trust import load_trust

_NAMES: Final = {
    "request": "证书申请-{unit}-{day}.csr.pem",
    "certificate": "单位证书-{unit}-{day}.pem",
    "list": "吊销列表-{unit}-{day}.crl.pem",
    "root": "根证书-{unit}-{day}.crt",
}


class FingerprintDiffers(BadInput):
    template = N_("给出的指纹与文件的指纹（{fingerprint}）不同，没有继续；请与对方重新逐组核对，文件可能被调换过。")


def suggested_name(context: Context, kind: str, unit: str) -> str:
    """A file name that tells what is in it; always Chinese, since it is read at another PC.

    `kind`: "request", "certificate", "list" or "root".
    """
    return _NAMES[kind].format(unit=file_name(unit)[:40], day=beijing(context.clock.now(), "%Y%m%d"))


def placed(context: Context, target: Path, kind: str, unit: str) -> Path:
    """The file itself where `target` is a folder."""
    return target / suggested_name(context, kind, unit) if target.is_dir() else target


def agree(given: str, fingerprint: str) -> None:
    """Raises FingerprintDiffers unless the whole fingerprint was given, with or without its blanks."""
    if "".join(given.split()).upper() != "".join(fingerprint.split()):
        raise FingerprintDiffers(fingerprint=fingerprint)


def algorithm_of(certificate: Certificate) -> str:
    """The certificate's algorithm for people."""
    try:
        return algorithms.of_key(algorithms.public_key(certificate)).text
    except algorithms.NotAllowed as error:
        return error.fact


def days_left(until: datetime, now: datetime) -> int:
    """Whole days until then, negative when past."""
    return (until - now).days


def list_facts(crl: RevocationList, root: Certificate, now: datetime) -> ListFacts:
    """A list for people."""
    fresh = crl.issued <= now + trusted.AHEAD and now <= crl.until
    return ListFacts(
        certificates.unit_of(root),
        certificates.fingerprint(root),
        crl.number,
        crl.issued,
        crl.until,
        len(crl.serials),
        fresh,
        days_left(crl.until, now),
    )


def root_facts(root: Certificate) -> TrustedRoot:
    """A root as it stands in a file."""
    return TrustedRoot(
        certificates.unit_of(root),
        certificates.fingerprint(root),
        certificates.unit_code_of(root),
        algorithm_of(root),
        root.not_valid_after_utc,
        localroot.is_trial_root(root),
    )


def trusted_facts(context: Context) -> tuple[TrustedRoot, ...]:
    """The roots trusted on this PC, each with its newest list. Raises BadRoot."""
    folder, now = context.places.keys, context.clock.now()
    load_trust(folder)  # a home of version 0.1 gets its list here
    own = (
        {certificates.hex_of(r.certificate) for r in authority.roots(folder)}
        if (folder / "root.crt").exists()
        else set()
    )
    return tuple(
        _trusted(folder, root, certificates.hex_of(root) in own, now) for root in trusted.trusted_roots(folder)
    )


def _trusted(folder: Path, root: Certificate, own: bool, now: datetime) -> TrustedRoot:
    name, fault = certificates.unit_of(root), ""
    try:
        held = trusted.held_list(folder, root)
        if held is None:
            fault = Reason(Code.NO_LIST, name).text
    except BadList as error:
        held, fault = None, error.sentence()
    facts = list_facts(held, root, now) if held else None
    if facts and not facts.fresh:
        fault = Reason(Code.STALE_LIST if now > facts.valid_until else Code.LIST_AHEAD, name).text
    return TrustedRoot(
        name,
        certificates.fingerprint(root),
        certificates.unit_code_of(root),
        algorithm_of(root),
        root.not_valid_after_utc,
        localroot.is_trial_root(root),
        own,
        facts,
        fault,
    )


def request_facts(asked: Request) -> RequestFacts:
    """A request for people."""
    return RequestFacts(asked.unit, asked.code, asked.algorithm, asked.fingerprint)


def pending_facts(context: Context) -> Pending | None:
    """The request that waits here. Raises KeyDamaged."""
    waiting = request.pending(context.places.keys)
    if waiting is None:
        return None
    asked = waiting.request
    return Pending(asked.unit, asked.code, asked.algorithm, asked.fingerprint, True, waiting.token)


def unit_facts(context: Context) -> UnitKey | None:
    """The unit's key in use. Raises KeyDamaged, BadRoot."""
    folder, now = context.places.keys, context.clock.now()
    facts = keys.key_facts(folder)
    own = facts.certificate
    if own is None:
        return None
    root = vouching(folder, own)
    crl = trusted.usable_list(folder, root) if root else None
    return UnitKey(
        facts.unit,
        certificates.unit_code_of(own),
        algorithm_of(own),
        certificates.serial_of(own),
        facts.fingerprint,
        own.not_valid_before_utc,
        own.not_valid_after_utc,
        days_left(own.not_valid_after_utc, now),
        facts.protected,
        not certificates.unit_code_of(own),
        certificates.unit_of(root) if root else "",
        facts.token,
        crl is not None and own.serial_number in crl.serials,
    )


def vouching(folder: Path, certificate: Certificate) -> Certificate | None:
    """The trusted root that issued it. Raises BadRoot."""
    return next((r for r in trusted.trusted_roots(folder) if certificates.issued_by(certificate, r)), None)


def own_root_facts(context: Context, root: Root) -> OwnRoot:
    """A root whose key is here. Raises RegisterDamaged, KeyDamaged."""
    now, c = context.clock.now(), root.certificate
    entries = authority.issued(root)
    newest = authority.newest_list(root)
    return OwnRoot(
        certificates.unit_of(c),
        certificates.unit_code_of(c),
        algorithm_of(c),
        certificates.fingerprint(c),
        c.not_valid_before_utc,
        c.not_valid_after_utc,
        days_left(c.not_valid_after_utc, now),
        keyfile.is_protected(root.file),
        root.trial,
        len(entries),
        sum(e.revoked is not None for e in entries),
        list_facts(newest, c, now) if newest else None,
        root.former,
    )


def issued_entry(one: Issued, root: str = "") -> IssuedEntry:
    """A certificate of the register for people."""
    c = one.certificate
    return IssuedEntry(
        certificates.serial_of(c),
        certificates.unit_of(c),
        certificates.unit_code_of(c),
        algorithm_of(c),
        certificates.fingerprint(c),
        one.at,
        c.not_valid_after_utc,
        one.revoked.on if one.revoked else None,
        one.revoked.reason if one.revoked else "",
        root,
    )
