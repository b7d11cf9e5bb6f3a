"""An officer's report on its way to the trainer."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jltrain.app import bank, editing, objections
from jltrain.app.context import Context
from jltrain.app.objections import Verdict
from tests.app.desk_world import second, ship
from tests.bank.entries import judge
from tests.conftest import FakeClock


@pytest.fixture(autouse=True)
def _world(context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ship(tmp_path / "shipped", monkeypatch)
    bank.compile_bank(context)


def test_a_report_is_kept_settled_and_linked(context: Context) -> None:
    made = objections.object(context, bank.get(context, "s-1"), " 答案有误 ", "𬭎㛃")
    objections.object(context, bank.get(context, "s-2"), "题干有错字")
    assert objections.waiting(context) == 2
    (row,) = objections.listed(context, question_id="s-1")
    assert (row.objection.text, row.objection.learner, row.seen, row.version) == ("答案有误", "𬭎㛃", 1, 1)
    assert row.open and not row.changed
    editing.save(context, judge("s-1", "改正以后的判断题目。"))
    done = objections.settle(context, made.id[:10], Verdict.ACCEPTED, "已改正", "教官")
    assert done.changed and [(a.verdict, a.version, a.by, a.note) for a in done.acts] == [
        ("accepted", 2, "教官", "已改正")
    ]
    objections.settle(context, made.id, "rejected", "再看并没有错")
    assert [a.verdict for a in objections.listed(context, False, "s-1")[0].acts] == ["accepted", "rejected"]
    assert [r.objection.question_id for r in objections.listed(context)] == ["s-2"]
    for wrong in (("", Verdict.REJECTED), (made.id, Verdict.REJECTED), ("zz", Verdict.ACCEPTED)):
        with pytest.raises((objections.NoSuchObjection, objections.NotAnObjection)):
            objections.settle(context, *wrong)
    for text in (" ", "长" * 2001):
        with pytest.raises(objections.NotAnObjection):
            objections.object(context, bank.get(context, "s-1"), text)


def test_it_travels_on_a_stick(context: Context, tmp_path: Path, clock: FakeClock) -> None:
    stick = tmp_path / "stick"
    assert objections.export(context, stick) is None and not stick.exists()
    objections.object(context, bank.get(context, "s-1"), "答案有误", "张三", "一队")
    file = objections.export(context, stick / "results")
    assert file is not None and objections.export(context, stick / "results") == file
    away = second(tmp_path / "away", clock)
    try:
        brought = objections.bring_in(away, [stick])
        assert (brought.new, brought.known, brought.files, brought.faults) == (1, 0, 1, ())
        assert (objections.bring_in(away, [file]).new, objections.bring_in(away, [stick]).known) == (0, 1)
        (row,) = objections.listed(away)
        assert (row.objection.learner, row.objection.unit, row.objection.origin) == ("张三", "一队", file.name)
        assert objections.export(away, tmp_path / "no") is None, "others' are not handed on"
        changed = orjson.loads(file.read_bytes())
        changed["objections"][0]["text"] = "换了文字"
        file.write_bytes(orjson.dumps(changed))
        objections.bring_in(away, [file])
        assert objections.listed(away)[0].objection.text == "答案有误"
    finally:
        away.close()
    assert objections.bring_in(context, [file]).known == 1


_ROW = {"id": "0" * 32, "question_id": "s-1", "digest": "a" * 64, "at": "2026-11-22T01:00:00.000Z", "learner": "",
        "unit": "", "text": "有错"}  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [{"id": "x"}, {"id": "A" * 32}, {"digest": ""}, {"at": "昨天"}, {"text": ""}, {"text": "长" * 2001}, {"question_id": "a b"},
     {"learner": ["a"]}, {"unit": "\0"}, {"more": "x"}, {"text": 5}, {"origin": "x"}],
)  # fmt: skip
def test_a_strange_row_refuses_the_whole_file(context: Context, tmp_path: Path, change: dict[str, object]) -> None:
    file = tmp_path / "a.json"
    good = _ROW | {"id": "1" * 32}
    file.write_bytes(orjson.dumps({"schema": objections.SCHEMA, "objections": [good, _ROW | change]}))
    brought = objections.bring_in(context, [file])
    assert brought.new == 0 and len(brought.faults) == 1 and objections.waiting(context) == 0


@pytest.mark.sqlite_only
@given(st.binary(max_size=60) | st.sampled_from([b"[]", b"{}", b'{"schema":1,"objections":{}}', b"[" * 3000, b"\xff"]))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_file_nothing_breaks(context: Context, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.json").write_bytes(data)
    assert len(objections.bring_in(context, [tmp_path / "x.json", tmp_path / "missing.json"]).faults) == 2
