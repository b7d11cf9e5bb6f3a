"""What a PC believes of a signer: every reason for a no, and that nothing is worked out twice."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization

from jltrain.sheet import certificates, keys, revocation, trust, trusted
from jltrain.sheet.certificates import Certificate
from jltrain.sheet.reasons import Code
from jltrain.sheet.trust import Trust, load_trust
from tests.sheet.chain import CODE, Chain, chain, key_of
from tests.sheet.conftest import NOW
from tests.sheet.samples import UNIT

DAY = timedelta(days=1)
MADE = chain()
SIGNER = MADE.signer.certificate


def codes(believed: Trust, certificate: Certificate = SIGNER, now: datetime = NOW) -> list[Code]:
    return [reason.code for reason in believed.judge(certificate, now).reasons]


def test_a_good_signer() -> None:
    judgement = MADE.trust().judge(SIGNER, NOW)
    assert judgement.reasons == ()
    assert judgement.root == certificates.hex_of(MADE.root)
    assert certificates.unit_of(SIGNER) == UNIT
    assert certificates.unit_code_of(SIGNER) == CODE


def test_every_reason_that_depends_on_the_moment() -> None:
    believed = MADE.trust(MADE.crl(until=NOW + 30 * 365 * DAY))
    end, start = SIGNER.not_valid_after_utc, SIGNER.not_valid_before_utc
    assert codes(believed, now=end) == []
    assert codes(believed, now=end + timedelta(seconds=1)) == [Code.EXPIRED]
    assert codes(believed, now=start) == []
    assert codes(believed, now=start - timedelta(seconds=1)) == [Code.NOT_YET_VALID, Code.NOT_YET_VALID]
    assert codes(believed, now=NOW + 29 * 365 * DAY) == [Code.EXPIRED, Code.EXPIRED]
    short = MADE.trust(MADE.crl(until=NOW + 7 * DAY))
    assert codes(short, now=NOW + 7 * DAY) == []
    assert codes(short, now=NOW + 7 * DAY + timedelta(seconds=1)) == [Code.STALE_LIST]
    ahead = MADE.trust(MADE.crl(issued=NOW + DAY))
    assert codes(ahead) == []
    assert codes(ahead, now=NOW - timedelta(seconds=1)) == [Code.LIST_AHEAD]


def test_no_list_revoked_and_both_stale_and_revoked() -> None:
    assert codes(Trust.of((MADE.root, None))) == [Code.NO_LIST]
    revoked = MADE.trust(MADE.crl([7, SIGNER.serial_number], until=NOW + 7 * DAY))
    assert codes(revoked) == [Code.REVOKED]
    assert codes(revoked, now=NOW + 8 * DAY) == [Code.REVOKED, Code.STALE_LIST]
    assert codes(MADE.trust(MADE.crl([7, 8]))) == []


def test_a_rogue_root_of_the_same_name() -> None:
    other = key_of("ecdsa-p256", 7)
    rogue = certificates.make_root(other, "吉林省交通运输厅", NOW, "JL22")
    assert rogue.subject == MADE.root.subject
    crl = revocation.build(rogue, other, 9, NOW, NOW + DAY, ())
    assert codes(Trust.of((rogue, crl))) == [Code.UNTRUSTED]
    assert codes(Trust.of((rogue, crl), (MADE.root, MADE.crl()))) == []
    assert codes(Trust.of((MADE.root, crl))) == [Code.NO_LIST]  # a list by another key is none
    assert codes(Trust()) == [Code.UNTRUSTED]


def test_a_unit_vouches_for_nobody() -> None:
    below = certificates.issue(SIGNER, key_of("ecdsa-p256", 1), key_of("ecdsa-p256", 2).public_key(), "下级", NOW)
    believed = Trust.of((MADE.root, MADE.crl()), (SIGNER, None))
    assert codes(believed, below) == [Code.UNTRUSTED]
    assert codes(believed, MADE.root) == [Code.UNTRUSTED]


def _with(made: Chain, *, aki: bool = True, extra: x509.ExtensionType | None = None) -> Certificate:
    key = made.signer.certificate.public_key()
    builder = (
        certificates._builder(certificates.named(UNIT, UNIT, CODE), made.root.subject, key, NOW, NOW + DAY)  # type: ignore[arg-type]
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(certificates._usage(digital_signature=True, content_commitment=True), critical=True)
    )
    if aki:
        builder = builder.add_extension(certificates.authority_of(made.root), critical=False)
    if extra:
        builder = builder.add_extension(extra, critical=True)
    return builder.sign(made.root_key, hashes.SHA256())


def test_profile() -> None:
    assert codes(MADE.trust(), _with(MADE)) == []
    assert codes(MADE.trust(), _with(MADE, aki=False)) == [Code.UNTRUSTED]
    constraints = x509.NameConstraints([x509.DNSName("a")], None)
    assert codes(MADE.trust(), _with(MADE, extra=constraints)) == [Code.UNTRUSTED]


def test_frozen_comparable_picklable_and_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    believed = MADE.trust()
    assert codes(believed) == []
    again = pickle.loads(pickle.dumps(believed))
    assert again == believed
    assert hash(again) == hash(believed)
    assert codes(again) == []

    def fail(*_args: object) -> bool:
        raise AssertionError("worked out twice")

    monkeypatch.setattr(certificates, "issued_by", fail)
    assert codes(believed, now=NOW + 101 * DAY) == [Code.STALE_LIST]
    monkeypatch.setattr(trust, "_REMEMBERED", 0)
    monkeypatch.undo()
    full = Trust(believed.anchors, dict.fromkeys(range(9), None))  # type: ignore[arg-type]
    assert codes(full) == []


def test_lists_are_imported_newer_only(tmp_path: Path) -> None:
    first, second = MADE.crl(number=5), MADE.crl([3], number=6, issued=NOW + DAY)
    with pytest.raises(trusted.ListOfStranger):
        trusted.import_list(tmp_path, first, NOW, "a.crl")
    trusted.trust(tmp_path, certificates.pem(MADE.root))
    assert load_trust(tmp_path).judge(SIGNER, NOW).reasons[0].code is Code.NO_LIST
    assert trusted.import_list(tmp_path, first, NOW, "a.crl")
    assert not trusted.import_list(tmp_path, first, NOW, "a.crl")
    assert codes(load_trust(tmp_path)) == []
    assert trusted.import_list(tmp_path, second, NOW, "a.crl")
    for older in (first, MADE.crl(number=6), MADE.crl(number=7, issued=NOW), MADE.crl(number=5, issued=NOW + 2 * DAY)):
        with pytest.raises(trusted.OlderList):
            trusted.import_list(tmp_path, older, NOW, "a.crl")
    with pytest.raises(trusted.ListAhead):
        trusted.import_list(tmp_path, MADE.crl(number=9, issued=NOW + 2 * DAY), NOW, "a.crl")
    held = trusted.held_list(tmp_path, MADE.root)
    assert held is not None
    assert held.der == second.der


@pytest.mark.parametrize("data", [b"", b"x", MADE.crl().der[:-1], MADE.crl().der + b"\0"])
def test_a_damaged_list_is_none_and_can_be_replaced(tmp_path: Path, data: bytes) -> None:
    trusted.trust(tmp_path, certificates.pem(MADE.root))
    file = tmp_path / "trusted" / f"{certificates.hex_of(MADE.root)}.crl"
    file.write_bytes(data)
    assert codes(load_trust(tmp_path)) == [Code.NO_LIST]
    assert trusted.import_list(tmp_path, MADE.crl(), NOW, "a.crl")
    assert codes(load_trust(tmp_path)) == []


def _strange(**changes: object) -> bytes:
    builder = x509.CertificateRevocationListBuilder().issuer_name(MADE.root.subject).last_update(NOW)
    builder = builder.next_update(NOW - DAY if "backwards" in changes else NOW + DAY)
    if "number" not in changes:
        builder = builder.add_extension(x509.CRLNumber(1), critical=False)
    if "aki" not in changes:
        builder = builder.add_extension(certificates.authority_of(MADE.root), critical=False)
    if "delta" in changes:
        builder = builder.add_extension(x509.DeltaCRLIndicator(1), critical=True)
    if "point" in changes:
        point = x509.IssuingDistributionPoint(None, None, True, False, None, False, False)
        builder = builder.add_extension(point, critical=True)
    if "indirect" in changes:
        entry = x509.RevokedCertificateBuilder().serial_number(5).revocation_date(NOW)
        entry = entry.add_extension(x509.CertificateIssuer([x509.DirectoryName(MADE.root.subject)]), critical=True)
        builder = builder.add_revoked_certificate(entry.build())
    digest = hashes.SHA384() if "digest" in changes else hashes.SHA256()
    made = builder.sign(MADE.root_key, digest)
    return made.public_bytes(serialization.Encoding.DER)


@pytest.mark.parametrize("change", ["number", "delta", "point", "indirect", "digest"])
def test_lists_of_another_form_are_refused(change: str) -> None:
    with pytest.raises(revocation.BadList):
        revocation.read(_strange(**{change: True}))


def test_a_list_without_the_key_id_is_nobodys() -> None:
    assert revocation.read(_strange()).signed_by(MADE.root)
    assert not revocation.read(_strange(aki=True)).signed_by(MADE.root)


def test_untrusting(tmp_path: Path) -> None:
    trusted.trust(tmp_path, certificates.pem(MADE.root))
    trusted.import_list(tmp_path, MADE.crl(), NOW, "a.crl")
    name = certificates.fingerprint(MADE.root)
    for wrong in ("", name[:6], "0000 0000", name[:-1] + "%"):
        with pytest.raises(trusted.NoSuchRoot):
            trusted.untrust(tmp_path, wrong)
    assert trusted.untrust(tmp_path, name[:9]) == MADE.root
    assert list((tmp_path / "trusted").iterdir()) == []
    assert codes(load_trust(tmp_path)) == [Code.UNTRUSTED]


def _as_before(folder: Path, passphrase: str | None) -> Certificate:
    """A home as version 0.1 made it: no list."""
    keys.create_local(folder, UNIT, NOW, passphrase)
    for file in (folder / "trusted").glob("*.crl"):
        file.unlink()
    return certificates.load((folder / "unit.crt").read_bytes())


def test_a_home_of_the_first_version_gets_its_list_by_itself(tmp_path: Path) -> None:
    own = _as_before(tmp_path, None)
    believed = load_trust(tmp_path)
    assert believed.judge(own, NOW).reasons == ()
    assert believed.judge(own, NOW + 4 * 365 * DAY).reasons == ()
    assert load_trust(tmp_path) == believed


def test_under_a_passphrase_it_is_told(tmp_path: Path) -> None:
    own = _as_before(tmp_path, "一个足够长的口令")
    (reason,) = load_trust(tmp_path).judge(own, NOW).reasons
    assert reason.code is Code.NO_LIST
    assert UNIT in reason.text
    keys.publish_local(tmp_path, "一个足够长的口令")
    assert load_trust(tmp_path).judge(own, NOW).reasons == ()


def test_a_home_that_cannot_be_written_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = _as_before(tmp_path, None)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    assert load_trust(tmp_path).judge(own, datetime(2026, 11, 22, tzinfo=UTC) + DAY).reasons[0].code is Code.NO_LIST


def _partial(kind: str) -> bytes:
    """A list that says less than it seems to, not marked critical as it ought to be."""
    builder = x509.CertificateRevocationListBuilder().issuer_name(MADE.root.subject).last_update(NOW)
    builder = builder.next_update(NOW + DAY).add_extension(x509.CRLNumber(3), critical=False)
    builder = builder.add_extension(certificates.authority_of(MADE.root), critical=False)
    if kind == "delta":
        builder = builder.add_extension(x509.DeltaCRLIndicator(1), critical=False)
    if kind == "attributes only":
        point = x509.IssuingDistributionPoint(None, None, False, False, None, False, True)
        builder = builder.add_extension(point, critical=False)
    if kind == "indirect":
        entry = x509.RevokedCertificateBuilder().serial_number(5).revocation_date(NOW)
        entry = entry.add_extension(x509.CertificateIssuer([x509.DirectoryName(MADE.root.subject)]), critical=False)
        builder = builder.add_revoked_certificate(entry.build())
    return builder.sign(MADE.root_key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


@pytest.mark.parametrize("kind", ["delta", "attributes only", "indirect"])
def test_partial_lists_are_refused_though_not_critical(kind: str) -> None:
    with pytest.raises(revocation.BadList):
        revocation.read(_partial(kind))


def test_a_list_of_the_same_number_with_other_content_is_not_taken(tmp_path: Path) -> None:
    trusted.trust(tmp_path, certificates.pem(MADE.root))
    assert trusted.import_list(tmp_path, MADE.crl([SIGNER.serial_number], number=5), NOW, "a.crl")
    with pytest.raises(trusted.OlderList):
        trusted.import_list(tmp_path, MADE.crl(number=5, issued=NOW + timedelta(hours=1)), NOW, "a.crl")
    assert codes(load_trust(tmp_path)) == [Code.REVOKED]


def test_what_is_remembered_does_not_outlive_an_import_or_untrusting(tmp_path: Path) -> None:
    trusted.trust(tmp_path, certificates.pem(MADE.root))
    trusted.import_list(tmp_path, MADE.crl(number=5), NOW, "a.crl")
    assert codes(load_trust(tmp_path)) == []
    trusted.import_list(tmp_path, MADE.crl([SIGNER.serial_number], number=6), NOW, "a.crl")
    assert codes(load_trust(tmp_path)) == [Code.REVOKED]
    trusted.untrust(tmp_path, certificates.fingerprint(MADE.root))
    assert codes(load_trust(tmp_path)) == [Code.UNTRUSTED]
