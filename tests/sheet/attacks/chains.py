"""Chains that look right: roots and lists with tricks, certificates that pose as what they are not, old schemas."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from jltrain.sheet import certificates, revocation
from jltrain.sheet.frame import frame
from jltrain.sheet.payload import SCHEMA_1
from jltrain.sheet.reasons import Code
from jltrain.sheet.trust import Trust
from tests.sheet.attacks.forgery import Scene, forgery, sealed
from tests.sheet.attacks.pki import CODE, Holder, issued, make_root, reissued


def _by(s: Scene, holder: Holder) -> bytes:
    return sealed(frame(s.payload).data, holder)


_TRIAL: dict[str, Holder] = {}


def _trial(s: Scene) -> Holder:
    """A root that some PC made for itself; its key lies there for the taking."""
    if not _TRIAL:
        _TRIAL["root"] = make_root(s.now, "")
    return _TRIAL["root"]


def _with_trial(s: Scene) -> Trust:
    """HR believed a PC on trial, once, beside the province."""
    trial = _trial(s)
    return Trust.of((s.pki.root.certificate, s.pki.list()), (trial.certificate, s.pki.list(by=trial)))


@forgery(Code.UNTRUSTED, trust=_with_trial)
def trial_root_posing_as_a_coded_unit(s: Scene) -> bytes:
    return _by(s, issued(_trial(s), s.payload.issuer, s.now, CODE))


@forgery(Code.UNTRUSTED)
def certificate_that_signs_certificates(s: Scene) -> bytes:
    """No CA by its constraints, and one by its usage: readers differ."""
    usage = certificates._usage(digital_signature=True, content_commitment=True, key_cert_sign=True)
    return _by(s, reissued(s.pki.unit, s.pki.root, drop=x509.KeyUsage, put=(usage, True)))


@forgery(Code.UNTRUSTED)
def two_below_the_root(s: Scene) -> bytes:
    """The root lets a CA through; what that vouches for does not count, whatever the length of the path."""
    ca = (x509.BasicConstraints(ca=True, path_length=3), True)
    between = reissued(s.pki.unit, s.pki.root, drop=x509.BasicConstraints, put=ca)
    return _by(s, reissued(s.pki.rogue, between))


def _cross_signed(s: Scene) -> Trust:
    """The rogue root's certificate, signed by the true one: no root, since it does not sign itself."""
    crossed = reissued(s.pki.rogue_root, s.pki.root).certificate
    return Trust.of((crossed, s.pki.list(by=s.pki.rogue_root)), (s.pki.root.certificate, s.pki.list()))


@forgery(Code.UNTRUSTED, trust=_cross_signed)
def cross_signed_root(s: Scene) -> bytes:
    return _by(s, s.pki.rogue)


def _constrained(s: Scene) -> Trust:
    """A root that may vouch for some names only, which we cannot obey."""
    rule = (x509.NameConstraints([x509.DNSName("jl.gov.cn")], None), True)
    root = reissued(s.pki.root, s.pki.root, put=rule)
    return Trust.of((root.certificate, s.pki.list(by=root)))


@forgery(Code.UNTRUSTED, trust=_constrained)
def root_with_a_rule(s: Scene) -> bytes:
    return s.good


@forgery(Code.WRONG_UNIT)
def old_schema_without_a_code(s: Scene) -> bytes:
    """A unit with a code goes back to schema 1, where nothing is said of codes, nor of versions."""
    old = replace(s.payload, issuer_code="", schema=SCHEMA_1, template=1)
    return sealed(frame(old).data, s.pki.unit)


@forgery(Code.WRONG_UNIT)
def name_of_another_normal_form(s: Scene) -> bytes:
    """A compatibility ideograph, which is drawn alike: U+F9B5 for U+4F8B and so on."""
    subject = certificates.named("甲", s.payload.issuer.replace("行", "\ufa08"), CODE)
    return _by(s, reissued(s.pki.unit, s.pki.root, subject=subject))


def _listed(s: Scene, signer: ec.EllipticCurvePrivateKey, key_of: Holder) -> Trust:
    """A list in the root's name by another key."""
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(s.pki.root.certificate.subject)
        .last_update(s.now - timedelta(hours=1))
        .next_update(s.now + timedelta(days=30))
        .add_extension(x509.CRLNumber(9), critical=False)
        .add_extension(certificates.authority_of(key_of.certificate), critical=False)
    )
    made = revocation.read(builder.sign(signer, hashes.SHA256()).public_bytes(_DER))
    return Trust.of((s.pki.root.certificate, made))


_DER = serialization.Encoding.DER


def _list_by_the_unit(s: Scene) -> Trust:
    private = s.pki.unit.private
    assert isinstance(private, ec.EllipticCurvePrivateKey)
    return _listed(s, private, s.pki.root)


@forgery(Code.NO_LIST, trust=_list_by_the_unit)
def list_signed_by_the_unit(s: Scene) -> bytes:
    """A revoked unit makes itself a clean list in the root's name."""
    return s.good
