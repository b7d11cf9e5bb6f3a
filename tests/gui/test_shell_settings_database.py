"""Settings: who does it, and where the data are; the password is never on the screen."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from jltrain.app import connecting, roster
from jltrain.app.connecting import Server, server_of
from jltrain.app.context import Context
from jltrain.gui.shell import theme
from jltrain.gui.shell.database_dialog import DatabaseDialog
from jltrain.gui.shell.dialogs import Message
from jltrain.gui.shell.settings_dialog import SettingsDialog
from jltrain.gui.shell.window import MainWindow
from jltrain.places import Places
from jltrain.store.database import Database
from tests import postgres as cluster
from tests.app.ledger_world import crowd, enrol
from tests.gui.conftest import FakeShell

SECRET = "p@ss:w/rd 口令%"
Open = Callable[[], DatabaseDialog]


@pytest.fixture
def opened(shell: FakeShell, qtbot: QtBot) -> Iterator[Open]:
    def make() -> DatabaseDialog:
        parent = QWidget()
        qtbot.addWidget(parent)
        dialog = DatabaseDialog(parent, shell)
        dialog.show()
        made.append((parent, dialog))  # Qt would take both away with the parent
        return dialog

    made: list[tuple[QWidget, DatabaseDialog]] = []
    yield make
    for _parent, dialog in made:
        if shiboken6.isValid(dialog):
            dialog.close()


@pytest.fixture
def blank(postgres: cluster.Server) -> Iterator[str]:
    """A server's database without any tables."""
    with postgres.database("TEMPLATE template0") as name:
        yield name


def enter(dialog: DatabaseDialog, server: cluster.Server, name: str) -> None:
    dialog.remote.setChecked(True)
    dialog.host.setText(str(server.folder))
    dialog.name.setText(name)
    dialog.user.setText("postgres")


def on_screen(dialog: DatabaseDialog) -> str:
    labels = [label.text() for label in dialog.findChildren(QLabel)]
    return "\n".join([*labels, *(line.displayText() for line in dialog.findChildren(QLineEdit))])


@pytest.mark.parametrize(
    "server",
    [
        Server("db.local", 5432, "jltrain", "hr", SECRET),
        Server("10.0.0.5", 6432, "培训", "人事 处", ""),
        Server("fe80::1", 5432, "x", "u", "p"),
        Server("/run/postgresql", 5433, "x", "u", "p"),
    ],
)
def test_a_url_holds_what_was_typed(server: Server) -> None:
    assert server_of(server.url) == server
    assert SECRET not in repr(server) and "p@ss" not in repr(server)


@pytest.mark.parametrize("url", ["", "sqlite:///x", "postgresql://[", "postgresql+psycopg://u@h:x/d", "://"])
def test_what_is_no_server(url: str) -> None:
    assert server_of(url) is None


def test_the_file_is_what_there_is_at_first(opened: Open, shell: FakeShell) -> None:
    dialog = opened()
    facts = dict(dialog.facts.rows)
    assert "SQLite" in facts["现在使用"] and "jltrain" in facts["现在使用"] and facts["下次启动"] == "不变"
    assert dialog.file.isChecked() and not dialog.host.isVisible() and not dialog.carry.isVisible()
    dialog.go.click()
    assert "没有变化" in dialog.sentence.text() and shell.context.settings.text("database.url") == ""
    dialog.go.click()


def test_what_is_missing_is_said_beside_the_field(opened: Open) -> None:
    dialog = opened()
    dialog.remote.setChecked(True)
    assert dialog.host.isVisible() and dialog.carry.isVisible()
    dialog.test.click()
    assert dialog.fields[0].fault.text() == "请填写服务器地址。"
    dialog.host.setText("db.local")
    dialog.port.setText("")
    dialog.test.click()
    assert "端口" in dialog.fields[1].fault.text()
    assert dialog.secret.line.echoMode() is QLineEdit.EchoMode.Password and dialog.secret.eye.isHidden()


def test_a_server_that_does_not_answer(opened: Open, shell: FakeShell) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        dialog = opened()
        dialog.remote.setChecked(True)
        dialog.host.setText("127.0.0.1")
        dialog.port.setText(str(taken.getsockname()[1]))
        dialog.user.setText("hr")
        dialog.secret.line.setText(SECRET)
        dialog.test.click()
        assert "连不上" in dialog.fields[0].fault.text()
        dialog.carry.setChecked(False)
        dialog.go.click()
    assert not dialog.finished_well and shell.context.settings.text("database.url") == ""
    assert SECRET not in on_screen(dialog)


