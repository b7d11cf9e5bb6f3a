"""The words of template 2: how the facts of a payload read on the page.

Always Chinese and never translated, whatever language the screen speaks: the page is rebuilt from the data on other
PCs and must come out the same. For the same reason these words are written here and not borrowed from other rooms.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

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

WHO: Final = "一、应考人员"
WHAT: Final = "二、考试情况"
RESULT: Final = "三、成绩"
INCIDENTS: Final = "四、考试过程记录"
NAME, CERTIFICATE, UNIT = "姓名", "执法证号", "所在单位"
LEVEL, DISCIPLINE = "单位层级", "执法门类"
SESSION, PAPER, PAPER_DIGEST = "考试场次", "试卷", "试卷摘要"
ALLOWED, USED, STARTED, SUBMITTED = "规定用时", "实际用时", "开始时间", "交卷时间"
HOW, SITTING, RULE = "交卷方式", "作答编号", "多选题计分"
PARTS: Final = ("序号", "部分", "题数", "全对题数", "满分", "得分")
SUM: Final = "合计"
BY_AREA: Final = "按知识领域"
RECORD: Final = ("序号", "时间", "事项")
NO_RECORD: Final = "考试过程中没有需要记录的情况。"
LOG_DIGEST: Final = "记录摘要"
PASSED, FAILED = "合格", "不合格"
ISSUER: Final = "签发单位："
ATTESTATION: Final = (
    "本成绩单由签发单位电子签名，页面内容与所附数据（score.json）一并受签名保护，任何改动都会使签名失效。"
    "以通过验证的电子文件为准，打印件仅供查阅。"
)


def numbered(number: str, version: int) -> str:
    """The sheet's number and version."""
    return f"编号：{number}　版次：第 {version} 版"


def issued_on(iso: str) -> str:
    """The day of issue, for the head."""
    return f"签发日期：{date(iso)}"


def issued_at(iso: str) -> str:
    """The moment of issue, for the foot."""
    return f"签发时间：{moment(iso)}（北京时间）"


def correction(version: int, replaces: str, reason: str) -> str:
    """What stands below the title of a corrected sheet."""
    return f"更正成绩单（第 {version} 版）替代 {replaces}，更正原因：{reason}"


def session(title: str, session_id: str) -> str:
    """The session with its id."""
    return f"{title}（{session_id}）"


def unit_code(code: str) -> str:
    """Behind the issuer's name; nothing where the certificate binds no code."""
    return f"（单位代码 {code}）" if code else ""


def boxed(points: str) -> str:
    """About characters that no shipped font has."""
    return f"页面上显示为方框的字不在字库中，其编码为 {points}，以所附数据为准。"


def digest_line(digest: str) -> str:
    """The digest of the attached data."""
    return f"数据摘要 {grouped(digest)}"


def folio(page: int, pages: int) -> str:
    """At the foot of a page."""
    return f"第 {page} 页　共 {pages} 页"


def footer(number: str) -> str:
    """At the foot of a page, at the left."""
    return f"编号 {number}"


def continued() -> str:
    """At the head of all pages but the first."""
    return f"{TITLE}（续）"


def total(halves: int) -> str:
    """The marks, large."""
    return f"总分 {marks(halves)} 分"


def pass_mark(halves: int) -> str:
    """What it takes to pass."""
    return f"合格线 {marks(halves)} 分"


def area(key: str, halves: int, full_halves: int) -> str:
    """One area's marks."""
    return f"{AREAS.get(key, key)} {marks(halves)}/{marks(full_halves)}"


def marks(halves: int) -> str:
    """Half marks as marks: 173 -> "86.5", 172 -> "86"."""
    return f"{halves // 2}.5" if halves % 2 else str(halves // 2)


def minutes(allowed: int) -> str:
    """The time allowed."""
    return f"{allowed} 分钟"


def duration(seconds: int) -> str:
    """5252 -> "87 分 32 秒"."""
    return f"{seconds // 60} 分 {seconds % 60} 秒"


def grouped(digest: str, size: int = 8) -> str:
    """A digest in groups, to be compared by eye."""
    return " ".join([digest[i : i + size] for i in range(0, len(digest), size)])


_EAST: Final = timedelta(hours=8)
"""Beijing time; the payload's moments are UTC."""


def moment(iso: str) -> str:
    """A moment to the second in Beijing time: 2026年11月22日 09:05:00."""
    t = datetime.fromisoformat(iso) + _EAST
    return f"{t.year}年{t.month}月{t.day}日 {t.hour:02d}:{t.minute:02d}:{t.second:02d}"


def date(iso: str) -> str:
    """The day of a moment in Beijing: 2026年11月22日."""
    t = datetime.fromisoformat(iso) + _EAST
    return f"{t.year}年{t.month}月{t.day}日"


def pdf_date(iso: str) -> bytes:
    """A PDF date (ISO 32000-1, 7.9.4) in Beijing time."""
    t = datetime.fromisoformat(iso) + _EAST
    return b"(D:%04d%02d%02d%02d%02d%02d+08'00')" % (t.year, t.month, t.day, t.hour, t.minute, t.second)
