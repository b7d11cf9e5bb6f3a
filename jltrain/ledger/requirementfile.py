"""The part of a plan file that says what is asked, of whom."""

from __future__ import annotations

import re
from typing import Final

from jltrain.bank.areas import Area, area_from
from jltrain.i18n import _
from jltrain.ledger.activity import MAX_HOURS, ActivityKind, activity_kind_of
from jltrain.ledger.planfields import FieldReader
from jltrain.ledger.post import POST_WORDS, PostKind, PostWords, post_kind_named
from jltrain.ledger.requirement import EVERYBODY, ActivityNeed, ExamNeed, Per, Requirement

_ID: Final = re.compile(r"[a-z][a-z0-9-]{0,30}")
_PERS: Final = {
    "cycle": Per.CYCLE,
    "year": Per.YEAR,
    "quarter": Per.QUARTER,
    "周期": Per.CYCLE,
    "年": Per.YEAR,
    "季度": Per.QUARTER,
}
_ACTIVITY_FIELDS: Final = ("hours", "times", "passed", "per", "within")


def read_requirements(reader: FieldReader, raw: object) -> tuple[Requirement, ...]:
    """The list under `requirements`. Raises BadPlan: also when some kind of post has nothing that counts."""
    found: list[Requirement] = []
    for number, entry in enumerate(reader.entries("requirements", raw), 1):
        field = f"requirements[{number}]"
        made = _requirement(reader, field, entry)
        if any(made.id == other.id for other in found):
            raise reader.bad(f"{field}.id", _("与前面的要求重名"))
        found.append(made)
    for kind in PostKind:
        if not any(requirement.counts and kind in requirement.posts for requirement in found):
            raise reader.bad("requirements", _("对“{post}”没有一项 counts: true 的要求").format(post=kind.label))
    return tuple(found)


def _requirement(reader: FieldReader, field: str, raw: object) -> Requirement:
    fields = reader.record(
        field, raw, ("id", "title"), ("posts", "counts", "exam", "share", "activity", *_ACTIVITY_FIELDS)
    )
    name = fields["id"]
    if not isinstance(name, str) or not _ID.fullmatch(name):
        raise reader.bad(f"{field}.id", _("应为小写字母开头的字母、数字和 -"))
    if ("exam" in fields) == ("activity" in fields):
        raise reader.bad(field, _("exam 和 activity 须写且只写一个"))
    need = _exam(reader, field, fields) if "exam" in fields else _activity(reader, field, fields)
    posts = EVERYBODY
    if "posts" in fields:
        choices = "、".join(f"{kind.value}（{kind.label}）" for kind in PostKind)
        posts = reader.words(f"{field}.posts", fields["posts"], post_kind_named, choices)
    counts = reader.truth(f"{field}.counts", fields.get("counts", True))
    return Requirement(name, reader.text(f"{field}.title", fields["title"]), posts, need, counts)


def _exam(reader: FieldReader, field: str, fields: dict[str, object]) -> ExamNeed:
    for key in _ACTIVITY_FIELDS:
        if key in fields:
            raise reader.bad(f"{field}.{key}", _("只能用于 activity"))
    areas: tuple[Area, ...] = ()
    if fields["exam"] != "own":
        choices = "、".join(area.label for area in Area)
        areas = reader.words(f"{field}.exam", fields["exam"], area_from, choices)
    elif "share" in fields:
        raise reader.bad(f"{field}.share", _("本门类考试以合格为准，不能另定比例"))
    share = reader.share(f"{field}.share", fields["share"]) if "share" in fields else ExamNeed().share
    return ExamNeed(areas, share)


def _activity(reader: FieldReader, field: str, fields: dict[str, object]) -> ActivityNeed:
    if "share" in fields:
        raise reader.bad(f"{field}.share", _("只能用于 exam"))
    choices = "、".join(kind.label for kind in ActivityKind)
    kind = reader.word(f"{field}.activity", fields["activity"], activity_kind_of, choices)
    per = reader.word(f"{field}.per", fields.get("per", "cycle"), _PERS.get, "cycle、year、quarter")
    hours = fields.get("hours", 0)
    if isinstance(hours, bool) or not isinstance(hours, int | float) or not 0 <= hours <= MAX_HOURS:
        raise reader.bad(f"{field}.hours", _("应为 0 至 {most} 的数字").format(most=MAX_HOURS))
    within = reader.whole(f"{field}.within", fields["within"], 3650) if "within" in fields else 0
    if within and per is not Per.CYCLE:
        raise reader.bad(f"{field}.within", _("只能用于每周期一次的要求"))
    times = reader.whole(f"{field}.times", fields.get("times", 1), 1000)
    passed = reader.truth(f"{field}.passed", fields.get("passed", False))
    return ActivityNeed(kind, times, float(hours), passed, per, within)


def read_post_words(reader: FieldReader, raw: object) -> PostWords:
    """The words under `posts` take the place of ours, for the kinds that are given."""
    kinds = (PostKind.LEADER, PostKind.STATION_HEAD)
    fields = reader.record("posts", raw, (), tuple(kind.value for kind in kinds))
    given = {
        kind: reader.words(f"posts.{kind.value}", fields[kind.value], _word, _("1 至 20 字的岗位名称"))
        for kind in kinds
        if kind.value in fields
    }
    return dict(POST_WORDS) | given


def _word(word: str) -> str | None:
    return word.strip() if 0 < len(word.strip()) <= 20 else None
