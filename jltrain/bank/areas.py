"""The ten areas of the training and the three levels of post, as the policy names them.

Source: 吉交法规〔2021〕161号, item 6 (six disciplines), items 3, 4, 7 and 11 (the common part).
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from jltrain.i18n import N_, _


class Area(StrEnum):
    """A discipline of enforcement or one area of the common part."""

    HIGHWAY = "highway"
    TRANSPORT = "transport"
    WATERWAY = "waterway"
    PORT = "port"
    MARITIME = "maritime"
    QUALITY = "quality"
    LAW = "law"
    THOUGHT = "thought"
    CONDUCT = "conduct"
    PROCEDURE = "procedure"

    @property
    def label(self) -> str:
        """What the screen says."""
        return _(AREA_NAMES[self])


AREA_NAMES: Final = {
    Area.HIGHWAY: N_("公路路政"),
    Area.TRANSPORT: N_("道路运政"),
    Area.WATERWAY: N_("航道行政"),
    Area.PORT: N_("港口行政"),
    Area.MARITIME: N_("地方海事行政"),
    Area.QUALITY: N_("交通工程质量监督"),
    Area.LAW: N_("综合法律知识"),
    Area.THOUGHT: N_("习近平法治思想与政治素质"),
    Area.CONDUCT: N_("职业道德与执法风纪"),
    Area.PROCEDURE: N_("执法程序与文书"),
}

DISCIPLINES: Final = (Area.HIGHWAY, Area.TRANSPORT, Area.WATERWAY, Area.PORT, Area.MARITIME, Area.QUALITY)
COMMON: Final = (Area.LAW, Area.THOUGHT, Area.CONDUCT, Area.PROCEDURE)


class Level(StrEnum):
    """The level of the unit in which an officer serves."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"

    @property
    def label(self) -> str:
        """What the screen says."""
        return _(_LEVEL_LABELS[self])


_LEVEL_LABELS: Final = {Level.PROVINCE: N_("省"), Level.CITY: N_("市"), Level.COUNTY: N_("县")}


def area_from(text: str) -> Area | None:
    """The area that a key or a Chinese name (exact, or a start of it of two or more characters) means."""
    word = text.strip()
    for area in Area:
        name = AREA_NAMES[area]
        if word in (area.value, name) or (len(word) >= 2 and name.startswith(word)):
            return area
    return None


def level_from(text: str) -> Level | None:
    """The level that a key or a Chinese word (省, 省级, 市, 市（州）, 县区 …) means."""
    word = text.strip()
    for level in Level:
        if word == level.value or word.startswith(_LEVEL_LABELS[level]):
            return level
    return Level.CITY if word.startswith("州") else Level.COUNTY if word.startswith("区") else None
