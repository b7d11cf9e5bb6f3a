"""Payloads to draw, sign and tamper with."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from jltrain.sheet.payload import AreaScore, Incident, Officer, Payload, SectionScore

RARE_NAME = "䶮㛃𬭎𫍣𠀀𪜶𱍐"[:6]
UNIT = "吉林省交通运输综合行政执法局"


def sample(**changes: Any) -> Payload:
    """A plausible sheet of a passed exam."""
    payload = Payload(
        number="JL2026-220100-000123",
        officer=Officer("欧阳䶮", "JL22010004567", "长春市交通运输综合行政执法支队", "city", "highway"),
        session_id="S20261122-01",
        session_title="2026年第四季度全省交通运输执法人员轮训结业考试（长春考点）",
        sitting_id="T-000123",
        paper_title="公路路政执法人员轮训结业试卷（A卷）",
        paper_digest="3f" * 32,
        rule="subset",
        minutes=90,
        started="2026-11-22T01:00:00.000Z",
        submitted="2026-11-22T02:21:32.456Z",
        submitted_by="officer",
        used_seconds=4892,
        sections=(
            SectionScore("单项选择题", 30, 27, 54, 60),
            SectionScore("多项选择题", 15, 10, 47, 60),
            SectionScore("判断题", 20, 18, 36, 40),
            SectionScore("案例分析题", 4, 2, 32, 40),
        ),
        areas=(
            AreaScore("highway", 80, 100),
            AreaScore("law", 41, 48),
            AreaScore("thought", 20, 20),
            AreaScore("procedure", 28, 32),
        ),
        halves=169,
        full_halves=200,
        pass_halves=120,
        passed=True,
        incidents=(
            Incident("2026-11-22T01:20:00.000Z", "focus_lost", "答题窗口失去焦点 4 秒。"),
            Incident(
                "2026-11-22T01:45:10.000Z", "extended", "监考员王丽批准延长 5 分钟，原因：考点断电 5 分钟后恢复供电。"
            ),
        ),
        log_digest="9ac1" * 16,
        issued="2026-11-22T02:30:00.000Z",
        issuer=UNIT,
    )
    return replace(payload, **changes)


def named(name: str, unit: str | None = None, **changes: Any) -> Payload:
    """The sample for another officer."""
    base = sample(**changes)
    return replace(base, officer=replace(base.officer, name=name, unit=unit or base.officer.unit))


def eventful(count: int, **changes: Any) -> Payload:
    """The sample with many incidents."""
    text = "答题窗口失去焦点 12 秒，监考员提醒后返回考试界面继续作答。"
    return sample(
        incidents=tuple(
            Incident(f"2026-11-22T01:{i % 60:02d}:00.000Z", "focus_lost", f"第 {i + 1} 次：{text}")
            for i in range(count)
        ),
        **changes,
    )
