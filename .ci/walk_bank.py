"""The walk at a trainer's PC, from an empty data folder: import, editing, search, statutes, review, package, reports."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypeVar

from demo_bank import write_files
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QDialog
from walk_files import messy
from walk_pc import Look, Pc, Shots, asked, at, choosing

from jltrain.app import bank, bankfiles
from jltrain.bank.areas import Area
from jltrain.bank.question import Kind, Question
from jltrain.bank.state import State
from jltrain.gui.bank.check_dialog import CheckDialog, CheckResult
from jltrain.gui.bank.editor import EditorPage
from jltrain.gui.bank.export_dialog import ExportDialog
from jltrain.gui.bank.page import BankPage
from jltrain.gui.bank.retag_dialog import RetagDialog
from jltrain.gui.exchange.page import ExchangePage
from jltrain.gui.intake.choice import Choice
from jltrain.gui.intake.page import IntakePage
from jltrain.gui.intake.views import View
from jltrain.gui.review.page import REPORTS, ReviewPage
from jltrain.gui.statutes.article_dialog import show_article
from jltrain.gui.statutes.page import COMPARE, StatutesPage
from jltrain.gui.statutes.reader import LawsPage
from jltrain.gui.study.practice import PracticePage
from jltrain.gui.study.reader import ReaderPage

D = TypeVar("D", bound=QDialog)
LAW, TOPIC = "吉林省公路检测站管理示例办法", "检测站"
BASIS = f"《{LAW}》第二条"
CHAPTER = "highway/01-road-protection"
CITED = "《公路法》第三十四条"
EXCERPT = """中华人民共和国公路法

（2017年11月4日修正）

第一条　为了加强公路的建设和管理，制定本法。

第三十四条　县级以上地方人民政府应当确定公路两侧边沟（截水沟、坡脚护坡道）外缘起不少于一米的公路用地。
"""


def trainer(home: Path, look: Look, folder: Path) -> Shots:
    """One trainer's days."""
    files = write_files(folder / "旧题")
    files["messy"] = messy(folder / "旧题" / "公路检测站题库（汇总）.txt")
    with at(home, look, unit="吉林省交通运输综合行政执法局", operator="周教官") as pc:
        yield from _bring_in(pc, files)
        yield from _complete(pc)
        yield from _write(pc)
        yield from _find(pc, folder)
        yield from _laws(pc, folder, files)
        yield from _review(pc)
        yield from _pack(pc, folder)


def learner(home: Path, look: Look) -> Shots:
    """An officer reports an error in practice; the trainer accepts it."""
    with at(home, look, learner="22010001") as pc:
        yield from _report(pc)
        yield from _answer(pc)


# ---- import


def _bring_in(pc: Pc, files: dict[str, Path]) -> Shots:
    page = pc.go("bank", BankPage)
    yield "bank-new", pc.picture()
    page.actions_.bring.trigger()
    intake = pc.go("intake", IntakePage)
    yield "import-empty", pc.picture()
    with choosing(files["messy"], files["docx"], files["txt"], files["xlsx"]):
        intake.choose()
    yield "import-read", pc.picture()
    desk = intake.desk
    desk.views.chips[View.DOUBTFUL].click()
    yield "import-doubtful", pc.picture()
    entries = [entry for entry in intake.work.entries() if entry.doubtful]
    for entry in entries:
        if entry.found.kind in (Kind.SINGLE, Kind.MULTIPLE) and not entry.found.answer and entry.found.options:
            desk.go_to(entry)
            desk.reading.form.options.choose(2)
            yield "import-mended", pc.picture()
            break
    cases = [entry for entry in intake.work.entries() if entry.found.parts]
    desk.views.chips[View.ALL].click()
    if cases:
        desk.go_to(cases[0])
        desk.reading.form.parts.setCurrentIndex(1)
        yield "import-case", pc.picture()
    desk.views.chips[View.LINES].click()
    yield "import-lines", pc.picture()
    desk.views.chips[View.DOUBTFUL].click()
    for entry in list(intake.work.entries()):
        if entry.doubtful and entry.found.answer:
            desk.go_to(entry)
            desk.accept()
    intake.foot.take.click()
    pc.settle()
    if isinstance(intake.dialog, Choice):
        yield "import-ask", pc.picture(intake.dialog)
        intake.dialog.buttons[0].click()
        pc.settle()
    intake.foot.area.setCurrentIndex(intake.foot.area.findData(Area.HIGHWAY.value))
    intake.foot.topic.setEditText(TOPIC)
    intake.foot.take.click()
    pc.settle()
    if intake.dialog is not None and intake.dialog.isVisible() and isinstance(intake.dialog, Choice):
        intake.dialog.buttons[0].click()
    yield "import-done", pc.picture()
    intake.show_taken()
    yield "bank-imported", pc.picture()


