"""培训登记: by hand for many officers, from a spreadsheet, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from jltrain.app import activities
from jltrain.gui.hr.activities import ActivitiesPage
from jltrain.gui.hr.activity_dialog import ActivityDialog
from jltrain.gui.hr.people_picker import numbers_in
from jltrain.gui.page import Page
from jltrain.ledger.activity import Activity, ActivityKind, ActivityResult
from tests.gui.conftest import FakeShell
from tests.gui.hr_samples import enrolled, many, workbook

Show = Callable[[Page], Page]
COLUMNS = ("姓名", "执法证号", "活动类型", "日期", "学时", "结果", "内容", "签认人")


@pytest.fixture
def page(shell: FakeShell, show_page: Show, tmp_path: Path) -> ActivitiesPage:
    enrolled(shell.context, tmp_path)
    made = ActivitiesPage(shell)
    show_page(made)
    return made


def listed(page: ActivitiesPage) -> list[tuple[str, str]]:
    return [(line.name, line.activity.title) for line in page.list.rows]


def draft(title: str, kind: ActivityKind = ActivityKind.DRILL, day: date = date(2026, 5, 6)) -> Activity:
    return Activity("", kind, day, 4, ActivityResult.PASSED, title, "教官赵")


def fill(dialog: ActivityDialog | None, title: str) -> ActivityDialog:
    assert dialog is not None and dialog.isVisible()
    dialog.title.setText(title)
    dialog.vouched.setText("教官赵")
    return dialog


def test_empty_says_what_to_do(page: ActivitiesPage) -> None:
    assert page.frame.isVisible() and not page.list.isVisible()


def test_one_training_for_officers_searched_and_added(page: ActivitiesPage, shell: FakeShell) -> None:
    page.add.click()
    dialog = fill(page.dialog, "高速公路现场查处演练")
    assert not dialog.go.isEnabled(), "nobody is chosen"
    picker = dialog.picker
    assert len(picker.search.list.rows) == 4
    picker.search.look_for("榆树")
    picker.all.click()
    assert set(picker.people) == {"22010003", "22010004"}
    picker.search.look_for("王䶮")
    picker.search.list.table.selectRow(0)
    picker.take.click()
    assert set(picker.people) == {"22010002", "22010003", "22010004"}
    picker.chosen.selectRow(0)
    QTest.keyClick(picker.chosen, Qt.Key.Key_Delete)
    assert len(picker.people) == 2 and dialog.go.text() == "登记 2 人"
    dialog.kind.setCurrentIndex(dialog.kind.findText("体能训练"))
    dialog.hours.setValue(6)
    dialog.by.setText("人事科王姐")
    dialog.go.click()
    assert not dialog.isVisible() and "已登记 2 人" in shell.told[-1]
    assert len(listed(page)) == 2
    done = page.list.rows[0].activity
    assert (done.kind, done.hours, done.day) == (ActivityKind.FITNESS, 6, date(2026, 11, 22))


def test_the_same_again_is_not_entered_twice(page: ActivitiesPage, shell: FakeShell) -> None:
    for _n in range(2):
        page.add.click()
        dialog = fill(page.dialog, "讲堂")
        dialog.picker.search.look_for("王䶮")
        dialog.picker.all.click()
        dialog.go.click()
    assert len(listed(page)) == 1 and "没有重复登记" in shell.told[-1]


def test_numbers_are_pasted_and_unknown_ones_stay_to_be_looked_at(page: ActivitiesPage) -> None:
    page.add.click()
    assert page.dialog is not None
    picker = page.dialog.picker
    picker.tabs.setCurrentIndex(1)
    picker.paste.setPlainText("22010001\n２２０１０００２，77770000；22010001")
    picker.add_pasted.click()
    assert set(picker.people) == {"22010001", "22010002"}
    assert picker.paste.toPlainText() == "77770000" and picker.unknown.isVisible()
    page.dialog.reject()
    assert numbers_in(" a,b；b、c\n\n") == ["a", "b", "c"]


def test_a_fault_keeps_what_was_typed(page: ActivitiesPage, shell: FakeShell) -> None:
    page.add.click()
    dialog = fill(page.dialog, "演练")
    dialog.picker.search.look_for("王䶮")
    dialog.picker.all.click()
    dialog.hours.setValue(0)
    dialog.go.click()
    assert dialog.isVisible() and "学时" in dialog.fault.text() and dialog.title.text() == "演练"
    dialog.hours.setValue(2)
    dialog.go.click()
    assert not dialog.isVisible() and not shell.failed
    assert dialog.day.maximumDate() == QDate(2026, 11, 22)


def test_filters_search_and_pages(page: ActivitiesPage, shell: FakeShell, tmp_path: Path) -> None:
    many(shell.context, tmp_path, 230)
    activities.add(shell.context, draft("队列"), [f"2207{n:05d}" for n in range(230)])
    activities.add(shell.context, draft("讲座", ActivityKind.LECTURE, date(2025, 3, 1)), ["22010002"])
    page.arrive()
    assert page.list.total == 231 and len(page.list.rows) == 200
    page.list.next.click()
    assert listed(page)[-1] == ("王䶮", "讲座")
    page.kind.setCurrentIndex(page.kind.findText("法治讲座"))
    assert listed(page) == [("王䶮", "讲座")]
    page.span.setCurrentIndex(page.span.findText("2026 年"))
    assert listed(page) == [] and page.list.isVisible() and "没有符合" in page.list.table.empty
    page.kind.setCurrentIndex(0)
    page.search.setText("人员7 队列")
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    assert all("7" in name for name, _title in listed(page)) and listed(page)
    page.list.table.selectRow(0)
    QTest.keyClick(page.list.table, Qt.Key.Key_Return)
    assert shell.gone[-1][0] == "transcript"


def test_entries_are_taken_back_with_a_reason(page: ActivitiesPage, shell: FakeShell) -> None:
    activities.add(shell.context, draft("演练"), ["22010001", "22010002"])
    page.arrive()
    assert not page.undo.isEnabled()
    page.list.table.selectAll()
    page.undo.click()
    assert page.reason is not None
    page.reason.reason.setPlainText("日期填错")
    page.reason.by.setText("王姐")
    page.reason.go.click()
    assert listed(page) == [] and "已撤销 2 条" in shell.told[-1]
    page.undone.setChecked(True)
    assert len(listed(page)) == 2 and page.list.rows[0].activity.undone
    page.list.table.selectRow(0)
    assert not page.undo.isEnabled()


def test_a_spreadsheet_is_checked_before_it_is_entered(page: ActivitiesPage, shell: FakeShell, tmp_path: Path) -> None:
    rows = [
        ("张三", "22010001", "体能", "2026-04-01", 8, "合格", "春季体能", "教官赵"),
        ("王䶮", "22010002", "体能", "2026-04-01", 8, "合格", "春季体能", "教官赵"),
        ("生客", "99990000", "体能", "2026-04-01", 8, "合格", "春季体能", "教官赵"),
        ("别名", "22010003", "体能", "2026-04-01", 8, "合格", "春季体能", "教官赵"),
        ("李𫍣", "22010003", "跳舞", "2026-04-01", 8, "合格", "春季体能", "教官赵"),
    ]
    file = workbook(tmp_path / "体能.xlsx", [COLUMNS, *rows])
    page.dropped([file])
    preview = page.preview
    assert preview is not None and preview.badges.texts == ("可以登记 2 条", "有问题 3 行")
    assert {problem.row for problem in preview.problems.rows.rows} == {4, 5, 6}
    preview.load.click()
    assert "已登记 2 条" in shell.told[-1] and len(listed(page)) == 2
    page.check(file)
    assert page.preview is not None and page.preview.badges.texts[0] == "早已登记 2 条"
    assert not page.preview.load.isEnabled()
    page.preview.reject()


def test_template_and_choosing(
    page: ActivitiesPage, shell: FakeShell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "t.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(target), ""))
    page.template.click()
    assert openpyxl.load_workbook(target).sheetnames
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: (str(target), ""))
    page.load.click()
    assert page.preview is not None and not page.preview.load.isEnabled()
    page.preview.reject()
    (tmp_path / "junk.xlsx").write_bytes(b"junk")
    page.check(tmp_path / "junk.xlsx")
    assert shell.failed
