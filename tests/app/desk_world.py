"""A small shipped bank and a statute, for tests of the desk."""

from __future__ import annotations

from pathlib import Path

import pytest

from jltrain import bundled
from jltrain.app import bank, statutes
from jltrain.app.context import Context
from jltrain.clock import Clock
from jltrain.places import Places

_QUESTION = (
    "- id: {ident}\n  kind: judge\n  stem: {stem}\n  answer: true\n  basis: [《公路法》第一条]\n"
    "  explanation: 依照该条，这一说法是正确的。\n  topic: 甲\n  difficulty: 1\n"
)
STEMS = {
    "s-1": "在公路上擅自堆放物品的，应当责令停止。",
    "s-2": "超限运输车辆经批准方可上路行驶。",
    "s-3": "路产损坏应当及时修复。",
}
LAW = """# 中华人民共和国公路法

（2017年11月4日第五次修正）

第一条 在公路上堆放物品的，责令停止违法行为，可以处五千元以下的罚款。

第五十一条 依照本法处理。

第五十二条 本法自1998年1月1日起施行。
"""


def ship(folder: Path, monkeypatch: pytest.MonkeyPatch, stems: dict[str, str] | None = None) -> Path:
    """A shipped bank of three questions."""
    file = folder / "law" / "some.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    said = "".join(_QUESTION.format(ident=i, stem=s) for i, s in (stems or STEMS).items())
    file.write_text(said, "utf-8")
    monkeypatch.setattr(bundled, "question_bank", lambda: folder)
    return folder


def with_law(context: Context, folder: Path) -> None:
    """Bring the statute in."""
    file = folder / "公路法.md"
    file.write_text(LAW, "utf-8")
    done = statutes.bring_in(context, [file], anyway=True)
    assert [one.articles for one in done.done] == [3], [f.sentence() for f in done.faults]


def second(folder: Path, clock: Clock) -> Context:
    """Another PC, with the same shipped bank."""
    made = Context(Places(folder), clock)
    bank.compile_bank(made)
    return made
