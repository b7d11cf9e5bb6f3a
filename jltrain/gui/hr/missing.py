"""The list of officers still to be trained: what each lacks and by when; searched, filtered and sorted by the database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from jltrain.app import coverage
from jltrain.app.coverage import Page, Standing, StandingFilter, Status
from jltrain.bank.areas import DISCIPLINES, Area, Level
from jltrain.gui.hr.coverage_columns import STATUS_TONES
from jltrain.gui.hr.parts import button, search_box
from jltrain.gui.page import Shell
from jltrain.gui.shell.flow import Flow
from jltrain.gui.shell.paged import Delay, PagedTable
from jltrain.gui.shell.table import Column
from jltrain.i18n import _
from jltrain.ledger.cycle import Cycle
from jltrain.ledger.figures import Figures, Grouping
from jltrain.ledger.missing import missing_labels
from jltrain.ledger.plan import RotationPlan
from jltrain.paper.marks import marks_text

_OPEN: Final = tuple(status for status in Status if status is not Status.DONE)
_LOW: Final = 12
"""Lines of text that the list is high at least while the filters are shown."""
_SORTS: Final = ("name", "certificate", "unit", "status", "", "due", "discipline", "", "best", "", "level", "batch")
"""What the database sorts each column by; "" where it cannot."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the rows are read against."""

    cycle: Cycle
    plan: RotationPlan
    today: date


