"""How plots look in files that are handed in: series told apart by grey and hatching when printed in black, round scales.

Screen, xlsx and PDF draw the same plots; the looks here are those of paper and Excel.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import Final

from jltrain.ledger.report import Plot, Tone

PIECE: Final = 40
"""No chart has more labels than this: a plot of more is drawn in pieces."""


class Hatch(StrEnum):
    """Lines over a fill."""

    NONE = "none"
    RISING = "rising"
    FALLING = "falling"
    CROSSED = "crossed"


class Marker(StrEnum):
    """What stands at the points of a line; the values are Excel's names."""

    CIRCLE = "circle"
    SQUARE = "square"
    TRIANGLE = "triangle"
    DIAMOND = "diamond"


@dataclass(frozen=True, slots=True)
class Look:
    """`fill` and `ink` as #RRGGBB: of an area, and of its hatching, its edge and of a line."""

    fill: str
    ink: str
    hatch: Hatch
    marker: Marker
    dashed: bool = False

    @property
    def dark(self) -> bool:
        """Whether white text is to stand on it."""
        red, green, blue = (int(self.fill[n : n + 2], 16) for n in (1, 3, 5))
        return self.hatch is Hatch.NONE and 0.3 * red + 0.59 * green + 0.11 * blue < 128


LOOKS: Final = {
    Tone.GOOD: Look("#2F5C8F", "#1F3F63", Hatch.NONE, Marker.CIRCLE),
    Tone.WARN: Look("#F3DDB3", "#8A6414", Hatch.RISING, Marker.TRIANGLE),
    Tone.BAD: Look("#F6D5D0", "#A33A2C", Hatch.CROSSED, Marker.SQUARE),
    Tone.MUTED: Look("#E4E6E9", "#6B7280", Hatch.NONE, Marker.DIAMOND),
    Tone.PLAIN: Look("#9DB7D5", "#3D5F86", Hatch.NONE, Marker.CIRCLE),
    Tone.TARGET: Look("#FFFFFF", "#333333", Hatch.NONE, Marker.DIAMOND, dashed=True),
}


def looks(plot: Plot) -> tuple[Look, ...]:
    """The look of each series; of two that mean the same, the second is hatched otherwise."""
    seen: list[Tone] = []
    made: list[Look] = []
    for series in plot.series:
        look = LOOKS[series.tone]
        made.append(replace(look, hatch=Hatch.FALLING, marker=Marker.DIAMOND) if series.tone in seen else look)
        seen.append(series.tone)
    return tuple(made)


def pieces(plot: Plot, most: int = PIECE) -> tuple[range, ...]:
    """The labels of the plot in stretches of at most `most`, as equal as can be."""
    count = len(plot.labels)
    number = -(-count // most)
    ends = [count * n // number for n in range(number + 1)] if number else []
    return tuple(range(start, end) for start, end in pairwise(ends))


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis from 0 to `top` in `steps` equal steps."""

    top: float
    steps: int

    @property
    def ticks(self) -> tuple[float, ...]:
        return tuple(self.top * n / self.steps for n in range(self.steps + 1))


def scale_for(most: float) -> Scale:
    """A round scale that holds `most` things counted, in at most six steps of whole numbers."""
    step = next(s * 10**power for power in range(16) for s in (1, 2, 5) if most <= 6 * s * 10**power)
    steps = max(1, -int(-most // step))
    return Scale(float(step * steps), steps)
