"""Training that is no exam: drills, fitness, hand signals, lectures, court, studies; a date, hours, who signed it off.

Source: 吉交法规〔2021〕161号 items 1 and 7 (专题教育、讲堂、法庭旁听、季度学法), 8 (体能、手势、队列), 9 (演练),
10 (以案释法), 17 (初任培训).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from math import isfinite
from typing import Any, Final

from jltrain.errors import BadInput
from jltrain.i18n import N_, _
from jltrain.ledger.identity import tidy_certificate, tidy_text

MAX_HOURS: Final = 1000
MAX_TEXT: Final = 200


class ActivityKind(StrEnum):
    """What was done."""

    DRILL = "drill"
    FITNESS = "fitness"
    SIGNALS = "signals"
    FORMATION = "formation"
    LECTURE = "lecture"
    COURT = "court"
    CASE_REVIEW = "case-review"
    STUDY = "study"
    FIRST_POST = "first-post"
    LAW_STUDY = "law-study"
    CONTEST = "contest"

    @property
    def label(self) -> str:
        """What the screen says."""
        return _(_KIND_LABELS[self])


_KIND_LABELS: Final = {
    ActivityKind.DRILL: N_("模拟执法演练"),
    ActivityKind.FITNESS: N_("体能训练"),
    ActivityKind.SIGNALS: N_("交通指挥手势训练"),
    ActivityKind.FORMATION: N_("队列训练"),
    ActivityKind.LECTURE: N_("法治讲座"),
    ActivityKind.COURT: N_("法庭旁听（模拟法庭）"),
    ActivityKind.CASE_REVIEW: N_("以案释法（案卷评查）"),
    ActivityKind.STUDY: N_("专题学习"),
    ActivityKind.FIRST_POST: N_("初任培训"),
    ActivityKind.LAW_STUDY: N_("领导干部季度学法"),
    ActivityKind.CONTEST: N_("比武练兵"),
}


class ActivityResult(StrEnum):
    """How it went; TOOK_PART where nothing is judged."""

    TOOK_PART = "took-part"
    PASSED = "passed"
    FAILED = "failed"

    @property
    def label(self) -> str:
        """What the screen says."""
        return _(_RESULT_LABELS[self])


_RESULT_LABELS: Final = {
    ActivityResult.TOOK_PART: N_("参加"),
    ActivityResult.PASSED: N_("合格"),
    ActivityResult.FAILED: N_("不合格"),
}


class BadActivity(BadInput):
    template = N_("活动记录没有登记：{reason}。")


@dataclass(frozen=True, slots=True)
class Activity:
    """A row of the activity table. `certificate` in stored form; `signed_by` who vouches for it. `entry` 0 until logged."""

    certificate: str
    kind: ActivityKind
    day: date
    hours: float
    result: ActivityResult
    title: str
    signed_by: str
    place: str = ""
    note: str = ""
    entry: int = 0
    undone: bool = False

    @property
    def holds(self) -> bool:
        """Whether it can meet a requirement: not undone and not failed."""
        return not self.undone and self.result is not ActivityResult.FAILED

    def as_record(self) -> dict[str, Any]:
        """For an entry's body: every field but `entry` and `undone`; the day as ISO text."""
        texts = {name: getattr(self, name) for name in _TEXTS}
        kind, result = self.kind.value, self.result.value
        return texts | {"kind": kind, "result": result, "day": self.day.isoformat(), "hours": self.hours}

    def as_row(self) -> dict[str, Any]:
        """Column -> value of the activity table."""
        return self.as_record() | {"entry": self.entry, "undone": self.undone}


def activity_from_record(record: object, entry: int = 0, *, undone: bool = False) -> Activity:
    """What `as_record` wrote. Raises ValueError on anything else."""
    if not isinstance(record, dict) or not set(record) >= {*_TEXTS, "kind", "result", "day", "hours"}:
        raise ValueError("no record of an activity")
    texts = {name: record[name] for name in _TEXTS}
    hours = record["hours"]
    if not all(isinstance(text, str) for text in (*texts.values(), record["day"])):
        raise ValueError("a field is no text")
    if isinstance(hours, bool) or not isinstance(hours, int | float):
        raise ValueError("hours are no number")
    kind, result, day = (
        ActivityKind(record["kind"]),
        ActivityResult(record["result"]),
        date.fromisoformat(record["day"]),
    )
    return Activity(kind=kind, result=result, day=day, hours=float(hours), entry=entry, undone=undone, **texts)


