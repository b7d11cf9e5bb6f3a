"""A new exam session: title, paper, and who sits it, from a table or from HR's roster."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QTabWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from jltrain.app import sessions
from jltrain.app.papers import PaperRow
from jltrain.errors import JltrainError
from jltrain.exam.session import Candidate, ExamSession
from jltrain.gui.exam.dialog_size import size_in_lines
from jltrain.gui.page import Shell
from jltrain.i18n import _
from jltrain.ledger.roster import RosterRead
from jltrain.progress import Report

_LISTED = 500
"""Problems listed at most; the rest are counted."""


class NewSessionDialog(QDialog):
    """`made` brings the new session."""

    made = Signal(object)

    def __init__(self, shell: Shell, papers: Sequence[PaperRow], paper: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("新建考试场次"))
        self._shell = shell
        self.from_file: tuple[Candidate, ...] = ()
        self.title, self.paper = QLineEdit(), QComboBox()
        self.title.setMaxLength(80)
        self.title.setPlaceholderText(_("不填则用试卷名称"))
        for row in papers:
            self.paper.addItem(row.title, row.digest)
        self.paper.setCurrentIndex(max(0, self.paper.findData(paper)))
        self.problems, self.tree, self.summary = QListWidget(), QTreeWidget(), QLabel()
        self.read_text = QLabel(_("请选择考生名单（.xlsx 或 .csv），表头须有姓名、执法证号、单位、层级、执法门类。"))
        self.tabs = QTabWidget()
        self.trouble = QLabel()
        self._build()
        self._count()

    def offer_officers(self, officers: Sequence[Candidate]) -> None:
        """HR's roster, one branch for each unit."""
        self.tree.blockSignals(True)
        units: dict[str, QTreeWidgetItem] = {}
        for person in officers:
            branch = units.get(person.unit)
            if branch is None:
                branch = units[person.unit] = QTreeWidgetItem(self.tree, [person.unit])
                branch.setFlags(branch.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsAutoTristate)
            leaf = QTreeWidgetItem(branch, [f"{person.name}  {person.certificate}", person.discipline.label])
            leaf.setFlags(leaf.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            leaf.setCheckState(0, Qt.CheckState.Unchecked)
            leaf.setData(0, Qt.ItemDataRole.UserRole, person)
        self.tree.resizeColumnToContents(0)
        self.tree.blockSignals(False)
        self._hr_empty.setVisible(not officers)
        self.tree.setVisible(bool(officers))
        self._count()

    def candidates(self) -> tuple[Candidate, ...]:
        """Who is chosen on the tab in front."""
        if self.tabs.currentIndex() == 0:
            return self.from_file
        chosen = []
        for branch in (self.tree.topLevelItem(n) for n in range(self.tree.topLevelItemCount())):
            for at in range(branch.childCount() if branch else 0):
                leaf = branch.child(at) if branch else None
                if leaf is not None and leaf.checkState(0) == Qt.CheckState.Checked:
                    chosen.append(leaf.data(0, Qt.ItemDataRole.UserRole))
        return tuple(chosen)

    def choose_file(self) -> None:
        """Ask for a table and read it."""
        name, _kind = QFileDialog.getOpenFileName(
            self, _("选择考生名单"), "", _("表格文件 (*.xlsx *.xls *.ods *.csv *.txt)")
        )
        if name:
            self.read(Path(name))

    def read(self, file: Path) -> None:
        """Read a table; what could not be taken is listed with the reason."""

        def work(report: Report) -> RosterRead:
            return sessions.read_candidates(file, report)

        self._shell.run(work, self._read, _("正在读取考生名单…"), self._failed)

    def _read(self, read: RosterRead) -> None:
        self.from_file = sessions.as_candidates(read.people)
        self.trouble.hide()
        self.read_text.setText(
            _("{file}：可用 {good} 人，{bad} 行有问题未导入。").format(
                file=read.source, good=len(read.people), bad=read.problem_rows
            )
        )
        self.problems.clear()
        for problem in read.problems[:_LISTED]:
            where = f"{problem.sheet}!" if problem.sheet else ""
            self.problems.addItem(
                _("第 {row} 行“{column}”：{text}").format(
                    row=f"{where}{problem.row}", column=problem.column, text=problem.text
                )
            )
        self.problems.setVisible(bool(read.problems))
        self._count()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, JltrainError):
            self.trouble.setText(error.sentence())
            self.trouble.show()
        else:
            self._shell.fail(error)

    def accept(self) -> None:
        try:
            session: ExamSession = sessions.create(
                self._shell.context, self.title.text(), str(self.paper.currentData() or ""), self.candidates()
            )
        except JltrainError as error:
            self._failed(error)
            return
        super().accept()
        self.made.emit(session)

    def _count(self) -> None:
        count = len(self.candidates())
        self.summary.setText(_("已选考生 {count} 人").format(count=count))
        self._create.setEnabled(count > 0 and self.paper.count() > 0)

    def _build(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(_("场次名称(&T)"), self.title)
        form.addRow(_("试卷(&P)"), self.paper)
        self.trouble.setWordWrap(True)
        self.trouble.setProperty("role", "badge-bad")
        self.trouble.hide()
        buttons = QDialogButtonBox()
        self._create = QPushButton(_("建立场次(&O)"))
        self._create.setProperty("role", "primary")
        cancel = QPushButton(_("取消"))
        buttons.addButton(self._create, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.tabs.addTab(self._file_tab(), _("从表格导入"))
        self.tabs.addTab(self._roster_tab(), _("从花名册勾选"))
        self.tabs.currentChanged.connect(lambda _at: self._count())
        foot = QHBoxLayout()
        foot.addWidget(self.summary, 1)
        foot.addWidget(buttons)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(self.tabs, 1)
        column.addWidget(self.trouble)
        column.addLayout(foot)
        size_in_lines(self, 34, 26)

    def _file_tab(self) -> QWidget:
        tab = QWidget()
        choose = QPushButton(_("选择文件(&F)…"))
        choose.clicked.connect(self.choose_file)
        self.read_text.setWordWrap(True)
        self.problems.setWordWrap(True)
        self.problems.setAccessibleName(_("名单中的问题"))
        self.problems.hide()
        column = QVBoxLayout(tab)
        column.addWidget(self.read_text)
        column.addWidget(choose, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.problems, 1)
        column.addStretch(0)
        return tab

    def _roster_tab(self) -> QWidget:
        tab = QWidget()
        self.tree.setHeaderLabels([_("单位与人员"), _("执法门类")])
        self.tree.itemChanged.connect(lambda _item, _at: self._count())
        self._hr_empty = QLabel(_("花名册还是空的。请先在“人事”的“花名册”页导入，或改用表格导入。"))
        self._hr_empty.setWordWrap(True)
        column = QVBoxLayout(tab)
        column.addWidget(self._hr_empty)
        column.addWidget(self.tree, 1)
        return tab
