"""What a trainer, an invigilator and an officer do with an exam session."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from jltrain.app.context import Context
from jltrain.bank.question import Item, question_id
from jltrain.clock import beijing, iso
from jltrain.errors import BadInput
from jltrain.exam.delivery import Delivery
from jltrain.exam.events import LogBroken, Pulse, check_chain
from jltrain.exam.grading import Grade, grade_paper
from jltrain.exam.invigilation import Invigilation
from jltrain.exam.session import (
    Candidate,
    ExamSession,
    SessionNotOpen,
    SessionState,
    Sitting,
    plain,
)
from jltrain.exam.state import SittingState, Status, fold
from jltrain.exam.timing import gap_since, later
from jltrain.i18n import N_, _
from jltrain.ledger.roster import RosterRead, read_roster
from jltrain.ledger.rowreader import RosterRow
from jltrain.paper.paper import Paper
from jltrain.practice.attempt import Attempt, Source
from jltrain.progress import Report, silent
from jltrain.sheet.attest import incident_text
from jltrain.stats.items import ItemAnalysis, ItemResult, analyse


class RosterEmpty(BadInput):
    template = N_("考试名单是空的，请先导入至少一名考生。")


class RosterRepeats(BadInput):
    template = N_("考试名单里执法证号“{certificate}”出现了不止一次，请改正名单后重新导入。")


@dataclass(frozen=True, slots=True)
class SignedIn:
    """An officer who may sit: his session, entry on the roster, paper, and whether he has begun before."""

    session: ExamSession
    candidate: Candidate
    paper: Paper
    sitting: Sitting
    state: SittingState


@dataclass(frozen=True, slots=True)
class SittingRow:
    """One line of the invigilator's room list. `remaining` in seconds as of the last `sign` of life."""

    candidate: Candidate
    sitting: Sitting
    state: SittingState
    items: int
    remaining: int
    last_seen: str
    sign: Pulse


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One line of the results: `grade` is None for who has not handed in; `sheet` the file issued.

    `fault` says that the log was tampered with; then there is no grade, and no sheet will be issued.
    """

    candidate: Candidate
    sitting: Sitting
    state: SittingState
    grade: Grade | None
    sheet: str
    fault: str = ""


def create(context: Context, title: str, paper_digest: str, roster: Sequence[Candidate]) -> ExamSession:
    """Make a session. Raises RosterEmpty, RosterRepeats, NoSuchPaper."""
    if not roster:
        raise RosterEmpty
    seen: set[str] = set()
    for person in roster:
        number = plain(person.certificate)  # two that sign in alike are one
        if number in seen:
            raise RosterRepeats(certificate=person.certificate)
        seen.add(number)
    paper = context.papers.get(paper_digest)
    now = context.clock.now()
    ident = f"{beijing(now, '%Y%m%d')}-{secrets.token_hex(3)}"
    session = ExamSession(ident, title.strip() or paper.title, paper.digest, iso(now), tuple(roster))
    context.sessions.add(session)
    return session


def read_candidates(file: Path, report: Report = silent) -> RosterRead:
    """An exam roster from a file in the same form as HR's. Raises BadRoster; problem rows are in the result."""
    return read_roster(file, report)


def as_candidates(people: Iterable[RosterRow]) -> tuple[Candidate, ...]:
    """Rows of a roster, HR's or a file's, as candidates of a session."""
    return tuple(Candidate(p.name, p.certificate, p.unit, p.level, p.discipline) for p in people)


def hr_candidates(context: Context) -> tuple[Candidate, ...]:
    """Everybody on HR's roster."""
    return as_candidates(context.ledger.officers())


def listed(context: Context) -> tuple[tuple[ExamSession, SessionState], ...]:
    """All sessions with their states, the newest first."""
    return tuple((session, context.sessions.state(session.id)) for session in context.sessions.list())


def incidents(state: SittingState) -> tuple[tuple[str, str], ...]:
    """(moment in UTC ISO, sentence) of everything unusual in a sitting."""
    return tuple((event.at, incident_text(event, _)) for event in state.incidents)


def open_session(context: Context, ident: str, by: str = "") -> None:
    """Let officers sign in from now on. Raises NoSuchSession, WrongStep."""
    _enter(context, ident, SessionState.OPEN, by)


def close_session(context: Context, ident: str, by: str = "") -> None:
    """End the session. Raises NoSuchSession, WrongStep, and StillSitting while somebody is at it."""
    _enter(context, ident, SessionState.CLOSED, by)
    paper = paper_of(context, ident)
    for row in room(context, ident):  # whose paper was handed in for him has not seen his mistakes yet
        if row.state.status is Status.SUBMITTED:
            _learn(context, paper, row.candidate, row.sitting, row.state)


def _enter(context: Context, ident: str, wanted: SessionState, by: str) -> None:
    context.sessions.enter(context.sessions.get(ident).id, wanted, context.now(), by)


def sign_in(context: Context, ident: str, certificate: str, name: str) -> SignedIn:
    """Check an officer in. Raises NotOnRoster, SessionNotOpen."""
    session, state = context.sessions.get(ident), context.sessions.state(ident)
    candidate = session.candidate(certificate, name)
    if state is not SessionState.OPEN:
        raise SessionNotOpen(title=session.title, state=state.label)
    sitting = Sitting(session.id, candidate.certificate)
    events = context.log.events(sitting.id)
    return SignedIn(session, candidate, context.papers.get(session.paper_digest), sitting, fold(events))


