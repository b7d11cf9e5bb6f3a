"""The bundle's recipe, read as PyInstaller reads it: on every system the programs lie in dist/jltrain."""

from __future__ import annotations

import runpy
import sys
from types import SimpleNamespace

import pytest

from jltrain import bundled


@pytest.mark.parametrize(
    ("platform", "programs"),
    [("linux", {"jltrain": True}), ("win32", {"jltrain": False, "jltrain-cli": True})],
)
def test_one_folder_holds_all_programs(
    monkeypatch: pytest.MonkeyPatch, platform: str, programs: dict[str, bool]
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    folders: list[tuple[str, tuple[object, ...]]] = []
    names: dict[str, object] = {
        "SPECPATH": str(bundled.root()),
        "Analysis": lambda *_scripts, **_more: SimpleNamespace(pure=[], scripts=[], binaries=["b"], datas=["d"]),
        "PYZ": lambda pure: pure,
        "EXE": lambda *_parts, **facts: (facts["name"], facts["console"]),
        "COLLECT": lambda *parts, name: folders.append((name, parts)),
    }
    runpy.run_path(str(bundled.root() / "build_installer.spec"), init_globals=names)
    ((name, parts),) = folders
    assert name == "jltrain"
    assert {p[0]: p[1] for p in parts if isinstance(p, tuple)} == programs
