"""数据库: where the data are now, and how to keep them on the province's server, or in this PC's file again.

A change holds from the next start on; what is open now stays in use. A password is typed hidden, kept in the settings
file that only the user may read, and shown nowhere.
"""

from __future__ import annotations

from weakref import WeakKeyDictionary

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPushButton, QRadioButton, QWidget

from jltrain.app import connecting, moving
from jltrain.app.connecting import PORT, Probed, Server, server_of
from jltrain.app.context import Context
from jltrain.app.moving import Moved
from jltrain.errors import JltrainError
from jltrain.gui.hr.parts import label
from jltrain.gui.keys.field import Field
from jltrain.gui.keys.parts import Facts, copyable, tint
from jltrain.gui.keys.secret import SecretField
from jltrain.gui.keys.step import StepDialog
from jltrain.gui.page import Shell
from jltrain.gui.shell import dialogs
from jltrain.i18n import _
from jltrain.progress import Report

_at_start: WeakKeyDictionary[Context, str] = WeakKeyDictionary()
"""The setting as it was when the database in use was opened."""


class DatabaseDialog(StepDialog):
    """Choose between file and server; 保存 keeps the choice, with or without carrying the data over."""

    def __init__(self, parent: QWidget, shell: Shell) -> None:
        super().__init__(parent, shell, _("数据库"), _("保存(&S)"))
        self._before_url = _at_start.setdefault(self.context, self.context.settings.text("database.url"))
        self.facts = Facts()
        self._show_place(_("正在读取…"))
        self.put(self.facts)
        self.shell.run(lambda _report: _said(self.context), self._show_place, _("读取数据库的位置"), quiet=True)
        self.file = QRadioButton(_("本机文件（一台电脑单独使用）(&F)"))
        self.remote = QRadioButton(_("全省服务器（PostgreSQL，多人共用）(&P)"))
        self.put(self.file)
        self.put(self.remote)
        self.host, self.port, self.name, self.user = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        self.secret = SecretField(_("数据库口令"))
        self.secret.eye.hide()  # never shown on a screen
        self.port.setValidator(QIntValidator(1, 65535, self))
        self._server_fields = self._make_fields()
        self._add_test()
        self.carry = QCheckBox(_("把现有数据一并转入（只能转入空库）(&M)"))
        self.carry.setToolTip(_("转入后核对行数和台账链；原来的数据留在原处，不会改动（Alt+M）"))
        self.put(self.carry)
        self.back = label(_("改回本机文件后，服务器上的数据留在服务器，不会拷回本机。"), "muted")
        self.put(self.back)
        self.body.addStretch(1)
        self._fill()
        self.file.toggled.connect(lambda _on: self._switch())
        self._switch()
        if connecting.forced():
            self._lock()

    # ---- building

    def _make_fields(self) -> tuple[Field, ...]:
        codes = ("server-unreachable", "server-too-old", "server-crowded")
        self.host.setPlaceholderText(_("例如 10.22.1.5 或 db.jilin.local"))
        made = (
            self.field(_("服务器"), self.host, codes=codes),
            self.field(_("端口"), self.port),
            self.field(_("数据库名"), self.name, codes=("database-missing", "not-utf8", "no-permission")),
            self.field(_("用户名"), self.user),
            self.field(_("数据库口令"), self.secret, codes=("login-refused",)),
        )
        for line in (self.host, self.name, self.user):
            line.setMaxLength(200)
        return made

    def _add_test(self) -> None:
        self.test = QPushButton(_("测试连接(&T)"))
        self.test.setToolTip(_("登录服务器看一看，不改动任何内容（Alt+T）"))
        self.test.setAutoDefault(False)
        self.test.clicked.connect(self.try_out)
        self.tested = copyable("", "muted")
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.test, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.tested, 1)
        self._test_box = box
        self.put(box)

    def _fill(self) -> None:
        kept = server_of(self.context.settings.text("database.url"))
        (self.remote if kept else self.file).setChecked(True)
        self.port.setText(str(kept.port if kept else PORT))
        if kept:
            self.host.setText(kept.host)
            self.name.setText(kept.database)
            self.user.setText(kept.user)
            if kept.password:
                self.secret.line.setPlaceholderText(_("已保存；不改就留空"))
        else:
            self.name.setText("jltrain")
        self.carry.setChecked(not self._before_url)

    def _switch(self) -> None:
        on = self.remote.isChecked()
        for field in self._server_fields:
            field.show(on)
        self._test_box.setVisible(on)
        self.carry.setVisible(on)
        self.back.setVisible(not on and bool(self._before_url))
        if self.isVisible():
            self.fit()

    def _lock(self) -> None:
        said = _("环境变量 JLTRAIN_DATABASE_URL 指定了数据库，这里不能更改；请联系装机的管理员。")
        self.tested.setText(said)
        self.fault.setText(said)
        self.fault.show()
        self.go.setEnabled(False)
        for part in (self.file, self.remote, self.test, self.carry):
            part.setEnabled(False)

    def _show_place(self, said: str) -> None:
        self.facts.put([(_("现在使用"), said), (_("下次启动"), self._next())])

    def ready(self) -> None:
        self.go.setEnabled(not connecting.forced())

    def _next(self) -> str:
        url = self.context.settings.text("database.url")
        if url == self._before_url:
            return _("不变")
        return _("改用{place}（尚未生效，请重新启动程序）").format(place=_place(server_of(url)))

    # ---- what is typed

    def server(self) -> Server:
        """What the fields say; an empty password is the one kept, if it is the same user's."""
        kept = server_of(self.context.settings.text("database.url"))
        host, user, password = self.host.text().strip(), self.user.text().strip(), self.secret.text()
        if not password and kept and (kept.host, kept.user) == (host, user):
            password = kept.password
        return Server(host, int(self.port.text() or PORT), self.name.text().strip(), user, password)

    def missing(self) -> bool:
        if self.file.isChecked():
            return False
        lines = (self.host, self.port, self.name, self.user)
        texts = (_("请填写服务器地址。"), _("请填写 1 至 65535 的端口。"), _("请填写数据库名。"), _("请填写用户名。"))
        for field, line, text in zip(self._server_fields, lines, texts, strict=False):
            if not line.text().strip() or not line.hasAcceptableInput():
                field.complain(text)
                return True
        return False

    # ---- acts

    def try_out(self) -> None:
        """Log in to the server and say what is there."""
        self.fault.hide()
        for field in self.fields:
            field.calm()
        if self.missing():
            return
        server = self.server()
        self._tell("", "muted")
        self.start(lambda: connecting.try_out(server), self._tried, _("正在连接服务器…"))

    def _tried(self, found: Probed) -> None:
        if found.blank or (found.current and not found.officers and not found.entries):
            text = _("连接成功：{about}。数据库是空的，可以转入现有数据。")
        elif found.current:
            text = _("连接成功：{about}。里面已有 {officers} 人、{entries} 条台账，直接使用，不能再转入。")
        else:
            text = _("连接成功：{about}。里面的数据由较旧的程序写成，启用时会自动升级。")
        told = text.format(about=found.about, officers=f"{found.officers:,}", entries=f"{found.entries:,}")
        self._tell(told, "badge-good")

    def _tell(self, text: str, role: str) -> None:
        self.tested.setText(text)
        tint(self.tested, role)
        if self.isVisible():
            self.fit()

    def act(self) -> None:
        if self.file.isChecked():
            self._keep("")
            return
        server = self.server()
        if self.carry.isChecked():
            self._carry(server)
        else:
            self.start(lambda: connecting.try_out(server), lambda _found: self._keep(server.url), _("正在连接服务器…"))

    def _keep(self, url: str) -> None:
        try:
            moving.use(self.context, url)
        except JltrainError as error:
            self.blame(error)
            return
        place = _place(server_of(url))
        self.finish(
            _("已保存"),
            _restart(place) if url != self._before_url else _("没有变化，继续使用{place}。").format(place=place),
        )

    def _carry(self, server: Server) -> None:
        question = _("把现有数据全部转入{place}？转入期间请不要在其他电脑上使用这个数据库。原来的数据保留。")
        if self.shell.ask(question.format(place=_place(server)), _("转入")):
            self.accept()  # the window shows how far it is, and a button to stop
            carry(self.parentWidget(), self.shell, server, self._before_url)


