"""The walk at HR's PC: roster, collecting, rulings, trainings, coverage, transcript, reports, plan, audit, database."""

from __future__ import annotations

import shutil
from pathlib import Path

from walk_pc import Look, Pc, Shots, at, choosing
from walk_people import certificate, roster, trainings

from jltrain.gui.hr.activities import ActivitiesPage
from jltrain.gui.hr.collect import ALL, NOW, WAITING, CollectPage
from jltrain.gui.hr.coverage import CoveragePage
from jltrain.gui.hr.reports import ReportsPage
from jltrain.gui.hr.roster import RosterPage
from jltrain.gui.hr.sheet_detail import DetailDialog
from jltrain.gui.hr.transcript import TranscriptPage
from jltrain.gui.shell.database_dialog import DatabaseDialog
from jltrain.ledger.outcome import Outcome
from jltrain.ledger.ruling import RulingKind


def gather(unit: Path, stick: Path) -> Path:
    """The unit's sheets on the stick, with one that was changed, one torn off, and a stray document."""
    (made,) = (unit / "sheets").iterdir()
    folder = Path(shutil.copytree(made, stick / "成绩单"))
    files = sorted(folder.glob("*.pdf"))
    changed = bytearray(files[-1].read_bytes())
    changed[len(changed) // 3] ^= 1
    (folder / f"改动过的-{files[-1].name}").write_bytes(changed)
    (folder / f"没拷完的-{files[0].name}").write_bytes(files[0].read_bytes()[:9000])
    (folder / "通知.pdf").write_bytes(b"%PDF-1.4\n%not a sheet\n")
    return folder


def too_early(home: Path, look: Look, folder: Path) -> Shots:
    """HR's pages while empty; sheets collected before the province's root is trusted are refused, and can be again."""
    with at(home, look, unit="吉林省交通运输厅人事处") as pc:
        for name, cls in (("roster", RosterPage), ("activities", ActivitiesPage), ("reports", ReportsPage)):
            pc.go(name, cls)
            yield f"{name}-empty", pc.picture()
        pc.go("coverage", CoveragePage)
        yield "coverage-empty", pc.picture()
        pc.go("transcript", TranscriptPage)
        yield "transcript-empty", pc.picture()
        page = pc.go("collect", CollectPage)
        yield "collect-empty", pc.picture()
        with choosing(folder):
            page.folder.click()
        yield "collect-too-early", pc.picture()


def enrol(home: Path, look: Look, folder: Path) -> Shots:
    """The roster from a file that has faults."""
    with at(home, look, operator="人事科王姐") as pc:
        page = pc.go("roster", RosterPage)
        with choosing(roster(folder / "花名册.xlsx")):
            page.load.click()
        pc.settle()
        assert page.preview is not None
        yield "roster-preview", pc.picture(page.preview)
        page.preview.accept()
        yield "roster", pc.picture()
        page.officers.opened.emit(page.officers.rows[0])
        pc.settle()
        assert page.person is not None
        yield "roster-person", pc.picture(page.person)
        page.person.reject()


def collect(home: Path, look: Look, folder: Path) -> Shots:
    """A folder with all that goes wrong; what waits is ruled on, and one ruling is taken back."""
    with at(home, look) as pc:
        page = pc.go("collect", CollectPage)
        with choosing(folder):
            page.folder.click()
        pc.settle()
        page.tabs.setCurrentIndex(NOW)
        yield "collect", pc.picture()
        refused = [line for line in page.now.rows.rows if getattr(line, "outcome", None) is Outcome.REFUSED]
        assert len(refused) == 3, page.badges.texts
        page.open_detail(refused[0])
        yield "sheet-refused", pc.picture(_detail(pc, page))
        _detail(pc, page).reject()
        page.tabs.setCurrentIndex(WAITING)
        yield "waiting", pc.picture()
        yield from _rule(pc, page)
        page.tabs.setCurrentIndex(ALL)
        yield "register", pc.picture()


def _detail(pc: Pc, page: CollectPage) -> DetailDialog:
    pc.settle()
    assert isinstance(page.detail, DetailDialog)
    return page.detail


def _rule(pc: Pc, page: CollectPage) -> Shots:
    line = next(line for line in page.waiting.list.rows if line.name == "张伟")
    page.open_detail(line)
    dialog = _detail(pc, page)
    dialog.acts[RulingKind.CONFIRM].click()
    pc.settle()
    assert dialog.reason is not None
    dialog.reason.reason.setPlainText("已与本人和单位核对，系曾用名")
    yield "ruling", pc.picture(dialog.reason)
    dialog.reason.go.click()
    yield "sheet-ruled", pc.picture(dialog)
    dialog.undo_buttons[0].click()
    pc.settle()
    dialog.reason.reason.setPlainText("核对有误，再查")
    yield "undo-ruling", pc.picture(dialog.reason)
    dialog.reason.go.click()
    pc.settle()
    dialog.acts[RulingKind.ASSIGN].click()
    pc.settle()
    dialog.reason.reason.setPlainText("考点把证号填成了同事的，已由单位证明")
    yield "assign", pc.picture(dialog.reason)
    dialog.reason.reject()
    dialog.acts[RulingKind.CONFIRM].click()
    pc.settle()
    dialog.reason.reason.setPlainText("派出所证明已收到")
    dialog.reason.go.click()
    yield "sheet", pc.picture(dialog)
    dialog.look.click()
    yield "sheet-page", pc.picture(pc.dialog())
    pc.dialog().reject()
    dialog.reject()


def train(home: Path, look: Look, folder: Path) -> Shots:
    """A training by hand and some from a file; one is taken back."""
    with at(home, look) as pc:
        page = pc.go("activities", ActivitiesPage)
        page.add.click()
        pc.settle()
        assert page.dialog is not None
        page.dialog.title.setText("高速公路现场查处演练")
        page.dialog.vouched.setText("赵主任")
        page.dialog.picker.all.click()
        yield "activity", pc.picture(page.dialog)
        page.dialog.go.click()
        pc.settle()
        with choosing(trainings(folder / "培训记录.xlsx")):
            page.load.click()
        pc.settle()
        assert page.preview is not None
        yield "activity-preview", pc.picture(page.preview)
        page.preview.accept()
        pc.settle()
        page.list.table.selectRow(0)
        page.undo.click()
        pc.settle()
        assert page.reason is not None
        page.reason.reason.setPlainText("日期填错，另行登记")
        yield "undo-activity", pc.picture(page.reason)
        page.reason.go.click()
        pc.settle()
        page.undone.setChecked(True)
        yield "activities", pc.picture()


def count(home: Path, look: Look, folder: Path) -> Shots:
    """Coverage, plan, transcript, reports, audit, database."""
    with at(home, look) as pc:
        page = pc.go("coverage", CoveragePage)
        for tab in range(page.tabs.count()):
            page.tabs.setCurrentIndex(tab)
            yield "coverage" if tab == 0 else f"coverage-{tab}", pc.picture()
        page.plan.click()
        dialog = pc.dialog()
        yield "plan", pc.picture(dialog)
        dialog.reject()
        told = pc.go("transcript", TranscriptPage, certificate=certificate(0))
        yield "transcript", pc.picture()
        told.search.setText("郑凯")
        told.look_up()
        yield "transcript-namesakes", pc.picture()
        yield from _report(pc, folder)
        database = DatabaseDialog(pc.window, pc.window)
        database.open()
        yield "database-file", pc.picture(database)
        database.remote.setChecked(True)
        database.host.setText("10.22.1.5")
        database.user.setText("jltrain")
        yield "database", pc.picture(database)
        database.reject()


def _report(pc: Pc, folder: Path) -> Shots:
    page = pc.go("reports", ReportsPage)
    for at_kind in range(page.kind.count()):
        page.kind.setCurrentIndex(at_kind)
        yield f"report-{page.kind.currentData()}", pc.picture()
    for key in ("half-yearly", "follow-up"):
        page.kind.setCurrentIndex(page.kind.findData(key))
        pc.settle()
        for suffix, button in ((".xlsx", page.xlsx), (".pdf", page.pdf)):
            file = folder / (key + suffix)
            with choosing(file):
                button.click()
                pc.settle()
            assert file.stat().st_size > 5000
    yield "report-saved", pc.picture()
    page.audit.click()
    dialog = pc.dialog()
    yield "audit", pc.picture(dialog)
    dialog.reject()
