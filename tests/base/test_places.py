from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

import pytest

from jltrain.places import FolderNotWritable, Places, user_places


def test_home_moves_with_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JLTRAIN_HOME", str(tmp_path / "U 盘" / ".." / "䶮"))
    assert user_places().home == tmp_path / "䶮"
    monkeypatch.setenv("JLTRAIN_HOME", "")
    assert user_places().home.name == "jltrain"
    monkeypatch.delenv("JLTRAIN_HOME")
    assert user_places().home.is_absolute()


def test_everything_lies_in_home(tmp_path: Path) -> None:
    places = Places(tmp_path)
    for one in (places.database, places.settings, places.keys, places.sheets, places.packets, places.logs):
        assert one.parent == tmp_path
    assert list(tmp_path.iterdir()) == []


def test_prepare_makes_the_folders_and_leaves_nothing_else(tmp_path: Path) -> None:
    places = Places(tmp_path / "a" / "b")
    places.prepare()
    places.prepare()
    assert sorted(p.name for p in places.home.iterdir()) == ["backups", "keys", "logs", "packets", "sheets"]


def test_home_that_is_a_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for home in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(FolderNotWritable, match="不能写入"):
            Places(home).prepare()


@pytest.mark.parametrize(
    ("number", "reason"), [(errno.ENOSPC, "磁盘已满"), (errno.EROFS, "只读"), (9999, "系统错误 9999")]
)
def test_folder_that_cannot_be_written_is_said_and_no_probe_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, reason: str
) -> None:
    def refuse(self: Path, data: bytes) -> int:
        self.touch()
        raise OSError(number, "in English")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    with pytest.raises(FolderNotWritable, match=reason):
        Places(tmp_path / "home").prepare()
    assert not [p for p in (tmp_path / "home").iterdir() if p.is_file()]


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps access rights elsewhere")
def test_read_only_folder_is_refused() -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        Path(folder).chmod(0o555)
        root = os.geteuid() == 0
        if root:  # who may write anywhere
            os.seteuid(65534)
        try:
            with pytest.raises(FolderNotWritable, match="没有权限"):
                Places(Path(folder) / "home").prepare()
        finally:
            if root:
                os.seteuid(0)
