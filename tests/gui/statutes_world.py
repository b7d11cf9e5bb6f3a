"""What the tests of the statutes' pages share: a statute in two versions, and questions and chapters that cite it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from jltrain import bundled
from jltrain.app import statutes
from jltrain.app.context import Context
from jltrain.app.statutes import BroughtInAll
from jltrain.bank.question import Kind
from jltrain.bank.state import Origin, State
from tests.samples import question
from tests.statutes.texts import law

FIRST = (
    "制定本法，保障渡运安全。",
    "渡船应当检验合格，方可航行。\n第二款规定渡工持证。",
    "处三千元以上一万元以下的罚款。",
    "渡口应当设置警示标志和救生器材。",
    "本法自公布之日起施行。",
)
SECOND = (
    "制定本法，保障渡运安全。",
    "渡船应当检验合格，方可航行作业。\n第二款规定渡工持证。",
    "国家鼓励以桥代渡的工程建设。",
    "处五千元以上一万元以下的罚款。",
    "本法自公布之日起施行。",
)


def statute_file(folder: Path, year: int, articles: tuple[str, ...], name: str = "渡船法") -> Path:
    """A statute's file as it is published."""
    file = folder / f"{name}-{year}.md"
    file.write_text(law(name, f"{year}年5月6日", *articles), "utf-8")
    return file


def bring_in(
    context: Context, folder: Path, year: int, articles: tuple[str, ...], name: str = "渡船法"
) -> BroughtInAll:
    """Import it."""
    return statutes.bring_in(context, [statute_file(folder, year, articles, name)], by="王五")


def cite(context: Context, **bases: str) -> None:
    """Questions that are ready, by id, each resting on a citation."""
    for ident, basis in bases.items():
        one = question(ident, Kind.JUDGE)
        items = tuple(replace(i, basis=(basis,)) for i in one.items)
        made = replace(one, basis=(basis,), items=items)
        context.questions.save(made, origin=Origin.EDIT, by="", at=context.now(), state=State.READY)


def courseware(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One chapter that cites the third article."""
    (folder / "courseware" / "law").mkdir(parents=True)
    head = "---\ntitle: 渡船管理\ntopics: [甲]\nminutes: 5\nrequired: true\n---\n"
    text = head + "## 处罚\n\n依据《渡船法》第三条第一款处罚。\n"
    (folder / "courseware" / "law" / "01-a.md").write_text(text, "utf-8")
    monkeypatch.setattr(bundled, "courseware", lambda: folder / "courseware")


def revised(context: Context, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both versions are in, four reviews are open: same second paragraph, moved and reworded, gone, and the chapter."""
    courseware(folder, monkeypatch)
    cite(
        context,
        same="《渡船法》第一条",
        second="《渡船法》第二条第二款",
        fine="《渡船法》第三条",
        gone="《渡船法》第四条",
    )
    bring_in(context, folder, 2015, FIRST)
    assert bring_in(context, folder, 2023, SECOND).opened == 4
