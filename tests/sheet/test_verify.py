"""Forgeries, damage and the wrong signer: all refused, each with its reason; good sheets accepted."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter

from jltrain.sheet import certificates, keys
from jltrain.sheet.certificates import Certificate
from jltrain.sheet.cms import Envelope, take_apart
from jltrain.sheet.frame import SIGNATURE_SPACE, Frame, draw, frame
from jltrain.sheet.keys import SigningKey
from jltrain.sheet.payload import Payload, to_json
from jltrain.sheet.pdf import HEADER
from jltrain.sheet.sign import sign
from jltrain.sheet.verify import SIZE_LIMIT, Code, Verdict, verify
from tests.sheet.conftest import NOW
from tests.sheet.samples import RARE_NAME, UNIT, eventful, named, sample

Roots = tuple[Certificate, ...]


def codes(verdict: Verdict) -> set[Code]:
    """Why it was refused; checks that a refusal gives nothing away as true."""
    assert verdict.accepted == (not verdict.reasons)
    assert (verdict.payload is not None) == verdict.accepted
    for reason in verdict.reasons:
        assert re.search(r"[\u4e00-\u9fff]。$", reason.text) or reason.text.endswith("）。"), reason.text
        assert "{" not in reason.text
    return {r.code for r in verdict.reasons}


def reframe(data: bytes) -> Frame:
    """The gap of changed bytes found again, and the byte range put right, as a careful forger would."""
    at = data.index(b"/ByteRange [0 ")
    start = data.index(b"/Contents <", at) + len(b"/Contents ")
    end = data.index(b">", start) + 1
    numbers = b"/ByteRange [0 %010d %010d %010d]" % (start, end, len(data) - end)
    return Frame(data[:at] + numbers + data[at + len(numbers) :], (start, end))


def resigned(data: bytes, key: SigningKey) -> bytes:
    """Changed bytes, signed again with the true key: what a dishonest clerk of the unit could make."""
    made = reframe(data)
    return made.filled(key.cms(made.digest))


@pytest.mark.parametrize(
    "payload",
    [sample(), named(RARE_NAME), eventful(60), sample(incidents=(), areas=())],
    ids=["plain", "rare", "long", "short"],
)
def test_good_sheets_are_accepted(payload: Payload, key: SigningKey, roots: Roots) -> None:
    file = sign(payload, key, NOW)
    verdict = verify(file, roots, NOW)
    assert codes(verdict) == set()
    assert verdict.payload == payload
    assert verdict.signer_unit == UNIT
    assert verdict.fingerprint == certificates.fingerprint(key.certificate)
    assert verify(file, (*_other_roots(), *roots), NOW).accepted


def _other_roots() -> Roots:
    other = certificates.new_key()
    return (certificates.make_root(other, UNIT, NOW),)


def test_a_sheet_of_template_1_made_long_ago_is_still_accepted() -> None:
    """If this fails, a change of fonts, wording, layout or segno has changed template 1: that needs a template 2."""
    here = Path(__file__).parent / "golden"
    root = certificates.load((here / "root.crt").read_bytes())
    verdict = verify((here / "template-1.pdf").read_bytes(), (root,), NOW)
    assert codes(verdict) == set()
    assert verdict.payload == named(RARE_NAME)


@pytest.mark.parametrize("level", [1, 9])
def test_another_zlib_does_not_matter(key: SigningKey, roots: Roots, level: int) -> None:
    made = frame(sample(), lambda offset, data: zlib.compress(data, level))
    assert made.data != frame(sample()).data
    assert verify(made.filled(key.cms(made.digest)), roots, NOW).accepted


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_any_changed_byte_is_refused(data: st.DataObject, signed: bytes, roots: Roots) -> None:
    position = data.draw(st.integers(0, len(signed) - 1))
    byte = data.draw(st.integers(0, 255))
    changed = bytearray(signed)
    changed[position] = byte
    assert verify(bytes(changed), roots, NOW).accepted == (bytes(changed) == signed)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_cut_or_insertion_is_refused(data: st.DataObject, signed: bytes, roots: Roots) -> None:
    start, end = sorted((data.draw(st.integers(0, len(signed))), data.draw(st.integers(0, len(signed)))))
    changed = signed[:start] + data.draw(st.binary(max_size=40)) + signed[end:]
    assert verify(changed, roots, NOW).accepted == (changed == signed)


@settings(max_examples=80, deadline=None)
@given(data=st.binary(max_size=400))
def test_foreign_bytes_are_refused(data: bytes, roots: Roots) -> None:
    assert codes(verify(data, roots, NOW))
    assert codes(verify(b"%PDF-1.7\n" + data, roots, NOW))


def test_every_truncation_is_called_one(signed: bytes, roots: Roots) -> None:
    for length in range(40, len(signed) - 1, 997):
        assert codes(verify(signed[:length], roots, NOW)) == {Code.TRUNCATED}
    assert codes(verify(b"", roots, NOW)) == {Code.NOT_PDF}


@pytest.mark.parametrize("tail", [b"\n", b" ", b"\0", b"%%EOF\n", b"x" * 1000], ids=repr)
def test_trailing_bytes(signed: bytes, roots: Roots, tail: bytes) -> None:
    assert codes(verify(signed + tail, roots, NOW)) == {Code.ADDED_TO}


@pytest.mark.parametrize("head", [b"\n", b"%PDF-1.7\n", b"\xef\xbb\xbf"], ids=repr)
def test_leading_bytes(signed: bytes, roots: Roots, head: bytes) -> None:
    assert not verify(head + signed, roots, NOW).accepted


def test_an_incremental_update(signed: bytes, roots: Roots) -> None:
    writer: Any = IncrementalPdfFileWriter(BytesIO(signed))
    writer.root["/PageLayout"] = writer.root["/ViewerPreferences"]
    writer.update_root()
    out = BytesIO()
    writer.write(out)
    assert codes(verify(out.getvalue(), roots, NOW)) == {Code.ADDED_TO}


def test_unsigned(roots: Roots) -> None:
    assert codes(verify(draw(sample()), roots, NOW)) == {Code.UNSIGNED}


def test_zeros_for_a_signature(roots: Roots) -> None:
    assert codes(verify(frame(sample()).data, roots, NOW)) == {Code.STRANGE_SIGNATURE}


def test_too_large(roots: Roots) -> None:
    assert codes(verify(b"%PDF-1.7\n" + bytes(SIZE_LIMIT), roots, NOW)) == {Code.TOO_LARGE}


def test_another_sheets_signature(signed: bytes, key: SigningKey, roots: Roots) -> None:
    made = frame(sample(number="JL2026-220100-000124"))
    assert codes(verify(made.filled(key.cms(frame(sample()).digest)), roots, NOW)) == {Code.CHANGED}


def test_untrusted_root_of_the_same_name(tmp_path: Path, roots: Roots) -> None:
    keys.create_local(tmp_path, UNIT, NOW, None)
    rogue = sign(sample(), keys.load_signer(tmp_path, None), NOW)
    assert keys.trusted_roots(tmp_path)[0].subject == roots[0].subject
    assert codes(verify(rogue, roots, NOW)) == {Code.UNTRUSTED}
    assert codes(verify(rogue, (), NOW)) == {Code.UNTRUSTED}


def test_a_unit_certificate_is_no_root(signed: bytes, key: SigningKey) -> None:
    assert codes(verify(signed, (key.certificate,), NOW)) == {Code.UNTRUSTED}


def test_out_of_force(signed: bytes, roots: Roots) -> None:
    assert Code.EXPIRED in codes(verify(signed, roots, NOW + timedelta(days=6 * 365)))
    assert Code.NOT_YET_VALID in codes(verify(signed, roots, NOW - timedelta(days=1)))


def test_the_time_in_the_file_does_not_count(key: SigningKey, roots: Roots) -> None:
    """Signed with an expired key and dated back into its validity."""
    made = frame(sample())
    late = made.filled(key.cms(made.digest))
    assert codes(verify(late, roots, NOW + timedelta(days=6 * 365))) == {Code.EXPIRED}


def test_another_units_certificate(key_folder: Path, roots: Roots) -> None:
    """A unit under the same root signs a sheet in the first unit's name."""
    root_key, root = keys._open(key_folder / "root.p12", None)
    private = certificates.new_key()
    certificate = certificates.issue(root, root_key, private.public_key(), "别的单位", NOW)
    other = SigningKey("别的单位", certificate, Envelope(certificates.der(certificate)), private)
    made = frame(sample())
    verdict = verify(made.filled(other.cms(made.digest)), roots, NOW)
    assert codes(verdict) == {Code.WRONG_UNIT}
    assert verdict.signer_unit == "别的单位"


