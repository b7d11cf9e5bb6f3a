"""What all sheets of one session, paper and unit have alike: their rows with the texts in them, and font T.

Worked out once and kept, so that the next sheet of the same form costs little more than its own texts. What is kept
never changes a byte: a form follows from its `Facts` alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from jltrain.sheet.payload import Payload
from jltrain.sheet.template2 import ink, wording
from jltrain.sheet.template2.grid import LEFT, PAD, WIDTH, Block, Cell, Item, Row
from jltrain.sheet.template2.ink import GREY, TINT, Style, wrap
from jltrain.sheet.template2.letters import FormLetters, font_size, form_codes, has_glyph, needed, width

BODY: Final = Style(10)
STRONG: Final = Style(10, bold=0.03)
SMALL: Final = Style(8.5)
FINE: Final = Style(8, colour=GREY)
HEAD: Final = Style(11, bold=0.035)
TITLE: Final = Style(23, bold=0.03)
ISSUED_BY: Final = Style(12)
ISSUER: Final = Style(12, bold=0.03)
CODE: Final = Style(10)
FIGURE: Final = Style(17, bold=0.02)
PASSED: Final = Style(24, bold=0.035, colour=(0.0, 0.36, 0.2))
FAILED: Final = Style(24, bold=0.035, colour=(0.72, 0.05, 0.05))
NOTICE: Final = Style(10.5, bold=0.03, colour=(0.72, 0.05, 0.05))

QR: Final = 84.0
FOOT: Final = LEFT + QR + 14
"""Left edge of what stands beside the QR code."""

_FOOT_ROOM: Final = WIDTH - QR - 14
_AFTER_LABEL: Final = 62.0
_ISSUER_LINE: Final = 17.4
_LABEL: Final = 78.0
_COLUMNS: Final = (36.0, WIDTH - 36 - 4 * 68, 68.0, 68.0, 68.0, 68.0)
_RECORD: Final = (36.0, 138.0, WIDTH - 174)
_KEPT: Final = 128


@dataclass(frozen=True, slots=True)
class Foot:
    """The end of a sheet at one height: what is alike, and the base lines of digest and moment of issue."""

    alike: bytes
    digest: float
    issued: float


@dataclass(frozen=True, slots=True)
class Facts:
    """What a form follows from."""

    session_title: str
    session_id: str
    paper_title: str
    paper_digest: str
    minutes: int
    rule: str
    pass_halves: int
    full_halves: int
    sections: tuple[tuple[str, int, int], ...]
    areas: tuple[str, ...]
    unit: str
    level: str
    discipline: str
    issuer: str
    issuer_code: str

    def texts(self) -> tuple[str, ...]:
        """All words of them that stand on the page."""
        return (
            wording.session(self.session_title, self.session_id),
            self.paper_title,
            self.paper_digest,
            wording.RULES.get(self.rule, self.rule),
            *[title for title, _items, _full in self.sections],
            *[wording.AREAS.get(a, a) for a in self.areas],
            self.unit,
            wording.LEVELS.get(self.level, self.level),
            wording.AREAS.get(self.discipline, self.discipline),
            self.issuer,
            wording.unit_code(self.issuer_code),
        )


def form(payload: Payload) -> Form:
    """The form of this sheet."""
    officer = payload.officer
    return _form(
        (
            payload.session_title,
            payload.session_id,
            payload.paper_title,
            payload.paper_digest,
            payload.minutes,
            payload.rule,
            payload.pass_halves,
            payload.full_halves,
            tuple([(s.title, s.items, s.full_halves) for s in payload.sections]),
            tuple([a.area for a in payload.areas]),
            officer.unit,
            officer.level,
            officer.discipline,
            payload.issuer,
            payload.issuer_code,
        )
    )


@lru_cache(128)
def _form(facts: tuple[object, ...]) -> Form:
    return Form(Facts(*facts))  # type: ignore[arg-type]


class Form:
    """The rows of the page. Own texts, in order: see page.py, where they are given."""

    def __init__(self, facts: Facts) -> None:
        self.characters, self.rare = needed(facts.texts())
        self.codes = form_codes(self.characters, self.rare)
        self.font_size = font_size(self.characters)
        self.boxed = tuple(c for c in self.characters if not has_glyph(c))
        self.letters = FormLetters(self.codes)
        self._words: dict[tuple[float, float, str, Style], bytes] = {}
        self.top = Block((*_who(facts), *_what(facts), *_parts(facts)), HEAD)
        self._facts = facts
        self._results: dict[tuple[bool, bool], Block] = {}
        self._feet: dict[float, Foot] = {}
        self._issuer = wrap(facts.issuer, ISSUER.size, _FOOT_ROOM - _AFTER_LABEL - 10)
        code = wording.unit_code(facts.issuer_code)
        self._beside = width(self._issuer[-1], ISSUER.size) + 4
        fits = self._beside + width(code, CODE.size) <= _FOOT_ROOM - _AFTER_LABEL
        self._code = (code,) if fits else wrap(code, CODE.size, _FOOT_ROOM - _AFTER_LABEL)
        self._below = 0 if fits else len(self._code)
        self.foot_height = max(QR, 58 + (len(self._issuer) + self._below) * _ISSUER_LINE) + 2
        self.record = Row(
            tuple(Cell(t, room, STRONG, "centre", TINT) for t, room in zip(wording.RECORD, _RECORD, strict=True))
        )
        self.incident = Row(
            (
                Cell(None, _RECORD[0], BODY, "centre"),
                Cell(None, _RECORD[1], SMALL, "centre"),
                Cell(None, _RECORD[2], BODY),
            )
        )
        self.log = _facts((wording.LOG_DIGEST, None, WIDTH), style=SMALL)
        self.correction = Row((Cell(None, WIDTH, NOTICE, "left", TINT),), 24.0)

    def result(self, passed: bool, eventful: bool) -> Block:
        """Marks by area, sum and verdict, and the head of the record."""
        if (found := self._results.get((passed, eventful))) is None:
            areas = Row((Cell(wording.BY_AREA, 104, BODY, "centre", TINT), Cell(None, WIDTH - 104, SMALL)))
            verdict = Row(
                (
                    Cell(None, WIDTH / 3, FIGURE, "centre"),
                    Cell(wording.pass_mark(self._facts.pass_halves), WIDTH / 3, ISSUED_BY, "centre"),
                    Cell(None, WIDTH / 3, PASSED if passed else FAILED, "centre"),
                )
            )
            items = (
                *((Item(areas),) if self._facts.areas else ()),
                Item(verdict, gap=4),
                Item(heading=wording.INCIDENTS),
                Item(self.record if eventful else Row((Cell(wording.NO_RECORD, WIDTH, BODY),))),
            )
            found = self._results[passed, eventful] = Block(items, HEAD)
        return found

    def foot(self, top: float) -> Foot:
        """Attestation and issuer, with the upper edge at `top`."""
        if (found := self._feet.get(top)) is None:
            if len(self._feet) >= _KEPT:
                self._feet.clear()
            found = self._feet[top] = self._draw_foot(top)
        return found

    def _draw_foot(self, y: float) -> Foot:
        ops = []
        for line in wrap(wording.ATTESTATION, FINE.size, _FOOT_ROOM):
            ops.append(ink.text(FOOT, y - FINE.drop, line, FINE, self.letters))
            y -= FINE.leading
        digest = y - FINE.drop
        y -= FINE.leading + PAD + 13
        ops.append(ink.text(FOOT, y, wording.ISSUER, ISSUED_BY, self.letters))
        left = FOOT + _AFTER_LABEL
        for line in self._issuer:
            ops.append(ink.text(left, y, line, ISSUER, self.letters))
            y -= _ISSUER_LINE
        if self._code[0] and not self._below:
            ops.append(ink.text(left + self._beside, y + _ISSUER_LINE, self._code[0], CODE, self.letters))
        for line in self._code[: self._below]:
            ops.append(ink.text(left, y, line, CODE, self.letters))
            y -= _ISSUER_LINE
        return Foot(b"\n".join(ops), digest, y)

    def words(self, x: float, y: float, line: str, style: Style) -> bytes:
        """One line that is alike on all sheets."""
        key = (x, y, line, style)
        if (found := self._words.get(key)) is None:
            if len(self._words) >= _KEPT:
                self._words.clear()
            found = self._words[key] = ink.text(x, y, line, style, self.letters)
        return found


_HALF: Final = WIDTH / 2


def _who(facts: Facts) -> tuple[Item, ...]:
    w = wording
    level, discipline = w.LEVELS.get(facts.level, facts.level), w.AREAS.get(facts.discipline, facts.discipline)
    return (
        Item(heading=w.WHO),
        Item(_facts((w.NAME, None, _HALF), (w.CERTIFICATE, None, _HALF), style=STRONG)),
        Item(_facts((w.UNIT, facts.unit, WIDTH))),
        Item(_facts((w.LEVEL, level, _HALF), (w.DISCIPLINE, discipline, _HALF)), gap=4),
    )


def _what(facts: Facts) -> tuple[Item, ...]:
    w = wording
    return (
        Item(heading=w.WHAT),
        Item(_facts((w.SESSION, w.session(facts.session_title, facts.session_id), WIDTH))),
        Item(_facts((w.PAPER, facts.paper_title, WIDTH))),
        Item(_facts((w.PAPER_DIGEST, w.grouped(facts.paper_digest), WIDTH), style=SMALL)),
        Item(_facts((w.ALLOWED, w.minutes(facts.minutes), _HALF), (w.USED, None, _HALF))),
        Item(_facts((w.STARTED, None, _HALF), (w.SUBMITTED, None, _HALF))),
        Item(_facts((w.HOW, None, _HALF), (w.SITTING, None, _HALF))),
        Item(_facts((w.RULE, w.RULES.get(facts.rule, facts.rule), WIDTH)), gap=4),
    )


def _parts(facts: Facts) -> tuple[Item, ...]:
    header = _score(wording.PARTS, STRONG, heading=True)
    items = sum(items for _title, items, _full in facts.sections)
    return (
        Item(heading=wording.RESULT, keep=80),
        Item(header),
        *[
            Item(_score((str(n), title, str(items), None, wording.marks(full), None), BODY), header=header)
            for n, (title, items, full) in enumerate(facts.sections, 1)
        ],
        Item(_score((wording.SUM, str(items), None, wording.marks(facts.full_halves), None), STRONG), header=header),
    )


def _facts(*facts: tuple[str, str | None, float], style: Style = BODY) -> Row:
    """One row of labels and values, each pair with its width."""
    cells: list[Cell] = []
    for label, value, room in facts:
        cells += [Cell(label, _LABEL, BODY, "centre", TINT), Cell(value, room - _LABEL, style)]
    return Row(tuple(cells))


def _score(texts: tuple[str | None, ...], style: Style, heading: bool = False) -> Row:
    """Centred cells; the title of a section stands at the left."""
    widths = _COLUMNS if len(texts) == len(_COLUMNS) else (_COLUMNS[0] + _COLUMNS[1], *_COLUMNS[2:])
    return Row(
        tuple(
            Cell(text, room, style, "left" if style is BODY and column == 1 else "centre", TINT if heading else None)
            for column, (text, room) in enumerate(zip(texts, widths, strict=True))
        )
    )
