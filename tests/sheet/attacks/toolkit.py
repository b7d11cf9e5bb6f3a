"""CMS signatures of any form, made with asn1crypto: what a forger with a toolkit writes."""

from __future__ import annotations

import hashlib
from typing import Any

from asn1crypto import cms, tsp
from asn1crypto import x509 as asn1
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from jltrain.sheet import certificates
from tests.sheet.attacks.draft import gap_of, refilled
from tests.sheet.attacks.forgery import Scene, digest_of
from tests.sheet.attacks.pki import Holder

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_HASHES: dict[str, Any] = {
    "sha1": hashes.SHA1,
    "md5": hashes.MD5,
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}


def _sign(holder: Holder, data: bytes, digest: str) -> tuple[str, bytes]:
    """Algorithm and value."""
    private: Any = holder.private
    if isinstance(private, rsa.RSAPrivateKey):
        return "rsassa_pkcs1v15", private.sign(data, padding.PKCS1v15(), _HASHES[digest]())
    name = "ecdsa" if digest == "md5" else f"{digest}_ecdsa"
    value = private.sign(data, ec.ECDSA(_HASHES[digest]()))
    r, s = decode_dss_signature(value)
    return name, encode_dss_signature(r, min(s, ORDER - s) if private.curve.name == "secp256r1" else s)


def signer_info(
    holder: Holder,
    file: bytes,
    digest: str = "sha256",
    attribute_digest: str = "",
    more: tuple[Any, ...] = (),
    unsigned: tuple[Any, ...] = (),
    bare: bool = False,
    by_key_identifier: bool = False,
) -> cms.SignerInfo:
    """A SignerInfo over the file. `bare`: no signed attributes, as old PKCS#7 allows."""
    certificate = asn1.Certificate.load(certificates.der(holder.certificate))
    start, end = gap_of(file)
    attributes = cms.CMSAttributes([
        cms.CMSAttribute({"type": "content_type", "values": ["data"]}),
        cms.CMSAttribute({"type": "message_digest", "values": [digest_of(file, attribute_digest or digest)]}),
        cms.CMSAttribute({"type": "signing_certificate_v2", "values": [
            tsp.SigningCertificateV2({"certs": [tsp.ESSCertIDv2({"cert_hash": hashlib.sha256(certificate.dump()).digest()})]})
        ]}),
        *more,
    ])  # fmt: skip
    signed = file[:start] + file[end:] if bare else attributes.untag().dump()
    algorithm, value = _sign(holder, signed, digest)
    name = cms.IssuerAndSerialNumber({"issuer": certificate.issuer, "serial_number": certificate.serial_number})
    named = (
        {"subject_key_identifier": certificate.key_identifier}
        if by_key_identifier
        else {"issuer_and_serial_number": name}
    )
    sid = cms.SignerIdentifier(named)
    return cms.SignerInfo({
        "version": "v3" if by_key_identifier else "v1", "sid": sid, "digest_algorithm": {"algorithm": digest},
        "signature_algorithm": {"algorithm": algorithm}, "signature": value,
        **({} if bare else {"signed_attrs": attributes}),
        **({"unsigned_attrs": cms.CMSAttributes(list(unsigned))} if unsigned else {}),
    })  # fmt: skip


def content_info(
    infos: list[cms.SignerInfo], holders: list[Holder], digests: tuple[str, ...] = ("sha256",), **more: Any
) -> bytes:
    """The whole."""
    held = [
        cms.CertificateChoices({"certificate": asn1.Certificate.load(certificates.der(h.certificate))}) for h in holders
    ]
    body = cms.SignedData({
        "version": "v1", "digest_algorithms": [{"algorithm": d} for d in digests],
        "encap_content_info": {"content_type": "data"}, "certificates": held, "signer_infos": infos, **more,
    })  # fmt: skip
    out: bytes = cms.ContentInfo({"content_type": "signed_data", "content": body}).dump()
    return out


def enveloped(s: Scene, holder: Holder | None = None, digest: str = "sha256", **how: Any) -> bytes:
    """The good sheet's bytes with such a CMS by this holder."""
    signer = holder or s.pki.unit
    return refilled(s.blank, content_info([signer_info(signer, s.blank, digest, **how)], [signer], (digest,)))