def test_a_root_that_signs_sheets_itself(key_folder: Path, roots: Roots) -> None:
    private, root = keys._open(key_folder / "root.p12", None)
    made = frame(sample())
    signer = SigningKey(UNIT, root, Envelope(certificates.der(root)), private)
    assert codes(verify(made.filled(signer.cms(made.digest)), roots, NOW)) == {Code.UNTRUSTED}


def _swap_data(data: bytes) -> bytes:
    """Another's data attached under this page."""
    mine, other = (zlib.compress(to_json(p), 6) for p in (sample(), sample(number="JL2026-220100-000999")))
    assert mine in data
    return data.replace(mine, other).replace(b"/Length %d " % len(mine), b"/Length %d " % len(other), 1)


def _edit_page(data: bytes) -> bytes:
    """Another page over the same data."""
    mine, other = frame(sample()).data, frame(sample(halves=190)).data
    streams = [re.search(rb"\n4 0 obj\n.*?endobj", d, re.DOTALL) for d in (mine, other)]
    assert streams[0] and streams[1]
    return data.replace(streams[0][0], streams[1][0])


CHANGES: dict[str, Callable[[bytes], bytes]] = {
    "title": lambda d: d.replace(b"/Producer (jltrain)", b"/Producer (Jltrain)"),
    "javascript": lambda d: d.replace(b"/Lang (zh-CN)", b"/Lang (zh-CN) /OpenAction << /S /JavaScript /JS (1) >>"),
    "optional content": lambda d: d.replace(b"/Lang (zh-CN)", b"/Lang (zh-CN) /OCProperties << /OCGs [] /D << >> >>"),
    "second attachment": lambda d: d.replace(b"/EmbeddedFiles << /Names [", b"/EmbeddedFiles << /Names [(a) 1 0 R "),
    "second field": lambda d: d.replace(b"/AcroForm << /Fields [", b"/AcroForm << /Fields [1 0 R "),
    "annotation": lambda d: d.replace(b"/Annots [", b"/Annots [<< /Type /Annot /Subtype /FreeText /Contents (100) >> "),
    "changes allowed": lambda d: d.replace(b"/P 1 /V /1.2", b"/P 3 /V /1.2"),
    "other box": lambda d: d.replace(b"/MediaBox [0 0 595.28 841.89]", b"/MediaBox [0 0 595.28 400.00]"),
    "comment in the gap between objects": lambda d: d.replace(b"\n2 0 obj", b"\n% hidden\n2 0 obj"),
    "object nobody needs": lambda d: d.replace(b"\nxref\n", b"\n99 0 obj\n(hidden)\nendobj\nxref\n"),
    "other data": _swap_data,
    "other page": _edit_page,
    "signing time": lambda d: d.replace(b"/M (D:2026", b"/M (D:2025"),
    "name of the signer": lambda d: d.replace(b" /Name <FEFF", b" /Name <FEFF0041"),
    "second trailer": lambda d: d.replace(b"startxref", b"trailer\n<< >>\nstartxref"),
    "second end of file": lambda d: d + b"startxref\n0\n%%EOF\n",
    "version": lambda d: d.replace(b"%PDF-1.7", b"%PDF-1.6"),
    "identity": lambda d: re.sub(rb"/ID \[<..", b"/ID [<00", d),
}


