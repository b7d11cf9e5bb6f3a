"""Styles of a Word document and the look of its runs. Source: ECMA-376 part 1, 17.7 (styles), 17.3.2 (run properties)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any, Final

from jltrain.foreign.xml import Element

_DEEPEST: Final = 20
"""How long a chain of styles may be; Word allows eleven, and a circle has no end."""
_OFF: Final = frozenset({"0", "false", "off", "none", "nil"})
_HEADING: Final = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_DARK: Final = frozenset({"text1", "dark1", "tx1", "dk1"})


@dataclass(frozen=True, slots=True)
class Look:
    """How a run shows. `colour` and `highlight` "" when plain; `raised` is "super" or "sub" or ""."""

    bold: bool = False
    colour: str = ""
    highlight: str = ""
    underline: bool = False
    strike: bool = False
    emphasis: bool = False
    hidden: bool = False
    capitals: bool = False
    raised: str = ""
    font: str = ""


PLAIN: Final = Look()


@dataclass(slots=True)
class Style:
    """A style as written; what it lacks, its base says."""

    name: str
    base: str
    run: Element | None
    number: str = ""
    level: int | None = None
    outline: int | None = None


@dataclass(slots=True)
class Styles:
    """All styles by id."""

    by_id: dict[str, Style] = field(default_factory=dict)
    default: str = ""
    _looks: dict[str, Look] = field(default_factory=dict)

    def chain(self, key: str) -> list[tuple[str, Style]]:
        """A style and its bases, itself first; ends at a circle."""
        found: list[tuple[str, Style]] = []
        seen: set[str] = set()
        while key in self.by_id and key not in seen and len(found) < _DEEPEST:
            seen.add(key)
            found.append((key, self.by_id[key]))
            key = self.by_id[key].base
        return found

    def name(self, key: str) -> str:
        """What the style is called."""
        return self.by_id[key].name if key in self.by_id else ""

    def heading(self, key: str) -> int:
        """1 to 9, or 0 for body text."""
        for _key, style in self.chain(key):
            if style.outline is not None:
                return style.outline + 1 if style.outline < 9 else 0
            named = _HEADING.fullmatch(style.name)
            if named:
                return int(named[1])
            if style.name.lower() == "title":
                return 1
        return 0

    def numbering(self, key: str) -> tuple[str, int | None, str]:
        """The list that a paragraph style belongs to: its number, the level if said, and the style that says so."""
        level = None
        for owner, style in self.chain(key):
            level = style.level if level is None else level
            if style.number:
                return style.number, level, owner
        return "", None, ""

    def look(self, key: str) -> Look:
        """The look of text in this style, taken from its chain."""
        if key not in self._looks:
            look = PLAIN
            for _key, style in reversed(self.chain(key)):
                look = looking(style.run, look)
            self._looks[key] = look
        return self._looks[key]

    def run_look(self, properties: Element | None, paragraph: Look) -> Look:
        """The look of a run: its own properties over its character style over the paragraph's style."""
        if properties is None:
            return paragraph
        named = properties.find("w:rStyle")
        base = paragraph
        if named is not None:
            for _key, style in reversed(self.chain(named.get("w:val", ""))):
                base = looking(style.run, base)
        return looking(properties, base)


def styles_of(root: Element | None) -> Styles:
    """The styles of word/styles.xml."""
    styles = Styles()
    for element in root if root is not None else ():
        key = element.get("w:styleId")
        if element.tag != "w:style" or key is None:
            continue
        style = Style(_val(element, "w:name")[:100], _val(element, "w:basedOn"), element.find("w:rPr"))
        paragraph = element.find("w:pPr")
        if paragraph is not None:
            numbers = paragraph.find("w:numPr")
            if numbers is not None:
                style.number = _val(numbers, "w:numId")
                style.level = integer(_val(numbers, "w:ilvl"), None)
            style.outline = integer(_val(paragraph, "w:outlineLvl"), None)
        styles.by_id[key] = style
        if element.get("w:type") == "paragraph" and element.get("w:default", "0") not in _OFF:
            styles.default = key
    return styles


def integer(text: str | None, default: int | None) -> int | None:
    """A whole number of at most nine digits, else `default`."""
    return int(text) if text is not None and re.fullmatch(r"-?[0-9]{1,9}", text) else default


def _val(parent: Element, name: str) -> str:
    child = parent.find(name)
    return child.get("w:val", "") if child is not None else ""


def looking(properties: Element | None, base: Look) -> Look:
    """`base` changed by what run properties say."""
    if properties is None or not len(properties):
        return base
    changed: dict[str, Any] = {}
    for element in properties:
        value = element.get("w:val", "")
        match element.tag:
            case "w:b":
                changed["bold"] = value not in _OFF
            case "w:color":
                dark = value.lower() in ("auto", "000000", "") or element.get("w:themeColor") in _DARK
                changed["colour"] = "" if dark else value[:20].upper()
            case "w:highlight":
                changed["highlight"] = "" if value in _OFF else value[:20]
            case "w:shd":
                fill = element.get("w:fill", "auto")
                if fill.lower() not in ("auto", "ffffff", "") and not changed.get("highlight"):
                    changed["highlight"] = fill[:20].upper()
            case "w:u":
                changed["underline"] = value not in _OFF
            case "w:strike" | "w:dstrike":
                changed["strike"] = value not in _OFF
            case "w:em":
                changed["emphasis"] = value not in _OFF
            case "w:vanish":
                changed["hidden"] = value not in _OFF
            case "w:caps":
                changed["capitals"] = value not in _OFF
            case "w:vertAlign":
                changed["raised"] = {"superscript": "super", "subscript": "sub"}.get(value, "")
            case "w:rFonts":
                changed["font"] = (element.get("w:ascii") or element.get("w:hAnsi") or base.font)[:40]
            case _:
                pass
    return replace(base, **changed) if changed else base
