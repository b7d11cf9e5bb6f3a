"""A signature that is right, by somebody whose word does not count: rogues, expired, revoked, not of this unit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

from jltrain.clock import iso
from jltrain.sheet import certificates
from jltrain.sheet.frame import frame
from jltrain.sheet.payload import Payload
from jltrain.sheet.reasons import Code
from jltrain.sheet.trust import Trust
from tests.sheet.attacks.forgery import Scene, forgery, sealed
from tests.sheet.attacks.pki import CODE, Holder, Pki, issued, make_root, reissued
from tests.sheet.attacks.toolkit import enveloped

DAY = timedelta(days=1)


def _by(s: Scene, holder: Holder, payload: Payload | None = None) -> bytes:
    """The program's own sheet, signed by this holder."""
    return sealed(frame(payload or s.payload).data, holder)


def _plain(s: Scene) -> bytes:
    return s.good


def _trusting(*lists: Callable[[Pki], object]) -> Callable[[Scene], Trust]:
    """The root, with another list or none."""
    return lambda s: Trust.of((s.pki.root.certificate, lists[0](s.pki) if lists else None))  # type: ignore[arg-type]


@forgery(Code.UNTRUSTED)
def rogue_root_of_the_same_name(s: Scene) -> bytes:
    return _by(s, s.pki.rogue)


@forgery(Code.UNTRUSTED)
def rogue_with_the_true_key_identifier(s: Scene) -> bytes:
    """Names and identifiers all as in the true chain; only the key is another."""
    mine = reissued(s.pki.unit, s.pki.rogue_root, key=s.pki.rogue.private)
    return _by(s, mine)


@forgery(Code.UNTRUSTED)
def certificate_that_signs_itself(s: Scene) -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    own = reissued(s.pki.unit, Holder(s.pki.root.certificate, key), key=key)
    return _by(s, reissued(own, own, key=key))


@forgery(Code.UNTRUSTED)
def sheet_signed_by_the_root_itself(s: Scene) -> bytes:
    return _by(s, s.pki.root)


@forgery(Code.UNTRUSTED)
def sheet_signed_by_a_rogue_root(s: Scene) -> bytes:
    return _by(s, s.pki.rogue_root)


@forgery(Code.UNTRUSTED)
def unit_that_issues_certificates(s: Scene) -> bytes:
    """A unit vouches for another name with its own key."""
    return _by(s, reissued(s.pki.rogue, s.pki.unit))


@forgery(Code.UNTRUSTED, trust=lambda s: Trust())
def nobody_is_trusted(s: Scene) -> bytes:
    return s.good


@forgery(Code.UNTRUSTED, trust=lambda s: Trust.of((s.pki.rogue_root.certificate, s.pki.list(by=s.pki.rogue_root))))
def only_another_root_is_trusted(s: Scene) -> bytes:
    return s.good


@forgery(Code.UNTRUSTED, trust=lambda s: Trust.of((s.pki.unit.certificate, s.pki.list())))
def unit_imported_as_a_root(s: Scene) -> bytes:
    """A PC that was made to import the unit's own certificate."""
    return s.good


@forgery(Code.EXPIRED)
def expired(s: Scene) -> bytes:
    return _by(s, reissued(s.pki.unit, s.pki.root, until=s.now - DAY))


@forgery(Code.EXPIRED)
def back_dated(s: Scene) -> bytes:
    """An expired key, and a sheet that claims a time when it was in force: nobody can know when it was signed."""
    late = reissued(s.pki.unit, s.pki.root, start=s.now - 900 * DAY, until=s.now - 100 * DAY)
    times: Any = {name: iso(s.now - 500 * DAY) for name in ("started", "submitted", "issued")}
    return _by(s, late, replace(s.payload, **times))


@forgery(Code.EXPIRED, Code.STALE_LIST, now=lambda s: s.pki.unit.certificate.not_valid_after_utc + timedelta(seconds=1))
def expired_a_second_ago(s: Scene) -> bytes:
    return s.good


@forgery(Code.NOT_YET_VALID)
def not_yet_valid(s: Scene) -> bytes:
    return _by(s, reissued(s.pki.unit, s.pki.root, start=s.now + 2 * DAY, until=s.now + 9 * DAY))


@forgery(Code.NOT_YET_VALID, Code.LIST_AHEAD, now=lambda s: s.now - 3000 * DAY)
def clock_put_back(s: Scene) -> bytes:
    """The reader's clock, to bring an expired key back to life."""
    return s.good


@forgery(
    Code.EXPIRED,
    trust=lambda s: Trust.of((s.pki.root.certificate, s.pki.list(at=s.now + 8000 * DAY, days=30))),
    now=lambda s: s.now + 8000 * DAY,
)
def root_expired(s: Scene) -> bytes:
    return _by(s, reissued(s.pki.unit, s.pki.root, until=s.now + 9000 * DAY))


@forgery(Code.REVOKED, trust=_trusting(lambda p: p.list(p.unit)))
def revoked(s: Scene) -> bytes:
    return s.good


@forgery(Code.REVOKED, trust=_trusting(lambda p: p.list(p.unit)))
def revoked_and_back_dated(s: Scene) -> bytes:
    """Issued, as it says, long before the key was revoked."""
    times: Any = {name: iso(s.now - 200 * DAY) for name in ("started", "submitted", "issued")}
    return _by(s, s.pki.unit, replace(s.payload, **times))


