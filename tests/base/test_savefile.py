from __future__ import annotations

import os
import sys
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


def test_content_is_on_the_disk_before_the_old_file_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    fsync, replace = os.fsync, os.replace

    def synced(handle: int) -> None:
        done.append("fsync")
        fsync(handle)

    def replaced(draft: str, file: Path) -> None:
        done.append("replace")
        replace(draft, file)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "replace", replaced)
    save(tmp_path / "a.bin", b"one")
    assert done == ["fsync", "replace"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
def test_colleagues_on_a_shared_folder_can_read_it(tmp_path: Path) -> None:
    save(tmp_path / "a.bin", b"one")
    assert (tmp_path / "a.bin").stat().st_mode & 0o777 == 0o644


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