@pytest.mark.parametrize("change", CHANGES)
def test_even_the_true_key_cannot_sign_another_form(change: str, key: SigningKey, roots: Roots) -> None:
    original = frame(sample()).data
    changed = CHANGES[change](original)
    assert changed != original
    assert codes(verify(resigned(changed, key), roots, NOW)) == {Code.NOT_AS_DATA}
    assert codes(verify(resigned(original, key), roots, NOW)) == set()


def test_junk_behind_a_stream(key: SigningKey, roots: Roots) -> None:
    made = frame(sample(), lambda offset, data: zlib.compress(data) + b"hidden")
    assert codes(verify(made.filled(key.cms(made.digest)), roots, NOW)) == {Code.NOT_AS_DATA}


def test_a_stream_that_unpacks_to_gigabytes(key: SigningKey, roots: Roots) -> None:
    bomb = zlib.compress(bytes(20_000_000), 9)
    made = frame(sample(), lambda offset, data: bomb)
    assert codes(verify(made.filled(key.cms(made.digest)), roots, NOW)) == {Code.NOT_AS_DATA}


def _first_stream(other: bytes) -> Callable[[int, bytes], bytes]:
    """A packer that puts other data in the place of the attachment."""
    return lambda offset, data: zlib.compress(other if offset == len(HEADER) else data)


