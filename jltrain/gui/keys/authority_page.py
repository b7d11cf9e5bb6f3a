"""证书签发（省级）: the PC that keeps the provincial root issues, takes back and publishes here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from jltrain.app import keys
from jltrain.app.context import Context
from jltrain.app.keys import IssuedEntry, KeyStatus, OwnRoot
from jltrain.gui.hr.parts import button, header, label
from jltrain.gui.keys import kinds
from jltrain.gui.keys.authority_dialogs import IssueDialog, MakeRootDialog, PublishDialog, RevokeDialog
from jltrain.gui.keys.chain_page import ChainPage, scrolled
from jltrain.gui.keys.facts import of_own_root
from jltrain.gui.keys.parts import Card, Facts, Groups, Headline, Notices, empty
from jltrain.gui.keys.small_dialogs import ExportDialog, PassphraseDialog
from jltrain.gui.keys.words import day, list_state, root_state
from jltrain.gui.page import Shell
from jltrain.gui.shell.frame import px
from jltrain.gui.shell.table import Column, Table
from jltrain.i18n import _
from jltrain.progress import Report


@dataclass(frozen=True, slots=True)
class _Office:
    """All that the page shows."""

    status: KeyStatus
    issued: tuple[IssuedEntry, ...]


def provincial(status: KeyStatus) -> OwnRoot | None:
    """The root whose key is here, if it is more than a PC's own trial."""
    return status.root if status.root is not None and not status.root.trial else None


ROWS = 5
"""Of the table that are always to be seen; where the window is too low, the page scrolls."""


class AuthorityPage(ChainPage):
    """The page "authority"."""

    name = "authority"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.make = button(_("建立省级根证书…"), self.make_root, _("在保管根密钥的电脑上做一次"), role="primary")
        self.issue = button(
            _("签发证书…"), self.issue_certificate, _("读入单位的申请文件，核对后签发"), "Ctrl+O", role="primary"
        )
        self.publish = button(_("发布吊销列表…"), self.publish_list, _("签发新的列表，送到人事部门和各单位"), "Ctrl+L")
        self.export = button(_("导出根证书…"), self.export_root, _("写出根证书和列表，送到人事部门"), "Ctrl+E")
        self.passphrase = button(_("修改口令…"), self.change_passphrase, _("给根密钥换一个口令"), "Ctrl+P")
        self.renew = button(_("换发根证书…"), self.replace_root, _("快到期或根密钥可能外泄时，换一个新的根证书"))
        self.again = button(_("重新导出…"), self.export_certificate, _("把选中的证书文件再写一次"))
        self.revoke = button(
            _("吊销…"), self.revoke_certificate, _("单位撤并、密钥可能外泄时，作废选中的证书"), role="danger"
        )
        self.headline, self.facts, self.notices = Headline(), Facts(), Notices()
        self.fault = Notices()
        self.table: Table[IssuedEntry] = Table(
            _("签发的证书"), columns(), empty=_("还没有签发过证书。请点“签发证书”，或把单位的申请文件拖到本页。")
        )
        self.table.setSelectionMode(Table.SelectionMode.SingleSelection)
        self.table.chosen.connect(lambda _entry: self._enable())
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        column.addWidget(header(_("证书签发（省级）"), self.publish, self.issue))
        self.fault.hide()
        column.addWidget(self.fault)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._nothing())
        self.stack.addWidget(self._office())
        column.addWidget(self.stack, 1)

    def _nothing(self) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        _area, inside = scrolled(column)
        card = Card()
        card.column.addWidget(label(_("本机没有省级根证书"), "title"))
        for text in (
            _("全省的成绩单由一个省级根证书担保：它给每个单位签发证书，人事部门只信任它一个。"),
            _(
                "只有省级单位指定的那一台电脑才需要建立；其他电脑请在“签名密钥”页申请证书，在“信任与吊销列表”页导入根证书。"
            ),
            _("请用专用的、不联网的电脑，平时断电锁好；根密钥文件 root.p12 备份到两个 U 盘，与口令分开保管。"),
        ):
            card.column.addWidget(label(text))
        row = QHBoxLayout()
        row.addWidget(self.make)
        row.addStretch(1)
        card.column.addLayout(row)
        inside.addWidget(card)
        inside.addStretch(1)
        return whole

    def _office(self) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        self.area, column = scrolled(column)
        column.setSpacing(px(10))
        card = Card()
        card.column.addWidget(self.headline)
        row = QHBoxLayout()
        row.setSpacing(px(24))
        row.addWidget(self.facts, 1)
        self._right = QVBoxLayout()
        row.addLayout(self._right)
        card.column.addLayout(row)
        row = QHBoxLayout()
        for each in (self.export, self.passphrase, self.renew):
            row.addWidget(each)
        row.addStretch(1)
        card.column.addLayout(row)
        column.addWidget(card)
        column.addWidget(self.notices)
        row = QHBoxLayout()
        row.addWidget(label(_("签发的证书"), "subtitle", wrap=False))
        row.addStretch(1)
        row.addWidget(self.again)
        row.addWidget(self.revoke)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        return whole

    def retheme(self, dark: bool, scale: int) -> None:
        super().retheme(dark, scale)
        self.table.setMinimumHeight(self.fontMetrics().height() * ROWS * 2)

    def reload(self) -> None:
        context = self.context

        def work(_report: Report) -> _Office:
            return read(context)

        self.shell.run(work, self._show, _("正在读取签发登记…"), failed=self._unreadable)

    def _show(self, office: _Office) -> None:
        self.fault.put(())
        self._read(office.status)
        self.table.show_rows(tuple(reversed(office.issued)))
        if office.issued:
            self.table.selectRow(0)
        self._enable()

    def show_status(self, status: KeyStatus) -> None:
        root = provincial(status)
        self.stack.setCurrentIndex(0 if root is None else 1)
        self.make.setEnabled(True)
        for made in (self.passphrase, self.renew, self.export, self.publish, self.issue):
            made.setVisible(root is not None)
            made.setEnabled(True)
        if root is None:
            self.take_focus(self.make)
        else:
            self.headline.put(root.unit, *root_state(root))
            self.facts.put(of_own_root(root))
            empty(self._right)
            self._right.addWidget(Groups(root.fingerprint))
            self._right.addStretch(1)
            self.notices.put(list_notices(root, status.former_roots))

    def show_fault(self, sentence: str) -> None:
        self.fault.put([(sentence, "bad")])
        for made in (
            self.passphrase,
            self.renew,
            self.export,
            self.publish,
            self.issue,
            self.again,
            self.revoke,
            self.make,
        ):
            made.setEnabled(False)

    def _enable(self) -> None:
        entry = self.table.row()
        self.again.setEnabled(entry is not None and entry.revoked is None and not entry.root)
        self.revoke.setEnabled(entry is not None and entry.revoked is None)

    # ---- steps

    def make_root(self) -> None:
        """建立省级根证书."""
        self.open_step(MakeRootDialog(self, self.shell))

    def replace_root(self) -> None:
        """换发根证书."""
        if self.status and (root := provincial(self.status)):
            self.open_step(MakeRootDialog(self, self.shell, root))

    def issue_certificate(self) -> None:
        """签发证书."""
        self.open_step(IssueDialog(self, self.shell))

    def publish_list(self) -> None:
        """发布吊销列表."""
        if self.status:
            self.open_step(PublishDialog(self, self.shell, self.status))

    def export_root(self) -> None:
        """导出根证书."""
        root = provincial(self.status) if self.status else None
        if root is None:
            return
        context = self.context

        def write(target: Path) -> tuple[Path, str]:
            keys.export_root(context, target)
            return target, _(
                "请把文件交给人事部门，在“信任与吊销列表”页导入；对方打电话来时，把本页的根证书指纹逐组念给他听。"
            )

        explained = _("根证书和最新的吊销列表写在一个文件里，其中没有秘密。")
        name = keys.suggested_name(context, kinds.ROOT, root.unit)
        self.open_step(
            ExportDialog(self, self.shell, _("导出根证书"), explained, name, kinds.pattern(kinds.ROOT), write)
        )

    def change_passphrase(self) -> None:
        """Of the root's key."""
        self.open_step(PassphraseDialog(self, self.shell, "root", protected=True, optional=False))

    def export_certificate(self) -> None:
        """重新导出."""
        entry, context = self.table.row(), self.context
        if entry is None:
            return

        def write(target: Path) -> tuple[Path, str]:
            done = keys.export_certificate(context, entry.serial, target)
            return done.file, done.next_step

        explained = _("把“{unit}”的证书文件再写一次，连同根证书和最新的吊销列表。").format(unit=entry.unit)
        name = keys.suggested_name(context, kinds.ANSWER, entry.unit)
        self.open_step(
            ExportDialog(self, self.shell, _("重新导出证书"), explained, name, kinds.pattern(kinds.ANSWER), write)
        )

    def revoke_certificate(self) -> None:
        """吊销."""
        entry = self.table.row()
        if entry is not None and entry.revoked is None:
            self.open_step(RevokeDialog(self, self.shell, entry, self.publish_list))


