"""The chain of trust with real files, over three homes: the province, a unit, and HR; and all that goes wrong on the way."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from jltrain.app import keys
from jltrain.app.context import Context
from jltrain.errors import JltrainError
from jltrain.places import Places
from jltrain.sheet import answer, authority, keyfile, request, revocation, trusted
from jltrain.sheet.payload import Payload
from jltrain.sheet.reasons import Code
from jltrain.sheet.register import RegisterDamaged
from jltrain.sheet.sign import sign
from jltrain.sheet.trust import load_trust
from jltrain.sheet.unitname import BadUnitCode, BadUnitName
from jltrain.sheet.verify import verify
from tests.conftest import FakeClock
from tests.sheet.samples import sample

ROOT_SECRET, UNIT_SECRET = "省级根证书的口令", "长春支队签名口令"
PROVINCE, UNIT, CODE = "吉林省交通运输厅", "长春市交通运输综合行政执法支队", "JL2201"


@pytest.fixture(autouse=True)
def _quick_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real cost is 600,000 rounds; a test need not wait for it."""
    monkeypatch.setattr(keyfile, "ROUNDS", 1000)


@dataclass
class Homes:
    """Three PCs and the stick that travels between them."""

    clock: FakeClock
    province: Context
    unit: Context
    hr: Context
    stick: Path

    def root(self) -> str:
        return keys.make_root(self.province, PROVINCE, "JL22", ROOT_SECRET).root.fingerprint

    def root_file(self) -> Path:
        keys.export_root(self.province, self.stick)
        (file,) = self.stick.glob("根证书-*.crt")
        return file

    def asked(self) -> keys.RequestMade:
        return keys.make_request(self.unit, UNIT, CODE, self.stick, UNIT_SECRET)

    def answered(self, asked: keys.RequestMade | None = None, days: int = 1826) -> keys.CertificateIssued:
        made = asked or self.asked()
        return keys.issue_certificate(
            self.province, made.file, self.stick, ROOT_SECRET, fingerprint=made.request.fingerprint, days=days
        )

    def installed(self) -> keys.UnitKey:
        """All of it, until the unit signs and HR believes."""
        fingerprint = self.root()
        for home in (self.unit, self.hr):
            keys.trust_root(home, self.root_file(), fingerprint)
        return keys.install(self.unit, self.answered().file, UNIT_SECRET).key

    def sheet(self) -> bytes:
        key = keys.load_signer(self.unit, UNIT_SECRET)
        return sign(self.payload(key.unit, key.unit_code), key, self.clock.now())

    def payload(self, unit: str, code: str) -> Payload:
        return sample(issuer=unit, issuer_code=code)

    def verdict(self, file: bytes) -> list[Code]:
        found = verify(file, load_trust(self.hr.places.keys), self.clock.now())
        return [reason.code for reason in found.reasons]


@pytest.fixture
def homes(tmp_path: Path, clock: FakeClock) -> Homes:
    clock.advance(3 * 3600)
    province, unit, hr = (Context(Places(tmp_path / name), clock) for name in ("province", "unit", "hr"))
    (tmp_path / "stick").mkdir()
    return Homes(clock, province, unit, hr, tmp_path / "stick")


