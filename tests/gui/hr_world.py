"""A few officers and how they stand, for the tests of coverage, transcript and reports: made by the app, without files."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from jltrain.app import activities
from jltrain.app.activities import Activity, ActivityKind, ActivityResult
from jltrain.app.context import Context
from jltrain.bank.areas import Area, Level
from jltrain.ledger.rowreader import RosterRow
from tests.app.ledger_world import UNIT, attested, enrol, take

BRANCH = "榆树市交通运输综合行政执法大队"


def officer(
    number: int, name: str, unit: str = UNIT, area: Area = Area.HIGHWAY, education: str = "", post: str = ""
) -> RosterRow:
    level = Level.CITY if unit == UNIT else Level.COUNTY
    return RosterRow(name, f"220100{number:02d}", unit, level, area, "长春市", post=post, education=education)


OFFICERS = (
    officer(1, "张三", education="本科"),
    officer(2, "王䶮", area=Area.TRANSPORT, education="大专"),
    officer(3, "李𫍣", BRANCH, Area.PORT, education="高中"),
    officer(4, "㛃𬭎", BRANCH, Area.MARITIME),
    officer(5, "李𫍣", BRANCH, post="大队长"),
    officer(6, "赵六", BRANCH, post="站长"),
)
"""Done; partly (one exam lacks 思想); failed; name differs; another discipline, a leader; never came, heads a station."""


def filled(context: Context) -> None:
    """One officer in each standing."""
    enrol(context, *OFFICERS)
    failed = attested(OFFICERS[2], "S3", passed=False)
    partly = attested(OFFICERS[1], "S2")
    other = attested(OFFICERS[4], "S5")
    strange = attested(OFFICERS[3], "S4")
    take(
        context,
        attested(OFFICERS[0], "S1", days=400),
        replace(partly, areas=tuple(area for area in partly.areas if area.area != "thought")),
        replace(failed, areas=tuple(replace(area, halves=12) for area in failed.areas)),
        replace(strange, officer=replace(strange.officer, name="别人")),
        replace(other, officer=replace(other.officer, discipline="port")),
        attested(officer(99, "生客"), "S9"),
    )
    drill = Activity(
        "", ActivityKind.DRILL, date(2025, 5, 6), 8.0, ActivityResult.TOOK_PART, "春季集中训练", "王教官", "训练场", ""
    )
    activities.add(context, drill, [OFFICERS[0].certificate])
