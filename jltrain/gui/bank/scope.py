"""Which questions an action is for: those picked, those found, or all of them."""

from __future__ import annotations

from enum import Enum

from PySide6.QtWidgets import QRadioButton, QVBoxLayout, QWidget

from jltrain.i18n import _


class Scope(Enum):
    """PICKED: ticked or marked in the list; FOUND: all that the filters let through; ALL: all in use."""

    PICKED = "picked"
    FOUND = "found"
    ALL = "all"


class ScopeChoice(QWidget):
    """Three buttons with their counts; scopes without questions cannot be chosen. The first of several questions
    counts: who has ticked some means these."""

    def __init__(self, counts: dict[Scope, int]) -> None:
        super().__init__()
        self.setAccessibleName(_("范围"))
        texts = {
            Scope.PICKED: _("勾选或选中的 {n} 题(&S)"),
            Scope.FOUND: _("当前查到的 {n} 题(&D)"),
            Scope.ALL: _("使用中的全部 {n} 题(&A)"),
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.buttons: dict[Scope, QRadioButton] = {}
        for scope, count in counts.items():
            made = QRadioButton(texts[scope].format(n=f"{count:,}"))
            made.setEnabled(count > 0)
            self.buttons[scope] = made
            column.addWidget(made)
        best = Scope.PICKED if counts.get(Scope.PICKED, 0) > 1 else Scope.FOUND
        order = (best, Scope.FOUND, Scope.ALL, Scope.PICKED)
        first = next((scope for scope in order if counts.get(scope)), None)
        if first is not None:
            self.buttons[first].setChecked(True)

    @property
    def chosen(self) -> Scope:
        return next((scope for scope, made in self.buttons.items() if made.isChecked()), Scope.ALL)