# ---- editing


def _complete(pc: Pc) -> Shots:
    """A draft from the file gets what it lacks."""
    page = pc.go("bank", BankPage)
    page.show_only(())
    page.filters.state.setCurrentIndex(page.filters.state.findData(State.DRAFT.value))
    yield "bank-drafts", pc.picture()
    for _n in range(2):
        page = pc.go("bank", BankPage)
        page.actions_.edit.trigger()
        editor = pc.go_on(EditorPage)
        editor.form.basis.rows[0].line.setText(BASIS)
        editor.form.explanation.setPlainText("该办法第二条对此写明，其余说法都不合规定，应当按期办理。")
        yield "edit-draft", pc.picture()
        editor.save()
        pc.settle()
    yield "edit-draft-saved", pc.picture()
    page = pc.go("bank", BankPage)
    page.filters.clear()


def _write(pc: Pc) -> Shots:
    """A new question of each kind."""
    for kind in Kind:
        editor = pc.go("editor", EditorPage, area=Area.HIGHWAY)
        form = editor.form
        form.head.kind.setCurrentIndex(form.head.kind.findData(kind.value))
        form.head.topic.setEditText(TOPIC)
        form.stem.setPlainText({
            Kind.SINGLE: "检测站收到委托后，最迟在几日内出具检测报告？",
            Kind.MULTIPLE: "检测站未按期出具报告的，主管部门依次怎样处理？",
            Kind.JUDGE: "检测站收到委托之日起二十日内应当出具检测报告。",
            Kind.BLANK: "逾期不改正的，处____以上____以下罚款。",
            Kind.CASE: "某检测站3月1日收到委托，至4月5日仍未出具报告，被责令改正后于4月8日出具。",
        }[kind])  # fmt: skip
        if kind is Kind.CASE:
            form.case.tabs.setCurrentIndex(1)
            form.stem.setPlainText("检测站的报告是否超过期限？")
            _judge_part(editor)
            form.case.tabs.setCurrentIndex(2)
            form.stem.setPlainText("主管部门责令改正是否合法？")
            _judge_part(editor)
            yield "new-case-part", pc.picture()
            form.case.tabs.setCurrentIndex(0)
        _answer_it(editor, kind)
        form.basis.rows[0].line.setText(BASIS if kind is not Kind.BLANK else f"《{LAW}》第三条")
        form.explanation.setPlainText("办法对此有明文规定，其余说法与条文不符，不能作为答案。")
        yield f"new-{kind.value}", pc.picture()
        if editor.frame.view.isVisible():
            editor.frame.show_side(True)
            yield f"new-{kind.value}-preview", pc.picture()
            editor.frame.show_side(False)
        editor.save()
        pc.settle()


def _judge_part(editor: EditorPage) -> None:
    box = editor.form.part_kind
    box.setCurrentIndex(box.findData(Kind.JUDGE.value))
    editor.form.right.click()


def _answer_it(editor: EditorPage, kind: Kind) -> None:
    form = editor.form
    if kind in (Kind.SINGLE, Kind.MULTIPLE):
        texts = ("十日", "二十日", "三十日", "六十日")
        if kind is Kind.MULTIPLE:
            texts = ("责令改正", "逾期不改正的处罚款", "直接吊销", "不予处理")
        for row, text in zip(form.options.rows, texts, strict=False):
            row.text.setPlainText(text)
        for at_ in (1,) if kind is Kind.SINGLE else (0, 1):
            form.options.rows[at_].letter.click()
    elif kind is Kind.JUDGE:
        form.right.click()
    elif kind is Kind.BLANK:
        for field, text in zip(form.accept.fields, ("五千元", "二万元"), strict=False):
            field.setPlainText(text)


