"""The columns of a roster and the many names they go by."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from jltrain.i18n import N_, _
from jltrain.ledger import headers
from jltrain.ledger.badroster import BadRoster
from jltrain.ledger.headers import Headings, RosterColumnDoubled

__all__ = [
    "REQUIRED", "TITLES", "Column", "Header", "RosterColumnDoubled", "RosterColumnsMissing", "columns_missing", "find_header",
    "is_header",
]  # fmt: skip


class RosterColumnsMissing(BadRoster):
    template = N_(
        "名册“{file}”缺少必需的列：{missing}；已认出的列：{found}。请对照名册模板补上表头（须在前 15 行内）后重新导入。"
    )


class Column(StrEnum):
    """What a roster says of an officer."""

    NAME = "name"
    CERTIFICATE = "certificate"
    UNIT = "unit"
    LEVEL = "level"
    DISCIPLINE = "discipline"
    CITY = "city"
    BATCH = "batch"
    POST = "post"
    EDUCATION = "education"
    APPOINTED = "appointed"
    FORMER = "former"

    @property
    def label(self) -> str:
        """The column's own name in the language in use."""
        return _(TITLES[self])


TITLES: Final = {
    Column.NAME: N_("姓名"),
    Column.CERTIFICATE: N_("执法证号"),
    Column.UNIT: N_("单位"),
    Column.LEVEL: N_("层级"),
    Column.DISCIPLINE: N_("执法门类"),
    Column.CITY: N_("市州"),
    Column.BATCH: N_("批次"),
    Column.POST: N_("岗位"),
    Column.EDUCATION: N_("学历"),
    Column.APPOINTED: N_("任职日期"),
    Column.FORMER: N_("原执法证号"),
}

REQUIRED: Final = (Column.NAME, Column.CERTIFICATE, Column.UNIT, Column.LEVEL, Column.DISCIPLINE)

Header = headers.Header[Column]

# Best name first: with both 门类 and 专业 in a file, 专业 is what somebody studied at school.
_ROSTER: Final = Headings(
    {
        Column.NAME: "姓名 执法人员姓名 人员姓名 名字 name",
        Column.CERTIFICATE: "执法证号 执法证件号 执法证件号码 执法证号码 执法证件编号 执法证编号 行政执法证号 证件编号 证件号 证号"
        " certificatenumber certificate",
        Column.UNIT: "单位 所在单位 工作单位 单位名称 所属单位 执法单位 执法机构 unit",
        Column.LEVEL: "层级 单位层级 单位级别 机构层级 级别 level",
        Column.DISCIPLINE: "执法门类 门类 业务门类 执法类别 岗位类别 执法领域 专业 discipline",
        Column.CITY: "市州 市(州) 地市 所属市州 所属地市 地区 city",
        Column.BATCH: "批次 轮训批次 培训批次 batch",
        Column.POST: "岗位 职务 岗位/职务 岗位职务 职务/岗位 post",
        Column.EDUCATION: "学历 文化程度 最高学历 education",
        Column.APPOINTED: "任职日期 任现职日期 任职时间 任现职时间 现任职时间 任命日期 appointed",
        Column.FORMER: "原执法证号 原证号 原证件号 原执法证件号 原执法证件编号 原执法证编号 旧执法证号 旧证号 former",
    },
    REQUIRED,
)


def find_header(rows: Sequence[Sequence[object]], file: str) -> Header:
    """The roster's header, see Headings.find. Raises RosterColumnDoubled."""
    return _ROSTER.find(rows, file)


def is_header(row: Sequence[object], header: Header) -> bool:
    """Whether a row further down repeats the header."""
    return header.repeated_by(row)


def columns_missing(file: str, header: Header) -> RosterColumnsMissing:
    """The error that says which columns were found and which are not there."""
    return RosterColumnsMissing(
        file=file,
        missing="、".join(column.label for column in header.missing),
        found="、".join(header.titles.values()) or _("无"),
    )
