from __future__ import annotations

from pathlib import Path

import pytest

from jltrain.savefile import FileNotWritten, file_name, save


def test_whole_or_not_at_all(tmp_path: Path) -> None:
    file = tmp_path / "a.bin"
    save(file, b"one")
    save(file, b"two")
    assert file.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [file]
    (tmp_path / "folder").mkdir()
    for bad in (tmp_path / "none" / "a", tmp_path / "folder", Path("/proc/none/a")):
        with pytest.raises(FileNotWritten):
            save(bad, b"x")
    assert {p.name for p in tmp_path.iterdir()} == {"a.bin", "folder"}
    save(tmp_path / "new" / "a", b"x", make_folder=True)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("../../etc/x", "etc_x"),
        ("吉〔2021〕1号/2", "吉〔2021〕1号_2"),
        ('a:b*c?"d', "a_b_c_d"),
        ("", "_"),
        ("刘𬭎", "刘𬭎"),
    ],
)
def test_names_that_any_system_takes(text: str, name: str) -> None:
    assert file_name(text) == name
