"""Which of the numbers in a text count its questions.

Numbers also count items inside stems and explanations, articles, years and pages. A number counts a question when it
goes on from the last one in the same form, or begins anew, and what follows it can be a question: that is told from
where options, answers and empty brackets stand (the evidence).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from jltrain.bank.intake.answers import JUDGE_MARK
from jltrain.bank.intake.kinds import FOREIGN, NAME
from jltrain.statutes.numerals import to_number

_CN: Final = "一二三四五六七八九十百"
_TAG: Final = rf"[（(\[【][ ]*(?:(?:{NAME}|{FOREIGN}|选择)(?:试?题)?|[√×✓✗]|{JUDGE_MARK}|[A-Z]{{0,8}})?[ ]*[）)\]】]|(?:{NAME})题(?=[ ]*\d)"
_NUMBER: Final = (
    r"[【\[](?:题干|题目|试题|题)[ ]?(?P<K>\d{1,5})[】\]][:：]?"
    rf"|第[ ]?(?P<T>\d{{1,5}}|[{_CN}]{{1,5}})[ ]?题[ ]*[:：.．、，, ]?"
    r"|(?:题目|试题|Question|Q|No\.|NO\.|题)[ ]?(?P<N>\d{1,5})[ ]*(?:[:：.．、)）]|(?=[ ]))"
    r"|(?P<D>\d{1,5})[ ]*(?P<sep>[.．、](?![ ]?\d)|、|[:：，,](?!\d)|[.．](?=[12]\d{3}[ ]?年)|[.．](?=[ ]?\d+[ ]?[^\d. ])"
    rf"|(?=[【\[](?:{NAME})题?[】\]])|[ ]*\n(?=[^\n\d\s])"
    r"|[.．](?=[ ]\d)|[ ]+(?=[^\d\s.:：,，/]|[12]\d{3}[ ]?年))"
    r"|(?P<R>\d{1,5})[ ]*[)）](?!\d)"
    r"|[（(][ ]*(?P<P>\d{1,5})[ ]*[）)]"
    rf"|[（(][ ]*(?P<Q>[{_CN}]{{1,4}})[ ]*[）)]"
    r"|[【\[][ ]*(?P<B>\d{1,5})[ ]*[】\]]"
    r"|(?P<O>[①-⑳])"
    r"|(?P<F>\d{1,4})/\d{1,4}(?=[ ]+\D|[ ]*$)[ 、.:：]*"
    rf"|(?P<C>[{_CN}]{{1,4}})[、.．]"
)
_AT_LINE: Final = re.compile(rf"^[ >*#•●◆■\-]*(?P<tag>(?:(?:{_TAG})[ ]*){{0,2}})(?:{_NUMBER})[ ]*", re.MULTILINE)
_INSIDE: Final = re.compile(
    rf"(?:(?<=[^\n\d.．第—～~\-(（《a-z ])[ ]*|(?<=\d )[ ]*)(?P<tag>(?:[（(\[【](?:{NAME})题?[）)\]】][ ]*)?)"
    r"(?<!\d[:：/])(?P<D>\d{1,5})[ ]?(?P<sep>[.．](?!\d)|[.．](?=[12]\d{3}[ ]?年)|、(?!\d)|[:：](?=[\u3400-\u9fff（《“]))"
    r"|(?<=[^\n])[【\[](?:题干|题目|试题|题)[ ]?(?P<K>\d{1,5})[】\]][:：]?"
)
_JUDGED: Final = re.compile(rf"[（(\[【][ ]*(?:{JUDGE_MARK})[ ]*[）)\]】]")
_EVIDENCE: Final = re.compile(
    r"(?P<option>(?<![A-Za-z])[（(\[【]?B[ ]{0,2}[）)\]】.．、:：](?![A-Za-z]{2})|^[ ]*[√*]?b[.、)．]"
    r"|^[ ]*B(?=[ \u3400-\u9fff\d])|[ ]B[ ](?=\S))"
    rf"|(?P<answer>答[ ]?案[ ]*[】\]]?[ ]*[:：;；为是]|[【\[](?:参考|正确)?答案[】\]]|正确选项|\\[Aa]ns|[（(]正确答案[）)]"
    rf"|^答案|(?<![A-Za-z0-9])[（(\[【][ ]*(?:[A-Z](?:[ 、,，]*[A-Z])*|{JUDGE_MARK})[ ]*[）)\]】]|^[ ]*(?:[A-Z]{{1,7}}|[√×]|正确|错误|对"
    rf"|错)[ 。]*$|[。？?][ ]*[√×][ ]*$|[。？?][ ]+[YNTF][ ]*$|[Aa]nswer[:：])"
    r"|(?P<hole>[（(][ _]*[）)]|_{2,})",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number at `start` (its tag included) of a text; what it counts begins at `end`."""

    start: int
    end: int
    form: str
    number: int
    label: str
    tag: str
    at_line: bool
    weak: bool
    alone: bool = False
    """By itself on its line."""

    @property
    def answered(self) -> bool:
        """Whether a judgement stands before the number: （√）1."""
        return _JUDGED.search(self.tag) is not None


