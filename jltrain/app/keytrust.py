"""Whom this PC believes: roots whose fingerprint was compared aloud, and the newest revocation list of each."""

from __future__ import annotations

from pathlib import Path

from jltrain.app.context import Context
from jltrain.app.incoming import read_incoming
from jltrain.app.keyfacts import ListFacts, ListImported, TrustedRoot
from jltrain.app.keyshow import agree, list_facts, root_facts, trusted_facts
from jltrain.clock import beijing
from jltrain.i18n import _
from jltrain.sheet import answer, certificates, revocation
from jltrain.sheet import trusted as _trusted


def trusted(context: Context) -> tuple[TrustedRoot, ...]:
    """The roots trusted on this PC, each with its newest list. Raises BadRoot."""
    return trusted_facts(context)


def counting(roots: tuple[TrustedRoot, ...]) -> tuple[TrustedRoot, ...]:
    """Those by which sheets are accepted: trial roots only as long as no provincial root was imported."""
    return tuple(root for root in roots if not root.trial) or roots


def read_root(file: Path) -> TrustedRoot:
    """Look at a root certificate (or an answer file) that somebody brought, to compare its fingerprint aloud.

    Raises FileUnreadable, BadRoot.
    """
    return root_facts(_root_in(file)[0])


def _root_in(file: Path) -> tuple[certificates.Certificate, revocation.RevocationList | None]:
    try:
        bundle = answer.read(read_incoming(file, answer.SIZE_LIMIT), file.name)
    except answer.BadAnswer as error:
        raise _trusted.BadRoot(file=file.name) from error
    if bundle.root is None:
        raise _trusted.BadRoot(file=file.name)
    return bundle.root, bundle.crl


def trust_root(context: Context, file: Path, fingerprint: str | None = None) -> TrustedRoot:
    """Trust that root from now on, and take over the list that came in the same file.

    `fingerprint`: as compared aloud; None where the caller has compared it. Raises FileUnreadable, BadRoot,
    FingerprintDiffers, ListAhead, KeysNotSaved.
    """
    root, crl = _root_in(file)
    if fingerprint is not None:
        agree(fingerprint, certificates.fingerprint(root))
    context.places.prepare()
    folder = context.places.keys
    _trusted.trust(folder, certificates.pem(root))
    if crl is not None:
        answer.take_list(folder, crl, context.clock.now(), file.name)
    return next(r for r in trusted_facts(context) if r.fingerprint == certificates.fingerprint(root))


def untrust_root(context: Context, fingerprint: str) -> TrustedRoot:
    """Trust that root no more; sheets that HR has collected stay. `fingerprint`: whole, or its first 8 digits or more.

    Raises NoSuchRoot, BadRoot, KeysNotSaved.
    """
    return root_facts(_trusted.untrust(context.places.keys, fingerprint))


def read_list(context: Context, file: Path) -> ListFacts:
    """Look at a list that somebody brought. Raises FileUnreadable, BadList, ListOfStranger."""
    crl = _list_in(file)
    return list_facts(crl, _trusted.signer_of(context.places.keys, crl, file.name), context.clock.now())


def import_list(context: Context, file: Path) -> ListImported:
    """Keep a list of a trusted root if it is newer than the one held. Also reads it out of an answer file.

    Raises FileUnreadable, BadList, ListOfStranger, OlderList, ListAhead, KeysNotSaved.
    """
    folder, now, crl = context.places.keys, context.clock.now(), _list_in(file)
    root = _trusted.signer_of(folder, crl, file.name)
    held = _trusted.usable_list(folder, root)
    changed = _trusted.import_list(folder, crl, now, file.name)
    facts = list_facts(crl, root, now)
    if facts.fresh:
        until = beijing(crl.until, "%Y-%m-%d")
        said = _("吊销列表已导入，{until} 之前请再导入下一份。")
        if not changed:
            said = _("本机已有这一份吊销列表，{until} 之前请再导入下一份。")
        step = said.format(until=until)
    else:
        step = _("这份吊销列表已经过期，本机仍不能收取成绩单：请向根证书的保管单位索取最新的一份。")
    return ListImported(facts, list_facts(held, root, now) if held else None, changed, step)


def _list_in(file: Path) -> revocation.RevocationList:
    try:
        bundle = answer.read(read_incoming(file, answer.SIZE_LIMIT), file.name)
    except answer.BadAnswer as error:
        raise revocation.BadList(file=file.name) from error
    if bundle.crl is None:
        raise revocation.BadList(file=file.name)
    return bundle.crl
