"""收取成绩单: score sheets are dropped here, verified, and entered once; nothing is refused without a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QSizePolicy, QStackedWidget, QTabBar, QVBoxLayout

from jltrain.gui.hr.collect_lists import WAITING as WAITING_STATES
from jltrain.gui.hr.collect_lists import NowList, RegisterList, WaitingList
from jltrain.gui.hr.gather import Gathered, gather
from jltrain.gui.hr.parts import Badges, button, header, label, narrow, search_box
from jltrain.gui.hr.sheet_detail import DetailDialog, SkippedDialog
from jltrain.gui.hr.sheet_line import NO_TRUST
from jltrain.gui.hr.trust_strip import TrustState, TrustStrip, read_trust
from jltrain.gui.page import Shell
from jltrain.gui.shell.drop import DropFrame, DropPage
from jltrain.gui.shell.flow import Flow
from jltrain.gui.shell.paged import Delay
from jltrain.gui.shell.table import refit
from jltrain.i18n import _
from jltrain.ledger.collect import SkippedFile
from jltrain.progress import Cancelled, Report

if TYPE_CHECKING:
    from jltrain.app.collecting import CollectedLine
    from jltrain.app.register import RegisterCounts, SheetDetail

NOW: Final = 0
WAITING: Final = 1
ALL: Final = 2
_TABS: Final = {"now": NOW, "waiting": WAITING, "all": ALL}


@dataclass(frozen=True, slots=True)
class _State:
    """What the page shows besides its lists."""

    numbers: RegisterCounts
    trust: TrustState


class CollectPage(DropPage):
    """Three lists in one place, one search and one filter over the list in front."""

    name = "collect"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._places: tuple[Path, ...] = ()
        self._arrived = False
        self.detail: DetailDialog | SkippedDialog | None = None
        self.strip = TrustStrip(shell)
        self.folder = button(
            _("选择文件夹…"),
            self.choose_folder,
            _("收取一个文件夹和下级文件夹中的全部成绩单"),
            "Ctrl+O",
            role="primary",
        )
        self.files = button(_("选择文件…"), self.choose_files, _("收取选中的几份成绩单"), "Ctrl+Shift+O")
        self.offer = button(_("去信任其他根证书…"), lambda: shell.go("trust"), _("核对来源和指纹后再信任"))
        self.offered = label("", "badge-warn")
        self.badges = Badges()
        self.tabs = QTabBar()
        for text in (_("本次收取"), _("待核实"), _("全部登记")):
            self.tabs.addTab(text)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName(_("本次收取、待核实或全部登记"))
        self.filter = QComboBox()
        self.filter.setAccessibleName(_("按结果筛选"))
        narrow(self.filter)
        self.search = search_box(self, _("查找：姓名、证号、单位、文件"), lambda: self.delay.start())
        self.delay = Delay(self, lambda: self._find(fit=False))
        self.search.returnPressed.connect(self.delay.now)
        self.now, self.waiting, self.register = NowList(), WaitingList(shell), RegisterList(shell)
        self.stack = QStackedWidget()
        for part in (self.now, self.waiting, self.register):
            self.stack.addWidget(part)
        self._lay_out()
        self.tabs.currentChanged.connect(lambda _at: self._turn())
        self.filter.currentIndexChanged.connect(lambda _at: self._find())
        self.now.opened.connect(self.open_detail)
        self.waiting.list.opened.connect(self.open_detail)
        self.register.opened.connect(self.open_detail)
        self.waiting.ruled.connect(self._count)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(header(_("收取成绩单")))
        column.addWidget(self.strip)
        self.frame = DropFrame()
        inside = QHBoxLayout(self.frame)
        gap = self.fontMetrics().height()
        inside.setContentsMargins(gap, gap // 2, gap, gap // 2)
        invite = label(_("把成绩单文件夹或 PDF 文件拖到本页"))
        invite.setToolTip(_("逐份验证签名后登记；同一份只登记一次，原文件不会改动。"))
        inside.addWidget(invite, 1)
        inside.addWidget(self.files)
        inside.addWidget(self.folder)
        column.addWidget(self.frame)
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        column.addWidget(Flow(gap // 3, self.tabs, self.filter, self.search))
        column.addWidget(self.badges)
        row = QHBoxLayout()
        row.addWidget(self.offered, 1)
        row.addWidget(self.offer)
        column.addLayout(row)
        self.offered.hide()
        self.offer.hide()
        column.addWidget(self.stack, 1)

    # ---- reading

    def arrive(self, **arguments: object) -> None:
        at = WAITING if arguments.get("waiting") else _TABS.get(str(arguments.get("show", "")))
        if at is not None:
            self._arrived = True
            self._go_to(at)
        self._count()

    def place(self) -> dict[str, object]:
        return {"show": {at: name for name, at in _TABS.items()}[self.tabs.currentIndex()]}

    def retheme(self, dark: bool, scale: int) -> None:
        refit(self)

    def _count(self) -> None:
        self.shell.run(self._read, self._show, _("读取成绩单登记"))

    def _read(self, _report: Report) -> _State:
        from jltrain.app import register  # loads what verifies sheets: not before the first paint

        return _State(register.counts(self.context), read_trust(self.context))

    def _show(self, state: _State) -> None:
        self.strip.put(state.trust)
        numbers = state.numbers
        self.waiting.count_by(numbers)
        self.register.count_by(numbers)
        held = sum(numbers.states[state] for state in WAITING_STATES)
        self.tabs.setTabText(
            NOW, _("本次收取 {n}").format(n=f"{self.now.total:,}") if self.now.total else _("本次收取")
        )
        self.tabs.setTabText(WAITING, _("待核实 {n}").format(n=f"{held:,}"))
        self.tabs.setTabText(ALL, _("全部登记 {n}").format(n=f"{numbers.total:,}"))
        if not self._arrived:
            self._arrived = True
            self._go_to(ALL if numbers.total else NOW)
        else:
            self._turn()

    def _go_to(self, at: int) -> None:
        with QSignalBlocker(self.tabs):
            self.tabs.setCurrentIndex(at)
        self._turn()

    def _turn(self) -> None:
        """Put the list of the tab in front, with its own filter."""
        at = max(0, self.tabs.currentIndex())
        self.stack.setCurrentIndex(at)
        shown = self._list()
        kept = self.filter.currentData()
        with QSignalBlocker(self.filter):
            self.filter.clear()
            for text, value in shown.choices:
                self.filter.addItem(text, value)
            self.filter.setCurrentIndex(max(0, self.filter.findData(kept) if kept else 0))
        self.badges.put(shown.badges)
        self._find()

    def _list(self) -> NowList | WaitingList | RegisterList:
        return (self.now, self.waiting, self.register)[max(0, self.tabs.currentIndex())]

    def _find(self, *, fit: bool = True) -> None:
        self.delay.stop()
        self._list().seek(self.search.text(), self.filter.currentData(), fit=fit)

    # ---- collecting

    def wanted(self, path: Path) -> bool:
        return path.suffix.lower() == ".pdf" or path.is_dir()

    def dropped(self, paths: list[Path]) -> None:
        self.collect(paths)

    def hover(self, on: bool) -> None:
        self.frame.set_hot(on)

    def choose_folder(self) -> None:
        """Ask for a folder and collect it."""
        chosen = QFileDialog.getExistingDirectory(self, _("选择存放成绩单的文件夹"))
        if chosen:
            self.collect([Path(chosen)])

    def choose_files(self) -> None:
        """Ask for files and collect them."""
        chosen, _kind = QFileDialog.getOpenFileNames(self, _("选择成绩单"), "", _("成绩单") + " (*.pdf *.PDF)")
        if chosen:
            self.collect([Path(file) for file in chosen])

    def collect(self, paths: list[Path]) -> None:
        """Verify and enter what lies at these places; where every sheet would be refused, say so instead."""
        self.strip.put(read_trust(self.context))
        if self.strip.closed and self.strip.state is not None:
            if self.shell.ask(self.strip.state.text, self.strip.state.act):
                self.shell.go("trust")
            return
        self._places = (*paths, *self._places)[:20]
        self.shell.run(
            lambda report: gather(self.context, paths, report), self._collected, _("验证成绩单"), failed=self._failed
        )

    def _collected(self, gathered: Gathered) -> None:
        done = gathered.done
        self.now.put(done)
        self._arrived = True
        with QSignalBlocker(self.search), QSignalBlocker(self.filter):
            self.search.clear()
            self.filter.setCurrentIndex(0)
        if gathered.stopped:
            text = _("已停止，已登记 {n} 份，再次收取时接着做。").format(n=gathered.written)
        elif not done.lines and not done.skipped:
            text = _("没有找到 PDF 文件，请确认选对了文件夹。")
        else:
            text = _("收取完毕：{counts}。").format(counts=_("，").join(text for text, _tone in self.now.badges))
        self.shell.tell(text)
        self._offer(done.lines)
        self._go_to(NOW)
        self._count()

    def _offer(self, lines: tuple[CollectedLine, ...]) -> None:
        """The way to trust, when sheets were refused for want of it."""
        n = sum(any(reason.code in NO_TRUST for reason in line.reasons) for line in lines)
        text = _("有 {n} 份因本机不信任其根证书或缺少有效的吊销列表而拒收。先核实来源，处理后再收取一次即可。")
        self.offered.setText(text.format(n=n))
        said = self.strip.state is not None and self.strip.state.tone != "good"  # the strip shows the same way
        self.offered.setVisible(n > 0)
        self.offer.setVisible(n > 0 and not said)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            self.shell.tell(_("已停止，还没有登记任何文件。"))
        else:
            self.shell.fail(error)

    # ---- one file

    def open_detail(self, line: object) -> None:
        """Show one file in full."""
        from jltrain.app import register

        if isinstance(line, SkippedFile):
            self.detail = SkippedDialog(self, line)
            self.detail.open()
        elif isinstance(line, register.CollectedLine):
            dialog = self.detail = DetailDialog(self, self.shell, line.entry or line.digest, self._places)
            dialog.changed.connect(self._count)
            context, which = self.context, line.entry or line.digest
            self.shell.run(lambda _report: register.detail(context, which), self._show_detail, _("读取成绩单"))

    def _show_detail(self, seen: SheetDetail) -> None:
        if isinstance(self.detail, DetailDialog):
            self.detail.show_detail(seen)
            self.detail.open()
