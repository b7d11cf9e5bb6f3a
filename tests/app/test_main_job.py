"""From the bank to HR's coverage, through the functions that both faces call."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import update

from jltrain.app import collecting, coverage, ledgerbook, papers, register, sessions, sheets, study
from jltrain.app.context import Context
from jltrain.bank.areas import Area, Level
from jltrain.exam.session import Candidate, NotOnRoster, SessionNotOpen, Sitting, StillSitting, WrongStep
from jltrain.exam.state import Status
from jltrain.ledger.outcome import Outcome
from jltrain.ledger.result import State
from jltrain.ledger.rowreader import RosterRow
from jltrain.places import Places
from jltrain.sheet.attest import sheet_number
from jltrain.sheet.keys import BadRoot, WrongPassphrase
from jltrain.store.tables import exam_event
from tests.app.walk import OFFICERS, held_session, issued_sheets, some
from tests.conftest import FakeClock
from tests.samples import candidate
from tests.tamper import unseal


def _roster(context: Context, officers: tuple[Candidate, ...]) -> None:
    rows = [RosterRow(o.name, o.certificate, o.unit, o.level, o.discipline) for o in officers]
    context.ledger.import_roster(rows, "test", "t", replace=False)


def test_one_officer_more_is_covered(context: Context) -> None:
    _roster(context, OFFICERS)
    assert coverage.figures(context).total.tally.done == 0
    session = held_session(context, answer=some)
    sessions.close_session(context, session.id)
    results = sessions.results(context, session.id)
    assert results[0].grade and results[0].grade.halves == 200
    assert results[2].grade and results[2].grade.halves == 0
    files = issued_sheets(context, session)
    folder = files[0].parent
    tampered = folder / "tampered.pdf"
    data = bytearray(files[0].read_bytes())
    data[len(data) // 2] ^= 1
    tampered.write_bytes(data)
    found = collecting.collect(context, [folder])
    assert (found.count(Outcome.IMPORTED), found.count(Outcome.REFUSED)) == (3, 1)
    again = collecting.collect(context, [folder])
    assert (again.count(Outcome.IMPORTED), again.count(Outcome.DUPLICATE)) == (0, 3)
    by_name = {line.name: line.status.value for line in coverage.standings(context).rows}
    assert by_name["张三"] == "done"
    assert by_name["李䶮"] == "failed"
    line = next(line for line in register.register(context).rows if line.name == "𬭎㛃")
    payload = register.detail(context, line.digest).payload
    assert payload and payload.officer.certificate == line.certificate == "JL0002"


def test_another_pc_trusts_only_what_it_was_told(context: Context, tmp_path: Path, clock: FakeClock) -> None:
    files = issued_sheets(context, held_session(context))
    other = Context(Places(tmp_path / "other"), clock)
    sheets.ensure_keys(other)
    refused = sheets.verify_files(other, files)
    assert not any(c.accepted for c in refused)
    stick = tmp_path / "root.crt"
    exported = sheets.export_root(context, stick)
    assert sheets.read_root(stick) == exported
    assert not any(c.accepted for c in sheets.verify_files(other, files)), "looking at a root is not trusting it"
    assert sheets.trust_root(other, stick) == exported
    assert all(c.accepted for c in sheets.verify_files(other, files))
    other.close()


def test_sheets_are_issued_once(context: Context, clock: FakeClock) -> None:
    session = held_session(context)
    first = {f: f.read_bytes() for f in issued_sheets(context, session)}
    clock.advance(3600)
    assert {f: f.read_bytes() for f in issued_sheets(context, session)} == first


def test_a_power_cut_between_record_and_file_makes_no_second_sheet(
    context: Context, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing leaves before it is recorded, and what was recorded is written, not signed anew."""
    session = held_session(context, OFFICERS[:1])

    def power_cut(*_facts: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(sheets, "_put", power_cut)
        with pytest.raises(KeyboardInterrupt):
            sheets.issue(context, session.id)
    assert not list(context.places.sheets.rglob("*.pdf"))
    sitting = Sitting(session.id, OFFICERS[0].certificate).id
    recorded = context.sessions.body(sitting, 1)
    clock.advance(60)
    assert [f.read_bytes() for f in issued_sheets(context, session)] == [recorded]


def test_junk_in_the_place_of_a_sheet_is_replaced(context: Context) -> None:
    session = held_session(context, OFFICERS[:1])
    made = issued_sheets(context, session)[0]
    other = held_session(context, OFFICERS[:1])
    payload = sheets.verify_files(context, [made])[0].payload
    assert payload
    sitting = Sitting(other.id, OFFICERS[0].certificate)
    place = context.places.sheets / other.id / f"JL0001-{sheet_number(sitting, context.clock.now())}.pdf"
    place.parent.mkdir()
    place.write_bytes(made.read_bytes())
    assert issued_sheets(context, other) == [place]
    assert place.read_bytes() != made.read_bytes()


def test_an_officer_entered_later_is_known_to_the_register(context: Context, tmp_path: Path) -> None:
    folder = issued_sheets(context, held_session(context, OFFICERS[:1]))[0].parent
    assert collecting.collect(context, [folder]).count(Outcome.UNKNOWN_OFFICER) == 1
    assert coverage.figures(context).waiting.unknown_officer == 1
    _roster(context, (replace(OFFICERS[0], name="张山"),))
    assert [line.state for line in register.register(context).rows] == [State.NAME_DIFFERS]
    assert coverage.figures(context).total.tally.doubtful == 1
    _roster(context, OFFICERS[:1])
    (line,) = register.register(context).rows
    assert (line.state, line.counts_for) == (State.COUNTS, OFFICERS[0].certificate)
    assert coverage.figures(context).total.tally.done == 1
    ledgerbook.export(context, tmp_path / "out.xlsx")
    cells = openpyxl.load_workbook(tmp_path / "out.xlsx")["成绩单登记"]["C"]
    assert cells[-1].value == State.COUNTS.label


def test_wrong_passphrase_is_told_and_loses_nothing(context: Context) -> None:
    session = held_session(context, OFFICERS[:1])
    sheets.ensure_keys(context, "正确的口令")
    with pytest.raises(WrongPassphrase) as caught:
        sheets.issue(context, session.id, passphrase="错的")
    assert caught.value.sentence().endswith("。")
    assert len(sheets.issue(context, session.id, passphrase="正确的口令")) == 1


def test_nobody_submitted(context: Context) -> None:
    paper = papers.make(context, papers.find_blueprint(context, "port-city"))
    session = sessions.create(context, "", paper.digest, OFFICERS)
    with pytest.raises(sheets.NobodySubmitted):
        sheets.issue(context, session.id)


def test_signing_in(context: Context) -> None:
    paper = papers.make(context, papers.find_blueprint(context, "port-city"))
    session = sessions.create(context, "", paper.digest, OFFICERS)
    with pytest.raises(SessionNotOpen):
        sessions.sign_in(context, session.id, "JL0001", "张三")
    sessions.open_session(context, session.id)
    assert sessions.sign_in(context, session.id, " ｊｌ０００１ ", "张　三").candidate == OFFICERS[0]
    for certificate, name in (("JL0001", "李䶮"), ("JL0009", "张三"), ("", "")):
        with pytest.raises(NotOnRoster):
            sessions.sign_in(context, session.id, certificate, name)
    with pytest.raises(WrongStep):
        sessions.open_session(context, session.id)


def test_rosters_that_cannot_sit(context: Context) -> None:
    paper = papers.make(context, papers.find_blueprint(context, "port-city"))
    with pytest.raises(sessions.RosterEmpty):
        sessions.create(context, "", paper.digest, [])
    with pytest.raises(sessions.RosterRepeats):
        sessions.create(context, "", paper.digest, [candidate(1), candidate(1, "李四")])


def test_a_session_waits_for_who_is_still_sitting(context: Context, clock: FakeClock) -> None:
    paper = papers.make(context, papers.find_blueprint(context, "port-city"))
    session = sessions.create(context, "", paper.digest, OFFICERS[:1])
    sessions.open_session(context, session.id)
    signed = sessions.sign_in(context, session.id, "JL0001", "张三")
    sessions.deliver(context, signed).start()
    with pytest.raises(StillSitting):
        sessions.close_session(context, session.id)
    clock.advance(60)
    assert sessions.finish_overdue(context, session.id) == 0
    clock.advance(121 * 60)
    assert sessions.finish_overdue(context, session.id) == 1
    sessions.close_session(context, session.id)
    (row,) = sessions.room(context, session.id)
    assert (row.state.status, row.state.submitted_by) == (Status.SUBMITTED, "time")


def test_mistakes_of_an_exam_enter_the_book_once_and_leave_after_three(context: Context) -> None:
    held_session(context, OFFICERS, some)
    wrong = study.mistakes(context, "JL0003")
    assert len(wrong) == 72, "every question of the paper, cases counted once"
    assert study.mistakes(context, "JL0001") == ()
    session = context.sessions.list()[0]
    signed = sessions.sign_in(context, session.id, "JL0003", "李䶮")
    sessions.learn_from(context, signed, signed.state)
    assert len(study.attempts(context, "JL0003")) == 78
    entry, question = wrong[0]
    for _round in range(3):
        assert entry.question_id in {e.question_id for e, _q in study.mistakes(context, "JL0003")}
        practice = study.practise(context, "JL0003", study.Scope(study.ScopeKind.MISTAKES), 0)
        while practice.question and practice.question.id != question.id:
            practice.forward()
        assert practice.question
        practice.answer({key: item.answer for key, item in practice.question.keyed_items()})
    assert entry.question_id not in {e.question_id for e, _q in study.mistakes(context, "JL0003")}


def test_practice_by_chapter(context: Context) -> None:
    practice = study.practise(context, "", study.Scope(study.ScopeKind.CHAPTER, ("highway/01-road-protection",)), 5)
    chapter = study.chapter(context, "highway/01-road-protection")
    while practice.question:
        assert practice.question.discipline is Area.HIGHWAY
        assert practice.question.topic in chapter.topics
        practice.answer({})
        practice.forward()
    assert (practice.summary().total, practice.summary().wrong) == (5, 5)


def test_every_chapter_opens(context: Context) -> None:
    rows = study.chapters(context, "")
    assert {r.chapter.area for r in rows} == {a.value for a in Area}
    for row in rows:
        page = study.open_chapter(context, row.chapter.id)
        assert page.characters >= 1500
        assert page.headings
        assert "<img" in page.html


def test_levels_survive(context: Context) -> None:
    roster = (Candidate("王五", "JL9", "省局", Level.PROVINCE, Area.PORT),)
    session = held_session(context, roster, blueprint="port-city")
    assert context.sessions.get(session.id).roster == roster


def test_only_a_root_can_be_trusted(context: Context, tmp_path: Path) -> None:
    sheets.ensure_keys(context)
    for name, data in (("unit", (context.places.keys / "unit.crt").read_bytes()), ("junk", b"junk"), ("empty", b"")):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(BadRoot):
            sheets.trust_root(context, tmp_path / name)


def test_a_file_that_cannot_be_read_is_skipped_and_named(context: Context, tmp_path: Path) -> None:
    sheets.ensure_keys(context)
    found = collecting.collect(context, [tmp_path / "gone.pdf"])
    assert found.lines == ()
    assert [entry.path.name for entry in found.skipped] == ["gone.pdf"]


def test_a_new_name_of_the_unit_is_on_the_next_sheets_and_the_old_ones_stay_good(context: Context) -> None:
    first = issued_sheets(context, held_session(context, OFFICERS[:1]))
    context.settings.put("unit", "吉林市交通运输综合行政执法支队")
    second = issued_sheets(context, held_session(context, OFFICERS[1:2]))
    checked = sheets.verify_files(context, [*first, *second])
    assert [c.payload and c.payload.issuer for c in checked] == ["本单位", "吉林市交通运输综合行政执法支队"]
    assert len(list((context.places.keys / "former").iterdir())) == 1
    assert len(sheets.trusted(context)) == 1


def test_a_protected_key_is_renamed_only_with_its_passphrase(context: Context) -> None:
    sheets.ensure_keys(context, "口令")
    context.settings.put("unit", "新名称")
    assert not sheets.ensure_keys(context)
    with pytest.raises(WrongPassphrase):
        sheets.ensure_keys(context, "错的")
    assert sheets.key_facts(context).unit == "本单位"
    assert sheets.ensure_keys(context, "口令")
    assert sheets.key_facts(context).unit == "新名称"


def test_a_lost_sheet_is_written_again_the_same(context: Context) -> None:
    session = held_session(context, OFFICERS[:1])
    (file,) = issued_sheets(context, session)
    before = file.read_bytes()
    shutil.rmtree(file.parent)
    assert issued_sheets(context, session) == [file]
    assert file.read_bytes() == before


def test_of_two_processes_that_issue_at_once_one_sheet_counts(context: Context, clock: FakeClock) -> None:
    session = held_session(context, OFFICERS[:1])
    other = Context(context.places, clock)
    (file,) = issued_sheets(other, session)
    first = file.read_bytes()
    number = context.sessions.issue("JT-other", Sitting(session.id, "JL0001").id, "x.pdf", b"another", "t")
    assert number == first, "the first stands, and the second is told"
    other.close()


def test_a_tampered_log_is_that_officers_fault_alone(context: Context) -> None:
    session = held_session(context, OFFICERS[:2])
    with context.database.write() as connection:
        unseal(connection, "exam_event")
        wrong = exam_event.c.sitting_id == Sitting(session.id, "JL0001").id
        connection.execute(update(exam_event).where(wrong, exam_event.c.number == 3).values(at="2020"))
    broken, sound = sessions.results(context, session.id)
    assert broken.grade is None
    assert "第 3 条" in broken.fault
    assert sound.grade
    assert [made.certificate for made in sheets.issue(context, session.id)] == ["JL0002"]
    assert sessions.items(context, session.id)[0][1].count == 1
