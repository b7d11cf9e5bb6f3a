"""A question while it is written: a value that may lack anything, and what was done to it, to be taken back."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from jltrain.bank.areas import Area
from jltrain.bank.question import BLANK, LETTERS, Item, Kind, Question

CHOICE: Final = (Kind.SINGLE, Kind.MULTIPLE)
MOST_PARTS: Final = 20
_OPTIONS: Final = 4
"""Fields for options that a new question begins with."""
_STEPS: Final = 500
"""Changes that can be taken back."""
_MARK: Final = re.compile(r"〔图(\d{1,3})〕")

Accept = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One thing to be answered. What its kind does not need is kept all the same, for when the kind changes back.

    `chosen`: letters; `verdict`: "Y", "N" or "".
    """

    kind: Kind = Kind.SINGLE
    stem: str = ""
    options: tuple[str, ...] = ("",) * _OPTIONS
    chosen: tuple[str, ...] = ()
    verdict: str = ""
    accept: Accept = ()
    basis: tuple[str, ...] = ()
    explanation: str = ""
    derived: tuple[str, ...] = ()

    @property
    def blanks(self) -> int:
        """How many the stem has."""
        return self.stem.count(BLANK)

    def item(self) -> Item:
        """The same as the bank has it, with what is missing left out."""
        options: tuple[str, ...] = ()
        answer: tuple[str, ...] = ()
        accept: Accept = ()
        if self.kind in CHOICE:
            filled = max((n for n, text in enumerate(self.options, 1) if text), default=0)
            options = self.options[: max(filled, *(LETTERS.find(letter) + 1 for letter in self.chosen), 0)]
            answer = tuple(sorted(self.chosen))
        elif self.kind is Kind.JUDGE:
            answer = (self.verdict,) if self.verdict else ()
        elif any(any(texts) for texts in self.accept):
            accept = tuple(tuple(text for text in texts if text) or ("",) for texts in self.accept)
            answer = tuple(texts[0] for texts in accept)
        return Item(self.kind, self.stem, options, answer, self.basis, self.explanation, accept, self.derived)


@dataclass(frozen=True, slots=True)
class Work:
    """The question in hand. `story`, `basis` and `explanation` are a case's own; another question has all in its one part."""

    area: Area = Area.HIGHWAY
    topic: str = ""
    case: bool = False
    difficulty: int = 3
    story: str = ""
    basis: tuple[str, ...] = ()
    explanation: str = ""
    pictures: tuple[str, ...] = ()
    parts: tuple[Part, ...] = (Part(),)

    @property
    def kind(self) -> Kind:
        """Of the whole."""
        return Kind.CASE if self.case else self.parts[0].kind

    @property
    def title(self) -> str:
        """What it is about, in a line."""
        return " ".join((self.story if self.case else self.parts[0].stem).split())

    def question(self, ident: str) -> Question:
        """The same as the bank has it, under this id."""
        if self.case:
            items = tuple(part.item() for part in self.parts)
            return Question(
                ident, Kind.CASE, self.area, self.topic, self.difficulty, self.story, items, self.basis,
                self.explanation, self.pictures,
            )  # fmt: skip
        item = self.parts[0].item()
        return Question(
            ident, item.kind, self.area, self.topic, self.difficulty, item.stem, (item,), item.basis,
            item.explanation, self.pictures,
        )  # fmt: skip

    def of_kind(self, kind: Kind) -> Work:
        """Of another kind. A question that becomes a case is its first part, and gets a second."""
        if kind is Kind.CASE:
            return replace(self, case=True, parts=self.parts if len(self.parts) > 1 else (*self.parts, Part()))
        return replace(self, case=False).with_part(0, _as(self.parts[0], kind))

    def with_part(self, at: int, part: Part) -> Work:
        """With one part in place of another."""
        return replace(self, parts=(*self.parts[:at], part, *self.parts[at + 1 :]))

    def with_part_kind(self, at: int, kind: Kind) -> Work:
        """With a part of another kind."""
        return self.with_part(at, _as(self.parts[at], kind))

    def moved(self, at: int, to: int) -> Work:
        """With two parts in each other's places."""
        parts = list(self.parts)
        parts[at], parts[to] = parts[to], parts[at]
        return replace(self, parts=tuple(parts))

    def without_picture(self, at: int) -> Work:
        """Without a picture; the texts' marks are counted anew."""
        pictures = self.pictures[:at] + self.pictures[at + 1 :]
        return replace(self._renumbered(lambda n: 0 if n == at + 1 else n - (n > at + 1)), pictures=pictures)

    def with_pictures_swapped(self, at: int, to: int) -> Work:
        """With two pictures in each other's places; the texts go on meaning the same ones."""
        pictures = list(self.pictures)
        pictures[at], pictures[to] = pictures[to], pictures[at]
        places = {at + 1: to + 1, to + 1: at + 1}
        return replace(self._renumbered(lambda n: places.get(n, n)), pictures=tuple(pictures))

    def _renumbered(self, new: Callable[[int], int]) -> Work:
        """With each 〔图n〕 as `new` says, 0 for none."""

        def tell(found: re.Match[str]) -> str:
            number = new(int(found[1]))
            return f"〔图{number}〕" if number else ""

        def texts(part: Part) -> Part:
            options = tuple(_MARK.sub(tell, text) for text in part.options)
            stem, explanation = _MARK.sub(tell, part.stem), _MARK.sub(tell, part.explanation)
            return replace(part, stem=stem, options=options, explanation=explanation)

        parts = tuple(texts(part) for part in self.parts)
        story, explanation = _MARK.sub(tell, self.story), _MARK.sub(tell, self.explanation)
        return replace(self, story=story, explanation=explanation, parts=parts)


