"""Whom the page of collecting says it trusts: the province first, a trial root never silently."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from jltrain.app import keys
from jltrain.app.context import Context
from jltrain.gui.hr.collect import CollectPage
from jltrain.gui.hr.trust_strip import read_trust
from jltrain.gui.keys.trust_page import TrustPage
from jltrain.gui.page import Page
from jltrain.places import Places
from jltrain.sheet import keyfile
from tests.conftest import FakeClock
from tests.gui.conftest import FakeShell
from tests.gui.hr_samples import sheet_file

PROVINCE = "吉林省交通运输厅"


@pytest.fixture
def root(tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A provincial root with its list, as handed over."""
    monkeypatch.setattr(keyfile, "ROUNDS", 1000)
    province = Context(Places(tmp_path / "province"), clock)
    province.places.prepare()
    keys.make_root(province, PROVINCE, "JL0000", "root passphrase 䶮")
    keys.export_root(province, tmp_path / "root.crt")
    province.close()
    return tmp_path / "root.crt"


def told(page: TrustPage) -> tuple[str, ...]:
    return page.notices.texts


def trust(context: Context, root: Path) -> None:
    keys.trust_root(context, root, keys.read_root(root).fingerprint)


def test_a_trial_root_alone_is_no_trust(shell: FakeShell) -> None:
    keys.ensure_keys(shell.context)
    state = read_trust(shell.context)
    assert state.tone == "warn" and "只信任试用根证书" in state.text


def test_the_province_is_named_before_the_trial_root(shell: FakeShell, root: Path) -> None:
    shell.context.places.prepare()
    shell.context.settings.put("unit", "一个单位")
    keys.ensure_keys(shell.context)
    trust(shell.context, root)
    state = read_trust(shell.context)
    assert state.tone == "good" and state.text.startswith(f"只接受“{PROVINCE}”")
    assert "试用" not in state.text, "it does not count any more"


def test_sheets_of_another_root_bring_the_way_to_trust(
    shell: FakeShell, root: Path, tmp_path: Path, clock: FakeClock, show_page: Callable[[Page], Page]
) -> None:
    trust(shell.context, root)
    other = Context(Places(tmp_path / "other"), clock)
    (tmp_path / "x.pdf").write_bytes(sheet_file(other, 9, "王䶮", "22010002", "transport"))
    other.close()
    page = CollectPage(shell)
    show_page(page)
    page.collect([tmp_path / "x.pdf"])
    assert page.offered.isVisible() and page.offer.isVisible()
    page.offer.click()
    assert shell.gone == [("trust", {})]


def test_the_page_of_trust_asks_for_the_province_and_then_to_drop_the_trial_root(
    shell: FakeShell, root: Path, show_page: Callable[[Page], Page]
) -> None:
    keys.ensure_keys(shell.context)
    page = TrustPage(shell)
    show_page(page)
    assert page.headline.text.text().startswith("只能收取试用") and page.add.property("role") == "primary"
    assert not told(page)
    trust(shell.context, root)
    page.arrive()
    chosen = page.table.row()
    assert chosen is not None
    assert chosen.name == PROVINCE, "what was just imported is in hand, with its fingerprint"
    assert page.headline.text.text() == "可以收取成绩单"
    assert len(told(page)) == 1 and "不再信任" in told(page)[0]
    page.table.selectRow(next(n for n, row in enumerate(page.table.rows.rows) if row.trial))
    page.remove.click()
    assert not told(page) and [row.name for row in page.table.rows.rows] == [PROVINCE]
    assert not keys.ensure_keys(shell.context) and len(keys.trusted(shell.context)) == 1, "it does not come back"
