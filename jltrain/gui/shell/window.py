"""The one window: navigation, header, the page in hand, foot; and what it does for pages (`Shell`)."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import TypeVar

import shiboken6
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from jltrain import i18n
from jltrain.app.context import Context
from jltrain.errors import JltrainError
from jltrain.gui.page import Page
from jltrain.gui.shell import dialogs, registry, speech, theme
from jltrain.gui.shell.faults import Faults
from jltrain.gui.shell.frame import Banner, Foot, Header, Veil, px
from jltrain.gui.shell.jobs import Jobs
from jltrain.gui.shell.navigation import Navigation
from jltrain.gui.shell.waiting import Waiting
from jltrain.i18n import _
from jltrain.progress import Report, Step
from jltrain.settings import SettingsNotSaved

T = TypeVar("T")


class MainWindow(QMainWindow):
    """Implements `jltrain.gui.page.Shell`. `painted` is emitted once, after the first paint.

    `rebuilt`: frame and pages are new; whoever had put something else on the stack must do it again.
    """

    painted = Signal()
    rebuilt = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._was_painted = False
        self._open = False
        self._in_exam = False
        self._pages: dict[str, Page] = {}
        self._here = ""
        self._last: dict[str, str] = {}
        self._faults = Faults(self)
        self.jobs = Jobs()
        self.jobs.shown.connect(self._cover)
        self.jobs.stepped.connect(self._step)
        self.jobs.hidden.connect(self._lift)
        self.waiting = Waiting(self)
        self.jobs.done.connect(self.waiting.after_work)
        self.setMinimumSize(1100, 680)
        self._lay_out()
        self._shortcuts = self._make_shortcuts()

    # ---- the frame

    def _lay_out(self) -> None:
        self.setWindowTitle(_("交通执法轮训"))
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.nav = Navigation()
        self.nav.role_asked.connect(self.go_role)
        self.nav.page_asked.connect(self.go)
        self.header = Header(self.show_guide, self.show_about, self.show_settings)
        self.banner = Banner()
        self.stack = QStackedWidget()
        self.stack.setObjectName("pages")
        self._waiting = QLabel(_("正在准备…"))
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._waiting.setProperty("role", "muted")
        self.stack.addWidget(self._waiting)
        self.foot = Foot()
        self.foot.emptied.connect(self._foot_emptied)
        middle = QVBoxLayout()
        middle.setContentsMargins(px(12), px(8), px(12), px(8))
        middle.setSpacing(px(8))
        middle.addWidget(self.banner)
        middle.addWidget(self.stack, 1)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addLayout(middle, 1)
        column.addWidget(self.foot)
        row.addWidget(self.nav)
        row.addLayout(column, 1)
        self.setCentralWidget(whole)
        self.veil = Veil(whole)
        self.veil.cancelled.connect(self.jobs.cancel_shown)
        self.nav.show_page(self._context.settings.text("role"), "")
        self.refresh_foot()
        if self.isVisible():  # Qt would show what is put into an open window only later
            whole.show()

    def _make_shortcuts(self) -> list[QShortcut]:
        calls: list[tuple[str, Callable[[], object]]] = [
            ("Ctrl+,", self.show_settings),
            ("Ctrl+I", self.show_about),
            ("F1", self.show_guide),
            ("F6", self._swap_focus),
        ]
        calls += [(f"Ctrl+{n}", _bound(self.go_role, role.name)) for n, role in enumerate(registry.ROLES, 1)]
        calls += [(f"Alt+{n}", _bound(self._go_numbered, n)) for n in range(1, 10)]
        made = []
        for keys, call in calls:
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(call)
            made.append(shortcut)
        return made

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.banner.isVisible():  # nobody in the page wanted it
            self.banner.hide()
        else:
            super().keyPressEvent(event)

    def refresh_foot(self) -> None:
        """Say whose computer this is."""
        unit, learner = self._context.settings.text("unit"), self._context.settings.text("learner")
        parts = [_("单位：{unit}").format(unit=unit)]
        if learner:
            parts.append(_("学习者：{learner}").format(learner=learner))
        self.foot.whose.setText("　".join(parts))

    def draw_icons(self) -> None:
        """What is drawn after the first paint, so that it comes soon."""
        self.nav.draw_icons()
        self.header.draw_icons()

    def open_pages(self) -> None:
        """Show the first page of the role last used; called when the database is open."""
        self._open = True
        self.go_role(self._context.settings.text("role"))

    def rebuild(self) -> None:
        """Build frame and pages anew, after language, theme or scale changed."""
        here = self._here
        place = self._pages[here].place() if here else {}
        if self._open:  # before, it is the opening of the database, which serves the new frame as well
            self.jobs.disown()
        self._pages.clear()
        self._here = ""
        if (old := self.takeCentralWidget()) is not None:
            old.hide()
            old.deleteLater()
        self._lay_out()
        self.draw_icons()
        if self._open:
            known = here and (place or registry.entry(here).text)
            self.go(here, **place) if known else self.go(self._first(self.nav.role))
        self.rebuilt.emit()

    def apply_settings(self) -> None:
        """Take language, theme and scale from the settings, everywhere, at once."""
        app, settings = QApplication.instance(), self._context.settings
        assert isinstance(app, QApplication)
        i18n.use(settings.text("language"))
        speech.speak()
        theme.apply(app, settings.text("theme") == "dark", settings.number("scale"))
        self.rebuild()

    # ---- going about

    def go(self, page: str, **arguments: object) -> None:
        if not self._may_leave(page):
            self.nav.show_page(self.nav.role, self._here)
            return
        entry = registry.entry(page)
        widget = self._pages.get(page) or self._make(entry)
        self._pages[page] = widget
        self._here = page
        self._last[entry.role] = page if entry.text else self._last.get(entry.role, "")
        self.nav.show_page(entry.role, page)
        role = next(role for role in registry.ROLES if role.name == entry.role)
        here = _(entry.text) if entry.text else ""
        self.header.where.setText("　›　".join(part for part in (_(role.text), here) if part))
        self.banner.hide()
        self.stack.setCurrentWidget(widget)
        with contextlib.suppress(SettingsNotSaved):  # not worth a word: only the start page next time depends on it
            self._context.settings.put("role", entry.role)
        try:
            widget.arrive(**arguments)
        except JltrainError as error:
            self.fail(error)
        inside = QApplication.focusWidget()
        if inside is None or not widget.isAncestorOf(inside):
            widget.setFocus()  # so that the page's keys work at once and Tab begins in it
        self.refresh_foot()
        self.waiting.ask()

    def _make(self, entry: registry.Entry) -> Page:
        widget = entry.make(self)
        self.stack.addWidget(widget)
        look = theme.current()
        widget.retheme(look.dark, look.scale)
        return widget

    def _may_leave(self, page: str) -> bool:
        here = self._pages.get(self._here)
        return self._open and (here is None or page == self._here or here.may_leave())

    def go_role(self, role: str) -> None:
        """Show the page of that role shown last."""
        self.go(self._last.get(role) or self._first(role))

    def _first(self, role: str) -> str:
        return registry.entries(role)[0].name

    def _go_numbered(self, number: int) -> None:
        if page := self.nav.page_at(number):
            self.go(page)

    def _swap_focus(self) -> None:
        inside = QApplication.focusWidget()
        if inside is not None and self.nav.isAncestorOf(inside):
            if (page := self.stack.currentWidget()) is not None:
                page.setFocus()
                page.focusNextChild()
        else:
            self.nav.focus_chosen()

    # ---- Shell

    @property
    def context(self) -> Context:
        return self._context

    def run(
        self,
        work: Callable[[Report], T],
        done: Callable[[T], None],
        text: str,
        failed: Callable[[Exception], None] | None = None,
        *,
        quiet: bool = False,
    ) -> None:
        self.jobs.start(work, done, failed or self.fail, "" if quiet else text)

    def tell(self, text: str) -> None:
        self.foot.tell(text)
        self.foot.show()

    def fail(self, error: Exception) -> None:
        self._faults.show(error)

    def report_bug(self, error: BaseException) -> None:
        """Log what is our own fault and say where the log is; one such message at a time."""
        self._faults.report_bug(error)

    def ask(self, question: str, yes: str, no: str = "") -> bool:
        return dialogs.ask(QApplication.activeModalWidget() or self, question, yes, no)

    def enter_exam(self, on: bool) -> None:
        self._in_exam = on
        for part in (self.nav, self.header, self.foot):
            part.setVisible(not on)
        for shortcut in self._shortcuts:
            shortcut.setEnabled(not on)
        handle = self.windowHandle()
        if handle is not None:  # on the native window: changing the widget's flag would hide it for a moment
            handle.setFlag(Qt.WindowType.WindowStaysOnTopHint, on)
        if self.isVisible():
            full = Qt.WindowState.WindowFullScreen
            self.setWindowState(self.windowState() | full if on else self.windowState() & ~full)

    # ---- long work, shown

    def _cover(self, text: str) -> None:
        self.veil.cover(text)

    def _step(self, step: Step) -> None:
        self.veil.step_to(step)

    def _lift(self) -> None:
        if shiboken6.isValid(self.veil):
            self.veil.lift()

    def _foot_emptied(self) -> None:
        if self._in_exam:
            self.foot.hide()

    # ---- dialogs

    def show_guide(self) -> None:
        """The steps for who is new here."""
        from jltrain.gui.shell.guide import Guide

        Guide(self, self._context, self.go_role).open()

    def show_settings(self) -> None:
        """The settings; each takes effect at once."""
        from jltrain.gui.shell.settings_dialog import SettingsDialog

        here = self._pages.get(self._here)
        if here is None or here.may_leave():
            SettingsDialog(self).open()

    def show_about(self) -> None:
        """Version, data folder, and how well this computer serves."""
        from jltrain.gui.shell.about import About

        About(self).open()

    def closeEvent(self, event: QCloseEvent) -> None:
        here = self._pages.get(self._here)
        if self._in_exam:
            question = _("考试正在进行，关闭程序不会停止计时。确定要关闭吗？重新打开后可以继续作答。")
        elif here is not None and not here.may_leave():
            question = _("当前页面还有没有完成的工作，确定要关闭吗？")
        else:
            question = ""
        if question and not self.ask(question, _("关闭程序")):
            event.ignore()
            return
        self.jobs.stop()
        event.accept()


def _bound(call: Callable[[T], object], value: T) -> Callable[[], object]:
    return lambda: call(value)
