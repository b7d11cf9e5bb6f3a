"""A session's door: who begins when it closes, who is on its roster, what becomes of papers handed in for others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jltrain.app import papers, sessions, study
from jltrain.app.context import Context
from jltrain.clock import iso
from jltrain.exam.session import ExamSession, SessionNotOpen, SessionState, StillSitting
from jltrain.exam.state import Status
from tests.app.walk import OFFICERS
from tests.conftest import FakeClock
from tests.samples import candidate


@pytest.fixture
def session(context: Context) -> ExamSession:
    paper = papers.make(context, papers.find_blueprint(context, "port-city"), seed="door")
    made = sessions.create(context, "", paper.digest, OFFICERS)
    sessions.open_session(context, made.id)
    return made


def test_who_signed_in_and_had_not_begun_does_not_sit_a_closed_session(context: Context, session: ExamSession) -> None:
    signed = sessions.sign_in(context, session.id, "JL0001", "张三")
    delivery = sessions.deliver(context, signed)
    sessions.close_session(context, session.id)
    with pytest.raises(SessionNotOpen):
        delivery.start()
    assert context.log.events(signed.sitting.id) == []


def test_the_door_is_closed_in_the_transaction_that_counts_who_sits(context: Context, session: ExamSession) -> None:
    sessions.deliver(context, sessions.sign_in(context, session.id, "JL0001", "张三")).start()
    with pytest.raises(StillSitting):  # not asked of the room before: whoever writes it is held to the rule
        context.sessions.enter(session.id, SessionState.CLOSED, iso(context.clock.now()), "")
    assert context.sessions.state(session.id) is SessionState.OPEN


def test_numbers_that_sign_in_alike_are_one_officer(context: Context, session: ExamSession) -> None:
    twin = replace(candidate(1, "李四"), certificate="ｊｌ 0001")
    with pytest.raises(sessions.RosterRepeats):
        sessions.create(context, "", session.paper_digest, [candidate(1), twin])


def test_mistakes_of_papers_handed_in_for_the_officer_enter_the_book(
    context: Context, session: ExamSession, clock: FakeClock
) -> None:
    for officer in OFFICERS[:2]:
        sessions.deliver(context, sessions.sign_in(context, session.id, officer.certificate, officer.name)).start()
    sitting = sessions.room(context, session.id)[0].sitting
    sessions.invigilate(context, sitting).end("李", "考生离场")
    clock.advance(4 * 3600)
    assert sessions.finish_overdue(context, session.id) == 1
    assert study.mistakes(context, "JL0002")
    assert not study.mistakes(context, "JL0001")
    sessions.close_session(context, session.id)
    assert study.mistakes(context, "JL0001")
    assert not study.attempts(context, "JL0003"), "who never came made no mistakes"


def test_a_clock_put_right_hands_in_for_nobody(context: Context, session: ExamSession, clock: FakeClock) -> None:
    delivery = sessions.deliver(context, sessions.sign_in(context, session.id, "JL0001", "张三"))
    delivery.start()
    clock.shift_wall(24 * 3600)  # before the next sign of life
    assert sessions.finish_overdue(context, session.id) == 0
    clock.advance(1)
    assert delivery.tick().status is Status.RUNNING
