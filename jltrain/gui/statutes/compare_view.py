"""比较版本: two versions of a statute side by side. Both sides stand in one page, so that they scroll in step."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QTextBrowser, QVBoxLayout, QWidget

from jltrain.gui.hr.parts import Badges, button, label
from jltrain.gui.page import Shell
from jltrain.gui.shell import theme
from jltrain.gui.shell.flow import Flow
from jltrain.gui.statutes.compare_html import Compared, Filter, anchor, change_html, compare, summary
from jltrain.i18n import _
from jltrain.reading.stylesheet import stylesheet
from jltrain.statutes.difference import ArticleChange

_PIECE: Final = 6
"""Articles written into the page at a time, so that the window stays alive."""


class CompareView(QWidget):
    """`left`: back to the list."""

    left = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._compared: Compared | None = None
        self._law, self._wanted = "", ""
        self._shown: list[ArticleChange] = []
        self._written = 0
        self._at = -1
        self.back = button(_("← 返回(&B)"), self.left.emit, _("回到法规列表（Alt+←）"))
        self.heading = label("", "subtitle")
        self.old, self.new, self.filter = QComboBox(), QComboBox(), QComboBox()
        self.badges = Badges()
        self.previous = button(_("上一处(&P)"), lambda: self.step(-1), _("上一条（Alt+↑）"))
        self.next = button(_("下一处(&N)"), lambda: self.step(1), _("下一条（Alt+↓）"))
        self.page = _Page()
        self.page.setAccessibleName(_("两个版本的对照"))
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._write_on)
        self._lay_out()
        for keys, act in (
            ("Alt+Left", self.left.emit),
            ("Alt+Up", partial(self.step, -1)),
            ("Alt+Down", partial(self.step, 1)),
        ):
            made = QShortcut(QKeySequence(keys), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(act)

    def _lay_out(self) -> None:
        gap = self.fontMetrics().height() // 2
        ways: list[QWidget] = [self.back]
        for text, box in ((_("旧版(&O)"), self.old), (_("新版(&E)"), self.new), (_("显示(&F)"), self.filter)):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            name = QLabel(text)
            name.setBuddy(box)
            ways.append(_together(name, box))
        ways += [self.previous, self.next]
        for box in (self.old, self.new):
            box.currentIndexChanged.connect(lambda _at: self._compare())
        self.filter.currentIndexChanged.connect(lambda _at: self._write())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.heading)
        column.addWidget(Flow(gap, *ways))
        column.addWidget(self.badges)
        column.addWidget(self.page, 1)

    # ---- what is compared

    def show_law(self, law: str, versions: tuple[str, ...], article: str = "") -> None:
        """Compare the newest version with the one before it; `versions` has at least two, the newest first."""
        self._law, self._wanted = law, article
        self.heading.setText(_("《{law}》版本对照").format(law=law))
        for box, at in ((self.old, 1), (self.new, 0)):
            with QSignalBlocker(box):
                box.clear()
                box.addItems(list(versions))
                box.setCurrentIndex(at)
        self._compare()
        self.page.setFocus()

    def _compare(self) -> None:
        law, old, new = self._law, self.old.currentText(), self.new.currentText()
        if not law:
            return
        context = self._shell.context

        def done(compared: Compared) -> None:
            if (compared.old, compared.new, compared.law) == (
                self.old.currentText(),
                self.new.currentText(),
                self._law,
            ):
                self._show(compared)

        self._shell.run(lambda _report: compare(context, law, old, new), done, _("比较两个版本"))

    def _show(self, compared: Compared) -> None:
        self._compared = compared
        self.badges.put(summary(compared))
        chosen = self.kind
        with QSignalBlocker(self.filter):
            self.filter.clear()
            for kind in Filter:
                self.filter.addItem(_("{what}（{n}）").format(what=kind.label, n=compared.count(kind)), kind.value)
            self.filter.setCurrentIndex(max(0, self.filter.findData(chosen.value)))
        self._write()

    @property
    def kind(self) -> Filter:
        """Which articles are shown."""
        return Filter(self.filter.currentData() or Filter.CHANGED)

    @property
    def compared(self) -> Compared | None:
        """What is shown."""
        return self._compared

    @property
    def shown(self) -> tuple[ArticleChange, ...]:
        """The articles that the filter takes."""
        return tuple(self._shown)

    def dress(self) -> None:
        """Draw it anew in the theme in use."""
        if self._compared is not None:
            self._write()

    # ---- writing, a few articles at a time

    def _write(self) -> None:
        self._timer.stop()
        self._shown = [c for c in self._compared.changes if self.kind.takes(c)] if self._compared else []
        self._written, self._at = 0, -1
        look = theme.current()
        self.page.document().setDefaultStyleSheet(stylesheet(look.dark, look.scale))
        self.page.clear()
        for made in (self.previous, self.next):
            made.setEnabled(bool(self._shown))
        if self._shown:
            self._write_on()
            self._timer.start()
        else:
            self.page.setPlainText(
                _("没有这样的条文。") if self.kind is not Filter.CHANGED else _("两个版本的条文完全相同。")
            )

    def _write_on(self) -> None:
        cursor = QTextCursor(self.page.document())
        colours = theme.tokens()
        for change in self._shown[self._written : self._written + _PIECE]:
            cursor.movePosition(QTextCursor.MoveOperation.End)
            cursor.insertHtml(change_html(change, colours))
        self._written += _PIECE
        if self._written >= len(self._shown):
            self._timer.stop()
            self._go_to_wanted()

    def finish(self) -> None:
        """Write what is left at once."""
        while self._timer.isActive():
            self._write_on()

    def _go_to_wanted(self) -> None:
        wanted, self._wanted = self._wanted, ""
        for number, change in enumerate(self._shown):
            if wanted and wanted in {one.key for one in (change.old, change.new) if one}:
                self._go(number)
                return

    def step(self, by: int) -> None:
        """To the next (1) article shown or the one before (-1)."""
        if self._shown:
            self.finish()
            self._go(min(max(self._at + by, 0), len(self._shown) - 1))

    def _go(self, number: int) -> None:
        self._at = number
        self.page.scrollToAnchor(anchor(self._shown[number]))


def _together(name: QLabel, box: QComboBox) -> QWidget:
    """A name and its box, which no line break parts."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(name)
    row.addWidget(box)
    return made


class _Page(QTextBrowser):
    """Nothing is fetched by name."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """From neither disk nor net."""
        return None