def test_data_that_is_no_sheet(key: SigningKey, roots: Roots) -> None:
    for json in (b"{}", b"[" * 100_000, b'{"schema":"jltrain.sheet/1"}'):
        made = frame(sample(), _first_stream(json))
        assert codes(verify(made.filled(key.cms(made.digest)), roots, NOW)) == {Code.BAD_DATA}


def test_two_signatures_claimed(key: SigningKey, roots: Roots) -> None:
    data = frame(sample()).data
    twice = data.replace(
        b"trailer\n<< ", b"trailer\n<< /X << /ByteRange [0 0000000001 0000000002 0000000003] /Contents <00> >> "
    )
    assert codes(verify(resigned(twice, key), roots, NOW)) == {Code.SEVERAL_SIGNATURES}


def test_the_signature_as_a_literal_string(signed: bytes, roots: Roots) -> None:
    start, end = frame(sample()).gap
    literal = b"(" + signed[start + 1 : end - 1] + b")"
    assert codes(verify(signed[:start] + literal + signed[end:], roots, NOW)) & {Code.STRANGE_SIGNATURE, Code.CHANGED}


@pytest.mark.parametrize("edit", ["upper case", "white space", "keys", "padding", "escape early"])
def test_the_gap_holds_the_signature_and_zeros_only(edit: str, signed: bytes, roots: Roots) -> None:
    start, end = frame(sample()).gap
    gap = signed[start:end]
    changed = {
        "upper case": gap.upper(),
        "white space": gap[:-3] + b" 0>",
        "keys": gap[:-40] + b"> /Reference null /X <".rjust(39, b"0") + b">",
        "padding": gap[:-3] + b"1f>",
        "escape early": gap[:-2] + b">>",
    }[edit]
    assert len(changed) == len(gap)
    verdict = verify(signed[:start] + changed + signed[end:], roots, NOW)
    assert codes(verdict) & {Code.STRANGE_SIGNATURE, Code.CHANGED}


def _envelopes(key: SigningKey, digest: bytes) -> dict[str, bytes]:
    """CMS values of other forms around a right signature."""
    good = key.cms(digest)
    unsigned_attribute = good.replace(
        b"\x30\x0a\x06\x08\x2a\x86\x48\xce\x3d\x04\x03\x02\x04", b"\x30\x0a\x06\x08\x2a\x86\x48\xce\x3d\x04\x03\x03\x04"
    )
    return {
        "other algorithm named": unsigned_attribute,
        "version 3": good.replace(b"\x02\x01\x01\x31\x0d", b"\x02\x01\x03\x31\x0d", 1),
        "cut": good[:-9],
        "longer": good + b"\x05\x00",
        "empty": b"",
        "indefinite length": b"\x30\x80" + good[4:] + b"\0\0",
    }


