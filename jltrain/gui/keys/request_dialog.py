"""申请证书 and 续期: make a key in a file or on a token, and the request file to carry to the province."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QLineEdit, QPushButton, QRadioButton, QWidget

from jltrain.app import keys
from jltrain.app.keys import KeyStatus, RequestMade, TokenChoice, TokenFacts
from jltrain.errors import JltrainError
from jltrain.gui.keys import kinds
from jltrain.gui.keys.codes import PIN_CODES, SECRET_CODES, TOKEN_CODES
from jltrain.gui.keys.facts import of_request
from jltrain.gui.keys.field import Field
from jltrain.gui.keys.file_field import OpenField, SaveField
from jltrain.gui.keys.parts import Facts, Groups
from jltrain.gui.keys.secret import NewSecret, SecretField
from jltrain.gui.keys.step import StepDialog
from jltrain.gui.page import Shell
from jltrain.gui.shell.frame import px
from jltrain.i18n import _

_Asked = tuple[str, str, str, str | None, TokenChoice | None, str | None]
"""Of what a request was made, but for the place of the file: when only that failed, the same key is written elsewhere."""


def algorithm_box() -> QComboBox:
    """What a key can be; what is not offered yet is shown but grey."""
    box = QComboBox()
    model = box.model()
    assert isinstance(model, QStandardItemModel)
    for at, choice in enumerate(keys.algorithms()):
        box.addItem(choice.text, choice.name)
        model.item(at).setEnabled(choice.offered)
    return box


class RequestDialog(StepDialog):
    """`renew`: the key in use goes on until the answer is installed. A request that is pending is replaced."""

    def __init__(self, parent: QWidget, shell: Shell, status: KeyStatus, *, renew: bool = False) -> None:
        title = _("续期：申请新证书") if renew else _("申请证书")
        super().__init__(parent, shell, title, _("生成密钥和申请文件"))
        self.replaces = status.pending is not None
        self._asked: _Asked | None = None
        self._unwritten: _Asked | None = None
        known = status.pending or (status.unit if status.unit and not status.unit.trial else None)
        self.unit = QLineEdit(known.unit if known else shell.context.settings.text("unit"))
        self.unit.setMaxLength(80)
        self.code = QLineEdit(known.code if known else "")
        self.code.setMaxLength(40)
        self.algorithm = algorithm_box()
        self.in_file, self.on_token = (
            QRadioButton(_("存成密钥文件，用口令保护")),
            QRadioButton(_("放在密码硬件（UKey）里")),
        )
        self.secret, self.pin = NewSecret(), SecretField("PIN")
        self.module = OpenField(_("选择密码硬件的 PKCS#11 模块"), kinds.modules())
        self.tokens = QComboBox()
        self.seek = QPushButton(_("查找(&S)"))
        self.target = SaveField(_("申请文件存到"), kinds.pattern(kinds.REQUEST), self._name(self.unit.text()))
        self._build(renew)
        self.unit.textChanged.connect(lambda text: self.target.suggest(self._name(text)))
        self.module.picked.connect(lambda _path: self.look_for_tokens())
        self.seek.clicked.connect(self.look_for_tokens)
        self.on_token.toggled.connect(self._place)
        token = known.token if known else None
        self.on_token.setChecked(token is not None)
        self.in_file.setChecked(token is None)
        self._place(token is not None)
        if token is not None:
            self.module.put(Path(token.module))
        (self.code if self.unit.text() else self.unit).setFocus()

    def _name(self, unit: str) -> str:
        return keys.suggested_name(self.context, kinds.REQUEST, unit.strip())

    def _build(self, renew: bool) -> None:
        if renew:
            self.say(_("续期会生成一把新密钥；在安装新证书之前，现在的密钥照常使用。"), "muted")
        else:
            self.say(
                _("在本机生成密钥，再把申请文件带到省级单位换取证书。密钥不会离开本机，申请文件里没有秘密。"), "muted"
            )
        if self.replaces:
            self.say(_("已有一份申请在等待证书。重新申请后，原申请作废，为它签发的证书将装不上。"), "badge-warn")
        self.field(_("单位名称"), self.unit, _("用规范全称，会写进证书和每份成绩单"), ("bad-unit-name",))
        self._code = self.field(
            _("单位代码"), self.code, _("18 位统一社会信用代码，或省级规定的代码"), ("bad-unit-code",)
        )
        self.field(_("签名算法"), self.algorithm, codes=("algorithm-not-yet",))
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        group = QButtonGroup(self)
        for button in (self.in_file, self.on_token):
            group.addButton(button)
            button.setMinimumWidth(button.sizeHint().width() + px(10))
            row.addWidget(button)
        row.addStretch(1)
        self.field(_("密钥存放"), place)
        self._secret = self.field(
            _("口令"), self.secret, _("每次签发成绩单都要用。忘记了无法找回，只能重新申请证书。"), SECRET_CODES
        )
        self._module = self.field(_("驱动模块"), self.module, _("由硬件厂商提供，例如 .so 或 .dll 文件"), TOKEN_CODES)
        chooser = QWidget()
        row = QHBoxLayout(chooser)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.tokens, 1)
        row.addWidget(self.seek)
        self.tokens.setAccessibleName(_("密码硬件"))
        self.seek.setAutoDefault(False)
        self.seek.setToolTip(_("列出插着的密码硬件（Alt+S）"))
        self._token = self.field(_("密码硬件"), chooser)
        self._pin = self.field("PIN", self.pin, _("连续输错会被锁定"), PIN_CODES)
        self.field(_("申请文件存到"), self.target, codes=("file-not-written",))
        self.body.addStretch(1)

    def _place(self, token: bool) -> None:
        self._secret.show(not token)
        for field in (self._module, self._token, self._pin):
            field.show(token)
        if self.isVisible():
            self.fit()

    def look_for_tokens(self) -> None:
        """List the tokens that are plugged in."""
        module = self.module.path()
        if module is None:
            self._module.complain(_("请选择密码硬件的驱动模块。"))
            return
        self._module.calm()
        self.start(lambda: keys.tokens(module), self._list, _("正在查找密码硬件…"))

    def _list(self, found: tuple[TokenFacts, ...]) -> None:
        self.tokens.clear()
        model = self.tokens.model()
        assert isinstance(model, QStandardItemModel)
        for at, token in enumerate(found):
            text = _("{label}（{maker}，序列号 {serial}）").format(
                label=token.label or "—", maker=token.maker or "—", serial=token.serial or "—"
            )
            self.tokens.addItem(text if token.ready else _("{token}：未初始化").format(token=text), token.label)
            model.item(at).setEnabled(token.ready)
        ready = [at for at, token in enumerate(found) if token.ready]
        self.tokens.setCurrentIndex(ready[0] if ready else -1)
        if not ready:
            self._token.complain(_("没有找到可用的密码硬件，请插好并用厂商工具初始化后再查找。"))
        else:
            self._token.calm()
            self.pin.setFocus(Qt.FocusReason.OtherFocusReason)

    def missing(self) -> bool:
        for field, text in ((self.fields[0], self.unit.text()), (self._code, self.code.text())):
            if not text.strip():
                field.complain(_("请填写这一项。"))
                return True
        if fault := self._secret_fault():
            fault[0].complain(fault[1])
            return True
        if self.target.path() is None:
            self.fields[-1].complain(_("请选择存放位置。"))
            return True
        return False

    def _secret_fault(self) -> tuple[Field, str] | None:
        if self.in_file.isChecked():
            return (self._secret, self.secret.fault()) if self.secret.fault() else None
        if self.tokens.currentIndex() < 0:
            return self._token, _("请先查找并选择密码硬件。")
        return None if self.pin.text() else (self._pin, _("请输入 PIN。"))

    def act(self) -> None:
        context, unit, code, target = self.context, self.unit.text(), self.code.text(), self.target.path()
        assert target is not None
        algorithm, replaces = str(self.algorithm.currentData()), self.replaces
        passphrase = pin = token = None
        if self.in_file.isChecked():
            passphrase = self.secret.text()
        else:
            pin, token = self.pin.text(), TokenChoice(str(self.module.path()), str(self.tokens.currentData()))

        asked = self._asked = (unit, code, algorithm, passphrase, token, pin)
        unwritten = self._unwritten

        def work() -> RequestMade:
            if asked == unwritten:
                return keys.export_request(context, target)
            return keys.make_request(
                context, unit, code, target, passphrase, algorithm=algorithm, token=token, pin=pin, replace=replaces
            )

        self.start(work, self._made, _("正在生成密钥…"))

    def failed(self, error: Exception) -> None:
        super().failed(error)
        if isinstance(error, JltrainError) and error.code == "file-not-written":
            self._unwritten, self.replaces = self._asked, True
            self.changed.emit()

    def _made(self, made: RequestMade) -> None:
        self.finish(
            _("申请文件已生成"),
            made.next_step,
            made.file,
            Facts(of_request(made.request)),
            Groups(made.request.fingerprint),
        )
