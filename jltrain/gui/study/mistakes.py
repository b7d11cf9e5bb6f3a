"""错题本: what went wrong and has not been right three times since; look at it, practise it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from jltrain.app import bank
from jltrain.bank.areas import Area
from jltrain.gui.page import Page, Shell
from jltrain.gui.statutes.article_dialog import show_article
from jltrain.gui.study import standing
from jltrain.gui.study.error_report import ReportButton
from jltrain.gui.study.layout import Column, button, label, narrow
from jltrain.gui.study.mistakes_table import COLUMNS, STEM, MistakesFilter, MistakesModel, texts
from jltrain.gui.study.question_card import WIDEST, QuestionCard
from jltrain.gui.study.standing import Need, Standing
from jltrain.i18n import _
from jltrain.practice.scope import Scope, ScopeKind

_WIDTHS = (5.5, 6.5, 10, 3.2, 6.2, 5)
"""Of the columns, in lines of text; the stem's takes what is left."""


class MistakesPage(Page):
    """The table; one question with its answer; or, while the book is empty, what to do."""

    name = "mistakes"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.model, self.rows = MistakesModel(), MistakesFilter()
        self.rows.setSourceModel(self.model)
        self.table = _Table(self)
        self.area, self.text = narrow(QComboBox()), QLineEdit()
        self.text.setPlaceholderText(_("按知识点或题目文字筛选"))
        self.text.setAccessibleName(_("按知识点或题目文字筛选"))
        self.text.setClearButtonEnabled(True)
        self.count = label(role="muted")
        self.practise = button(_("练习错题(&P)"), "primary", _("练习所选领域的错题"))
        self.look = button(_("查看试题(&V)"), tip=_("看题目和答案（在表中按 Enter）"))
        self.practise.clicked.connect(self.go_practise)
        self.look.clicked.connect(self.open_current)
        self.area.currentIndexChanged.connect(self._narrow)
        self.text.textChanged.connect(self._narrow)
        self.stack = QStackedWidget()
        self.list_view, self.nothing, self.detail = self._list(), self._nothing(), _Detail(self)
        for view in (self.list_view, self.nothing, self.detail):
            self.stack.addWidget(view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(_("错题本"), "title"))
        column.addWidget(self.stack, 1)

    def _list(self) -> QWidget:
        view, row = QWidget(), QHBoxLayout()
        column = QVBoxLayout(view)
        column.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.area, 1)
        row.addWidget(self.text, 2)
        row.addWidget(self.look)
        row.addWidget(self.practise)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        column.addWidget(self.count)
        return view

    def _nothing(self) -> QWidget:
        view = QWidget()
        column = QVBoxLayout(view)
        column.addStretch(1)
        text = label(_("错题本是空的。练习和考试中答错的题会自动收进来，同一题连续答对三次后移出。"))
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(text)
        self.start = button(_("去练习(&P)"), "primary")
        self.start.setAutoDefault(True)
        self.start.clicked.connect(lambda: self.shell.go("practice"))
        column.addWidget(self.start, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(2)
        return view

    def arrive(self, **arguments: object) -> None:
        learner = self.context.settings.text("learner")
        self.shell.run(
            lambda report: standing.load(self.context, learner, Need.ANSWERS, report),
            self._loaded,
            _("正在载入错题…"),
            self.shell.fail,
        )

    def _loaded(self, loaded: Standing) -> None:
        for problem in loaded.problems[:1]:
            self.shell.tell(problem.sentence())
        area = self.area.currentData()
        self.area.blockSignals(True)
        self.area.clear()
        self.area.addItem(_("全部领域"), "")
        present = {question.discipline for _entry, question in loaded.mistakes}
        for known in Area:
            if known in present:
                self.area.addItem(known.label, known.value)
        self.area.setCurrentIndex(max(0, self.area.findData(area)))
        self.area.blockSignals(False)
        self.model.fill(loaded.mistakes)
        self.stack.setCurrentWidget(self.list_view if loaded.mistakes else self.nothing)
        self._narrow()
        if self.rows.rowCount():
            self.table.selectRow(0)
            self.take_focus(self.table)
        elif not loaded.mistakes:
            self.take_focus(self.start)

    def _narrow(self) -> None:
        self.rows.narrow(self.area.currentData() or "", self.text.text())
        shown, total = self.rows.rowCount(), len(self.model.entries)
        self.count.setText(
            _("共 {total} 题").format(total=total)
            if shown == total
            else _("符合条件 {shown} 题，共 {total} 题").format(shown=shown, total=total)
        )
        self.look.setEnabled(shown > 0)

    def go_practise(self) -> None:
        """Practise the mistakes of the area that is shown."""
        area = self.area.currentData() or ""
        scope = Scope(ScopeKind.MISTAKES, (area,) if area else ())
        self.shell.go("practice", scope=scope, title=_("错题 · {area}").format(area=self.area.currentText()))

    def open_current(self) -> None:
        """Show the question at hand with its answer."""
        row = self.table.currentIndex().row()
        if self.rows.rowCount():
            self.detail.show_row(max(0, row))
            self.stack.setCurrentWidget(self.detail)
            self.detail.setFocus()

    def close_detail(self) -> None:
        """Back to the table, at the question looked at."""
        self.stack.setCurrentWidget(self.list_view)
        self.table.selectRow(self.detail.row)
        self.table.setFocus()


class _Table(QTableView):
    """Enter or a double click opens a row."""

    def __init__(self, page: MistakesPage) -> None:
        super().__init__()
        self._page = page
        self.setModel(page.rows)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header = self.horizontalHeader()
        em = self.fontMetrics().height()
        for column, width in enumerate(_WIDTHS):
            header.resizeSection(column, round(width * em))
        header.setSectionResizeMode(STEM, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(self.fontMetrics().height() * 3)
        header.setSortIndicator(len(COLUMNS) - 1, Qt.SortOrder.DescendingOrder)
        self.setSortingEnabled(True)
        self.doubleClicked.connect(self._opened)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow, the area goes: the topic says as much, and the question needs the room."""
        self.setColumnHidden(0, event.size().width() < self.fontMetrics().height() * 44)
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._page.open_current()
        else:
            super().keyPressEvent(event)

    def _opened(self, _index: QModelIndex) -> None:
        self._page.open_current()


class _Detail(QWidget):
    """One question of the book with its answer; the arrows go through the book, Esc back to the table."""

    def __init__(self, page: MistakesPage) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._page, self.row = page, 0
        self.card, self.pane, self.place = QuestionCard(), Column(WIDEST), label(role="muted")
        self.pane.column.addWidget(self.card)
        self.close_button = button(_("← 返回列表(&L)"), tip=_("返回列表（Esc）"))
        self.report = ReportButton(page.shell)
        self.before = button(_("上一题"), tip=_("上一题（← 键）"))
        self.after = button(_("下一题"), tip=_("下一题（→ 键）"))
        self.card.cited.connect(lambda citation: show_article(page.shell, self, citation))
        self.close_button.clicked.connect(page.close_detail)
        self.before.clicked.connect(lambda: self.show_row(self.row - 1))
        self.after.clicked.connect(lambda: self.show_row(self.row + 1))
        row = QHBoxLayout()
        row.addWidget(self.close_button)
        row.addWidget(self.place, 1)
        row.addWidget(self.report)
        row.addWidget(self.before)
        row.addWidget(self.after)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.pane, 1)

    def show_row(self, row: int) -> None:
        """Show the question of a row of the table as it is sorted and narrowed now."""
        page = self._page
        if not 0 <= row < page.rows.rowCount():
            return
        self.row = row
        entry = page.model.entries[page.rows.mapToSource(page.rows.index(row, 0)).row()]
        self.card.present(entry[1], pictures=bank.pictures(page.context, entry[1]))
        self.card.show_answer()
        self.report.show_question(entry[1])
        said = texts(entry)
        self.place.setText(
            _("第 {n} 题 / 共 {total} 题 · 错过 {times} · {left} · 最近答错 {at}").format(
                n=row + 1, total=page.rows.rowCount(), times=said[3], left=said[4], at=said[5]
            )
        )
        self.before.setEnabled(row > 0)
        self.after.setEnabled(row + 1 < page.rows.rowCount())
        self.pane.verticalScrollBar().setValue(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._page.close_detail()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.show_row(self.row + (1 if event.key() == Qt.Key.Key_Right else -1))
        else:
            super().keyPressEvent(event)
