"""The signature's CMS in other forms: weaker algorithms, more signers, more attributes, another encoding, another's."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from asn1crypto import cms, core
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from jltrain.sheet.cms import take_apart
from jltrain.sheet.reasons import Code
from tests.sheet.attacks.draft import cms_in, gap_of, refilled
from tests.sheet.attacks.forgery import Scene, digest_of, forgery
from tests.sheet.attacks.pki import Holder, Pki
from tests.sheet.attacks.toolkit import ORDER, content_info, enveloped, signer_info


def _unit(s: Scene) -> Holder:
    return s.pki.unit


def _pki(s: Scene) -> Pki:
    return s.pki


def _attribute(kind: str, value: Any) -> Any:
    return cms.CMSAttribute({"type": kind, "values": [value]})


strange = forgery(Code.STRANGE_SIGNATURE)


@forgery(Code.CHANGED)
def cms_of_another_sheet(s: Scene) -> bytes:
    return refilled(s.good, take_apart(cms_in(s.failed))[2])


@forgery(Code.CHANGED)
def cms_of_the_template_only(s: Scene) -> bytes:
    """A right signature over no bytes at all."""
    return refilled(s.good, s.key.cms(hashlib.new(s.key.digest_algorithm).digest()))


@forgery(Code.CHANGED)
def value_of_zeros(s: Scene) -> bytes:
    envelope, value, _whole = take_apart(cms_in(s.good))
    return refilled(s.good, envelope.build(digest_of(s.good, s.key.digest_algorithm), bytes(len(value))))


@forgery(Code.CHANGED)
def value_of_zero_numbers(s: Scene) -> bytes:
    """r = s = 0 (CVE-2022-21449)."""
    envelope = take_apart(cms_in(s.good))[0]
    value = bytes.fromhex("3006020100020100")
    return refilled(s.good, envelope.build(digest_of(s.good, s.key.digest_algorithm), value))


@forgery(Code.CHANGED)
def value_empty(s: Scene) -> bytes:
    envelope = take_apart(cms_in(s.good))[0]
    return refilled(s.good, envelope.build(digest_of(s.good, s.key.digest_algorithm), b""))


@forgery(Code.CHANGED)
def high_s_twin(s: Scene) -> bytes:
    """From (r, s) anybody makes (r, order - s): a second file of one sheet, which HR would take for a conflict."""
    envelope, value, _whole = take_apart(cms_in(s.good))
    r, low = decode_dss_signature(value)
    twin = encode_dss_signature(r, ORDER - low)
    return refilled(s.good, envelope.build(digest_of(s.good, s.key.digest_algorithm), twin))


@forgery(Code.CHANGED)
def signed_over_sha1_and_called_sha256(s: Scene) -> bytes:
    private: Any = s.pki.unit.private
    envelope = take_apart(cms_in(s.good))[0]
    digest = digest_of(s.good, "sha256")
    return refilled(s.good, envelope.build(digest, private.sign(envelope.attributes(digest), ec.ECDSA(hashes.SHA1()))))


@forgery(Code.WEAK_ALGORITHM)
def sha1(s: Scene) -> bytes:
    return enveloped(s, digest="sha1")


@forgery(Code.WEAK_ALGORITHM)
def md5(s: Scene) -> bytes:
    """RSA, since ECDSA with MD5 has no name."""
    return enveloped(s, digest="md5")


@forgery(Code.WEAK_ALGORITHM)
def sha1_over_the_file_alone(s: Scene) -> bytes:
    """The attributes are hashed with SHA-256, the file is not."""
    return refilled(
        s.blank, content_info([signer_info(_unit(s), s.blank, attribute_digest="sha1")], [_unit(s)], ("sha1",))
    )


@strange
def sha384(s: Scene) -> bytes:
    return enveloped(s, digest="sha384")


@strange
def time_of_signing_among_the_signed_attributes(s: Scene) -> bytes:
    moment = cms.Time({"utc_time": core.UTCTime(s.now)})
    return enveloped(s, more=(_attribute("signing_time", moment),))


@strange
def unsigned_attributes(s: Scene) -> bytes:
    """Room for anything, covered by no signature."""
    return enveloped(s, unsigned=(_attribute("counter_signature", signer_info(_pki(s).rogue, s.blank)),))


@forgery(Code.STRANGE_SIGNATURE)
def timestamp_attribute(s: Scene) -> bytes:
    """A time stamp that claims the sheet was signed long ago; here by the forger's own authority."""
    token = content_info([signer_info(s.pki.rogue, s.blank)], [s.pki.rogue])
    stamp = cms.ContentInfo.load(token)
    return enveloped(s, unsigned=(_attribute("signature_time_stamp_token", stamp),))


