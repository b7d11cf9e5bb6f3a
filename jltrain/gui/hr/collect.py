"""收取成绩单: score sheets are dropped here, verified, and entered once; nothing is refused without a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QTabBar, QVBoxLayout

from jltrain.errors import JltrainError
from jltrain.gui.hr.drop import DropFrame, DropPage
from jltrain.gui.hr.gather import gather
from jltrain.gui.hr.parts import Badges, button, found, header, label, search_box
from jltrain.gui.hr.sheet_detail import SheetDetail
from jltrain.gui.hr.sheet_line import SheetLine, columns, counts, line_of, skipped_line
from jltrain.gui.page import Shell
from jltrain.gui.shell.dialogs import Message, inform
from jltrain.gui.shell.table import Table, refit
from jltrain.i18n import _
from jltrain.progress import Cancelled, Report

if TYPE_CHECKING:
    from jltrain.app.ledger import Collection
    from jltrain.app.sheets import TrustedRoot

_NOW, _ALL = 0, 1


@dataclass(frozen=True, slots=True)
class _Register:
    """What the page shows of the ledger, newest first; `trusted` is a sentence when the roots cannot be read."""

    lines: list[SheetLine]
    counts: list[tuple[str, str]]
    trusted: tuple[TrustedRoot, ...] | str


class CollectPage(DropPage):
    """Two lists in one place: what the last collection met, and the register of all that was ever seen."""

    name = "collect"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._lines: dict[int, list[SheetLine]] = {_NOW: [], _ALL: []}
        self._counts: dict[int, list[tuple[str, str]]] = {_NOW: [], _ALL: []}
        self._read_once = False
        self.detail: SheetDetail | None = None
        self._trusted: tuple[TrustedRoot, ...] = ()
        self.message: Message | None = None
        self.roots = label("", "muted")
        self.folder = button(
            _("选择文件夹…"),
            self.choose_folder,
            _("收取一个文件夹和下级文件夹中的全部成绩单"),
            "Ctrl+O",
            role="primary",
        )
        self.files = button(_("选择文件…"), self.choose_files, _("收取选中的几份成绩单"), "Ctrl+Shift+O")
        self.roots_button = button(_("核对根证书…"), self.show_roots, _("看完整的指纹，以便打电话核对"), "Ctrl+K")
        self.badges = Badges()
        self.tabs = QTabBar()
        self.tabs.addTab(_("本次收取"))
        self.tabs.addTab(_("全部登记"))
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName(_("本次收取或全部登记"))
        self.refused = QCheckBox(_("只看拒收(&J)"))
        self.search = search_box(self, _("查找：姓名、单位、文件、原因"), lambda: self._filter(fit=False))
        self.table: Table[SheetLine] = Table(_("成绩单"), columns(), wrap=True)
        self.table.setToolTip(_("双击或按回车查看详情"))
        self._lay_out()
        self.tabs.currentChanged.connect(lambda _at: self._filter())
        self.refused.toggled.connect(lambda _on: self._filter())
        self.table.opened.connect(self.open_detail)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.trust_button = button(
            _("信任其他根证书…"), self.trust_another, _("单位另有根证书时，从文件读入"), "Ctrl+T"
        )
        column.addLayout(header(_("收取成绩单"), self.trust_button, self.roots_button))
        column.addWidget(self.roots)
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
        row = QHBoxLayout()
        row.addWidget(self.tabs)
        row.addStretch(1)
        row.addWidget(self.refused)
        row.addWidget(self.search, 1)
        column.addLayout(row)
        column.addWidget(self.badges)
        column.addWidget(self.table, 1)

    def arrive(self, **arguments: object) -> None:
        self.shell.run(self._read, self._show_all, _("读取成绩单登记"))

    def retheme(self, dark: bool, scale: int) -> None:
        refit(self)

    def _read(self, _report: Report) -> _Register:
        from jltrain.app import ledger, sheets  # load what verifies sheets: not before the first paint

        try:
            trusted: tuple[TrustedRoot, ...] | str = sheets.trusted(self.context)
        except JltrainError as error:  # a broken root file: the register can be read all the same
            trusted = error.sentence()
        register = ledger.register(self.context)
        return _Register([line_of(sheet) for sheet in reversed(register)], counts(register), trusted)

    def _show_all(self, register: _Register) -> None:
        trusted = register.trusted
        self._trusted = () if isinstance(trusted, str) else trusted
        self.roots.setText(trusted if isinstance(trusted, str) else _in_words(trusted))
        self.roots_button.setEnabled(bool(self._trusted))
        self._lines[_ALL], self._counts[_ALL] = register.lines, register.counts
        self.tabs.setTabText(_ALL, _("全部登记 {n}").format(n=len(register.lines)))
        if not self._read_once:
            self._read_once = True
            with QSignalBlocker(self.tabs):
                self.tabs.setCurrentIndex(_ALL if register.lines else _NOW)
        self._filter()

    def _filter(self, *, fit: bool = True) -> None:
        at, words, refused = max(0, self.tabs.currentIndex()), self.search.text(), self.refused.isChecked()
        lines = self._lines[at]
        shown = [line for line in lines if (line.refused or not refused) and found(words, line.text)]
        if lines:
            self.table.empty = _("没有符合条件的文件。")
        elif at == _NOW:
            self.table.empty = _("还没有收取。请点“选择文件夹”，或把 U 盘里的成绩单文件夹拖到这里。")
        else:
            self.table.empty = _("登记还是空的，收取过的成绩单和拒收的文件都会列在这里。")
        self.table.show_rows(shown, fit=fit)
        self.badges.put(self._counts[at])

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
        """Verify and enter what lies at these places."""
        self.shell.run(
            lambda report: gather(self.context, paths, report), self._collected, _("验证成绩单"), failed=self._failed
        )

    def _collected(self, done: Collection) -> None:
        self._lines[_NOW] = [skipped_line(entry) for entry in done.skipped] + [line_of(s) for s in done.sheets]
        self._lines[_NOW].sort(key=lambda line: not line.refused)
        self._counts[_NOW] = counts(done.sheets, done.skipped)
        self.tabs.setTabText(_NOW, _("本次收取 {n}").format(n=len(self._lines[_NOW])))
        self.tabs.setCurrentIndex(_NOW)
        if not done.sheets and not done.skipped:
            self.shell.tell(_("没有找到 PDF 文件，请确认选对了文件夹。"))
        else:
            texts = "，".join(text for text, _tone in self._counts[_NOW])
            self.shell.tell(_("收取完毕：{counts}。").format(counts=texts))
        self.arrive()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            self.shell.tell(_("已停止。停止前验证过的成绩单已经登记，可随时再收取一次，不会重复。"))
            self.tabs.setCurrentIndex(_ALL)
            self.arrive()
        else:
            self.shell.fail(error)

    def show_roots(self) -> None:
        """The trusted roots with their whole fingerprints, to be read out on the telephone."""
        named = [f"{root.name}\n{_lines(root.fingerprint)}" for root in self._trusted]
        text = _(
            "下列根证书担保的成绩单才会收取。第一次使用前，请打电话给签发单位，逐组核对指纹：每一组都相同才可信；有一组不同，就不是同一个根证书。"
        )
        self.message = inform(self, _("核对根证书"), "\n\n".join([text, *named]))

    def trust_another(self) -> None:
        """Choose a root certificate, compare its fingerprint aloud, and trust it."""
        name, _filter = QFileDialog.getOpenFileName(self, _("选择根证书文件"), "", _("根证书 (*.crt)"))
        if name:
            self.offer_root(Path(name))

    def offer_root(self, file: Path) -> None:
        """Show the fingerprint of the root in `file` and trust it on a yes."""
        from jltrain.app import sheets

        try:
            root = sheets.read_root(file)
            text = _("根证书“{name}”的指纹：\n\n{lines}\n\n请打电话给签发单位逐组核对，全部相同才能信任。").format(
                name=root.name, lines=_lines(root.fingerprint)
            )
            if self.shell.ask(text, _("指纹全部相同，信任它")):
                sheets.trust_root(self.context, file)
                self.shell.tell(_("已信任根证书“{name}”。").format(name=root.name))
                self.arrive()
        except JltrainError as error:
            self.shell.fail(error)

    def open_detail(self, line: object) -> None:
        """Show one file in full."""
        if isinstance(line, SheetLine):
            self.detail = SheetDetail(self, line)
            self.detail.open()


def _in_words(roots: tuple[TrustedRoot, ...]) -> str:
    if not roots:
        return _("本机还没有信任任何根证书，收到的成绩单都会拒收。签发第一份成绩单时会自动生成本机的根证书。")
    first = roots[0]
    text = _("只接受由“{name}”根证书担保的成绩单，指纹 {start}…").format(name=first.name, start=first.fingerprint[:14])
    more = len(roots) - 1
    return text + (_("另外还信任 {n} 个根证书。").format(n=more) if more else "")


def _lines(fingerprint: str) -> str:
    """Eight groups to a line."""
    groups = fingerprint.split()
    return "\n".join(" ".join(groups[at : at + 8]) for at in range(0, len(groups), 8))
