"""The days that a statute names: adopted, promulgated, revised, in force from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from jltrain.statutes.numerals import to_number

_C: Final = "0-9０-９〇○零一二三四五六七八九十"
_DAY: Final = re.compile(rf"([{_C}]{{4,8}})年([{_C}]{{1,3}})月([{_C}]{{1,3}})日")
_ADOPTED: Final = re.compile("通过|公布|发布|颁布|修正|修订|修改|批准|令|公告")
_IN_FORCE: Final = re.compile(r"^[起\s，,]{0,3}(?:正式)?(?:施行|实施|生效|执行)")
_SAID: Final = re.compile(r"[自从][^。；]{0,40}?起(?:正式)?(?:施行|实施|生效|执行)")
_AT_ONCE: Final = re.compile(r"[自从](?:公布|发布|颁布|通过)之日起(?:正式)?(?:施行|实施|生效|执行)")
_YEARS: Final = range(1949, 2101)


@dataclass(frozen=True, slots=True)
class Event:
    """One step of a statute's history: the day, the words that tell it, and whether it is when it came into force."""

    day: date
    text: str
    in_force: bool


def days(text: str) -> list[tuple[date, int, int]]:
    """Every day written in Chinese in `text` (2017年11月4日, 二〇一七年十一月四日), with where it stands."""
    found = []
    for match in _DAY.finditer(text):
        day = _day(match)
        if day:
            found.append((day, match.start(), match.end()))
    return found


def is_day(text: str) -> bool:
    """Whether the text is a day and nothing else, as below an order."""
    return _DAY.fullmatch(text.strip(" 　()（）")) is not None


def events(head: str) -> tuple[Event, ...]:
    """The history in the lines between a statute's title and its first chapter."""
    found = days(head)
    out = []
    for place, (day, start, end) in enumerate(found):
        until = found[place + 1][1] if place + 1 < len(found) else len(head)
        words = head[end:until].partition("\n")[0].strip(" \t　（）()，,；;。")
        words = re.sub(r"[\s　，,；;（(]*(?:根据|自|并)?$", "", words)
        in_force = bool(_IN_FORCE.match(head[end:until])) and not _ADOPTED.search(words.partition("施行")[0])
        text = " ".join((head[start:end] + words).split())
        out.append(Event(day, text[:200], in_force))
    return tuple(out)


def version_of(history: tuple[Event, ...]) -> date | None:
    """The last day on which the statute was adopted, promulgated or revised."""
    told = [e.day for e in history if not e.in_force and (_ADOPTED.search(e.text) or is_day(e.text))]
    return max(told or [e.day for e in history if not e.in_force], default=None)


def effective_of(history: tuple[Event, ...], last_words: str, version: date | None) -> date | None:
    """The day in force that the head names, else the one in the last articles' words.

    Of a statute that was amended (修正) since, that is the day on which its first version came into force.
    """
    told = [e.day for e in history if e.in_force]
    if told:
        return max(told)
    for clause in _SAID.findall(last_words):
        named = days(clause)
        if named:
            return named[0][0]
    if _AT_ONCE.search(last_words):
        published = [e.day for e in history if re.search("公布|发布|颁布", e.text)]
        return min(published, default=min((e.day for e in history), default=version))
    return None


def _day(match: re.Match[str]) -> date | None:
    try:
        year, month, day = (to_number(part.replace("○", "〇").translate(_HALF)) for part in match.groups())
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None


_HALF: Final = str.maketrans("０１２３４５６７８９", "0123456789")


def iso_day(text: str) -> date | None:
    """2017-11-04, 2017/11/4, 20171104 or 2017年11月4日 as a day."""
    text = text.strip()
    if found := re.fullmatch(r"([0-9]{4})[-/.]?([0-9]{1,2})[-/.]?([0-9]{1,2})", text):
        try:
            return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            return None
    named = days(text)
    return named[0][0] if len(named) == 1 else None
