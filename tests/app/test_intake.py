"""Found questions into the bank: what becomes ready, a draft, or is known; ids, pictures, one transaction."""

from __future__ import annotations

import hashlib
import struct
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from jltrain.app import bank, intake
from jltrain.app.context import Context
from jltrain.bank.areas import Area
from jltrain.bank.intake.found import FoundPicture, FoundQuestion
from jltrain.bank.question import Kind
from jltrain.bank.state import State
from jltrain.progress import Cancelled, Step

TARGET = intake.Target(Area.HIGHWAY, "养护", 2)
WHOLE = FoundQuestion(
    Kind.SINGLE, "公路由谁养护（ ）？", ("公路管理机构", "村民", "司机"), ("A",), "按照规定，由公路管理机构负责养护工作。",
    ("《中华人民共和国公路法》第三十五条",),
)  # fmt: skip


def _chosen(*found: FoundQuestion) -> list[intake.Chosen]:
    return [intake.chosen(one, TARGET) for one in found]


def _png(red: int = 1) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes([0, red, 0, 0])))
        + chunk(b"IEND", b"")
    )


def test_ready_drafts_and_known(context: Context) -> None:
    draft = replace(WHOLE, stem="公路由谁修建（ ）？", explanation="")
    other = replace(WHOLE, answer=("B",))
    same = replace(WHOLE, stem="公路由谁养护（  ）？", options=("村民", "公路管理机构", "司机"), answer=("B",))
    taken = intake.take(context, _chosen(WHOLE, draft, same, other), "题.xlsx", by="张教官")
    assert (taken.new, taken.ready, taken.drafts, taken.known) == (3, 2, 1, 1)
    assert taken.ids[0] == taken.ids[2] and len(set(taken.ids)) == 3
    assert all(ident.startswith("import-") for ident in taken.ids)
    hits = context.questions.hits(taken.ids)
    assert [hits[i].state for i in taken.ids] == [State.READY, State.DRAFT, State.READY, State.READY]
    assert hits[taken.ids[0]].folder == "desk"
    question = hits[taken.ids[0]].question
    assert (question.discipline, question.topic, question.difficulty) == (Area.HIGHWAY, "养护", 2)
    assert question.basis == ("《公路法》第三十五条",)
    (version,) = context.questions.history(taken.ids[0])
    assert (version.origin, version.by, version.note) == ("import", "张教官", "题.xlsx")
    again = intake.take(context, _chosen(WHOLE, draft, same, other), "题.xlsx")
    assert (again.new, again.known, again.ids) == (0, 4, taken.ids)


def test_ids_follow_from_the_text(context: Context, tmp_path: Path) -> None:
    first = intake.take(context, _chosen(WHOLE), "a").ids
    assert first == intake.take(context, _chosen(replace(WHOLE, topic="别的")), "b").ids
    mine = replace(WHOLE, stem="公路由谁管理（ ）？", id="my-own-1")
    assert intake.take(context, _chosen(mine), "c").ids == ("my-own-1",)
    assert intake.take(context, _chosen(replace(mine, stem="公路由谁检查（ ）？")), "d").ids[0].startswith("import-")


def test_a_case_and_pictures(context: Context) -> None:
    one, two = FoundPicture(_png(1), ".png"), FoundPicture(_png(2), ".png")
    part = replace(WHOLE, stem="本案由谁处理〔图2〕（ ）？", basis=())
    case = FoundQuestion(
        Kind.CASE, "案情如〔图1〕。", explanation="依照规定逐项核对本案事实。", basis=WHOLE.basis, pictures=(one, two), parts=(part, part)
    )  # fmt: skip
    broken = replace(WHOLE, stem="见〔图1〕〔图2〕，应当（ ）？", pictures=(FoundPicture(b"", ".wmf"), two))
    taken = intake.take(context, _chosen(case, broken), "题.docx")
    questions = context.questions.get(taken.ids)
    case_read = questions[taken.ids[0]]
    assert [item.basis for item in case_read.items] == [("《公路法》第三十五条",)] * 2
    names = [hashlib.sha256(p.data).hexdigest()[:32] + ".png" for p in (one, two)]
    assert list(case_read.pictures) == names
    assert [file.read_bytes() for file in bank.pictures(context, case_read)] == [one.data, two.data]
    second = questions[taken.ids[1]]
    assert (second.stem, list(second.pictures)) == ("见〔图缺〕〔图1〕，应当（ ）？", names[1:])


def test_cancelled_is_undone(context: Context) -> None:
    many = _chosen(*(replace(WHOLE, stem=f"第{n}段公路由谁养护（ ）？") for n in range(3000)))

    def stop(step: Step) -> None:
        if step.done >= 2000:
            raise Cancelled

    with pytest.raises(Cancelled):
        intake.take(context, many, "题.xlsx", stop)
    assert not context.questions.all()


def test_similar(context: Context, tmp_path: Path) -> None:
    ids = intake.take(context, _chosen(WHOLE, replace(WHOLE, stem="港口经营许可由谁颁发给经营人（ ）？")), "a").ids
    file = tmp_path / "题.csv"
    file.write_text(
        "题干,选项A,选项B,选项C,答案\n公路由谁来养护（ ）？,公路管理机构,村民,司机,A\n船舶的检验证书由谁签发？,甲,乙,丙,B\n",
        "utf-8",
    )
    found = intake.read(file)
    assert intake.similar(context, found) == {0: (ids[0],)}


def test_the_template_can_be_taken(context: Context, tmp_path: Path) -> None:
    intake.write_template(tmp_path / "模板.xlsx")
    found = intake.read(tmp_path / "模板.xlsx")
    taken = intake.take(context, _chosen(*found.questions), "模板.xlsx")
    assert (taken.new, taken.drafts) == (10, 0)