def carry(parent: QWidget | None, shell: Shell, server: Server, before: str) -> None:
    """Copy everything to the server with progress, then keep it as the database of the next start.

    `before`: the setting behind the database in use, which may have been changed since it was opened.
    """
    context = shell.context

    def work(report: Report) -> Moved:
        moving.use(context, before)
        moved = moving.move_to(context, server.url, report)
        moving.use(context, server.url)
        return moved

    def done(moved: Moved) -> None:
        text = _("共转入 {rows} 行，其中台账 {entries} 条，已在服务器上核对一致。")
        told = text.format(rows=f"{moved.rows:,}", entries=f"{moved.entries:,}")
        dialogs.inform(parent, _("已转入"), told + "\n" + _restart(_place(server)))

    shell.run(work, done, _("把数据转入服务器"))


def _restart(place: str) -> str:
    return _("从下次启动起使用{place}。请现在关闭程序，再重新打开；在此之前仍使用原来的数据。").format(place=place)


def _place(server: Server | None) -> str:
    if server is None:
        return _("本机文件")
    return _("服务器 {host}:{port} 上的数据库“{name}”").format(host=server.host, port=server.port, name=server.database)


def _said(context: Context) -> str:
    try:
        return connecting.in_use(context).replace("\\", "\\\u200b").replace("/", "/\u200b")  # a long path can be broken
    except JltrainError as error:
        return error.sentence()
