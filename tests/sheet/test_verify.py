"""Good sheets of every kind are accepted; the verdict says who signed; trouble of our own is a refusal, too.

The forged ones are in attacks/.
"""

from __future__ import annotations

import pickle
import re
import zlib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from jltrain.sheet import certificates
from jltrain.sheet import verify as room
from jltrain.sheet.foreign import foreign_content
from jltrain.sheet.frame import SIGNATURE_SPACES, frame
from jltrain.sheet.payload import SCHEMA_1, Payload
from jltrain.sheet.reasons import Code, Reason
from jltrain.sheet.sign import sign
from jltrain.sheet.template2.prologue import TemplateDamaged, prologue
from jltrain.sheet.trust import Judgement, Trust
from jltrain.sheet.verify import verify
from tests.sheet.attacks.draft import gap_of
from tests.sheet.attacks.forgery import sealed
from tests.sheet.attacks.pki import CODE, Holder, issued
from tests.sheet.attacks.stage import NOW, scene
from tests.sheet.attacks.test_attacks import codes
from tests.sheet.samples import RARE_NAME, UNIT, eventful, named, sample

ALGORITHMS = ("ecdsa-p256", "rsa-2048", "rsa-3072", "ed25519")
CORRECTED = sample(version=2, replaces="JL2026-220100-000120", correction="姓名录入有误，予以更正")


def unsigned(payload: Payload) -> bytes:
    return frame(replace(payload, issuer_code=CODE)).data


@pytest.mark.parametrize(
    "payload",
    [sample(), named(RARE_NAME), named("买买提·阿不都热合曼"), eventful(60), sample(incidents=(), areas=()), CORRECTED],
    ids=["plain", "rare", "long name", "several pages", "short", "corrected"],
)
def test_good_sheets_are_accepted(payload: Payload) -> None:
    s = scene()
    file = sealed(unsigned(payload), s.key)
    verdict = verify(file, s.trust, NOW)
    assert codes(verdict) == set()
    assert verdict.payload == replace(payload, issuer_code=CODE)
    assert foreign_content(file, gap_of(file)) == ""
    another = Trust((*Trust.of((s.pki.rogue_root.certificate, None)).anchors, *s.trust.anchors))
    assert verify(file, another, NOW).accepted, "one more root takes nothing away"


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_every_algorithm_is_accepted(algorithm: str) -> None:
    s = scene()
    holder = issued(s.pki.root, UNIT, NOW, algorithm=algorithm)
    assert codes(verify(sealed(unsigned(sample()), holder), s.trust, NOW)) == set()
    assert len(holder.cms(bytes(64))) < SIGNATURE_SPACES[1]


def test_the_verdict_says_who_signed() -> None:
    s = scene()
    verdict, certificate = verify(s.good, s.trust, NOW), s.pki.unit.certificate
    assert (verdict.signer_unit, verdict.signer_code) == (UNIT, CODE)
    assert verdict.fingerprint == certificates.fingerprint(certificate)
    assert int(verdict.serial, 16) == certificate.serial_number
    assert verdict.not_after == certificate.not_valid_after_utc
    assert verdict.root == certificates.hex_of(s.pki.root.certificate)
    stranger = verify(sealed(s.blank, s.pki.rogue), s.trust, NOW)
    assert (stranger.signer_unit, stranger.root) == (UNIT, ""), "named for HR to ask about, and vouched for by nobody"
    assert stranger.fingerprint == certificates.fingerprint(s.pki.rogue.certificate)
    assert verify(s.good[:-9], s.trust, NOW).signer_unit == "", "nothing is said of a file that is not right"


def test_verdicts_and_trust_cross_process_borders() -> None:
    s = scene()
    verdict = verify(s.good, pickle.loads(pickle.dumps(s.trust)), NOW)
    assert verdict.accepted
    assert pickle.loads(pickle.dumps(verdict)) == verdict


def test_to_the_last_second_of_the_certificate() -> None:
    s = scene()
    end = s.pki.unit.certificate.not_valid_after_utc
    fresh = Trust.of((s.pki.root.certificate, s.pki.list(at=end - timedelta(days=1))))
    assert verify(s.good, fresh, end).accepted
    assert codes(verify(s.good, fresh, end + timedelta(seconds=1))) == {Code.EXPIRED}


def test_a_clock_that_is_a_few_hours_behind_is_no_reason() -> None:
    s = scene()
    fresh = Trust.of((s.pki.root.certificate, s.pki.list(at=NOW - timedelta(days=3))))
    issued_at = NOW - timedelta(minutes=30)  # as the sample says
    assert verify(s.good, fresh, issued_at - timedelta(hours=23)).accepted
    assert codes(verify(s.good, fresh, issued_at - timedelta(hours=25))) == {Code.DATED_AHEAD}


class WithoutLists(Trust):
    """As before there were revocation lists."""

    def judge(self, certificate: certificates.Certificate, now: object) -> Judgement:
        found = super().judge(certificate, NOW)
        return replace(found, reasons=tuple(r for r in found.reasons if r.code is not Code.NO_LIST))


