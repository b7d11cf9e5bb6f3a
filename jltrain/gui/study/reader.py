"""阅读: one chapter, its contents list, search, type size, and how far it has been read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, QUrl
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from jltrain.app import study
from jltrain.app.study import ChapterRow
from jltrain.bank.areas import Area
from jltrain.errors import JltrainError
from jltrain.gui.page import Page, Shell
from jltrain.gui.statutes.article_dialog import show_article
from jltrain.gui.statutes.links import citation_of, first_words
from jltrain.gui.study import chapter_html, opening
from jltrain.gui.study.chapter_view import ChapterView
from jltrain.gui.study.contents import Contents
from jltrain.gui.study.find_bar import FindBar
from jltrain.gui.study.layout import bar, button, label, restyle
from jltrain.gui.study.opening import Opened
from jltrain.gui.study.reading_time import ReadingTime
from jltrain.i18n import _
from jltrain.practice.scope import Scope, ScopeKind
from jltrain.reading.progress import END, SHARE_OF_MINUTES, ReadingProgress
from jltrain.settings import DECLARED

SAVED_EVERY: Final = 10_000
"""Milliseconds between two notes of how far the chapter is read."""
_SIZES: Final = tuple(size for size in DECLARED["reader_scale"].choices if isinstance(size, int))


class ReaderPage(Page):
    """Reached from the courses; `arrive(chapter=id)`."""

    name = "reader"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._opened: Opened | None = None
        self._left_at: dict[str, int] = {}
        self._trail: list[int] = []
        self._learner = ""
        self._time = ReadingTime(self.context.clock)
        self.view = ChapterView(self._tooltip)
        self.contents, self.search_bar = Contents(), FindBar(self.view)
        self.heading = label(role="subtitle")
        self.to_courses = button(_("← 目录(&L)"), tip=_("回到上一处或课程目录（Alt+←）"))
        self.smaller, self.percent, self.larger = (
            button("A−", tip=_("缩小字号（Ctrl+-）")),
            label(wrap=False),
            button("A+"),
        )
        self.larger.setToolTip(_("放大字号（Ctrl++）"))
        self.find_button = button(_("查找(&F)"), tip=_("在本章中查找（Ctrl+F）"))
        self.practise = button(_("练习本章(&P)"), "primary", _("练习本章知识点的题目"))
        self.progress, self.state, self.note = bar(0, 1000), label(wrap=False), label(role="muted")
        self._timer = QTimer(self)
        self._timer.setInterval(SAVED_EVERY)
        self._timer.timeout.connect(self._keep)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.to_courses)
        top.addWidget(self.heading, 1)
        for widget in (self.smaller, self.percent, self.larger, self.find_button, self.practise):
            top.addWidget(widget)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.search_bar)
        column.addWidget(self.view, 1)
        split = QSplitter()
        split.addWidget(self.contents)
        split.addWidget(right)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 4)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(self.fontMetrics().height() // 2)
        foot = QHBoxLayout()
        foot.setSpacing(self.fontMetrics().height() // 2)
        foot.addWidget(self.progress, 1)
        foot.addWidget(self.state)
        foot.addWidget(self.note, 2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(top)
        whole.addWidget(split, 1)
        whole.addLayout(foot)

    def _connect(self) -> None:
        self.to_courses.clicked.connect(self.go_back)
        self.smaller.clicked.connect(lambda: self.resize_type(-1))
        self.larger.clicked.connect(lambda: self.resize_type(1))
        self.find_button.clicked.connect(self.search_bar.open_bar)
        self.practise.clicked.connect(self.go_practise)
        self.search_bar.closed.connect(self.view.setFocus)
        self.contents.chosen.connect(self.go_to)
        self.view.zoomed.connect(self.resize_type)
        self.view.touched.connect(self._time.touch)
        self.view.linked.connect(self._follow_link)
        self.view.highlighted.connect(self._hovered)
        self.view.verticalScrollBar().valueChanged.connect(self._scrolled)
        self._shortcut(QKeySequence.StandardKey.Find, self.search_bar.open_bar)
        self._shortcut("F3", lambda: self.search_bar.step(1))
        self._shortcut("Shift+F3", lambda: self.search_bar.step(-1))
        self._shortcut("Alt+Left", self.go_back)
        self._shortcut("Ctrl+-", lambda: self.resize_type(-1))
        for keys in ("Ctrl++", "Ctrl+="):
            self._shortcut(keys, lambda: self.resize_type(1))

    def _shortcut(self, keys: QKeySequence.StandardKey | str, does: Callable[[], None]) -> None:
        made = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made.activated.connect(does)

    def arrive(self, **arguments: object) -> None:
        """`chapter`: the id of the chapter to open; without it the one opened last goes on."""
        learner = self.context.settings.text("learner")
        ident = str(arguments.get("chapter") or (self._opened.row.chapter.id if self._opened else ""))
        if not ident:
            self.shell.go("courses")
        elif self._opened and ident == self._opened.row.chapter.id and learner == self._learner:
            self._begin_reading()
        else:
            self._leave()
            self._learner = learner
            self.shell.run(
                lambda report: opening.load(self.context, ident, learner, report),
                self._show,
                _("正在打开章节…"),
                self._failed,
            )

    def place(self) -> dict[str, object]:
        return {"chapter": self._opened.row.chapter.id} if self._opened else {}

    def _failed(self, error: Exception) -> None:
        self.shell.fail(error)
        if self._opened is None and self.isVisible():
            self.shell.go("courses")

    def _show(self, opened: Opened) -> None:
        self._leave()
        self._opened = opened
        self._trail.clear()
        chapter = opened.row.chapter
        self.heading.setText(_("{area} · 第 {n} 章").format(area=Area(chapter.area).label, n=chapter.number))
        self.heading.setToolTip(chapter.title)
        self.practise.setEnabled(opened.row.questions > 0)
        self.contents.fill(opened.page.headings)
        self._show_progress(opened.row.progress)
        self._settle()
        self.view.present(chapter_html.page(opened.row, opened.page.html, opened.revised), opened.pictures)
        self._resume(opened.row.progress)
        self._scrolled()
        self._begin_reading()

    def _settle(self) -> None:
        """Give every part its place now: a share of the page means another line after the view has grown."""
        for event in (QEvent.Type.Polish, QEvent.Type.LayoutRequest):
            QCoreApplication.sendPostedEvents(None, event.value)
        if (layout := self.layout()) is not None:
            layout.activate()

    def _resume(self, progress: ReadingProgress) -> None:
        """To where the chapter was left; what was read to the end begins at the top."""
        ident = progress.chapter_id
        if ident in self._left_at:
            self.view.show_position(self._left_at[ident])
        elif 0.02 < progress.furthest < END:
            self.view.show_fraction(progress.furthest)
            self.shell.tell(_("已回到上次读到的位置（{percent} %）。").format(percent=round(progress.furthest * 100)))

    def _begin_reading(self) -> None:
        if not self.isVisible():  # the user went elsewhere while the chapter was opened
            return
        self._time.start()
        self._timer.start()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        self._leave()
        super().hideEvent(event)

    def _leave(self) -> None:
        if self._opened is not None and self._time.running:
            self._left_at[self._opened.row.chapter.id] = self.view.top_position()
            self._timer.stop()
            self._note(self._time.stop())

    def _keep(self) -> None:
        if self.isActiveWindow():
            self._note(self._time.take())
        else:
            self._time.take()  # another window is in front: nobody reads here

    def _note(self, seconds: float) -> None:
        """Write down how far the chapter is read."""
        if self._opened is None:
            return
        row = self._opened.row
        try:
            after = study.read_on(self.context, self._learner, row.chapter.id, self.view.fraction(), seconds)
        except JltrainError as error:
            self._timer.stop()  # said once, not every ten seconds
            self.shell.fail(error)
            return
        if after.finished and not row.progress.finished:
            self.shell.tell(_("本章已读完，可以练习本章了。"))
        self._opened = replace(self._opened, row=ChapterRow(row.chapter, after, row.questions))
        self._show_progress(after)

    def _show_progress(self, progress: ReadingProgress) -> None:
        self.progress.setValue(round(progress.furthest * 1000))
        if progress.finished:
            self.state.setText(_("√ 已读"))
            restyle(self.state, role="badge-good")
        else:
            self.state.setText(_("已读 {percent} %").format(percent=round(progress.furthest * 100)))
            restyle(self.state, role="muted")
        self.note.setText(self._advice())

    def _advice(self) -> str:
        """What the foot says while no link is pointed at."""
        if self._opened is None:
            return ""
        chapter, progress = self._opened.row.chapter, self._opened.row.progress
        missing = chapter.minutes * 60 * SHARE_OF_MINUTES - progress.seconds
        if not progress.finished and progress.furthest >= END and missing > 0:
            return _("已看到末尾，再读约 {minutes} 分钟记为已读。").format(minutes=int(missing // 60) + 1)
        return _("累计阅读 {spent} 分钟（建议 {minutes} 分钟）").format(
            spent=int(progress.seconds // 60), minutes=chapter.minutes
        )

    def _scrolled(self) -> None:
        """The contents list follows the page."""
        scroll, height = self.view.verticalScrollBar(), self.view.viewport().height()
        at_end = scroll.value() == scroll.maximum() > 0
        at, reach = 0, scroll.value() + (height if at_end else height // 4)
        for number, block in enumerate(self.view.headings[1:]):
            if self.view.top_of(block) <= reach:
                at = number
        if self.contents.count():
            self.contents.follow(at)

    def go_to(self, number: int) -> None:
        """Scroll to a heading of the contents list."""
        blocks = self.view.headings[1:]
        if 0 <= number < len(blocks):
            self._trail.append(self.view.top_position())
            self.view.show_block(blocks[number])
            self.contents.follow(number)  # near the end, the page cannot bring every heading to the top

    def go_back(self) -> None:
        """To where the last jump in the page began, or to the courses."""
        if self._trail:
            self.view.show_position(self._trail.pop())
        else:
            self.shell.go("courses")

    def go_practise(self) -> None:
        """Practise the chapter's topics."""
        if self._opened is not None and self._opened.row.questions:
            chapter = self._opened.row.chapter
            self.shell.go("practice", scope=Scope(ScopeKind.CHAPTER, (chapter.id,)), title=chapter.title)

    def resize_type(self, by: int) -> None:
        """The next larger (1) or smaller (-1) size of type."""
        now = self.context.settings.number("reader_scale")
        place = min(max(_SIZES.index(now) + by, 0), len(_SIZES) - 1)
        try:
            self.context.settings.put("reader_scale", _SIZES[place])
        except JltrainError as error:
            self.shell.fail(error)
            return
        self._show_size()
        self.search_bar.search()

    def retheme(self, dark: bool, scale: int) -> None:
        if self._opened is not None:
            self.view.replace_page(chapter_html.page(self._opened.row, self._opened.page.html, self._opened.revised))
        self._show_size()
        self.search_bar.search()

    def _show_size(self) -> None:
        percent = self.context.settings.number("reader_scale")
        self.percent.setText(f"{percent} %")
        self.smaller.setEnabled(percent > _SIZES[0])
        self.larger.setEnabled(percent < _SIZES[-1])
        self.view.dress(percent)

    def _describe(self, href: str) -> str:
        return chapter_html.describe(self._opened.row.chapter if self._opened else None, href)

    def _tooltip(self, href: str) -> str:
        """What a link leads to, with an article's first words."""
        said = self._describe(href)
        return "\n".join((said, words)) if said and (words := first_words(self.context, href)) else said

    def _hovered(self, url: QUrl) -> None:
        self.note.setText(self._describe(url.toString(QUrl.ComponentFormattingOption.FullyEncoded)) or self._advice())

    def _follow_link(self, href: str, words: str) -> None:
        """A citation opens its article; a place in the page is gone to; the button at the end practises."""
        if href == chapter_html.PRACTISE:
            self.go_practise()
        elif citation := citation_of(href, words):
            show_article(self.shell, self, citation)
        elif href.startswith("#"):
            anchors = [heading.anchor for heading in self._opened.page.headings] if self._opened else []
            if href[1:] in anchors:
                self.go_to(anchors.index(href[1:]))
