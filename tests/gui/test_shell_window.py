"""The main window: going about by mouse and keyboard, what it does for pages, exam mode, closing."""

from __future__ import annotations

import functools
import json
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout
from pytestqt.qtbot import QtBot

from jltrain.app.context import Context
from jltrain.errors import BadInput
from jltrain.gui import main
from jltrain.gui.page import Page, Shell
from jltrain.gui.shell import dialogs, journal, registry, theme
from jltrain.gui.shell.dialogs import Message
from jltrain.gui.shell.window import MainWindow
from jltrain.i18n import N_, _
from jltrain.progress import Cancelled


class Wrong(BadInput):
    template = N_("文件“{file}”读不出来，请换一个文件。")


class StubPage(Page):
    """Remembers how it was shown; `stays` keeps the user on it; arriving with `error` raises it."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.arrived: list[dict[str, object]] = []
        self.looks: list[tuple[bool, int]] = []
        self.stays = False
        self.word = _("正常")
        self.field = QLineEdit()
        QVBoxLayout(self).addWidget(self.field)

    def arrive(self, **arguments: object) -> None:
        assert self.isVisible()
        self.arrived.append(arguments)
        if isinstance(error := arguments.get("error"), Exception):
            raise error

    def may_leave(self) -> bool:
        return not self.stays

    def retheme(self, dark: bool, scale: int) -> None:
        self.looks.append((dark, scale))


@pytest.fixture
def window(
    context: Context, themed: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    """The window with stubs for pages, as it is when the database is open."""
    monkeypatch.setattr(registry.Entry, "make", lambda entry, shell: StubPage(shell))
    context.places.prepare()
    made = MainWindow(context)
    qtbot.addWidget(made, before_close_func=_let_go)
    made.show()
    made.open_pages()
    yield made
    assert made.jobs.stop()


def _let_go(window: Any) -> None:
    if (page := here(window)) is not None:
        page.stays = False
    window.enter_exam(False)


def here(window: MainWindow) -> StubPage:
    page = window.stack.currentWidget()
    assert isinstance(page, StubPage)
    return page


def shown(window: MainWindow) -> str:
    return window.header.where.text()


def test_opens_on_the_role_used_last(window: MainWindow, context: Context, themed: QApplication, qtbot: QtBot) -> None:
    assert shown(window) == "学习　›　课程学习"
    window.go_role("hr")
    again = MainWindow(context)
    qtbot.addWidget(again)
    again.show()
    again.open_pages()
    assert shown(again) == "人事　›　花名册"


def test_keys_reach_roles_and_pages(window: MainWindow, qtbot: QtBot) -> None:
    control, alt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
    qtbot.waitExposed(window)
    qtbot.keyClick(window, Qt.Key.Key_2, control)
    assert shown(window) == "考试组织　›　题库"
    qtbot.keyClick(window, Qt.Key.Key_5, alt)
    assert shown(window) == "考试组织　›　考试场次"
    qtbot.keyClick(window, Qt.Key.Key_9, alt)
    assert shown(window) == "考试组织　›　考试场次"
    qtbot.keyClick(window, Qt.Key.Key_1, control)
    assert shown(window) == "学习　›　课程学习"
    qtbot.keyClick(window, Qt.Key.Key_2, control)
    assert shown(window) == "考试组织　›　考试场次", "each role remembers its page"


def test_arrows_and_enter_in_the_column(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F6)
    inside = window.focusWidget()
    assert inside is not None and window.nav.isAncestorOf(inside)
    qtbot.keyClick(inside, Qt.Key.Key_Down)
    lower = window.focusWidget()
    assert lower is not None
    qtbot.keyClick(lower, Qt.Key.Key_Return)
    assert shown(window) == "学习　›　练习"
    focus = window.focusWidget()
    assert focus is here(window), "the page gets the keyboard"


def test_every_entry_is_named_with_its_key(window: MainWindow) -> None:
    for role in registry.ROLES:
        window.go_role(role.name)
        for number, entry in enumerate(registry.entries(role.name), 1):
            button = window.nav._pages[entry.name]
            assert f"Alt+{number}" in button.toolTip()
            assert button.accessibleName() == _(entry.text)


def test_pages_are_made_once_and_told_their_arguments(window: MainWindow) -> None:
    window.go("reader", chapter="公路/01")
    first = here(window)
    assert first.arrived == [{"chapter": "公路/01"}]
    assert first.looks == [(False, 100)]
    window.go("practice")
    window.go("reader", chapter="公路/02")
    assert here(window) is first
    assert first.arrived[1:] == [{"chapter": "公路/02"}]
    assert not any(button.isChecked() for button in window.nav._pages.values())


def test_a_page_can_keep_the_user(window: MainWindow) -> None:
    here(window).stays = True
    window.nav._pages["practice"].click()
    assert shown(window) == "学习　›　课程学习"
    assert window.nav._pages["courses"].isChecked()
    here(window).stays = False
    window.nav._pages["practice"].click()
    assert shown(window) == "学习　›　练习"


def test_trouble_is_a_banner_until_left(window: MainWindow, qtbot: QtBot) -> None:
    window.go("practice", error=Wrong(file="题库.yaml"))
    assert window.banner.isVisible()
    assert window.banner.text.text() == "文件“题库.yaml”读不出来，请换一个文件。"
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.banner.isVisible()
    window.fail(Wrong(file="a"))
    window.go("mistakes")
    assert not window.banner.isVisible()


def test_trouble_over_a_dialog_is_a_dialog(window: MainWindow, qtbot: QtBot) -> None:
    dialog = QDialog(window)
    dialog.setModal(True)
    dialog.open()
    window.fail(Wrong(file="a"))
    message = QApplication.activeModalWidget()
    assert isinstance(message, Message)
    assert message.text.text().startswith("文件“a”")
    message.accept()
    dialog.reject()


def test_a_bug_is_logged_and_told_once(window: MainWindow, context: Context, qtbot: QtBot) -> None:
    for number in range(2):
        window.fail(RuntimeError(f"broken {number}"))
    messages = window.findChildren(Message)
    assert len(messages) == 1
    assert str(journal.log_file(context)) in messages[0].text.text()
    log = journal.log_file(context).read_text("utf-8")
    assert "RuntimeError: broken 0" in log
    assert "RuntimeError: broken 1" in log
    assert log.startswith("2026-11-22T01:00:00.000Z")
    messages[0].accept()


def test_a_log_that_cannot_be_written_stops_nothing(window: MainWindow, context: Context) -> None:
    context.places.logs.rmdir()
    context.places.logs.write_bytes(b"")
    window.fail(RuntimeError("broken"))
    (message,) = window.findChildren(Message)
    assert "没有写成" in message.text.text()
    message.accept()


def test_the_log_does_not_grow_for_ever(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "LARGEST", 500)
    for number in range(20):
        journal.record(context, RuntimeError(f"fault {number}"))
    files = sorted(file.name for file in context.places.logs.iterdir())
    assert files == ["jltrain.log", "jltrain.log.1"]
    assert "fault 19" in journal.log_file(context).read_text("utf-8")


def test_an_exception_in_a_slot_reaches_the_user(
    window: MainWindow, context: Context, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    hook = main._hook(window)
    hook(KeyError, KeyError("x"), None)
    assert "KeyError" in journal.log_file(context).read_text("utf-8")
    for message in window.findChildren(Message):
        message.accept()
    hook(Wrong, Wrong(file="b"), None)
    assert window.banner.isVisible()
    codes: list[int] = []
    monkeypatch.setattr(QApplication, "exit", codes.append)
    monkeypatch.setattr(sys, "__excepthook__", lambda *error: None)
    hook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert codes == [130]


def test_stopped_work_says_so(window: MainWindow) -> None:
    window.fail(Cancelled())
    assert "已停止" in window.foot.told.text()


def test_messages_go_away(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    from jltrain.gui.shell import frame

    monkeypatch.setattr(frame, "TOLD_FOR", -60 * 3 + 50)
    window.tell("已保存")
    assert window.foot.told.text() == "已保存"
    qtbot.waitUntil(lambda: window.foot.told.text() == "")


def test_a_long_message_has_the_whole_foot(window: MainWindow) -> None:
    window.foot.whose.setText("单位：吉林省交通运输综合行政执法局")
    window.tell("已保存。")
    assert window.foot.whose.isVisible()
    window.tell("已保存为草稿，不会用于练习和组卷，还要补全：" + "还没有法条依据、" * 12)
    assert not window.foot.whose.isVisible()
    window.foot._empty()
    assert window.foot.whose.isVisible()


def test_exam_mode_hides_the_way_out(window: MainWindow, qtbot: QtBot) -> None:
    window.enter_exam(True)
    assert not (window.nav.isVisible() or window.header.isVisible() or window.foot.isVisible())
    assert window.isFullScreen()
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert shown(window) == "学习　›　课程学习"
    window.tell("已保存")
    assert window.foot.isVisible()
    window.enter_exam(False)
    assert window.nav.isVisible() and window.header.isVisible() and window.foot.isVisible()
    assert not window.isFullScreen()


def test_closing_in_an_exam_asks(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    answers = [False, True]

    def ask(parent: object, question: str, yes: str, no: str = "") -> bool:
        asked.append(question)
        return answers.pop(0)

    monkeypatch.setattr(dialogs, "ask", ask)
    window.enter_exam(True)
    assert not window.close()
    assert window.isVisible()
    assert "不会停止计时" in asked[0]
    assert window.close()


def test_ask_gives_the_safe_answer_on_escape(window: MainWindow, qtbot: QtBot) -> None:
    from PySide6.QtCore import QTimer

    defaults: list[bool] = []

    def press(key: Qt.Key) -> None:
        (dialog,) = window.findChildren(Message)
        defaults.append(dialog.no.isDefault())
        qtbot.keyClick(dialog, key)
        QTimer.singleShot(2000, dialog.accept)  # a key that does nothing must not hang the test

    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
        QTimer.singleShot(50, functools.partial(press, key))
        assert not window.ask("要删除这份试卷吗？", "删除")
        assert window.findChildren(Message) == []
    assert defaults == [True, True]


def test_settings_take_effect_at_once(window: MainWindow, context: Context, qtbot: QtBot) -> None:
    from jltrain.gui.shell.settings_dialog import SettingsDialog

    window.go("mistakes")
    before = here(window)
    qtbot.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    (dialog,) = window.findChildren(SettingsDialog)
    choose(dialog, "theme", 1)
    choose(dialog, "scale", 3)
    assert theme.current() == theme.Look(dark=True, scale=150)
    assert here(window) is not before
    assert here(window).looks == [(True, 150)]
    assert shown(window) == "学习　›　错题本"
    unit = dialog._fields["unit"]
    assert isinstance(unit, QLineEdit)
    unit.setText("长春市交通运输综合行政执法支队")
    unit.editingFinished.emit()
    assert "长春市" in window.foot.whose.text()
    saved = json.loads(context.places.settings.read_text("utf-8"))
    assert (saved["theme"], saved["scale"], saved["unit"]) == ("dark", 150, "长春市交通运输综合行政执法支队")
    dialog.accept()


def test_language_rebuilds_everything(window: MainWindow, context: Context) -> None:
    from jltrain import i18n
    from jltrain.gui.shell.settings_dialog import SettingsDialog

    before = here(window)
    window.show_settings()
    (dialog,) = window.findChildren(SettingsDialog)
    choose(dialog, "language", 1)
    assert i18n.language() == "en"
    assert here(window) is not before
    choose(dialog, "language", 0)
    assert shown(window) == "学习　›　课程学习"
    dialog.accept()


def test_settings_that_cannot_be_saved_are_told(window: MainWindow, context: Context) -> None:
    from jltrain.gui.shell.settings_dialog import SettingsDialog

    window.show_settings()
    (dialog,) = window.findChildren(SettingsDialog)
    context.places.settings.with_suffix(".part").mkdir()
    choose(dialog, "theme", 1)
    message = QApplication.activeModalWidget()
    assert isinstance(message, Message)
    assert message.text.text().startswith("设置没有保存")
    message.accept()
    dialog.accept()


def choose(dialog: Any, name: str, index: int) -> None:
    """As the user does: set the row, then the box says it was chosen."""
    box = dialog._fields[name]
    box.setCurrentIndex(index)
    box.activated.emit(index)


def test_long_work_covers_the_window_and_gives_the_keyboard_back(window: MainWindow, qtbot: QtBot) -> None:
    import threading

    from jltrain.progress import Report, Step

    here(window).field.setFocus()
    failed: list[Exception] = []

    def work(report: Report) -> None:
        for number in range(100_000):
            report(Step(number, 100_000, "第一份"))
            threading.Event().wait(0.005)

    window.run(work, lambda _none: None, "正在签发成绩单", failed.append)
    qtbot.waitUntil(window.veil.isVisible)
    assert window.veil.text.text() == "正在签发成绩单"
    qtbot.waitUntil(lambda: "第一份" in window.veil.step.text())
    assert window.focusWidget() is window.veil.button
    under = window.centralWidget()
    assert under is not None
    assert window.veil.size() == under.size()
    qtbot.keyClick(window.veil.button, Qt.Key.Key_Tab)
    assert window.focusWidget() is window.veil.button
    qtbot.keyClick(window.veil.button, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert shown(window) == "学习　›　课程学习"
    qtbot.keyClick(window.veil.button, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: bool(failed))
    assert not window.veil.isVisible()
    assert window.focusWidget() is here(window).field


def test_what_waits_is_counted_beside_its_entry(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from jltrain.app import objections, review

    counts = {"review": 3}
    monkeypatch.setattr(review, "waiting", lambda _context: counts["review"])
    monkeypatch.setattr(objections, "waiting", lambda _context: 2)
    window.go_role("exams")
    button = window.nav._pages["review"]
    narrow = button.sizeHint().width()
    qtbot.waitUntil(lambda: button.count == 5)
    assert button.sizeHint().width() > narrow
    assert "5" in button.toolTip() and "5" in button.accessibleDescription()
    counts["review"] = 0
    window.run(lambda _report: None, lambda _result: None, "确认")
    qtbot.waitUntil(lambda: button.count == 2)
    window.go_role("hr")
    window.go_role("exams")
    assert window.nav._pages["review"].count == 2, "known before it is counted anew"