def test_from_the_root_to_an_accepted_sheet(homes: Homes) -> None:
    keys.ensure_keys(homes.unit)
    trial = homes.unit.places.keys / "unit.p12"
    before = trial.read_bytes()
    step = keys.status(homes.unit)
    assert step.unit is not None
    assert step.unit.trial
    assert "试用" in step.next_step

    fingerprint = homes.root()
    asked = homes.asked()
    assert asked.file.name == f"证书申请-{UNIT}-20261122.csr.pem"
    assert trial.read_bytes() == before
    assert keys.load_signer(homes.unit).unit == "本单位"
    waiting = keys.status(homes.unit)
    assert waiting.pending is not None
    assert waiting.pending.fingerprint == asked.request.fingerprint
    assert asked.request.fingerprint not in ("", fingerprint)
    assert keys.read_request(asked.file) == asked.request

    issued = homes.answered(asked)
    assert issued.file.name == f"单位证书-{UNIT}-20261122.pem"
    assert UNIT in issued.next_step
    looked = keys.read_answer(homes.unit, issued.file)
    assert (looked.unit, looked.code, looked.fits, looked.root_trusted) == (UNIT, CODE, True, False)
    assert looked.root is not None
    assert looked.root.fingerprint == fingerprint
    with pytest.raises(answer.RootNotTrusted) as caught:
        keys.install(homes.unit, issued.file, UNIT_SECRET)
    assert fingerprint in caught.value.sentence()
    keys.trust_root(homes.unit, issued.file, fingerprint)
    assert keys.read_answer(homes.unit, issued.file).root_trusted
    done = keys.install(homes.unit, issued.file, UNIT_SECRET)
    assert (done.key.unit, done.key.code, done.key.trial, done.key.protected) == (UNIT, CODE, False, True)
    assert done.key.root == PROVINCE
    assert homes.unit.settings.text("unit") == UNIT
    assert keys.status(homes.unit).pending is None
    assert keys.secret_needed(homes.unit) == "passphrase"
    assert [f.read_bytes() for f in (homes.unit.places.keys / "former").glob("*.p12")] == [before]

    file = homes.sheet()
    assert homes.verdict(file) == [Code.UNTRUSTED]
    believed = keys.trust_root(homes.hr, homes.root_file(), fingerprint)
    assert believed.list is not None
    assert believed.list.fresh
    assert homes.verdict(file) == []


def test_files_are_for_the_owner_alone_and_hold_no_secret(homes: Homes) -> None:
    homes.installed()
    for home in (homes.province, homes.unit, homes.hr):
        for file in home.places.keys.rglob("*"):
            assert file.is_dir() or os.name != "posix" or stat.S_IMODE(file.stat().st_mode) == 0o600, file
    for file in homes.stick.iterdir():
        assert b"PRIVATE" not in file.read_bytes()


def test_revoked_published_imported(homes: Homes) -> None:
    homes.installed()
    file, first = homes.sheet(), homes.stick / f"单位证书-{UNIT}-20261122.pem"
    (entry,) = keys.issued(homes.province)
    with pytest.raises(keyfile.WrongPassphrase):
        keys.revoke(homes.province, entry.serial, "不对的口令口令")
    homes.clock.advance(86400)
    for on in (homes.clock.now() + timedelta(hours=1), homes.clock.now() - timedelta(days=9)):
        with pytest.raises(authority.BadDate):
            keys.revoke(homes.province, entry.serial, ROOT_SECRET, on=on)
    with pytest.raises(authority.BadReason):
        keys.revoke(homes.province, entry.serial, ROOT_SECRET, reason="whim")
    for wrong in ("", "ZZ"):
        with pytest.raises(authority.NoSuchCertificate):
            keys.revoke(homes.province, wrong, ROOT_SECRET)
    done = keys.revoke(homes.province, entry.serial[:12].lower(), ROOT_SECRET, reason="superseded")
    assert done.entry.revoked == homes.clock.now()
    assert any("吊销登记" in text for text in keys.status(homes.province).warnings)
    with pytest.raises(authority.AlreadyRevoked):
        keys.revoke(homes.province, entry.serial, ROOT_SECRET)
    assert homes.verdict(file) == []
    published = keys.publish_list(homes.province, homes.stick, ROOT_SECRET)
    assert published.file.name.startswith(f"吊销列表-{PROVINCE}-")
    assert (published.list.number, published.list.revoked) == (2, 1)
    assert keys.status(homes.province).warnings == ()
    imported = keys.import_list(homes.hr, published.file)
    assert imported.before is not None
    assert (imported.before.number, imported.list.number, imported.changed) == (1, 2, True)
    assert not keys.import_list(homes.hr, published.file).changed
    assert homes.verdict(file) == [Code.REVOKED]
    with pytest.raises(trusted.OlderList):
        keys.import_list(homes.hr, first)


