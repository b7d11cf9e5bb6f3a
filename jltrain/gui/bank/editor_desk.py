"""What is being edited and where it is kept: opened from the bank, saved by itself while it is written, saved as a version."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from jltrain.app import bank, editing
from jltrain.app.context import Context
from jltrain.app.editing import Draft, Saved
from jltrain.bank.pictures import is_content_name
from jltrain.bank.state import State
from jltrain.gui.bank.editor_work import Work, as_body, from_body, of_question
from jltrain.i18n import _

_OLD: Final = "question:"
_NEW: Final = "new:"
_TOLD: Final = 3
"""Faults that are told in a sentence; the list has them all."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The question that is edited. `version` is the one the edit started from, 0 for a new one; `saved` what that said.

    `state` is None for a new one.
    """

    ident: str
    version: int
    saved: Work
    state: State | None = None

    @property
    def key(self) -> str:
        """Under which it is saved by itself."""
        return (_OLD if self.version else _NEW) + self.ident

    def changed(self, work: Work) -> bool:
        """Whether saving would make another question of it."""
        return work.question(self.ident) != self.saved.question(self.ident)


def opened(context: Context, ident: str) -> Subject:
    """A question of the bank. Raises NoSuchQuestion."""
    hit = bank.hit(context, ident)
    return Subject(ident, hit.version, of_question(hit.question), hit.state)


def begun(context: Context, like: Work) -> Subject:
    """A new one, where `like` belongs and of its kind."""
    blank = Work(area=like.area, topic=like.topic, difficulty=like.difficulty).of_kind(like.kind)
    return Subject(editing.new_id(context, like.area), 0, blank)


def draft_of(context: Context, key: str) -> Draft | None:
    """What was saved by itself under this key."""
    return next((draft for draft in editing.drafts(context) if draft.key == key), None)


def newest_new(context: Context) -> Draft | None:
    """The new question left last without being saved."""
    return next((draft for draft in editing.drafts(context) if draft.key.startswith(_NEW)), None)


def resumed(context: Context, draft: Draft) -> tuple[Subject, Work]:
    """Where the edit stood. Of a question that is gone meanwhile a new one is made."""
    body, work = draft.body, from_body(draft.body["work"])
    kind, _colon, ident = draft.key.partition(":")
    if kind + ":" == _OLD:
        now = bank.hits(context, [ident]).get(ident)
        started = context.questions.version(ident, body["version"])
        if now is not None and started is not None:
            return Subject(ident, body["version"], of_question(started.question), now.state), work
    return replace(begun(context, work), ident=ident), work


def keep(context: Context, subject: Subject, work: Work) -> None:
    """Save it by itself. Raises NotSaveable."""
    editing.keep_draft(context, subject.key, {"work": as_body(work), "version": subject.version})


def save(context: Context, subject: Subject, work: Work, note: str, since: int) -> tuple[Saved, Work]:
    """Save it as a version; what was saved by itself is thrown away. Raises like `editing.save`.

    A picture that lies beside a file of the bank is taken into the database when the question changes its area, whose
    folder does not have it.
    """
    ident = subject.ident
    if not subject.version and not ident.startswith(work.area.value):
        ident = editing.new_id(context, work.area)
    if work.area is not subject.saved.area and any(not is_content_name(name) for name in work.pictures):
        files = {file.name: file for file in bank.pictures(context, subject.saved.question(ident))}
        pictures = tuple(
            name if is_content_name(name) or name not in files else editing.add_picture(context, files[name])
            for name in work.pictures
        )
        work = replace(work, pictures=pictures)
    saved = editing.save(context, work.question(ident), note, since=since)
    editing.drop_draft(context, subject.key)
    return saved, work


def told(saved: Saved, subject: Subject) -> str:
    """What saving came to, in a sentence or two."""
    if subject.version == saved.version:
        return _("没有改动，仍是第 {n} 版。").format(n=saved.version)
    faults = list(dict.fromkeys(fault.text for fault in saved.faults if fault.blocking))
    lacking = _("、").join(faults[:_TOLD])
    if len(faults) > _TOLD:
        lacking = _("{some}等 {n} 处").format(some=lacking, n=len(faults))
    if saved.state is State.DRAFT:
        text = _("已保存为草稿（第 {n} 版），不会用于练习和组卷，还要补全：{lacking}。").format(
            n=saved.version, lacking=lacking
        )
    elif saved.state is State.WITHDRAWN:
        text = _("已保存为第 {n} 版；这道题仍是停用的，要用先在题库里恢复。").format(n=saved.version)
    else:
        text = _("已保存为第 {n} 版，可以用于练习和组卷。").format(n=saved.version)
    if subject.state is State.REVIEW and saved.state is not State.REVIEW:
        text += _("这道题的待复核已结束。")
    return text
