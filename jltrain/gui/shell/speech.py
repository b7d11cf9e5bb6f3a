"""Qt's own words (buttons of its dialogs, menus of its fields) in the language of the program."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

from jltrain import i18n

_NAME: Final = "jltrain-qtbase"


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
        translator = QTranslator(app)
        translator.setObjectName(_NAME)
        if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            app.installTranslator(translator)
