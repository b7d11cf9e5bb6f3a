"""Merging and packages between two PCs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from jltrain.app import bank, editing, exchange, keys
from jltrain.app.context import Context
from jltrain.app.exchange import Decision, MergeKind
from jltrain.bank.question import Question
from jltrain.bank.state import Origin, State
from jltrain.progress import Cancelled, Step
from tests.app.desk_world import second, ship
from tests.app.test_editing import PNG
from tests.bank.entries import judge, other, single
from tests.conftest import FakeClock


@pytest.fixture(autouse=True)
def _world(context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ship(tmp_path / "shipped", monkeypatch)
    bank.compile_bank(context)


@pytest.fixture
def away(context: Context, tmp_path: Path, clock: FakeClock) -> Iterator[Context]:
    """The PC that receives, which trusts the other one's root."""
    made = second(tmp_path / "away", clock)
    keys.ensure_keys(context)
    root = tmp_path / "root.crt"
    keys.trust_root(made, keys.write_root(context, root).file)
    yield made
    made.close()


def _lines(file: Path, *questions: Question) -> Path:
    file.write_bytes(b"".join(bank.export_lines(questions)))
    return file


def test_a_jsonl_is_compared_and_merged_as_decided(context: Context, tmp_path: Path) -> None:
    shipped = bank.get(context, "s-1")
    editing.save(context, single("mine"))
    theirs = [
        shipped,
        other(bank.get(context, "s-2"), answer=("N",)),
        other(single("mine"), answer=("C",)),
        single("renamed"),
        judge("new", "一道全新的判断题，别处没有。"),
        replace(judge("s-3", "编号相同而内容毫不相干的题目。"), discipline=shipped.discipline),
    ]
    found = exchange.compare(context, _lines(tmp_path / "a.jsonl", *theirs))
    kinds = [row.kind for row in found.rows]
    assert kinds == [MergeKind.ANSWER, MergeKind.ANSWER, MergeKind.RENAMED, MergeKind.NEW, MergeKind.CLASH]
    assert found.same == 1 and found.open == (0, 1, 2, 4) and not any(row.automatic for row in found.rows)
    before = len(bank.whole(context))
    done = exchange.merge(context, found, {1: Decision.THEIRS, 4: Decision.BOTH}, "教官")
    assert (done.added, done.changed, done.kept, done.withdrawn) == (2, 1, 2, 0)
    assert len(bank.whole(context)) == before + 2
    assert bank.get(context, "mine").items[0].answer == ("C",)
    newest = editing.history(context, "mine")[0]
    assert (newest.origin, newest.by, newest.note) == (Origin.MERGE, "教官", "来自 a.jsonl")
    assert bank.get(context, "s-2").items[0].answer == ("Y",)
    assert {row.kind for row in exchange.compare(context, tmp_path / "a.jsonl").rows} >= {MergeKind.ANSWER}


def test_a_decision_that_makes_no_sense_changes_nothing(context: Context, tmp_path: Path) -> None:
    file = _lines(tmp_path / "a.jsonl", judge("new", "一道全新的判断题，别处没有。"), single("other"))
    found = exchange.compare(context, file)
    with pytest.raises(exchange.WrongDecision):
        exchange.merge(context, found, {1: Decision.BOTH})

    def stop(step: Step) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        exchange.merge(context, found, report=stop)
    assert len(bank.whole(context)) == 3


