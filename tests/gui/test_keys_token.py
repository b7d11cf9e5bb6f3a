"""A unit's key on a hardware token, through the page, with SoftHSM in the token's place."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from jltrain.app import keys
from jltrain.gui.keys.install_dialog import InstallDialog
from jltrain.gui.keys.request_dialog import RequestDialog
from jltrain.gui.keys.sign_dialog import SignDialog
from jltrain.gui.page import Page
from jltrain.sheet import keyfile
from tests.conftest import FakeClock
from tests.gui.key_desk import CODE, Desk, agree, in_hand, step

MODULE, LABEL, PIN = Path("/usr/lib/softhsm/libsofthsm2.so"), "延边支队", "246810"

pytestmark = pytest.mark.skipif(
    not MODULE.is_file() or shutil.which("softhsm2-util") is None, reason="SoftHSM 2 is not installed here"
)


@pytest.fixture(autouse=True)
def _softhsm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A token of our own; the module reads where its tokens are when it is initialized."""
    import pkcs11

    (tmp_path / "tokens").mkdir()
    settings = tmp_path / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {tmp_path / 'tokens'}\nobjectstore.backend = file\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(settings))
    monkeypatch.setattr(keyfile, "ROUNDS", 1000)
    command = ["softhsm2-util", "--init-token", "--free", "--label", LABEL, "--pin", PIN, "--so-pin", "12345678"]
    subprocess.run(command, check=True, capture_output=True, env=os.environ)
    pkcs11.lib(str(MODULE)).reinitialize()
    yield
    gc.collect()
    pkcs11.lib(str(MODULE)).finalize()


def test_a_key_is_made_on_the_token_and_asked_for_by_its_pin(
    tmp_path: Path, clock: FakeClock, qtbot: QtBot, show_page: Callable[..., Page]
) -> None:
    desk = Desk(tmp_path, clock, qtbot, show_page)
    province, unit = desk.province(), desk.unit()
    desk.make_root(province)
    unit.apply.click()
    with step(unit, RequestDialog) as dialog:
        dialog.code.setText(CODE)
        dialog.on_token.setChecked(True)
        assert not dialog.secret.isVisible() and dialog.pin.isVisible()
        dialog.target.put(desk.stick / "request.csr.pem")
        dialog.go.click()
        assert any("先查找" in field.fault.text() for field in dialog.fields)
        dialog.module.take(tmp_path / "no such module.so")
        assert any("找不到" in field.fault.text() for field in dialog.fields)
        dialog.module.take(MODULE)
        assert LABEL in dialog.tokens.currentText()
        dialog.pin.line.setText("000000")
        dialog.go.click()
        assert any("PIN 不对" in field.fault.text() for field in dialog.fields)
        dialog.pin.line.setText(PIN)
        dialog.go.click()
    answer = desk.issue(province, desk.stick / "request.csr.pem")
    unit.install.click()
    with step(unit, InstallDialog) as dialog_:
        dialog_.file.take(answer)
        agree(dialog_)
        dialog_.secret.line.setText(PIN)
        dialog_.go.click()
    assert any(LABEL in value for _what, value in unit.facts.rows) and not unit.passphrase.isEnabled()
    assert keys.secret_needed(desk.context("unit")) == "pin"
    secrets: list[str] = []
    asking = SignDialog(unit, unit.shell, "pin", secrets.append)
    asking.open()
    asking.secret.line.setText("111111")
    asking.go.click()
    assert "PIN 不对" in asking.fields[0].fault.text() and not secrets
    asking.secret.line.setText(PIN)
    asking.go.click()
    assert secrets == [PIN]
    unit.renew.click()
    again = in_hand(unit, RequestDialog)
    assert again.on_token.isChecked() and again.module.path() == MODULE
    again.reject()
    desk.close()