def test_a_stale_list_and_its_successor(homes: Homes) -> None:
    homes.installed()
    file = homes.sheet()
    homes.clock.advance(75 * 86400)
    assert any("吊销列表" in text for text in keys.status(homes.hr).warnings)
    homes.clock.advance(26 * 86400)
    assert homes.verdict(file) == [Code.STALE_LIST]
    (root,) = keys.trusted(homes.hr)
    assert root.list is not None
    assert not root.list.fresh
    assert root.list_fault
    for days in (6, 371):
        with pytest.raises(authority.BadDays):
            keys.publish_list(homes.province, homes.stick, ROOT_SECRET, days=days)
    fresh = keys.publish_list(homes.province, homes.stick, ROOT_SECRET, days=7)
    assert keys.import_list(homes.hr, fresh.file).list.fresh
    assert homes.verdict(file) == []
    homes.clock.advance(8 * 86400)
    assert homes.verdict(file) == [Code.STALE_LIST]
    newer = keys.publish_list(homes.province, homes.stick, ROOT_SECRET, days=7)
    homes.clock.advance(8 * 86400)
    assert "过期" in keys.import_list(homes.hr, newer.file).next_step
    assert homes.verdict(file) == [Code.STALE_LIST]


def test_renewing_a_unit(homes: Homes) -> None:
    with pytest.raises(keys.NoCodeYet):
        keys.renew(homes.unit, homes.stick, UNIT_SECRET)
    first = homes.installed()
    old_sheet = homes.sheet()
    homes.clock.advance((1826 - 30) * 86400)
    (text,) = (t for t in keys.status(homes.unit).warnings if "单位证书" in t)
    assert "30 天" in text
    asked = keys.renew(homes.unit, homes.stick, UNIT_SECRET, algorithm="rsa-2048")
    assert (asked.request.unit, asked.request.code, asked.request.algorithm) == (UNIT, CODE, "RSA-2048")
    assert homes.sheet()
    key = keys.install(homes.unit, homes.answered(asked).file, UNIT_SECRET).key
    assert key.algorithm == "RSA-2048"
    assert key.fingerprint != first.fingerprint
    keys.import_list(homes.hr, homes.answered(asked).file)
    assert homes.verdict(homes.sheet()) == homes.verdict(old_sheet) == []
    homes.clock.advance(40 * 86400)
    assert homes.verdict(old_sheet) == [Code.EXPIRED]
    assert homes.verdict(homes.sheet()) == []
    assert len(keys.issued(homes.province)) == 2


def test_a_new_request_that_is_unfit_leaves_the_pending_one(homes: Homes) -> None:
    asked = keys.make_request(homes.unit, UNIT, CODE, homes.stick, UNIT_SECRET)
    for code, secret in (("§", UNIT_SECRET), (CODE, "short")):
        with pytest.raises(JltrainError):
            keys.make_request(homes.unit, UNIT, code, homes.stick, secret, replace=True)
    pending = keys.status(homes.unit).pending
    assert pending is not None
    assert pending.fingerprint == asked.request.fingerprint
    again = keys.make_request(homes.unit, UNIT, CODE, homes.stick, UNIT_SECRET, replace=True)
    assert again.request.fingerprint != asked.request.fingerprint


