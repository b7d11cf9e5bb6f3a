"""How officers stand in a cycle, one by one and counted: the values that coverage is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Final

from jltrain.i18n import N_, _
from jltrain.ledger.training import Officer, TrainingResult


class Status(StrEnum):
    """How an officer stands in the cycle. All but `DONE` are reasons why he is missing."""

    DONE = "done"
    FAILED = "failed"
    DOUBTFUL = "doubtful"
    OTHER_DISCIPLINE = "other-discipline"
    ABSENT = "absent"

    @property
    def label(self) -> str:
        """What the screen says."""
        return _(_STATUS_LABELS[self])


_STATUS_LABELS: Final = {
    Status.DONE: N_("已完成"),
    Status.FAILED: N_("不合格（可补考）"),
    Status.DOUBTFUL: N_("成绩待核实"),
    Status.OTHER_DISCIPLINE: N_("门类不符"),
    Status.ABSENT: N_("未参加"),
}


class DoubtKind(StrEnum):
    """Why a result within the cycle does not count yet."""

    NAME_DIFFERS = "name-differs"
    FUTURE = "future"

    @property
    def label(self) -> str:
        """What the screen says."""
        return _(_DOUBT_LABELS[self])


_DOUBT_LABELS: Final = {DoubtKind.NAME_DIFFERS: N_("姓名与名册不一致"), DoubtKind.FUTURE: N_("考试日期晚于今天")}


@dataclass(frozen=True, slots=True)
class Doubt:
    """A result that HR has to look at; `officer` is the one of the roster with its certificate number."""

    kind: DoubtKind
    result: TrainingResult
    officer: Officer


@dataclass(frozen=True, slots=True)
class OfficerLine:
    """One officer's standing. Everything but `doubts` speaks of sound results in his own discipline.

    `passed_on` and `sheet_number` are those of the first pass (None, "" when there is none); best marks are the
    highest share of full marks, in half marks (None without an attempt).
    """

    officer: Officer
    status: Status
    passed_on: date | None = None
    sheet_number: str = ""
    best_halves: int | None = None
    best_full_halves: int | None = None
    attempts: int = 0
    last_attempt: date | None = None
    doubts: tuple[Doubt, ...] = ()

    @property
    def done(self) -> bool:
        return self.status is Status.DONE


@dataclass(frozen=True, slots=True)
class Tally:
    """Officers counted by standing; `required` is the sum of the others."""

    required: int = 0
    done: int = 0
    failed: int = 0
    doubtful: int = 0
    other_discipline: int = 0
    absent: int = 0

    @property
    def missing(self) -> int:
        return self.required - self.done

    @property
    def rate(self) -> float:
        """Done of required, 0.0 to 1.0; 0.0 when nobody is required."""
        return self.done / self.required if self.required else 0.0


@dataclass(frozen=True, slots=True)
class Group:
    """One row of a table: `key` is the unit's, city's or batch's name or the key of level or discipline."""

    key: str
    label: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class YearTally:
    """One year of the cycle. `done` are first passes within it, `failed` those missing whose last attempt
    was within it; over the years both add up to the total. `target` is the planned share by the year's end.
    """

    year: int
    required: int
    done: int
    failed: int
    done_by_end: int
    target: Fraction | None = None

    @property
    def rate(self) -> float:
        """Done by the end of the year of all required, 0.0 to 1.0."""
        return self.done_by_end / self.required if self.required else 0.0

    @property
    def target_count(self) -> int | None:
        """Officers to be done by the end of the year, rounded up."""
        return None if self.target is None else -(-self.target.numerator * self.required // self.target.denominator)
