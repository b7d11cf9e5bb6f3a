"""What goes into a repository comes out equal."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jltrain.app.context import Context
from jltrain.bank.areas import Area, Level
from jltrain.bank.question import Kind
from jltrain.exam.events import GENESIS, AppendedElsewhere, EventKind, Pulse, chained
from jltrain.exam.session import ExamSession, SessionState
from jltrain.ledger.rowreader import RosterRow
from jltrain.paper.assemble import assemble
from jltrain.practice.attempt import Attempt, Source
from jltrain.reading.progress import ReadingProgress
from jltrain.store.papers import NoSuchPaper
from jltrain.store.sessions import NoSuchSession
from tests.samples import bank, blueprint, candidate, question


def test_questions(context: Context) -> None:
    questions = sorted(bank(), key=lambda q: q.discipline)
    context.questions.compile("own", "d1", questions, "t")
    assert context.questions.all() == tuple(questions)
    assert context.questions.compiled() == {"own": "d1"}
    assert context.questions.get(["law-case-1", "none"]) == {
        "law-case-1": next(q for q in questions if q.id == "law-case-1")
    }
    assert [h.id for h in context.questions.heads()] == [q.id for q in questions]
    before = context.questions.digest()
    context.questions.compile("shipped", "d2", [question("other")], "t")
    assert context.questions.digest() != before
    context.questions.compile("shipped", "", (), "t")
    assert context.questions.digest() == before


def test_finding(context: Context) -> None:
    plain = question("x")
    stem = "超限 100% 的_车"
    special = replace(plain, stem=stem, items=(replace(plain.items[0], stem=stem),))
    context.questions.compile("own", "d", [special, *bank()], "t")
    assert context.questions.find(["100%"]) == ((special,), 1)
    assert context.questions.find(["的_车", "超限"])[1] == 1
    assert context.questions.find(["的x车"])[1] == 0, "an underscore is no wildcard"
    found, total = context.questions.find([], Area.LAW, Kind.CASE, limit=2)
    assert (len(found), total) == (2, 6)


def test_papers(context: Context) -> None:
    paper = assemble(bank(), "d", blueprint(), "s", "试卷䶮")
    context.papers.add(paper, "t")
    context.papers.add(paper, "t2")
    assert [row.title for row in context.papers.list()] == ["试卷䶮"]
    assert context.papers.get(paper.digest[:6]) == paper
    for wrong in ("", "zz", "%"):
        with pytest.raises(NoSuchPaper):
            context.papers.get(wrong)


def test_sessions_and_logs(context: Context) -> None:
    paper = assemble(bank(), "d", blueprint(), "s", "t")
    context.papers.add(paper, "t")
    session = ExamSession("s1", "场次", paper.digest, "t", (candidate(2, "𬭎㛃"), candidate(1)))
    context.sessions.add(session)
    assert context.sessions.get("s1") == session
    assert context.sessions.list() == (session,)
    assert context.sessions.state("s1") is SessionState.PREPARED
    context.sessions.enter("s1", SessionState.OPEN, "t", "李")
    assert context.sessions.state("s1") is SessionState.OPEN
    with pytest.raises(NoSuchSession):
        context.sessions.get("s2")

    event = chained(GENESIS, 1, EventKind.NOTED, "t", 5, {"by": "李", "reason": "𫍣"})
    assert context.log.last_pulse("sit") is None
    context.log.append("sit", event, Pulse("t", 5, "boot", 0.125))
    with pytest.raises(AppendedElsewhere):
        context.log.append("sit", event, Pulse("t", 6))
    assert list(context.log.events("sit")) == [event]
    assert list(context.log.events("sit", 1)) == []
    assert context.log.last_pulse("sit") == Pulse("t", 5, "boot", 0.125), "both or neither"
    context.log.pulse("sit", Pulse("t1", 1))
    context.log.pulse("sit", Pulse("t2", 2))
    assert context.log.last_pulse("sit") == Pulse("t2", 2)


def test_study(context: Context) -> None:
    attempts = [
        Attempt("q#1", "q", ("A", "B"), False, "t1", Source.PRACTICE),
        Attempt("r", "r", (), True, "t2", Source.EXAM),
    ]
    context.study.add("JL1", attempts)
    context.study.add("JL1", attempts[1:], origin="sit")
    context.study.add("JL1", attempts[1:], origin="sit")
    assert list(context.study.attempts("JL1")) == [*attempts, attempts[1]]
    assert context.study.attempts("JL2") == ()
    progress = ReadingProgress("law/01", 0.5, 61.5, "")
    context.study.save_reading("JL1", progress)
    context.study.save_reading("JL1", replace(progress, furthest=1.0))
    assert context.study.reading("JL1") == {"law/01": replace(progress, furthest=1.0)}


def _officer(certificate: str, name: str = "张三", unit: str = "一队") -> RosterRow:
    return RosterRow(name, certificate, unit, Level.CITY, Area.PORT, "长春", "第一批", "科员", "大专")


def test_roster(context: Context) -> None:
    store = context.ledger
    change = store.import_roster([_officer("1"), _officer("2", "䶮㛃")], "a.xlsx", "t", replace=False)
    assert (change.added, change.changed, change.unchanged, change.removed) == (2, 0, 0, 0)
    change = store.import_roster([_officer("2", "䶮㛃", "二队"), _officer("3")], "b.xlsx", "t", replace=False)
    assert (change.added, change.changed, change.unchanged, change.removed) == (1, 1, 0, 0)
    assert {o.certificate: o.unit for o in store.officers()} == {"1": "一队", "2": "二队", "3": "一队"}
    change = store.import_roster([_officer("3")], "c.xlsx", "t", replace=True)
    assert (change.added, change.changed, change.unchanged, change.removed) == (0, 0, 1, 2)
    assert store.officers() == (_officer("3"),)
