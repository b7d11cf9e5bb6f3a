"""How officers stand in a cycle, one by one and counted: the values that coverage is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any, Final

from jltrain.bank.areas import Area, Level
from jltrain.i18n import N_, _
from jltrain.ledger.education import Education
from jltrain.ledger.post import PostKind


class Status(StrEnum):
    """How an officer stands in the cycle. All but `DONE` are reasons why he is missing.

    PARTLY: the exam in his own discipline is passed, something else that counts is not done.
    """

    DONE = "done"
    PARTLY = "partly"
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
    Status.PARTLY: N_("部分完成"),
    Status.FAILED: N_("不合格（可补考）"),
    Status.DOUBTFUL: N_("成绩待核实"),
    Status.OTHER_DISCIPLINE: N_("门类不符"),
    Status.ABSENT: N_("未参加"),
}


@dataclass(frozen=True, slots=True)
class Tally:
    """Officers counted by standing; `required` is the sum of the others."""

    required: int = 0
    done: int = 0
    failed: int = 0
    doubtful: int = 0
    other_discipline: int = 0
    absent: int = 0
    partly: int = 0

    @property
    def missing(self) -> int:
        return self.required - self.done

    @property
    def rate(self) -> float:
        """Done of required, 0.0 to 1.0; 0.0 when nobody is required."""
        return self.done / self.required if self.required else 0.0


@dataclass(frozen=True, slots=True)
class Group:
    """One row of a table: `key` is the unit's, city's or batch's name or the key of level or discipline.

    `overdue` counts those missing whose day has passed, `recent` those done since the due date before.
    """

    key: str
    label: str
    tally: Tally
    overdue: int = 0
    recent: int = 0


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


@dataclass(frozen=True, slots=True)
class Standing:
    """A row of the standing table: one officer in the cycle that begins with the year `cycle`.

    `done_on`, `done_year` (0): the day on which the last thing that counts was done. `failed_year` (0): the year of
    the last failed exam of the cycle in his discipline, whatever the status (filter by it). `missing`: ids of
    requirement.Part, also of those that do not count; a quarterly requirement is there as its bare id and its
    quarters are in `quarters`: for each quarter of the cycle "1" done, "0" not, "-" not needed (before the post), "" for
    who need not at all. `due`: while not done, the day by which the first missing thing that counts is due; once done,
    the first such day that he overran, or, when he overran none, the last: so done_on <= due says "in time".
    Attempts, best marks (half marks, -1 without an attempt) and `last_day` speak of counting sheets in his own
    discipline; `sheet_number` is that of the first pass, "" without one.
    """

    cycle: int
    certificate: str
    name: str
    unit: str
    city: str
    level: Level
    discipline: Area
    batch: str
    post_kind: PostKind
    education: Education | None
    status: Status
    done_on: date | None = None
    failed_year: int = 0
    missing: tuple[str, ...] = ()
    due: date | None = None
    quarters: str = ""
    attempts: int = 0
    best_halves: int = -1
    best_full: int = -1
    last_day: date | None = None
    sheet_number: str = ""

    @property
    def done(self) -> bool:
        return self.status is Status.DONE

    @property
    def done_year(self) -> int:
        return self.done_on.year if self.done_on else 0

    @property
    def in_time(self) -> bool:
        """Whether everything that counts was done by its day."""
        return self.done_on is not None and self.due is not None and self.done_on <= self.due

    def overdue(self, today: date) -> bool:
        """Whether something that counts is missing although its day has passed."""
        return not self.done and self.due is not None and self.due < today

    def as_row(self) -> dict[str, Any]:
        """Column -> value of the standing table: days as ISO text ("" for none), keys of enums, missing joined by ","."""
        days = {
            name: day.isoformat() if (day := getattr(self, name)) else "" for name in ("done_on", "due", "last_day")
        }
        return {
            "cycle": self.cycle,
            "certificate": self.certificate,
            "name": self.name,
            "unit": self.unit,
            "city": self.city,
            "level": self.level.value,
            "discipline": self.discipline.value,
            "batch": self.batch,
            "post_kind": self.post_kind.value,
            "education": self.education.value if self.education else "",
            "status": self.status.value,
            "done_year": self.done_year,
            "failed_year": self.failed_year,
            "missing": ",".join(self.missing),
            "quarters": self.quarters,
            "attempts": self.attempts,
            "best_halves": self.best_halves,
            "best_full": self.best_full,
            "sheet_number": self.sheet_number,
            **days,
        }


def standing_from_row(row: Any) -> Standing:
    """From a row of the standing table (attributes by column name)."""
    return Standing(
        cycle=row.cycle,
        certificate=row.certificate,
        name=row.name,
        unit=row.unit,
        city=row.city,
        level=Level(row.level),
        discipline=Area(row.discipline),
        batch=row.batch,
        post_kind=PostKind(row.post_kind),
        education=Education(row.education) if row.education else None,
        status=Status(row.status),
        done_on=_day(row.done_on),
        failed_year=row.failed_year,
        missing=tuple(filter(None, row.missing.split(","))),
        due=_day(row.due),
        quarters=row.quarters,
        attempts=row.attempts,
        best_halves=row.best_halves,
        best_full=row.best_full,
        last_day=_day(row.last_day),
        sheet_number=row.sheet_number,
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
