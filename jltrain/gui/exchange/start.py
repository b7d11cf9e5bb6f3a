"""The three ways of the exchange page, and the packages that were made and taken in here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from jltrain.clock import beijing, parse_iso
from jltrain.gui.hr.parts import label
from jltrain.gui.keys.parts import Notices
from jltrain.gui.shell.drop import DropFrame
from jltrain.gui.shell.flow import Flow
from jltrain.gui.shell.frame import px
from jltrain.gui.shell.table import Column, Table
from jltrain.i18n import _

if TYPE_CHECKING:
    from jltrain.app.exchange import PackageRow


class StartView(QScrollArea):
    """Cards with the buttons; `notices` say why a file was refused. Who holds it connects the buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.notices = Notices()
        self.notices.hide()
        self.trust = QPushButton(_("核对信任的根证书(&T)…"))
        self.trust.setToolTip(_("核对来源和指纹后再信任（Alt+T）"))
        self.trust.hide()
        self.file = _button(_("选择文件(&M)…"), _("JSONL 文件或题库包（Alt+M）"))
        self.folder = _button(_("选择文件夹(&D)…"), _("YAML 题库文件夹（Alt+D）"))
        self.package = _button(_("选择题库包(&U)…"), _("别处带来的 .jlbank 文件（Alt+U）"))
        self.make = _button(_("制作题库包(&K)…"), _("写一个有本单位签名的题库包（Alt+K）"))
        self.frames = [
            _card(
                _("合并另一个题库"),
                _("JSONL 文件或 YAML 题库文件夹。逐题比较后列出不同之处，每一处由您决定；原文件不会改动。"),
                self.file,
                self.folder,
            ),
            _card(
                _("接收题库包"),
                _("先验证是谁签的名，可信才采用。本机没有改过的题自动更新，两边都改过的由您决定。"),
                self.package,
            ),
            _card(
                _("制作题库包"),
                _("把本机题库或其中一部分写成有本单位签名的文件，用 U 盘带走；也可以只写上一份之后的改动。"),
                self.make,
            ),
        ]
        self.packages: Table[PackageRow] = Table(
            _("做过和接收过的题库包"),
            (
                Column(_("时间"), lambda p: beijing(parse_iso(p.at)), lambda p: p.at),
                Column(_("方向"), lambda p: _("接收") if p.direction == "in" else _("制作")),
                Column(_("编号"), lambda p: p.digest[:8]),
                Column(_("签名单位"), lambda p: p.unit, widest=16, grows=True, least=6),
                Column(_("内容"), lambda p: _("接着 {id} 的改动").format(id=p.base[:8]) if p.base else _("整份")),
                Column(_("经办人"), lambda p: p.by, widest=8),
            ),
            empty=_("还没有做过或接收过题库包。"),
        )
        self.packages.setMinimumHeight(self.fontMetrics().height() * 6)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, px(6), 0)
        self._column.setSpacing(px(10))
        self._column.addWidget(self.notices)
        self._column.addWidget(self.trust, 0, Qt.AlignmentFlag.AlignLeft)
        self._grid = QGridLayout()
        self._grid.setSpacing(px(10))
        self._column.addLayout(self._grid)
        self._column.addWidget(label(_("也可以把文件或文件夹拖到本页。"), "muted"))
        self._column.addWidget(label(_("做过和接收过的题库包"), "subtitle"))
        self._column.addWidget(self.packages, 1)
        self.setWidget(inside)
        self._beside = 0

    def hot(self, on: bool) -> None:
        """Files are held over the page."""
        for frame in self.frames[:2]:
            frame.set_hot(on)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = 3 if event.size().width() > self.fontMetrics().height() * 27 else 1
        if beside != self._beside:
            self._beside = beside
            for at, frame in enumerate(self.frames):
                self._grid.addWidget(frame, at // beside, at % beside)
            for column in range(3):
                self._grid.setColumnStretch(column, 1 if column < beside else 0)


def _button(text: str, tip: str) -> QPushButton:
    made = QPushButton(text)
    made.setToolTip(tip)
    made.setProperty("role", "primary")
    return made


def _card(title: str, text: str, *buttons: QPushButton) -> DropFrame:
    frame = DropFrame()
    column = QVBoxLayout(frame)
    column.setContentsMargins(px(16), px(12), px(16), px(12))
    column.setSpacing(px(8))
    column.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)
    column.addWidget(label(title, "subtitle"))
    column.addWidget(label(text))
    column.addStretch(1)
    column.addWidget(Flow(px(8), *buttons))
    return frame
