"""The text of a whole statute in a column of readable width, with its contents, search and type size."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QTextBlock, QTextCursor
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from jltrain.app.context import Context
from jltrain.errors import JltrainError
from jltrain.gui.page import Shell
from jltrain.gui.shell.flow import Flow
from jltrain.gui.statutes.law_contents import LawContents
from jltrain.gui.statutes.law_html import LawText
from jltrain.gui.study.chapter_view import ChapterView
from jltrain.gui.study.find_bar import FindBar
from jltrain.gui.study.layout import button, label
from jltrain.i18n import _
from jltrain.settings import DECLARED
from jltrain.statutes.statute import article_label

_SIZES: Final = tuple(size for size in DECLARED["reader_scale"].choices if isinstance(size, int))


class LawView(QWidget):
    """`version_asked`: another version of the statute at hand. The `contents` stand elsewhere on the page."""

    version_asked = Signal(str)

    def __init__(self, shell: Shell, contents: LawContents) -> None:
        super().__init__()
        self._shell, self._context = shell, shell.context
        self._law: LawText | None = None
        self._starts: list[int] = []
        self.contents = contents
        self.text = ChapterView(lambda _href: "")
        self.text.setAccessibleName(_("法规全文"))
        self.find_bar = FindBar(self.text)
        self.find_bar.field.setPlaceholderText(_("在本法中查找"))
        self.find_bar.field.setAccessibleName(_("在本法中查找"))
        self.heading = label("", "subtitle")
        self.versions = QComboBox()
        self.versions.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.versions.setAccessibleName(_("版本"))
        self.versions.setToolTip(_("看另一个版本的全文"))
        self.versions_name = QLabel(_("版本(&V)"))
        self.versions_name.setBuddy(self.versions)
        self.jump = QLineEdit()
        self.jump.setPlaceholderText(_("条号，如 51"))
        self.jump.setAccessibleName(_("到第几条"))
        self.jump.setToolTip(_("输入条号（51、51-1 或 第五十一条之一）后按回车（Ctrl+G）"))
        self.jump.setMaximumWidth(self.fontMetrics().horizontalAdvance("国") * 9)
        self.jump_name = QLabel(_("到(&G)"))
        self.jump_name.setBuddy(self.jump)
        self.find_button = button(_("查找(&F)"), tip=_("在本法中查找（Ctrl+Shift+F 或 F3）"))
        self.smaller = button("A−", tip=_("缩小字号（Ctrl+-）"))
        self.larger = button("A+", tip=_("放大字号（Ctrl++）"))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.heading)
        ways = (
            self.versions_name, self.versions, self.jump_name, self.jump, self.find_button, self.smaller, self.larger,
        )  # fmt: skip
        column.addWidget(Flow(self.fontMetrics().height() // 2, *ways))
        column.addWidget(self.find_bar)
        column.addWidget(self.text, 1)

    def _connect(self) -> None:
        self.versions.currentTextChanged.connect(self.version_asked)
        self.jump.returnPressed.connect(self._jump)
        self.find_button.clicked.connect(self.find_bar.open_bar)
        self.find_bar.closed.connect(self.text.setFocus)
        self.smaller.clicked.connect(lambda: self.resize_type(-1))
        self.larger.clicked.connect(lambda: self.resize_type(1))
        self.text.zoomed.connect(self.resize_type)
        self.text.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.contents.chosen.connect(self._go_to_place)

    def add_keys(self, page: QWidget) -> None:
        """The keys of the text work everywhere on the page."""
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl+G", self._to_jump),
            ("Ctrl+Shift+F", self.find_bar.open_bar),
            ("F3", lambda: self.find_bar.step(1)),
            ("Shift+F3", lambda: self.find_bar.step(-1)),
            ("Ctrl+-", lambda: self.resize_type(-1)),
            ("Ctrl++", lambda: self.resize_type(1)),
            ("Ctrl+=", lambda: self.resize_type(1)),
        )
        for said, act in keys:
            made = QShortcut(QKeySequence(said), page)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(act)

    @property
    def law(self) -> LawText | None:
        """What is shown."""
        return self._law

    def show_law(self, law: LawText) -> None:
        """Show a statute from its top."""
        self._law = law
        self._starts = [place.block for place in law.places]
        self.heading.setText(f"《{law.law}》")
        self.heading.setToolTip(law.full_name)
        with QSignalBlocker(self.versions):
            self.versions.clear()
            self.versions.addItems(list(law.versions))
            self.versions.setCurrentText(law.version)
        for widget in (self.versions, self.versions_name):
            widget.setVisible(len(law.versions) > 1)
        self.contents.fill(law.places)
        self.text.present(law.html, ())
        self._show_size()
        self._scrolled()

    def go_to(self, key: str, words: str = "") -> bool:
        """Scroll to an article and mark in it what was searched for; whether there is such an article."""
        places = self._law.places if self._law else ()
        number = next((n for n, place in enumerate(places) if place.key == key), -1)
        if number < 0:
            return False
        self._go_to_place(number)
        if words:
            self._mark(number, words)
        return True

    def _mark(self, number: int, words: str) -> None:
        """All words of a search within one article."""
        start = self._block(self._starts[number]).position()
        after = self._block(self._starts[number + 1]).position() if number + 1 < len(self._starts) else 1 << 30
        hits = [
            hit for word in words.split() for hit in self.text.find_all(word) if start <= hit.selectionStart() < after
        ]
        self.text.mark(hits, -1)

    def _go_to_place(self, number: int) -> None:
        if 0 <= number < len(self._starts):
            block = self._block(self._starts[number])
            self.text.show_block(block)
            cursor = QTextCursor(block)  # the keyboard goes on from here
            self.text.setTextCursor(cursor)
            self.text.show_block(block)
            self.contents.follow(number)  # near the end, the page cannot bring every article to the top

    def _block(self, number: int) -> QTextBlock:
        return self.text.document().findBlockByNumber(number)

    def _scrolled(self) -> None:
        """The contents follow the page."""
        if self._starts:
            block = self.text.document().findBlock(self.text.top_position()).blockNumber()
            self.contents.follow(max(0, bisect_right(self._starts, block) - 1))

    def _to_jump(self) -> None:
        self.jump.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.jump.selectAll()

    def _jump(self) -> None:
        from jltrain.app import statutes

        key = statutes.article_key_of(self.jump.text().strip())
        if not self._law or not self.jump.text().strip():
            return
        if not key:
            self._shell.tell(
                _("“{said}”不是条号，请输入 51、51-1 或 第五十一条之一。").format(said=self.jump.text().strip())
            )
        elif self.go_to(key):
            self.text.setFocus()
        else:
            self._shell.tell(_("《{law}》没有{article}。").format(law=self._law.law, article=article_label(key)))

    # ---- size of type

    def resize_type(self, by: int) -> None:
        """The next larger (1) or smaller (-1) size of type, the same as in the courses."""
        now = self._context.settings.number("reader_scale")
        place = min(max(_SIZES.index(now) + by, 0), len(_SIZES) - 1)
        try:
            self._context.settings.put("reader_scale", _SIZES[place])
        except JltrainError as error:
            self._shell.fail(error)
            return
        self.dress()

    def dress(self) -> None:
        """Draw the text anew in the theme and the size in use."""
        if self._law is not None:
            self.text.dress(self._context.settings.number("reader_scale"))
            self.find_bar.search()
        self._show_size()

    def _show_size(self) -> None:
        percent = self._context.settings.number("reader_scale")
        self.smaller.setEnabled(percent > _SIZES[0])
        self.larger.setEnabled(percent < _SIZES[-1])


def load(context: Context, law: str, version: str) -> LawText:
    """A version ready to be shown, the newest without `version`. Raises NoSuchStatute."""
    from jltrain.app import statutes
    from jltrain.gui.statutes.law_html import law_text

    found = statutes.text(context, law, version)
    return law_text(found, tuple(row.version for row in statutes.versions(context, law)))
