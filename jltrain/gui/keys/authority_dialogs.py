"""What the province does at the PC that keeps the root: make it, issue, take back, publish."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPushButton, QSpinBox, QWidget

from jltrain.app import keys
from jltrain.app.keys import (
    CertificateIssued,
    IssuedEntry,
    KeyStatus,
    ListPublished,
    OwnRoot,
    RequestFacts,
    Revoked,
    RootMade,
)
from jltrain.gui.keys import kinds
from jltrain.gui.keys.codes import SECRET_CODES
from jltrain.gui.keys.facts import of_entry, of_list, of_own_root, of_request
from jltrain.gui.keys.file_field import SaveField
from jltrain.gui.keys.parts import Facts, Groups
from jltrain.gui.keys.reading import ReadingDialog
from jltrain.gui.keys.request_dialog import algorithm_box
from jltrain.gui.keys.secret import NewSecret, SecretField
from jltrain.gui.keys.step import StepDialog
from jltrain.gui.page import Shell
from jltrain.gui.shell.frame import inset
from jltrain.i18n import _

DAYS_MOST = 3660
YEARS_MOST = 30


def whole(value: int, least: int, most: int, unit: str, step: int = 1) -> QSpinBox:
    """A number with its unit."""
    box = QSpinBox()
    box.setRange(least, most)
    box.setSingleStep(step)
    box.setValue(value)
    box.setSuffix(unit)
    inset(box)
    return box


class MakeRootDialog(StepDialog):
    """`replaced`: the root whose place the new one takes."""

    def __init__(self, parent: QWidget, shell: Shell, replaced: OwnRoot | None = None) -> None:
        title = _("换发省级根证书") if replaced else _("建立省级根证书")
        super().__init__(parent, shell, title, title)
        self._replaced = replaced
        if replaced:
            self.say(
                _("新根证书要重新送到每一个人事部门导入并核对。原根证书留在本机，继续为它签发过的证书发布吊销列表。"),
                "badge-warn",
            )
        else:
            self.say(
                _("请在专用的、不联网的电脑上建立，平时锁好。谁拿到根密钥和口令，谁就能冒充全省任何单位签发成绩单。"),
                "badge-warn",
            )
        self.unit = QLineEdit(replaced.unit if replaced else shell.context.settings.text("unit"))
        self.unit.setMaxLength(80)
        self.code = QLineEdit(replaced.code if replaced else "")
        self.code.setMaxLength(40)
        self.algorithm, self.years, self.secret = algorithm_box(), whole(20, 1, YEARS_MOST, _(" 年")), NewSecret()
        self._unit = self.field(_("省级单位名称"), self.unit, codes=("bad-unit-name",))
        self._code = self.field(
            _("单位代码"), self.code, _("18 位统一社会信用代码，或本省规定的代码"), ("bad-unit-code",)
        )
        self.field(_("签名算法"), self.algorithm, codes=("algorithm-not-yet",))
        self.field(_("有效期"), self.years, codes=("bad-days",))
        self._secret = self.field(
            _("根密钥口令"), self.secret, _("每次签发证书、发布列表都要用。忘记了无法找回。"), SECRET_CODES
        )
        self.tick = QCheckBox(_("我会把口令封存，并把根密钥文件备份到两个不同地方的 U 盘(&B)"))
        self.tick.toggled.connect(lambda _on: self.ready())
        self.put(self.tick)
        self.body.addStretch(1)
        self.ready()
        (self.code if self.unit.text() else self.unit).setFocus()

    def ready(self) -> None:
        self.go.setEnabled(self.tick.isChecked())

    def missing(self) -> bool:
        for field, text in ((self._unit, self.unit.text()), (self._code, self.code.text())):
            if not text.strip():
                field.complain(_("请填写这一项。"))
                return True
        if self.secret.fault():
            self._secret.complain(self.secret.fault())
        return bool(self.secret.fault())

    def act(self) -> None:
        context, unit, code, passphrase = self.context, self.unit.text(), self.code.text(), self.secret.text()
        algorithm, years, replace = str(self.algorithm.currentData()), self.years.value(), self._replaced is not None

        def work() -> RootMade:
            return keys.make_root(context, unit, code, passphrase, algorithm=algorithm, years=years, replace=replace)

        self.start(work, self._made, _("正在生成根密钥…"))

    def _made(self, made: RootMade) -> None:
        self.finish(
            _("省级根证书已建立"),
            made.next_step,
            self.context.places.keys / "root.p12",
            Facts(of_own_root(made.root)),
            Groups(made.root.fingerprint),
        )


class IssueDialog(ReadingDialog[RequestFacts]):
    """`file`: a request that was dropped on the page."""

    def __init__(self, parent: QWidget, shell: Shell, file: Path | None = None) -> None:
        super().__init__(parent, shell, _("签发证书"), _("签发"))
        codes = ("file-unreadable", "bad-request", "fingerprint-differs", "weak-key", "not-allowed")
        self.ask_file(_("申请文件"), _("选择证书申请文件"), kinds.pattern(kinds.REQUEST), codes)
        self.days = whole(keys.CERTIFICATE_DAYS, 1, DAYS_MOST, _(" 天"), 365)
        self.secret = SecretField(_("根密钥口令"))
        self.target = SaveField(
            _("证书文件存到"), kinds.pattern(kinds.ANSWER), keys.suggested_name(shell.context, kinds.ANSWER, "")
        )
        self.field(_("有效期"), self.days, _("最长 10 年，不会超过根证书的有效期"), ("bad-days",))
        self._secret = self.field(_("根密钥口令"), self.secret, codes=("wrong-passphrase",))
        self._target = self.field(_("证书文件存到"), self.target, codes=("file-not-written",))
        self.body.addStretch(1)
        self.ready()
        if file is not None:
            self.file.take(file)

    def look(self, file: Path) -> RequestFacts:
        return keys.read_request(file)

    def show_held(self, held: RequestFacts) -> bool:
        self.facts.put(of_request(held))
        self.compare.put(
            _("请打电话给这个单位（号码用您自己查到的），请对方念出申请的指纹，逐组核对："),
            held.fingerprint,
            _("已电话逐组核对，全部一致；单位名称和代码无误(&T)"),
        )
        self.target.suggest(keys.suggested_name(self.context, kinds.ANSWER, held.unit))
        return True

    def missing(self) -> bool:
        if not self.secret.text():
            self._secret.complain(_("请输入根密钥的口令。"))
            return True
        if self.target.path() is None:
            self._target.complain(_("请选择存放位置。"))
            return True
        return super().missing()

    def act(self) -> None:
        context, file, request, target = self.context, self.file.path(), self.held, self.target.path()
        assert file is not None and request is not None and target is not None
        passphrase, days = self.secret.text(), self.days.value()

        def work() -> CertificateIssued:
            return keys.issue_certificate(
                context, file, target, passphrase, fingerprint=request.fingerprint, days=days
            )  # fmt: skip

        self.start(work, self._issued, _("正在签发证书…"))

    def _issued(self, done: CertificateIssued) -> None:
        headline = _("这份申请以前已经签发过，又导出了同一张证书") if done.again else _("证书已签发")
        self.finish(headline, done.next_step, done.file, Facts(of_entry(done.entry)))


class RevokeDialog(StepDialog):
    """`publish` opens the step that makes the revocation count."""

    def __init__(self, parent: QWidget, shell: Shell, entry: IssuedEntry, publish: Callable[[], object]) -> None:
        super().__init__(parent, shell, _("吊销证书"), _("吊销"), danger=True)
        self._entry, self._publish = entry, publish
        self.put(Facts(of_entry(entry)))
        self.say(
            _("吊销后不能恢复。以前收取的成绩单仍然有效；发布新的吊销列表并送到之后，这张证书签发的成绩单不再收取。"),
            "badge-warn",
        )
        self.reason, self.secret = QComboBox(), SecretField(_("根密钥口令"))
        for choice in keys.revocation_reasons():
            self.reason.addItem(choice.text, choice.name)
        self.field(_("原因"), self.reason, codes=("bad-reason", "already-revoked"))
        self._secret = self.field(_("根密钥口令"), self.secret, codes=("wrong-passphrase",))
        self.tick = QCheckBox(_("确认吊销“{unit}”的这张证书(&T)").format(unit=entry.unit.replace("&", "&&")))
        self.tick.toggled.connect(lambda _on: self.ready())
        self.put(self.tick)
        self.body.addStretch(1)
        self.ready()

    def ready(self) -> None:
        self.go.setEnabled(self.tick.isChecked())

    def missing(self) -> bool:
        if not self.secret.text():
            self._secret.complain(_("请输入根密钥的口令。"))
        return not self.secret.text()

    def act(self) -> None:
        context, entry = self.context, self._entry
        passphrase, reason = self.secret.text(), str(self.reason.currentData())
        self.start(
            lambda: keys.revoke(context, entry.serial, passphrase, reason=reason, root=entry.root),
            self._revoked,
            _("正在登记吊销…"),
        )

    def _revoked(self, done: Revoked) -> None:
        then = QPushButton(_("现在发布吊销列表(&L)…"))
        then.clicked.connect(self._publish_now)
        self.finish(_("已登记吊销"), done.next_step, None, Facts(of_entry(done.entry)), then=then)

    def _publish_now(self) -> None:
        self.accept()
        self._publish()


class PublishDialog(StepDialog):
    """A new list of the root in use, or of a former one."""

    def __init__(self, parent: QWidget, shell: Shell, status: KeyStatus) -> None:
        super().__init__(parent, shell, _("发布吊销列表"), _("发布"))
        own = [root for root in (status.root, *status.former_roots) if root is not None and not root.trial]
        self.say(
            _("列表要送到每一个人事部门和每一个单位。期限越短，吊销生效越可靠，但每次都要赶在到期前送到新的列表。"),
            "muted",
        )
        self.root, self.secret = QComboBox(), SecretField(_("根密钥口令"))
        for each in own:
            text = _("{name}（原根证书，{start}…）") if each.former else _("{name}（{start}…）")
            self.root.addItem(
                text.format(name=each.unit, start=each.fingerprint[:9]), each.fingerprint if each.former else ""
            )
        root = self.field(_("根证书"), self.root)
        root.show(len(own) > 1)
        self.days = whole(keys.LIST_DAYS, keys.LIST_DAYS_LEAST, keys.LIST_DAYS_MOST, _(" 天"))
        least_most = _("{least} 至 {most} 天").format(least=keys.LIST_DAYS_LEAST, most=keys.LIST_DAYS_MOST)
        self.field(_("有效期"), self.days, least_most, ("bad-days",))
        self._secret = self.field(_("根密钥口令"), self.secret, codes=("wrong-passphrase",))
        name = own[0].unit if own else ""
        self.target = SaveField(
            _("列表文件存到"), kinds.pattern(kinds.LIST), keys.suggested_name(shell.context, kinds.LIST, name)
        )
        self._target = self.field(_("列表文件存到"), self.target, codes=("file-not-written",))
        self.body.addStretch(1)
        self.secret.setFocus()

    def missing(self) -> bool:
        if not self.secret.text():
            self._secret.complain(_("请输入根密钥的口令。"))
            return True
        if self.target.path() is None:
            self._target.complain(_("请选择存放位置。"))
        return self.target.path() is None

    def act(self) -> None:
        context, target, passphrase = self.context, self.target.path(), self.secret.text()
        assert target is not None
        days, root = self.days.value(), str(self.root.currentData() or "")
        self.start(
            lambda: keys.publish_list(context, target, passphrase, days=days, root=root),
            self._published,
            _("正在签发吊销列表…"),
        )

    def _published(self, done: ListPublished) -> None:
        self.finish(_("吊销列表已发布"), done.next_step, done.file, Facts(of_list(done.list)))
