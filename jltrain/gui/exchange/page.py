"""合并与题库包: another bank is merged in, a package is taken in, a package is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from jltrain.app import bank, exchange
from jltrain.app.exchange import (
    SUFFIX,
    ChangedMeanwhile,
    Comparison,
    Decision,
    Merged,
    PackageRefused,
    PackageRow,
    Unpacked,
)
from jltrain.errors import JltrainError
from jltrain.gui.exchange.decide import DecideView
from jltrain.gui.exchange.line import Known, Sum, sum_of
from jltrain.gui.exchange.pack_dialog import Desk, PackDialog, desk_of
from jltrain.gui.exchange.start import StartView
from jltrain.gui.hr.parts import button, header, label
from jltrain.gui.page import Shell
from jltrain.gui.shell.drop import DropPage
from jltrain.gui.shell.flow import Flow
from jltrain.gui.shell.table import refit
from jltrain.i18n import _
from jltrain.progress import Cancelled, Report

_LINES = (".jsonl", ".json", SUFFIX)


class ExchangePage(DropPage):
    """The page "exchange". Arguments of `arrive`: `place` (Path) to compare with, `ids` to make a package of."""

    name = "exchange"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._place: Path | None = None
        self._package: Unpacked | None = None
        self._ids: tuple[str, ...] = ()
        self.dialog: PackDialog | None = None
        self.done_with: Merged | None = None
        self.to_bank = button(_("← 题库(&Q)"), lambda: shell.go("bank"), _("回到题库（Alt+Q）"))
        self.start, self.decide = StartView(), DecideView(shell)
        self.stack = QStackedWidget()
        self.result = self._result()
        for view in (self.start, self.decide, self.result):
            self.stack.addWidget(view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.heading = header(_("合并与题库包"), self.to_bank)
        column.addWidget(self.heading)
        column.addWidget(self.stack, 1)
        self.stack.currentChanged.connect(  # what is compared needs the room
            lambda _at: self.heading.setVisible(self.stack.currentWidget() is not self.decide)
        )
        self.start.file.clicked.connect(lambda: self.choose_file(package=False))
        self.start.folder.clicked.connect(self.choose_folder)
        self.start.package.clicked.connect(lambda: self.choose_file(package=True))
        self.start.make.clicked.connect(lambda: self.make())
        self.start.trust.clicked.connect(lambda: shell.go("trust"))
        self.decide.leave.connect(self.leave)
        self.decide.apply.connect(self.apply)

    def _result(self) -> QWidget:
        view = QWidget()
        self.headline, self.told = label("", "badge-good"), label("")
        self.look = button(
            _("在题库中查看这些题(&V)"), self._look, _("只列出这次新增和改动的题（Alt+V）"), role="primary"
        )
        self.finish = button(_("完成(&F)"), self.leave, _("回到开头（Alt+F）"))
        column = QVBoxLayout(view)
        column.addStretch(1)
        for made in (self.headline, self.told):
            made.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(made)
        gap = self.fontMetrics().height()
        column.addSpacing(gap)
        column.addWidget(Flow(gap // 2, self.look, self.finish), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        return view

    # ---- coming and going

    def arrive(self, **arguments: object) -> None:
        place, ids, kept = arguments.get("place"), arguments.get("ids"), arguments.get("kept")
        if isinstance(place, Path):
            self.read(place, kept if isinstance(kept, dict) else {})
            return
        if isinstance(ids, Sequence) and ids and not isinstance(ids, str):
            self.leave()
            self.make(tuple(str(one) for one in ids))
            return
        if self.stack.currentWidget() is self.start:
            self._list()
            self.take_focus(self.start.file)

    def place(self) -> dict[str, object]:
        if self.stack.currentWidget() is self.decide and self._place is not None:
            return {"place": self._place, "kept": self.decide.kept()}
        return {}

    def retheme(self, dark: bool, scale: int) -> None:
        refit(self)

    def leave(self) -> None:
        """Back to the three ways; nothing is changed."""
        self._place = self._package = None
        self.start.notices.put(())
        self.start.trust.hide()
        self.stack.setCurrentWidget(self.start)
        self._list()
        self.take_focus(self.start.file)

    def _list(self) -> None:
        def done(rows: tuple[PackageRow, ...]) -> None:
            self.start.packages.show_rows(rows)

        self.shell.run(lambda _report: exchange.packages(self.context), done, _("读取题库包清单"), quiet=True)

    # ---- reading

    def wanted(self, path: Path) -> bool:
        return path.is_dir() or path.suffix.lower() in _LINES

    def dropped(self, paths: list[Path]) -> None:
        self.read(paths[0])

    def hover(self, on: bool) -> None:
        self.start.hot(on)

    def choose_file(self, *, package: bool) -> None:
        """Ask for a file of the one sort or the other."""
        packages = _("题库包 (*{suffix})").format(suffix=SUFFIX)
        kinds = packages if package else _("题库文件 (*.jsonl *.json *{suffix})").format(suffix=SUFFIX)
        title = _("接收题库包") if package else _("合并另一个题库")
        name, _kind = QFileDialog.getOpenFileName(self, title, "", kinds)
        if name:
            self.read(Path(name))

    def choose_folder(self) -> None:
        """Ask for a folder with YAML in it."""
        name = QFileDialog.getExistingDirectory(self, _("合并另一个题库"))
        if name:
            self.read(Path(name))

    def read(self, place: Path, kept: Mapping[Known, Decision] | None = None) -> None:
        """Compare a bank, or a package, with the one here."""
        context = self.context

        def work(report: Report) -> Unpacked | Comparison:
            bank.keep_up(context, report)
            if exchange.is_package(place):
                return exchange.unpack(context, place, report)
            return exchange.compare(context, place, report)

        def done(found: Unpacked | Comparison) -> None:
            self._show(place, found, kept or {})

        self.shell.run(work, done, _("正在与本机题库比较…"), self._refused)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, JltrainError) and not isinstance(error, Cancelled):
            self.leave()
            self.start.notices.put([(error.sentence(), "bad")])
            self.start.trust.setVisible(isinstance(error, PackageRefused))
            self.start.verticalScrollBar().setValue(0)
        elif not isinstance(error, Cancelled):
            self.shell.fail(error)

    def _show(self, place: Path, found: Unpacked | Comparison, kept: Mapping[Known, Decision]) -> None:
        self._place = place
        self._package = found if isinstance(found, Unpacked) else None
        comparison = found.comparison if isinstance(found, Unpacked) else found
        self.decide.signer.put(self._package)
        if not comparison.rows and self._package is None:
            self._say(_("没有不同之处"), _("“{name}”与本机题库相同的有 {n} 题，没有别的题，什么都不用改。").format(
                name=comparison.source, n=f"{comparison.same:,}"))  # fmt: skip
            return
        self.stack.setCurrentWidget(self.decide)
        self.decide.show_comparison(comparison, kept)
        self.take_focus(self.decide.table)
        if not comparison.rows:  # a package with nothing new is remembered all the same: its updates build on it
            self._write({})

    # ---- writing

    def apply(self) -> None:
        """Say what would be done; when that is agreed to, do it at once."""
        lines = self.decide.lines
        if self.shell.ask(summary(sum_of(lines)), _("写入题库")):
            self._write({line.place: line.decision for line in lines})

    def _write(self, decisions: Mapping[int, Decision]) -> None:
        context, package, comparison = self.context, self._package, self.decide.comparison
        assert comparison is not None

        def work(report: Report) -> Merged:
            if package is not None:
                return exchange.apply(context, package, decisions, report=report)
            return exchange.merge(context, comparison, decisions, report=report)

        self.shell.run(work, self._written, _("正在写入题库…"), self._not_written)

    def _not_written(self, error: Exception) -> None:
        if isinstance(error, ChangedMeanwhile) and self._place is not None:
            self.shell.fail(error)
            self.read(self._place, self.decide.kept())
        elif not isinstance(error, Cancelled):
            self.shell.fail(error)

    def _written(self, merged: Merged) -> None:
        text = _("新增 {added} 题，修改 {changed} 题，停用 {withdrawn} 题，保留本机的 {kept} 处。").format(
            added=merged.added, changed=merged.changed, withdrawn=merged.withdrawn, kept=merged.kept
        )
        head = _("题库包已接收") if self._package is not None else _("合并完成")
        if self._package is not None and not merged.ids and not merged.kept:
            text = _("内容与本机相同，没有要改的；以后可以接收它的更新。")
        self._say(head, text, merged)

    def _say(self, head: str, text: str, merged: Merged | None = None) -> None:
        self.done_with = merged
        self.headline.setText(head)
        self.told.setText(text)
        self.look.setVisible(bool(merged and merged.ids))
        self.stack.setCurrentWidget(self.result)
        self.take_focus(self.look if merged and merged.ids else self.finish)

    def _look(self) -> None:
        if self.done_with is not None:
            ids = self.done_with.ids
            self.leave()
            self.shell.go("bank", ids=ids)

    # ---- making

    def make(self, ids: Sequence[str] = ()) -> None:
        """Ask what goes into a package."""

        def done(desk: Desk) -> None:
            self.dialog = PackDialog(self, self.shell, desk, ids)
            self.dialog.changed.connect(self._list)
            self.dialog.open()

        self.shell.run(lambda _report: desk_of(self.context), done, _("正在读取签名密钥…"))


def summary(done: Sum) -> str:
    """What would be done, for the question before it."""
    parts = [
        _("将新增 {added} 题，修改 {changed} 题，停用 {withdrawn} 题；{kept} 处保留本机的。").format(
            added=f"{done.added:,}", changed=f"{done.changed:,}", withdrawn=f"{done.withdrawn:,}", kept=f"{done.kept:,}"
        )
    ]
    if done.blind:
        parts.append(
            _("答案不同的有 {n} 题，其中 {blind} 题还没有看过，会按列出的处理。").format(
                n=done.answers, blind=done.blind
            )
        )
    parts.append(_("全部一次写入，每道题都留有历史版本，可以恢复。"))
    return "\n".join(parts)
