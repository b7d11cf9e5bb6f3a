"""Keys on a hardware token, with SoftHSM in its place: made, asked for, used, refused in words."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pkcs11
import pytest
from asn1crypto import x509 as asn1
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from jltrain.sheet import (
    algorithms,
    answer,
    authority,
    certificates,
    keyfile,
    keys,
    request,
    token,
    tokenlogin,
    trusted,
)
from jltrain.sheet.sign import sign
from jltrain.sheet.tokenplace import TokenPlace
from jltrain.sheet.trust import load_trust
from jltrain.sheet.verify import verify
from tests.sheet.conftest import NOW
from tests.sheet.samples import UNIT, sample

MODULE = "/usr/lib/softhsm/libsofthsm2.so"
LABEL, PIN = "长春支队", "123456"
PASSPHRASE = "省级根证书的口令"

pytestmark = pytest.mark.skipif(
    not Path(MODULE).is_file() or shutil.which("softhsm2-util") is None, reason="SoftHSM 2 is not installed here"
)


@pytest.fixture(scope="module", autouse=True)
def _softhsm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A token of our own; the module reads where its tokens are when it is initialized."""
    here = tmp_path_factory.mktemp("softhsm")
    (here / "tokens").mkdir()
    (here / "softhsm2.conf").write_text(f"directories.tokendir = {here / 'tokens'}\nobjectstore.backend = file\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOFTHSM2_CONF", str(here / "softhsm2.conf"))
        patch.setattr(keyfile, "ROUNDS", 1000)
        command = ["softhsm2-util", "--init-token", "--free", "--label", LABEL, "--pin", PIN, "--so-pin", "12345678"]
        subprocess.run(command, check=True, capture_output=True, env=os.environ)
        pkcs11.lib(MODULE).reinitialize()
        yield
        gc.collect()
        pkcs11.lib(MODULE).finalize()


def test_what_is_plugged_in() -> None:
    found = [t for t in token.tokens(MODULE) if t.label == LABEL]
    assert len(found) == 1
    assert found[0].ready


@pytest.mark.parametrize("kind", ["ecdsa-p256", "rsa-2048"])
def test_from_request_to_sheet(tmp_path: Path, kind: str) -> None:
    unit, province = tmp_path / "unit", tmp_path / "province"
    root = authority.make_root(province, "省厅", "JL22", PASSPHRASE, NOW, "ecdsa-p256", 20, replace=False)
    keys.create_local(unit, "旧名称", NOW, None)
    trial = (unit / "unit.p12").read_bytes()
    asked = request.make_on_token(unit, UNIT, "JL2201", kind, MODULE, LABEL, PIN)
    assert asked.algorithm == algorithms.of_name(kind).text
    read = request.read(asked.pem, "a.csr")
    own, _again = authority.issue(root, PASSPHRASE, read.key, read.unit, read.code, NOW, 365)
    trusted.trust(unit, certificates.pem(root.certificate))
    bundle = answer.read(answer.compose((own, root.certificate), authority.newest_list(root)), "a.pem")
    with pytest.raises(token.WrongPin):
        answer.install(unit, bundle, "000000", NOW, "a.pem")
    assert keys.load_signer(unit, None).unit == "旧名称"
    answer.install(unit, bundle, PIN, NOW, "a.pem")
    assert not (unit / "unit.p12").exists()
    assert [f.read_bytes() for f in (unit / "former").glob("*.p12")] == [trial]
    facts = keys.key_facts(unit)
    assert (facts.unit, facts.protected) == (UNIT, True)
    assert facts.token is not None
    assert facts.token.token == LABEL
    keys.check(unit)
    signer = keys.load_signer(unit, PIN)
    assert (signer.unit, signer.unit_code) == (UNIT, "JL2201")
    file = sign(sample(issuer_code="JL2201"), signer, NOW)
    assert verify(file, load_trust(unit), NOW).accepted
    context = ValidationContext(
        trust_roots=[asn1.Certificate.load(certificates.der(root.certificate))], moment=NOW, allow_fetching=False
    )
    assert validate_pdf_signature(PdfFileReader(BytesIO(file)).embedded_signatures[0], context).bottom_line
    with pytest.raises(token.WrongPin):
        keys.load_signer(unit, "000000")
    with pytest.raises(token.WrongPin):
        keys.load_signer(unit, None)
    with pytest.raises(keys.KeyOnToken):
        keys.change_passphrase(unit, None, "一个新的长口令")
    with pytest.raises(keys.KeyExists):
        keys.create_local(unit, UNIT, NOW, None)