class Evidence:
    """Where a text has the second option, answers, and holes to be filled."""

    def __init__(self, text: str) -> None:
        self.options: list[int] = []
        self.answers: list[int] = []
        self.holes: list[int] = []
        for match in _EVIDENCE.finditer(text):
            {"option": self.options, "answer": self.answers, "hole": self.holes}[match.lastgroup or "hole"].append(
                match.start()
            )

    def closed(self, start: int, end: int) -> bool:
        """Whether options or an answer stand in between: what begins there can end there."""
        return _any(self.options, start, end) or _any(self.answers, start, end)

    def asked(self, start: int, end: int) -> bool:
        """Whether anything there says it is a question."""
        return self.closed(start, end) or _any(self.holes, start, end)

    def choice(self, start: int, end: int) -> bool:
        return _any(self.options, start, end)

    def answered(self, start: int, end: int) -> int:
        return bisect_left(self.answers, end) - bisect_left(self.answers, start)


def _any(places: Sequence[int], start: int, end: int) -> bool:
    at = bisect_left(places, start)
    return at < len(places) and places[at] < end


def candidates(text: str) -> list[Candidate]:
    """All numbers of `text` that could count questions, in order."""
    out = [
        c
        for c in map(_at_line, _AT_LINE.finditer(text))
        if not (c.tag[1:2].isalpha() and c.tag[2:3] in "）)]】" and _is_option(text, c))
    ]
    if len(text) > 30:
        lined = tuple(out)
        starts = {c.start for c in out} | {c.end for c in out}
        for match in _INSIDE.finditer(text):
            label, tag = match["K"] or match["D"], match["tag"] or ""
            place = match.start("K" if match["K"] else "D")
            if place not in starts and not _covered(lined, place):
                start = match.start() if match["K"] else match.start("tag")
                out.append(Candidate(start, match.end(), "D", int(label), label, tag, False, False))
        out.sort(key=lambda c: c.start)
    return out


def _is_option(text: str, c: Candidate) -> bool:
    """Whether the bracket before a number is an option's letter: （C）1、2号泊位."""
    letter = ord(c.tag[1])
    around = text[max(0, c.start - 200) : c.start] + "\n" + text[c.end : c.end + 200]
    return any(f"\n{c.tag[0]}{chr(near)}" in around for near in (letter - 1, letter + 1) if 65 <= near < 123)


def _covered(lined: Sequence[Candidate], place: int) -> bool:
    """Whether a place lies within one of the numbers at line starts."""
    at = bisect_left(lined, place + 1, key=lambda c: c.start)
    return at > 0 and place < lined[at - 1].end


def _at_line(match: re.Match[str]) -> Candidate:
    form = next(name for name in "KTNDRPBOFQC" if match[name])
    label = match[form]
    number = (
        ord(label) - 0x245F
        if form == "O"
        else int(label)
        if label.isdigit()
        else to_number(label)
        if label[0] != "百"
        else 0
    )
    tag = match["tag"].strip()
    weak = form == "D" and (match["sep"].strip() == "" or match["sep"] in ":：,，" or text_digit(match))
    alone = form == "D" and match["sep"] == "\n"
    return Candidate(match.start(), match.end(), "D" if form in "NFK" else form, number, label, tag, True, weak, alone)


def text_digit(match: re.Match[str]) -> bool:
    """A point with a digit right behind it: 3.2021年…, or a decimal."""
    after = match.string[match.end() : match.end() + 1]
    return match["sep"] in ".．" and after.isdigit()