@forgery(Code.NO_LIST, trust=_trusting())
def no_list(s: Scene) -> bytes:
    return s.good


@forgery(Code.STALE_LIST, trust=_trusting(lambda p: p.list(at=p.now - 40 * DAY, days=30)))
def stale_list(s: Scene) -> bytes:
    return s.good


@forgery(Code.NO_LIST, trust=_trusting(lambda p: p.list(by=p.rogue_root)))
def list_of_a_root_of_the_same_name(s: Scene) -> bytes:
    return s.good


@forgery(Code.NO_LIST, trust=_trusting(lambda p: p.list(by=Holder(p.root.certificate, p.rogue_root.private))))
def list_signed_by_a_rogue_key(s: Scene) -> bytes:
    return s.good


@forgery(Code.LIST_AHEAD, trust=_trusting(lambda p: p.list(at=p.now + 3 * DAY)))
def list_of_next_week(s: Scene) -> bytes:
    """Made ahead, so that it stays fresh for longer."""
    return s.good


@forgery(Code.WRONG_UNIT)
def certificate_of_another_unit(s: Scene) -> bytes:
    return _by(s, issued(s.pki.root, "白山市交通运输综合行政执法支队", s.now, CODE))


@forgery(Code.WRONG_UNIT)
def certificate_of_a_namesake(s: Scene) -> bytes:
    """The same name and another code."""
    return _by(s, issued(s.pki.root, s.payload.issuer, s.now, "220999"))


@forgery(Code.WRONG_UNIT)
def certificate_without_a_code(s: Scene) -> bytes:
    return _by(s, issued(s.pki.root, s.payload.issuer, s.now, ""))


@forgery(Code.WRONG_UNIT)
def sheet_without_a_code(s: Scene) -> bytes:
    return _by(s, s.pki.unit, replace(s.payload, issuer_code=""))


@forgery(Code.WRONG_UNIT)
def name_with_a_space(s: Scene) -> bytes:
    return _by(s, s.pki.unit, replace(s.payload, issuer=s.payload.issuer + " "))


@forgery(Code.UNTRUSTED, Code.WRONG_UNIT)
def certificate_of_two_units(s: Scene) -> bytes:
    """Two organizations in one name: which one counts depends on who reads."""
    subject = x509.Name([*s.pki.unit.certificate.subject, x509.NameAttribute(NameOID.ORGANIZATION_NAME, "别的单位")])
    return _by(s, reissued(s.pki.unit, s.pki.root, subject=subject))


@forgery(Code.UNTRUSTED)
def certificate_that_may_issue(s: Scene) -> bytes:
    ca = (x509.BasicConstraints(ca=True, path_length=None), True)
    return _by(s, reissued(s.pki.unit, s.pki.root, drop=x509.BasicConstraints, put=ca))


@forgery(Code.UNTRUSTED)
def certificate_without_purpose(s: Scene) -> bytes:
    return _by(s, reissued(s.pki.unit, s.pki.root, drop=x509.KeyUsage))


@forgery(Code.UNTRUSTED)
def certificate_for_encryption(s: Scene) -> bytes:
    return _by(
        s, reissued(s.pki.unit, s.pki.root, drop=x509.KeyUsage, put=(certificates._usage(key_encipherment=True), True))
    )


@forgery(Code.UNTRUSTED)
def certificate_with_an_unknown_rule(s: Scene) -> bytes:
    """A critical extension that we cannot obey."""
    rule = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4.5"), b"\5\0")
    return _by(s, reissued(s.pki.unit, s.pki.root, put=(rule, True)))


@forgery(Code.WEAK_ALGORITHM)
def certificate_hashed_with_sha384(s: Scene) -> bytes:
    """Sound, and none of the four forms that are accepted."""
    return _by(s, reissued(s.pki.unit, s.pki.root, hash_=hashes.SHA384()))


@forgery(Code.WEAK_ALGORITHM)
def key_of_rsa_1024(s: Scene) -> bytes:
    """Under the true root, which should not have issued it."""
    return _weak(s, rsa.generate_private_key(65537, 1024))


@forgery(Code.WEAK_ALGORITHM)
def key_of_rsa_with_exponent_3(s: Scene) -> bytes:
    return _weak(s, rsa.generate_private_key(3, 2048))


@forgery(Code.WEAK_ALGORITHM)
def key_on_the_curve_of_bitcoin(s: Scene) -> bytes:
    return _weak(s, ec.generate_private_key(ec.SECP256K1()))


@forgery(Code.WEAK_ALGORITHM)
def key_on_a_larger_curve(s: Scene) -> bytes:
    return _weak(s, ec.generate_private_key(ec.SECP384R1()))


def _weak(s: Scene, key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    """Signed with a key of a kind that we do not have, in an envelope like ours."""
    holder = reissued(s.pki.unit, s.pki.root, key=key)
    return enveloped(s, holder)


@forgery(Code.UNTRUSTED)
def root_without_its_code(s: Scene) -> bytes:
    """A trial root that some PC made for itself."""
    return _by(s, issued(make_root(s.now, ""), s.payload.issuer, s.now))