# ---- the bank


def _find(pc: Pc, folder: Path) -> Shots:
    page = pc.go("bank", BankPage)
    page.filters.put(bank.Wanted(text="检测站 报告"))
    page.look_up()
    yield "bank-search", pc.picture()
    page.filters.show_more()
    yield "bank-filters", pc.picture(page.filters.panel)
    page.filters.panel.hide()
    page.list.every.emit()
    yield "bank-picked", pc.picture()
    page.actions_.tags.trigger()
    retag = _front(pc, RetagDialog)
    retag.topic_on.setChecked(True)
    retag.topic.setEditText("公路检测站")
    yield "retag", pc.picture(retag)
    retag.accept()
    yield "retagged", pc.picture()
    for tab, name in enumerate(("", "bank-history", "bank-used", "bank-reports")):
        page.detail.setCurrentIndex(tab)
        if name:
            yield name, pc.picture()
    page.detail.setCurrentIndex(0)
    page.actions_.write.trigger()
    export = _front(pc, ExportDialog)
    export.format.setCurrentIndex(export.format.findData("aiken"))
    yield "export", pc.picture(export)
    with choosing(folder / "题.txt"):
        export.go.click()
    pc.settle()
    if page.actions_.dialog is not None and page.actions_.dialog.isVisible():
        yield "export-lost", pc.picture(page.actions_.dialog)
        page.actions_.dialog.close()
    page.actions_.test.trigger()
    check = _front(pc, CheckDialog)
    yield "check", pc.picture(check)
    check.accept()
    yield "check-result", pc.picture(_front(pc, CheckResult))
    page.actions_.count()
    yield "counts", pc.picture(_front(pc, QDialog))
    page.actions_.stop.trigger()
    yield "withdraw", pc.picture(_front(pc, QDialog))
    if page.actions_.dialog is not None:
        page.actions_.dialog.close()
    page.filters.put(bank.Wanted(text="没有这样的题"))
    page.look_up()
    yield "bank-none", pc.picture()
    page.filters.clear()


def _front(pc: Pc, cls: type[D]) -> D:
    """The dialog that the bank's page opened last."""
    pc.settle()
    page = pc.window.stack.currentWidget()
    assert isinstance(page, BankPage)
    assert isinstance(page.actions_.dialog, cls)
    return page.actions_.dialog


# ---- statutes


def _laws(pc: Pc, folder: Path, files: dict[str, Path]) -> Shots:
    """Two versions, the difference, and an article from a citation: first missing, then there."""
    pc.go("reader", ReaderPage, chapter=CHAPTER)
    yield "article-missing", _article(pc, CITED)
    page = pc.go("statutes", StatutesPage)
    yield "statutes-empty", pc.picture()
    excerpt = folder / "公路法节选.txt"
    excerpt.write_text(EXCERPT, "utf-8")
    with choosing(files["old"], excerpt):
        page.choose()
    pc.settle()
    assert page.dialog is not None
    yield "statutes-import", pc.picture(page.dialog)
    page.dialog.accept()
    page.bring_in([excerpt], anyway=True)
    pc.settle()
    page.dialog.accept()
    yield "statutes", pc.picture()
    page.bring_in([files["new"]])
    pc.settle()
    yield "statutes-new-version", pc.picture(page.dialog)
    page.dialog.accept()
    page = pc.go("statutes", StatutesPage, law=LAW)
    page.open_compare()
    assert page._body.currentIndex() == COMPARE
    yield "statutes-compare", pc.picture()
    page.leave_compare()
    pc.go("laws", LawsPage, law=LAW, article="2")
    yield "laws", pc.picture()
    pc.go("reader", ReaderPage, chapter=CHAPTER)
    yield "article", _article(pc, CITED)