def choose(text: str, evidence: Evidence, found: Sequence[Candidate], expected: bool) -> list[Candidate]:
    """Those that count questions. `expected`: a heading above says that questions follow."""
    following = _following(found, len(text))
    form = _form(found, evidence, following, expected)
    if form is None:
        return []
    chosen: list[Candidate] = []
    inner = 0
    for at, c in enumerate(found):
        if c.form != form:
            if (
                c.at_line
                and form in "PRQC"
                and c.form in "DT"
                and chosen
                and c.number == 1
                and _switch(found, at, evidence, following)
            ):
                form = c.form
            elif c.at_line and c.form in "PRTBOD" and chosen and c.number == chosen[-1].number + 1 and not c.weak:
                near = min(following[at], next((f.start for f in found[at + 1 : at + 40] if f.at_line), following[at]))
                if not (
                    evidence.closed(chosen[-1].end, c.start) and evidence.closed(c.end, near) and not _sub(found, at)
                ):
                    continue
            else:
                continue
        last = chosen[-1] if chosen else None
        after = evidence.asked(c.end, following[at]) or c.answered
        done = last is not None and (last.answered or evidence.closed(last.end, c.start))
        if _counts(
            c, last, inner, after, done, expected and (last is not None or _series(found, at)), evidence, following[at]
        ):
            chosen.append(c)
            inner = 0
        elif c.at_line:
            inner = c.number
    return chosen


def _series(found: Sequence[Candidate], at: int) -> bool:
    """Whether a number is 1, the only one of its form, or followed by the next one."""
    c = found[at]
    same = [f for f in found[at + 1 : at + 12] if f.form == c.form]
    return c.number <= 1 or not same or any(f.number == c.number + 1 for f in same)


def _sub(found: Sequence[Candidate], at: int) -> bool:
    """Whether the candidate is one of several items of its own form: （1）（2）."""
    return any(
        c.form == found[at].form and abs(c.number - found[at].number) == 1
        for c in found[max(0, at - 2) : at + 3]
        if c is not found[at]
    )


def _switch(found: Sequence[Candidate], at: int, evidence: Evidence, following: Sequence[int]) -> bool:
    return evidence.asked(found[at].end, following[at])


def _counts(
    c: Candidate,
    last: Candidate | None,
    inner: int,
    after: bool,
    done: bool,
    expected: bool,
    evidence: Evidence,
    end: int,
) -> bool:
    if c.alone and c.number != (last.number + 1 if last is not None and c.number != 1 else 1):
        return False
    if last is None:
        if not c.at_line:
            return c.number == 1 and after
        return (after or expected) and not (c.weak and c.number > 500)
    step = c.number - last.number
    if not c.at_line:
        return step == 1 and done and (evidence.closed(c.end, end) or after)
    if step == 1:
        if inner and c.number == inner + 1:
            return after and done
        if c.weak:
            return after or (done and expected)
        return True
    if c.weak:
        return 0 <= step <= 3 and done and after and not inner
    if c.number == 1:
        return after and evidence.asked(last.end, c.start) and evidence.closed(c.end, end) and (done or not inner)
    if 1 < step <= 30 or step == 0 or -3 <= step < 0:
        return after and done and not (inner and c.number == inner + 1)
    return after and done and evidence.closed(c.end, end)


def _following(found: Sequence[Candidate], end: int) -> list[int]:
    """For each candidate, where the next of its form begins that can be its neighbour."""
    out = [end] * len(found)
    line: dict[str, int] = {}
    by_number: dict[tuple[str, int], int] = {}
    for at in range(len(found) - 1, -1, -1):
        c = found[at]
        out[at] = min(line.get(c.form, end), by_number.get((c.form, c.number + 1), end))
        if c.at_line:
            line[c.form] = c.start
        by_number[c.form, c.number] = c.start
    return out


_ORDER: Final = "TDRPBCQO"


def _form(found: Sequence[Candidate], evidence: Evidence, following: Sequence[int], expected: bool) -> str | None:
    """The form that counts questions here: the one with most numbers followed by evidence."""
    counts: dict[str, float] = {}
    for at, c in enumerate(found):
        if c.answered or evidence.closed(c.end, following[at]):
            counts[c.form] = counts.get(c.form, 0) + 1
        elif evidence.asked(c.end, following[at]):
            counts[c.form] = counts.get(c.form, 0) + 0.8
        elif expected and c.at_line:
            counts[c.form] = counts.get(c.form, 0) + (0.6 if c.form in "TD" else 0.3)
    if not counts:
        return None
    first = {c.form: -c.start for c in reversed(found)}
    return max(counts, key=lambda form: (counts[form], first[form], -_ORDER.index(form)))
