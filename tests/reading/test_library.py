from __future__ import annotations

from pathlib import Path

import pytest

from jltrain.bank.areas import Area
from jltrain.progress import Cancelled, Step
from jltrain.reading.chapter import BadChapter
from jltrain.reading.library import CoursewareMissing, TooManyChapters, UnknownArea, load_library
from jltrain.reading.pictures import PictureMissing, PictureRefused, is_picture_name, picture_file, picture_names
from tests.reading.chapters import BODY, FRONT, write_chapter

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
COURSEWARE = Path(__file__).resolve().parents[2] / "courseware"


def test_chapters_come_by_area_and_number(tmp_path: Path) -> None:
    for name in ("law/02-b.md", "law/01-a.md", "highway/10-c.md", "highway/09-d.md", "conduct/01-e.md"):
        write_chapter(tmp_path, name=name)
    steps: list[Step] = []
    library = load_library(tmp_path, steps.append, areas=tuple(Area))
    assert [c.id for c in library.chapters] == ["highway/09-d", "highway/10-c", "law/01-a", "law/02-b", "conduct/01-e"]
    assert library.problems == ()
    assert [s.done for s in steps] == [0, 1, 2, 3, 4, 5]
    assert [c.area for c in load_library(tmp_path).chapters] == ["conduct", "highway", "highway", "law", "law"]


def test_one_bad_file_hides_no_other(tmp_path: Path) -> None:
    write_chapter(tmp_path)
    write_chapter(tmp_path, FRONT + "x: y\n", name="highway/02-bad.md")
    write_chapter(tmp_path, name="sky/01-x.md")
    write_chapter(tmp_path, body=BODY + "\n![流程图](img/gone.svg)\n", name="law/01-picture.md")
    library = load_library(tmp_path, areas=tuple(Area))
    assert [c.id for c in library.chapters] == ["highway/01-overload", "law/01-picture"]
    assert [type(p) for p in library.problems] == [BadChapter, PictureMissing, UnknownArea]
    assert "“img/gone.svg”不存在" in library.problems[1].sentence()


def test_missing_folder_and_too_many_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CoursewareMissing):
        load_library(tmp_path / "none")
    monkeypatch.setattr("jltrain.reading.library.CHAPTERS", 1)
    write_chapter(tmp_path)
    write_chapter(tmp_path, name="law/01-a.md")
    with pytest.raises(TooManyChapters):
        load_library(tmp_path)


def test_loading_can_be_cancelled(tmp_path: Path) -> None:
    def stop(step: Step) -> None:
        raise Cancelled

    write_chapter(tmp_path)
    with pytest.raises(Cancelled):
        load_library(tmp_path, stop)


def test_pictures_are_found_in_every_form() -> None:
    body = '![a](img/a.svg) ![b](<b.png> "t")\n![c][r]\n\n[r]: c.jpg\n[s]: #anchor\n![a](img/a.svg)'
    assert picture_names(body) == ("img/a.svg", "b.png", "c.jpg")


@pytest.mark.parametrize("name", ["img/a.svg", "a.PNG", "img/流程.jpeg", "a/b/c.jpg"])
def test_relative_names_are_pictures(name: str) -> None:
    assert is_picture_name(name)


OUTSIDE = ("../a.svg", "/a.svg", "a/../b.svg", "./a.svg", "\\\\host\\a.svg", "C:/a.svg", "http://x/a.svg", "//x/a.svg")
ODD = ("", "a//b.svg", "a.svg?x", "a.svg#x", "%2e%2e/a.svg", "a.html", "a", ".svg", "a\n.svg", "...../a.svg", "a" * 400)


@pytest.mark.parametrize("name", (*OUTSIDE, *ODD))
def test_other_names_are_not(name: str, tmp_path: Path) -> None:
    assert not is_picture_name(name)
    with pytest.raises(PictureRefused):
        picture_file("law/01-a", tmp_path, name)


def test_picture_is_proven(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_bytes(SVG)
    (tmp_path / "own.svg").write_bytes(SVG.replace(b"<rect", b'<rect fill="url(#g)"'))
    (tmp_path / "b.png").write_bytes(b"\x89PNG\r\n\x1a\n0000")
    for name in ("a.svg", "own.svg", "b.png"):
        assert picture_file("law/01-a", tmp_path, name) == tmp_path / name
    (tmp_path / "folder.svg").mkdir()
    for name in ("none.svg", "folder.svg", "a.svg/x.svg"):
        with pytest.raises(PictureMissing):
            picture_file("law/01-a", tmp_path, name)


@pytest.mark.parametrize(
    "data",
    [
        b"<html/>",
        b"\x89PNG\r\n\x1a\n",
        SVG.decode().encode("utf-16"),
        b'<?xml version="1.0" encoding="UTF-7"?>' + SVG,
        b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG,
        SVG.replace(b"<rect", b"<script>1</script><rect"),
        SVG.replace(b"<rect", b"<svg:image/><rect"),
        SVG.replace(b"<rect", b'<image href="file:///etc/passwd"/><rect'),
        SVG.replace(b"<rect", b'<rect xlink:href="http://x/"'),
        SVG.replace(b"<rect", b'<rect fill="url( http://x/ )"'),
        SVG.replace(b"<rect", b'<rect onload="x()"'),
        SVG.replace(b"<rect", b"<style>@import 'http://x'</style><rect"),
        SVG + b" " * 5_000_000,
    ],
)
def test_svg_that_reaches_outside_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.svg").write_bytes(data)
    with pytest.raises(PictureRefused, match="不能使用"):
        picture_file("law/01-a", tmp_path, "a.svg")


def test_wrong_suffix_and_link_outside_are_refused(tmp_path: Path) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    (inside / "a.png").write_bytes(SVG)
    (tmp_path / "secret.svg").write_bytes(SVG)
    (inside / "link.svg").symlink_to(tmp_path / "secret.svg")
    for name in ("a.png", "link.svg"):
        with pytest.raises(PictureRefused):
            picture_file("law/01-a", inside, name)


@pytest.mark.skipif(not COURSEWARE.is_dir(), reason="no courseware in this tree")
def test_shipped_courseware_has_no_problem() -> None:
    library = load_library(COURSEWARE, areas=tuple(Area))
    assert [p.sentence() for p in library.problems] == []
    assert {c.area for c in library.chapters} == set(Area)
