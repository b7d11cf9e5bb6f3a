"""`doctor` on a machine where something is broken: every check answers, and what is broken is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from jltrain import bundled
from jltrain.app import admin, sheets
from jltrain.app.context import Context
from jltrain.places import Places
from jltrain.sheet import truetype
from jltrain.sheet.template2 import prologue
from tests.conftest import FakeClock


def faults(context: Context) -> dict[str, str]:
    return {check.name: check.text for check in admin.doctor(context) if not check.ok}


def test_all_is_well(context: Context) -> None:
    sheets.ensure_keys(context)
    assert faults(context) == {}
    said = next(check.text for check in admin.doctor(context) if check.name == "database")
    assert {"sqlite": "SQLite 3", "postgresql": "PostgreSQL 1"}[context.database.kind] in said


@pytest.mark.sqlite_only
def test_a_key_with_one_byte_changed(context: Context) -> None:
    sheets.ensure_keys(context)
    file = context.places.keys / "unit.p12"
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 0xFF
    file.write_bytes(data)
    assert "unit.p12" in faults(context)["keys"]


@pytest.mark.sqlite_only
def test_a_certificate_of_another_key(context: Context, tmp_path: Path, clock: FakeClock) -> None:
    other = Context(Places(tmp_path / "other"), clock)
    for each in (context, other):
        sheets.ensure_keys(each)
    (context.places.keys / "unit.crt").write_bytes((other.places.keys / "unit.crt").read_bytes())
    other.close()
    assert "unit.crt" in faults(context)["keys"]


@pytest.mark.sqlite_only
def test_a_damaged_root_among_the_trusted_and_none_at_all(context: Context) -> None:
    sheets.ensure_keys(context)
    trusted = next((context.places.keys / "trusted").glob("*.crt"))
    data = trusted.read_bytes()
    trusted.write_bytes(b"x")
    assert trusted.name in faults(context)["keys"]
    trusted.unlink()
    assert "root.crt" in faults(context)["keys"]
    trusted.write_bytes(data)
    assert faults(context) == {}


@pytest.mark.sqlite_only
def test_a_key_under_a_passphrase_is_not_asked_for(context: Context) -> None:
    sheets.ensure_keys(context, "口令")
    assert faults(context) == {}


@pytest.mark.sqlite_only
def test_a_damaged_database_is_told_once_and_the_clock_is_still_looked_at(context: Context) -> None:
    context.places.prepare()
    context.places.database.write_bytes(b"no database" * 1000)
    assert set(faults(context)) == {"database", "bank"}


@pytest.mark.sqlite_only
def test_a_server_that_does_not_answer_is_told(context: Context, tmp_path: Path) -> None:
    context.places.prepare()
    context.settings.put("database.url", f"postgresql+psycopg://u:geheim@/x?host={tmp_path}")
    found = faults(context)
    assert set(found) == {"database", "bank"}
    assert "数据库服务已启动" in found["database"]
    assert "geheim" not in str(found)


@pytest.mark.sqlite_only
@pytest.mark.parametrize("content", [None, b"", b"\0" * 500])
def test_fonts_gone_or_damaged(
    context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / "fonts").mkdir()
        (tmp_path / "fonts" / truetype.SERIF).write_bytes(content)
    shipped = bundled.resource
    monkeypatch.setattr(
        bundled, "resource", lambda *parts: tmp_path.joinpath(*parts) if parts[0] == "fonts" else shipped(*parts)
    )
    truetype.face.cache_clear()
    try:
        assert faults(context) == {"fonts": "随程序字体缺失或已损坏，请重新安装。"}
    finally:
        truetype.face.cache_clear()


@pytest.mark.sqlite_only
def test_a_damaged_template_of_sheets(context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = bundled.resource
    (tmp_path / "sheet").mkdir()
    for content in (None, b"", shipped("sheet", "template-2.bin").read_bytes()[:-1]):
        if content is not None:
            (tmp_path / "sheet" / "template-2.bin").write_bytes(content)
        with monkeypatch.context() as patch:
            patch.setattr(bundled, "resource", lambda *p: tmp_path.joinpath(*p) if p[0] == "sheet" else shipped(*p))
            prologue.prologue.cache_clear()
            assert faults(context) == {"template": "随程序的成绩单模板缺失或已损坏，请重新安装。"}
        prologue.prologue.cache_clear()


def test_a_home_that_cannot_be(tmp_path: Path, clock: FakeClock) -> None:
    (tmp_path / "file").write_bytes(b"")
    context = Context(Places(tmp_path / "file" / "home"), clock)
    assert {"folder", "database", "disk"} <= set(faults(context))
    context.close()
