"""One collected file in full: what it attests, and why it was taken or refused."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from jltrain.bank.areas import area_from, level_from
from jltrain.clock import beijing, parse_iso
from jltrain.gui.hr.parts import Badges, label
from jltrain.gui.hr.sheet_line import SheetLine
from jltrain.i18n import _
from jltrain.paper.marks import marks_text
from jltrain.sheet.payload import Payload


class SheetDetail(QDialog):
    """Facts as text that can be chosen and copied."""

    def __init__(self, parent: QWidget, line: SheetLine) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("成绩单详情"))
        gap = self.fontMetrics().height()
        column = QVBoxLayout(self)
        column.setContentsMargins(gap, gap, gap, gap)
        badges = Badges()
        badges.put([(line.outcome, line.tone)])
        column.addWidget(badges)
        reasons = [r.text for r in line.sheet.reasons] if line.sheet else []
        for text in reasons or [line.reason]:
            column.addWidget(_copyable(text))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setCornerWidget(QWidget())
        area.setWidget(_grid(facts(line)))
        column.addWidget(area, 1)
        box = QDialogButtonBox()
        close = QPushButton(_("关闭"))
        close.setDefault(True)
        box.addButton(close, QDialogButtonBox.ButtonRole.RejectRole)
        box.rejected.connect(self.reject)
        column.addWidget(box)
        room = self.screen().availableGeometry()
        lines = 30 if line.sheet and line.sheet.payload else 16
        self.resize(min(gap * 40, room.width() - gap * 2), min(gap * lines, room.height() - gap * 4))


def facts(line: SheetLine) -> list[tuple[str, str]]:
    """(what, value) from top to bottom."""
    found = [(_("文件"), line.file)]
    if line.sheet is None:
        return found
    if line.sheet.payload:
        found += _attested(line.sheet.payload)
    else:
        found.append((_("内容"), _("文件没有通过验证，其中的内容不可信，因此不显示。")))
    return [*found, (_("收取时间"), line.first_seen), (_("文件摘要"), _grouped(line.sheet.file_digest))]


def _attested(paid: Payload) -> list[tuple[str, str]]:
    who, area, level = paid.officer, area_from(paid.officer.discipline), level_from(paid.officer.level)
    verdict = _("合格") if paid.passed else _("不合格")
    marks = _("{marks} 分（满分 {full}，合格线 {line}），{verdict}").format(
        marks=marks_text(paid.halves),
        full=marks_text(paid.full_halves),
        line=marks_text(paid.pass_halves),
        verdict=verdict,
    )
    parts = [
        _("{title}：{marks} / {full} 分，全对 {right} / {items} 小题").format(
            title=s.title, marks=marks_text(s.halves), full=marks_text(s.full_halves), right=s.right, items=s.items
        )
        for s in paid.sections
    ]
    incidents = [f"{_moment(i.at)}　{i.text}" for i in paid.incidents]
    return [
        (_("成绩单编号"), paid.number),
        (_("姓名"), who.name),
        (_("执法证号"), who.certificate),
        (_("单位"), who.unit),
        (_("层级"), level.label if level else who.level),
        (_("执法门类"), area.label if area else who.discipline),
        (_("考试场次"), paid.session_title),
        (_("试卷"), paid.paper_title),
        (_("成绩"), marks),
        (_("各部分"), "\n".join(parts)),
        (_("开始时间"), _moment(paid.started)),
        (_("交卷时间"), _moment(paid.submitted)),
        (_("考试中的情况"), "\n".join(incidents) or _("无")),
        (_("签发单位"), paid.issuer),
        (_("签发时间"), _moment(paid.issued)),
    ]


def _moment(text: str) -> str:
    try:
        return beijing(parse_iso(text))
    except (ValueError, OverflowError):  # a signed sheet of another program may write it otherwise
        return text


def _grouped(digest: str) -> str:
    """With places to break the line at."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))


def _copyable(text: str) -> QWidget:
    made = label(text)
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    made.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    return made


def _grid(rows: list[tuple[str, str]]) -> QWidget:
    box = QWidget()
    grid = QGridLayout(box)
    grid.setColumnStretch(1, 1)
    for at, (what, value) in enumerate(rows):
        name = label(what, "muted", wrap=False)
        name.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(name, at, 0)
        grid.addWidget(_copyable(value), at, 1)
    grid.setRowStretch(len(rows), 1)
    return box
