"""Questions of the bank that say nearly the same as the one in hand, each to be read beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QSplitter, QVBoxLayout, QWidget

from jltrain.app import bank
from jltrain.app.context import Context
from jltrain.bank.alike import Alike
from jltrain.errors import JltrainError
from jltrain.gui.bank.preview import QuestionPreview
from jltrain.gui.hr.parts import label
from jltrain.i18n import _


class AlikeList(QWidget):
    """`found` are those shown; the one chosen stands below whole. `cited` as of its preview."""

    cited = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.found: tuple[Alike, ...] = ()
        self.head = label(_("正在整理题库，稍后列出相似的试题…"), "muted")
        self.list = QListWidget()
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(_("相似的试题"))
        self.list.setToolTip(_("点选一道，在下面对照"))
        self.list.currentRowChanged.connect(self._chosen)
        self.preview = QuestionPreview()
        self.preview.cited.connect(self.cited)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.list)
        self.splitter.addWidget(self.preview)
        self.splitter.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.head)
        column.addWidget(self.splitter, 1)
        column.addStretch(0)
        self.splitter.hide()

    def put(self, found: Sequence[Alike]) -> None:
        """Show these; the one that is being read stays."""
        reading = self.reading()
        same = [one.id for one in found] == [one.id for one in self.found]
        self.found = tuple(found)
        self.splitter.setVisible(bool(found))
        self.head.setText(
            _("与这道题相似的试题，点选一道在下面对照：") if found else _("题库里没有与这道题相似的试题。")
        )
        texts = [
            _("{share}　{stem}").format(share=f"{one.share:.0%}", stem=" ".join(one.stem.split())) for one in found
        ]
        if same:
            for at, text in enumerate(texts):
                self.list.item(at).setText(text)
            return
        self.list.blockSignals(True)
        self.list.clear()
        for text in texts:
            QListWidgetItem(text, self.list).setToolTip(text)
        self.list.blockSignals(False)
        at = next((n for n, one in enumerate(found) if one.id == reading), 0 if found else -1)
        self.list.setCurrentRow(at)

    def reading(self) -> str:
        """The id of the one chosen, "" for none."""
        at = self.list.currentRow()
        return self.found[at].id if 0 <= at < len(self.found) else ""

    def _chosen(self, at: int) -> None:
        if not 0 <= at < len(self.found):
            return
        try:
            question = bank.get(self._context, self.found[at].id)
            self.preview.show_question(question, bank.pictures(self._context, question))
        except JltrainError as error:
            self.preview.show_text(error.sentence())
