"""Which files of a folder are looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

from jltrain.ledger.collect import FolderMissing, survey


def test_a_folder_is_searched_whole_and_nothing_else(tmp_path: Path) -> None:
    folder, outside = tmp_path / "收", tmp_path / "外"
    (folder / "下").mkdir(parents=True)
    outside.mkdir()
    for name in ("b.pdf", "a.PDF", "下/c.Pdf", "n.txt", ".h.pdf", "~$a.pdf"):
        (folder / name).write_bytes(b"%PDF")
    (folder / ".隐").mkdir()
    (folder / ".隐" / "x.pdf").write_bytes(b"%PDF")
    (outside / "o.pdf").write_bytes(b"%PDF")
    (folder / "l.pdf").symlink_to(outside / "o.pdf")
    (folder / "ld").symlink_to(outside, target_is_directory=True)
    (folder / "下" / "up").symlink_to(folder, target_is_directory=True)
    (folder / "d.pdf").mkdir()
    with (folder / "big.pdf").open("wb") as stream:
        stream.truncate(5 * 1024 * 1024 + 1)
    assert [str(path.relative_to(folder.resolve())) for path in survey(folder).sheets] == ["a.PDF", "b.pdf", "下/c.Pdf"]
    assert {(entry.path.name, "5 MB" in entry.text) for entry in survey(folder).skipped} == {
        ("big.pdf", True),
        ("l.pdf", False),
    }


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(FolderMissing):
        survey(tmp_path / "无")
    (tmp_path / "f").write_bytes(b"")
    with pytest.raises(FolderMissing):
        survey(tmp_path / "f")
