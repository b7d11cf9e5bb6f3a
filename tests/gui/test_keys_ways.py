"""Ways into the steps: files dropped, the keyboard alone, in English, in the real window, on a damaged home."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from jltrain.app import keys
from jltrain.errors import JltrainError
from jltrain.gui.keys.authority_dialogs import IssueDialog
from jltrain.gui.keys.chain_page import ChainPage
from jltrain.gui.keys.install_dialog import InstallDialog
from jltrain.gui.keys.request_dialog import RequestDialog
from jltrain.gui.keys.secret import NewSecret, SecretField, strength
from jltrain.gui.keys.sign_dialog import SignDialog
from jltrain.gui.keys.trust_dialogs import ListDialog, TrustDialog
from jltrain.gui.keys.unit_page import KeysPage
from jltrain.gui.page import Page
from jltrain.gui.shell.window import MainWindow
from jltrain.sheet import keyfile
from tests.conftest import FakeClock
from tests.gui.key_desk import ROOT_SECRET, SECRET, UNIT, Desk, in_hand


@pytest.fixture
def desk(
    tmp_path: Path,
    clock: FakeClock,
    qtbot: QtBot,
    show_page: Callable[..., Page],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Desk]:
    monkeypatch.setattr(keyfile, "ROUNDS", 1000)
    made = Desk(tmp_path, clock, qtbot, show_page)
    yield made
    made.close()


def drop(page: ChainPage, *files: Path) -> bool:
    """Drop files as the desktop would; whether the page would have them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    action, buttons, held = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPointF(5, 5).toPoint(), action, data, buttons, held)
    entering.ignore()
    page.dragEnterEvent(entering)
    if entering.isAccepted():
        page.dropEvent(QDropEvent(QPointF(5, 5), action, data, buttons, held))
    return entering.isAccepted()


def test_a_file_dropped_opens_the_step_it_is_for(desk: Desk, tmp_path: Path) -> None:
    province, unit, hr = desk.province(), desk.unit(), desk.hr()
    desk.make_root(province)
    request = desk.request(unit)
    odd = tmp_path / "no ending at all"
    odd.write_bytes(request.read_bytes())
    assert drop(province, odd)
    issuing = in_hand(province, IssueDialog)
    assert issuing.held is not None and issuing.held.unit == UNIT
    issuing.reject()
    answer = desk.issue(province, request)
    assert drop(unit, answer)
    in_hand(unit, InstallDialog).reject()
    root = desk.export_root(province)
    assert drop(hr, root)
    in_hand(hr, TrustDialog).reject()
    desk.clock.advance(60)
    listed = desk.publish(province)
    assert drop(province, listed)
    in_hand(province, ListDialog).reject()


def trouble(desk: Desk) -> str:
    """The code of what HR's window was last told."""
    error = desk.shell("hr").failed.pop()
    assert isinstance(error, JltrainError)
    return error.code


def test_a_file_that_is_for_elsewhere_is_told_so(desk: Desk, tmp_path: Path) -> None:
    province, unit, hr = desk.province(), desk.unit(), desk.hr()
    desk.make_root(province)
    request = desk.request(unit)
    answer = desk.issue(province, request)
    picture = tmp_path / "photo.png"
    picture.write_bytes(b"\x89PNG....")
    for file, code in ((request, "no-authority-here"), (answer, "nothing-pending"), (picture, "not-of-the-chain")):
        assert drop(hr, file)
        assert trouble(desk) == code
    listed = desk.publish(province)
    assert drop(hr, listed)
    assert trouble(desk) == "list-of-stranger"
    assert not drop(hr, tmp_path), "a folder is none of ours"
    assert hr.dialog is None


def test_keyboard_only(desk: Desk, qtbot: QtBot) -> None:
    unit = desk.unit()
    unit.activateWindow()
    qtbot.waitUntil(unit.isActiveWindow)
    qtbot.keyClick(unit, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: unit.dialog is not None)  # the button is seen to go down first
    dialog = in_hand(unit, RequestDialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)

    def press(key: Qt.Key) -> None:
        qtbot.keyClick(dialog.focusWidget() or dialog, key)

    def type_into(line: QLineEdit, text: str) -> None:
        for _press in range(12):
            if dialog.focusWidget() is line:
                break
            press(Qt.Key.Key_Tab)
        assert dialog.focusWidget() is line, "reached with Tab"
        line.selectAll()
        qtbot.keyClicks(line, text)

    assert dialog.focusWidget() is dialog.code, "the unit's name is known, the code is not"
    qtbot.keyClicks(dialog.code, "jl2400")
    type_into(dialog.secret.first.line, "long enough words")
    type_into(dialog.secret.second.line, "long enough words")
    file = desk.folder / "r.csr.pem"
    type_into(dialog.target.line, str(file))  # QTest types ASCII only
    seen = []
    for _press in range(3):
        press(Qt.Key.Key_Tab)
        seen.append(dialog.focusWidget())
    assert seen == [dialog.target.browse, dialog.go, dialog.cancel]
    dialog.target.line.setFocus()
    press(Qt.Key.Key_Return)
    assert dialog.finished_well and file.is_file()
    assert dialog.focusWidget() is dialog.go
    press(Qt.Key.Key_Return)
    assert unit.status is not None and unit.status.pending is not None and unit.status.pending.code == "JL2400"


def test_tab_reaches_the_tick_before_the_passphrase(desk: Desk, qtbot: QtBot) -> None:
    province, unit = desk.province(), desk.unit()
    desk.make_root(province)
    request = desk.request(unit)
    province.issue.click()
    dialog = in_hand(province, IssueDialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.file.take(request)
    dialog.file.line.setFocus()
    order = []
    for _press in range(6):
        qtbot.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Tab)
        order.append(dialog.focusWidget())
    assert order[:2] == [dialog.file.browse, dialog.compare.tick] and dialog.secret.line in order
    dialog.reject()