def test_renewing_the_root(homes: Homes) -> None:
    homes.installed()
    old_sheet, (entry,) = homes.sheet(), keys.issued(homes.province)
    first = keys.status(homes.province).root
    assert first is not None
    with pytest.raises(authority.RootExists):
        keys.make_root(homes.province, PROVINCE, "JL22", ROOT_SECRET)
    homes.clock.advance(86400)
    made = keys.make_root(homes.province, PROVINCE, "JL22", "换发后的新口令二", algorithm="rsa-3072", replace=True)
    status = keys.status(homes.province)
    assert status.root == made.root
    assert [r.fingerprint for r in status.former_roots] == [first.fingerprint]
    (kept,) = keys.issued(homes.province)
    assert (kept.serial, kept.root) == (entry.serial, first.fingerprint)
    file = homes.stick / "new.crt"
    keys.export_root(homes.province, file)
    keys.trust_root(homes.hr, file, made.root.fingerprint)
    keys.trust_root(homes.unit, file, made.root.fingerprint)
    assert homes.verdict(old_sheet) == []
    asked = keys.renew(homes.unit, homes.stick, UNIT_SECRET)
    issued = keys.issue_certificate(
        homes.province, asked.file, homes.stick, "换发后的新口令二", fingerprint=asked.request.fingerprint
    )
    assert keys.install(homes.unit, issued.file, UNIT_SECRET).key.unit == UNIT
    assert homes.verdict(homes.sheet()) == []
    # the former root still takes back what it issued
    keys.revoke(homes.province, entry.serial, ROOT_SECRET, root=first.fingerprint)
    gone = keys.publish_list(homes.province, homes.stick, ROOT_SECRET, root=first.fingerprint)
    keys.import_list(homes.hr, gone.file)
    assert homes.verdict(old_sheet) == [Code.REVOKED]
    assert homes.verdict(homes.sheet()) == []
    for wrong in ("0000", "0" * 64):
        with pytest.raises(authority.NoRoot):
            keys.publish_list(homes.province, homes.stick, ROOT_SECRET, root=wrong)


def test_a_rogue_root_of_the_same_name(homes: Homes, tmp_path: Path) -> None:
    genuine = homes.installed()
    rogue = Context(Places(tmp_path / "rogue"), homes.clock)
    made = keys.make_root(rogue, PROVINCE, "JL22", ROOT_SECRET)
    file = tmp_path / "root.crt"
    keys.export_root(rogue, file)
    with pytest.raises(keys.FingerprintDiffers):
        keys.trust_root(homes.hr, file, keys.trusted(homes.hr)[0].fingerprint)
    forged = keys.make_request(rogue, UNIT, CODE, tmp_path, UNIT_SECRET)
    issued = keys.issue_certificate(rogue, forged.file, tmp_path, ROOT_SECRET, fingerprint=forged.request.fingerprint)
    keys.install(rogue, issued.file, UNIT_SECRET)
    key = keys.load_signer(rogue, UNIT_SECRET)
    sheet = sign(homes.payload(UNIT, CODE), key, homes.clock.now())
    assert homes.verdict(sheet) == [Code.UNTRUSTED]
    published = keys.publish_list(rogue, tmp_path, ROOT_SECRET)
    with pytest.raises(trusted.ListOfStranger):
        keys.import_list(homes.hr, published.file)
    with pytest.raises(trusted.ListOfStranger):
        keys.read_list(homes.hr, published.file)
    assert made.root.fingerprint != genuine.fingerprint


def test_the_wrong_request_the_wrong_answer_the_wrong_passphrase(homes: Homes, tmp_path: Path) -> None:
    fingerprint = homes.root()
    keys.trust_root(homes.unit, homes.root_file(), fingerprint)
    asked = homes.asked()
    for wrong in ("", asked.request.fingerprint[:-1], fingerprint):
        with pytest.raises(keys.FingerprintDiffers):
            keys.issue_certificate(homes.province, asked.file, homes.stick, ROOT_SECRET, fingerprint=wrong)
    with pytest.raises(keyfile.WrongPassphrase):
        keys.issue_certificate(
            homes.province, asked.file, homes.stick, UNIT_SECRET, fingerprint=asked.request.fingerprint
        )
    for days in (0, 9999):
        with pytest.raises(authority.BadDays):
            homes.answered(asked, days)
    assert keys.issued(homes.province) == ()
    with pytest.raises(authority.NoRoot):
        keys.issue_certificate(homes.unit, asked.file, homes.stick, "", fingerprint=asked.request.fingerprint)
    with pytest.raises(request.BadRequest):
        keys.read_request(homes.root_file())

    other = Context(Places(tmp_path / "other"), homes.clock)
    theirs = keys.make_request(other, UNIT, CODE, tmp_path, UNIT_SECRET)
    with pytest.raises(answer.AnswerDiffers):
        keys.install(homes.unit, homes.answered(theirs).file, UNIT_SECRET)
    with pytest.raises(answer.AnswerDiffers):
        keys.install(homes.unit, homes.root_file(), UNIT_SECRET)
    mine = homes.answered(asked)
    with pytest.raises(keyfile.WrongPassphrase):
        keys.install(homes.unit, mine.file, "不对的口令口令")
    assert keys.status(homes.unit).pending is not None
    homes.clock.advance(1900 * 86400)
    with pytest.raises(answer.NotInForce):
        keys.install(homes.unit, mine.file, UNIT_SECRET)


