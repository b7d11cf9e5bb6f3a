from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jltrain.errors import JltrainError
from jltrain.reading.chapter import FILE_BYTES, BadChapter, ChapterUnreadable, read_chapter
from jltrain.reading.frontmatter import FrontMatterFault, parse, split
from tests.reading.chapters import BODY, FRONT, write_chapter


def test_chapter_is_read_as_written(tmp_path: Path) -> None:
    chapter = read_chapter(write_chapter(tmp_path))
    assert (chapter.id, chapter.area, chapter.number) == ("highway/01-overload", "highway", 1)
    assert chapter.title == "超限运输的认定与处理"
    assert chapter.topics == ("超限运输", "公路用地")
    assert (chapter.minutes, chapter.required) == (20, True)
    assert chapter.laws == ("公路法（2017-11-04）", "公路安全保护条例（2011-03-07）")
    assert chapter.body == BODY
    assert chapter.folder == tmp_path / "highway"


def test_rare_characters_survive(tmp_path: Path) -> None:
    chapter = read_chapter(write_chapter(tmp_path, FRONT.replace("超限运输的认定与处理", "䶮㛃𬭎𫍣"), "𫍣 案\n"))
    assert chapter.title == "䶮㛃𬭎𫍣"
    assert chapter.body == "𫍣 案\n"


def test_digest_is_the_same_with_windows_line_ends_and_a_mark_at_the_start(tmp_path: Path) -> None:
    file = write_chapter(tmp_path)
    unix = read_chapter(file)
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert read_chapter(file) == unix
    file.write_bytes(file.read_bytes() + b"x")
    assert read_chapter(file).digest != unix.digest


@pytest.mark.parametrize(
    ("front", "line", "field"),
    [
        (FRONT.replace("minutes: 20", "minutes: 二十"), 4, "minutes"),
        (FRONT.replace("minutes: 20", "minutes: 0"), 4, "minutes"),
        (FRONT.replace("minutes: 20", 'minutes: "20"'), 4, "minutes"),
        (FRONT.replace("minutes: 20", "minutes: [20]"), 4, "minutes"),
        (FRONT.replace("minutes: 20", "minutes: ２０"), 4, "minutes"),
        (FRONT.replace("minutes: 20\n", ""), 1, "minutes"),
        (FRONT.replace("required: true", "required: yes"), 5, "required"),
        (FRONT.replace("required: true", 'required: "true"'), 5, "required"),
        (FRONT.replace("[超限运输, 公路用地]", "[]"), 3, "topics"),
        (FRONT.replace("[超限运输, 公路用地]", "超限运输"), 3, "topics"),
        (FRONT.replace("公路用地", "超限运输"), 3, "topics"),
        (FRONT.replace("[超限运输, 公路用地]", "[[超限运输]]"), 3, "topics"),
        (FRONT.replace("[超限运输, 公路用地]", "{甲: 乙}"), 3, "topics"),
        (FRONT.replace("公路法（2017-11-04）", "公路法（2017-13-04）"), 6, "laws"),
        (FRONT.replace("公路法（2017-11-04）", "公路法"), 6, "laws"),
        (FRONT.replace("超限运输的认定与处理", "~"), 2, "title"),
        (FRONT.replace("超限运输的认定与处理", "长" * 61), 2, "title"),
        (FRONT.replace("超限运输的认定与处理", "&a 甲"), 2, "title"),
        (FRONT.replace("超限运输的认定与处理", "!!python/object:os.system 甲"), 2, "title"),
        (FRONT.replace("超限运输的认定与处理", '"\\uD800"'), 2, "title"),
        (FRONT.replace("公路用地", '"甲\\0"'), 3, "topics"),
        (FRONT.replace("超限运输的认定与处理", '"\\UFFFFFFFF"'), 1, "---"),
        (FRONT + "author: 张某\n", 7, "author"),
        (FRONT + "title: 再来\n", 7, "title"),
        (FRONT + "x: *a\n", 7, "x"),
        (FRONT + "  bad: [\n", 7, "---"),
        (FRONT + "bell: \x07\n", 7, "---"),
        ("- 甲\n", 2, "---"),
        ("甲\n", 2, "---"),
        ("", 1, "title"),
        ("x: " + "甲" * 6000 + "\n", 1, "---"),
    ],
)
def test_each_fault_names_file_line_and_field(tmp_path: Path, front: str, line: int, field: str) -> None:
    file = write_chapter(tmp_path, front)
    with pytest.raises(BadChapter) as caught:
        read_chapter(file)
    assert (caught.value.facts["line"], caught.value.facts["field"]) == (line, field)
    assert f"“{file}”第 {line} 行的“{field}”有误" in caught.value.sentence()