def activity_from_row(row: Any) -> Activity:
    """From a row of the activity table (attributes by column name)."""
    record = {name: getattr(row, name) for name in (*_TEXTS, "kind", "result", "day", "hours")}
    return activity_from_record(record, row.entry, undone=bool(row.undone))


_TEXTS: Final = ("certificate", "title", "signed_by", "place", "note")


def checked(activity: Activity, today: date) -> Activity:
    """The record with its texts tidied.

    Raises BadActivity with the first fault and its `field`: no number, a day after `today` or before 2000, hours not above 0 or
    beyond 1000, no title, nobody who signed it off, a text of more than 200 characters. Hours are kept to 0.01.
    """
    made = replace(
        activity,
        certificate=tidy_certificate(activity.certificate),
        title=tidy_text(activity.title),
        signed_by=tidy_text(activity.signed_by),
        place=tidy_text(activity.place),
        note=tidy_text(activity.note),
        hours=round(activity.hours, 2) if isfinite(activity.hours) else 0.0,
    )
    if not made.certificate:
        raise BadActivity(field="certificate", reason=_("没有执法证号"))
    if not _EARLIEST <= made.day <= today:
        raise BadActivity(field="day", reason=_("日期应在 2000 年以后、不晚于今天"))
    if not 0 < made.hours <= MAX_HOURS:
        raise BadActivity(field="hours", reason=_("学时应大于 0、不超过 1000"))
    if not made.title:
        raise BadActivity(field="title", reason=_("没有写明活动内容"))
    if not made.signed_by:
        raise BadActivity(field="signed_by", reason=_("没有签认人"))
    for name in _TEXTS:
        if len(getattr(made, name)) > MAX_TEXT:
            raise BadActivity(field=name, reason=_("文字过长（超过 200 字）"))
    return made


_EARLIEST: Final = date(2000, 1, 1)


def activity_kind_of(text: str) -> ActivityKind | None:
    """The kind that a spreadsheet's cell means ("体能", "模拟演练", "first-post"), or None."""
    return _KINDS.get(_bare(text))


def activity_result_of(text: str) -> ActivityResult | None:
    """The result that a cell means; blank is TOOK_PART; None when it is not understood."""
    word = _bare(text)
    return _RESULTS.get(word) if word else ActivityResult.TOOK_PART


def _bare(text: str) -> str:
    return re.sub(r"[\s()\[\]、,，/.·“”\"-]", "", unicodedata.normalize("NFKC", text)).lower()


_KIND_WORDS: Final = {
    ActivityKind.DRILL: "模拟执法演练 模拟执法 模拟演练 执法演练 模拟训练 情景模拟 情景模拟演练 演练 应急演练",
    ActivityKind.FITNESS: "体能训练 体能 军事体能训练 军事体能 军事训练 军训 体能测试",
    ActivityKind.SIGNALS: "交通指挥手势训练 交通指挥手势 指挥手势 手势训练 手势 交通手势",
    ActivityKind.FORMATION: "队列训练 队列",
    ActivityKind.LECTURE: "法治讲座 法治讲堂 讲座 讲堂 法治大讲堂 职业道德大讲堂 大讲堂 法治讲座讲堂",
    ActivityKind.COURT: "法庭旁听 模拟法庭 旁听庭审 庭审旁听 旁听 庭审观摩 法庭旁听模拟法庭",
    ActivityKind.CASE_REVIEW: "以案释法 案卷评查 案例分析 以案释法案卷评查 案例研讨",
    ActivityKind.STUDY: "专题学习 专题教育 专题培训 专题",
    ActivityKind.FIRST_POST: "初任培训 任职培训 初任",
    ActivityKind.LAW_STUDY: "领导干部季度学法 季度学法 学法 领导干部学法 领导班子学法 班子学法",
    ActivityKind.CONTEST: "比武练兵 大比武 大练兵 大比武大练兵 执法比武 岗位练兵 技能竞赛 知识竞赛",
}
_KINDS: Final = {
    _bare(word): kind for kind, words in _KIND_WORDS.items() for word in (kind.value, kind.name, *words.split())
}
_RESULT_WORDS: Final = {
    ActivityResult.TOOK_PART: "参加 已参加 参训 完成 已完成 到场 tookpart",
    ActivityResult.PASSED: "合格 通过 优秀 良好 达标 及格 passed",
    ActivityResult.FAILED: "不合格 未通过 不及格 不达标 未达标 failed",
}
_RESULTS: Final = {word: result for result, words in _RESULT_WORDS.items() for word in words.split()}
