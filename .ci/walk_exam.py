"""The walk at the unit's PC: study, one officer's exam in the window, paper, session, sheets, a correction."""

from __future__ import annotations

from pathlib import Path

from demo import answers
from PySide6.QtCore import Qt
from walk_chain import SECRET
from walk_pc import Look, Pc, Shots, asked, at, choosing
from walk_people import examined

from jltrain.app import papers, sessions
from jltrain.bank.question import Kind
from jltrain.exam.session import Candidate, ExamSession
from jltrain.gui.bank.page import BankPage
from jltrain.gui.exam.confirm import ConfirmView
from jltrain.gui.exam.sign_in import SignInPage
from jltrain.gui.keys.sign_dialog import SignDialog
from jltrain.gui.study.courses import CoursesPage
from jltrain.gui.study.mistakes import MistakesPage
from jltrain.gui.study.practice import PracticePage
from jltrain.gui.study.progress import ProgressPage
from jltrain.gui.study.reader import ReaderPage
from jltrain.gui.trainer.new_session import NewSessionDialog
from jltrain.gui.trainer.papers import PapersPage
from jltrain.gui.trainer.results import ResultsPage
from jltrain.gui.trainer.sessions import SessionsPage

CHAPTER = "highway/01-road-protection"


def prepare(home: Path, look: Look, folder: Path) -> Shots:
    """Bank, paper and session, opened."""
    with at(home, look) as pc:
        pc.go("bank", BankPage)
        yield "bank", pc.picture()
        page = pc.go("papers", PapersPage)
        yield "blueprints", pc.picture()
        page.blueprints.title.setText("2026年公路路政轮训考试")
        page.blueprints.seed.setText("walk-2026")
        page.blueprints.draw.click()
        yield "papers", pc.picture()
        page.papers.use_button.click()
        dialog = pc.dialog()
        assert isinstance(dialog, NewSessionDialog)
        yield "new-session", pc.picture(dialog)
        with choosing(examined(folder / "考生.xlsx")):
            dialog.choose_file()
        yield "new-session-filled", pc.picture(dialog)
        dialog.accept()
        yield "session-prepared", pc.picture()
        held = pc.go("sessions", SessionsPage)
        held.open_button.click()
        yield "session-open", pc.picture()


def study(home: Path, look: Look) -> Shots:
    """Course, practice, mistakes, progress."""
    with at(home, look, learner="22010001") as pc:
        pc.go("courses", CoursesPage)
        yield "courses", pc.picture()
        pc.go("reader", ReaderPage, chapter=CHAPTER)
        yield "reader", pc.picture()
        page = pc.go("practice", PracticePage)
        yield "practice", pc.picture()
        page.chooser.begin()
        yield "practice-question", pc.picture()
        question = page.run.round.practice.question if page.run.round else None
        pc.press(Qt.Key.Key_Y if question and question.kind is Kind.JUDGE else Qt.Key.Key_A)
        pc.press(Qt.Key.Key_Return)
        yield "practice-verdict", pc.picture()
        pc.go("mistakes", MistakesPage)
        yield "mistakes", pc.picture()
        pc.go("progress", ProgressPage)
        yield "progress", pc.picture()
        window = pc.window
        for name, show in (
            ("guide", window.show_guide),
            ("settings", window.show_settings),
            ("about", window.show_about),
        ):
            show()
            dialog = pc.dialog()
            yield name, pc.picture(dialog)
            dialog.reject()


def sit(home: Path, look: Look) -> Shots:
    """The first officer sits in the window; the others without one."""
    with at(home, look) as pc:
        session = sessions.listed(pc.context)[0][0]
        first = session.roster[0]
        page = pc.go("exam", SignInPage)
        page.form.certificate.setText(first.certificate)
        page.form.officer.setText(first.name)
        yield "sign-in", pc.picture()
        page.sign_in()
        yield "confirm", pc.picture()
        assert isinstance(page.shown, ConfirmView)
        page.shown.start.click()
        pc.window.setWindowState(Qt.WindowState.WindowNoState)  # full screen is 800x800 to the offscreen platform
        pc.window.resize(look.width, look.height)
        pc.settle()
        for key in (Qt.Key.Key_B, Qt.Key.Key_Right, Qt.Key.Key_C, Qt.Key.Key_Right, Qt.Key.Key_F, Qt.Key.Key_A):
            pc.press(key)
        yield "sitting", pc.picture()
        sitting = page.sitting
        assert sitting is not None
        sitting.go_to(len(sitting.delivery.items) - 3)
        yield "sitting-case", pc.picture()
        for item, response in answers(papers.get(pc.context, session.paper_digest), 0).items():
            sitting.delivery.answer(item, response)
        sitting.ask_submit()
        yield "submit", pc.picture(pc.dialog())
        sitting.delivery.submit()
        sitting.tick()
        yield "result", pc.picture()
        for number, officer in enumerate(session.roster[1:], 1):
            _sit_alone(pc, session, officer, number)


def _sit_alone(pc: Pc, session: ExamSession, officer: Candidate, number: int) -> None:
    signed = sessions.sign_in(pc.context, session.id, officer.certificate, officer.name)
    delivery = sessions.deliver(pc.context, signed)
    delivery.start()
    for key, response in answers(papers.get(pc.context, session.paper_digest), number).items():
        delivery.answer(key, response)
    delivery.submit()


def hand_out(home: Path, look: Look) -> Shots:
    """End the session, sign the sheets with the passphrase, correct one."""
    with at(home, look) as pc:
        held = pc.go("sessions", SessionsPage)
        yield "session-done", pc.picture()
        yield "session-end", asked(held.close_button.click)
        page = pc.go("results", ResultsPage)
        yield "results", pc.picture()
        page.tabs.setCurrentIndex(1)
        yield "results-items", pc.picture()
        page.tabs.setCurrentIndex(0)
        page.issue_button.click()
        pc.settle()
        assert isinstance(page.asking, SignDialog)
        page.asking.secret.line.setText("不是这个口令")
        page.asking.go.click()
        yield "sign-wrong-passphrase", pc.picture(page.asking)
        page.asking.secret.line.setText(SECRET)
        page.asking.go.click()
        pc.settle()
        page.table.selectRow(0)
        yield "results-signed", pc.picture()
        page.view_button.click()
        sheet = pc.dialog()
        yield "sheet", pc.picture(sheet)
        sheet.reject()
        page.correct_button.click()
        pc.settle()
        assert page.correcting is not None and page.correcting.secret is not None
        page.correcting.unit.setText("长春市交通运输综合行政执法支队直属大队")
        page.correcting.reason.setText("单位名称登记有误，经核对任职文件更正")
        page.correcting.secret.line.setText(SECRET)
        yield "correct", pc.picture(page.correcting)
        page.correcting.go.click()
        yield "results-corrected", pc.picture()