class MissingList(QWidget):
    """Filters stay as they are when the figures are read again."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._seen: Seen | None = None
        self._sort, self._descending = "unit", False
        self.unit = self._chooser(_("按单位筛选"), wide=6)
        self.city = self._chooser(_("按市州筛选"))
        self.level = self._chooser(_("按层级筛选"))
        self.discipline = self._chooser(_("按门类筛选"), wide=6)
        self.batch = self._chooser(_("按批次筛选"), wide=6)
        self.reason = self._chooser(_("按原因筛选"), wide=6)
        self.lacks = self._chooser(_("按缺少的要求筛选"), wide=6)
        self.overdue = QCheckBox(_("只看已超期(&O)"))
        self.overdue.setToolTip(_("应完成日期已过、仍未完成的人员（Alt+O）"))
        self.delay = Delay(self, lambda: self._ask(fit=False))
        self.search = search_box(self, _("查找：姓名、执法证号、单位"), self.delay.start)
        self.search.returnPressed.connect(self.delay.now)
        self.more = button(_("筛选(&U)"), lambda: self._make_room(), _("显示或收起筛选条件（Alt+U）"))
        self.more.setCheckable(True)
        self.everything = button(_("清除(&R)"), self.clear, _("列出全部未完成的人员（Alt+R）"))
        self.list: PagedTable[Standing] = PagedTable(
            shell, _("未完成名单"), self._columns(), empty=_("没有符合条件的人员：都已完成，或被筛选条件排除。")
        )
        self.list.opened.connect(self._open)
        self.list.table.setToolTip(_("双击或按回车，打开这名人员的档案"))
        header = self.list.table.horizontalHeader()
        header.sectionClicked.connect(self._sorted_by)
        self.list.loaded.connect(lambda _page: self._mark_sorting())
        self._fill_fixed()
        self._lay_out()

    def _chooser(self, name: str, wide: int = 4) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(name)
        made.setToolTip(name)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(wide + 3)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made.setMaxVisibleItems(20)
        made.currentIndexChanged.connect(lambda _at: self._ask())
        made.currentTextChanged.connect(lambda text: made.setToolTip(f"{name}：{text}"))
        return made

    def _fill_fixed(self) -> None:
        fill(self.level, _("各层级"), ((level.label, level) for level in Level))
        fill(self.discipline, _("各门类"), ((area.label, area) for area in DISCIPLINES))
        fill(self.reason, _("各种原因"), ((status.label, status) for status in _OPEN))
        for box, text in ((self.unit, _("各单位")), (self.city, _("各市州")), (self.batch, _("各批次"))):
            fill(box, text, ())
        fill(self.lacks, _("各种缺项"), ())

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.addWidget(self.search, 5)
        above.addWidget(self.more)
        above.addWidget(self.overdue)
        above.addWidget(self.everything)
        self.filters = Flow(
            self.fontMetrics().height() // 3,
            *(self.lacks, self.reason, self.unit, self.city, self.level, self.discipline, self.batch),
        )
        column = QVBoxLayout(self)
        column.addLayout(above)
        column.addWidget(self.filters)
        column.addWidget(self.list, 1)
        self.overdue.toggled.connect(lambda _on: self._ask())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Where the window is low, the filters are shown when asked for."""
        line = self.fontMetrics().height()
        low = self.height() - self.filters.heightForWidth(self.width()) < line * _LOW
        self.more.setVisible(low)
        self.filters.setVisible(not low or self.more.isChecked())
        self.list.setVisible(not low or not self.more.isChecked())

    # ---- what is listed

    def show_figures(self, figures: Figures, plan: RotationPlan) -> None:
        """Read the list anew, against this plan; the filters offer what the figures have."""
        self._seen = Seen(figures.cycle, plan, figures.today)
        for box, text, groups in (
            (self.unit, _("各单位"), figures.by_unit),
            (self.city, _("各市州"), figures.by_city),
            (self.batch, _("各批次"), figures.by_batch),
        ):
            fill(box, text, ((group.label, group.key) for group in groups))
        fill(self.lacks, _("各种缺项"), ((_("缺：{what}").format(what=_(r.title)), r.id) for r in plan.requirements))
        self._ask()

    def show_group(self, by: Grouping, key: str) -> None:
        """List the officers of one group alone."""
        boxes = {
            Grouping.UNIT: (self.unit, key),
            Grouping.CITY: (self.city, key),
            Grouping.BATCH: (self.batch, key),
            Grouping.LEVEL: (self.level, Level(key) if by is Grouping.LEVEL else None),
            Grouping.DISCIPLINE: (self.discipline, Area(key) if by is Grouping.DISCIPLINE else None),
        }
        box, value = boxes[by]
        self._only(box, value)

    def show_lacking(self, requirement: str) -> None:
        """List those who lack one requirement."""
        self._only(self.lacks, requirement)

    def _only(self, box: QComboBox, value: object) -> None:
        self.clear(ask=False)
        with QSignalBlocker(box):
            choose(box, value)
        self._ask()

    def clear(self, *, ask: bool = True) -> None:
        """Everybody who has not done it."""
        parts = (self.unit, self.city, self.level, self.discipline, self.batch, self.reason, self.lacks)
        for box in parts:
            with QSignalBlocker(box):
                box.setCurrentIndex(0)
        with QSignalBlocker(self.overdue), QSignalBlocker(self.search):
            self.overdue.setChecked(False)
            self.search.clear()
        self.delay.stop()
        if ask:
            self._ask()

    def wanted(self) -> StandingFilter:
        """What the filters say."""
        level, area, reason = (box.currentData() for box in (self.level, self.discipline, self.reason))
        return StandingFilter(
            words=self.search.text(),
            unit=self.unit.currentData(),
            city=self.city.currentData(),
            level=Level(level) if level else None,  # Qt has made a plain text of it
            discipline=Area(area) if area else None,
            batch=self.batch.currentData(),
            statuses=(Status(reason),) if reason else _OPEN,
            missing=self.lacks.currentData() or "",
            overdue=self.overdue.isChecked(),
        )

    def _ask(self, *, fit: bool = True) -> None:
        if self._seen is None:
            return
        context, cycle, wanted = self._shell.context, self._seen.cycle, self.wanted()
        sort, descending = self._sort, self._descending

        def query(offset: int, limit: int) -> Page[Standing]:
            return coverage.standings(context, cycle, wanted, sort, descending=descending, offset=offset, limit=limit)

        self.list.ask(query, fit=fit)

    # ---- sorting: by the table while all is on one page, else by the database

    def _sorted_by(self, column: int) -> None:
        if self.list.table.isSortingEnabled() or self.list.pages == 1:
            return
        if sort := _SORTS[column]:
            self._descending = sort == self._sort and not self._descending
            self._sort = sort
            self._ask(fit=False)
        else:
            self._mark_sorting()

    def _mark_sorting(self) -> None:
        table = self.list.table
        if not table.isSortingEnabled():
            order = Qt.SortOrder.DescendingOrder if self._descending else Qt.SortOrder.AscendingOrder
            table.horizontalHeader().setSortIndicatorShown(True)
            table.horizontalHeader().setSortIndicator(_SORTS.index(self._sort), order)

    # ---- rows

    def _open(self, row: object) -> None:
        if isinstance(row, Standing):
            self._shell.go("transcript", certificate=row.certificate)

    def _columns(self) -> tuple[Column[Standing], ...]:
        return (
            Column(_("姓名"), lambda m: m.name, widest=10, least=4),
            Column(_("执法证号"), lambda m: m.certificate, order=lambda m: m.certificate),
            Column(_("单位"), lambda m: m.unit, widest=18, least=8),
            Column(_("原因"), lambda m: m.status.label, tone=lambda m: STATUS_TONES[m.status]),
            Column(_("还缺什么"), self._lacking, widest=30, grows=True, least=18),
            Column(_("应完成日期"), self._due, order=lambda m: str(m.due or ""), tone=self._late),
            Column(_("执法门类"), lambda m: m.discipline.label, widest=9),
            Column(_("考试次数"), lambda m: str(m.attempts), order=lambda m: m.attempts, number=True),
            Column(
                _("最好成绩"),
                lambda m: "" if m.best_halves < 0 else marks_text(m.best_halves),
                order=lambda m: m.best_halves / m.best_full if m.best_full > 0 else -1.0,
                number=True,
            ),
            Column(_("最近考试"), lambda m: str(m.last_day or ""), order=lambda m: str(m.last_day or "")),
            Column(_("层级"), lambda m: m.level.label),
            Column(_("批次"), lambda m: m.batch, widest=12),
        )

    def _lacking(self, row: Standing) -> str:
        return _("、").join(missing_labels(row, self._seen.plan, self._seen.today)) if self._seen else ""

    def _due(self, row: Standing) -> str:
        return row.due.isoformat() if row.due else ""

    def _late(self, row: Standing) -> str:
        return "bad" if self._seen and row.overdue(self._seen.today) else ""


def fill(box: QComboBox, everything: str, choices: Iterable[tuple[str, object]]) -> None:
    """Offer these after `everything` (None); what was chosen stays chosen if it is still there."""
    kept = box.currentData()
    with QSignalBlocker(box):
        box.clear()
        box.addItem(everything, None)
        for text, value in choices:
            box.addItem(text, value)
            box.setItemData(box.count() - 1, text, Qt.ItemDataRole.ToolTipRole)
        choose(box, kept)


def choose(box: QComboBox, value: object) -> None:
    """Choose by value; the first entry if there is none such."""
    at = next((n for n in range(box.count()) if value is not None and box.itemData(n) == value), 0)
    box.setCurrentIndex(at)