def test_a_sheet_of_template_1_made_long_ago_is_still_accepted() -> None:
    """If this fails, a change of fonts, wording, layout or segno has changed template 1."""
    here = Path(__file__).parent / "golden"
    root = certificates.load((here / "root.crt").read_bytes())
    file = (here / "template-1.pdf").read_bytes()
    verdict = verify(file, WithoutLists(Trust.of((root, None)).anchors), NOW)
    assert codes(verdict) == set()
    assert verdict.payload == replace(named(RARE_NAME), schema=SCHEMA_1, template=1)
    assert codes(verify(file, Trust.of((root, None)), NOW)) == {Code.NO_LIST}


def test_template_1_is_rebuilt_and_bound_to_its_unit() -> None:
    s = scene()
    old = frame(replace(sample(), schema=SCHEMA_1, template=1)).data
    without_code = issued(s.pki.root, UNIT, NOW, "")
    assert codes(verify(sealed(old, without_code), s.trust, NOW)) == set()
    assert codes(verify(sealed(old, s.key), s.trust, NOW)) == {Code.WRONG_UNIT}, "no way around the unit's code"
    assert foreign_content(old, gap_of(old)) == ""


@pytest.mark.parametrize("level", [1, 9])
@pytest.mark.parametrize("template", [1, 2])
def test_another_zlib_does_not_matter(template: int, level: int) -> None:
    s = scene()
    payload = replace(sample(), issuer_code=CODE)
    if template == 1:
        payload = replace(sample(), schema=SCHEMA_1, template=1)
    made = frame(payload, lambda offset, data: zlib.compress(data, level))
    assert made.data != frame(payload).data
    holder = s.key if template == 2 else issued(s.pki.root, UNIT, NOW, "")
    assert codes(verify(sealed(made.data, holder), s.trust, NOW)) == set()


def test_what_sign_makes_is_what_verify_accepts() -> None:
    """By the program's own key, whose interface is the same."""
    from jltrain.sheet.keys import SigningKey

    s = scene()
    key = SigningKey.of(s.pki.unit.certificate, s.pki.unit.private)
    assert codes(verify(sign(s.payload, key, NOW), s.trust, NOW)) == set()


def test_without_rebuilding_there_is_no_payload() -> None:
    """What the benchmark uses; nothing can be imported from it."""
    s = scene()
    verdict = verify(s.good, s.trust, NOW, rebuild=False)
    assert verdict.accepted
    assert verdict.payload is None


def test_nobody_in_the_program_leaves_out_the_rebuilding() -> None:
    program = Path(room.__file__).parents[1]
    for file in program.rglob("*.py"):
        if file.name != "verify.py":
            assert not re.search(r"\brebuild\s*=", file.read_text("utf-8")), file


def test_an_unforeseen_exception_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    s = scene()
    for trouble in (RuntimeError("bug"), RecursionError(), MemoryError(), KeyError("x"), OSError(5, "gone")):

        def broken(*_: object, error: Exception = trouble) -> None:
            raise error

        for step in ("_shape", "_signature", "rebuilt", "parse_iso"):
            with monkeypatch.context() as patch:
                patch.setattr(room, step, broken)
                verdict = verify(s.good, s.trust, NOW)
            assert codes(verdict) == {Code.UNREADABLE}
            assert len(verdict.file_digest) == 64


def test_the_constant_part_has_nothing_that_is_searched_for() -> None:
    """Where `verify` begins its search."""
    constant = prologue().data
    assert scene().good.startswith(constant)
    assert not [mark for mark in (b"/ByteRange", b"startxref", b"%%EOF", b"/Type /Sig ") if mark in constant]


def test_a_damaged_program_blames_itself(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def damaged(*_: object) -> None:
        raise TemplateDamaged

    s = scene()
    digest = verify(s.good, s.trust, NOW).file_digest
    monkeypatch.setattr(room, "rebuilt", damaged)
    monkeypatch.setattr(room, "begun", damaged)
    monkeypatch.setattr(room, "prologue", damaged)
    verdict = verify(s.good, s.trust, NOW)
    assert codes(verdict) == {Code.DAMAGED_PROGRAM}
    assert verdict.file_digest == digest


@pytest.mark.parametrize("code", Code)
def test_each_reason_says_what_to_do(code: Code) -> None:
    text = Reason(code, "某单位").text
    assert re.search("请", text), text
    assert not re.search("[A-EG-OQ-Za-z{}]", text.replace("PDF", "")), text


def test_every_truncation_is_called_one() -> None:
    s = scene()
    for length in range(40, len(s.good) - 8, 1997):
        assert codes(verify(s.good[:length], s.trust, NOW)) == {Code.TRUNCATED}


def test_a_holder_does_what_a_signing_key_does() -> None:
    """The attacks sign with `Holder`; were it not the same, they would prove nothing."""
    from jltrain.sheet.keys import SigningKey

    for algorithm in ("rsa-2048", "ed25519"):  # deterministic
        holder = issued(scene().pki.root, UNIT, NOW, algorithm=algorithm)
        key = SigningKey.of(holder.certificate, holder.private)
        digest = bytes(32 if key.digest_algorithm == "sha256" else 64)
        assert holder.cms(digest) == key.cms(digest)
        assert isinstance(holder, Holder)
        assert (key.unit, key.unit_code) == (holder.unit, holder.unit_code)
