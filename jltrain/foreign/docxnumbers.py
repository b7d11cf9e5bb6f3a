"""The automatic numbers of a Word document, counted as Word counts them. Source: ECMA-376 part 1, 17.9."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from jltrain.foreign.docxstyles import Styles, integer
from jltrain.foreign.docxsymbols import symbol
from jltrain.foreign.numerals import numeral
from jltrain.foreign.xml import Element, below

LEVELS: Final = 9
_PLACE: Final = re.compile("%([1-9])")
_MOST: Final = 1_000_000
_LONGEST: Final = 60
"""Characters of a number's pattern; a longer one is no number."""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list. `restart`: the level (from 1) after which it begins anew; 0 never, None the default."""

    start: int = 1
    form: str = "decimal"
    pattern: str = ""
    restart: int | None = None
    style: str = ""
    legal: bool = False
    font: str = ""


@dataclass(slots=True)
class _List:
    """A w:num: which abstract list it counts in, and what it says otherwise."""

    abstract: str
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, Level] = field(default_factory=dict)


class Numbering:
    """Told of each numbered paragraph in order, says its number."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self.styles = styles
        self._abstract: dict[str, dict[int, Level]] = {}
        self._linked: dict[str, str] = {}
        self._lists: dict[str, _List] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._used: set[str] = set()
        for element in root if root is not None else ():
            if element.tag == "w:abstractNum":
                self._read_abstract(element)
            elif element.tag == "w:num":
                self._read_list(element)

    def _read_abstract(self, element: Element) -> None:
        key = element.get("w:abstractNumId", "")
        self._abstract[key] = {place: level for place, level in map(_level, element.findall("w:lvl")) if place < LEVELS}
        link = element.find("w:numStyleLink")
        if link is not None:
            self._linked[key] = link.get("w:val", "")

    def _read_list(self, element: Element) -> None:
        named = element.find("w:abstractNumId")
        made = _List(named.get("w:val", "") if named is not None else "")
        for override in element.findall("w:lvlOverride"):
            place = _bounded(override.get("w:ilvl"), 0)
            if place >= LEVELS:
                continue
            start = override.find("w:startOverride")
            if start is not None:
                made.starts[place] = _bounded(start.get("w:val"), 0)
            level = override.find("w:lvl")
            if level is not None:
                made.levels[place] = _level(level)[1]
        self._lists[element.get("w:numId", "")] = made

    def _definition(self, abstract: str) -> str:
        """The abstract list that holds the levels: a list may be only a link to a style that has it."""
        for _step in range(8):
            link = self._linked.get(abstract)
            number = self.styles.numbering(link)[0] if link else ""
            if number not in self._lists:
                break
            abstract = self._lists[number].abstract
        return abstract

    def next(self, number: str, level: int | None, style: str, owner: str) -> tuple[str, int]:
        """The number that the paragraph shows, and its level. `number` is the list's id ("" or "0": none).

        `owner` is the paragraph style that named the list, "" when the paragraph did itself.
        """
        listed = self._lists.get(number)
        if listed is None or number == "0":
            return "", 0
        abstract = self._definition(listed.abstract)
        levels = {**self._abstract.get(abstract, {}), **listed.levels}
        if owner:
            level = next((p for s in (style, owner) for p, known in sorted(levels.items()) if known.style == s), level)
        at = min(max(level or 0, 0), LEVELS - 1)
        if at not in levels:
            return "", at
        counters = self._counters.setdefault(abstract, [None] * LEVELS)
        if number not in self._used:
            self._used.add(number)
            for place in listed.starts:
                counters[place] = None
        self._advance(counters, levels, listed, at)
        return self._shown(counters, levels, listed, at), at

    @staticmethod
    def _advance(counters: list[int | None], levels: dict[int, Level], listed: _List, at: int) -> None:
        count = counters[at]
        counters[at] = _first(levels, listed, at) if count is None else count + 1
        for deeper in range(at + 1, LEVELS):
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or (restart and at < restart):
                counters[deeper] = None

    @staticmethod
    def _shown(counters: list[int | None], levels: dict[int, Level], listed: _List, at: int) -> str:
        level = levels[at]
        if level.form == "bullet":
            return symbol(level.pattern[:1], level.font) or "•"

        def count(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            value = counters[place]
            value = _first(levels, listed, place) if value is None else value
            form = levels[place].form if place in levels else "decimal"
            return numeral(value, "decimal" if level.legal and form != "none" else form)

        return _PLACE.sub(count, level.pattern).strip()


def _first(levels: dict[int, Level], listed: _List, place: int) -> int:
    return listed.starts.get(place, levels[place].start if place in levels else 1)


def _bounded(text: str | None, default: int) -> int:
    value = integer(text, default)
    return min(max(value or 0, 0), _MOST)


def _level(element: Element) -> tuple[int, Level]:
    said = {child.tag: child.get("w:val", "") for child in element}
    restart = integer(said.get("w:lvlRestart"), None)
    form = said.get("w:numFmt", "")
    choice = element.find("mc:AlternateContent")
    if not form and choice is not None:  # a format that older versions do not know, and what they take instead
        form = next((child.get("w:val", "") for child in choice.iter("w:numFmt") if child.get("w:val") != "custom"), "")
    fonts = below(element, "w:rPr", "w:rFonts")
    level = Level(
        start=_bounded(said.get("w:start"), 0) if "w:start" in said else 0,
        form=form or "decimal",
        pattern=said.get("w:lvlText", "")[:_LONGEST],
        restart=restart,
        style=said.get("w:pStyle", ""),
        legal="w:isLgl" in said and said["w:isLgl"] not in ("0", "false", "off"),
        font=(fonts.get("w:ascii", "") if fonts is not None else "")[:40],
    )
    return _bounded(element.get("w:ilvl"), 0), level
