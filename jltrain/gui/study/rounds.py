"""The round of practice under way. It outlives the page: the window builds its pages anew when theme, size or
language change, and nobody should lose his place by that."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final
from weakref import WeakKeyDictionary

from jltrain.app.context import Context
from jltrain.app.study import Practice
from jltrain.bank.question import Question, Response
from jltrain.gui.study.practice_chooser import Choice
from jltrain.practice.attempt import Attempt

_UNDER_WAY: Final[WeakKeyDictionary[Context, Round]] = WeakKeyDictionary()


@dataclass(slots=True)
class Round:
    """`questions` are those shown so far; `given` what was answered, confirmed or not; `attempts` what it was
    worth. `choice` is what another round would be drawn from."""

    practice: Practice
    learner: str
    title: str
    choice: Choice | None
    questions: dict[str, Question] = field(default_factory=dict)
    given: dict[str, dict[str, Response]] = field(default_factory=dict)
    attempts: dict[str, tuple[Attempt, ...]] = field(default_factory=dict)


def keep(context: Context, begun: Round) -> None:
    """Remember the round that has begun."""
    _UNDER_WAY[context] = begun


def forget(context: Context) -> None:
    """The round is over."""
    _UNDER_WAY.pop(context, None)


def under_way(context: Context, learner: str) -> Round | None:
    """The round that this learner has begun and not ended."""
    begun = _UNDER_WAY.get(context)
    return begun if begun is not None and begun.learner == learner else None
