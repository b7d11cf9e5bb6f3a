"""导入试题: bring in a file of whatever shape, see what was understood of it, put it right, take it into the bank."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton, QStackedWidget, QVBoxLayout

from jltrain.app import bank, intake
from jltrain.errors import BadInput, JltrainError
from jltrain.gui.intake import regroup, work
from jltrain.gui.intake.choice import Choice
from jltrain.gui.intake.columns import Line, sources_of
from jltrain.gui.intake.desk import Desk
from jltrain.gui.intake.foot import Foot, Topics, taken_text
from jltrain.gui.intake.likeness import LikeDialog
from jltrain.gui.intake.start import PasteDialog, Start, heading
from jltrain.gui.intake.work import Entry, Source
from jltrain.gui.page import Shell
from jltrain.gui.shell.drop import DropPage
from jltrain.gui.shell.frame import px
from jltrain.gui.shell.table import refit
from jltrain.i18n import N_, _
from jltrain.progress import Report

if TYPE_CHECKING:
    from jltrain.bank.intake.found import Findings

Read = list[tuple[str, "Findings | JltrainError"]]


class AreaNotChosen(BadInput):
    template = N_("有 {n} 题的文件里没有写明门类，请先在下方选择“导入到”哪个门类，再导入。")


class NothingInFolder(BadInput):
    template = N_("文件夹“{folder}”里没有能导入的文件，请选择 Word、Excel 或文本文件。")


class IntakePage(DropPage):
    """The page "intake"; `files` of `arrive` are read at once. What is at hand outlives the page (`work.work_of`)."""

    name = "intake"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.work = work.work_of(self.context)
        self.dialog: Choice | PasteDialog | LikeDialog | None = None
        self.start = Start(self.choose, self.paste, self.write_template)
        self.desk = Desk()
        self.foot = Foot(self.take, self.show_taken)
        self.more = QPushButton(_("更多(&O)"))
        self.more.setToolTip(_("再读文件、粘贴文字、保存模板或清空列表（Alt+O）"))
        menu = QMenu(self.more)
        menu.addAction(_("选择文件(&O)…"), self.choose)
        menu.addAction(_("粘贴文字(&V)…"), self.paste)
        menu.addAction(_("保存模板(&T)…"), self.write_template)
        menu.addSeparator()
        menu.addAction(_("清空列表(&N)"), self.begin_anew)
        self.more.setMenu(menu)
        self._lay_out()
        self.desk.altered.connect(lambda: self.foot.show_work(self.work))
        self.desk.compare.connect(self.compare)
        self.desk.claimed.connect(self.claim)
        self.desk.said.connect(self.shell.tell)
        self.foot.area_chosen.connect(lambda: self.desk.reading.form.show_topics(self.foot.topics()))
        self._show_work()

    def _lay_out(self) -> None:
        self._body = QStackedWidget()
        self._body.addWidget(self.start)
        self._body.addWidget(self.desk)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(heading(self.desk.sum, self.more))
        column.addWidget(self._body, 1)
        column.addWidget(self.foot)

    def arrive(self, **arguments: object) -> None:
        """With `files`: read them."""
        self.shell.run(self._topics, self.foot.show_topics, _("正在读取知识点…"), quiet=True)
        files = arguments.get("files")
        if isinstance(files, Sequence) and files:
            self.open_files([Path(str(file)) for file in files])
        elif self.work.sources:
            self.take_focus(self.desk.table)
        else:
            self.take_focus(self.start.choose)

    def _topics(self, report: Report) -> Topics:
        bank.keep_up(self.context, report)
        return bank.topics(self.context)

    def retheme(self, dark: bool, scale: int) -> None:
        refit(self)
        self.desk.retheme()

    # ---- files

    def wanted(self, path: Path) -> bool:
        return path.is_file() or path.is_dir()

    def dropped(self, paths: list[Path]) -> None:
        self.open_files(paths)

    def hover(self, on: bool) -> None:
        self.start.set_hot(on)

    def choose(self) -> None:
        """Pick files."""
        known = " ".join(f"*{suffix}" for suffix in intake.SUFFIXES)
        kinds = _("试题文件 ({known});;所有文件 (*)").format(known=known)
        names, _kind = QFileDialog.getOpenFileNames(self, _("选择试题文件"), "", kinds)
        if names:
            self.open_files([Path(name) for name in names])

    def write_template(self) -> None:
        """Our own workbook to fill in."""
        name, _kind = QFileDialog.getSaveFileName(self, _("保存模板"), _("试题模板.xlsx"), "Excel (*.xlsx)")
        if name:
            file = Path(name)
            self.shell.run(
                lambda _report: intake.write_template(file),
                lambda _none: self.shell.tell(_("模板已保存为 {file}").format(file=file.name)),
                _("正在保存模板…"),
            )

    def paste(self) -> None:
        """A field for text from elsewhere."""
        dialog = self.dialog = PasteDialog(self)
        dialog.accepted.connect(lambda: self._settle(partial(self._read_text, dialog.box.toPlainText())))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def open_files(self, files: list[Path]) -> None:
        """Read them, and what can be read in folders; first ask what becomes of work that is not done."""
        try:
            every = [file for place in files for file in _within(place)]
        except NothingInFolder as error:
            self.shell.fail(error)
            return
        self._settle(partial(self._read_files, every))

    def _settle(self, read: partial[None]) -> None:
        unfinished = len(self.work.unfinished())
        if not unfinished:
            read(add=bool(self.work.sources) and not self._all_taken())
            return
        text = _("列表中还有 {n} 题没有导入。新的题加在后面，还是替换它们？").format(n=f"{unfinished:,}")
        self.dialog = Choice(
            self, text, ((_("加在后面"), partial(read, add=True)), (_("替换"), partial(read, add=False)))
        )
        self.dialog.open()

    def _all_taken(self) -> bool:
        return all(not entry.wanted for entry in self.work.entries())

    def _read_files(self, files: list[Path], *, add: bool) -> None:
        def read(report: Report) -> Read:
            out: Read = []
            for file in files:
                try:
                    out.append((file.name, intake.read(file, report)))
                except JltrainError as error:
                    out.append((file.name, error))
            return out

        self.shell.run(read, partial(self._read, add), _("正在读取试题…"))

    def _read_text(self, text: str, *, add: bool) -> None:
        def read(report: Report) -> Read:
            return [(_("粘贴的内容"), intake.read_text(text, report))]

        self.shell.run(read, partial(self._read, add), _("正在识别试题…"))

    def _read(self, add: bool, read: Read) -> None:
        found = [(name, got) for name, got in read if not isinstance(got, JltrainError)]
        if found:
            if not add:
                self.work = work.put_aside(self.context)
            for name, findings in found:
                source = Source.of(name, findings)
                self.work.sources.append(source)
                self._look_for(source, findings)
            self.desk.clear()
            self._show_work()
            self.take_focus(self.desk.table if self.work.entries() else self.desk.lines)
        for _name, got in read:
            if isinstance(got, JltrainError):
                self.shell.fail(got)

    def begin_anew(self) -> None:
        """Put the list aside."""
        unfinished = len(self.work.unfinished())
        text = _("列表中还有 {n} 题没有导入，清空后要重新读取文件。确定清空吗？").format(n=f"{unfinished:,}")
        if not unfinished or self.shell.ask(text, _("清空")):
            self.work = work.put_aside(self.context)
            self.desk.clear()
            self._show_work()
            self.take_focus(self.start.choose)

    def _show_work(self) -> None:
        any_read = bool(self.work.sources)
        self._body.setCurrentWidget(self.desk if any_read else self.start)
        for part in (self.more, self.desk.sum, self.foot):
            part.setVisible(any_read)
        if any_read:
            self.desk.show_work(self.work)
        self.foot.show_work(self.work)

    # ---- likeness

    def _look_for(self, source: Source, findings: Findings) -> None:
        """Mark what the bank has already; the same ones are skipped unless the trainer says otherwise."""
        entries = {id(entry.found): entry for entry in source.entries}
        by_place = [entries[id(found)] for found in findings.questions]

        def look(report: Report) -> tuple[dict[int, tuple[str, ...]], frozenset[int]]:
            bank.keep_up(self.context, report)
            like = intake.similar(self.context, findings, report)
            return like, intake.same(self.context, findings, like)

        def done(found: tuple[dict[int, tuple[str, ...]], frozenset[int]]) -> None:
            self._mark(by_place, *found)

        if findings.questions:
            self.shell.run(look, done, _("正在与题库比较…"), quiet=True)

    def _mark(self, entries: list[Entry], like: dict[int, tuple[str, ...]], same: frozenset[int]) -> None:
        skipped = 0
        for n, idents in like.items():
            entry = entries[n]
            if entry.taken:
                continue
            entry.like = idents
            if n in same and not entry.edited:
                skipped += not entry.skipped
                entry.same = entry.skipped = True
        if like:
            self.desk.refresh()
            self.foot.show_work(self.work)
        if skipped:
            self.shell.tell(_("有 {n} 题题库中已有，默认跳过。").format(n=f"{skipped:,}"))

    def compare(self, entry: Entry | None) -> None:
        """Show what the bank has of the kind."""
        if entry is not None and entry.like:
            hits = bank.hits(self.context, entry.like)
            questions = [hits[ident].question for ident in entry.like if ident in hits]
            self.dialog = LikeDialog(self.shell, self, questions, partial(bank.pictures, self.context))
            self.dialog.open()

    def claim(self, lines: list[Line]) -> None:
        """Read ignored lines as questions."""

        def read(report: Report) -> list[regroup.Claim]:
            return [regroup.claim(source, [line.ignored for line in own], report) for source, own in sources_of(lines)]

        self.shell.run(read, self.desk.lines_claimed, _("正在识别试题…"))

    # ---- into the bank

    def take(self) -> None:
        """Import; what becomes of doubtful ones is asked first."""
        unfinished = self.work.unfinished()
        sound = [entry for entry in unfinished if not entry.doubtful]
        if not self._placed(sound or unfinished):
            return
        if len(sound) == len(unfinished):
            self._take(sound)
            return
        doubtful = len(unfinished) - len(sound)
        text = _("有 {n} 题的疑点还没有核对，照现在的样子导入可能带进错误的答案。").format(n=f"{doubtful:,}")
        whole = _("连同有疑问的共导入 {n} 题").format(n=f"{len(unfinished):,}")
        answers: list[tuple[str, Callable[[], object]]] = [(whole, partial(self._take, unfinished))]
        if sound:
            answers.insert(0, (_("只导入其余 {n} 题").format(n=f"{len(sound):,}"), partial(self._take, sound)))
        else:
            answers.insert(0, (_("先去核对"), self.desk.next_doubt))
        self.dialog = Choice(self, text, answers)
        self.dialog.open()

    def _placed(self, entries: list[Entry]) -> bool:
        """Whether each has an area, its own or the one chosen; if not, the trainer is told."""
        homeless = sum(not entry.found.discipline for entry in entries)
        if homeless and self.foot.chosen_area is None:
            self.shell.fail(AreaNotChosen(n=homeless))
            self.foot.area.setFocus()
            return False
        return True

    def _take(self, entries: list[Entry]) -> None:
        if not self._placed(entries):
            return
        target = self.foot.target()
        chosen = [intake.chosen(entry.found, target) for entry in entries]
        names = _("、").join(dict.fromkeys(entry.source.name for entry in entries))

        def put(report: Report) -> intake.Taken:
            bank.keep_up(self.context, report)
            return intake.take(self.context, chosen, names, report)

        self.shell.run(put, partial(self._taken, entries), _("正在导入试题…"))

    def _taken(self, entries: list[Entry], taken: intake.Taken) -> None:
        for entry, ident in zip(entries, taken.ids, strict=True):
            entry.taken = ident
        self.work.told, self.work.ids = taken_text(taken), tuple(dict.fromkeys(taken.ids))
        self.work.changes.clear()  # what was imported is not divided again
        self.desk.refresh()
        self.foot.show_work(self.work)
        self.take_focus(self.foot.show_taken)

    def show_taken(self) -> None:
        """Go to the bank with what was just imported."""
        self.shell.go("bank", ids=self.work.ids)


def _within(place: Path) -> list[Path]:
    """A file; or the files of a folder that look like questions, without those that Word leaves while one is open."""
    if not place.is_dir():
        return [place]
    found = [file for file in sorted(place.iterdir()) if file.is_file() and file.suffix.lower() in intake.SUFFIXES]
    found = [file for file in found if not file.name.startswith(("~$", "."))]
    if not found:
        raise NothingInFolder(folder=place.name)
    return found
