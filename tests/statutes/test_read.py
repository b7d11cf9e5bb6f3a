"""Statutes from files: encodings, Word, damaged and hostile ones, the list beside them."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jltrain.errors import JltrainError
from jltrain.statutes.read import Listed, NotAStatuteFile, read_file, read_list
from tests.statutes.texts import FERRY, statute


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_any_encoding(tmp_path: Path, codec: str) -> None:
    file = tmp_path / "渡口.txt"
    file.write_bytes(FERRY.replace("某某某", "某䶮㛃𬭎").encode(codec))
    assert read_file(file).articles == statute().articles


def test_word(tmp_path: Path) -> None:
    document = Document()
    for line in FERRY.split("\n"):
        document.add_paragraph(line)
    document.save(str(tmp_path / "a.docx"))
    one = read_file(tmp_path / "a.docx")
    assert one.articles == statute().articles
    assert one.version == date(2019, 3, 8)


def test_word_with_line_breaks_within_a_paragraph(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("渡口条例", style="Title")
    document.add_paragraph("（2019年3月8日公布）")
    document.add_paragraph("第一条 甲：\n（一）乙；\n（二）丙。")
    document.add_paragraph("第二条 丁。")
    document.save(str(tmp_path / "a.docx"))
    one = read_file(tmp_path / "a.docx")
    assert (one.full_name, one.version) == ("渡口条例", date(2019, 3, 8))
    assert [a.text for a in one.articles] == ["甲：\n（一）乙；\n（二）丙。", "丁。"]


def test_other_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(NotAStatuteFile):
        read_file(tmp_path / "a.pdf")
    for name in ("a.txt", "a.docx"):
        with pytest.raises(JltrainError):
            read_file(tmp_path / name)


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), suffix=st.sampled_from([".txt", ".md", ".docx"]))
def test_no_bytes_break_the_reader(tmp_path: Path, data: st.DataObject, suffix: str) -> None:
    whole = _docx() if suffix == ".docx" else FERRY.encode()
    damaged = bytearray(whole)
    for _ in range(data.draw(st.integers(0, 6))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    file = tmp_path / f"a{suffix}"
    file.write_bytes(data.draw(st.one_of(st.just(bytes(damaged)), st.binary(max_size=200))))
    try:
        assert read_file(file).articles
    except JltrainError as error:
        assert error.sentence()


def _docx() -> bytes:
    document, out = Document(), io.BytesIO()
    for line in FERRY.split("\n")[:40]:
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


def test_a_list(tmp_path: Path) -> None:
    file = tmp_path / "INDEX.tsv"
    file.write_text(
        "short_name\tfull_name\tversion_date\tarticles\n公路法\t中华人民共和国公路法\t2017-11-04\t87\n坏\t\t明天\t很多\n\n",
        "utf-8",
    )
    assert read_list(file) == {
        "公路法": Listed("中华人民共和国公路法", date(2017, 11, 4), 87),
        "坏": Listed("", None, 0),
    }
    file.write_text("随便什么\n", "utf-8")
    assert read_list(file) == {}
