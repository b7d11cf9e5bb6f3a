"""Files of ours that somebody else wrote: bounded, plain, told with their line."""

from __future__ import annotations

from pathlib import Path

import pytest

from jltrain.yamlfile import NotReadable, read


def _written(folder: Path, data: bytes) -> Path:
    file = folder / "a.yaml"
    file.write_bytes(data)
    return file


def test_as_written(tmp_path: Path) -> None:
    assert read(_written(tmp_path, "\ufeffa: [1, true, 刘𬭎]\n".encode()), 100) == {"a": [1, True, "刘𬭎"]}


def test_size_is_bounded_to_the_byte(tmp_path: Path) -> None:
    file = _written(tmp_path, b"a: " + b"x" * 2045)
    assert read(file, 2048)
    with pytest.raises(NotReadable, match="最多 1 KB"):
        read(file, 2047)


@pytest.mark.parametrize(
    ("data", "reason", "line"),
    [
        (b"a: 1\nb: &x [1]\nc: *x\n", "锚点", 2),
        ("a: 公路".encode("gb18030"), "UTF-8", 0),
        (b"a: 1\nb: [1\n", "写法有误", 2),
        (b"a: 1\n? [1]\n: 2\n", "写法有误", 0),
    ],
)
def test_what_cannot_be_read_is_said_with_its_line(tmp_path: Path, data: bytes, reason: str, line: int) -> None:
    with pytest.raises(NotReadable, match=reason) as caught:
        read(_written(tmp_path, data), 1000)
    assert caught.value.line in (line, line + 1)


def test_a_folder_and_a_missing_file_are_said(tmp_path: Path) -> None:
    for file in (tmp_path, tmp_path / "none.yaml"):
        with pytest.raises(NotReadable, match="打不开"):
            read(file, 1000)


def test_signs_in_a_text_are_no_anchor(tmp_path: Path) -> None:
    assert read(_written(tmp_path, b'a: "x &y *z"\n'), 100) == {"a": "x &y *z"}