def test_a_damaged_home_is_told_on_every_page(desk: Desk) -> None:
    for home in ("unit", "province", "hr"):
        folder = desk.context(home).places.keys
        (folder / "trusted").mkdir(parents=True)
        (folder / "trusted" / "x.crt").write_text("junk")
    unit, province, hr = desk.unit(), desk.province(), desk.hr()
    assert unit.headline.badge.property("role") == "badge-bad" and unit.notices.texts and not unit.apply.isEnabled()
    assert province.fault.texts and not province.make.isEnabled()
    assert hr.notices.texts and not hr.remove.isEnabled()
    for home, page in (("unit", unit), ("province", province), ("hr", hr)):
        (desk.context(home).places.keys / "trusted" / "x.crt").unlink()
        page.arrive()
    assert unit.apply.isEnabled() and province.make.isEnabled() and not province.fault.isVisible()
    assert hr.headline.text.text().startswith("还不能收取")


def test_the_choosers_suggest_a_name(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    unit = desk.unit()
    unit.apply.click()
    dialog = in_hand(unit, RequestDialog)
    asked: list[str] = []

    def save(_parent: object, _title: str, start: str, kinds: str) -> tuple[str, str]:
        asked.extend((start, kinds))
        return str(desk.stick / "mine.csr"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", save)
    assert UNIT in dialog.target.line.text()
    dialog.unit.setText("别的单位")
    assert "别的单位" in dialog.target.line.text() and UNIT not in dialog.target.line.text()
    dialog.target.browse.click()
    assert "别的单位" in asked[0] and "*.csr" in asked[1] and dialog.target.path() == desk.stick / "mine.csr"
    dialog.unit.setText("第三个单位")
    assert dialog.target.path() == desk.stick / "mine.csr", "a name of one's own stays"
    dialog.reject()
    opened = monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: (str(desk.stick / "x.crl"), ""))
    assert opened is None
    unit.lists.click()
    listing = in_hand(unit, ListDialog)
    listing.file.browse.click()
    assert "打不开" in listing.file_field.fault.text()
    listing.reject()


def test_secrets_are_hidden_shown_and_weighed(qtbot: QtBot) -> None:
    field = SecretField("口令")
    qtbot.addWidget(field)
    field.show()
    assert field.line.echoMode() is QLineEdit.EchoMode.Password
    field.eye.click()
    assert field.line.echoMode() is QLineEdit.EchoMode.Normal and field.eye.text() == "隐藏"
    qtbot.keyClick(field.line, "A")
    assert field.caps.isVisible(), "a capital without Shift"
    qtbot.keyClick(field.line, "B", Qt.KeyboardModifier.ShiftModifier)
    assert not field.caps.isVisible()
    new = NewSecret()
    qtbot.addWidget(new)
    new.first.line.setText("        ")
    assert new.fault(), "blanks are none"
    new.first.line.setText("abcdefgh")
    assert new.fault() == "两次输入的口令不一样，请重新输入。"
    new.second.line.setText("abx")
    assert "不一样" in new.hint.text()
    new.second.line.setText("abcdefgh")
    assert new.fault() == ""
    tones = [
        strength(text)[1]
        for text in ("", "abc", "aaaaaaaa", "abcdef12", "Correct-horse 12", "交通执法轮训口令要长一些才行安全")
    ]
    assert tones == ["muted", "badge-warn", "badge-warn", "badge-info", "badge-good", "badge-good"]


def test_in_english(desk: Desk, qtbot: QtBot) -> None:
    desk.language = "en"
    unit, province, hr = desk.unit(), desk.province(), desk.hr()
    desk.make_root(province)
    desk.install(unit, desk.issue(province, desk.request(unit)))
    desk.trust(hr, desk.export_root(province))
    for page in (unit, province, hr):
        texts = [label.text() for label in page.findChildren(QLabel)]
        assert all("{" not in text for text in texts), "each sentence has its facts filled in"
    dialog = SignDialog(unit, unit.shell, "passphrase", lambda _secret: None)
    qtbot.addWidget(dialog)
    assert dialog.cancel.text() == "Cancel"


def test_in_the_real_window(desk: Desk, themed: QApplication, qtbot: QtBot) -> None:
    """With work on threads: the dialog waits, comes back, and the page shows what changed."""
    context = desk.context("unit")
    window = MainWindow(context)
    qtbot.addWidget(window)
    window.show()
    window.open_pages()
    window.go("keys")
    page = window.stack.currentWidget()
    assert isinstance(page, KeysPage)
    qtbot.waitUntil(lambda: page.status is not None)
    page.apply.click()
    dialog = in_hand(page, RequestDialog)
    dialog.code.setText("JL2400")
    dialog.secret.first.line.setText(SECRET)
    dialog.secret.second.line.setText(SECRET)
    dialog.target.put(desk.stick / "r.csr.pem")
    dialog.go.click()
    assert dialog.working and not dialog.go.isEnabled() and not dialog.busy.isHidden()
    dialog.reject()
    assert dialog.isVisible(), "not closed while a key is being made"
    qtbot.waitUntil(lambda: dialog.finished_well)
    dialog.go.click()
    qtbot.waitUntil(lambda: page.waiting.isVisible())
    window.go("trust")
    window.go("authority")
    qtbot.waitUntil(lambda: not window.jobs.busy)
    window.rebuild()
    qtbot.waitUntil(lambda: not window.jobs.busy)
    assert window.jobs.stop()
    assert keys.status(context).pending is not None
    assert ROOT_SECRET not in context.places.settings.read_text("utf-8")
