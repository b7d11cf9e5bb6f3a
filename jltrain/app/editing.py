"""What a trainer does with single questions: write, change, look back, withdraw, sort anew.

Nothing is ever overwritten: each change is a version (`Questions`), and papers keep what they were made of. A question
is ready for papers as soon as nothing blocks (`bank.check`); until then it is saved all the same, as a draft.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import orjson

from jltrain.app import bank, bankcheck, review, rotation
from jltrain.app.alike import alike, know, prepare_alike
from jltrain.app.context import Context
from jltrain.bank import ids as _ids
from jltrain.bank.areas import Area
from jltrain.bank.check import CheckFault, ready
from jltrain.bank.check import check as _check
from jltrain.bank.pictures import LARGEST, PictureUnfit, content_name
from jltrain.bank.question import Question, from_record
from jltrain.bank.state import Origin, State
from jltrain.errors import BadInput, NotFound
from jltrain.foreign.faults import bytes_of
from jltrain.i18n import N_, _
from jltrain.progress import Report, silent
from jltrain.store.desk import StoredDraft
from jltrain.store.questions import ChangedMeanwhile, IdTaken
from jltrain.store.versions import Version

__all__ = [
    "ChangedMeanwhile", "Draft", "IdTaken", "NoSuchVersion", "NotSaveable", "PictureUnfit", "Saved", "UsedIn", "Version",
    "add_picture", "alike", "back_to", "check", "drafts", "drop_draft", "history", "keep_draft", "new_id", "prepare_alike",
    "restore", "retag", "save", "used_in", "withdraw",
]  # fmt: skip

_NOTE: Final = 500
"""Characters of a note or a reason."""
_DRAFT_LARGEST: Final = 2_000_000


class NoSuchVersion(NotFound):
    template = N_("试题“{id}”没有第 {version} 版，请查看它的修改记录。")


class NotSaveable(BadInput):
    template = N_("没有保存：{reason}。")


@dataclass(frozen=True, slots=True)
class Saved:
    """What saving came to: the version that is current now, whether the question may be used, and what is wrong."""

    id: str
    version: int
    state: State
    faults: tuple[CheckFault, ...]


@dataclass(frozen=True, slots=True)
class UsedIn:
    """A paper that has the question. `version` of it, 0 when the paper's is none that is kept; `sessions`: titles."""

    paper_title: str
    digest: str
    version: int
    sessions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """What the editor saved by itself: `body` is its own."""

    key: str
    at: str
    by: str
    body: dict[str, Any]


def check(context: Context, question: Question) -> tuple[CheckFault, ...]:
    """What is wrong with it, with the imported statutes looked up: a few milliseconds, for while it is typed."""
    return _check(question, bankcheck.lookup(context))


def new_id(context: Context, area: Area) -> str:
    """An id that no question has, here or elsewhere."""
    while True:
        made = _ids.fresh(area)
        if not context.questions.history(made):
            return made


def save(context: Context, question: Question, note: str = "", by: str = "", since: int | None = None) -> Saved:
    """Keep a question as its newest version. Its open reviews are closed; a withdrawn one stays withdrawn.

    `since`: the version that the edit started from, 0 for a new question; None: whichever there is. Saving what is
    there already makes no version and closes no review. Raises NotSaveable, ChangedMeanwhile.
    """
    return _save(context, question, note, by, since)


def _save(
    context: Context, question: Question, note: str, by: str, since: int | None = None, *, looked_at: bool = True
) -> Saved:
    """`save`; what nobody has `looked_at` keeps its open reviews, and waits for them."""
    if not _ids.fits(question.id):
        raise NotSaveable(reason=_("编号只能用文字、数字和 - . _，不能有空格和 #"))
    if not question.items or not 1 <= question.difficulty <= 5:
        raise NotSaveable(reason=_("难度应是 1 到 5 的整数"))
    who, faults = rotation.operator(context, by), check(context, question)
    there = context.questions.hits([question.id]).get(question.id)
    waits = not looked_at and bool(context.reviews.open_questions([question.id]))
    state = _usable(fine=ready(faults), waits=waits)
    if there is not None and there.state is State.WITHDRAWN:
        state = State.WITHDRAWN
    if there is not None and since is not None and there.version != since:
        raise ChangedMeanwhile(id=question.id, version=there.version)
    if there is None or there.question != question or (there.state is not state and there.state is not State.REVIEW):
        context.questions.save(
            question, origin=Origin.EDIT, by=who, at=context.now(), note=note[:_NOTE], state=state, since=since
        )
        if looked_at:
            review.close_by_edit(context, question.id, who)
        know(context, question)
    kept = bank.hit(context, question.id)
    return Saved(question.id, kept.version, kept.state, faults)


def _usable(*, fine: bool, waits: bool) -> State:
    if not fine:
        return State.DRAFT
    return State.REVIEW if waits else State.READY


