"""The keys folder: made once, never overwritten, damaged or locked in plain words."""

from __future__ import annotations

import os
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from jltrain.sheet import certificates, keyfile, keys
from tests.sheet.conftest import NOW
from tests.sheet.samples import UNIT


@pytest.fixture(autouse=True)
def _quick_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real cost is 600,000 rounds; a test need not wait for it."""
    monkeypatch.setattr(keyfile, "ROUNDS", 1000)


def files(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def test_a_local_key_signs_for_its_unit_and_its_root_is_trusted(tmp_path: Path) -> None:
    keys.create_local(tmp_path, UNIT, NOW, None)
    key, (root,) = keys.load_signer(tmp_path, None), keys.trusted_roots(tmp_path)
    assert key.unit == UNIT
    assert certificates.issued_by(key.certificate, root)
    assert certificates.may_sign(key.certificate)
    assert not certificates.may_sign(root)
    assert not certificates.is_root(key.certificate)
    assert {"root.p12", "root.crt", "unit.p12", "unit.crt"} < set(files(tmp_path))
    assert not [f for f in files(tmp_path) if "tmp" in f]


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps access rights elsewhere")
def test_key_files_are_for_the_owner_alone(tmp_path: Path) -> None:
    keys.create_local(tmp_path, UNIT, NOW, None)
    for name in files(tmp_path):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


def test_existing_keys_are_never_overwritten(tmp_path: Path) -> None:
    keys.create_local(tmp_path, UNIT, NOW, None)
    before = files(tmp_path)
    with pytest.raises(keys.KeyExists):
        keys.create_local(tmp_path, "别的单位", NOW, None)
    assert files(tmp_path) == before


@pytest.mark.parametrize("lost", [["unit.p12"], ["unit.p12", "unit.crt"], ["unit.p12", "unit.crt", "root.crt"]])
def test_an_interrupted_creation_is_taken_up(tmp_path: Path, lost: list[str]) -> None:
    keys.create_local(tmp_path, UNIT, NOW, None)
    root = (tmp_path / "root.p12").read_bytes()
    for name in lost:
        (tmp_path / name).unlink()
    keys.create_local(tmp_path, UNIT, NOW, None)
    assert (tmp_path / "root.p12").read_bytes() == root
    assert certificates.issued_by(keys.load_signer(tmp_path, None).certificate, keys.trusted_roots(tmp_path)[0])


def test_a_passphrase_is_asked_for_and_can_be_changed(tmp_path: Path) -> None:
    keys.create_local(tmp_path, UNIT, NOW, "旧口令")
    for wrong in (None, "", "错"):
        with pytest.raises(keys.WrongPassphrase):
            keys.load_signer(tmp_path, wrong)
        with pytest.raises(keys.WrongPassphrase):
            keys.change_passphrase(tmp_path, wrong, "新口令")
    assert keys.key_facts(tmp_path).protected
    certificate = keys.load_signer(tmp_path, "旧口令").certificate
    keys.change_passphrase(tmp_path, "旧口令", "新口令")
    assert keys.load_signer(tmp_path, "新口令").certificate == certificate
    with pytest.raises(keys.WrongPassphrase):
        keys.load_signer(tmp_path, "旧口令")
    keys.change_passphrase(tmp_path, "新口令", None)
    assert not keys.key_facts(tmp_path).protected
    assert keys.load_signer(tmp_path, None).unit == UNIT


def test_an_interrupted_change_of_passphrase_is_finished_by_the_same_call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys.create_local(tmp_path, UNIT, NOW, "旧口令")
    replace = os.replace

    def power_cut(source: Path, to: Path) -> None:
        if to.name == "unit.p12":
            raise KeyboardInterrupt
        replace(source, to)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", power_cut)
        with pytest.raises(KeyboardInterrupt):
            keys.change_passphrase(tmp_path, "旧口令", "新口令")
    with pytest.raises(keys.WrongPassphrase):
        keys.change_passphrase(tmp_path, "旧口令", "第三个")
    assert keys.load_signer(tmp_path, "旧口令").unit == UNIT
    keys.change_passphrase(tmp_path, "旧口令", "新口令")
    assert keys.load_signer(tmp_path, "新口令").unit == UNIT
    keys.renew_local(tmp_path, "新名称", NOW, "新口令")


def test_the_secret_is_not_in_a_protected_file(tmp_path: Path) -> None:
    keys.create_local(tmp_path, UNIT, NOW, "口令")
    key = keys.load_signer(tmp_path, "口令")._private
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    private = key.private_numbers().private_value.to_bytes(32, "big")
    assert not [name for name, data in files(tmp_path).items() if private in data]
    assert private.hex() not in repr(keys.load_signer(tmp_path, "口令"))


@pytest.mark.parametrize("data", [b"", b"nonsense", b"\x30\x82\xff\xff"])
def test_a_damaged_key_says_so(tmp_path: Path, data: bytes) -> None:
    keys.create_local(tmp_path, UNIT, NOW, None)
    (tmp_path / "unit.p12").write_bytes(data)
    with pytest.raises(keys.KeyDamaged) as caught:
        keys.load_signer(tmp_path, None)
    assert "unit.p12" in caught.value.sentence()
    with pytest.raises(keys.KeyDamaged):
        keys.key_facts(tmp_path)


def test_a_truncated_key_says_so(tmp_path: Path) -> None:
    keys.create_local(tmp_path, UNIT, NOW, None)
    whole = (tmp_path / "unit.p12").read_bytes()
    for length in range(0, len(whole), 61):
        (tmp_path / "unit.p12").write_bytes(whole[:length])
        with pytest.raises(keys.KeyDamaged):
            keys.load_signer(tmp_path, None)


def test_no_key(tmp_path: Path) -> None:
    assert keys.key_facts(tmp_path) == keys.KeyFacts(exists=False)
    assert keys.trusted_roots(tmp_path) == ()
    with pytest.raises(keys.KeyMissing):
        keys.load_signer(tmp_path, None)


def test_facts_without_a_passphrase(tmp_path: Path) -> None:
    keys.create_local(tmp_path, UNIT, NOW, "口令")
    facts = keys.key_facts(tmp_path)
    assert (facts.exists, facts.unit, facts.protected, facts.trusted) == (True, UNIT, True, 1)
    assert facts.valid_until is not None
    assert timedelta(days=4 * 365) < facts.valid_until - NOW < timedelta(days=6 * 365)
    assert [len(group) for group in facts.fingerprint.split(" ")] == [4] * 16


def test_only_roots_can_be_trusted(tmp_path: Path) -> None:
    keys.create_local(tmp_path / "a", UNIT, NOW, None)
    root, unit = ((tmp_path / "a" / name).read_bytes() for name in ("root.crt", "unit.crt"))
    for bad in (unit, b"", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", b"x" * 200_000):
        with pytest.raises(keys.BadRoot):
            keys.trust(tmp_path / "b", bad)
    assert keys.trusted_roots(tmp_path / "b") == ()
    trusted = keys.trust(tmp_path / "b", root)
    assert keys.trust(tmp_path / "b", certificates.der(trusted)) == trusted
    assert keys.trusted_roots(tmp_path / "b") == (trusted,)


def test_a_replaced_root_file_is_noticed(tmp_path: Path) -> None:
    keys.create_local(tmp_path / "a", UNIT, NOW, None)
    keys.create_local(tmp_path / "b", UNIT, NOW, None)
    (mine,) = (tmp_path / "a" / "trusted").glob("*.crt")
    (other,) = (tmp_path / "b" / "trusted").glob("*.crt")
    for data in (other.read_bytes(), b"", b"nonsense"):
        mine.write_bytes(data)
        with pytest.raises(keys.BadRoot):
            keys.trusted_roots(tmp_path / "a")


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "keys").write_bytes(b"a file where the folder should be")
    with pytest.raises(keys.KeysNotSaved):
        keys.create_local(tmp_path / "keys", UNIT, NOW, None)


def test_a_full_disk_leaves_nothing_half_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(keys.KeysNotSaved):
        keys.create_local(tmp_path, UNIT, NOW, None)
    assert files(tmp_path) == {}
    monkeypatch.undo()
    keys.create_local(tmp_path, UNIT, NOW, None)


def test_a_unit_name_that_no_certificate_can_hold(tmp_path: Path) -> None:
    keys.create_local(tmp_path / "a", "长" * 64, NOW, None)
    assert keys.load_signer(tmp_path / "a", None).unit == "长" * 64
    for unit in ("长" * 65, "", "  ", "一\n二", "一\0", "一\ud800"):
        with pytest.raises(keys.BadUnitName):
            keys.create_local(tmp_path / "b", unit, NOW, None)
    assert not (tmp_path / "b").exists()
