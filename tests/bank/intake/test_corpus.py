"""The judge's corpus: files as trainers have them, each with what a careful person finds in it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from jltrain.bank.intake.doubts import Doubt, DoubtCode
from jltrain.bank.intake.found import Findings, FoundPicture, FoundQuestion, Span
from jltrain.bank.question import Kind
from tests.bank.corpus.score import Score, expected, files, judge, read, squeeze

_IDS = [path.name for path in files()]


@cache
def _judged(path: Path) -> Score:
    return judge(read(path), expected(path))


@pytest.mark.parametrize("path", files(), ids=_IDS)
def test_the_file_is_read_as_a_careful_person_would(path: Path) -> None:
    score = _judged(path)
    bad = [fault for fault in score.faults if not fault.startswith(("needless", "basis lost"))]
    assert not bad, "\n".join(bad)


def test_nearly_all_is_whole_and_right_and_no_wrong_answer_passes_unflagged() -> None:
    total = Score()
    for path in files():
        if len(expected(path)["questions"]) < 100:  # the long files say little and would hide the others
            total += _judged(path)
    assert total.counts["wrong answer"] == 0, [fault for fault in total.faults if fault.startswith("wrong answer")]
    assert total.good >= 0.98 * total.total, total.counts
    assert total.counts["needless"] <= 0.05 * total.total, [
        fault for fault in total.faults if fault.startswith("needless")
    ]
    cited = total.counts["basis kept"] + total.counts["basis lost"]
    assert total.counts["basis kept"] >= 0.95 * cited, total.counts


def test_the_corpus_is_large_enough() -> None:
    assert len(files()) >= 56
    assert sum(path.stat().st_size for path in files()) < 1_500_000


def _zip_texts(path: Path) -> Iterator[str]:
    with zipfile.ZipFile(path) as box:
        for name in box.namelist():
            if name.endswith((".xml", ".qti")):
                root = etree.fromstring(box.read(name))
                yield "".join(str(text) for text in root.itertext())
                yield "".join(str(value) for element in root.iter() for value in element.attrib.values())


def _decoded(data: bytes) -> str:
    for mark, code in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if data.startswith(mark):
            return data.decode(code)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def _text_of(path: Path) -> str:
    """All text of a file, by other means than the program's."""
    if path.suffix in {".docx", ".zip"}:
        return "\n".join(_zip_texts(path))
    if path.suffix in {".xlsx", ".xls"}:
        from python_calamine import CalamineWorkbook

        book = CalamineWorkbook.from_path(path)
        rows = [row for sheet in book.sheet_names for row in book.get_sheet_by_name(sheet).to_python()]
        return "\n".join(
            str(int(cell)) if isinstance(cell, float) and cell == int(cell) else str(cell)
            for row in rows
            for cell in row
        )
    text = _decoded(path.read_bytes())
    text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m.group(1), 16)), text)
    return re.sub(r"\\([~=#{}:])", r"\1", text) + re.sub(r"<[^<>]*>|&[a-z]+;", "", text)


def _texts(question: dict[str, Any]) -> Iterator[str]:
    stem = question["stem"]
    yield stem if isinstance(stem, str) else stem[0]
    yield from question.get("options") or ()
    for part in question.get("parts") or ():
        yield from _texts(part)


@pytest.mark.parametrize("path", files(), ids=_IDS)
def test_what_is_expected_of_a_file_stands_in_it(path: Path) -> None:
    record = expected(path)
    text = re.sub(r"[*#]{2,}|[|~^\\]", "", squeeze(_text_of(path)))
    for question in record["questions"]:
        assert question["kind"] in {"single", "multiple", "judge", "blank", "case"}
        assert question["doubtful"] in {True, False, "may"}
        assert question["doubtful"] is False or question.get("why"), f"no reason: {question}"
        answer = question.get("answer")
        if question["kind"] in {"single", "multiple"} and question["doubtful"] is False:
            assert all(0 <= ord(letter) - 65 < len(question["options"]) for letter in answer), question
            assert question["kind"] == "multiple" or len(answer) == 1, question
        if question["kind"] == "blank" and question["doubtful"] is False:
            assert squeeze(next(_texts(question))).count("\u25cb") == len(answer), question
        if question.get("torn") or record.get("torn"):
            continue
        for words in _texts(question):
            for piece in squeeze(words).split("\u25cb"):
                assert re.sub(r"[|~^\\]", "", piece) in text, f"{piece!r} of {words!r} is not in {path.name}"


def test_every_expectation_has_its_file() -> None:
    have = {path.stem for path in files()}
    from tests.bank.corpus.score import HERE

    assert {path.name.removesuffix(".expected.json") for path in HERE.glob("*.expected.json")} == have


def _as_found(said: dict[str, Any], line: int, doubtful: bool) -> FoundQuestion:
    stem = said["stem"] if isinstance(said["stem"], str) else said["stem"][0]
    why = said.get("explanation") or ""
    answer = said.get("answer")
    return FoundQuestion(
        kind=Kind(said["kind"]),
        stem=stem,
        options=tuple(said.get("options") or ()),
        answer=(("Y",) if answer else ("N",)) if isinstance(answer, bool) else tuple(answer or ()),
        explanation=why if isinstance(why, str) else why[0],
        basis=tuple(said.get("basis") or ()),
        lines=Span(line, line),
        doubts=(Doubt(DoubtCode.LEFTOVER),) if doubtful else (),
        pictures=(FoundPicture(b"", ".png"),) * said.get("pictures", 0),
        parts=tuple(_as_found(part, line, False) for part in said.get("parts") or ()),
    )


@pytest.mark.parametrize("path", files(), ids=_IDS)
def test_the_judge_is_content_with_what_it_expects(path: Path) -> None:
    want = expected(path) | {"ignored_has": []}
    found = tuple(_as_found(said, n, said["doubtful"] is True) for n, said in enumerate(want["questions"], 1))
    score = judge(Findings(tuple(question.stem for question in found), found, ()), want)
    assert score.counts["right"] + score.counts["flagged"] == len(found) == score.total, score.faults
    assert not score.faults


def test_the_judge_sees_a_wrong_answer_a_lost_and_an_invented_question_and_lines_claimed_twice_or_never() -> None:
    said = [
        {
            "kind": "judge",
            "stem": f"{word}应当公布。",
            "options": [],
            "answer": True,
            "explanation": "",
            "doubtful": False,
        }
        for word in ("收费标准", "航道深度", "泊位数量")
    ]
    right = [_as_found(one, 1, False) for one in said]
    wrong = replace(right[0], answer=("N",), lines=Span(1, 2))
    other = replace(right[1], stem="完全不相干的另外一句话", lines=Span(2, 2))
    score = judge(Findings(("收费标准应当", "公布。", "c"), (wrong, other), ()), {"questions": said})
    assert score.counts == {"wrong answer": 1, "missing": 2, "invented": 1, "overlap": 1, "unaccounted": 1}
    assert score.share == 0
