"""What became of the files of statutes that were brought in: each kept or refused, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import (
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from jltrain.app.statutes import BroughtIn, BroughtInAll
from jltrain.errors import JltrainError
from jltrain.gui.exam.dialog_size import size_in_lines
from jltrain.gui.hr.parts import Badges, button, label
from jltrain.gui.shell.flow import Flow
from jltrain.gui.shell.frame import inset
from jltrain.gui.shell.table import Column, Table
from jltrain.i18n import _
from jltrain.statutes.faults import NoVersion, StatuteFaulty


@dataclass(frozen=True, slots=True)
class Line:
    """One file: the statute kept, or why it was not. `place` is the file, None when there are several of its name."""

    kept: BroughtIn | None
    fault: JltrainError | None
    result: str
    tone: str
    place: Path | None = None

    @property
    def name(self) -> str:
        """The statute, or the file that is none."""
        if self.kept:
            return self.kept.law
        return self.place.name if self.place else str((self.fault.facts if self.fault else {}).get("file", ""))

    @property
    def said(self) -> str:
        """What to look at."""
        return "；".join(self.kept.remarks) if self.kept else str(self.fault)


@dataclass(frozen=True, slots=True)
class Imported:
    """All of an import. `before`: statute -> the versions that were here, the newest first."""

    all: BroughtInAll
    before: Mapping[str, Sequence[str]]
    places: Sequence[Path]


def files_named(places: Sequence[Path], name: str) -> list[Path]:
    """The files of that name (with or without suffix) among files and folders that were chosen."""
    every = (file for place in places for file in (place.rglob("*") if place.is_dir() else (place,)))
    return [file for file in every if name and name in (file.name, file.stem)]


def lines(done: Imported) -> tuple[Line, ...]:
    """What was refused first. Walks folders: to be called off the GUI thread."""
    out = []
    for fault in done.all.faults:
        found = files_named(done.places, str(fault.facts.get("file", "")))
        out.append(Line(None, fault, _("没有导入"), "bad", found[0] if len(found) == 1 else None))
    for one in done.all.done:
        out.append(Line(one, None, *_result(one, done.before.get(one.law, ()))))
    return tuple(out)


def _result(one: BroughtIn, before: Sequence[str]) -> tuple[str, str]:
    if one.was == "same":
        return _("已有相同的文本"), ""
    if one.was == "replaced":
        said = _("替换了同一版本的文字")
    elif not before:
        return _("新导入"), "good"
    elif one.version > before[0]:
        said = _("比 {version} 新的版本").format(version=before[0])
    else:
        said = _("较早的版本")
    if one.opened:
        return said + _("，{n} 项待复核").format(n=one.opened), "warn"
    return said, "good"


class ImportDialog(QDialog):
    """`review`: look at what must be reviewed. `again`: bring a refused file in with this version (None: as it is)."""

    review = Signal()
    again = Signal(object, object)

    def __init__(self, parent: QWidget, shown: Sequence[Line], today: date) -> None:
        super().__init__(parent)
        self._today = today
        self.setWindowTitle(_("导入法规的结果"))
        gap = self.fontMetrics().height()
        column = QVBoxLayout(self)
        column.setContentsMargins(gap, gap, gap, gap)
        self.badges = Badges()
        self.badges.put(_counts(shown))
        column.addWidget(self.badges)
        opened = sum(line.kept.opened for line in shown if line.kept)
        if opened:
            text = _("有 {n} 道试题或章节引用的条文变了，已标为待复核；确认之前，这些试题不会用于正式试卷。").format(
                n=opened
            )
            column.addWidget(label(text))
        self.table: Table[Line] = Table(_("导入法规的结果"), _columns(), wrap=True, empty=_("没有文件。"))
        self.table.chosen.connect(lambda _line: self._ready())
        column.addWidget(self.table, 1)
        self.dated = button(
            _("指定版本日期(&V)…"), self._ask_date, _("说明选中的文件是哪一天通过或修订的版本，再导入一次")
        )
        self.anyway = button(_("仍然导入(&I)"), self._anyway, _("不管选中文件的这些问题，照原样导入"))
        self.to_review = button(_("去复核(&R)"), self._review, _("打开“复核与报错”"), role="primary")
        self.to_review.setVisible(bool(opened))
        self.shut = button(_("关闭(&X)"), self.accept, _("关闭（Esc）"))
        for made in (self.dated, self.anyway):
            made.setAutoDefault(False)
            made.setVisible(any(not line.kept for line in shown))
        (self.to_review if opened else self.shut).setDefault(True)
        column.addWidget(Flow(gap // 2, self.dated, self.anyway, self.to_review, self.shut))
        size_in_lines(self, 60, 28)
        self.table.show_rows(shown)
        if shown:
            self.table.selectRow(0)
        self._ready()

    def _line(self) -> Line | None:
        line = self.table.row()
        return line if line is not None and line.place is not None else None

    def _ready(self) -> None:
        line = self._line()
        self.dated.setEnabled(line is not None and isinstance(line.fault, NoVersion))
        self.anyway.setEnabled(line is not None and isinstance(line.fault, StatuteFaulty))

    def _anyway(self) -> None:
        if line := self._line():
            self.accept()
            self.again.emit(line.place, None)

    def _ask_date(self) -> None:
        line = self._line()
        if line is None:
            return
        asked = VersionDialog(self, line.name, self._today)
        asked.accepted.connect(lambda: self._dated(line, asked.day))
        asked.open()

    def _dated(self, line: Line, day: date) -> None:
        self.accept()
        self.again.emit(line.place, day)

    def _review(self) -> None:
        self.accept()
        self.review.emit()


class VersionDialog(QDialog):
    """The day on which a version was adopted or last revised."""

    def __init__(self, parent: QWidget, name: str, today: date) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("指定版本日期"))
        gap = self.fontMetrics().height()
        column = QVBoxLayout(self)
        column.setContentsMargins(gap, gap, gap, gap)
        column.addWidget(label(_("“{file}”是哪一天通过或最后一次修订的？请看法规标题下面的括号。").format(file=name)))
        self.field = QDateEdit(QDate(today.year, today.month, today.day))
        self.field.setDisplayFormat("yyyy-MM-dd")
        self.field.setCalendarPopup(True)
        self.field.setMaximumDate(QDate(today.year, today.month, today.day))
        inset(self.field)
        form = QFormLayout()
        form.addRow(_("版本日期(&V)"), self.field)
        column.addLayout(form)
        box = QDialogButtonBox()
        go = QPushButton(_("导入"))
        go.setProperty("role", "primary")
        go.setDefault(True)
        box.addButton(go, QDialogButtonBox.ButtonRole.AcceptRole)
        box.addButton(QPushButton(_("取消")), QDialogButtonBox.ButtonRole.RejectRole)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        column.addWidget(box)
        size_in_lines(self, 26)

    @property
    def day(self) -> date:
        """The day chosen."""
        said = self.field.date()
        return date(said.year(), said.month(), said.day())


def _counts(shown: Sequence[Line]) -> list[tuple[str, str]]:
    kept = [line.kept for line in shown if line.kept]
    new = sum(one.was != "same" for one in kept)
    counts = (
        (_("导入 {n} 部").format(n=new), "good", new),
        (_("已有 {n} 部").format(n=len(kept) - new), "info", len(kept) - new),
        (_("没有导入 {n} 个文件").format(n=len(shown) - len(kept)), "bad", len(shown) - len(kept)),
    )
    return [(text, tone) for text, tone, n in counts if n]


def _columns() -> tuple[Column[Line], ...]:
    return (
        Column(_("法规或文件"), lambda line: line.name, widest=20, least=6),
        Column(_("版本"), lambda line: line.kept.version if line.kept else "", widest=7),
        Column(_("导入结果"), lambda line: line.result, tone=lambda line: line.tone, widest=13, least=6),
        Column(_("说明"), lambda line: line.said, widest=30, grows=True, least=6),
    )  # fmt: skip
