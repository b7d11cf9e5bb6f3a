"""The desk: versions, drafts, withdrawals, and what is left after a stop or a kill."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from jltrain.app import bank, editing
from jltrain.app.context import Context
from jltrain.bank.areas import Area
from jltrain.bank.question import Kind
from jltrain.bank.state import Origin, State
from jltrain.paper.marks import MultipleRule
from jltrain.paper.paper import Paper, PaperQuestion, Section
from tests.app.desk_world import ship, with_law
from tests.bank.entries import judge, other, single

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63606060000000040001f61738550000000049454e44ae426082"
)


@pytest.fixture(autouse=True)
def _world(context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ship(tmp_path / "shipped", monkeypatch)
    bank.compile_bank(context)


def test_a_question_is_saved_with_its_versions(context: Context) -> None:
    made = editing.save(context, single("new-1"), note="新建", by="教官", since=0)
    assert (made.version, made.state, made.faults) == (1, State.READY, made.faults)
    again = editing.save(context, single("new-1"), since=1)
    assert again.version == 1, "nothing changed, no version"
    changed = editing.save(context, single("new-1", answer="C"), note="答案有误", by="教官", since=1)
    assert changed.version == 2
    with pytest.raises(editing.ChangedMeanwhile):
        editing.save(context, single("new-1", answer="D"), since=1)
    rows = editing.history(context, "new-1")
    assert [(v.version, v.origin, v.by, v.note) for v in rows] == [
        (2, Origin.EDIT, "教官", "答案有误"),
        (1, Origin.EDIT, "教官", "新建"),
    ]
    back = editing.back_to(context, "new-1", 1)
    assert back.version == 3 and bank.get(context, "new-1") == single("new-1")
    with pytest.raises(editing.NoSuchVersion):
        editing.back_to(context, "new-1", 9)
    with pytest.raises(bank.NoSuchQuestion):
        editing.history(context, "nothing")


def test_what_lacks_something_is_a_draft_and_in_no_paper(context: Context) -> None:
    made = editing.save(context, other(single("new-1"), answer=()))
    assert made.state is State.DRAFT and [f.code.value for f in made.faults if f.blocking] == ["answer-missing"]
    assert "new-1" not in {q.id for q in context.questions.formal()}
    assert editing.save(context, single("new-1")).state is State.READY
    assert "new-1" in {q.id for q in context.questions.formal()}


def test_what_cannot_be_kept_is_refused(context: Context) -> None:
    for wrong in (replace(single(), id="a b"), replace(single(), difficulty=0), replace(single(), items=())):
        with pytest.raises(editing.NotSaveable):
            editing.save(context, wrong)


def test_the_statute_is_looked_up(context: Context, tmp_path: Path) -> None:
    options = ("处五千元以下罚款", "处六千元以下罚款", "不予处罚")
    question = other(single("n"), options=options, answer=("A",), basis=("《公路法》第一条",))
    assert {f.code.value for f in editing.check(context, question)} == {"not-imported"}
    with_law(context, tmp_path)
    assert editing.check(context, question) == ()
    assert [f.code.value for f in editing.check(context, other(question, answer=("B",)))] == ["figure"]
    gone = other(question, basis=("《公路法》第八十八条",))
    assert editing.save(context, gone).state is State.DRAFT


def test_withdrawn_and_restored(context: Context) -> None:
    assert editing.withdraw(context, ["s-1", "s-2"], "过时", "教官") == 2
    assert {q.id for q in bank.whole(context)} == {"s-3"}
    assert editing.withdraw(context, ["s-1"]) == 0
    still = editing.save(context, judge("s-1", "改了题干，但仍然停用的一道题。"))
    assert still.state is State.WITHDRAWN
    assert editing.restore(context, ["s-1", "s-3"]) == 1
    assert bank.hit(context, "s-1").state is State.READY
    assert editing.history(context, "s-1")[0].origin is Origin.RESTORED
    with pytest.raises(bank.NoSuchQuestion):
        editing.withdraw(context, ["s-3", "nothing"])
    assert bank.hit(context, "s-3").state is State.READY, "all or none"


def test_many_are_sorted_anew_at_once(context: Context) -> None:
    assert editing.retag(context, ["s-1", "s-2"], topic=" 乙 ", area=Area.HIGHWAY, difficulty=5) == 2
    moved = bank.get(context, "s-1")
    assert (moved.topic, moved.discipline, moved.difficulty) == ("乙", Area.HIGHWAY, 5)
    assert editing.retag(context, ["s-1", "s-2"], topic="乙") == 0
    with pytest.raises(editing.NotSaveable):
        editing.retag(context, ["s-1"], topic=" ")
    with pytest.raises(editing.NotSaveable):
        editing.retag(context, ["s-1"], difficulty=6)
    with pytest.raises(bank.NoSuchQuestion):
        editing.retag(context, ["s-1", "nothing"], difficulty=1)
    assert bank.get(context, "s-1").difficulty == 5


def test_where_a_question_was_used(context: Context) -> None:
    paper = _paper(context)
    used = editing.used_in(context, "s-1")
    assert [(u.paper_title, u.digest, u.version, u.sessions) for u in used] == [("测试卷", paper.digest, 1, ())]
    editing.save(context, judge("s-1", "改过的一道判断题目。"))
    assert editing.used_in(context, "s-1")[0].version == 1
    assert editing.used_in(context, "s-2") == ()


def _paper(context: Context) -> Paper:
    section = Section(Kind.JUDGE, (PaperQuestion(bank.get(context, "s-1"), (2,)),))
    made = Paper("测试卷", "", "", "", "x", 10, 1, MultipleRule.SUBSET, False, (section,))
    context.papers.add(made, context.now())
    return made


def test_pictures_are_known_by_content(context: Context, tmp_path: Path) -> None:
    file = tmp_path / "图.jpg"
    file.write_bytes(PNG)
    name = editing.add_picture(context, file)
    assert name.endswith(".png") and name == editing.add_picture(context, PNG)
    question = replace(other(single("p"), stem="见〔图1〕，应当怎样处理？"), pictures=(name,))
    assert editing.save(context, question).state is State.READY
    assert [p.read_bytes() for p in bank.pictures(context, question)] == [PNG]
    for bad in (
        b"MZ",
        b"",
        PNG[:20],
        PNG[:16] + b"\xff" * 8 + PNG[24:],
        b"RIFF0000WEBPVP8 ",
        b"\xff\xd8\xff\xe0" * 9,
        b"GIF89a",
        b'<svg onload="x()"></svg>',
        b"<svg><script>1</script></svg>",
        b"\x89PNG\r\n\x1a\n" + b"0" * 5_000_001,
    ):
        with pytest.raises(editing.PictureUnfit):
            editing.add_picture(context, bad)


def test_drafts_outlive_the_program(context: Context) -> None:
    editing.keep_draft(context, "new", {"stem": "写了一半"}, "甲")
    editing.keep_draft(context, "new", {"stem": "写了一大半"}, "甲")
    editing.keep_draft(context, "s-1", {"stem": "𬭎"})
    assert {d.key: d.body["stem"] for d in editing.drafts(context)} == {"new": "写了一大半", "s-1": "𬭎"}
    assert editing.drop_draft(context, "new") and not editing.drop_draft(context, "new")
    with pytest.raises(editing.NotSaveable):
        editing.keep_draft(context, "big", {"stem": "长" * 700_000})


def test_what_is_alike_is_shown_and_follows_the_bank(context: Context) -> None:
    typed = judge("new", "在公路上擅自堆放物品的，应当责令停止。")
    assert [one.id for one in editing.alike(context, typed)] == ["s-1"]
    editing.save(context, replace(typed, id="n-1"))
    assert [one.id for one in editing.alike(context, typed)] == ["n-1", "s-1"]
    editing.withdraw(context, ["s-1"])
    context.questions.save(judge("n-2", typed.stem), origin=Origin.IMPORT, by="", at=context.now())
    assert editing.prepare_alike(context) == 4
    assert [one.id for one in editing.alike(context, typed)] == ["n-1", "n-2"]


def test_new_ids_are_free(context: Context) -> None:
    made = editing.new_id(context, Area.PORT)
    assert made.startswith("port-") and made not in context.questions.get([made])


_SAVER = """
import sys
sys.path.insert(0, {root!r})
from pathlib import Path
from jltrain.app import editing
from jltrain.app.context import Context
from jltrain.clock import SystemClock
from jltrain.places import Places
from tests.bank.entries import single
context = Context(Places(Path({home!r})), SystemClock())
for n in range(100000):
    editing.save(context, single("killed", stem="第" + str(n) + "次保存的题干文字"))
    print(n, flush=True)
"""


@pytest.mark.sqlite_only
@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_what_was_said_to_be_saved_is_there_after_a_kill(context: Context, tmp_path: Path) -> None:
    home, root = str(context.places.home), str(Path(__file__).parents[2])
    program = _SAVER.format(root=root, home=home)
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        last = [int(child.stdout.readline()) for _n in range(5)][-1]
        child.send_signal(signal.SIGKILL)
        last = max([last, *(int(line) for line in child.stdout if line.strip().isdigit())])
    rows = editing.history(context, "killed")
    assert len(rows) in (last + 1, last + 2)
    assert bank.get(context, "killed") == rows[0].question
    assert [v.version for v in rows] == list(range(len(rows), 0, -1))
