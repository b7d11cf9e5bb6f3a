"""The whole chain through the three pages, on three homes with real keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from jltrain.app import keys
from jltrain.gui.keys.authority_dialogs import IssueDialog, MakeRootDialog, PublishDialog, RevokeDialog
from jltrain.gui.keys.install_dialog import InstallDialog
from jltrain.gui.keys.parts import Groups
from jltrain.gui.keys.request_dialog import RequestDialog
from jltrain.gui.keys.small_dialogs import ExportDialog, PassphraseDialog
from jltrain.gui.keys.trust_dialogs import ListDialog, TrustDialog
from jltrain.gui.page import Page
from jltrain.sheet import keyfile
from tests.conftest import FakeClock
from tests.gui.key_desk import CODE, PROVINCE, ROOT_SECRET, SECRET, UNIT, Desk, agree, in_hand, step

DAY = 86_400


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


def test_from_request_to_revocation(desk: Desk, clock: FakeClock) -> None:
    keys.ensure_keys(desk.context("unit"))
    unit, province, hr = desk.unit(), desk.province(), desk.hr()
    assert unit.headline.badge.text() == "试用密钥"
    assert province.stack.currentIndex() == 0, "no root yet: what it is, and how to make it"
    assert hr.headline.text.text().startswith("还不能收取成绩单")

    desk.make_root(province)
    assert province.stack.currentIndex() == 1 and province.headline.text.text() == PROVINCE
    request = desk.request(unit)
    assert unit.waiting.isVisible() and unit.install.isEnabled()
    shown = unit.waiting.findChild(Groups)
    assert shown is not None and shown.fingerprint == keys.read_request(request).fingerprint
    answer = desk.issue(province, request)
    assert [entry.unit for entry in province.table.rows.rows] == [UNIT]
    desk.install(unit, answer)
    assert unit.headline.badge.text() == "有效" and ("单位代码", CODE) in unit.facts.rows
    assert not unit.waiting.isVisible() and not unit.install.isEnabled()
    assert keys.load_signer(desk.context("unit"), SECRET).unit_code == CODE

    desk.trust(hr, desk.export_root(province))
    assert hr.headline.badge.text() == "列表有效"
    (root,) = hr.table.rows.rows
    assert root.name == PROVINCE and root.list is not None and root.list.revoked == 0

    clock.advance(DAY)
    desk.revoke(province)
    assert "吊销" in province.table.rows.columns[2].text(province.table.rows.rows[0])
    assert not province.revoke.isEnabled() and not province.again.isEnabled()
    desk.import_list(hr, desk.publish(province))
    assert hr.table.rows.rows[0].list is not None and hr.table.rows.rows[0].list.revoked == 1
    assert all(not shell.failed for shell in desk.shells.values())


def test_a_wrong_passphrase_is_told_beside_the_field_and_nothing_is_lost(desk: Desk) -> None:
    province, unit = desk.province(), desk.unit()
    desk.make_root(province)
    request = desk.request(unit)
    province.issue.click()
    dialog = in_hand(province, IssueDialog)
    dialog.file.take(request)
    agree(dialog)
    dialog.days.setValue(700)
    dialog.target.put(desk.stick / "a.pem")
    dialog.secret.line.setText("not the passphrase")
    dialog.go.click()
    told = next(field for field in dialog.fields if field.fault.isVisible())
    assert told.editor is dialog.secret and "口令不对" in told.fault.text()
    assert dialog.days.value() == 700 and dialog.compare.agreed
    dialog.secret.line.setText(ROOT_SECRET)
    assert not told.fault.isVisible(), "typing again takes the reproach away"
    dialog.go.click()
    assert dialog.finished_well and (desk.stick / "a.pem").is_file()
    (entry,) = keys.issued(desk.context("province"))
    assert (entry.valid_until - entry.issued).days in (699, 700)
    dialog.accept()


def test_what_is_missing_is_said_before_anything_is_made(desk: Desk) -> None:
    unit = desk.unit()
    unit.apply.click()
    dialog = in_hand(unit, RequestDialog)

    def told() -> str:
        dialog.go.click()
        return next(field.fault.text() for field in dialog.fields if field.fault.isVisible())

    assert told() == "请填写这一项。"
    dialog.code.setText("x!")
    assert "至少要 8 个字符" in told()
    dialog.secret.first.line.setText(SECRET)
    dialog.secret.second.line.setText(SECRET[:-1])
    assert "不一样" in told()
    dialog.secret.second.line.setText(SECRET)
    dialog.target.line.setText("")
    assert "存放位置" in told()
    dialog.target.put(desk.stick / "r.pem")
    assert "单位代码“X!”" in told(), "what only the library knows comes to the same place"
    dialog.code.setText("JL2400")
    dialog.target.put(desk.stick / "nowhere" / "r.pem")
    assert "写不进去" in told()
    assert unit.status is not None and unit.status.pending is not None, "the key is made, only the file is missing"
    waiting = unit.status.pending.fingerprint
    dialog.target.put(desk.stick / "r.pem")
    dialog.go.click()
    assert dialog.finished_well and keys.read_request(desk.stick / "r.pem").fingerprint == waiting
    dialog.accept()


def test_files_for_another_step_are_refused_in_words(desk: Desk) -> None:
    province, unit, hr = desk.province(), desk.unit(), desk.hr()
    desk.make_root(province)
    request = desk.request(unit)
    answer = desk.issue(province, request)
    junk = desk.stick / "junk.pem"
    junk.write_bytes(b"-----BEGIN NOTHING-----")
    province.issue.click()
    issuing = in_hand(province, IssueDialog)
    for file in (junk, answer, desk.stick / "gone.csr"):
        issuing.file.take(file)
        assert issuing.file_field.fault.isVisible() and not issuing.go.isEnabled() and issuing.compare.tick is None
    issuing.file.take(request)
    assert not issuing.file_field.fault.isVisible()
    agree(issuing)
    assert issuing.go.isEnabled()
    issuing.file.line.setText("elsewhere")
    assert not issuing.go.isEnabled() and not issuing.compare.fingerprint, "what was compared counts no more"
    issuing.reject()
    hr.add.click()
    trusting = in_hand(hr, TrustDialog)
    trusting.file.take(request)
    assert "不是可用的" in trusting.file_field.fault.text() and not trusting.go.isEnabled()
    trusting.reject()
    hr.lists.click()
    listing = in_hand(hr, ListDialog)
    listing.file.take(answer)
    assert listing.file_field.fault.isVisible(), "a list of a root that is not trusted here"
    listing.reject()
    unit.drop_request.click()
    desk.request(unit)
    unit.install.click()
    installing = in_hand(unit, InstallDialog)
    installing.file.take(answer)
    assert "不是为本机正在等待的申请" in installing.file_field.fault.text() and not installing.go.isEnabled()
    installing.reject()


def test_a_stale_list_is_shown_until_a_new_one_comes(desk: Desk, clock: FakeClock) -> None:
    province, hr = desk.province(), desk.hr()
    desk.make_root(province)
    desk.trust(hr, desk.export_root(province))
    clock.advance(80 * DAY)
    hr.arrive()
    assert hr.headline.badge.property("role") == "badge-warn" and "到期" in hr.notices.texts[0]
    clock.advance(30 * DAY)
    hr.arrive()
    province.arrive()
    assert hr.headline.text.text() == "现在不能收取成绩单：没有有效的吊销列表"
    assert hr.headline.badge.property("role") == "badge-bad" and hr.notices.texts
    assert hr.lists.property("role") == "primary"
    assert province.notices.texts and "发布新的吊销列表" in province.notices.texts[0]
    desk.import_list(hr, desk.publish(province))
    assert hr.headline.text.text() == "可以收取成绩单" and not hr.notices.isVisible()
    assert not province.notices.isVisible()


def test_trust_is_taken_back_only_after_a_yes(desk: Desk) -> None:
    province, hr = desk.province(), desk.hr()
    desk.make_root(province)
    desk.trust(hr, desk.export_root(province))
    shell = desk.shell("hr")
    shell.answers = [False, True]
    hr.remove.click()
    assert len(hr.table.rows.rows) == 1
    hr.remove.click()
    assert hr.table.rows.rows == [] and not hr.remove.isEnabled() and "已不再信任" in shell.told[-1]
    assert not hr.detail.isVisible()


def test_exports_say_where_the_file_is(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    province, unit = desk.province(), desk.unit()
    desk.make_root(province)
    desk.request(unit)
    unit.again.click()
    with step(unit, ExportDialog) as dialog:
        assert UNIT in dialog.target.line.text() and dialog.target.line.text().endswith(".csr.pem")
        dialog.target.put(desk.stick)
        dialog.go.click()
        dialog.open_folder.click()
    (again,) = [file for file in desk.stick.iterdir() if UNIT in file.name]
    assert again.read_bytes() == (desk.stick / "request.csr.pem").read_bytes() and opened == [str(desk.stick)]
    province.export.click()
    with step(province, ExportDialog) as dialog:
        dialog.target.put(desk.stick / "root.crt")
        dialog.go.click()
        assert "逐组" in dialog.sentence.text()
    assert keys.read_root(desk.stick / "root.crt").name == PROVINCE
    answer = desk.issue(province, desk.stick / "request.csr.pem")
    province.again.click()
    shell = desk.shell("province")
    shell.answers = [False, True]
    with step(province, ExportDialog) as dialog:
        dialog.target.put(answer)
        dialog.go.click()
        assert not dialog.finished_well and "替换" in shell.asked[-1], "an existing file is replaced after a yes only"
        dialog.go.click()


def test_passphrases_are_changed(desk: Desk) -> None:
    province = desk.province()
    desk.make_root(province)
    province.passphrase.click()
    with step(province, PassphraseDialog) as dialog:
        dialog.old.line.setText("wrong one")
        dialog.new.first.line.setText("another passphrase")
        dialog.new.second.line.setText("another passphrase")
        dialog.go.click()
        assert "口令不对" in dialog.fields[0].fault.text() and dialog.new.text() == "another passphrase"
        dialog.old.line.setText(ROOT_SECRET)
        dialog.go.click()
    keys.publish_list(desk.context("province"), desk.stick / "l.crl", "another passphrase")
    keys.ensure_keys(desk.context("unit"))
    unit = desk.unit()
    unit.passphrase.click()
    with step(unit, PassphraseDialog) as dialog:
        assert not dialog.fields[0].shown and not dialog.none.isVisible(), "a trial key without a passphrase"
        dialog.new.first.line.setText(SECRET)
        dialog.new.second.line.setText(SECRET)
        dialog.go.click()
    assert keys.secret_needed(desk.context("unit")) == "passphrase"
    unit.passphrase.click()
    with step(unit, PassphraseDialog) as dialog:
        dialog.old.line.setText(SECRET)
        dialog.none.setChecked(True)
        dialog.go.click()
    assert keys.secret_needed(desk.context("unit")) == ""


def test_revoking_leads_on_to_publishing(desk: Desk) -> None:
    province, unit = desk.province(), desk.unit()
    desk.make_root(province)
    desk.issue(province, desk.request(unit))
    province.table.selectRow(0)
    province.revoke.click()
    dialog = in_hand(province, RevokeDialog)
    assert not dialog.go.isEnabled(), "not before it was confirmed"
    dialog.tick.setChecked(True)
    dialog.go.click()
    assert "口令" in next(f.fault.text() for f in dialog.fields if f.fault.isVisible())
    dialog.secret.line.setText(ROOT_SECRET)
    dialog.go.click()
    assert dialog.then is not None
    dialog.then.click()
    with step(province, PublishDialog) as publishing:
        publishing.secret.line.setText(ROOT_SECRET)
        publishing.target.put(desk.stick / "l.crl.pem")
        publishing.go.click()


def test_a_root_is_replaced_and_the_former_publishes_on(desk: Desk, clock: FakeClock) -> None:
    province, unit = desk.province(), desk.unit()
    desk.make_root(province)
    desk.issue(province, desk.request(unit))
    first = keys.status(desk.context("province")).root
    assert first is not None
    province.renew.click()
    with step(province, MakeRootDialog) as dialog:
        assert dialog.unit.text() == PROVINCE and dialog.code.text() == "JL0000"
        dialog.secret.first.line.setText(ROOT_SECRET + "2")
        dialog.secret.second.line.setText(ROOT_SECRET + "2")
        dialog.tick.setChecked(True)
        dialog.go.click()
    clock.advance(110 * DAY)
    province.arrive()
    assert "原根证书" in "".join(province.notices.texts[1:])
    province.publish.click()
    with step(province, PublishDialog) as publishing:
        assert publishing.root.count() == 2
        publishing.root.setCurrentIndex(1)
        publishing.secret.line.setText(ROOT_SECRET)
        publishing.target.put(desk.stick / "former.crl.pem")
        publishing.go.click()
    assert "原根证书" not in "".join(province.notices.texts)
    status = keys.status(desk.context("province"))
    assert status.former_roots[0].fingerprint == first.fingerprint
