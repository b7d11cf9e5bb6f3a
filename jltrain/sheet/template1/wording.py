"""The words of template 1: how the facts of a payload read on the page.

Always Chinese and never translated, whatever language the screen speaks: the page is rebuilt from the data on other
PCs and must come out the same. For the same reason these words are written here and not borrowed from other rooms,
and a changed word is a new template.
"""

from __future__ import annotations

from typing import Final

from jltrain.clock import BEIJING, parse_iso

TITLE: Final = "交通运输执法人员考试成绩单"

LEVELS: Final = {"province": "省级", "city": "市级", "county": "县级"}

AREAS: Final = {
    "highway": "公路路政",
    "transport": "道路运政",
    "waterway": "航道行政",
    "port": "港口行政",
    "maritime": "地方海事行政",
    "quality": "交通工程质量监督",
    "law": "综合法律知识",
    "thought": "习近平法治思想与政治素质",
    "conduct": "职业道德与执法风纪",
    "procedure": "执法程序与文书",
}

RULES: Final = {
    "all_or_nothing": "多选题全部选对得分，多选、少选、错选均不得分",
    "subset": "多选题全部选对得满分，少选且无错选得一半分，有错选不得分",
    "proportional": "多选题无错选时按选对比例得分，有错选不得分",
    "right_minus_wrong": "多选题按选对数减选错数的比例得分，最低零分",
}
"""The same sentences as paper.marks.MultipleRule has on the paper and the confirmation screen."""

SUBMITTED_BY: Final = {"officer": "本人交卷", "time": "到时自动交卷", "invigilator": "监考员收卷"}

ATTESTATION: Final = (
    "本成绩单由签发单位电子签名，页面内容与所附数据（score.json）一并受签名保护，任何改动都会使签名失效。"
    "以通过验证的电子文件为准，打印件仅供查阅。"
)


def marks(halves: int) -> str:
    """Half marks as marks: 173 -> "86.5", 172 -> "86"."""
    sign, whole = "-" if halves < 0 else "", abs(halves)
    return f"{sign}{whole // 2}{'.5' if whole % 2 else ''}"


def moment(iso: str) -> str:
    """A moment to the second in Beijing time: 2026年11月22日 09:05:00."""
    t = parse_iso(iso).astimezone(BEIJING)
    return f"{t.year}年{t.month}月{t.day}日 {t.hour:02d}:{t.minute:02d}:{t.second:02d}"


def date(iso: str) -> str:
    """The day of a moment in Beijing: 2026年11月22日."""
    return moment(iso).split(" ")[0]


def duration(seconds: int) -> str:
    """5252 -> "87 分 32 秒"."""
    return f"{seconds // 60} 分 {seconds % 60} 秒"


def grouped(digest: str, size: int = 8) -> str:
    """A digest in groups, to be compared by eye."""
    return " ".join(digest[i : i + size] for i in range(0, len(digest), size))