def test_tested_moved_and_used_after_a_restart(
    opened: Open, shell: FakeShell, blank: str, postgres: cluster.Server, context: Context
) -> None:
    enrol(context, *crowd(7))
    dialog = opened()
    enter(dialog, postgres, blank)
    dialog.test.click()
    assert "连接成功" in dialog.tested.text() and "空的" in dialog.tested.text()
    assert connecting.try_out(dialog.server()).blank, "a look makes nothing there"
    assert dialog.carry.isChecked()
    dialog.go.click()
    assert len(shell.asked) == 1 and not shell.failed
    message = QApplication.activeModalWidget()
    assert isinstance(message, Message) and "从下次启动起" in message.text.text()
    message.accept()
    assert roster.count(context) == 7 and context.database.kind == "sqlite", "what is open stays in use"
    later = Context(Places(context.places.home), context.clock)
    assert later.database.kind == "postgresql" and roster.count(later) == 7
    later.close()
    again = opened()
    assert "尚未生效" in dict(again.facts.rows)["下次启动"] and again.remote.isChecked()
    assert again.host.text() == str(postgres.folder) and again.secret.text() == ""
    again.test.click()
    assert "已有 7 人" in again.tested.text()
    again.carry.setChecked(True)
    again.go.click()
    assert "只能转入空的数据库" in str(shell.failed[-1])
    back = opened()
    back.file.setChecked(True)
    back.go.click()
    assert context.settings.text("database.url") == "" and "没有变化" in back.sentence.text()


def test_used_without_moving(opened: Open, shell: FakeShell, postgres: cluster.Server, blank: str) -> None:
    dialog = opened()
    enter(dialog, postgres, blank)
    dialog.carry.setChecked(False)
    dialog.secret.line.setText(SECRET)
    dialog.go.click()
    assert "从下次启动起使用服务器" in dialog.sentence.text() and "重新打开" in dialog.sentence.text()
    kept = server_of(shell.context.settings.text("database.url"))
    assert kept is not None and kept.password == SECRET
    again = opened()
    assert again.server().password == SECRET and SECRET not in on_screen(again) and "***" not in on_screen(again)
    again.user.setText("another")
    assert again.server().password == "", "somebody else's password is not sent"


def test_a_wrong_password_a_wrong_database(opened: Open, postgres: cluster.Server) -> None:
    postgres.say(f"CREATE ROLE {cluster.GUARDED} LOGIN PASSWORD 'right'")
    try:
        dialog = opened()
        enter(dialog, postgres, "postgres")
        dialog.user.setText(cluster.GUARDED)
        dialog.secret.line.setText("wrong-secret")
        dialog.test.click()
        assert cluster.GUARDED in dialog.fields[4].fault.text() and "wrong-secret" not in on_screen(dialog)
    finally:
        postgres.say(f"DROP ROLE {cluster.GUARDED}")
    dialog.user.setText("postgres")
    dialog.name.setText("ghost")
    dialog.test.click()
    assert "ghost" in dialog.fields[2].fault.text()


def test_tables_of_an_older_and_of_a_newer_program(
    opened: Open, postgres: cluster.Server, blank: str, context: Context
) -> None:
    url = postgres.url(blank)
    Database(url, context.places.home, context.clock).close()
    dialog = opened()
    enter(dialog, postgres, blank)
    dialog.test.click()
    assert "空的" in dialog.tested.text()
    postgres.say("DELETE FROM schema_version WHERE number > 1", database=blank)
    dialog.test.click()
    assert "自动升级" in dialog.tested.text()
    postgres.say("INSERT INTO schema_version VALUES (99, 'x')", database=blank)
    dialog.test.click()
    assert "请先升级程序" in dialog.fault.text()


def test_the_environment_decides(opened: Open, monkeypatch: pytest.MonkeyPatch, context: Context) -> None:
    assert context.database.kind == "sqlite"
    monkeypatch.setenv("JLTRAIN_DATABASE_URL", "postgresql+psycopg://u:geheim@h/d")
    dialog = opened()
    assert "JLTRAIN_DATABASE_URL" in dialog.fault.text() and not dialog.go.isEnabled()
    assert "geheim" not in on_screen(dialog)


@pytest.mark.parametrize("scale", [100, 150])
def test_operator_and_the_way_to_the_database(context: Context, themed: QApplication, qtbot: QtBot, scale: int) -> None:
    context.places.prepare()
    theme.apply(themed, dark=False, scale=scale)
    window = MainWindow(context)
    qtbot.addWidget(window)
    dialog = SettingsDialog(window)
    dialog.show()
    assert dialog.height() <= 768 - 60 and dialog.width() <= 1366, "fits a small screen"
    field = dialog._fields["operator"]
    assert isinstance(field, QLineEdit)
    field.setText(" 王芳 ")
    field.editingFinished.emit()
    assert context.settings.text("operator") == "王芳"
    dialog.database.click()
    (opened,) = window.findChildren(DatabaseDialog)
    assert opened.isVisible() and not dialog.isVisible()
    opened.reject()
    window.jobs.stop()
    theme.apply(themed, dark=False, scale=100)