def test_back_from_a_token_to_a_file(tmp_path: Path) -> None:
    root = authority.make_root(tmp_path, "省厅", "JL22", PASSPHRASE, NOW, "ecdsa-p256", 20, replace=False)
    for place in ("token", "file"):
        if place == "token":
            asked = request.make_on_token(tmp_path, UNIT, "JL2201", "ecdsa-p256", MODULE, LABEL, PIN)
        else:
            asked = request.make(tmp_path, UNIT, "JL2201", "ecdsa-p256", PASSPHRASE)
        own, _again = authority.issue(root, PASSPHRASE, asked.key, asked.unit, asked.code, NOW, 365)
        bundle = answer.Bundle((own, root.certificate), None)
        answer.install(tmp_path, bundle, PIN if place == "token" else PASSPHRASE, NOW, "a.pem")
        facts = keys.key_facts(tmp_path)
        assert facts.certificate == own
        assert (facts.token is None) == (place == "file")
    assert len(list((tmp_path / "former").glob("*.json"))) == 1
    assert keys.load_signer(tmp_path, PASSPHRASE).certificate == own


def test_the_key_never_leaves(tmp_path: Path) -> None:
    place, key = token.make_key(MODULE, LABEL, PIN, "ecdsa-p256")
    with pytest.raises(NotImplementedError):
        key.private_numbers()
    assert token.proves(key, key.public_key())
    _other, second = token.make_key(MODULE, LABEL, PIN, "ecdsa-p256")
    assert not token.proves(key, second.public_key())
    del key, second
    gc.collect()
    for wrong in ("000000", "1", "", "9" * 300):
        with pytest.raises(token.WrongPin):
            token.open_key(place, wrong)
    assert token.proves(token.open_key(place, PIN), token.open_key(place, PIN).public_key())


def test_troubles_in_words(tmp_path: Path) -> None:
    (tmp_path / "module.so").write_bytes(b"no library")
    for module in ("/nowhere/module.so", str(tmp_path), str(tmp_path / "module.so"), ""):
        with pytest.raises(token.ModuleMissing) as missing:
            token.tokens(module)
        assert "PKCS#11" in missing.value.sentence()
    with pytest.raises(token.TokenMissing):
        token.make_key(MODULE, "别的", PIN, "ecdsa-p256")
    with pytest.raises(token.TokenKeyMissing):
        token.open_key(TokenPlace(MODULE, LABEL, "00ff"), PIN)
    with pytest.raises(algorithms.AlgorithmNotYet):
        token.make_key(MODULE, LABEL, PIN, "sm2-sm3")


def test_a_token_pulled_out_and_put_back() -> None:
    place, key = token.make_key(MODULE, LABEL, PIN, "ecdsa-p256")
    public = key.public_key()
    pkcs11.lib(MODULE).reinitialize()  # what a pulled token does to all that was open
    with pytest.raises((token.TokenTrouble, token.TokenMissing, token.TokenKeyMissing)):
        token.proves(key, public)
    assert token.proves(token.open_key(place, PIN), public)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (pkcs11.PinLocked, token.PinLocked),
        (pkcs11.DeviceRemoved, token.TokenMissing),
        (pkcs11.DeviceError, token.TokenTrouble),
    ],
)
def test_what_softhsm_never_says(error: type[Exception], told: type[Exception]) -> None:
    with pytest.raises(told), tokenlogin.told(LABEL):
        raise error
