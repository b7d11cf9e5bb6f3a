"""试卷: the papers there are, what each holds, and whether it can be drawn once more just so."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from jltrain.app import papers
from jltrain.app.papers import PaperRow
from jltrain.clock import beijing, parse_iso
from jltrain.errors import JltrainError
from jltrain.gui.page import Shell
from jltrain.gui.shell.table import Column
from jltrain.gui.trainer.live import LiveTable
from jltrain.gui.trainer.question_text import paper_html
from jltrain.i18n import _
from jltrain.paper.marks import marks_text
from jltrain.paper.paper import Paper
from jltrain.progress import Report
from jltrain.savefile import file_name

if TYPE_CHECKING:
    from jltrain.app.printing import Printed


class PaperTab(QWidget):
    """`wanted_session` brings the digest of the paper that a session is to be made with."""

    wanted_session = Signal(str)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.paper: Paper | None = None
        self.table: LiveTable[PaperRow] = LiveTable(
            _("试卷"),
            (
                Column(_("试卷"), lambda p: p.title, widest=20),
                Column(_("组卷时间"), lambda p: beijing(parse_iso(p.created)), lambda p: p.created),
                Column(_("编号"), lambda p: p.digest[:12]),
            ),
            lambda p: p.digest,
            empty=_("还没有试卷。请到“组卷方案”页选择方案，点“组卷”。"),
        )
        self._name, self._facts, self.proof = QLabel(), QLabel(), QLabel()
        self.preview = QTextBrowser()
        self.prove_button = QPushButton(_("验证(&V)"))
        self.prove_button.setToolTip(_("用记录的种子重新抽题，看是否得到同一份试卷（Alt+V）"))
        self.print_button = QPushButton(_("打印稿(&P)…"))
        self.print_button.setToolTip(_("存成 PDF 打印稿，可带参考答案（Alt+P）"))
        self.use_button = QPushButton(_("用此卷建考试场次(&U)"))
        self.use_button.setProperty("role", "primary")
        self.table.chosen.connect(self._chosen)
        self.prove_button.clicked.connect(self.prove)
        self.use_button.clicked.connect(self._use)
        self.print_button.clicked.connect(self.choose_print)
        self._build()
        self._enable(False)

    def offer(self, found: Sequence[PaperRow], wanted: str = "") -> None:
        """List papers and show the wanted one, or the newest."""
        self.table.renew(found)
        if (not wanted or not self.table.pick(wanted)) and self.table.row() is None and found:
            self.table.selectRow(0)

    def prove(self) -> None:
        """Draw the paper again from its seed and say whether it is the same."""
        paper = self.paper
        if paper is None:
            return
        context = self._shell.context

        def work(_report: Report) -> str:
            found = [b.blueprint for b in papers.blueprints(context) if b.blueprint]
            blueprint = next((b for b in found if b.digest == paper.blueprint_digest), None)
            if blueprint is None:
                return _("无法验证：组卷方案“{name}”已改动或不在本机。").format(name=paper.blueprint_name)
            if not papers.bank_unchanged(context, paper):
                return _("无法验证：组卷之后题库有改动，需用当时的题库。试卷内容已固定，不受影响。")
            same = papers.prove(context, paper.digest, blueprint)
            return (
                _("✓ 验证通过：题库、方案和种子重新抽出同一份试卷。")
                if same
                else _("验证不通过：重新抽题得到的试卷不同。")
            )

        self._shell.run(work, self._proved, _("正在验证试卷…"))

    def _proved(self, text: str) -> None:
        self.proof.setText(text)
        self.proof.setProperty("role", "badge-good" if text.startswith("✓") else "badge-warn")
        self.proof.style().unpolish(self.proof)
        self.proof.style().polish(self.proof)
        self.proof.show()

    def _use(self) -> None:
        if self.paper is not None:
            self.wanted_session.emit(self.paper.digest)

    def _chosen(self, row: PaperRow) -> None:
        try:
            self.paper = papers.get(self._shell.context, row.digest)
        except JltrainError as error:
            self.paper = None
            self._shell.fail(error)
        self.proof.hide()
        self._enable(self.paper is not None)
        if self.paper is None:
            self.preview.clear()
            return
        self._name.setText(self.paper.title)
        self._facts.setText(_facts(self.paper))
        self.preview.setHtml(paper_html(self.paper))

    def choose_print(self) -> None:
        """Ask where to, and whether with the key."""
        if self.paper is None:
            return
        proposed = f"{file_name(self.paper.title)}.pdf"
        name, _filter = QFileDialog.getSaveFileName(self, _("存成打印稿"), proposed, _("PDF 文件 (*.pdf)"))
        if name:
            with_key = self._shell.ask(_("打印稿后面要附参考答案吗？答案页请单独保管。"), _("附参考答案"), _("不附"))
            self.print_to(Path(name), answers=with_key)

    def print_to(self, file: Path, *, answers: bool) -> None:
        """Write the printed form of the paper shown."""
        if self.paper is None:
            return
        context, digest = self._shell.context, self.paper.digest

        def work(report: Report) -> Printed:
            from jltrain.app import printing  # ReportLab takes a while to import

            return printing.print_paper(context, digest, file, answers=answers, report=report)

        self._shell.run(work, self._printed, _("正在生成打印稿…"))

    def _printed(self, done: Printed) -> None:
        text = _("已存到 {file}，共 {pages} 页。").format(file=done.file, pages=done.pages)
        self._shell.tell(" ".join([text, *(fault.sentence() for fault in done.left_out)]))

    def _enable(self, on: bool) -> None:
        for button in (self.prove_button, self.print_button, self.use_button):
            button.setEnabled(on)

    def _build(self) -> None:
        self._name.setProperty("role", "subtitle")
        for label in (self._name, self._facts, self.proof):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.proof.hide()
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.prove_button)
        buttons.addWidget(self.print_button)
        buttons.addWidget(self.use_button)
        right = QWidget()
        column = QVBoxLayout(right)
        for widget in (self._name, self._facts, self.proof):
            column.addWidget(widget)
        column.addWidget(self.preview, 1)
        column.addLayout(buttons)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(right)
        split.setSizes([2000, 3000])
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        outer = QVBoxLayout(self)
        outer.addWidget(split)


def _facts(paper: Paper) -> str:
    return _(
        "方案：{blueprint}\n{minutes} 分钟；满分 {full} 分，{line} 分合格；{rule}\n试卷编号：{digest}…　随机种子：{seed}"
    ).format(
        blueprint=paper.blueprint_name,
        minutes=paper.minutes,
        full=marks_text(paper.full_halves),
        line=marks_text(paper.pass_halves),
        rule=paper.rule.label,
        digest=paper.digest[:16],
        seed=paper.seed,
    )
