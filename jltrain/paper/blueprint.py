"""A blueprint: what a paper is to be drawn from, as trainers write it in YAML.

name: 公路路政（市级）示例组卷方案
example: true            # to be replaced by the province's own
discipline: highway      # whom it is for (optional)
level: city              # (optional)
minutes: 120
pass: 60                 # marks, in halves
multiple_rule: subset    # all_or_nothing | subset | proportional | right_minus_wrong
shuffle: true            # another order of questions and options for each officer
cells:
  - {area: law, kind: single, difficulty: [1, 3], count: 10, marks: 1.5}
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

from jltrain import yamlfile
from jltrain.bank import digest
from jltrain.bank.areas import Area, Level
from jltrain.bank.question import Kind
from jltrain.errors import BadInput
from jltrain.i18n import N_, _
from jltrain.paper.marks import MultipleRule, halves_from

T = TypeVar("T")
_LARGEST: Final = 256 * 1024
_FIELDS: Final = {"name", "example", "discipline", "level", "minutes", "pass", "multiple_rule", "shuffle", "cells"}
_CELL: Final = {"area", "kind", "difficulty", "count", "marks", "topics"}


class BadBlueprint(BadInput):
    template = N_("组卷方案 {file} 的字段 {field} 有误：{reason}。请改正后重试。")


@dataclass(frozen=True, slots=True)
class Cell:
    """`count` questions of one area and kind, `lowest`..`highest` in difficulty, `halves` each.

    `topics` narrows the area when not empty. A case's `halves` are for the whole case.
    """

    area: Area
    kind: Kind
    lowest: int
    highest: int
    count: int
    halves: int
    topics: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """How messages name the cell: 综合法律知识·单选题·难度1-3."""
        low, high = self.lowest, self.highest
        grade = f"{low}" if low == high else f"{low}-{high}"
        name = _("{area}·{kind}·难度{grade}").format(area=self.area.label, kind=self.kind.label, grade=grade)
        return name + (f"·{'/'.join(self.topics)}" if self.topics else "")


@dataclass(frozen=True, slots=True)
class Blueprint:
    """A whole blueprint. `full_halves` is what its cells add up to."""

    name: str
    minutes: int
    pass_halves: int
    rule: MultipleRule
    shuffle: bool
    cells: tuple[Cell, ...]
    example: bool = False
    discipline: Area | None = None
    level: Level | None = None

    @property
    def full_halves(self) -> int:
        return sum(c.count * c.halves for c in self.cells)

    @property
    def digest(self) -> str:
        """SHA-256 of everything in it."""
        return digest.of(as_record(self))


def as_record(blueprint: Blueprint) -> dict[str, Any]:
    """The blueprint as plain data, in the shape of the YAML file."""
    return {
        "name": blueprint.name,
        "example": blueprint.example,
        "discipline": blueprint.discipline,
        "level": blueprint.level,
        "minutes": blueprint.minutes,
        "pass": blueprint.pass_halves / 2,
        "multiple_rule": blueprint.rule.value,
        "shuffle": blueprint.shuffle,
        "cells": [
            {"area": c.area.value, "kind": c.kind.value, "difficulty": [c.lowest, c.highest], "count": c.count,
             "marks": c.halves / 2, "topics": list(c.topics)}
            for c in blueprint.cells
        ],
    }  # fmt: skip


def read_blueprint(file: Path) -> Blueprint:
    """The blueprint in a YAML file. Raises BadBlueprint naming the first field at fault."""

    def bad(field: str, reason: str) -> BadBlueprint:
        return BadBlueprint(file=file.name, field=field, reason=reason)

    try:
        raw = yamlfile.read(file, _LARGEST)
    except yamlfile.NotReadable as error:
        raise bad("—", error.reason) from error
    return from_record(raw, bad)


def from_record(raw: object, bad: Callable[[str, str], BadBlueprint]) -> Blueprint:
    """The blueprint that plain data means. `bad(field, reason)` makes the error."""
    if not isinstance(raw, dict):
        raise bad("—", _("应是一组“字段: 值”"))
    _known(raw, _FIELDS, "", bad)
    name = raw.get("name")
    if not isinstance(name, str) or not 0 < len(name.strip()) <= 80:
        raise bad("name", _("应是 1 到 80 字的名称"))
    cells = raw.get("cells")
    if not isinstance(cells, list) or not 1 <= len(cells) <= 500:
        raise bad("cells", _("应是 1 到 500 个单元格的列表"))
    blueprint = Blueprint(
        name=name.strip(),
        minutes=_whole(raw, "minutes", 1, 600, "", bad),
        pass_halves=_halves(raw, "pass", "", bad),
        rule=_choice(MultipleRule, raw.get("multiple_rule", MultipleRule.ALL_OR_NOTHING), "multiple_rule", bad),
        shuffle=_flag(raw, "shuffle", bad),
        cells=tuple(_cell(cell, f"cells[{n}]", bad) for n, cell in enumerate(cells, 1)),
        example=_flag(raw, "example", bad),
        discipline=_choice(Area, raw["discipline"], "discipline", bad) if raw.get("discipline") else None,
        level=_choice(Level, raw["level"], "level", bad) if raw.get("level") else None,
    )
    if blueprint.pass_halves > blueprint.full_halves:
        raise bad("pass", _("合格线高于卷面总分"))
    return blueprint


def _cell(raw: object, where: str, bad: Callable[[str, str], BadBlueprint]) -> Cell:
    if not isinstance(raw, dict):
        raise bad(where, _("应是一组“字段: 值”"))
    _known(raw, _CELL, f"{where}.", bad)
    difficulty = raw.get("difficulty", [1, 5])
    if type(difficulty) is int:
        difficulty = [difficulty, difficulty]
    if (
        not isinstance(difficulty, list)
        or len(difficulty) != 2
        or any(type(d) is not int for d in difficulty)
        or not 1 <= difficulty[0] <= difficulty[1] <= 5
    ):
        raise bad(f"{where}.difficulty", _("应是 1 到 5 的整数，或 [最低, 最高]"))
    topics = raw.get("topics", [])
    if not isinstance(topics, list) or not all(isinstance(t, str) and t for t in topics):
        raise bad(f"{where}.topics", _("应是知识点名称的列表"))
    return Cell(
        area=_choice(Area, raw.get("area"), f"{where}.area", bad),
        kind=_choice(Kind, raw.get("kind"), f"{where}.kind", bad),
        lowest=difficulty[0],
        highest=difficulty[1],
        count=_whole(raw, "count", 1, 500, f"{where}.", bad),
        halves=_halves(raw, "marks", f"{where}.", bad),
        topics=tuple(sorted(set(topics))),
    )


def _known(raw: dict[Any, Any], allowed: set[str], where: str, bad: Callable[[str, str], BadBlueprint]) -> None:
    for name in raw:
        if name not in allowed:
            raise bad(
                f"{where}{name}", _("没有这个字段，可用的字段是：{names}").format(names="、".join(sorted(allowed)))
            )


def _whole(
    raw: dict[Any, Any], field: str, low: int, high: int, where: str, bad: Callable[[str, str], BadBlueprint]
) -> int:
    value = raw.get(field)
    if type(value) is not int or not low <= value <= high:
        raise bad(where + field, _("应是 {low} 到 {high} 的整数").format(low=low, high=high))
    return value


def _halves(raw: dict[Any, Any], field: str, where: str, bad: Callable[[str, str], BadBlueprint]) -> int:
    value = raw.get(field)
    halves = None
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= 1000:
        halves = halves_from(value)
    if halves is None:
        raise bad(where + field, _("分值应是 0.5 的正整数倍"))
    return halves


def _flag(raw: dict[Any, Any], field: str, bad: Callable[[str, str], BadBlueprint]) -> bool:
    value = raw.get(field, False)
    if not isinstance(value, bool):
        raise bad(field, _("应是 true 或 false"))
    return value


def _choice(kind: Callable[[Any], T], value: object, field: str, bad: Callable[[str, str], BadBlueprint]) -> T:
    try:
        return kind(value)
    except ValueError:
        raise bad(field, _("“{value}”不在可用的值之中").format(value=value)) from None
