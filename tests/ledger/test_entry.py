"""The log: its chain breaks at whatever is changed, and bodies read back as they were written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jltrain.ledger import bodies
from jltrain.ledger.activity import ActivityKind, ActivityResult
from jltrain.ledger.entry import GENESIS, ChainBroken, Entry, EntryKind, NewEntry, check_chain, link, linked
from jltrain.ledger.member import member_from_record, member_of
from jltrain.ledger.outcome import CollectReason, Outcome
from jltrain.ledger.ruling import BadRuling, Ruling, RulingKind, holding, ruling
from tests.ledger.ledgers import SIGNER, activity
from tests.ledger.people import officer

AT = "2024-05-06T01:02:03.000Z"
texts = st.text(max_size=8)
news = st.lists(
    st.builds(NewEntry, st.sampled_from(EntryKind), st.just(AT), texts, texts, st.binary(max_size=9)), max_size=8
)


def chained(entries: list[NewEntry]) -> list[Entry]:
    made: list[Entry] = []
    for number, new in enumerate(entries, 1):
        made.append(linked(made[-1].chain if made else GENESIS, number, new))
    return made


@settings(deadline=None)
@given(news, st.integers(0, 8))
def test_a_chain_is_whole_in_one_go_and_in_pieces(entries: list[NewEntry], cut: int) -> None:
    made = chained(entries)
    whole = check_chain(made)
    assert whole == (made[-1].chain if made else GENESIS, len(made))
    assert check_chain(made[cut:], *check_chain(made[:cut])) == whole


@settings(deadline=None)
@given(news.filter(len), st.data())
def test_whatever_is_changed_breaks_it_there(entries: list[NewEntry], data: st.DataObject) -> None:
    made = chained(entries)
    at = data.draw(st.integers(0, len(made) - 1))
    one = made[at]
    change = data.draw(
        st.sampled_from(
            [
                {"number": one.number + 1}, {"at": one.at + "0"}, {"by": one.by + "x"}, {"subject": "y" + one.subject},
                {"body": one.body + b"0"}, {"chain": "0" * 64},
                {"kind": EntryKind.UNDO if one.kind is not EntryKind.UNDO else EntryKind.SHEET},
            ]
        )
    )  # fmt: skip
    made[at] = replace(one, **change)  # type: ignore[arg-type]  # one field or another
    with pytest.raises(ChainBroken) as caught:
        check_chain(made)
    assert caught.value.facts["number"] == at + 1
    del made[at]
    if at < len(made):
        with pytest.raises(ChainBroken):
            check_chain(made)


def test_fields_do_not_run_into_each_other() -> None:
    kind = EntryKind.SHEET
    assert link(GENESIS, 1, kind, AT, "ab", "c", b"") != link(GENESIS, 1, kind, AT, "a", "bc", b"")
    assert link(GENESIS, 1, kind, AT, "a", "b", b"c") != link(GENESIS, 1, kind, AT, "a", "bc", b"")


def entry(kind: EntryKind, body: bytes, subject: str = "s", number: int = 7) -> Entry:
    return linked(GENESIS, number, NewEntry(kind, AT, "王", subject, body))


def test_bodies_read_back() -> None:
    sheet = bodies.SheetBody(
        "a.pdf", "d" * 64, Outcome.NAME_DIFFERS, (CollectReason("name-differs", "名字"),), "JL-1", "p" * 64, SIGNER
    )
    assert bodies.read_sheet(entry(EntryKind.SHEET, bodies.sheet_body(sheet))) == sheet
    refused = bodies.SheetBody("b.pdf", "e" * 64, Outcome.REFUSED, (CollectReason("unsigned", "没有签名"),))
    assert bodies.read_sheet(entry(EntryKind.REFUSED, bodies.refused_body(refused))) == refused
    roster = bodies.RosterBody("a.xlsx", 1, 2, 3, 4, 5, True)
    assert bodies.read_roster_body(entry(EntryKind.ROSTER, bodies.roster_body(roster))) == roster
    before = member_of(officer(1), added="2024-01-01")
    after = member_of(replace(officer(1), name="张䶮"), before)
    made = bodies.read_officer(entry(EntryKind.OFFICER, bodies.officer_body(before, after)))
    assert (made.before, made.after, made.renumbered) == (before, after, "")
    gone = bodies.read_officer(entry(EntryKind.OFFICER, bodies.officer_body(before, None, "2299")))
    assert (gone.before, gone.after, gone.renumbered) == (before, None, "2299")
    done = activity(officer(1), ActivityKind.COURT, date(2024, 2, 3), 1.5, ActivityResult.PASSED)
    assert bodies.read_activity(entry(EntryKind.ACTIVITY, bodies.activity_body(done))) == replace(done, entry=7)
    ruled = Ruling(RulingKind.ASSIGN, "s", "写错号", "王", AT, "22010002", 7)
    assert bodies.read_ruling(entry(EntryKind.RULING, bodies.ruling_body(ruled))) == ruled
    undo = bodies.UndoBody(7, EntryKind.RULING, "看错")
    back = entry(EntryKind.UNDO, bodies.undo_body(undo), number=9)
    assert bodies.read_undo(back) == undo
    assert bodies.undone([back, entry(EntryKind.SHEET, b"")]) == {7}
    with pytest.raises(ValueError, match="nobody"):
        bodies.officer_body(None, None)


def test_a_body_is_canonical() -> None:
    body = bodies.officer_body(None, member_of(officer(1)))
    assert body == orjson.dumps(orjson.loads(body), option=orjson.OPT_SORT_KEYS)
    assert bodies.payload_digest(b"") == "" and len(bodies.payload_digest(b"{}")) == 64


READERS = {
    EntryKind.SHEET: bodies.read_sheet,
    EntryKind.ROSTER: bodies.read_roster_body,
    EntryKind.OFFICER: bodies.read_officer,
    EntryKind.ACTIVITY: bodies.read_activity,
    EntryKind.RULING: bodies.read_ruling,
    EntryKind.UNDO: bodies.read_undo,
    EntryKind.PLAN: bodies.read_plan_body,
}


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{}", b'{"kind": 1}', b'{"before": {}, "after": 5}', b'{"reasons": [1], "outcome": "x"}', b"\xff"],
)
def test_strange_bodies_are_told(kind: EntryKind, body: bytes) -> None:
    with pytest.raises(bodies.BadBody):
        READERS[kind](entry(kind, body))
    with pytest.raises(bodies.BadBody):
        bodies.read_undo(entry(EntryKind.SHEET, body))


def test_a_member_as_an_older_program_wrote_him() -> None:
    member = member_of(officer(1))
    record = {k: v for k, v in member.as_record().items() if k not in ("formers", "names", "post_kind")}
    assert member_from_record(record | {"new": 1}) == member
    for change in ({"name": 5}, {"names": "x"}, {"level": "乡"}):
        with pytest.raises(ValueError, match=r"text|Level"):
            member_from_record(record | change)


def test_rulings_need_a_reason_and_the_last_one_holds() -> None:
    first = replace(ruling(RulingKind.CONFIRM, "d", " 本人 ", "王", AT), entry=1)
    assert first.reason == "本人"
    second = replace(ruling(RulingKind.EXCLUDE, "d", "代考", "王", AT), entry=2)
    assert holding([second, first]) == {"d": second}
    assert holding([first, second], {2}) == {"d": first}
    assert holding([first, second], {1, 2}) == {}
    with pytest.raises(BadRuling):
        ruling(RulingKind.CONFIRM, "d", " ", "王", AT)
    with pytest.raises(BadRuling):
        ruling(RulingKind.ASSIGN, "d", "错号", "王", AT)
    with pytest.raises(BadRuling):
        ruling(RulingKind.EXCLUDE, "d", "错号", "王", AT, "2201")
