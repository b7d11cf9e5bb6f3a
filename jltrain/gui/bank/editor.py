"""试题编辑: a question of any kind is written with its preview beside it; nothing that is typed is lost.

Every change is a step that can be taken back, and is saved by itself within seconds; it becomes a version of the
question only by 保存.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout

from jltrain.app import bank, editing, statutes
from jltrain.bank.alike import Alike
from jltrain.bank.areas import Area
from jltrain.bank.check import CheckFault
from jltrain.bank.question import Question
from jltrain.clock import beijing, parse_iso
from jltrain.errors import JltrainError
from jltrain.gui.bank import editor_desk as desk
from jltrain.gui.bank.editor_checks import Examined, Place, examine, place_of
from jltrain.gui.bank.editor_desk import Subject
from jltrain.gui.bank.editor_frame import EditorFrame
from jltrain.gui.bank.editor_pictures import SUFFIXES
from jltrain.gui.bank.editor_saving import Saving
from jltrain.gui.bank.editor_work import History, Spot, Work
from jltrain.gui.page import Shell
from jltrain.gui.shell.drop import DropPage
from jltrain.i18n import _
from jltrain.progress import Report

LOOKED_AFTER: Final = 150
"""Milliseconds after the last key until preview and checks follow."""
KEPT_AFTER: Final = 2500
"""Milliseconds after a change until it is saved by itself."""
_PAUSE: Final = 800
"""Milliseconds without typing that end a step."""


class EditorPage(DropPage):
    """Arrives with `id`, with `draft` (what was saved by itself), or for a new question, perhaps with its `area`."""

    name = "editor"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.subject: Subject | None = None
        self.history = History()
        self.examined = Examined((), {})
        self.kept: Work | None = None
        self._ticket = 0
        self._alike_ready = False
        self.saving = Saving(self)
        self.frame = EditorFrame(self, self.context)
        self.form, self.side = self.frame.form, self.frame.side
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.frame)
        self._looking = self._timer(LOOKED_AFTER, self.look)
        self._pausing = self._timer(_PAUSE, self.history.pause)
        self._keeping = self._timer(KEPT_AFTER, self.keep)
        self._listen()

    # ---- opening

    def arrive(self, **arguments: object) -> None:
        self._keep_now()
        ident, area, key = (arguments.get(name) for name in ("id", "area", "draft"))
        draft = desk.draft_of(self.context, key) if isinstance(key, str) else None
        if draft is not None:
            self.begin(*desk.resumed(self.context, draft))
        elif isinstance(ident, str) and ident:
            self._open(ident)
        else:
            self._open_new(area if isinstance(area, Area) else None)
        self._prepare()
        self.take_focus(self.form.stem if self.work.topic else self.form.head.topic)

    def _open(self, ident: str) -> None:
        subject = desk.opened(self.context, ident)
        left = desk.draft_of(self.context, subject.key)
        if left is None:
            self.begin(subject, subject.saved)
            return
        asked = _("这道题有未保存的修改（{at}），继续？").format(at=beijing(parse_iso(left.at)))
        started, work = desk.resumed(self.context, left)
        if self.shell.ask(asked, _("继续修改"), _("从已保存的开始")):
            self.begin(started, work)
        else:
            self.begin(subject, subject.saved, earlier=work)
            self.shell.tell(_("按 Ctrl+Z 仍可找回未保存的修改。"))

    def _open_new(self, area: Area | None) -> None:
        left = desk.newest_new(self.context)
        if left is not None:
            subject, work = desk.resumed(self.context, left)
            title = work.title[:30] or _("还没有题干")
            asked = _("有一道没有保存的新试题“{title}”（{at}），继续？").format(
                title=title, at=beijing(parse_iso(left.at))
            )
            if self.shell.ask(asked, _("继续写"), _("另写一道")):
                self.begin(subject, work)
                return
        like = Work(area=area or self.work.area)
        subject = desk.begun(self.context, like)
        self.begin(subject, subject.saved)

    @property
    def work(self) -> Work:
        """The question as it stands in the fields."""
        return self.form.work

    def begin(self, subject: Subject, work: Work, earlier: Work | None = None) -> None:
        """Show `work`, an edit of `subject`; `earlier` can be had back by Ctrl+Z."""
        self.subject, self.kept = subject, work
        self.history.begin(work, earlier)
        self.examined = Examined((), {})
        self.form.note.clear()
        self.form.unfold.setChecked(False)
        self.form.tell(self.examined)
        self.form.show_work(work, 0)
        self.frame.show_side(False)
        self.frame.fields.verticalScrollBar().setValue(0)
        self._show_head()
        self.look()

    def _prepare(self) -> None:
        """Fetch beside the screen what the fields complete from, and what alike questions are found in."""

        def fetch(_report: Report) -> tuple[tuple[str, ...], dict[Area, tuple[str, ...]]]:
            topics = {area: tuple(name for name, _n in found) for area, found in bank.topics(self.context).items()}
            return tuple(row.law for row in statutes.laws(self.context)), topics

        def offer(fetched: tuple[tuple[str, ...], dict[Area, tuple[str, ...]]]) -> None:
            self.form.basis.offer(fetched[0])
            self.form.head.offer(fetched[1])

        def ready(_count: int) -> None:
            self._alike_ready = True
            self.look()

        self.shell.run(fetch, offer, _("正在读取知识点和法规名称…"), quiet=True)
        self.shell.run(
            lambda report: editing.prepare_alike(self.context, report), ready, _("正在整理题库…"), quiet=True
        )

    # ---- while it is written

    def _changed(self, work: Work, spot: Spot, step: bool) -> None:
        if self.history.note(work, spot, step=step):
            self._pausing.start()
            self._follow()

    def _follow(self) -> None:
        """The work is another: preview, checks and the copy come after."""
        self._show_head()
        self._looking.start()
        if not self._keeping.isActive():
            self._keeping.start()

    def undo(self) -> None:
        """One step back, and to where it was done."""
        self._restored(self.history.undo())

    def redo(self) -> None:
        """The step taken back, again."""
        self._restored(self.history.redo())

    def _restored(self, spot: Spot | None) -> None:
        if spot is None:
            return
        self.form.show_work(self.history.now, spot.tab)
        self.form.go_to(Place(spot.tab, spot.field, 0))
        self._follow()

    def look(self) -> None:
        """Draw the preview and have the question examined."""
        if self.subject is None:
            return
        self._looking.stop()
        self._ticket += 1
        ticket, question = self._ticket, self.work.question(self.subject.ident)
        files = self.files(question)
        self.form.pictures.put(question.pictures, files)
        self.side.show_question(question, files)
        alike = self._alike_ready and bool(self.work.title)

        def work(_report: Report) -> tuple[Examined, tuple[Alike, ...]]:
            return examine(self.context, question), editing.alike(self.context, question) if alike else ()

        def done(result: tuple[Examined, tuple[Alike, ...]]) -> None:
            if ticket == self._ticket:
                self._tell(*result)

        self.shell.run(work, done, _("正在检查…"), quiet=True)

    def files(self, question: Question) -> tuple[Path, ...]:
        """Its pictures."""
        try:
            return bank.pictures(self.context, question) if question.pictures else ()
        except OSError:  # a full disk must not keep anybody from typing
            return ()

    def _tell(self, examined: Examined, alike: tuple[Alike, ...]) -> None:
        self.examined = examined
        touched = self.subject is not None and (self.subject.version or self.subject.changed(self.work))
        self.form.tell(examined if touched else Examined((), examined.articles))  # nobody is blamed for an empty form
        self.frame.tell(examined.faults, alike, compared=self._alike_ready)

    def _show_head(self) -> None:
        if self.subject is not None:
            self.frame.show_head(self.subject, self.work, self.history)

    # ---- kept by itself

    def keep(self) -> None:
        """Save the fields by itself, beside the screen, if they changed since."""
        subject, work = self.subject, self.work
        self._keeping.stop()
        if subject is None or self.saving.busy or work == self.kept or not subject.changed(work):
            return

        def kept(_nothing: None) -> None:
            self.kept = work
            if self.subject == subject and subject.changed(self.work):
                self.frame.show_kept(self.context.clock.now())

        self.shell.run(lambda _report: desk.keep(self.context, subject, work), kept, _("正在自动留存…"), quiet=True)

    def _keep_now(self) -> bool:
        """Save the fields by itself at once; whether there was anything that is not saved."""
        self._keeping.stop()
        if self.subject is None or not self.subject.changed(self.work):
            return False
        if self.work != self.kept:
            desk.keep(self.context, self.subject, self.work)
            self.kept = self.work
        return True

    def may_leave(self) -> bool:
        try:
            if self._keep_now():
                self.shell.tell(_("修改已自动留存，还没有成为新版本；再打开时可以继续。"))
        except JltrainError as error:
            self.shell.fail(error)
            return self.shell.ask(_("修改没有保存，离开就会丢失。确定离开吗？"), _("离开"))
        return True

    def place(self) -> dict[str, object]:
        if self.subject is None:
            return {}
        if self._keep_now():
            return {"draft": self.subject.key}
        return {"id": self.subject.ident} if self.subject.version else {"area": self.work.area}

    def throw_away(self) -> None:
        """Back to what is saved; Ctrl+Z brings the changes back."""
        if self.subject is None or not self.subject.changed(self.work):
            return
        self.form.do(self.subject.saved, "stem", 0)
        self.kept = self.work
        editing.drop_draft(self.context, self.subject.key)
        self.shell.tell(_("修改已放弃，按 Ctrl+Z 可以找回。"))

    # ---- saving

    def save(self, *, new: bool = False) -> None:
        """As a version; `new`: then begin another question."""
        self.saving.save(new=new)

    def follow_saved(self) -> None:
        """What is saved is another: say so, look again, and keep what was typed meanwhile."""
        self._show_head()
        self.look()
        if self.subject is not None and self.subject.changed(self.work):
            self._keeping.start()

    # ---- pictures, articles, places

    def wanted(self, path: Path) -> bool:
        return path.suffix.lower() in SUFFIXES

    def dropped(self, paths: list[Path]) -> None:
        self.add_pictures(paths)

    def add_pictures(self, pictures: Sequence[Path | bytes]) -> None:
        """Put them with the question and their marks at the cursor."""

        def take(_report: Report) -> tuple[str, ...]:
            return tuple(editing.add_picture(self.context, picture) for picture in pictures)

        def taken(names: tuple[str, ...]) -> None:
            fresh = tuple(name for name in dict.fromkeys(names) if name not in self.work.pictures)
            before = len(self.work.pictures)
            self.form.do(replace(self.work, pictures=(*self.work.pictures, *fresh)), "pictures")
            self.look()
            if fresh:
                self.form.insert_mark(before)
                self.shell.tell(_("已添加 {n} 张图片。").format(n=len(fresh)))
            else:
                self.shell.tell(_("这道题里已有这张图片。"))

        self.shell.run(take, taken, _("正在添加图片…"))

    def read_article(self, citation: str) -> None:
        """Open the article beside the page."""
        from jltrain.gui.statutes.article_dialog import show_article

        show_article(self.shell, self, citation)

    def _go_to(self, fault: CheckFault) -> None:
        self.frame.show_side(False)
        self.form.go_to(place_of(fault))
        QTimer.singleShot(0, self.frame.keep_in_view)

    def go_back(self) -> None:
        """To the bank."""
        self.shell.go("bank")

    # ---- wiring

    def _timer(self, milliseconds: int, act: Callable[[], object]) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.setInterval(milliseconds)
        made.timeout.connect(act)
        return made

    def _listen(self) -> None:
        self.form.changed.connect(self._changed)
        self.form.basis.opened.connect(self.read_article)
        self.form.pictures.added.connect(self.add_pictures)
        self.form.pasted.connect(self.form.pictures.paste_picture)
        self.side.faults.chosen.connect(self._go_to)
        self.side.cited.connect(self.read_article)
        again = QShortcut(QKeySequence("Ctrl+Shift+Z"), self)
        again.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        again.activated.connect(self.redo)
