"""Posts, education, days and activities as people write them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from types import SimpleNamespace

import pytest

from jltrain.foreign.table import Cell
from jltrain.ledger.activity import (
    Activity,
    ActivityKind,
    ActivityResult,
    BadActivity,
    activity_from_record,
    activity_from_row,
    activity_kind_of,
    activity_result_of,
    checked,
)
from jltrain.ledger.days import day_of
from jltrain.ledger.education import Education, education_of
from jltrain.ledger.post import PostKind, post_kind
from tests.ledger.ledgers import activity
from tests.ledger.people import officer


@pytest.mark.parametrize(
    ("post", "kind"),
    [
        ("", "officer"), ("执法员", "officer"), ("四级主任科员", "officer"), ("办公室主任", "officer"), ("书记员", "officer"),
        ("党支部书记", "officer"), ("副大队长", "leader"), ("支队长", "leader"), ("局党组书记、局长", "leader"), ("中心主任", "leader"),
        ("一中队中队长", "station_head"), ("检测站副站长", "station_head"), ("所 长", "station_head"),
        ("大队长兼中队长", "leader"), ("办公室主任（班子成员）", "leader"),
    ],
)  # fmt: skip
def test_posts(post: str, kind: str) -> None:
    assert post_kind(post) == kind


def test_a_plans_own_words() -> None:
    words = {PostKind.LEADER: ("办公室主任",)}
    assert post_kind("办公室主任", words) is PostKind.LEADER
    assert post_kind("大队长", words) is PostKind.OFFICER


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("", None), ("大学", "bachelor"), ("大学本科", "bachelor"), ("省委党校本科", "bachelor"), ("大学专科", "college"),
        ("大专", "college"), ("高职", "college"), ("职高", "senior"), ("中专", "senior"), ("高 中", "senior"), ("初中", "junior"),
        ("硕士研究生", "postgraduate"), ("博士", "postgraduate"), ("本科在读", None), ("研究生肄业", None), ("法学", None),
    ],
)  # fmt: skip
def test_education(text: str, level: str | None) -> None:
    assert education_of(text) == (level and Education(level))


def test_levels_of_education_are_in_order() -> None:
    assert [level.rank for level in Education] == [0, 1, 2, 3, 4]
    assert all(education_of(level.label) is level for level in list(Education)[1:])


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (date(2024, 3, 1), "2024-03-01"), (datetime.fromisoformat("2024-03-01T09:00"), "2024-03-01"), (45352, "2024-03-01"),
        (45352.0, "2024-03-01"), ("45352", "2024-03-01"), ("2024-03-01", "2024-03-01"), ("2024/3/1", "2024-03-01"),
        ("２０２４．３．１", "2024-03-01"), ("2024年3月1日", "2024-03-01"), ("20240301", "2024-03-01"), (20240301, "2024-03-01"),
        ("2024-03-01 00:00:00", "2024-03-01"), ("2024-02-30", None), ("2024年3月", None), (2024.1, None), (2024, None),
        ("", None), ("昨天", None), (True, None), (1, None), ("1", None), ("0001-01-01", None), (date(1900, 1, 1), None),
        (99999999999999999999.0, None), (float("inf"), None), ("2024-03-01 09:30", None),
    ],
)  # fmt: skip
def test_days(cell: Cell, day: str | None) -> None:
    found = day_of(cell)
    assert (found and found.isoformat()) == day


def test_numbers_too_small_or_large_are_no_days() -> None:
    assert day_of(18263) is None and day_of(18264) == date(1950, 1, 1) and day_of(73052) is None


def test_months_where_they_are_enough() -> None:
    assert day_of("2019.03", months=True) == day_of("2019年3月", months=True) == date(2019, 3, 1)
    assert day_of(2019.1, months=True) is None and day_of("2019.1", months=True) is None


def test_kinds_and_results_by_every_name() -> None:
    for kind in ActivityKind:
        assert activity_kind_of(kind.value) is kind and activity_kind_of(kind.label) is kind
    for result in ActivityResult:
        assert activity_result_of(result.value) is result and activity_result_of(result.label) is result
    assert activity_kind_of(" 军事 体能 ") is ActivityKind.FITNESS and activity_kind_of("唱歌") is None
    assert activity_result_of("") is ActivityResult.TOOK_PART and activity_result_of("80分") is None


GOOD = activity(officer(1))
TODAY = date(2024, 12, 31)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"certificate": " "}, "证号"), ({"day": date(2025, 1, 1)}, "日期"), ({"day": date(1999, 1, 1)}, "日期"),
        ({"hours": 0.0}, "学时"), ({"hours": -1.0}, "学时"), ({"hours": 1000.5}, "学时"), ({"hours": float("nan")}, "学时"),
        ({"hours": 0.001}, "学时"), ({"title": "　"}, "内容"), ({"signed_by": ""}, "签认"), ({"note": "长" * 201}, "200"),
    ],
)  # fmt: skip
def test_records_that_are_not_taken(change: dict[str, object], word: str) -> None:
    with pytest.raises(BadActivity, match=word):
        checked(replace(GOOD, **change), TODAY)  # type: ignore[arg-type]  # one field or another


def test_records_read_back() -> None:
    made = checked(replace(GOOD, certificate="２２０１ ０００１", title=" 演练　一 ", hours=1.255), TODAY)
    assert (made.certificate, made.title, made.hours) == ("22010001", "演练 一", 1.25)
    assert activity_from_record(made.as_record(), 3) == replace(made, entry=3)
    stored = replace(made, entry=3, undone=True)
    assert activity_from_row(SimpleNamespace(**stored.as_row())) == stored and not stored.holds
    bad: list[Activity | dict[str, object] | None] = [
        None,
        {},
        GOOD.as_record() | {"hours": True},
        GOOD.as_record() | {"note": 1},
    ]
    for record in bad:
        with pytest.raises(ValueError, match=r"record|number|text"):
            activity_from_record(record)
