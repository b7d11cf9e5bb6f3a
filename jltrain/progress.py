"""How long work tells how far it is, and how it is stopped.

The library calls `report(Step(...))` now and then; the face behind it draws a bar or emits a signal,
and raises `Cancelled` from inside the call when the user has asked to stop.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """`done` of `total` (0: unknown) things are finished; `text` names the one at hand."""

    done: int
    total: int
    text: str = ""


class Cancelled(Exception):
    """The user stopped the work; whatever was in a transaction is undone."""


Report = Callable[[Step], None]


def silent(step: Step) -> None:
    """A Report for nobody."""
