from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from jltrain.bank.areas import Area
from jltrain.practice.scope import Scope, ScopeKind, UnknownScope, select
from jltrain.reading.chapter import Chapter
from tests.practice.attempts import head

HEADS = (
    head("h1", Area.HIGHWAY, "超限运输"),
    head("t1", Area.TRANSPORT, "超限运输"),
    head("h2", Area.HIGHWAY, "路产保护"),
    head("l1", Area.LAW, "行政复议"),
)
CHAPTER = Chapter("highway/01-x", "highway", 1, "题", ("超限运输", "没有题的"), 20, True, (), "文", Path(), "0")


def ids(kind: ScopeKind, *values: str) -> list[str]:
    return [h.id for h in select(iter(HEADS), Scope(kind, values), [CHAPTER], {"t1", "l1", "gone"})]


def test_each_kind_of_scope() -> None:
    assert ids(ScopeKind.ALL) == ["h1", "t1", "h2", "l1"]
    assert ids(ScopeKind.DISCIPLINE, "highway", "law") == ["h1", "h2", "l1"]
    assert ids(ScopeKind.DISCIPLINE, "port") == []
    assert ids(ScopeKind.TOPIC, "超限运输") == ["h1", "t1"]
    assert ids(ScopeKind.TOPIC, "transport/超限运输", "行政复议") == ["t1", "l1"]
    assert ids(ScopeKind.CHAPTER, "highway/01-x") == ["h1"]
    assert ids(ScopeKind.MISTAKES) == ["t1", "l1"]
    assert ids(ScopeKind.MISTAKES, "law") == ["l1"]


def test_chapter_whose_area_is_an_enum_serves_as_well() -> None:
    @dataclass(frozen=True)
    class Other:
        id: str
        area: Area
        topics: tuple[str, ...]

    other = Other("x", Area.LAW, ("行政复议",))
    assert [h.id for h in select(HEADS, Scope(ScopeKind.CHAPTER, ("x",)), [other])] == ["l1"]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (ScopeKind.DISCIPLINE, "sky"),
        (ScopeKind.DISCIPLINE, "公路路政"),
        (ScopeKind.MISTAKES, "sky"),
        (ScopeKind.TOPIC, "没有"),
        (ScopeKind.TOPIC, "law/超限运输"),
        (ScopeKind.CHAPTER, "law/09-x"),
    ],
)
def test_unknown_value_is_named(kind: ScopeKind, value: str) -> None:
    with pytest.raises(UnknownScope, match=f"“{value}”"):
        ids(kind, value)


def test_kinds_have_names_for_the_screen() -> None:
    assert [k.label for k in ScopeKind] == ["全部", "执法门类", "知识点", "章节", "错题"]
