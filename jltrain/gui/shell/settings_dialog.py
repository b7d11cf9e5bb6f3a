"""The settings; each takes effect and is saved as soon as it is chosen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from jltrain.gui.shell.frame import px
from jltrain.gui.shell.window import MainWindow
from jltrain.i18n import _
from jltrain.settings import DECLARED, SettingsNotSaved, Value

LONGEST_NAME = 60


class SettingsDialog(QDialog):
    """Language, theme, size of type, unit, learner and operator; and the way to the database."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._settings = window.context.settings
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._content = QWidget()
        self._build("language")

    def _build(self, focus: str) -> None:
        """Lay out anew, in the language and the size in use; the keyboard stays on the setting `focus`."""
        self.setWindowTitle(_("设置"))
        self._column.removeWidget(self._content)
        self._content.deleteLater()
        self._content = QWidget()
        self._fields: dict[str, QComboBox | QLineEdit] = {}
        languages: dict[Value, str] = {"zh": "中文", "en": "English"}
        themes: dict[Value, str] = {"light": _("浅色"), "dark": _("深色")}
        scales: dict[Value, str] = {int(n): f"{n} %" for n in DECLARED["scale"].choices}
        form = QFormLayout()
        form.setHorizontalSpacing(px(20))
        form.setVerticalSpacing(px(14))
        form.addRow(_("界面语言(&L)"), self._choice("language", languages))
        form.addRow(_("界面主题(&T)"), self._choice("theme", themes))
        form.addRow(_("字体大小(&S)"), self._choice("scale", scales))
        form.addRow(_("本单位名称(&U)"), self._text("unit", _("写在成绩单和花名册上")))
        form.addRow(_("学习者执法证号(&N)"), self._text("learner", _("用来记录是谁的学习进度和错题")))
        form.addRow(_("经办人(&O)"), self._text("operator", _("人事登记、核实时记下的姓名；空着就用电脑登录名")))
        note = QLabel(_("改动立即生效并保存。"))
        note.setProperty("role", "muted")
        self.database = QPushButton(_("数据库(&D)…"))
        self.database.setToolTip(_("数据放在本机还是全省服务器（Alt+D）"))
        self.database.setAutoDefault(False)
        self.database.clicked.connect(self._show_database)
        close = QPushButton(_("完成"))
        close.setProperty("role", "primary")
        close.setToolTip(_("关闭设置（Esc）"))
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self._content)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(18))
        column.addLayout(form)
        column.addWidget(note)
        feet = QHBoxLayout()
        feet.addWidget(self.database)
        feet.addStretch(1)
        feet.addWidget(close)
        column.addLayout(feet)
        self._column.addWidget(self._content)
        self._fields[focus].setFocus()
        self.adjustSize()

    def _choice(self, name: str, choices: dict[Value, str]) -> QComboBox:
        box = QComboBox()
        for value, text in choices.items():
            box.addItem(text, value)
        box.setCurrentIndex(list(choices).index(self._value(name)))
        box.activated.connect(lambda index: self._put(name, list(choices)[index], self._apply))
        self._fields[name] = box
        return box

    def _text(self, name: str, hint: str) -> QLineEdit:
        field = QLineEdit(self._settings.text(name))
        field.setMaxLength(LONGEST_NAME)
        field.setPlaceholderText(hint)
        field.setToolTip(hint)
        field.setMinimumWidth(px(300))
        field.editingFinished.connect(lambda: self._put(name, field.text().strip(), self._told))
        self._fields[name] = field
        return field

    def _value(self, name: str) -> Value:
        declared = DECLARED[name].default
        return self._settings.number(name) if isinstance(declared, int) else self._settings.text(name)

    def _put(self, name: str, value: Value, then: Callable[[str], None]) -> None:
        if value == self._value(name):
            return
        try:
            self._settings.put(name, value)
        except SettingsNotSaved as error:
            self._window.fail(error)
        then(name)

    def _apply(self, name: str) -> None:
        self._window.apply_settings()
        self._build(name)

    def _show_database(self) -> None:
        """In place of this dialog, since carrying data over is shown by the window beneath."""
        from jltrain.gui.shell.database_dialog import DatabaseDialog  # the database's drivers load with it

        window = self._window
        self.accept()
        DatabaseDialog(window, window).open()

    def _told(self, name: str) -> None:
        self._window.refresh_foot()
