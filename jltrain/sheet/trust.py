"""What this PC believes of a signer: imported roots, the newest revocation list of each, and the judgement from them.

All that does not depend on the moment is worked out once for each certificate and kept, so that thousands of sheets
of one unit cost one chain.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Final

from jltrain.sheet import algorithms, certificates, keyfile, localroot, revocation, trusted
from jltrain.sheet.algorithms import NotAllowed
from jltrain.sheet.certificates import Certificate
from jltrain.sheet.reasons import Code, Reason
from jltrain.sheet.revocation import RevocationList

_REMEMBERED: Final = 1024
"""Certificates judged and remembered, of at most 8 kB each; a stranger's files may bring any number."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """One imported root and the newest list of it that this PC has, both in DER."""

    root: bytes
    crl: bytes | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """`reasons`: what speaks against the signer now; empty: it may sign. `root`: fingerprint (64 small hexadecimal
    digits) of the root that vouches for it, "" when none does."""

    reasons: tuple[Reason, ...]
    root: str = ""


@dataclass(frozen=True, slots=True)
class _Standing:
    """What does not depend on the moment. Without a root, `reasons` is all there is to say."""

    reasons: tuple[Reason, ...]
    root: Certificate | None = None
    crl: RevocationList | None = None


@dataclass(frozen=True)
class Trust:
    """Frozen, comparable, and picklable (it goes to worker processes)."""

    anchors: tuple[Anchor, ...] = ()
    _known: dict[bytes, _Standing] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, *pairs: tuple[Certificate, RevocationList | None]) -> Trust:
        """From roots and lists at hand."""
        return cls(tuple(Anchor(certificates.der(root), crl.der if crl else None) for root, crl in pairs))

    def __reduce__(self) -> tuple[object, ...]:
        return Trust, (self.anchors,)

    @property
    def roots(self) -> tuple[Certificate, ...]:
        """The roots believed."""
        return tuple(certificates.from_der(a.root) for a in self.anchors)

    def judge(self, certificate: Certificate, now: datetime) -> Judgement:
        """Whether the certificate's holder may sign at `now`. Raises nothing that a certificate could cause."""
        der = certificates.der(certificate)
        standing = self._known.get(der)
        if standing is None:
            standing = self._standing(certificate)
            if len(self._known) < _REMEMBERED:
                self._known[der] = standing
        root = standing.root
        if root is None:
            return Judgement(standing.reasons)
        timely = [*_in_force(certificate, now), *_in_force(root, now), *_fresh(standing.crl, root, now)]
        return Judgement((*standing.reasons, *timely), certificates.hex_of(root))

    def _standing(self, certificate: Certificate) -> _Standing:
        unit = certificates.unit_of(certificate)
        try:
            algorithms.public_key(certificate)
            algorithms.of_signature(certificate)
        except NotAllowed as error:
            return _Standing((Reason(Code.WEAK_ALGORITHM, error.fact),))
        vouching = [a for a in self.anchors if _vouches(certificates.from_der(a.root), certificate)]
        if not vouching or not unit or not certificates.may_sign(certificate):
            return _Standing((Reason(Code.UNTRUSTED, unit),))
        root = certificates.from_der(vouching[0].root)
        crl = _list(vouching[0])
        revoked = crl is not None and certificate.serial_number in crl.serials
        return _Standing((Reason(Code.REVOKED, unit),) if revoked else (), root, crl)


def _vouches(root: Certificate, certificate: Certificate) -> bool:
    """A trial root, whose key may lie open on some PC, vouches for no unit code: it cannot pose as a coded unit."""
    if localroot.is_trial_root(root) and certificates.has_unit_code(certificate):
        return False
    return certificates.issued_by(certificate, root) and certificates.is_root(root)


@lru_cache(maxsize=64)
def _list(anchor: Anchor) -> RevocationList | None:
    """The anchor's list, if its root signed it."""
    if anchor.crl is None:
        return None
    try:
        crl = revocation.read(anchor.crl)
    except revocation.BadList:
        return None
    return crl if crl.signed_by(certificates.from_der(anchor.root)) else None


def _in_force(certificate: Certificate, now: datetime) -> list[Reason]:
    if now < certificate.not_valid_before_utc:
        return [Reason(Code.NOT_YET_VALID, certificates.unit_of(certificate))]
    if now > certificate.not_valid_after_utc:
        return [Reason(Code.EXPIRED, certificates.unit_of(certificate))]
    return []


def _fresh(crl: RevocationList | None, root: Certificate, now: datetime) -> list[Reason]:
    name = certificates.unit_of(root)
    if crl is None:
        return [Reason(Code.NO_LIST, name)]
    if crl.issued > now + trusted.AHEAD:
        return [Reason(Code.LIST_AHEAD, name)]
    return [Reason(Code.STALE_LIST, name)] if now > crl.until else []


def load_trust(keys: Path) -> Trust:
    """What this PC believes, as its keys folder says. A damaged list counts as none.

    A trial root without a passphrase publishes its list here, if that is missing. Trial roots count only as long as no
    provincial root was imported: their keys may lie open, and who trusts a province means the province alone.
    Raises BadRoot.
    """
    with contextlib.suppress(keyfile.KeysNotSaved):  # a home that cannot be written: verifying says what is missing
        localroot.publish_local(keys)
    roots = trusted.trusted_roots(keys)
    provincial = [root for root in roots if not localroot.is_trial_root(root)]
    return Trust.of(*((root, trusted.usable_list(keys, root)) for root in provincial or roots))
