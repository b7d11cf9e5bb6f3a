"""How far an officer has read a chapter, and when it counts as read.

A chapter counts as read when the end has been seen (95 % of the scroll range, since footers are skipped)
and at least a third of the author's minutes were spent. Our chapters allow about 125 characters a minute;
a third of the time is then 375, half as fast again as Chinese adults read aloud on average (255 ± 29
characters a minute, Trauzettel-Klosinski & Dietz 2012, IReST). Nobody who reads is held up; who drags the
bar to the end is.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from jltrain.clock import iso

END: Final = 0.95
SHARE_OF_MINUTES: Final = 1 / 3
LONGEST_STEP: Final = 120.0
"""Seconds that one call can add: longer means that the page stood open and nobody read."""


@dataclass(frozen=True, slots=True)
class ReadingProgress:
    """`furthest` 0..1 of the scroll range; `seconds` spent in all; `finished_at` an ISO text, or "" ."""

    chapter_id: str
    furthest: float = 0.0
    seconds: float = 0.0
    finished_at: str = ""

    @property
    def finished(self) -> bool:
        return bool(self.finished_at)


def advance(progress: ReadingProgress, position: float, seconds: float, now: datetime, minutes: int) -> ReadingProgress:
    """The progress after `seconds` more on the page with `position` (0..1) seen; `minutes` is the chapter's.

    Nothing ever goes down, and what was finished stays finished at its first moment. Values outside their
    range, or no number at all, are brought into it.
    """
    furthest = max(progress.furthest, _within(position, 1.0))
    spent = progress.seconds + _within(seconds, LONGEST_STEP)
    done = furthest >= END and spent >= minutes * 60 * SHARE_OF_MINUTES
    finished_at = progress.finished_at or (iso(now) if done else "")
    return replace(progress, furthest=furthest, seconds=spent, finished_at=finished_at)


def _within(value: float, high: float) -> float:
    return 0.0 if math.isnan(value) else min(max(value, 0.0), high)
