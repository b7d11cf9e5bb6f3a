"""The column on the left: three roles, and below them the pages of the role in hand.

Ctrl+1/2/3 choose the role, Alt+1… the page, up and down move along, Enter opens.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from jltrain.gui.shell import icons, registry, theme
from jltrain.i18n import _

_MOST: Final = 999
"""What waits is counted so far; beyond, a + stands."""


class NavButton(QPushButton):
    """One line of the column; up and down go to its neighbours."""

    def __init__(self, text: str, hint: str, icon: str = "") -> None:
        super().__init__(text)
        self.setToolTip(hint)
        self.setAccessibleName(text)
        self.setAccessibleDescription(hint)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.drawing = icon
        self._hint = hint
        self.count = 0

    def show_count(self, count: int) -> None:
        """How much waits there, as a number at the right; 0 shows none."""
        if count != self.count:
            self.count = count
            waiting = _("待处理 {n} 项").format(n=count) if count else ""
            self.setToolTip(f"{self._hint}\n{waiting}".strip())
            self.setAccessibleDescription(f"{self._hint} {waiting}".strip())
            self.updateGeometry()
            self.update()

    def _told(self) -> str:
        return "" if not self.count else str(self.count) if self.count <= _MOST else f"{_MOST}+"

    def _badge(self) -> QSize:
        """The room of the number; nothing without one."""
        metrics, text = self.fontMetrics(), self._told()
        height = round(metrics.height() * 0.95)
        return QSize(max(height, metrics.horizontalAdvance(text) + height // 2), height) if text else QSize()

    def sizeHint(self) -> QSize:
        """Wide enough for the words in bold and the number beside them."""
        asked, badge, bold = super().sizeHint(), self._badge(), QFont(self.font())
        bold.setBold(True)  # as it is while chosen
        more = QFontMetrics(bold).horizontalAdvance(self.text()) - self.fontMetrics().horizontalAdvance(self.text())
        return QSize(asked.width() + max(0, more) + max(0, badge.width()), asked.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        size = self._badge()
        if size.isEmpty():
            return
        colours, painter = theme.tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(0, 0, size.width(), size.height())
        room.moveCenter(self.rect().toRectF().center())
        room.moveRight(self.width() - size.height() * 0.4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.warn_soft))
        painter.drawRoundedRect(room, size.height() / 2, size.height() / 2)
        painter.setPen(QColor(colours.warn))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, self._told())
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            event.ignore()  # the column moves the focus; a group of buttons by itself would stay within the group
        else:
            super().keyPressEvent(event)


class Navigation(QWidget):
    """Emits which role or page was asked for; shows as chosen what `show_page` says."""

    role_asked = Signal(str)
    page_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("nav")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._drawn = False
        self.role = ""
        self._pages: dict[str, NavButton] = {}
        self._roles: dict[str, NavButton] = {}
        self._counts: dict[str, int] = {}
        self._page_group = QButtonGroup(self)
        self._role_group = QButtonGroup(self)
        self._column = QVBoxLayout(self)
        self._lay_out()

    def _lay_out(self) -> None:
        scale = theme.current().scale
        self._column.setContentsMargins(*(round(10 * scale / 100) for _side in range(4)))
        self.setMinimumWidth(round(180 * scale / 100))
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
        self._column.setSpacing(round(3 * scale / 100))
        brand = QLabel(_("交通执法轮训"))
        brand.setObjectName("brand")
        self._column.addWidget(brand)
        for number, role in enumerate(registry.ROLES, 1):
            hint = _("{what}（Ctrl+{number}）").format(what=_(role.hint), number=number)
            button = NavButton(_(role.text), hint)
            button.setProperty("role", "role-tab")
            button.clicked.connect(_asker(self.role_asked.emit, role.name))
            self._role_group.addButton(button)
            self._roles[role.name] = button
            self._column.addWidget(button)
        rule = QFrame()
        rule.setObjectName("rule")
        self._column.addSpacing(round(6 * scale / 100))
        self._column.addWidget(rule)
        self._column.addSpacing(round(6 * scale / 100))
        self._entries = QVBoxLayout()
        self._entries.setSpacing(round(3 * scale / 100))
        self._column.addLayout(self._entries)
        self._column.addStretch(1)

    def show_page(self, role: str, page: str) -> None:
        """Mark role and page as the ones in hand; a page without an entry marks none."""
        if role != self.role:
            self.role = role
            self._fill(role)
        self._roles[role].setChecked(True)
        self._page_group.setExclusive(False)
        for name, button in self._pages.items():
            button.setChecked(name == page)
        self._page_group.setExclusive(True)

    def _fill(self, role: str) -> None:
        for button in self._pages.values():
            self._page_group.removeButton(button)
            self._entries.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._pages.clear()
        for number, entry in enumerate(registry.entries(role), 1):
            button = NavButton(
                _(entry.text), _("{what}（Alt+{number}）").format(what=_(entry.text), number=number), entry.icon
            )
            button.clicked.connect(_asker(self.page_asked.emit, entry.name))
            self._page_group.addButton(button)
            self._entries.addWidget(button)
            self._pages[entry.name] = button
            button.show_count(self._counts.get(entry.name, 0))
        buttons = [*self._roles.values(), *self._pages.values()]
        for before, after in pairwise(buttons):
            QWidget.setTabOrder(before, after)
        self._draw()

    def show_count(self, page: str, count: int) -> None:
        """How much waits on a page, beside its entry whenever that is in sight."""
        self._counts[page] = count
        if page in self._pages:
            self._pages[page].show_count(count)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        buttons = [*self._roles.values(), *self._pages.values()]
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        focused = next((place for place, button in enumerate(buttons) if button.hasFocus()), None)
        if step and focused is not None:
            buttons[(focused + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def page_at(self, number: int) -> str:
        """The name of the role's page number 1, 2…; empty if there are fewer."""
        names = list(self._pages)
        return names[number - 1] if number <= len(names) else ""

    def focus_chosen(self) -> None:
        """Give the keyboard to the entry in hand."""
        for button in [*self._pages.values(), *self._roles.values()]:
            if button.isChecked():
                button.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return

    def draw_icons(self) -> None:
        """Draw the icons, now that the first paint is done."""
        self._drawn = True
        self._draw()

    def _draw(self) -> None:
        colours, size = theme.tokens(), round(20 * theme.current().scale / 100)
        for button in self._pages.values():
            drawn: QIcon = icons.icon(button.drawing, colours.on_nav, size) if self._drawn else icons.blank(size)
            button.setIcon(drawn)
            button.setIconSize(QSize(size, size))


def _asker(ask: Callable[[str], None], name: str) -> Callable[[], None]:
    return lambda: ask(name)
