"""One officer's record: everything in order, with what became of signatures."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from jltrain.ledger import bodies
from jltrain.ledger.activity import ActivityKind
from jltrain.ledger.entry import GENESIS, Entry, EntryKind, NewEntry, linked
from jltrain.ledger.member import Member, member_of
from jltrain.ledger.plan import default_plan
from jltrain.ledger.result import State
from jltrain.ledger.ruling import Ruling, RulingKind
from jltrain.ledger.transcript import Transcript, signature_facts, transcript
from tests.ledger.ledgers import CYCLE, MemoryLedger, activity, row, sheet
from tests.ledger.people import officer

NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)
SEEN = datetime(2024, 6, 1, 4, tzinfo=UTC)
AT = "2024-06-01T00:00:00.000Z"


def entry(number: int, before: Member | None, after: Member | None, renumbered: str = "", subject: str = "") -> Entry:
    body = bodies.officer_body(before, after, renumbered)
    return linked(GENESIS, number, NewEntry(EntryKind.OFFICER, AT, "王人事", subject, body))


def made(revoked: dict[str, date | None] | None = None) -> Transcript:
    old = member_of(replace(officer(1, name="张三"), post="执法员"))
    new = member_of(replace(officer(7, name="张䶮", unit="乙队"), former=old.certificate, post="站长"), None, old)
    ledger = MemoryLedger()
    ledger.members[new.certificate] = new
    ledger.collect(sheet(old, date(2024, 3, 1), sitting="a", passed=False))
    ledger.collect(sheet(old, date(2024, 5, 1), sitting="b"))
    ledger.collect(sheet(old, date(2024, 5, 1), sitting="b", version=2))
    wrong = sheet(officer(2), date(2025, 1, 1), sitting="c", name="人2")
    ledger.collect(wrong)
    ruling = Ruling(RulingKind.ASSIGN, "d:" + wrong.number, "证号写错", "王人事", AT, new.certificate, 9)
    undone = replace(ruling, kind=RulingKind.EXCLUDE, certificate="", entry=8)
    ledger.rule(ruling)
    ledger.collect(sheet(old, date(2025, 3, 1), sitting="e", name="别人"))
    return transcript(
        new,
        list(ledger.results.values()),
        [activity(new, ActivityKind.FIRST_POST, date(2025, 5, 5)), activity(old, ActivityKind.DRILL, date(2024, 1, 5))],
        [
            entry(1, None, old),
            entry(2, old, None, new.certificate, old.certificate),
            entry(3, old, new),
            entry(4, new, None),
        ],
        [(ruling, False), (undone, True)],
        {CYCLE: default_plan(CYCLE), CYCLE.previous: default_plan(CYCLE.previous)},
        NOW,
        first_seen=dict.fromkeys(ledger.results, SEEN),
        revoked=revoked or {},
        namesakes=[new, member_of(officer(8, name="张䶮"))],
    )


def test_the_whole_record() -> None:
    record = made()
    assert record.today == date(2026, 11, 22)
    assert [member.certificate for member in record.namesakes] == ["22010008"]
    assert [(line.result.sitting_id, line.attempt, line.result.state) for line in record.sheets] == [
        ("a", 1, State.COUNTS), ("b", 2, State.SUPERSEDED), ("b", 2, State.COUNTS), ("c", 3, State.COUNTS),
        ("e", 0, State.NAME_DIFFERS),
    ]  # fmt: skip
    facts = [" ".join(line.facts) for line in record.sheets]
    assert "代替" in facts[1] and "第 2 版" in facts[2] and "证号写错" in facts[3] and "王人事于2024-06-01" in facts[3]
    assert "姓名待核实" in facts[4] and "不予计入" not in facts[3]
    assert [ruling.entry for ruling, _undone in record.rulings] == [8, 9]
    assert [a.kind for a in record.activities] == [ActivityKind.DRILL, ActivityKind.FIRST_POST]


def test_history_of_the_person() -> None:
    changes = [(change.what, change.before, change.after) for change in made().changes]
    assert changes[0] == ("列入名册", "", "甲队") and changes[1] == ("执法证号", "22010001", "22010007")
    assert ("姓名", "张三", "张䶮") in changes and ("岗位", "执法员", "站长") in changes
    assert changes[-1] == ("移出名册", "乙队", "")


def test_standing_by_cycle() -> None:
    before, now = made().cycles
    assert (before.cycle, now.cycle) == (CYCLE.previous, CYCLE)
    ids = {part.part.id: part for part in now.parts}
    assert ids["own"].met_on == date(2024, 5, 1) and ids["own"].by == ("JL-b-2-甲队",)
    assert ids["first-post"].met_on == date(2025, 5, 5) and ids["drill:2024"].met_on == date(2024, 1, 5)
    assert "drill:2025" in {part.part.id for part in now.overdue(date(2026, 11, 22))}
    assert "drill:2026" not in {part.part.id for part in now.overdue(date(2026, 11, 22))}
    assert before.standing.missing[0] == "own"


def test_what_became_of_the_signature() -> None:
    result = row(officer(1))
    early = datetime(2026, 1, 1, tzinfo=UTC)
    assert signature_facts(result, SEEN, early, {}) == ()
    (expired,) = signature_facts(result, SEEN, NOW, {})
    assert "2026-05-01 过期" in expired and "收取在前，仍然有效" in expired
    (revoked,) = signature_facts(result, SEEN, early, {"0a1b": date(2025, 1, 1)})
    assert "2025-01-01 被吊销" in revoked and "仍然有效" in revoked
    (since_before,) = signature_facts(result, SEEN, early, {"0a1b": date(2024, 1, 1)})
    assert "早于收取日期 2024-06-01" in since_before and "仍然有效" not in since_before
    (same_day,) = signature_facts(result, SEEN, early, {"0a1b": date(2024, 6, 1)})
    assert "仍然有效" in same_day
    (undated,) = signature_facts(result, SEEN, early, {"0a1b": None})
    assert "仍然有效" in undated
    assert len(signature_facts(result, SEEN, NOW, {"0a1b": None})) == 2
    assert signature_facts(replace(result, serial="", not_after=""), SEEN, NOW, {"": None}) == ()