def read(context: Context) -> _Office:
    """The state and, where there is a provincial root, its register."""
    status = keys.status(context)
    return _Office(status, keys.issued(context) if provincial(status) else ())


def list_notices(root: OwnRoot, former: tuple[OwnRoot, ...]) -> list[tuple[str, str]]:
    """What runs out or is missing, of this root and those before it."""
    made = []
    text, tone = list_state(root.list)
    if tone != "good":
        made.append((_("{state}：请发布新的吊销列表，送到人事部门和各单位。").format(state=text), tone))
    for each in former:
        text, tone = list_state(each.list)
        if not each.trial and each.issued > each.revoked and each.days_left >= 0 and tone != "good":
            made.append(
                (
                    _("原根证书（{start}…）的{state}：它签发的证书还在用，请为它也发布新的列表。").format(
                        start=each.fingerprint[:9], state=text
                    ),
                    tone,
                )
            )
    return made


def columns() -> tuple[Column[IssuedEntry], ...]:
    """Of the table."""
    return (
        Column(_("单位"), lambda e: e.unit, widest=22, grows=True, least=8),
        Column(_("单位代码"), lambda e: e.code, widest=12),
        Column(_("状态"), _state, tone=lambda e: "bad" if e.revoked else "good"),
        Column(_("签发日期"), lambda e: day(e.issued)),
        Column(_("有效期至"), lambda e: day(e.valid_until)),
        Column(_("签名算法"), lambda e: e.algorithm, widest=10, least=6),
        Column(_("证书序列号"), lambda e: e.serial, widest=16, least=8),
    )


def _state(entry: IssuedEntry) -> str:
    if entry.revoked is None:
        return _("使用中（原根证书签发）") if entry.root else _("使用中")
    return _("{day} 吊销").format(day=day(entry.revoked))