@forgery(Code.STRANGE_SIGNATURE)
def two_signers(s: Scene) -> bytes:
    infos = [signer_info(h, s.blank) for h in (_unit(s), _pki(s).rogue)]
    return refilled(s.blank, content_info(infos, [_unit(s), _pki(s).rogue]))


@forgery(Code.STRANGE_SIGNATURE)
def no_signer(s: Scene) -> bytes:
    """A list of no signers: every one of them is right."""
    return refilled(s.blank, content_info([], [_unit(s)]))


@strange
def certificate_of_the_root_as_well(s: Scene) -> bytes:
    """A chain that came with the sheet; only imported roots count, so it has no business here."""
    return refilled(s.blank, content_info([signer_info(_unit(s), s.blank)], [_unit(s), _pki(s).root]))


@forgery(Code.STRANGE_SIGNATURE)
def certificate_of_a_stranger_first(s: Scene) -> bytes:
    """Who signed depends on which certificate is taken."""
    return refilled(s.blank, content_info([signer_info(_unit(s), s.blank)], [_pki(s).rogue, _unit(s)]))


@forgery(Code.STRANGE_SIGNATURE)
def no_certificate(s: Scene) -> bytes:
    return refilled(s.blank, content_info([signer_info(_unit(s), s.blank)], []))


@forgery(Code.STRANGE_SIGNATURE, Code.CHANGED)
def certificate_exchanged(s: Scene) -> bytes:
    """The unit's signature beside the rogue's certificate."""
    return refilled(s.blank, content_info([signer_info(_unit(s), s.blank)], [_pki(s).rogue]))


@strange
def signer_named_by_key_identifier(s: Scene) -> bytes:
    return enveloped(s, by_key_identifier=True)


@forgery(Code.STRANGE_SIGNATURE)
def no_signed_attributes(s: Scene) -> bytes:
    """The value is over the file itself: a document of somebody's choosing can pass for attributes and back."""
    return enveloped(s, bare=True)


@forgery(Code.STRANGE_SIGNATURE)
def content_inside(s: Scene) -> bytes:
    """The signed data is carried in the CMS, so that a careless reader looks there."""
    start, end = gap_of(s.blank)
    inside: Any = {
        "encap_content_info": {
            "content_type": "data",
            "content": hashlib.sha256(s.blank[:start] + s.blank[end:]).digest(),
        }
    }
    return refilled(s.blank, content_info([signer_info(_unit(s), s.blank)], [_unit(s)], **inside))


@strange
def two_digest_algorithms(s: Scene) -> bytes:
    return refilled(s.blank, content_info([signer_info(_unit(s), s.blank)], [_unit(s)], ("sha256", "sha512")))


@strange
def version_3(s: Scene) -> bytes:
    return refilled(s.blank, content_info([signer_info(_unit(s), s.blank)], [_unit(s)], version="v3"))


def _edited(change: Callable[[bytes], bytes]) -> Callable[[Scene], bytes]:
    return lambda s: refilled(s.good, change(take_apart(cms_in(s.good))[2]))


@forgery(Code.STRANGE_SIGNATURE)
def indefinite_lengths(s: Scene) -> bytes:
    """BER: the same value in another encoding."""
    return _edited(lambda der: b"\x30\x80" + der[4:] + b"\0\0")(s)


@forgery(Code.STRANGE_SIGNATURE)
def length_in_five_bytes(s: Scene) -> bytes:
    return _edited(lambda der: b"\x30\x84\0\0" + der[2:])(s)


@forgery(Code.STRANGE_SIGNATURE)
def bytes_behind_the_cms(s: Scene) -> bytes:
    return _edited(lambda der: der + b"\4\6hidden")(s)


@forgery(Code.STRANGE_SIGNATURE, Code.CHANGED)
def cms_cut(s: Scene) -> bytes:
    return _edited(lambda der: der[:-9])(s)


@forgery(Code.STRANGE_SIGNATURE)
def cms_of_noise(s: Scene) -> bytes:
    return _edited(lambda der: bytes(range(256)) * 3)(s)


@forgery(Code.STRANGE_SIGNATURE)
def cms_nested_deeply(s: Scene) -> bytes:
    return _edited(lambda der: b"\x30\x80" * 1000)(s)


@forgery(Code.STRANGE_SIGNATURE)
def zero_filled_signature(s: Scene) -> bytes:
    """The frame before signing."""
    return s.blank
