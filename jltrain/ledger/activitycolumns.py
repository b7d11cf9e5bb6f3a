"""The columns of a table of activities and the many names they go by."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from jltrain.i18n import N_, _
from jltrain.ledger.badroster import BadRoster
from jltrain.ledger.headers import Headings


class ActivityColumnsMissing(BadRoster):
    template = N_(
        "活动记录表“{file}”缺少必需的列：{missing}；已认出的列：{found}。请对照活动记录模板补上表头（须在前 15 行内）后重新导入。"
    )


class ActivityColumn(StrEnum):
    """What a table says of an activity, in the template's order."""

    NAME = "name"
    CERTIFICATE = "certificate"
    KIND = "kind"
    DAY = "day"
    HOURS = "hours"
    TITLE = "title"
    RESULT = "result"
    PLACE = "place"
    SIGNED_BY = "signed-by"
    NOTE = "note"

    @property
    def label(self) -> str:
        """The column's own name in the language in use."""
        return _(TITLES[self])


TITLES: Final = {
    ActivityColumn.NAME: N_("姓名"),
    ActivityColumn.CERTIFICATE: N_("执法证号"),
    ActivityColumn.KIND: N_("活动类型"),
    ActivityColumn.DAY: N_("日期"),
    ActivityColumn.HOURS: N_("学时"),
    ActivityColumn.TITLE: N_("活动内容"),
    ActivityColumn.RESULT: N_("结果"),
    ActivityColumn.PLACE: N_("地点"),
    ActivityColumn.SIGNED_BY: N_("签认人"),
    ActivityColumn.NOTE: N_("备注"),
}

REQUIRED: Final = (
    ActivityColumn.CERTIFICATE,
    ActivityColumn.KIND,
    ActivityColumn.DAY,
    ActivityColumn.HOURS,
    ActivityColumn.TITLE,
    ActivityColumn.SIGNED_BY,
)

HEADINGS: Final = Headings(
    {
        ActivityColumn.NAME: "姓名 执法人员姓名 人员姓名 name",
        ActivityColumn.CERTIFICATE: "执法证号 执法证件号 执法证件号码 执法证号码 执法证件编号 执法证编号 行政执法证号 证件编号"
        " 证件号 证号 certificate",
        ActivityColumn.KIND: "活动类型 活动类别 训练类型 培训类型 类型 类别 kind",
        ActivityColumn.DAY: "日期 活动日期 训练日期 培训日期 时间 活动时间 date",
        ActivityColumn.HOURS: "学时 学时数 课时 时长 小时 小时数 hours",
        ActivityColumn.TITLE: "活动内容 内容 活动名称 训练内容 培训内容 主题 名称 title",
        ActivityColumn.RESULT: "结果 考核结果 成绩 result",
        ActivityColumn.PLACE: "地点 活动地点 place",
        ActivityColumn.SIGNED_BY: "签认人 签字人 签认 负责人 组织者 signedby",
        ActivityColumn.NOTE: "备注 说明 note",
    },
    REQUIRED,
)
