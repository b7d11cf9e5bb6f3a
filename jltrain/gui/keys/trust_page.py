"""信任与吊销列表: whose sheets this PC accepts, and whether its revocation lists are still good."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

from jltrain.app import keys
from jltrain.app.keys import KeyStatus, TrustedRoot
from jltrain.errors import JltrainError
from jltrain.gui.hr.parts import button, header, label
from jltrain.gui.keys.chain_page import ChainPage, scrolled
from jltrain.gui.keys.facts import of_held_list, of_root
from jltrain.gui.keys.parts import Card, Facts, Groups, Headline, Notices, empty, tint
from jltrain.gui.keys.trust_dialogs import ListDialog, TrustDialog
from jltrain.gui.keys.words import day, list_state, trust_state
from jltrain.gui.page import Shell
from jltrain.gui.shell.frame import px
from jltrain.gui.shell.table import Column, Table
from jltrain.i18n import _

ROWS = 4
"""Of the table that are always to be seen; where the window is too low, the page scrolls."""


class TrustPage(ChainPage):
    """The page "trust"."""

    name = "trust"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.add = button(_("导入根证书…"), self.import_root, _("核对指纹后信任一个根证书"), "Ctrl+T")
        self.lists = button(_("导入吊销列表…"), self.import_list, _("读入省级单位发布的吊销列表"), "Ctrl+L")
        self.remove = button(_("不再信任…"), self.untrust, _("不再收取这个根证书担保的成绩单"), role="danger")
        self.headline, self.notices = Headline(), Notices()
        self.table: Table[TrustedRoot] = Table(
            _("信任的根证书"),
            columns(),
            wrap=True,
        )
        self.table.setSelectionMode(Table.SelectionMode.SingleSelection)
        self.table.chosen.connect(lambda _root: self._show_chosen())
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        column.addWidget(header(_("信任与吊销列表"), self.lists, self.add))
        self.area, column = scrolled(column)
        column.setSpacing(px(10))
        state = Card()
        state.column.addWidget(self.headline)
        state.column.addWidget(self.notices)
        column.addWidget(state)
        column.addWidget(self.table, 1)
        self.detail = Card()
        row = QHBoxLayout()
        row.setSpacing(px(24))
        self._left = QVBoxLayout()
        self._right = QVBoxLayout()
        row.addLayout(self._left, 1)
        beside = QVBoxLayout()
        beside.addLayout(self._right)
        beside.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignRight)
        row.addLayout(beside)
        self.detail.column.addLayout(row)
        self.detail.hide()
        column.addWidget(self.detail)
        self.hint: QLabel = label(_("根证书和吊销列表文件可以直接拖到本页。"), "muted")
        column.addWidget(self.hint)

    def retheme(self, dark: bool, scale: int) -> None:
        super().retheme(dark, scale)
        self.table.setMinimumHeight(self.fontMetrics().height() * ROWS * 2)

    def show_status(self, status: KeyStatus) -> None:
        self.table.empty = _("还没有信任任何根证书。请点“导入根证书”，或把省级单位交来的根证书文件拖到本页。")
        chosen, before = self.table.row(), {root.fingerprint for root in self.table.rows.rows}
        roots = tuple(sorted(status.trusted, key=lambda root: root.trial))
        self.table.show_rows(roots)
        added = [n for n, root in enumerate(self.table.rows.rows) if before and root.fingerprint not in before]
        kept = [n for n, root in enumerate(self.table.rows.rows) if chosen and root.fingerprint == chosen.fingerprint]
        at = (*added, *kept, 0)[0]
        if roots:
            self.table.selectRow(at)
        self.headline.put(*_overall(roots))
        notices = [(_fault(root), trust_state(root)[1]) for root in roots if trust_state(root)[1] != "good"]
        self.notices.put([*notices, *_trials(roots)])
        for made in (self.add, self.lists):
            made.setEnabled(True)
        urgent = all(root.trial for root in roots)
        tint(self.add, "primary" if urgent else "")
        stale = any(trust_state(root)[1] != "good" for root in roots)
        tint(self.lists, "primary" if stale else "")
        self._show_chosen()

    def show_fault(self, sentence: str) -> None:
        self.headline.put(_("信任的根证书读不出来"), _("请处理"), "bad")
        self.notices.put([(sentence, "bad")])
        self.table.empty = ""
        self.table.show_rows(())
        for made in (self.add, self.lists, self.remove):
            made.setEnabled(False)
        self._show_chosen()

    def _show_chosen(self) -> None:
        root = self.table.row()
        self.remove.setEnabled(root is not None)
        self.detail.setVisible(root is not None)
        empty(self._left)
        empty(self._right)
        if root is not None:
            self._left.addWidget(label(root.name, "subtitle"))
            self._left.addWidget(Facts(_rows(root)))
            self._left.addStretch(1)
            self._right.addWidget(Groups(root.fingerprint))

    # ---- steps

    def import_root(self) -> None:
        """导入根证书."""
        self.open_step(TrustDialog(self, self.shell))

    def import_list(self) -> None:
        """导入吊销列表."""
        self.open_step(ListDialog(self, self.shell))

    def untrust(self) -> None:
        """Trust the chosen root no more, after a yes."""
        root = self.table.row()
        if root is None:
            return
        question = _(
            "不再信任根证书“{name}”吗？它担保的成绩单从此拒收，已经收取的仍然保留。需要时可以重新导入，但要再核对一次指纹。"
        ).format(name=root.name)
        if not self.shell.ask(question, _("不再信任")):
            return
        try:
            keys.untrust_root(self.context, root.fingerprint)
        except JltrainError as error:
            self.shell.fail(error)
        else:
            self.shell.tell(_("已不再信任根证书“{name}”。").format(name=root.name))
            self.reload()


def columns() -> tuple[Column[TrustedRoot], ...]:
    """Of the table."""
    return (
        Column(_("名称"), lambda r: r.name, widest=20, grows=True, least=8),
        Column(_("单位代码"), lambda r: r.code or "—", widest=12, least=6),
        Column(_("种类"), _kind, tone=lambda r: "warn" if r.trial else ""),
        Column(_("指纹"), lambda r: f"{r.fingerprint[:9]} …", widest=10),
        Column(_("有效期至"), lambda r: day(r.valid_until)),
        Column(_("列表状态"), lambda r: trust_state(r)[0], tone=lambda r: trust_state(r)[1]),
        Column(_("列表编号"), lambda r: str(r.list.number) if r.list else "—", number=True),
        Column(_("发布日期"), lambda r: day(r.list.issued) if r.list else "—"),
        Column(_("列表期限"), lambda r: day(r.list.valid_until) if r.list else "—"),
    )


def _trials(roots: tuple[TrustedRoot, ...]) -> list[tuple[str, str]]:
    """Trial roots beside a real one no longer count; they may as well go."""
    if all(root.trial for root in roots):
        return []
    text = _("已经有省级根证书，试用根证书“{name}”担保的成绩单不再收取；可以选中它，点“不再信任”。")
    return [(text.format(name=root.name), "info") for root in roots if root.trial]


def _kind(root: TrustedRoot) -> str:
    if root.trial:
        return _("试用（本机）") if root.own else _("试用")
    return _("本机的根证书") if root.own else _("省级根证书")


def _rows(root: TrustedRoot) -> list[tuple[str, str]]:
    return [*of_root(root)[1:], (_("吊销列表"), of_held_list(root.list))]


def _overall(roots: tuple[TrustedRoot, ...]) -> tuple[str, str, str]:
    """(headline, badge, tone) for all roots together."""
    roots = keys.counting(roots)
    tones = [trust_state(root)[1] for root in roots]
    if not roots:
        return _("还不能收取成绩单：没有信任任何根证书"), _("请导入根证书"), "bad"
    if all(tone == "bad" for tone in tones):
        return _("现在不能收取成绩单：没有有效的吊销列表"), _("请导入吊销列表"), "bad"
    if "bad" in tones:
        return _("有的根证书没有有效的吊销列表，它担保的成绩单收不进来"), _("请导入吊销列表"), "bad"
    if all(root.trial for root in roots):
        return _("只能收取试用的成绩单，正式的成绩单都会拒收"), _("请导入根证书"), "warn"
    if "warn" in tones:
        return _("可以收取成绩单，但有吊销列表快要到期"), _("请及时更新"), "warn"
    return _("可以收取成绩单"), _("列表有效"), "good"


def _fault(root: TrustedRoot) -> str:
    text, tone = list_state(root.list)
    if tone == "warn":
        return _("“{name}”的吊销列表 {day} 到期，请在此之前向省级单位要新的列表。").format(
            name=root.name, day=day(root.list.valid_until if root.list else None)
        )
    return root.list_fault or _("“{name}”：{state}，在导入新的列表之前，它担保的成绩单都收不进来。").format(
        name=root.name, state=text
    )