def test_fault_in_the_body_is_given_as_the_line_of_the_file(tmp_path: Path) -> None:
    file = write_chapter(tmp_path, body="好\n\n" + "[" * 61 + "\n")
    with pytest.raises(BadChapter) as caught:
        read_chapter(file)
    assert caught.value.facts["line"] == 10
    assert file.read_text("utf-8").splitlines()[9].startswith("[[")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "第一行必须是"),
        (b"# no front matter\n", "第一行必须是"),
        (b"---\ntitle: x\n", "没有用单独一行"),
        (b"---\n" + FRONT.encode() + b"---\n \n", "没有正文"),
        (b"---\n" + FRONT.encode() + b"---", "没有正文"),
        (("---\n" + FRONT + "---\n").encode() + "正文".encode("gbk"), "不是 UTF-8"),
        (b"---\n" + b"x" * FILE_BYTES, "超过 1 MB"),
        (b"---\n" + FRONT.encode() + b"---\na\0b\n", "控制字符 U+0000"),
    ],
)
def test_broken_file_is_said_in_words(tmp_path: Path, data: bytes, words: str) -> None:
    file = write_chapter(tmp_path)
    file.write_bytes(data)
    with pytest.raises(BadChapter) as caught:
        read_chapter(file)
    assert words in caught.value.sentence()


def test_encoding_fault_names_its_line(tmp_path: Path) -> None:
    file = write_chapter(tmp_path)
    file.write_bytes(b"---\na: b\n\xff\n")
    with pytest.raises(BadChapter) as caught:
        read_chapter(file)
    assert caught.value.facts["line"] == 3


@pytest.mark.parametrize("name", ["1-x.md", "01.md", "01-.md", "01-a b.md", "01-a--b.md", "overload.md"])
def test_file_name_must_tell_number_and_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadChapter):
        read_chapter(write_chapter(tmp_path, name=f"highway/{name}"))


def test_chinese_file_name_is_a_name(tmp_path: Path) -> None:
    assert read_chapter(write_chapter(tmp_path, name="highway/02-超限-认定.md")).id == "highway/02-超限-认定"


def test_missing_file_is_the_machines_trouble(tmp_path: Path) -> None:
    with pytest.raises(ChapterUnreadable, match="打不开"):
        read_chapter(tmp_path / "01-nothing.md")
    (tmp_path / "01-folder.md").mkdir()
    with pytest.raises(ChapterUnreadable):
        read_chapter(tmp_path / "01-folder.md")


@settings(deadline=None)
@given(st.binary(max_size=300))
@example(b"---\n\xef\xbb\xbf\n---\n")
@example(b"---\n%YAML 9.9\n---\n---\nx\n")
@example(b"---\n? [a]\n: b\n---\n")
@example(b"---\n" + b"[" * 5000 + b"\n---\nx\n")
@example(b"---\na: " + b"&a [*a" * 50 + b"\n---\nx\n")
@example("---\ntitle: \u0085\u2028\n---\nx".encode())
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    file = tmp_path_factory.mktemp("fuzz") / "01-x.md"
    for content in (data, b"---\n" + data + b"\n---\nx\n", b"---\n" + FRONT.encode() + b"---\n" + data):
        file.write_bytes(content)
        try:
            read_chapter(file)
        except JltrainError as error:
            assert error.sentence().startswith("课件文件")


@settings(deadline=None)
@given(st.text(st.sampled_from("ab:[]{}&*!|>'\"%@`#-? \n\t,甲"), max_size=80))
def test_any_front_matter_is_parsed_or_refused(text: str) -> None:
    try:
        front, _body, line = split(f"---\n{text}\n---\n正文")
        parse(front)
        assert line >= 3
    except FrontMatterFault as fault:
        assert fault.line >= 1
        assert fault.field