def test_what_may_be_asked_for(homes: Homes) -> None:
    for unit, code, error in (
        ("", CODE, BadUnitName),
        ("长" * 65, CODE, BadUnitName),
        (UNIT, "", BadUnitCode),
        (UNIT, "长春", BadUnitCode),
        (UNIT, "9144030071526726X0", BadUnitCode),
    ):
        with pytest.raises(error):
            keys.make_request(homes.unit, unit, code, homes.stick, UNIT_SECRET)
    for short in (None, "", "七个字的口令啊"):
        with pytest.raises(keyfile.PassphraseTooShort):
            keys.make_request(homes.unit, UNIT, CODE, homes.stick, short)
    with pytest.raises(keyfile.PassphraseTooShort):
        keys.make_root(homes.province, PROVINCE, "JL22", "short")
    with pytest.raises(JltrainError) as caught:
        keys.make_request(homes.unit, UNIT, CODE, homes.stick, UNIT_SECRET, algorithm="sm2-sm3")
    assert "SM2" in caught.value.sentence()
    assert keys.status(homes.unit).pending is None
    first = homes.asked()
    with pytest.raises(request.RequestPending):
        homes.asked()
    again = keys.make_request(homes.unit, UNIT, "9144030071526726XG", homes.stick, UNIT_SECRET, replace=True)
    assert again.request.fingerprint != first.request.fingerprint
    assert len(list((homes.unit.places.keys / "former").glob("pending-*.p12"))) == 1
    keys.cancel_request(homes.unit)
    for act in (keys.cancel_request, lambda home: keys.export_request(home, homes.stick)):
        with pytest.raises(request.NoRequestPending):
            act(homes.unit)


def test_the_same_request_gets_the_same_certificate(homes: Homes) -> None:
    homes.root()
    asked = homes.asked()
    first, second = homes.answered(asked), homes.answered(asked)
    assert (first.again, second.again) == (False, True)
    assert first.entry == second.entry
    other = keys.export_certificate(homes.province, first.entry.serial, homes.stick / "again.pem")
    assert other.file.read_bytes() == first.file.read_bytes()
    keys.revoke(homes.province, first.entry.serial, ROOT_SECRET)
    assert homes.answered(asked).entry.serial != first.entry.serial


def test_passphrases(homes: Homes) -> None:
    homes.installed()
    with pytest.raises(keys.PassphraseNeeded):
        keys.change_passphrase(homes.unit, UNIT_SECRET, None)
    with pytest.raises(keyfile.PassphraseTooShort):
        keys.change_passphrase(homes.unit, UNIT_SECRET, "short")
    keys.change_passphrase(homes.unit, UNIT_SECRET, "另外一个更长的口令")
    assert keys.load_signer(homes.unit, "另外一个更长的口令").unit == UNIT
    keys.change_passphrase(homes.province, ROOT_SECRET, "根证书的第二个口令", "root")
    with pytest.raises(keyfile.WrongPassphrase):
        keys.publish_list(homes.province, homes.stick, ROOT_SECRET)
    keys.publish_list(homes.province, homes.stick, "根证书的第二个口令")


def test_a_provincial_pc_makes_no_unit_key_by_itself(homes: Homes) -> None:
    homes.root()
    with pytest.raises(keyfile.KeyMissing):
        keys.load_signer(homes.province, ROOT_SECRET)
    assert keys.issued(homes.province) == ()


