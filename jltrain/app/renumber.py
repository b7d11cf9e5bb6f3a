"""A law counts its articles anew: questions whose article only moved cite it by its new number.

One article taken out renumbers most of a law, and nobody is to edit hundreds of questions by hand for that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from jltrain.app import review, rotation
from jltrain.app.context import Context
from jltrain.app.review import QUESTION, ReviewRow
from jltrain.bank.question import Question
from jltrain.bank.state import Origin, State
from jltrain.errors import NotFound
from jltrain.i18n import N_, _
from jltrain.progress import Report, silent
from jltrain.statutes.citation import BadCitation, parse
from jltrain.statutes.names import folded

Moves = Mapping[tuple[str, str], str]
"""(folded name of the law, old key) -> new key."""


class NothingMoved(NotFound):
    template = N_("选中的待复核项里没有条号变动的试题，请逐题编辑或确认。")


def renumber(context: Context, numbers: Collection[int], note: str = "", by: str = "", report: Report = silent) -> int:
    """Let the questions of these reviews cite the articles by their new numbers, and settle the reviews: how many.

    Of each question all open reviews of moved articles are settled at once, for where 第十条 became 第十一条 and
    第十一条 第十二条, one alone would make the citations ambiguous. Only the bases change; reviews of articles that
    changed or went stay open. Raises NothingMoved.
    """
    moved, asked = _rows(context), frozenset(numbers)
    chosen = {row.subject for row in moved if row.number in asked}
    rows = [row for row in moved if row.subject in chosen]
    if not rows:
        raise NothingMoved
    moves: dict[str, dict[tuple[str, str], str]] = defaultdict(dict)
    for row in rows:
        moves[row.subject][folded(row.law), row.article] = row.moved_to
    found = context.questions.get(moves)
    changed: list[tuple[Question, State | None]] = [(cited_anew(q, moves[q.id]), None) for q in found.values()]
    who = rotation.operator(context, by)
    said = note or _("改引新条号")
    context.questions.save_many(
        [pair for pair in changed if pair[0] != found[pair[0].id]],
        origin=Origin.REVIEW, by=who, at=context.now(), note=said, report=report,
    )  # fmt: skip
    return review.close_as_edited(context, [row.number for row in rows], said, who)


def merely_moved(context: Context, law: str = "") -> tuple[int, ...]:
    """The open reviews of questions (of one statute) whose article moved with its words as they were."""
    return tuple(r.number for r in _rows(context) if not r.reworded and (not law or folded(r.law) == folded(law)))


def cited_anew(question: Question, moves: Moves) -> Question:
    """The question with its bases by the new numbers, all at once."""
    items = tuple(replace(item, basis=_anew(item.basis, moves)) for item in question.items)
    return replace(question, basis=_anew(question.basis, moves), items=items)


def _anew(bases: Sequence[str], moves: Moves) -> tuple[str, ...]:
    return tuple(_one(basis, moves) for basis in bases)


def _one(basis: str, moves: Moves) -> str:
    try:
        cited = parse(basis)
    except BadCitation:
        return basis
    key = moves.get((folded(cited.law), cited.key))
    if key is None:
        return basis
    article, _dash, sub = key.partition("-")
    return str(replace(cited, article=int(article), sub=int(sub or 0)))


def _rows(context: Context) -> list[ReviewRow]:
    """The open reviews of questions whose article moved."""
    page = review.queue(context, review.Wanted(kind=QUESTION), limit=1_000_000)
    return [row for row in page.rows if row.moved_to]