def _as(part: Part, kind: Kind) -> Part:
    chosen = part.chosen if kind is Kind.MULTIPLE or len(part.chosen) < 2 else ()
    return replace(part, kind=kind, chosen=chosen)


def of_question(question: Question) -> Work:
    """A question of the bank, to be worked on."""
    case = question.kind is Kind.CASE
    parts = tuple(_part(item) for item in question.items)
    if not case:  # what stands with the whole is what the bank goes by
        parts = (replace(parts[0], basis=question.basis, explanation=question.explanation),)
    return Work(
        area=question.discipline,
        topic=question.topic,
        case=case,
        difficulty=question.difficulty,
        story=question.stem if case else "",
        basis=question.basis if case else (),
        explanation=question.explanation if case else "",
        pictures=question.pictures,
        parts=parts,
    )


def _part(item: Item) -> Part:
    return Part(
        kind=item.kind,
        stem=item.stem,
        options=item.options if item.kind in CHOICE else ("",) * _OPTIONS,
        chosen=item.answer if item.kind in CHOICE else (),
        verdict=item.answer[0] if item.kind is Kind.JUDGE and item.answer else "",
        accept=item.accept,
        basis=item.basis,
        explanation=item.explanation,
        derived=item.derived,
    )


def as_body(work: Work) -> dict[str, Any]:
    """The form in which it is saved by itself."""
    body: dict[str, Any] = {name: getattr(work, name) for name in Work.__slots__}
    body["area"] = work.area.value
    body["parts"] = [{name: getattr(part, name) for name in Part.__slots__} for part in work.parts]
    return body


def from_body(body: Mapping[str, Any]) -> Work:
    """The inverse of `as_body`, of what this program wrote itself."""
    parts = tuple(
        Part(
            kind=Kind(part["kind"]),
            stem=part["stem"],
            options=tuple(part["options"]),
            chosen=tuple(part["chosen"]),
            verdict=part["verdict"],
            accept=tuple(tuple(texts) for texts in part["accept"]),
            basis=tuple(part["basis"]),
            explanation=part["explanation"],
            derived=tuple(part["derived"]),
        )
        for part in body["parts"]
    )
    rest = {name: body[name] for name in ("topic", "case", "difficulty", "story", "explanation")}
    return Work(
        area=Area(body["area"]), basis=tuple(body["basis"]), pictures=tuple(body["pictures"]), parts=parts, **rest
    )


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in the form something was done: `tab` 0 is a case's story or the whole of another question."""

    tab: int = 0
    field: str = "stem"


@dataclass(slots=True)
class History:
    """Every state the work had, each with where it was changed to it. Typing in one place is one step, until `pause`."""

    states: list[tuple[Work, Spot]] = field(default_factory=list)
    at: int = 0
    _open: bool = False

    def begin(self, work: Work, earlier: Work | None = None) -> None:
        """Nothing can be taken back, but to `earlier`."""
        self.states = [(one, Spot()) for one in (earlier, work) if one is not None]
        self.at, self._open = len(self.states) - 1, False

    @property
    def now(self) -> Work:
        """The work as it is."""
        return self.states[self.at][0]

    def note(self, work: Work, spot: Spot, *, step: bool = False) -> bool:
        """The work is another now; whether it is. `step`: a step of its own, nothing that is typed."""
        if work == self.now:
            return False
        del self.states[self.at + 1 :]
        if self._open and not step and self.at and self.states[self.at][1] == spot:
            self.states[self.at] = (work, spot)
        else:
            self.states.append((work, spot))
            del self.states[: max(0, len(self.states) - _STEPS)]
        self.at, self._open = len(self.states) - 1, not step
        return True

    def pause(self) -> None:
        """What is typed next is a new step."""
        self._open = False

    def undo(self) -> Spot | None:
        """One step back; where it was done. None when there is none."""
        if not self.at:
            return None
        self.at, self._open = self.at - 1, False
        return self.states[self.at + 1][1]

    def redo(self) -> Spot | None:
        """One step forward again; where it is done. None when there is none."""
        if self.at + 1 >= len(self.states):
            return None
        self.at, self._open = self.at + 1, False
        return self.states[self.at][1]
