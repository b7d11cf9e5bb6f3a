"""Whom the walk examines, and whom HR has on its roster: not quite the same, as in life."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

CITIES = ("长春市", "吉林市", "通化市", "白城市")
UNITS = (
    ("长春市交通运输综合行政执法支队", "长春市", "市"),
    ("吉林市交通运输综合行政执法支队", "吉林市", "市"),
    ("通化市交通运输综合行政执法支队", "通化市", "市"),
    ("前郭尔罗斯蒙古族自治县交通运输综合行政执法大队", "松原市", "县"),
    ("延边州交通运输综合行政执法支队", "延边州", "市"),
    ("白城市洮北区交通运输综合行政执法大队", "白城市", "县"),
)
NAMES = ("王秀兰", "李志强", "张伟", "刘𬭎", "陈静", "杨㛃", "赵国庆", "黄海燕", "周𫍣", "吴䶮", "徐明", "孙丽")
"""Those examined."""
OTHERS = ("郑凯", "冯玉梅", "褚建国", "卫东", "蒋雪", "沈阳", "韩冰", "朱红军", "秦岭", "许文", "何平", "吕梁")
AREAS = ("公路路政", "道路运政", "航道行政", "港口行政", "地方海事行政", "交通工程质量监督")
HEAD = ("姓名", "执法证号", "单位", "市州", "层级", "执法门类", "批次", "学历", "岗位")


def certificate(number: int) -> str:
    return f"2201{number + 1:04d}"


def examined(file: Path) -> Path:
    """The twelve for the session."""
    rows = [
        (name, certificate(n), *_unit(n), "公路路政", "第一批", "本科" if n % 3 else "大专", "")
        for n, name in enumerate(NAMES)
    ]
    return _write(file, rows)


def roster(file: Path) -> Path:
    """HR's: one of the twelve by another name, one missing, the others, and two rows that cannot be taken."""
    rows = [
        (
            "张玮" if name == "张伟" else name,
            certificate(n),
            *_unit(n),
            "公路路政",
            "第一批",
            "本科" if n % 3 else "大专",
            "",
        )
        for n, name in enumerate(NAMES)
        if name != "孙丽"
    ]
    for n, name in enumerate(OTHERS * 3, len(NAMES)):
        post = "大队长" if n % 9 == 0 else "站长" if n % 9 == 4 else ""
        batch = ("第一批", "第二批", "第三批")[n % 3]
        rows.append((name, certificate(n), *_unit(n), AREAS[n % 6], batch, ("高中", "大专", "本科", "")[n % 4], post))
    rows.append(("缺证号", "", *_unit(1), "公路路政", "第一批", "", ""))
    rows.append(("错门类", "22019999", *_unit(2), "铁路行政", "第一批", "", ""))
    return _write(file, rows)


def trainings(file: Path) -> Path:
    """What a unit sends in."""
    head = ("执法证号", "姓名", "活动类型", "日期", "学时", "活动内容", "结果", "签认人", "地点", "备注")
    rows = [
        (certificate(n), NAMES[n], "体能训练", "2026-05-06", 8, "春季体能测试", "合格", "赵主任", "训练场", "")
        for n in range(6)
    ]
    rows.append(("99999999", "查无此人", "法治讲座", "2026-05-07", 2, "行政处罚法讲座", "参加", "赵主任", "", ""))
    rows.append((certificate(6), NAMES[6], "法治讲座", "没有日期", 2, "行政处罚法讲座", "参加", "赵主任", "", ""))
    return _write(file, rows, head)


def _unit(number: int) -> tuple[str, str, str]:
    return UNITS[number % len(UNITS)]


def _write(file: Path, rows: Sequence[tuple[object, ...]], head: tuple[str, ...] = HEAD) -> Path:
    with xlsxwriter.Workbook(str(file)) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate((head, *rows)):
            sheet.write_row(at, 0, row)
    return file
