"""A line of a form, and the order in which the keyboard goes through forms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget

from jltrain.gui.hr.parts import label
from jltrain.gui.keys.parts import copyable


class Field:
    """A line of a form: caption, editor, a muted hint, and what is wrong with it. `codes`: of errors it is to blame for."""

    def __init__(self, caption: str, editor: QWidget, hint: str, codes: Sequence[str]) -> None:
        self.codes = frozenset(codes)
        self.editor = editor
        self.caption = label(caption, wrap=False)
        self.caption.setBuddy(editor)
        self.hint = label(hint, "muted")
        self.hint.setVisible(bool(hint))
        self.fault = copyable("", "badge-bad")
        self.fault.hide()
        self.shown = True

    def complain(self, text: str) -> None:
        """Say what is wrong, to the screen reader as well, and put the keyboard there."""
        self.fault.setText(text)
        self.fault.show()
        self.editor.setAccessibleDescription(text)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def calm(self) -> None:
        """Nothing is wrong any more."""
        self.fault.hide()
        self.editor.setAccessibleDescription("")

    def show(self, on: bool) -> None:
        """Show or hide all of it."""
        self.shown = on
        self.caption.setVisible(on)
        self.editor.setVisible(on)
        self.hint.setVisible(on and bool(self.hint.text()))
        if not on:
            self.calm()


def focusable(layout: QLayout) -> Iterator[QWidget]:
    """What the keyboard can be put into, in the order of the layout."""
    for at in range(layout.count()):
        item = layout.itemAt(at)
        widget, inner = item.widget() if item else None, item.layout() if item else None
        if widget is not None:
            if widget.focusProxy() is None and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                yield widget
            inner = widget.layout()
        if inner is not None:
            yield from focusable(inner)
