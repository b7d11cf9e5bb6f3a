"""One question as texts, before anybody decided what it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from jltrain.bank.intake.doubts import Doubt
from jltrain.bank.intake.found import FoundPicture
from jltrain.bank.question import Kind


@dataclass(slots=True)
class Draft:
    """One question as texts. `answers`: each answer the file gives, raw. `letters`: the options' letters as written
    (() when they had none). `chosen`: letters of options that carry a note (正确答案); `set_off`: those in colour or bold.
    `underlined`: underlined texts, each with how many times it came before in the stem. `letters_judge`: the file says
    that A is right and B wrong. `kind`: what stands with the question; `heading_kind`: what the heading says.
    """

    stem: str
    options: Sequence[str] = ()
    letters: Sequence[str] = ()
    answers: list[str] = field(default_factory=list)
    explanation: str = ""
    basis: str = ""
    kind: str = ""
    heading_kind: Kind | None = None
    difficulty: str = ""
    topic: str = ""
    section: str = ""
    number: str = ""
    id: str = ""
    discipline: str = ""
    pictures: tuple[FoundPicture, ...] = ()
    doubts: list[Doubt] = field(default_factory=list)
    chosen: tuple[str, ...] = ()
    set_off: tuple[str, ...] = ()
    letters_judge: bool = False
    underlined: tuple[tuple[str, int], ...] = ()
