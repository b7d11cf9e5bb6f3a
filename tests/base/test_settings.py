from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jltrain.settings import DECLARED, BadSetting, Settings, SettingsNotSaved, Value, shown, written


def test_defaults_need_no_file(tmp_path: Path) -> None:
    fresh = Settings(tmp_path / "settings.json")
    assert (fresh.text("language"), fresh.number("scale"), fresh.flag("guide_seen")) == ("zh", 100, False)
    assert not (tmp_path / "settings.json").exists()


def test_value_is_kept_on_disk(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    Settings(file).put("unit", "䶮㛃𬭎𫍣县交通局")
    Settings(file).put("scale", 125)
    again = Settings(file)
    assert (again.text("unit"), again.number("scale")) == ("䶮㛃𬭎𫍣县交通局", 125)
    assert [p.name for p in tmp_path.iterdir()] == ["settings.json"]


@pytest.mark.parametrize(
    ("name", "value"),
    [("scale", 101), ("scale", True), ("scale", "100"), ("guide_seen", 1), ("language", "fr"), ("unit", "\ud800")],
)
def test_value_that_does_not_fit_is_refused(tmp_path: Path, name: str, value: Value) -> None:
    kept = Settings(tmp_path / "settings.json")
    with pytest.raises(BadSetting):
        kept.put(name, value)
    assert kept._get(name) == DECLARED[name].default


def test_choices_are_named() -> None:
    with pytest.raises(BadSetting, match="“theme”的值“pink”不可用，可用的值是：light、dark"):
        Settings(Path("none")).put("theme", "pink")

    with pytest.raises(BadSetting, match="可用的值是：false、true"):
        Settings(Path("none")).put("guide_seen", "maybe")


def test_a_choice_that_is_the_default_is_kept_too(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    Settings(file).put("scale", 100)
    assert json.loads(file.read_text("utf-8")) == {"scale": 100}, "a later default shall not change a choice made"


def test_folder_that_cannot_be_written_is_said_and_the_old_value_stays(tmp_path: Path) -> None:
    kept = Settings(tmp_path / "gone" / "settings.json")
    with pytest.raises(SettingsNotSaved, match="没有保存"):
        kept.put("theme", "dark")
    assert kept.text("theme") == "light"


NO_JSON = (b"", b"{", b"[]", b"null", b"\xff", b"[" * 200_000)
NO_VALUES = (
    b'{"scale": 7, "theme": "dark", "x": 1, "language": ["zh"]}',
    b'{"theme": "dark", "unit": "\\ud800", "scale": 1e400, "guide_seen": 0}',
)


@pytest.mark.parametrize("data", (*NO_JSON, *NO_VALUES))
def test_broken_file_or_value_gives_its_default(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "settings.json"
    file.write_bytes(data)
    read = Settings(file)
    assert (read.number("scale"), read.text("language"), read.flag("guide_seen")) == (100, "zh", False)
    assert read.text("unit") == "本单位"
    assert read.text("theme") == ("dark" if b"dark" in data else "light")
    read.put("scale", 150)
    assert json.loads(file.read_text("utf-8"))["scale"] == 150


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=60) | st.dictionaries(st.sampled_from([*DECLARED, "x"]), st.integers() | st.text()).map(str))
def test_any_file_can_be_opened(tmp_path_factory: pytest.TempPathFactory, data: bytes | str) -> None:
    file = tmp_path_factory.mktemp("fuzz") / "settings.json"
    file.write_bytes(data if isinstance(data, bytes) else data.replace("'", '"').encode("utf-8", "replace"))
    read = Settings(file)
    for declared in DECLARED.values():
        value = read._get(declared.name)
        assert type(value) is type(declared.default)
        assert not declared.choices or value in declared.choices


URL = "postgresql+psycopg://hr:pa:ss@w/ö@rd@db.local:5432/jltrain?sslmode=require"


def test_a_password_is_kept_for_its_owner_alone_and_never_shown(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    (tmp_path / "settings.part").write_text("left behind by a crash")
    Settings(file).put("database.url", URL)
    assert Settings(file).text("database.url") == URL
    if os.name == "posix":
        assert file.stat().st_mode & 0o777 == 0o600
    assert shown(URL) == "postgresql+psycopg://hr:***@db.local:5432/jltrain?sslmode=require"
    for plain in ("postgresql+psycopg://hr@db/jltrain", "深色", "a:b", True, 100):
        assert shown(plain) == written(plain)
