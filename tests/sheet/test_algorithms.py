"""Each algorithm signs and is read in one form; what is weak or unknown is refused, and SM2 says so in words."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, padding, rsa
from cryptography.hazmat.primitives.asymmetric.types import CertificateIssuerPrivateKeyTypes
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from jltrain.sheet import algorithms, certificates
from jltrain.sheet.algorithms import AlgorithmNotYet, NotAllowed
from jltrain.sheet.cms import Envelope, take_apart
from jltrain.sheet.reasons import Code
from jltrain.sheet.sign import sign
from jltrain.sheet.trust import Trust
from jltrain.sheet.verify import verify
from tests.sheet.chain import CODE, chain
from tests.sheet.conftest import NOW
from tests.sheet.samples import UNIT, sample

KINDS = ("ecdsa-p256", "rsa-2048", "rsa-3072", "ed25519")
DIGEST = bytes(range(32))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("root", ["ecdsa-p256", "rsa-3072"])
def test_a_sheet_of_every_algorithm_is_accepted_here_and_by_pyhanko(root: str, kind: str) -> None:
    made = chain(root, kind)
    file = sign(sample(issuer_code=CODE), made.signer, NOW)
    verdict = verify(file, made.trust(), NOW)
    assert verdict.accepted, verdict.reasons
    context = ValidationContext(
        trust_roots=[asn1.Certificate.load(certificates.der(made.root))],
        crls=[made.crl().der],
        moment=NOW + timedelta(minutes=1),
        allow_fetching=False,
        revocation_mode="require",
    )
    status = validate_pdf_signature(PdfFileReader(BytesIO(file)).embedded_signatures[0], context)
    assert status.bottom_line
    assert status.md_algorithm == made.signer.digest_algorithm


@pytest.mark.parametrize("kind", KINDS)
def test_one_form_of_envelope(kind: str) -> None:
    signer = chain(unit=kind).signer
    digest = bytes(64 if signer.digest_algorithm == "sha512" else 32)
    cms = signer.cms(digest)
    envelope, value, whole = take_apart(cms + bytes(50))
    assert whole == cms == envelope.build(digest, value)
    assert envelope.algorithm.name == kind
    assert certificates.verifies(signer.certificate, value, envelope.attributes(digest))
    assert not certificates.verifies(signer.certificate, value, envelope.attributes(digest) + b"\0")
    assert not certificates.verifies(signer.certificate, b"", envelope.attributes(digest))


def test_only_the_low_form_of_an_ecdsa_value() -> None:
    signer = chain().signer
    signed = signer.envelope.attributes(DIGEST)
    value = take_apart(signer.cms(DIGEST))[1]
    r, s = decode_dss_signature(value)
    other = encode_dss_signature(r, algorithms._ORDER - s)
    assert certificates.verifies(signer.certificate, value, signed)
    assert not certificates.verifies(signer.certificate, other, signed)
    assert algorithms.low(other) == value


def weak_keys() -> dict[str, CertificateIssuerPrivateKeyTypes]:
    return {
        "RSA-1024": rsa.generate_private_key(65537, 1024),
        "RSA-2048 (e=3)": rsa.generate_private_key(3, 2048),
        "EC secp384r1": ec.generate_private_key(ec.SECP384R1()),
        "EC secp256k1": ec.generate_private_key(ec.SECP256K1()),
        "DSA-2048": dsa.generate_private_key(2048),
        "Ed448": ed448.Ed448PrivateKey.generate(),
    }


WEAK = weak_keys()


@pytest.mark.parametrize("fact", WEAK)
def test_weak_keys_are_refused_by_name(fact: str) -> None:
    key, made = WEAK[fact], chain()
    public = key.public_key()
    with pytest.raises(NotAllowed) as caught:
        algorithms.of_key(public)
    assert caught.value.fact == fact
    certificate = certificates._builder(
        certificates.named(UNIT, UNIT, CODE),
        made.root.subject,
        public,  # type: ignore[arg-type]  # the wrong kind is the point
        NOW,
        NOW + timedelta(days=9),
    ).sign(made.root_key, hashes.SHA256())
    judgement = made.trust().judge(certificate, NOW)
    assert [(r.code, r.fact) for r in judgement.reasons] == [(Code.WEAK_ALGORITHM, fact)]
    assert not certificates.may_sign(certificate)
    assert not certificates.verifies(certificate, b"x", b"y")
    with pytest.raises(NotAllowed):
        Envelope(certificates.der(certificate)).build(DIGEST, b"x")


@pytest.mark.parametrize(
    ("digest", "pss", "fact"),
    [
        (hashes.SHA256(), False, "RSA/SHA-1"),
        (hashes.SHA384(), False, "RSA/SHA-384"),
        (hashes.SHA256(), True, "RSA-PSS"),
    ],
)
def test_weakly_signed_certificates_are_refused(digest: hashes.SHA256 | hashes.SHA384, pss: bool, fact: str) -> None:
    made = chain("rsa-2048")
    key, until = algorithms.public_key(made.signer.certificate), NOW + timedelta(days=9)
    builder = certificates._builder(certificates.named(UNIT, UNIT, CODE), made.root.subject, key, NOW, until)
    scheme = padding.PSS(padding.MGF1(hashes.SHA256()), 32) if pss else None
    der = certificates.der(builder.sign(made.root_key, digest, rsa_padding=scheme))
    if fact == "RSA/SHA-1":  # which cryptography no longer makes: renamed, and so its value is wrong as well
        der = der.replace(bytes.fromhex("2a864886f70d01010b"), bytes.fromhex("2a864886f70d010105"))
    certificate = certificates.from_der(der)
    assert [(r.code, r.fact) for r in made.trust().judge(certificate, NOW).reasons] == [(Code.WEAK_ALGORITHM, fact)]
    assert not certificates.issued_by(certificate, made.root)


def test_a_root_of_a_weak_kind_vouches_for_nobody() -> None:
    weak = WEAK["EC secp384r1"]
    name = certificates.named("根", "根", "JL22")
    made = chain()
    root = (
        certificates._builder(name, name, weak.public_key(), NOW, NOW + timedelta(days=9))  # type: ignore[arg-type]
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(certificates._usage(key_cert_sign=True, crl_sign=True), critical=True)
        .sign(weak, hashes.SHA256())
    )
    assert not certificates.is_root(root)
    assert not certificates.issued_by(made.signer.certificate, root)
    assert Trust.of((root, None)).judge(made.signer.certificate, NOW).reasons[0].code is Code.UNTRUSTED


def test_the_place_kept_for_sm2_refuses_in_words() -> None:
    kept = algorithms.of_name("sm2-sm3")
    assert not kept.offered
    for act in (kept.new_key, lambda: kept.sign(chain().root_key, b"")):
        with pytest.raises(AlgorithmNotYet) as caught:
            act()
        assert "SM2/SM3" in caught.value.sentence()
    with pytest.raises(NotAllowed):
        algorithms.of_name("rot13")