def deliver(context: Context, signed: SignedIn) -> Delivery:
    """The engine for this officer; the caller starts it."""
    return Delivery(signed.sitting.id, signed.paper, context.log, context.clock)


def paper_of(context: Context, ident: str) -> Paper:
    """The paper of a session."""
    return context.papers.get(context.sessions.get(ident).paper_digest)


def invigilate(context: Context, sitting: Sitting) -> Invigilation:
    """What an invigilator may do to a sitting."""
    return Invigilation(sitting.id, context.log, context.clock)


def room(context: Context, ident: str) -> tuple[SittingRow, ...]:
    """The room as the log shows it, in the order of the roster."""
    session = context.sessions.get(ident)
    items = sum(1 for _item in paper_of(context, ident).keyed_items())
    return tuple(_row(context, session, person, items) for person in session.roster)


def _row(context: Context, session: ExamSession, person: Candidate, items: int) -> SittingRow:
    sitting = Sitting(session.id, person.certificate)
    known = context.folded.get(sitting.id)
    state = fold(context.log.events(sitting.id, known.number if known else 0), known)
    context.folded[sitting.id] = state  # the log only grows, so what was folded once need not be read again
    own = Pulse(state.last_at, state.elapsed)
    sign = later(own, context.log.last_pulse(sitting.id)) or own
    going = state.status in (Status.RUNNING, Status.PAUSED)
    remaining = max(0, state.allowed - sign.elapsed) // 1000 if going else 0
    return SittingRow(person, sitting, state, items, remaining, max(state.last_at, sign.at), sign)


def finish_overdue(context: Context, ident: str) -> int:
    """Hand in for sittings whose time has run out while their program was not running; how many."""
    paper = paper_of(context, ident)
    ended = 0
    for row in room(context, ident):
        if row.state.status is not Status.RUNNING:
            continue
        silent_for = gap_since(row.sign, context.clock, paused=False).counted // 1000
        if silent_for > row.remaining + 60:  # a minute's grace for a program that is merely slow
            delivery = Delivery(row.sitting.id, paper, context.log, context.clock)
            delivery.start()
            _learn(context, paper, row.candidate, row.sitting, delivery.state)
            ended += 1
    return ended


def learn_from(context: Context, signed: SignedIn, state: SittingState) -> None:
    """Put a submitted sitting's answers into the officer's attempts, hence his wrong-question book; once."""
    _learn(context, signed.paper, signed.candidate, signed.sitting, state)


def _learn(context: Context, paper: Paper, person: Candidate, sitting: Sitting, state: SittingState) -> None:
    grade = grade_paper(paper, state.answers)
    context.study.add(
        person.certificate,
        [Attempt(i.key, question_id(i.key), i.response, i.right, state.submitted, Source.EXAM) for i in grade.items],
        origin=sitting.id,
    )


def results(context: Context, ident: str) -> tuple[ResultRow, ...]:
    """Every officer of the session with grade and sheet; a log that was tampered with is that officer's fault alone."""
    session = context.sessions.get(ident)
    paper = context.papers.get(session.paper_digest)
    sittings = [Sitting(session.id, person.certificate) for person in session.roster]
    sheets = context.sessions.issued([s.id for s in sittings])
    rows = []
    for person, sitting in zip(session.roster, sittings, strict=True):
        events = context.log.events(sitting.id)
        try:
            check_chain(sitting.id, events)
        except LogBroken as error:
            sheet = sheets.get(sitting.id, "")
            rows.append(ResultRow(person, sitting, SittingState(), None, sheet, error.sentence()))
            continue
        state = fold(events)
        grade = grade_paper(paper, state.answers) if state.status is Status.SUBMITTED else None
        rows.append(ResultRow(person, sitting, state, grade, sheets.get(sitting.id, "")))
    return tuple(rows)


def items(context: Context, ident: str) -> tuple[tuple[Item, ItemAnalysis], ...]:
    """How hard each item of a session's paper was, in the paper's order; none while nobody has handed in."""
    return item_analysis(paper_of(context, ident), results(context, ident))


def item_analysis(paper: Paper, rows: Iterable[ResultRow]) -> tuple[tuple[Item, ItemAnalysis], ...]:
    """The same of results that are at hand."""
    earned = [
        ItemResult(row.sitting.id, item.key, item.halves, item.full_halves, item.response)
        for row in rows
        if row.grade
        for item in row.grade.items
    ]
    asked = {key: item for key, item, _halves in paper.keyed_items()}
    found = {analysis.key: analysis for analysis in analyse(earned, asked)}
    return tuple((item, found[key]) for key, item in asked.items() if key in found)


def status_label(status: Status) -> str:
    """What the screen says of a sitting's status."""
    return _(
        {
            Status.NOT_STARTED: N_("未登录"),
            Status.RUNNING: N_("作答中"),
            Status.PAUSED: N_("已暂停"),
            Status.SUBMITTED: N_("已交卷"),
        }[status]
    )
