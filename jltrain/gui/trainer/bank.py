"""题库: find a question, read it whole, see how many there are, check and export."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QSplitter,
    QTabWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from jltrain.app import bank
from jltrain.bank.areas import Area
from jltrain.bank.faults import BankFaulty
from jltrain.bank.question import Kind, Question
from jltrain.gui.page import Page, Shell
from jltrain.gui.shell.table import Column, Table, refit
from jltrain.gui.trainer.counts import AreaCount, count, counts_table
from jltrain.gui.trainer.question_text import question_html
from jltrain.i18n import _
from jltrain.progress import Report
from jltrain.savefile import save

_SHOWN: Final = 500
"""Questions listed at once; the count tells of all."""
_SEARCH_AFTER: Final = 250
"""Milliseconds without a key after which a search begins."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to."""

    text: str = ""
    area: Area | None = None
    kind: Kind | None = None
    topic: str = ""


class BankPage(Page):
    """The page "bank"."""

    name = "bank"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._asked = 0
        self._topics: dict[Area, tuple[tuple[str, int], ...]] = {}
        self.search, self.area, self.kind, self.topic = QLineEdit(), QComboBox(), QComboBox(), QComboBox()
        self.found, self.preview, self.faults = QLabel(), QTextBrowser(), QListWidget()
        self.table, self.counts = _table(), counts_table()
        self._delay = QTimer(self, interval=_SEARCH_AFTER, singleShot=True)
        self._delay.timeout.connect(self.look_up)
        self._build()
        self.search.textChanged.connect(lambda: self._delay.start())
        self.area.currentIndexChanged.connect(self._area_chosen)
        self.kind.currentIndexChanged.connect(lambda: self.look_up())
        self.topic.currentIndexChanged.connect(lambda: self.look_up())
        self.table.chosen.connect(lambda question: self.preview.setHtml(question_html(question)))

    def arrive(self, **arguments: object) -> None:
        """Bring the bank in line with its files, then list it."""
        self.search.setFocus()

        def compiled(report: Report) -> tuple[dict[Area, tuple[tuple[str, int], ...]], tuple[AreaCount, ...]]:
            bank.compile_bank(self.context, report)
            return bank.topics(self.context), count(bank.counts(self.context))

        self.shell.run(compiled, self._compiled, _("正在读取题库…"), self._faulty)

    def retheme(self, dark: bool, scale: int) -> None:
        refit(self)

    def filters(self) -> Filters:
        """What the fields say now."""
        area, kind = self.area.currentData(), self.kind.currentData()  # Qt gives keys back as plain text
        return Filters(
            self.search.text().strip(),
            Area(area) if area else None,
            Kind(kind) if kind else None,
            self.topic.currentData() or "",
        )

    def look_up(self) -> None:
        """List what the filters let through; an answer that a later question overtook is dropped."""
        self._delay.stop()
        self._asked += 1
        asked, wanted = self._asked, self.filters()

        def work(_report: Report) -> tuple[tuple[Question, ...], int]:
            return bank.find(self.context, wanted.text, wanted.area, wanted.kind, wanted.topic, _SHOWN)

        def done(answer: tuple[tuple[Question, ...], int]) -> None:
            if asked == self._asked:
                self._list(*answer)

        self.shell.run(work, done, _("正在查找试题…"))

    def export(self) -> None:
        """Write what the filters let through as JSONL."""
        name, _kind = QFileDialog.getSaveFileName(self, _("导出题库"), "question_bank.jsonl", "JSONL (*.jsonl)")
        if not name:
            return
        file, wanted = Path(name), self.filters()

        def work(report: Report) -> int:
            questions, _total = bank.find(self.context, wanted.text, wanted.area, wanted.kind, wanted.topic, 1_000_000)
            save(file, b"".join(bank.export_lines(questions)))
            return len(questions)

        def done(written: int) -> None:
            self.shell.tell(_("已导出 {count} 题到 {file}").format(count=written, file=file.name))

        self.shell.run(work, done, _("正在导出题库…"))

    def check(self) -> None:
        """Read all files of the bank again and list every fault."""

        def work(report: Report) -> int:
            return sum(len(bank.check_folder(folder, report)) for folder in bank.folders(self.context))

        def done(questions: int) -> None:
            self.faults.clear()
            self.faults.addItem(_("检查完毕：{count} 题，没有发现错误。").format(count=questions))
            self._tabs.setCurrentWidget(self.faults)

        self.shell.run(work, done, _("正在检查题库…"), self._faulty)

    def _faulty(self, error: Exception) -> None:
        if not isinstance(error, BankFaulty):
            self.shell.fail(error)
            return
        self.faults.clear()
        self.faults.addItems([fault.sentence() for fault in error.faults])
        self._tabs.setCurrentWidget(self.faults)
        self.shell.fail(error)

    def _compiled(self, answer: tuple[dict[Area, tuple[tuple[str, int], ...]], tuple[AreaCount, ...]]) -> None:
        self._topics, lines = answer
        self.counts.show_rows(lines)
        self._area_chosen()

    def _area_chosen(self) -> None:
        before, area = self.topic.currentData(), self.filters().area
        areas = [area] if area else list(self._topics)
        self.topic.blockSignals(True)
        self.topic.clear()
        self.topic.addItem(_("全部知识点"), "")
        for area in areas:
            for name, questions in self._topics.get(area, ()):
                self.topic.addItem(_("{topic}（{count}）").format(topic=name, count=questions), name)
        self.topic.setCurrentIndex(max(0, self.topic.findData(before)))
        self.topic.blockSignals(False)
        self.look_up()

    def _list(self, questions: tuple[Question, ...], total: int) -> None:
        self.table.show_rows(questions, fit=self.table.rows.rowCount() == 0)
        if total > len(questions):
            text = _("共 {total} 题，显示前 {shown} 题").format(total=total, shown=len(questions))
        else:
            text = _("共 {total} 题").format(total=total)
        self.found.setText(text)
        if questions:
            self.table.selectRow(0)
        else:
            self.preview.setPlainText(_("没有符合条件的试题，请减少搜索词或放宽筛选。"))

    def _build(self) -> None:
        title = QLabel(_("题库"))
        title.setProperty("role", "title")
        self.found.setProperty("role", "muted")
        self._fields()
        filters = QHBoxLayout()
        for combo in (self.area, self.kind, self.topic):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(7)
            filters.addWidget(combo, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.found, 1)
        for text, tip, act in (
            (_("检查题库(&J)"), _("重新读取全部题库文件并列出错误（Alt+J）"), self.check),
            (_("导出 JSONL(&X)…"), _("把筛选出的试题导出为 JSONL 文件（Alt+X）"), self.export),
        ):
            button = QPushButton(text)
            button.setToolTip(tip)
            button.clicked.connect(act)
            foot.addWidget(button)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.search)
        column.addLayout(filters)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        self._tabs = QTabWidget()
        self._tabs.addTab(self.preview, _("试题"))
        self._tabs.addTab(self.counts, _("题量统计"))
        self._tabs.addTab(self.faults, _("检查结果"))
        self.faults.setWordWrap(True)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(self._tabs)
        split.setSizes([3000, 2000])
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        outer = QVBoxLayout(self)
        outer.addWidget(title)
        outer.addWidget(split, 1)

    def _fields(self) -> None:
        self.search.setPlaceholderText(_("搜索题干、选项、依据或编号，多个词用空格分开"))
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName(_("搜索试题"))
        self.area.addItem(_("全部门类"), None)
        for area in Area:
            self.area.addItem(area.label, area.value)
        self.kind.addItem(_("全部题型"), None)
        for kind in Kind:
            self.kind.addItem(kind.label, kind.value)
        self.topic.addItem(_("全部知识点"), "")
        for combo, name in ((self.area, _("门类")), (self.kind, _("题型")), (self.topic, _("知识点"))):
            combo.setAccessibleName(name)
            combo.setToolTip(name)


def _table() -> Table[Question]:
    return Table(
        _("试题"),
        (
            Column(_("题型"), lambda q: q.kind.label),
            Column(_("门类"), lambda q: q.discipline.label, widest=9),
            Column(_("知识点"), lambda q: q.topic, widest=9),
            Column(_("难度"), lambda q: str(q.difficulty), lambda q: q.difficulty, number=True),
            Column(_("题干"), lambda q: " ".join(q.stem.split()), widest=24),
            Column(_("编号"), lambda q: q.id),
        ),
        empty=_("没有符合条件的试题。"),
    )
