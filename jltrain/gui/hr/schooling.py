"""Education against its target, and the leaders' quarterly law study, side by side."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from jltrain.gui.hr import coverage_columns as columns
from jltrain.gui.hr.parts import label
from jltrain.gui.shell.table import Table
from jltrain.i18n import _
from jltrain.ledger.figures import Figures, QuarterTally


class Schooling(QWidget):
    """A tab of the coverage page."""

    def __init__(self) -> None:
        super().__init__()
        self.text = label("", "muted")
        self.education: Table[columns.EducationRow] | None = None
        self.quarters: Table[QuarterTally] = Table(
            _("领导班子成员每季度学法"),
            columns.quarter_columns(),
            empty=_("名册中没有领导班子成员，或这一周期不要求季度学法。"),
        )
        self._left, right = QVBoxLayout(), QVBoxLayout()
        self._left.addWidget(label(_("学历"), "subtitle"))
        self._left.addWidget(self.text)
        right.addWidget(label(_("领导班子成员每季度学法"), "subtitle"))
        right.addWidget(label(_("任现职以前的季度不计。"), "muted"))
        right.addWidget(self.quarters, 1)
        sides = QHBoxLayout(self)
        sides.addLayout(self._left, 1)
        sides.addLayout(right, 1)

    def put(self, figures: Figures) -> None:
        """Show these figures."""
        tally = figures.education
        text = _("目标：{level}以上。已达到 {n} 人，占学历已知人数的 {rate}；{unknown} 人学历未填。")
        self.text.setText(
            text.format(
                level=tally.target.label,
                n=f"{tally.reached:,}",
                rate=f"{tally.rate:.1%}",
                unknown=f"{tally.unknown:,}",
            )
        )
        if self.education is not None:  # its target may be another now
            self._left.removeWidget(self.education)
            self.education.hide()
            self.education.deleteLater()
        self.education = Table(_("学历"), columns.education_columns(tally.target), empty=_("没有记录。"))
        self._left.addWidget(self.education, 1)
        self.education.show_rows(columns.education_rows(tally))
        self.quarters.show_rows(figures.quarters)
