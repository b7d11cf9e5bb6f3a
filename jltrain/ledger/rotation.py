"""What a rotation plan is: batches, yearly targets, and what is asked of each kind of post. plan.py reads it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Final

import orjson

from jltrain.bank.areas import Area, Level
from jltrain.ledger.cycle import Cycle
from jltrain.ledger.education import TARGET, Education
from jltrain.ledger.post import POST_WORDS, PostKind, PostWords
from jltrain.ledger.requirement import DEFAULT_REQUIREMENTS, Requirement

COMMEND_SHARE: Final = Fraction(9, 10)
RULES: Final = 2
"""Raised when `stand` comes to judge differently: standings of before are stale then."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Those of these levels and disciplines train from `first_day` to `last_day`."""

    name: str
    levels: tuple[Level, ...]
    disciplines: tuple[Area, ...]
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class RotationPlan:
    """`targets` gives for each year of the cycle the share (0 to 1) to be done by its end; the last is 1.

    `post_words`, see post.py; `commend_share`: the share of full marks from which somebody is commended.
    """

    title: str
    cycle: Cycle
    targets: Mapping[int, Fraction]
    batches: tuple[Batch, ...]
    example: bool = False
    requirements: tuple[Requirement, ...] = DEFAULT_REQUIREMENTS
    post_words: PostWords = field(default_factory=lambda: POST_WORDS)
    education_target: Education = TARGET
    commend_share: Fraction = COMMEND_SHARE

    def for_cycle(self, cycle: Cycle) -> RotationPlan:
        """The plan itself in its own cycle; in another, what it asks without its batches and targets."""
        return self if cycle == self.cycle else replace(self, cycle=cycle, targets={}, batches=())

    def requirements_for(self, kind: PostKind) -> tuple[Requirement, ...]:
        """What this kind of post has to do, in the order of the plan."""
        return tuple(requirement for requirement in self.requirements if kind in requirement.posts)

    def digest(self) -> str:
        """SHA-256 of all that standings depend on: what was computed under another digest is stale."""
        needs = [asdict(requirement) | {"title": ""} for requirement in self.requirements]
        words = {kind.value: self.post_words.get(kind, ()) for kind in PostKind}
        cycle = [self.cycle.first_year, self.cycle.last_year]
        batches = [asdict(batch) for batch in self.batches]
        said = orjson.dumps([RULES, cycle, batches, needs, words], default=str, option=orjson.OPT_SORT_KEYS)
        return hashlib.sha256(said).hexdigest()

    def target_by(self, day: date) -> Fraction:
        """The share to be done by the end of the last year that is over on `day`; 0 before there is one."""
        return max((share for year, share in self.targets.items() if date(year, 12, 31) <= day), default=Fraction(0))


def default_plan(cycle: Cycle) -> RotationPlan:
    """What the policy says, for a cycle without a plan file."""
    return RotationPlan(cycle.label, cycle, {}, ())