def test_a_trial_root_gives_way(homes: Homes) -> None:
    keys.ensure_keys(homes.province)
    trial = keys.load_signer(homes.province)
    homes.root()
    status = keys.status(homes.province)
    assert status.root is not None
    assert not status.root.trial
    assert [r.trial for r in status.former_roots] == [True]
    assert len(status.trusted) == 2
    (reason,) = load_trust(homes.province.places.keys).judge(trial.certificate, homes.clock.now()).reasons
    assert reason.code is Code.UNTRUSTED, "who trusts a province trusts no key that lies open on some PC"
    homes.province.settings.put("unit", "改了名的单位")
    assert not keys.ensure_keys(homes.province)


def test_the_clock_set_back_and_the_root_at_its_end(homes: Homes) -> None:
    homes.installed()
    homes.clock.shift_wall(-1800)
    with pytest.raises(authority.ClockBehind):
        keys.publish_list(homes.province, homes.stick, ROOT_SECRET)
    homes.clock.shift_wall(21 * 365 * 86400)
    with pytest.raises(authority.RootEnded):
        keys.publish_list(homes.province, homes.stick, ROOT_SECRET)
    assert any("根证书" in text for text in keys.status(homes.province).warnings)


def test_a_register_put_back_from_an_old_backup_is_noticed(homes: Homes) -> None:
    homes.installed()
    keys.publish_list(homes.province, homes.stick, ROOT_SECRET)
    last = max((homes.province.places.keys / "register").rglob("*.json"))
    last.unlink()
    with pytest.raises(RegisterDamaged):
        keys.publish_list(homes.province, homes.stick, ROOT_SECRET)


def test_untrusting_and_files_that_are_none(homes: Homes) -> None:
    homes.installed()
    file = homes.sheet()
    (root,) = keys.trusted(homes.hr)
    assert keys.untrust_root(homes.hr, root.fingerprint) == root
    assert homes.verdict(file) == [Code.UNTRUSTED]
    for name, error in (("none", keys.FileUnreadable), ("", keys.FileUnreadable)):
        for read in (keys.read_request, keys.read_root, lambda f: keys.import_list(homes.hr, f)):
            with pytest.raises(error):
                read(homes.stick / name)
    junk = homes.stick / "junk"
    junk.write_bytes(b"junk")
    with pytest.raises(trusted.BadRoot):
        keys.read_root(junk)
    with pytest.raises(revocation.BadList):
        keys.read_list(homes.hr, junk)
    with pytest.raises(answer.BadAnswer):
        keys.read_answer(homes.unit, junk)


class Cut(BaseException):
    """The power goes."""


def cut_at(patch: pytest.MonkeyPatch, count: int) -> None:
    """The power goes instead of the `count`th file that is put in place or taken away."""
    left = [count]
    replace, unlink = os.replace, Path.unlink

    def counted() -> None:
        left[0] -= 1
        if left[0] < 0:
            raise Cut

    def put(source: Path, to: Path) -> None:
        counted()
        replace(source, to)

    def away(file: Path, missing_ok: bool = False) -> None:
        if file.suffix != ".tmp" and file.exists() and ".write-test" not in file.name:
            counted()
        unlink(file, missing_ok=missing_ok)

    patch.setattr(os, "replace", put)
    patch.setattr(Path, "unlink", away)


def interrupted(act: Callable[[], object], after: Callable[[], object]) -> int:
    """Cut the power at each step of `act` in turn, on the same home, looking around each time; then let it finish."""
    for count in range(40):
        with pytest.MonkeyPatch.context() as patch:
            cut_at(patch, count)
            try:
                act()
            except Cut:
                patch.undo()
                after()
                continue
            return count
    raise AssertionError("never done")


@pytest.mark.parametrize("trial", [True, False])
def test_the_power_goes_while_a_root_is_made(homes: Homes, trial: bool) -> None:
    if trial:
        keys.ensure_keys(homes.province)
    cuts = interrupted(homes.root, lambda: keys.status(homes.province))
    assert cuts >= 4
    status = keys.status(homes.province)
    assert status.root is not None
    assert (status.root.unit, status.root.trial, len(status.former_roots)) == (PROVINCE, False, int(trial))
    assert homes.answered().entry.unit == UNIT


