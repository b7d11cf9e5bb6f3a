"""The rotation plan: which batches train when, what share of all officers is to be done by which year, what is asked.

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
    requirements:            # optional: what the policy says (requirement.py) when left out
      - id: own              # plain ASCII, once
        title: text
        posts: [officer, station_head, leader]   # or 执法人员, 基层站所领导, 领导班子成员; all when left out
        counts: true         # whether 已完成 waits for it; true when left out
        exam: own            # a passed sheet in his own discipline, or a list of areas that a passed sheet has to cover
        share: 60%           # optional, with areas: of their marks together
      - id: drill
        title: text
        activity: 模拟执法演练
        per: year            # or quarter, cycle (when left out)
        times: 1             # optional
        hours: 4             # optional, in all
        passed: true         # optional: only those judged 合格
        within: 365          # optional, per cycle: days after the appointment
    posts: {leader: [局长], station_head: [站长]}  # optional: words by which posts are known, instead of ours
    education_target: 大专    # optional
    commend: 90%             # optional: best marks from which somebody is commended
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Final

from jltrain import yamlfile
from jltrain.bank.areas import DISCIPLINES, Area, Level
from jltrain.i18n import _
from jltrain.ledger.cycle import Cycle
from jltrain.ledger.education import TARGET, Education, education_of
from jltrain.ledger.planfields import BadPlan, FieldReader
from jltrain.ledger.post import POST_WORDS
from jltrain.ledger.requirement import DEFAULT_REQUIREMENTS
from jltrain.ledger.requirementfile import read_post_words, read_requirements
from jltrain.ledger.rotation import COMMEND_SHARE, Batch, RotationPlan, default_plan
from jltrain.ledger.terms import discipline_of, level_of

__all__ = ["BadPlan", "Batch", "RotationPlan", "default_plan", "parse_plan", "read_plan"]

MAX_BYTES: Final = 256 * 1024
_OPTIONAL: Final = ("example", "requirements", "posts", "education_target", "commend")


def read_plan(path: Path) -> RotationPlan:
    """The plan in a YAML file. Raises BadPlan with the file and the field."""
    return _read(path.name, lambda: yamlfile.read(path, MAX_BYTES))


def parse_plan(data: bytes, name: str) -> RotationPlan:
    """The plan in what a YAML file called `name` held. Raises BadPlan."""
    return _read(name, lambda: yamlfile.parse(data, MAX_BYTES))


def _read(name: str, load: Callable[[], object]) -> RotationPlan:
    try:
        raw = load()
    except yamlfile.NotReadable as error:
        raise BadPlan(file=name, field=_("整个文件"), reason=error.reason) from error
    return _PlanReader(name).plan(raw)


class _PlanReader(FieldReader):
    """Turns what YAML gave into a plan."""

    def plan(self, raw: object) -> RotationPlan:
        fields = self.record("", raw, ("title", "cycle", "targets", "batches"), _OPTIONAL)
        cycle = self.cycle(fields["cycle"])
        example = self.truth("example", fields.get("example", False))
        batches = self.entries("batches", fields["batches"])
        made = tuple(self.batch(f"batches[{i}]", entry, cycle) for i, entry in enumerate(batches, 1))
        names = [batch.name for batch in made]
        for number, name in enumerate(names, 1):
            if name in names[: number - 1]:
                raise self.bad(f"batches[{number}].name", _("与前面的批次重名"))
        asked, words, target = DEFAULT_REQUIREMENTS, POST_WORDS, TARGET
        if "requirements" in fields:
            asked = read_requirements(self, fields["requirements"])
        if "posts" in fields:
            words = read_post_words(self, fields["posts"])
        if "education_target" in fields:
            choices = "、".join(level.label for level in Education)
            target = self.word("education_target", fields["education_target"], education_of, choices)
        commend = self.share("commend", fields["commend"]) if "commend" in fields else COMMEND_SHARE
        title, targets = self.text("title", fields["title"]), self.targets(fields["targets"], cycle)
        return RotationPlan(title, cycle, targets, made, example, asked, words, target, commend)

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

    def batch(self, field: str, raw: object, cycle: Cycle) -> Batch:
        fields = self.record(field, raw, ("name", "from", "to"), ("levels", "disciplines"))
        first, last = (self.day(f"{field}.{key}", fields[key], cycle) for key in ("from", "to"))
        if last < first:
            raise self.bad(f"{field}.to", _("结束日期早于开始日期"))
        levels: tuple[Level, ...] = tuple(Level)
        disciplines: tuple[Area, ...] = DISCIPLINES
        if fields.get("levels") is not None:
            choices = "、".join(level.label for level in levels)
            levels = self.words(f"{field}.levels", fields["levels"], level_of, choices)
        if fields.get("disciplines") is not None:
            choices = "、".join(area.label for area in DISCIPLINES)
            disciplines = self.words(f"{field}.disciplines", fields["disciplines"], discipline_of, choices)
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
