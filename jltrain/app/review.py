"""What a trainer looks at again because the law has changed: questions and chapters that cite a changed article.

While a question has an open review it is in no formal paper. A review is settled by confirming that the question
is still right, by editing it, or by taking it out of use; who did so stays written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from jltrain.app import affected, statutetexts
from jltrain.app.context import Context
from jltrain.app.statutetexts import ArticleView
from jltrain.bank.question import Question
from jltrain.bank.state import Origin, State
from jltrain.errors import NotFound
from jltrain.i18n import N_, _
from jltrain.statutes import difference
from jltrain.statutes.citation import Citation, find
from jltrain.statutes.difference import ArticleChange, Change
from jltrain.statutes.names import folded
from jltrain.statutes.statute import article_label
from jltrain.statutes.verdict import Verdict
from jltrain.statutes.words import Spans
from jltrain.store.newer import compared
from jltrain.store.paging import Page
from jltrain.store.reviews import CHAPTER, QUESTION, StoredReview

__all__ = [
    "CHAPTER", "QUESTION", "ActRow", "NoSuchReview", "Page", "ReviewRow", "ReviewView", "Wanted", "by_law",
    "changed_words", "close_as_edited", "close_by_edit", "close_by_withdrawal", "confirm", "history", "hold_back",
    "queue", "reopen", "show", "waiting",
]  # fmt: skip


class NoSuchReview(NotFound):
    template = N_("没有编号为 {number} 的复核，请在复核列表中核对编号。")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which reviews: `kind` "question" or "chapter", of one statute, of one question or chapter; "" is any."""

    kind: str = ""
    law: str = ""
    subject: str = ""
    open_only: bool = True


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One thing to look at: a question or chapter, and an article that it cites.

    `title`: the stem or the chapter's title, "" when it is no more. `article` is the key cited, `moved_to` the key
    now, when it is another. `reworded`: the words of the article changed. `cited`: the citations as they stand there.
    `cited_unchanged`: they name 款 or 项 that read as before, though others of the article changed. `verdict` is ""
    while it is open.
    """

    number: int
    kind: str
    subject: str
    title: str
    law: str
    article: str
    old_version: str
    new_version: str
    change: Change
    moved_to: str
    reworded: bool
    cited: tuple[str, ...]
    cited_unchanged: bool
    opened: str
    verdict: str

    @property
    def told(self) -> str:
        """What happened to the article, in a sentence."""
        label = article_label(self.article)
        if self.change is Change.GONE:
            return _("{label}已删除").format(label=label)
        said = _("{label}有修改").format(label=label)
        if self.moved_to and self.reworded:
            said = _("{label}改为{now}，文字有修改").format(label=label, now=article_label(self.moved_to))
        elif self.moved_to:
            said = _("{label}改为{now}，文字未变").format(label=label, now=article_label(self.moved_to))
        return said + (_("（所引款项未变）") if self.cited_unchanged else "")


@dataclass(frozen=True, slots=True)
class ReviewView:
    """A review with both texts. The spans are the characters that changed; `new` is None for an article that is gone,
    either is None when its version was removed."""

    row: ReviewRow
    old: ArticleView | None
    new: ArticleView | None
    old_spans: Spans
    new_spans: Spans


@dataclass(frozen=True, slots=True)
class ActRow:
    """Who settled a review, when and how."""

    at: str
    by: str
    verdict: Verdict
    note: str
    number: int
    kind: str
    subject: str
    law: str
    article: str
    old_version: str
    new_version: str


def hold_back(context: Context, by: str = "") -> int:
    """Bring the states of questions in line with the open reviews: those that have one are in no formal paper, those
    without are again. How many changed.

    To be called when the bank or the courseware may have changed. A chapter that says by now that it goes by the newer
    version, or is no more, needs no review.
    """
    _let_chapters_go(context, by)
    waiting = context.questions.hits(context.reviews.open_questions())
    ready = [i for i, hit in waiting.items() if hit.state is State.READY]
    changed = _set(context, ready, State.REVIEW, by, _("所引法条有变化"))
    held = [q.id for q in context.questions.whole((State.REVIEW,)) if q.id not in waiting]
    return changed + _set(context, held, State.READY, by, _("复核已完成"))


def waiting(context: Context) -> int:
    """How many reviews are open."""
    return context.reviews.count()


def by_law(context: Context) -> dict[str, int]:
    """How many reviews are open, by statute."""
    rows = context.reviews.page(limit=1_000_000).rows
    return dict(sorted(Counter(row.law for row in rows).items()))


def queue(context: Context, wanted: Wanted | None = None, offset: int = 0, limit: int = 50) -> Page[ReviewRow]:
    """Reviews in the order in which they were opened."""
    asked = wanted or Wanted()
    law = context.statutes.laws().get(folded(asked.law), asked.law) if asked.law else ""
    page = context.reviews.page(asked.kind, law, asked.subject, open_only=asked.open_only, offset=offset, limit=limit)
    return Page(tuple(_told(context, page.rows)), page.total, page.offset)


def show(context: Context, number: int) -> ReviewView:
    """A review with the words that changed. Raises NoSuchReview."""
    found = context.reviews.get([number])
    if not found:
        raise NoSuchReview(number=number)
    row = next(_told(context, found))
    old = statutetexts.article(context, row.law, row.article, row.old_version)
    key = row.moved_to or row.article
    new = None if row.change is Change.GONE else statutetexts.article(context, row.law, key, row.new_version)
    change = _changes(context, row.law, row.old_version, row.new_version).get(row.article)
    return ReviewView(row, old, new, *((change.old_spans, change.new_spans) if change else ((), ())))


def changed_words(context: Context, row: ReviewRow) -> tuple[str, str]:
    """The old words and the new ones, each run in 〔〕 within its line: for a list or a message."""
    view = show(context, row.number)
    return _bracketed(view.old, view.old_spans), _bracketed(view.new, view.new_spans)


def confirm(context: Context, numbers: Collection[int], note: str = "", by: str = "") -> int:
    """Still right: settle these reviews. Questions with none left open are in papers again. How many were open.

    Raises NoSuchReview.
    """
    missing = set(numbers) - {r.number for r in context.reviews.get(numbers)}
    if missing:
        raise NoSuchReview(number=min(missing))
    return _settle(context, numbers, Verdict.CONFIRMED, note, by)


def close_by_edit(context: Context, question_id: str, by: str = "") -> int:
    """A question was edited, so that whatever was to be looked at in it has been. How many reviews that settled."""
    return _settle(context, context.reviews.open_numbers([question_id]), Verdict.EDITED, "", by)


def close_as_edited(context: Context, numbers: Collection[int], note: str, by: str) -> int:
    """These alone were dealt with by an edit. How many were open."""
    return _settle(context, numbers, Verdict.EDITED, note, by)


def close_by_withdrawal(context: Context, question_ids: Collection[str], by: str = "") -> int:
    """Questions were taken out of use: nothing is left to look at. How many reviews that settled."""
    return _settle(context, context.reviews.open_numbers(question_ids), Verdict.WITHDRAWN, "", by)


def reopen(context: Context, question_ids: Collection[str], by: str = "") -> int:
    """Withdrawn questions are about to be used again: what nobody looked at then waits again. How many reviews."""
    return context.reviews.reopen(question_ids, Verdict.WITHDRAWN.value, context.now(), by)


def history(context: Context, subject: str = "", law: str = "") -> tuple[ActRow, ...]:
    """What was settled, the newest first: of a question or chapter, of a statute, or everything."""
    name = context.statutes.laws().get(folded(law), law) if law else ""
    return tuple(
        ActRow(
            at=act.at,
            by=act.by,
            verdict=Verdict(act.verdict),
            note=act.note,
            number=act.review.number,
            kind=act.review.subject_kind,
            subject=act.review.subject,
            law=act.review.law,
            article=act.review.article,
            old_version=act.review.old_version,
            new_version=act.review.new_version,
        )
        for act in context.reviews.acts(subject, name)
    )


def _let_chapters_go(context: Context, by: str) -> None:
    known = {c.id: c for c in affected.chapters(context)}
    rows = context.reviews.page(CHAPTER, limit=100_000).rows
    done = [
        r.number
        for r in rows
        if r.subject not in known or affected.declared(known[r.subject], folded(r.law)) >= r.new_version
    ]
    if done:
        context.reviews.close(done, context.now(), by, Verdict.EDITED.value)


def _settle(context: Context, numbers: Collection[int], verdict: Verdict, note: str, by: str) -> int:
    if not numbers:
        return 0
    settled = context.reviews.close(numbers, context.now(), by, verdict.value, note)
    ids = {r.subject for r in settled if r.subject_kind == QUESTION}
    free = ids - context.reviews.open_questions(ids)
    hits = context.questions.hits(free)
    _set(context, [i for i, hit in hits.items() if hit.state is State.REVIEW], State.READY, by, note or verdict.label)
    return len(settled)


def _set(context: Context, ids: Sequence[str], state: State, by: str, note: str) -> int:
    if not ids:
        return 0
    return context.questions.set_states(ids, state, origin=Origin.REVIEW, by=by, at=context.now(), note=note)


def _changes(context: Context, law: str, old: str, new: str) -> dict[str, ArticleChange]:
    """By old key; {} when one of the versions was removed."""
    before, after = context.statutes.get(law, old), context.statutes.get(law, new)
    if before is None or after is None:
        return {}
    return difference.touched(compared(before.articles, after.articles))


def _told(context: Context, rows: Sequence[StoredReview]) -> Iterator[ReviewRow]:
    questions = context.questions.get({r.subject for r in rows if r.subject_kind == QUESTION})
    chapters = {c.id: c for c in affected.chapters(context)} if any(r.subject_kind == CHAPTER for r in rows) else {}
    known: dict[tuple[str, str, str], dict[str, ArticleChange]] = {}
    for row in rows:
        pair = (row.law, row.old_version, row.new_version)
        if pair not in known:
            known[pair] = _changes(context, *pair)
        change = known[pair].get(row.article)
        question, chapter = questions.get(row.subject), chapters.get(row.subject)
        found = _cited(_texts(question) if question else [chapter.body] if chapter else [], row.law, row.article)
        yield ReviewRow(
            number=row.number,
            kind=row.subject_kind,
            subject=row.subject,
            title=question.stem if question else chapter.title if chapter else "",
            law=row.law,
            article=row.article,
            old_version=row.old_version,
            new_version=row.new_version,
            change=Change(row.change),
            moved_to=change.new.key if change and change.new and change.change is Change.MOVED else "",
            reworded=change.reworded if change else False,
            cited=tuple(map(str, found)),
            cited_unchanged=bool(change and change.reworded and found)
            and all(difference.same_at(change, c.paragraph, c.point) for c in found if change),
            opened=row.opened,
            verdict=row.verdict,
        )


def _texts(question: Question) -> list[str]:
    """All that may hold a citation: the bases, then the other texts."""
    items = [t for item in question.items for t in (*item.basis, item.stem, *item.options, item.explanation)]
    return [*question.basis, *items, question.stem, question.explanation]


def _cited(texts: Sequence[str], law: str, key: str) -> tuple[Citation, ...]:
    """The different citations of an article in some texts."""
    name = folded(law)
    found = (c for text in texts for c in find(text) if c.key == key and folded(c.law) == name)
    return tuple(dict.fromkeys(found))


def _bracketed(view: ArticleView | None, spans: Spans) -> str:
    if view is None:
        return ""
    out, at = "", 0
    for start, end in spans:
        out += view.text[at:start] + "〔" + view.text[start:end] + "〕"
        at = end
    return out + view.text[at:]
