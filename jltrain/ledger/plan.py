"""The rotation plan: which batches train when, and what share of all officers is to be done by which year.

A YAML file with these fields and no others:

    title: text
    example: true            # optional: shown as an example
    cycle: [2024, 2026]
    targets: {2024: 1/3, 2025: 2/3, 2026: 1}     # share of all officers done by the end of that year
    batches:
      - name: text
        levels: [city, county]                   # or 市, 县; all levels when left out
        disciplines: [highway]                   # or 公路路政; all six when left out
        from: 2024-03-01
        to: 2024-06-30
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Final, TypeVar

from jltrain import yamlfile
from jltrain.bank.areas import DISCIPLINES, Area, Level
from jltrain.errors import BadInput
from jltrain.i18n import N_, _
from jltrain.ledger.cycle import Cycle
from jltrain.ledger.terms import discipline_of, level_of

MAX_BYTES: Final = 256 * 1024
MAX_BATCHES: Final = 500

_Word = TypeVar("_Word", Level, Area)


class BadPlan(BadInput):
    template = N_("轮训计划“{file}”的“{field}”不对：{reason}。请改正后重试。")


@dataclass(frozen=True, slots=True)
class Batch:
    """Those of these levels and disciplines train from `first_day` to `last_day`."""

    name: str
    levels: tuple[Level, ...]
    disciplines: tuple[Area, ...]
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class RotationPlan:
    """`targets` gives for each year of the cycle the share (0 to 1) to be done by its end; the last is 1."""

    title: str
    cycle: Cycle
    targets: Mapping[int, Fraction]
    batches: tuple[Batch, ...]
    example: bool = False


def read_plan(path: Path) -> RotationPlan:
    """The plan in a YAML file. Raises BadPlan with the file and the field."""
    return _PlanReader(path.name).plan(_loaded(path))


def _loaded(path: Path) -> object:
    try:
        return yamlfile.read(path, MAX_BYTES)
    except yamlfile.NotReadable as error:
        raise BadPlan(file=path.name, field=_("整个文件"), reason=error.reason) from error


class _PlanReader:
    """Turns what YAML gave into a plan, naming the field on each fault."""

    def __init__(self, file: str) -> None:
        self.file = file

    def bad(self, field: str, reason: str) -> BadPlan:
        return BadPlan(file=self.file, field=field, reason=reason)

    def plan(self, raw: object) -> RotationPlan:
        fields = self.record("", raw, ("title", "cycle", "targets", "batches"), ("example",))
        cycle = self.cycle(fields["cycle"])
        example = fields.get("example", False)
        if not isinstance(example, bool):
            raise self.bad("example", _("应为 true 或 false"))
        batches = self.entries("batches", fields["batches"])
        made = tuple(self.batch(f"batches[{i}]", entry, cycle) for i, entry in enumerate(batches, 1))
        names = [batch.name for batch in made]
        for number, name in enumerate(names, 1):
            if name in names[: number - 1]:
                raise self.bad(f"batches[{number}].name", _("与前面的批次重名"))
        return RotationPlan(
            self.text("title", fields["title"]), cycle, self.targets(fields["targets"], cycle), made, example
        )

    def record(
        self, field: str, raw: object, required: tuple[str, ...], optional: tuple[str, ...]
    ) -> dict[str, object]:
        if not isinstance(raw, dict):
            raise self.bad(field or _("整个文件"), _("应为“字段: 值”的形式"))
        for key in raw:
            if key not in required + optional:
                raise self.bad(f"{field}.{key}".lstrip("."), _("没有这个字段"))
        for key in required:
            if key not in raw:
                raise self.bad(f"{field}.{key}".lstrip("."), _("缺少这个字段"))
        return raw

    def entries(self, field: str, raw: object) -> list[object]:
        if not isinstance(raw, list) or not 0 < len(raw) <= MAX_BATCHES:
            raise self.bad(field, _("应为列表，1 至 {most} 项").format(most=MAX_BATCHES))
        return raw

    def text(self, field: str, raw: object) -> str:
        if not isinstance(raw, str) or not 0 < len(raw.strip()) <= 200:
            raise self.bad(field, _("应为 1 至 200 字的文字"))
        return raw.strip()

    def cycle(self, raw: object) -> Cycle:
        match raw:
            case [int(first), int(last)]:
                try:
                    return Cycle(first, last)
                except ValueError:
                    pass
        raise self.bad("cycle", _("应为三年一个周期的首尾年份，例如 [2024, 2026]"))

    def targets(self, raw: object, cycle: Cycle) -> dict[int, Fraction]:
        if not isinstance(raw, dict) or set(raw) != set(cycle.years):
            raise self.bad("targets", _("应逐年列出周期内三年的目标"))
        shares = {year: self.share(f"targets.{year}", raw[year]) for year in cycle.years}
        ordered = list(shares.values())
        if ordered != sorted(ordered):
            raise self.bad("targets", _("目标是累计比例，不能逐年减少"))
        if ordered[-1] != 1:
            raise self.bad(f"targets.{cycle.last_year}", _("周期末年应为 1（全覆盖）"))
        return shares

    def share(self, field: str, raw: object) -> Fraction:
        text = str(raw) if isinstance(raw, str | int) and not isinstance(raw, bool) else ""
        percent = text.endswith("%")
        try:
            if len(text) > 20 or not text.isascii():
                raise ValueError(text)
            share = Fraction(text.removesuffix("%")) / (100 if percent else 1)
        except (ValueError, ZeroDivisionError) as error:
            raise self.bad(field, _("应写成 1/3、35% 或 1")) from error
        if not 0 <= share <= 1:
            raise self.bad(field, _("应在 0 与 1 之间"))
        return share

    def batch(self, field: str, raw: object, cycle: Cycle) -> Batch:
        fields = self.record(field, raw, ("name", "from", "to"), ("levels", "disciplines"))
        first, last = (self.day(f"{field}.{key}", fields[key], cycle) for key in ("from", "to"))
        if last < first:
            raise self.bad(f"{field}.to", _("结束日期早于开始日期"))
        levels = self.words(f"{field}.levels", fields.get("levels"), level_of, tuple(Level))
        disciplines = self.words(f"{field}.disciplines", fields.get("disciplines"), discipline_of, DISCIPLINES)
        return Batch(self.text(f"{field}.name", fields["name"]), levels, disciplines, first, last)

    def day(self, field: str, raw: object, cycle: Cycle) -> date:
        try:
            if not isinstance(raw, str) or len(raw) != 10:
                raise ValueError(raw)
            day = date.fromisoformat(raw)
        except ValueError as error:
            raise self.bad(field, _("应为日期，例如 2024-03-01")) from error
        if not cycle.contains(day):
            raise self.bad(field, _("不在{cycle}内").format(cycle=cycle.label))
        return day

    def words(
        self, field: str, raw: object, meaning: Callable[[str], _Word | None], everything: tuple[_Word, ...]
    ) -> tuple[_Word, ...]:
        if raw is None:
            return everything
        found: list[_Word] = []
        for number, entry in enumerate(self.entries(field, raw), 1):
            word = meaning(entry) if isinstance(entry, str) else None
            if word is None or word in found:
                choices = "、".join(choice.label for choice in everything)
                raise self.bad(f"{field}[{number}]", _("应为下列之一且不重复：{choices}").format(choices=choices))
            found.append(word)
        return tuple(found)