def history(context: Context, ident: str) -> tuple[Version, ...]:
    """All versions, the newest first. Raises NoSuchQuestion."""
    found = context.questions.history(ident)
    if not found:
        raise bank.NoSuchQuestion(id=ident)
    return found


def used_in(context: Context, ident: str) -> tuple[UsedIn, ...]:
    """The papers with this question and the sessions held with them, the newest first."""
    digests = {version.digest: version.version for version in context.questions.history(ident)}
    return tuple(
        UsedIn(use.title, use.digest, digests.get(from_record(use.record).digest, 0), use.sessions)
        for use in context.desk.used_in(ident)
    )


def back_to(context: Context, ident: str, version: int, by: str = "") -> Saved:
    """Make an old version the newest again; its open reviews stay open. Raises NoSuchVersion."""
    old = context.questions.version(ident, version)
    if old is None:
        raise NoSuchVersion(id=ident, version=version)
    return _save(context, old.question, _("恢复第 {n} 版").format(n=version), by, looked_at=False)


def retag(
    context: Context,
    idents: Iterable[str],
    *,
    topic: str | None = None,
    area: Area | None = None,
    difficulty: int | None = None,
    by: str = "",
    report: Report = silent,
) -> int:
    """Sort questions anew, all in one transaction; None leaves as it is. How many changed. Raises NotSaveable,
    NoSuchQuestion."""
    if difficulty is not None and not 1 <= difficulty <= 5:
        raise NotSaveable(reason=_("难度应是 1 到 5 的整数"))
    if topic is not None and not (topic := topic.strip()):
        raise NotSaveable(reason=_("还没有知识点"))
    wanted = _known(context, idents)
    return context.questions.retag(
        wanted, topic=topic, area=area, difficulty=difficulty, by=rotation.operator(context, by), at=context.now(),
        report=report,
    )  # fmt: skip


def withdraw(context: Context, idents: Iterable[str], reason: str = "", by: str = "") -> int:
    """Take questions out of use; papers made before keep them. How many were in use. Raises NoSuchQuestion."""
    wanted, who = _known(context, idents), rotation.operator(context, by)
    count = context.questions.set_states(
        wanted, State.WITHDRAWN, origin=Origin.WITHDRAWN, by=who, at=context.now(), note=reason[:_NOTE]
    )
    review.close_by_withdrawal(context, wanted, who)
    return count


def restore(context: Context, idents: Iterable[str], by: str = "") -> int:
    """Put withdrawn questions into use again, as ready or draft by what is wrong with them, or to be reviewed where a
    review ended with the withdrawal. How many were withdrawn.

    The questions in one transaction. Raises NoSuchQuestion.
    """
    hits = context.questions.hits(_known(context, idents))
    who = rotation.operator(context, by)
    review.reopen(context, [ident for ident, hit in hits.items() if hit.state is State.WITHDRAWN], who)
    articles, waiting = bankcheck.lookup(context), context.reviews.open_questions(hits.keys())
    entries = [
        (hit.question, _usable(fine=ready(_check(hit.question, articles)), waits=ident in waiting))
        for ident, hit in hits.items()
        if hit.state is State.WITHDRAWN
    ]
    if entries:
        context.questions.save_many(entries, origin=Origin.RESTORED, by=who, at=context.now())
    return len(entries)


def _known(context: Context, idents: Iterable[str]) -> list[str]:
    wanted = list(dict.fromkeys(idents))
    there = context.questions.get(wanted)
    for ident in wanted:
        if ident not in there:
            raise bank.NoSuchQuestion(id=ident)
    return wanted


def add_picture(context: Context, picture: bytes | Path) -> str:
    """Keep a picture; the name by which questions mean it. Raises PictureUnfit, BadFile."""
    data = bytes_of(picture, LARGEST) if isinstance(picture, Path) else picture
    name = content_name(data, picture.name if isinstance(picture, Path) else _("图片"))
    context.questions.put_picture(name, data)
    return name


def with_picture(context: Context, question: Question, picture: bytes | Path) -> Question:
    """The question with one more picture, which its texts may mean by the next 〔图n〕. Raises like `add_picture`."""
    return replace(question, pictures=(*question.pictures, add_picture(context, picture)))


def keep_draft(context: Context, key: str, body: Mapping[str, Any], by: str = "") -> None:
    """Save what the editor has in hand, in place of the same key's; it outlives the program. Raises NotSaveable."""
    data = orjson.dumps(dict(body))
    if len(data) > _DRAFT_LARGEST:
        raise NotSaveable(reason=_("文字过长，最多 {n} 字").format(n=_DRAFT_LARGEST))
    context.desk.keep(StoredDraft(key, context.now(), rotation.operator(context, by), data))


def drafts(context: Context) -> tuple[Draft, ...]:
    """What was saved by itself and neither kept nor thrown away, the newest first."""
    return tuple(Draft(d.key, d.at, d.by, orjson.loads(d.body)) for d in context.desk.drafts())


def drop_draft(context: Context, key: str) -> bool:
    """Throw a draft away; whether there was one."""
    return context.desk.drop(key)
