"""Saving a question as a version: once at a time, and what comes of it when somebody else has saved meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from jltrain.app import editing
from jltrain.app.editing import ChangedMeanwhile, Saved
from jltrain.gui.bank import editor_desk as desk
from jltrain.gui.bank.editor_checks import Place
from jltrain.gui.bank.editor_conflict import Choice, ConflictDialog
from jltrain.gui.bank.editor_desk import Subject
from jltrain.gui.bank.editor_work import Work
from jltrain.i18n import _

if TYPE_CHECKING:
    from jltrain.gui.bank.editor import EditorPage


class Saving:
    """Belongs to the page. `busy` while a version is being written; `dialog` asks whose version is to stay."""

    def __init__(self, page: EditorPage) -> None:
        self._page = page
        self.busy = False
        self.dialog: ConflictDialog | None = None

    def save(self, *, new: bool = False, since: int | None = None) -> None:
        """As a version; `new`: then begin another question. `since` overrides the version that the edit started from."""
        page = self._page
        subject, work, note = page.subject, page.work, page.form.note.text().strip()
        if subject is None or self.busy:
            return
        if not work.title:
            page.shell.tell(_("还没有题干，先写题干再保存。"))
            page.form.go_to(Place(0, "stem", 0))
            return
        self.busy = True
        started, context = subject.version if since is None else since, page.context

        def done(result: tuple[Saved, Work]) -> None:
            self.busy = False
            self._saved(subject, work, *result, new=new)

        def failed(error: Exception) -> None:
            self.busy = False
            if isinstance(error, ChangedMeanwhile):
                self._conflict(subject, work, new=new)
            else:
                page.shell.fail(error)

        page.shell.run(lambda _report: desk.save(context, subject, work, note, started), done, _("正在保存…"), failed)

    def _saved(self, subject: Subject, sent: Work, saved: Saved, work: Work, *, new: bool) -> None:
        page = self._page
        page.shell.tell(desk.told(saved, subject))
        if new and sent == page.work:
            fresh = desk.begun(page.context, work)
            page.begin(fresh, fresh.saved)
            page.take_focus(page.form.stem)
            return
        page.subject, page.kept = Subject(saved.id, saved.version, work, saved.state), work
        page.form.note.clear()
        if sent == page.work != work:
            page.form.do(work, "pictures")
        page.follow_saved()

    def _conflict(self, subject: Subject, work: Work, *, new: bool) -> None:
        page = self._page
        theirs = editing.history(page.context, subject.ident)[0]
        mine = work.question(subject.ident)
        self.dialog = dialog = ConflictDialog(
            page, mine, page.files(mine), theirs, page.files(theirs.question)
        )  # fmt: skip
        dialog.finished.connect(lambda _result: self._decided(dialog.choice, theirs.version, new=new))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _decided(self, choice: Choice, version: int, *, new: bool) -> None:
        self.dialog = None
        page = self._page
        if page.subject is None:
            return
        if choice is Choice.MINE:
            self.save(new=new, since=version)
        elif choice is Choice.THEIRS:
            earlier = page.work
            editing.drop_draft(page.context, page.subject.key)
            subject = desk.opened(page.context, page.subject.ident)
            page.begin(subject, subject.saved, earlier=earlier)