def test_the_power_goes_while_a_certificate_is_issued(homes: Homes) -> None:
    homes.root()
    asked = homes.asked()
    cuts = interrupted(lambda: homes.answered(asked), lambda: keys.issued(homes.province))
    assert cuts >= 2
    assert len(keys.issued(homes.province)) == 1


def test_the_power_goes_while_a_list_is_published(homes: Homes) -> None:
    homes.installed()
    cuts = interrupted(
        lambda: keys.publish_list(homes.province, homes.stick, ROOT_SECRET), lambda: keys.status(homes.province)
    )
    assert cuts >= 4
    assert keys.import_list(homes.hr, next(homes.stick.glob("吊销列表-*"))).list.fresh


def test_the_power_goes_while_an_answer_is_installed(homes: Homes) -> None:
    keys.ensure_keys(homes.unit)
    fingerprint = homes.root()
    keys.trust_root(homes.unit, homes.root_file(), fingerprint)
    file = homes.answered().file

    def able_to_sign() -> None:
        """With the trial key or with the new one: at no moment with none."""
        secret = UNIT_SECRET if keys.secret_needed(homes.unit) else None
        assert keys.load_signer(homes.unit, secret).unit in ("本单位", UNIT)

    def finish() -> None:
        if keys.status(homes.unit).pending is not None:
            keys.install(homes.unit, file, UNIT_SECRET)

    cuts = interrupted(finish, able_to_sign)
    assert cuts >= 4
    assert keys.load_signer(homes.unit, UNIT_SECRET).unit == UNIT
    assert len(list((homes.unit.places.keys / "former").glob("*.p12"))) == 1
    found = keys.status(homes.unit)
    assert found.unit is not None
    assert found.unit.unit == UNIT


def test_the_power_goes_while_a_request_is_made(homes: Homes) -> None:
    def ask() -> None:
        if keys.status(homes.unit).pending is None:
            homes.asked()
        else:
            keys.export_request(homes.unit, homes.stick)

    assert interrupted(ask, lambda: keys.status(homes.unit)) >= 2
    homes.root()
    waiting = keys.status(homes.unit).pending
    assert waiting is not None
    (file,) = homes.stick.glob("证书申请-*")
    assert keys.read_request(file).fingerprint == waiting.fingerprint


def test_a_unit_is_told_that_its_own_certificate_was_revoked(homes: Homes) -> None:
    serial = homes.installed().serial
    keys.revoke(homes.province, serial, ROOT_SECRET)
    published = keys.publish_list(homes.province, homes.stick, ROOT_SECRET)
    assert not keys.status(homes.unit).warnings
    keys.import_list(homes.unit, published.file)
    found = keys.status(homes.unit)
    assert found.unit
    assert found.unit.revoked
    assert "已被吊销" in found.warnings[0]


def test_a_certificate_of_the_former_root_is_found_and_its_list_has_a_name_of_its_own(homes: Homes) -> None:
    serial = homes.installed().serial
    former = keys.status(homes.province).root
    assert former
    keys.make_root(homes.province, PROVINCE, "JL22", ROOT_SECRET, replace=True)
    done = keys.revoke(homes.province, serial, ROOT_SECRET)
    assert former.fingerprint in done.next_step
    assert done.entry.root == former.fingerprint
    ours = keys.publish_list(homes.province, homes.stick, ROOT_SECRET)
    theirs = keys.publish_list(homes.province, homes.stick, ROOT_SECRET, root=former.fingerprint)
    assert ours.file != theirs.file
    assert theirs.list.revoked == 1


def test_a_name_of_another_normal_form_is_not_renewed_for_ever(homes: Homes) -> None:
    homes.unit.places.prepare()
    homes.unit.settings.put("unit", "e\u0301" + UNIT)
    assert keys.ensure_keys(homes.unit)
    assert not keys.ensure_keys(homes.unit)


def test_a_list_that_is_held_already_is_told_as_such(homes: Homes) -> None:
    homes.installed()
    file = keys.publish_list(homes.province, homes.stick, ROOT_SECRET).file
    assert "已导入" in keys.import_list(homes.hr, file).next_step
    assert "已有这一份" in keys.import_list(homes.hr, file).next_step
