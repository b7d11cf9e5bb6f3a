from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from jltrain import bundled


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    bundled.root.cache_clear()
    yield
    bundled.root.cache_clear()


def tree(folder: Path) -> Path:
    (folder / "resources").mkdir(parents=True)
    (folder / "question_bank").mkdir()
    return folder


def test_a_checkout_finds_its_own_files() -> None:
    assert (bundled.root() / "jltrain" / "bundled.py").is_file()
    assert bundled.question_bank().is_dir()
    assert bundled.courseware() == bundled.root() / "courseware"
    assert bundled.resource("locale", "x") == bundled.root() / "resources" / "locale" / "x"


def test_a_bundle_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tree(tmp_path)), raising=False)
    assert bundled.root() == tmp_path


@pytest.mark.parametrize("lacking", ["resources", "question_bank"])
def test_half_a_folder_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lacking: str) -> None:
    (tree(tmp_path) / lacking).rmdir()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert bundled.root() == Path(bundled.__file__).resolve().parent.parent


def test_a_wheel_finds_its_shared_data_and_nothing_is_said_plainly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundled, "__file__", str(tmp_path / "site-packages" / "jltrain" / "bundled.py"))
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    with pytest.raises(FileNotFoundError, match="no shipped files"):
        bundled.root()
    tree(tmp_path / "share" / "jltrain")
    assert bundled.root() == tmp_path / "share" / "jltrain"
