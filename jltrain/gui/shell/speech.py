"""Qt's own words (buttons of its dialogs, menus of its fields) in the language of the program."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

from jltrain import i18n
from jltrain.i18n import N_

_GAPS: Final = {
    ("QFileDialog", "&Look in:"): N_("查找范围(&L)："),
    ("QFileDialog", "Files of &type:"): N_("文件类型(&T)："),
}
"""What Qt's own catalogue lacks: Qt 6.11 changed these texts and left the Chinese of the old ones."""

_NAME: Final = "jltrain-qtbase"


class _Chinese(QTranslator):
    """Qt's catalogue, and what it lacks."""

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str:
        found = _GAPS.get((context, text), "")
        # Python cannot say "none" to Qt, and an empty text would be shown: what nobody knows stays as it is
        return found or super().translate(context, text, disambiguation, n) or text


def speak() -> None:
    """Let Qt speak Chinese or, its own tongue, English."""
    app = QApplication.instance()
    if app is None:
        return
    installed = app.findChild(QTranslator, _NAME)
    chinese = i18n.language() == i18n.CHINESE
    if installed is not None and not chinese:
        app.removeTranslator(installed)
        installed.setObjectName("")
        installed.deleteLater()
    elif installed is None and chinese:
        translator = _Chinese(app)
        translator.setObjectName(_NAME)
        if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            app.installTranslator(translator)