@pytest.mark.parametrize("form", ["other algorithm named", "version 3", "cut", "longer", "empty", "indefinite length"])
def test_other_envelopes(form: str, key: SigningKey, roots: Roots) -> None:
    made = frame(sample())
    assert codes(verify(made.filled(_envelopes(key, made.digest)[form]), roots, NOW)) & {
        Code.STRANGE_SIGNATURE,
        Code.CHANGED,
    }


def test_pyhankos_own_signature_is_of_another_form(key_folder: Path, roots: Roots) -> None:
    """Valid PAdES by the true key, in a second revision: still not what this program writes."""
    simple: Any = signers.SimpleSigner
    writer: Any = IncrementalPdfFileWriter(BytesIO(draw(sample())))
    about = signers.PdfSignatureMetadata(field_name="a", subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256")
    out = signers.sign_pdf(writer, about, signer=simple.load_pkcs12(str(key_folder / "unit.p12")))
    assert codes(verify(out.getvalue(), roots, NOW)) == {Code.STRANGE_SIGNATURE}


def test_an_rsa_certificate_under_the_root(key_folder: Path, roots: Roots) -> None:
    root_key, root = keys._open(key_folder / "root.p12", None)
    private = rsa.generate_private_key(65537, 2048)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(certificates._name(UNIT, UNIT))
        .issuer_name(root.subject)
        .public_key(private.public_key())
        .serial_number(5)
        .not_valid_before(NOW - timedelta(days=1))
        .not_valid_after(NOW + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(root_key, hashes.SHA256())
    )
    envelope = Envelope(certificate.public_bytes(serialization.Encoding.DER))
    made = frame(sample())
    cms = envelope.build(made.digest, b"\0" * 256)
    assert not verify(made.filled(cms), roots, NOW).accepted


def test_a_value_that_is_no_signature(key: SigningKey, roots: Roots) -> None:
    made = frame(sample())
    for value in (b"", b"\0", b"\x30\x06\x02\x01\x00\x02\x01\x00", b"\xff" * 70):
        assert codes(verify(made.filled(key.envelope.build(made.digest, value)), roots, NOW)) == {Code.CHANGED}


def test_a_signature_over_sha1(key: SigningKey, roots: Roots) -> None:
    made = frame(sample())
    value = key._private.sign(key.envelope.attributes(made.digest), ec.ECDSA(hashes.SHA1()))
    assert codes(verify(made.filled(key.envelope.build(made.digest, value)), roots, NOW)) == {Code.CHANGED}


def test_an_unforeseen_exception_is_a_refusal(signed: bytes, roots: Roots, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("bug")

    monkeypatch.setattr("jltrain.sheet.verify.frame", broken)
    assert codes(verify(signed, roots, NOW)) == {Code.UNREADABLE}


def test_the_space_for_a_signature_is_enough(key: SigningKey) -> None:
    assert len(key.cms(bytes(32))) < SIGNATURE_SPACE


def test_the_other_form_of_the_same_signature(signed: bytes, key: SigningKey, roots: Roots) -> None:
    """From (r, s) anybody makes (r, order - s): a second file of one sheet, which HR would take for a conflict."""
    gap = frame(sample()).gap
    envelope, value, _cms = take_apart(bytes.fromhex(signed[gap[0] + 1 : gap[1] - 1].decode()))
    r, s = decode_dss_signature(value)
    order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
    twin = frame(sample()).filled(envelope.build(frame(sample()).digest, encode_dss_signature(r, order - s)))
    public = key.certificate.public_key()
    assert isinstance(public, ec.EllipticCurvePublicKey)
    attributes = envelope.attributes(frame(sample()).digest)
    public.verify(encode_dss_signature(r, order - s), attributes, ec.ECDSA(hashes.SHA256()))
    assert codes(verify(twin, roots, NOW)) == {"changed"}