def test_a_yaml_folder_brings_its_pictures(context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "theirs"
    ship(folder, monkeypatch, {"t-1": "按图作答的一道判断题目。"})
    file = folder / "law" / "some.yaml"
    file.write_text(file.read_text("utf-8") + "  picture: 图.png\n", "utf-8")
    (folder / "law" / "图.png").write_bytes(PNG)
    found = exchange.compare(context, folder)
    exchange.merge(context, found)
    made = bank.get(context, "t-1")
    assert context.questions.pictures(made.pictures) == {made.pictures[0]: PNG}
    assert exchange.compare(context, folder).rows == ()


def test_a_package_and_its_update_go_by_themselves(
    context: Context, away: Context, tmp_path: Path, clock: FakeClock
) -> None:
    name = editing.add_picture(context, PNG)
    editing.save(context, replace(single("n-1"), pictures=(name,)))
    first = exchange.pack(context, None, tmp_path / "1.jlbank")
    assert (first.questions, first.pictures, first.base) == (4, 1, "")
    found = exchange.unpack(away, first.file)
    assert [row.kind for row in found.comparison.rows] == [MergeKind.NEW] and found.comparison.same == 3
    exchange.apply(away, found)
    assert bank.get(away, "n-1").pictures == (name,) and away.questions.pictures([name]) == {name: PNG}
    assert exchange.unpack(away, first.file).again

    editing.save(context, other(single("n-1"), stem="占用公路期满以后应当怎样处理？"))
    editing.save(context, other(bank.get(context, "s-1"), answer=("N",)))
    editing.save(context, other(bank.get(context, "s-2"), explanation="主管单位改写了解析的文字。"))
    editing.withdraw(context, ["s-3"])
    editing.save(away, other(bank.get(away, "s-2"), explanation="本机自己改写了解析的文字。"))
    clock.advance(60)
    update = exchange.pack(context, None, tmp_path / "2.jlbank", since=first.file)
    assert (update.questions, update.withdrawn, update.base) == (3, 1, first.digest)
    assert [row.digest for row in exchange.packages(context)] == [update.digest, first.digest]
    found = exchange.unpack(away, update.file)
    assert {row.ours.id: row.automatic for row in found.comparison.rows if row.ours} == {
        "n-1": True, "s-1": True, "s-2": False, "s-3": True
    }  # fmt: skip
    done = exchange.apply(away, found, by="教官")
    assert (done.changed, done.withdrawn, done.kept) == (2, 1, 1)
    assert bank.hit(away, "s-3").state is State.WITHDRAWN
    assert bank.get(away, "s-1").items[0].answer == ("N",)
    assert bank.get(away, "s-2").explanation == "本机自己改写了解析的文字。"
    assert exchange.unpack(away, update.file).comparison.rows == (), "asked once"

    by_digest = exchange.pack(context, None, tmp_path / "3.jlbank", since=update.digest[:12])
    assert by_digest.questions == 0 and by_digest.base == update.digest
    with pytest.raises(exchange.NoSuchBase):
        exchange.pack(context, None, tmp_path / "4.jlbank", since="ffff")


def test_an_update_without_its_base_is_told(context: Context, away: Context, tmp_path: Path) -> None:
    first = exchange.pack(context, None, tmp_path / "1.jlbank")
    update = exchange.pack(context, None, tmp_path / "2.jlbank", since=first.file)
    with pytest.raises(exchange.BaseMissing):
        exchange.unpack(away, update.file)


def test_some_questions_alone(context: Context, away: Context, tmp_path: Path) -> None:
    editing.save(context, single("n-1"))
    assert exchange.pack(context, ["n-1"], tmp_path / "1.jlbank").questions == 1
    found = exchange.compare(away, tmp_path / "1.jlbank")
    assert [row.kind for row in found.rows] == [MergeKind.NEW] and found.origin is Origin.PACKAGE
    with pytest.raises(exchange.NothingToPack):
        exchange.pack(context, ["nothing"], tmp_path / "2.jlbank")


def test_what_is_not_believed_changes_nothing(
    context: Context, away: Context, tmp_path: Path, clock: FakeClock
) -> None:
    editing.save(context, single("n-1"))
    made = exchange.pack(context, None, tmp_path / "1.jlbank")
    stranger = second(tmp_path / "stranger", clock)
    with pytest.raises(exchange.PackageRefused):
        exchange.unpack(stranger, made.file)
    stranger.close()
    bent = made.file.read_bytes().replace("恢复原状".encode(), "维持现状".encode())
    made.file.write_bytes(bent)
    for place in (made.file, tmp_path / "no.jlbank"):
        if not place.exists():
            place.write_bytes(b"PK\x03\x04")
        with pytest.raises(exchange.PackageRefused):
            exchange.unpack(away, place)
        with pytest.raises(exchange.PackageRefused):
            exchange.compare(away, place)
    assert len(bank.whole(away)) == 3 and exchange.packages(away) == ()


def test_an_apply_that_was_cut_short_is_finished_by_doing_it_again(
    context: Context, away: Context, tmp_path: Path
) -> None:
    editing.save(context, single("n-1"))
    file = exchange.pack(context, None, tmp_path / "1.jlbank").file
    exchange.merge(away, exchange.unpack(away, file).comparison)  # and the power went before it was noted
    assert exchange.packages(away) == ()
    found = exchange.unpack(away, file)
    assert found.comparison.rows == () and not found.again
    exchange.apply(away, found)
    assert [row.direction for row in exchange.packages(away)] == ["in"]


def test_what_was_edited_after_comparing_is_not_overwritten(context: Context, tmp_path: Path) -> None:
    theirs = other(bank.get(context, "s-1"), answer=("N",))
    found = exchange.compare(
        context, _lines(tmp_path / "a.jsonl", theirs, judge("new", "一道全新的判断题，别处没有。"))
    )
    editing.save(context, judge("s-1", "比较以后又改过的一道判断题。"))
    with pytest.raises(editing.ChangedMeanwhile):
        exchange.merge(context, found, {0: Decision.THEIRS})
    assert len(bank.whole(context)) == 3, "nothing at all"
    assert exchange.merge(context, found).added == 1


def test_two_of_theirs_that_mean_one_of_ours(context: Context, tmp_path: Path) -> None:
    editing.save(context, single("mine"))
    found = exchange.compare(context, _lines(tmp_path / "a.jsonl", single("a"), single("b", answer="C")))
    done = exchange.merge(context, found, dict.fromkeys(range(2), Decision.THEIRS))
    assert (done.changed, done.kept) == (1, 1) and bank.get(context, "mine") == single("mine")


_MERGER = """
import sys
sys.path.insert(0, {root!r})
from pathlib import Path
from jltrain.app import exchange
from jltrain.app.context import Context
from jltrain.places import Places
context = Context(Places(Path({home!r})))
found = exchange.compare(context, Path({file!r}))
print("go", flush=True)
exchange.merge(context, found, report=lambda step: print(step.done, flush=True))
print("done", flush=True)
"""


@pytest.mark.sqlite_only
@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
@pytest.mark.parametrize("lines", [1, 3, 5])
def test_a_merge_that_is_killed_was_done_wholly_or_not_at_all(context: Context, tmp_path: Path, lines: int) -> None:
    many = [judge(f"n-{n}", f"第{n}道各不相同的判断题，内容是{n * 7919}。") for n in range(3000)]
    file = _lines(tmp_path / "a.jsonl", *many)
    root, home = str(Path(__file__).parents[2]), str(context.places.home)
    program = _MERGER.format(root=root, home=home, file=str(file))
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        while child.stdout.readline() != "go\n":
            pass
        for _n in range(lines):
            child.stdout.readline()
        child.send_signal(signal.SIGKILL)
    assert len(bank.whole(context)) in (3, 3003)


def test_what_is_to_be_reviewed_is_left_out_and_not_taken_back(context: Context, away: Context, tmp_path: Path) -> None:
    """The receiver, who may lack the new law, would else hold it for ready."""
    first = exchange.pack(context, None, tmp_path / "1.jlbank")
    exchange.apply(away, exchange.unpack(away, first.file), by="u")
    context.questions.set_states(["s-1"], State.REVIEW, origin=Origin.REVIEW, by="u", at=context.now())
    whole = exchange.pack(context, None, tmp_path / "2.jlbank")
    assert (whole.questions, whole.waiting) == (2, 1)
    update = exchange.pack(context, None, tmp_path / "3.jlbank", since=first.file)
    assert (update.questions, update.withdrawn, update.waiting) == (0, 0, 1)
    exchange.apply(away, exchange.unpack(away, update.file), by="u")
    assert bank.hits(away, ["s-1"])["s-1"].state is State.READY