def _article(pc: Pc, citation: str) -> QPixmap:
    before = set(QApplication.topLevelWidgets())
    show_article(pc.window, pc.window, citation)
    pc.settle()
    made = [w for w in QApplication.topLevelWidgets() if w not in before and isinstance(w, QDialog) and w.isVisible()]
    assert made, "the article's window was to open"
    taken = pc.picture(made[0])
    made[0].close()
    return taken


def _review(pc: Pc) -> Shots:
    page = pc.go("review", ReviewPage)
    yield "review", pc.picture()
    queue = page.queue
    queue.note.setText("期限改了，本题不受影响")
    queue.confirm.click()
    yield "review-confirmed", pc.picture()
    if queue.edit.isEnabled():
        queue.edit.click()
        editor = pc.go_on(EditorPage)
        yield "review-edit", pc.picture()
        editor.form.explanation.setPlainText("该办法第二条修订后写明十五日，其余说法都不合规定。")
        editor.form.note.setText("期限改为十五日")
        editor.save()
        pc.settle()
    page = pc.go("review", ReviewPage)
    yield "review-left", pc.picture()
    page.tabs.setCurrentIndex(2)
    yield "review-history", pc.picture()


# ---- packages


def _pack(pc: Pc, folder: Path) -> Shots:
    page = pc.go("exchange", ExchangePage)
    yield "exchange", pc.picture()
    page.start.make.click()
    pc.settle()
    assert page.dialog is not None
    page.dialog.target.put(folder / "题库.jlbank")
    yield "pack", pc.picture(page.dialog)
    page.dialog.go.click()
    pc.settle()
    yield "packed", pc.picture(page.dialog)
    page.dialog.reject()
    other = folder / "另一个题库.jsonl"
    questions = [hit.question for hit in bank.search(pc.context, bank.Wanted(text="检测"), 0, 12).rows]
    _other_bank(pc, questions, other)
    page.read(other)
    yield "merge", pc.picture()
    yield "merge-ask", asked(page.decide.go.click)
    yield "merged", pc.picture()
    page.finish.click()
    page.read(folder / "题库.jlbank")
    yield "package-received", pc.picture()
    page.leave()


def _other_bank(pc: Pc, questions: list[Question], file: Path) -> None:
    """The same questions with other answers and words here and there, and some of its own."""
    whole = file.with_name("原样.jsonl")
    bankfiles.export(pc.context, questions, whole, "jsonl")
    rows = [json.loads(line) for line in whole.read_text("utf-8").splitlines()]
    for n, row in enumerate(rows):
        if row["kind"] == "judge" and n % 2:
            row["answer"] = not row["answer"]
        elif row["kind"] == "single" and row["answer"]:
            row["answer"] = ["A"] if row["answer"] != ["A"] else ["B"]
        elif n % 3:
            row["explanation"] = "照新的规定重新写过的解析，与本机的不同，请比较之后再决定。"
        else:
            row["id"] = f"highway-zz{n:06d}"
    file.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")


# ---- reports


def _report(pc: Pc) -> Shots:
    page = pc.go("practice", PracticePage)
    page.chooser.begin()
    pc.settle()
    run = page.run
    run.reveal.click()
    yield "report-offered", pc.picture()
    run.report.click()
    pc.settle()
    dialog = run.report.dialog
    assert dialog is not None
    yield "report-empty", pc.picture(dialog)
    dialog.choices[0].setChecked(True)
    dialog.choices[3].setChecked(True)
    dialog.text.setPlainText("依据的条文已经修订，答案应当是 B；选项 C 的说法也不完整。")
    yield "report", pc.picture(dialog)
    dialog.go.click()
    yield "reported", pc.picture()


def _answer(pc: Pc) -> Shots:
    page = pc.go("review", ReviewPage, tab="reports")
    assert page.tabs.currentIndex() == REPORTS
    yield "reports", pc.picture()
    page.reports.reject.click()
    pc.settle()
    assert page.reports.dialog is not None
    page.reports.dialog.text.setPlainText("已经核对，现行条文没有改动，答案仍是原来的。")
    yield "report-verdict", pc.picture(page.reports.dialog)
    page.reports.dialog.go.click()
    yield "reports-settled", pc.picture()
