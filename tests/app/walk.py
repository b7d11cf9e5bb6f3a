"""The main job in a few lines, for tests that need what comes after it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from jltrain.app import papers, sessions, sheets
from jltrain.app.context import Context
from jltrain.bank.question import Item, Response
from jltrain.exam.session import Candidate, ExamSession
from tests.samples import candidate

OFFICERS = (candidate(1, "张三"), candidate(2, "𬭎㛃"), candidate(3, "李䶮"))


def right(_number: int, item: Item) -> Response:
    return item.answer


def some(number: int, item: Item) -> Response:
    """The first officer knows everything, the second half, the third nothing."""
    return item.answer if number == 0 or (number == 1 and len(item.stem) % 2) else ()


def held_session(
    context: Context,
    roster: Sequence[Candidate] = OFFICERS,
    answer: Callable[[int, Item], Response] = right,
    blueprint: str = "highway-city",
) -> ExamSession:
    """A session that everybody on the roster sat and handed in."""
    paper = papers.make(context, papers.find_blueprint(context, blueprint), seed="walk")
    session = sessions.create(context, "2026年轮训考试", paper.digest, roster)
    sessions.open_session(context, session.id)
    for number, officer in enumerate(roster):
        signed = sessions.sign_in(context, session.id, officer.certificate, officer.name)
        delivery = sessions.deliver(context, signed)
        delivery.start()
        for placed in delivery.items:
            delivery.answer(placed.key, answer(number, placed.item))
        delivery.submit()
        sessions.learn_from(context, signed, delivery.state)
    return session


def issued_sheets(context: Context, session: ExamSession) -> list[Path]:
    """The files of everybody's signed sheet."""
    return [made.file for made in sheets.issue(context, session.id)]
