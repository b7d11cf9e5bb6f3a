"""签名密钥: what signs this unit's score sheets, how long it holds, and what to do next."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from jltrain.app import keys
from jltrain.app.keys import KeyStatus, Pending
from jltrain.gui.hr.parts import button, header, label
from jltrain.gui.keys import kinds
from jltrain.gui.keys.chain_page import ChainPage, scrolled
from jltrain.gui.keys.facts import of_key, of_pending
from jltrain.gui.keys.install_dialog import InstallDialog
from jltrain.gui.keys.parts import Card, Facts, Groups, Headline, Notices, appear, empty, tint
from jltrain.gui.keys.request_dialog import RequestDialog
from jltrain.gui.keys.small_dialogs import ExportDialog, PassphraseDialog
from jltrain.gui.keys.trust_dialogs import ListDialog
from jltrain.gui.keys.words import SOON_KEY, key_state
from jltrain.gui.page import Shell
from jltrain.gui.shell.frame import px
from jltrain.i18n import _

APPLY_KEY = "Ctrl+R"


class KeysPage(ChainPage):
    """The page "keys"."""

    name = "keys"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.headline, self.facts, self.notices = Headline(), Facts(across=2), Notices()
        self.apply = button(_("申请证书…"), self.request, _("生成密钥和申请文件，带到省级单位"), APPLY_KEY)
        self.again = button(_("再次导出…"), self.export_request, _("把同一份申请文件再写一次"), "Ctrl+E")
        self.drop_request = button(_("放弃申请"), self.cancel_request, _("不再等待这份申请的证书"))
        self.install = button(_("安装证书…"), self.install_answer, _("读入省级单位发回的证书文件"), "Ctrl+O")
        self.renew = button(_("续期…"), self.request_again, _("证书到期之前申请新的，现在的密钥照常使用"))
        self.passphrase = button(_("修改口令…"), self.change_passphrase, _("给签名密钥换一个口令"), "Ctrl+P")
        self.lists = button(_("导入吊销列表…"), self.import_list, _("读入省级单位发布的吊销列表"), "Ctrl+L")
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(header(_("签名密钥"), self.lists, self.passphrase, self.renew))
        self.area, inside = scrolled(column)
        inside.setSpacing(px(12))
        state, self.waiting = Card(), Card()
        state.column.addWidget(self.headline)
        state.column.addWidget(self.facts)
        inside.addWidget(state)
        self.pending_facts, self._groups = Facts(), QVBoxLayout()
        left, row = QVBoxLayout(), QHBoxLayout()
        left.addWidget(label(_("等待签发的申请"), "subtitle"))
        left.addWidget(self.pending_facts)
        left.addStretch(1)
        row.setSpacing(px(24))
        row.addLayout(left, 1)
        row.addLayout(self._groups)
        self.waiting.column.addLayout(row)
        inside.addWidget(self.waiting)
        inside.addWidget(self.notices)
        inside.addWidget(label(_("换用省级证书的三步"), "subtitle", wrap=False))
        row = QHBoxLayout()
        row.setSpacing(px(12))
        self.cards = (
            StepCard(1, _("申请证书"), self.apply),
            StepCard(2, _("等待省级签发"), self.again, self.drop_request),
            StepCard(3, _("安装证书"), self.install),
        )
        for card in self.cards:
            row.addWidget(card, 1)
        inside.addLayout(row)
        inside.addWidget(label(_("省级单位给的证书文件和吊销列表，也可以直接拖到本页。"), "muted"))
        inside.addStretch(1)

    def show_status(self, status: KeyStatus) -> None:
        key, pending = status.unit, status.pending
        badge, tone = key_state(key, waiting=pending is not None)
        self.headline.put(key.unit if key else _("本单位还没有签名密钥"), badge, tone)
        rows = of_key(key) if key else []
        self.facts.put(rows[:-1])
        self.facts.setToolTip("　".join(rows[-1]) if rows else "")
        self._show_waiting(pending)
        notices = [(text, "warn") for text in status.warnings]
        if status.next_step:
            notices.append((_("下一步：{step}").format(step=status.next_step), "info"))
        self.notices.put(notices)
        settled = key is not None and not key.trial and key.days_left >= 0
        self._show_steps(status, settled=settled)
        for made in (self.apply, self.install, self.again, self.drop_request, self.lists):
            made.setEnabled(True)
        self.install.setEnabled(pending is not None)
        self.again.setVisible(pending is not None)
        self.drop_request.setVisible(pending is not None)
        self.passphrase.setEnabled(key is not None and key.token is None)
        self.renew.setEnabled(key is not None and not key.trial)
        soon = settled and key is not None and key.days_left <= SOON_KEY
        tint(self.renew, "primary" if soon and pending is None else "")

    def _show_waiting(self, pending: Pending | None) -> None:
        self.waiting.setVisible(pending is not None)
        empty(self._groups)
        self.pending_facts.put(of_pending(pending) if pending else ())
        if pending is not None:
            groups = Groups(pending.fingerprint)
            self._groups.addWidget(groups)
            appear(groups)

    def _show_steps(self, status: KeyStatus, *, settled: bool) -> None:
        first, second, third = self.cards
        if status.pending is not None:
            first.put(_("已生成申请文件。填错了可以重新申请，原申请作废。"), "done")
            second.put(_("把申请文件带到省级单位；对方打电话来时，把上面的指纹逐组念给他听。"), "now")
            third.put(_("拿到省级单位发回的证书文件后，在这里安装。"), "next")
        elif settled:
            first.put(_("已有省级证书。只在单位改名、密钥可能外泄或快到期时才需要再申请。"), "done")
            second.put(_("现在没有等待签发的申请。"), "done")
            third.put(_("证书已安装，签发成绩单时使用。"), "done")
        else:
            first.put(_("生成本单位的密钥和申请文件，带到省级单位。"), "now")
            second.put(_("省级单位核对指纹后签发证书，把证书文件交回。"), "next")
            third.put(_("读入证书文件后，成绩单就用新密钥签名。"), "next")
        self.apply.setText(_("重新申请…") if status.pending is not None else _("申请证书…"))
        self.apply.setShortcut(APPLY_KEY)  # Qt forgets it with the text

    def show_fault(self, sentence: str) -> None:
        self.headline.put(_("密钥读不出来"), _("请处理"), "bad")
        self.facts.put(())
        self._show_waiting(None)
        self.notices.put([(sentence, "bad")])
        for made in (self.apply, self.install, self.again, self.drop_request, self.renew, self.passphrase, self.lists):
            made.setEnabled(False)

    # ---- steps

    def request(self) -> None:
        """申请证书, or again when one is pending."""
        if self.status:
            self.open_step(RequestDialog(self, self.shell, self.status))

    def request_again(self) -> None:
        """续期."""
        if self.status:
            self.open_step(RequestDialog(self, self.shell, self.status, renew=True))

    def export_request(self) -> None:
        """Write the pending request again."""
        if self.status and self.status.pending:
            context = self.context

            def write(target: Path) -> tuple[Path, str]:
                made = keys.export_request(context, target)
                return made.file, made.next_step

            name = keys.suggested_name(context, kinds.REQUEST, self.status.pending.unit)
            explained = _("申请文件里没有秘密，可以放进 U 盘，也可以发送。")
            self.open_step(
                ExportDialog(self, self.shell, _("再次导出申请"), explained, name, kinds.pattern(kinds.REQUEST), write)
            )

    def cancel_request(self) -> None:
        """Give the pending request up after a yes."""
        if self.shell.ask(
            _("放弃这份申请吗？省级单位为它签发的证书将装不上，需要时只能重新申请。"), _("放弃申请"), _("继续等待")
        ):
            self.shell.run(
                lambda _report: keys.cancel_request(self.context), lambda _none: self.reload(), _("正在放弃申请…")
            )

    def install_answer(self) -> None:
        """安装证书."""
        if self.status:
            self.open_step(InstallDialog(self, self.shell, self.status))

    def change_passphrase(self) -> None:
        """修改口令."""
        key = self.status.unit if self.status else None
        if key:
            self.open_step(
                PassphraseDialog(self, self.shell, "unit", protected=key.protected, optional=key.trial)
            )  # fmt: skip

    def import_list(self) -> None:
        """导入吊销列表."""
        self.open_step(ListDialog(self, self.shell))


class StepCard(Card):
    """One of the steps: its number, whether it is the one in hand, what it is about, and its buttons."""

    def __init__(self, number: int, title: str, *buttons: QPushButton) -> None:
        super().__init__()
        self.title, self.badge = label(f"{number}　{title}", "subtitle"), label("", "badge-info", wrap=False)
        self.text = label("")
        self._buttons = buttons
        policy = self.badge.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # so that the titles of the cards are in one line
        self.badge.setSizePolicy(policy)
        self.column.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self.title)
        self.column.addWidget(self.text)
        self.column.addStretch(1)
        row = QHBoxLayout()
        for each in buttons:
            row.addWidget(each)
        row.addStretch(1)
        self.column.addLayout(row)

    def put(self, text: str, state: str) -> None:
        """`state`: "done", "now" or "next"."""
        self.badge.setText(_("已完成") if state == "done" else _("现在做"))
        self.badge.setVisible(state != "next")
        tint(self.badge, "badge-good" if state == "done" else "badge-info")
        self.text.setText(text)
        tint(self._buttons[0], "primary" if state == "now" else "")
