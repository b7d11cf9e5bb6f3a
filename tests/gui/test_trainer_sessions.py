"""Sessions and invigilation on the page: a roster from a file, a room that lives, acts with name and reason."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from jltrain.app import roster, sessions
from jltrain.app.context import Context
from jltrain.exam.delivery import Delivery
from jltrain.exam.events import EventKind
from jltrain.exam.session import ExamSession, SessionState
from jltrain.exam.state import Status
from jltrain.gui.page import Page
from jltrain.gui.trainer.act_dialog import Act, ActDialog, Order
from jltrain.gui.trainer.sessions import SessionsPage
from tests.conftest import FakeClock
from tests.gui import exam_sample
from tests.gui.conftest import FakeShell
from tests.gui.exam_driver import click, press

ROSTER = (
    "姓名,执法证号,单位,层级,执法门类\n"
    "张三,22010001,长春市交通运输综合行政执法支队,市级,公路路政\n"
    "李䶮,22010002,长春市交通运输综合行政执法支队,市级,道路运政\n"
    "王五,,公主岭市交通运输综合行政执法大队,县级,公路路政\n"
)


@pytest.fixture
def page(shell: FakeShell) -> SessionsPage:
    return SessionsPage(shell)


def look(qtbot: QtBot, page: SessionsPage) -> None:
    """Let the room be read once more, and wait for it."""
    qtbot.waitUntil(lambda: not page.room.looking)
    page.room.look()
    qtbot.waitUntil(lambda: not page.room.looking)


def sit(context: Context, session: ExamSession, certificate: str, name: str) -> Delivery:
    delivery = sessions.deliver(context, sessions.sign_in(context, session.id, certificate, name))
    delivery.start()
    return delivery


def test_a_session_from_a_table_is_made_opened_and_given_more_time(
    page: SessionsPage,
    shell: FakeShell,
    show_page: Callable[..., Page],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    context = shell.context
    paper = exam_sample.paper()
    context.papers.add(paper, context.now())
    file = tmp_path / "名单.csv"
    file.write_bytes(ROSTER.encode("gb18030"))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: (str(file), ""))
    show_page(page, paper=paper.digest)
    dialog = page.dialog
    assert dialog is not None
    dialog.title.setText("第四季度考试")
    dialog.choose_file()
    assert dialog.read_text.text() == "名单.csv：可用 2 人，1 行有问题未导入。"
    assert "第 4 行“执法证号”" in dialog.problems.item(0).text()
    dialog.accept()
    line = page.table.row()
    assert line is not None
    assert (line.session.title, line.state) == ("第四季度考试", SessionState.PREPARED)
    click(page.open_button)
    assert context.sessions.state(line.session.id) is SessionState.OPEN
    delivery = sit(context, line.session, "22010002", "李䶮")
    look(qtbot, page)
    page.room.table.selectRow(1)
    click(page.room.buttons[Act.EXTEND])
    asked = page.room.findChild(ActDialog)
    assert asked is not None
    assert not asked.confirm.isEnabled(), "a name and a reason are needed"
    press(asked.by, "王监考")
    asked.minutes.setValue(15)
    asked.reason.setText("停电")
    asked.accept()
    look(qtbot, page)
    assert delivery.tick().remaining == 45 * 60_000
    assert page.room.table.picked()[0].row.candidate.name == "李䶮", "the choice stays after a refresh"
    incidents = [page.room.incidents.item(n).text() for n in range(page.room.incidents.count())]
    assert incidents == ["09:00:00  监考员王监考延长考试 15 分钟，原因：停电"]


def test_a_roster_that_is_none_says_so_in_the_dialog(
    page: SessionsPage, shell: FakeShell, show_page: Callable[..., Page], tmp_path: Path
) -> None:
    paper = exam_sample.paper()
    shell.context.papers.add(paper, shell.context.now())
    show_page(page, paper=paper.digest)
    dialog = page.dialog
    assert dialog is not None
    (tmp_path / "x.csv").write_text("a,b\n1,2\n", "utf-8")
    dialog.read(tmp_path / "x.csv")
    assert "缺少必需的列" in dialog.trouble.text()
    assert not dialog.candidates()


def test_officers_of_hr_are_chosen_by_unit(
    page: SessionsPage, shell: FakeShell, show_page: Callable[..., Page], tmp_path: Path
) -> None:
    context = shell.context
    file = tmp_path / "花名册.csv"
    file.write_text(ROSTER, "utf-8")
    roster.import_roster(context, file)
    paper = exam_sample.paper()
    context.papers.add(paper, context.now())
    show_page(page, paper=paper.digest)
    dialog = page.dialog
    assert dialog is not None
    dialog.tabs.setCurrentIndex(1)
    branch = dialog.tree.topLevelItem(0)
    assert isinstance(branch, QTreeWidgetItem)
    branch.setCheckState(0, Qt.CheckState.Checked)
    assert dialog.summary.text() == "已选考生 2 人"
    dialog.accept()
    line = page.table.row()
    assert line is not None
    assert [c.name for c in line.session.roster] == ["张三", "李䶮"]


def test_without_a_paper_one_is_sent_to_make_one(
    page: SessionsPage, shell: FakeShell, show_page: Callable[..., Page]
) -> None:
    show_page(page)
    click(page.new_button)
    assert shell.gone == [("papers", {})]


def test_the_room_refreshes_and_acts_reach_everybody_chosen(
    page: SessionsPage, shell: FakeShell, show_page: Callable[..., Page], clock: FakeClock, qtbot: QtBot
) -> None:
    context = shell.context
    session = exam_sample.open_session(context)
    show_page(page)
    room = page.room
    deliveries = [sit(context, session, "22010001", "张三"), sit(context, session, "22010002", "李䶮")]
    deliveries[0].answer("s1", ("A",))
    qtbot.waitUntil(lambda: any(s.row.state.answers for s in room.table.rows.rows), timeout=4000)
    texts = [[room.table.rows.columns[c].text(s) for c in (0, 2, 3)] for s in room.table.rows.rows]
    assert texts == [["张三", "作答中", "1/9"], ["李䶮", "作答中", "0/9"], ["欧阳娜娜", "未登录", "0/9"]]
    look(qtbot, page)
    room.table.selectAll()
    room.carry_out(Order(Act.PAUSE, "王监考", "停电"), room.table.picked())
    assert [d.tick().status for d in deliveries] == [Status.PAUSED] * 2
    assert "暂停：2 人" in shell.told[-1]
    assert "欧阳娜娜：" in shell.told[-1], "who cannot be paused is named"
    look(qtbot, page)
    room.table.selectRow(0)
    assert not room.buttons[Act.PAUSE].isEnabled()
    room.carry_out(Order(Act.GO_ON, "王监考", ""), room.table.picked())
    room.carry_out(Order(Act.NOTE, "王监考", "换座位"), room.table.picked())
    assert deliveries[0].tick().status is Status.RUNNING
    assert deliveries[0].state.incidents[-1].kind is EventKind.NOTED
    clock.advance(30)
    look(qtbot, page)
    assert "无响应" in room.table.rows.rows[0].status
    room.carry_out(Order(Act.END, "王监考", "违纪"), room.table.picked())
    assert deliveries[0].tick().status is Status.SUBMITTED


def test_a_session_is_closed_only_when_nobody_sits(
    page: SessionsPage, shell: FakeShell, show_page: Callable[..., Page]
) -> None:
    session = exam_sample.open_session(shell.context)
    delivery = sit(shell.context, session, "22010001", "张三")
    show_page(page)
    click(page.close_button)
    assert "还有 1 名考生没有交卷" in str(shell.failed[0])
    delivery.submit()
    click(page.close_button)
    assert shell.context.sessions.state(session.id) is SessionState.CLOSED
    assert page.close_button.isHidden()
    click(page.results_button)
    assert shell.gone == [("results", {"session": session.id})]


def test_who_ran_out_of_time_with_his_program_off_is_handed_in(
    page: SessionsPage, shell: FakeShell, show_page: Callable[..., Page], clock: FakeClock, qtbot: QtBot
) -> None:
    session = exam_sample.open_session(shell.context)
    sit(shell.context, session, "22010001", "张三").answer("s1", ("A",))
    clock.advance(3600)
    show_page(page)
    look(qtbot, page)
    assert page.room.table.rows.rows[0].row.state.status is Status.SUBMITTED
