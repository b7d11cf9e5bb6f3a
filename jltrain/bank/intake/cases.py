"""Cases: a story with its own questions, each story of a section one item."""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_right
from typing import Final

from jltrain.bank.intake import fields
from jltrain.bank.intake.attach import Item
from jltrain.bank.intake.block import read_block
from jltrain.bank.intake.cutting import FOREIGN, NOTE, Cutter
from jltrain.bank.intake.numbering import Candidate, Evidence, candidates, choose
from jltrain.bank.intake.section import Section
from jltrain.i18n import _

_STORY: Final = re.compile(
    r"^[ ]*[【\[（(]?(?:案例|材料|情景|背景资料|资料|案情"
    r"|背景)(?:分析)?[ ]*[一二三四五六七八九十\d]{0,3}[】\]）)]?[ ]*(?:[:：、.．]|[ ]|$)",
    re.MULTILINE,
)


_KIND_BEHIND: Final = re.compile(r"[\[【（(](?:单选|多选|判断|填空)")


def cases(cutter: Cutter, section: Section, text: str, starts: list[int]) -> list[Item] | None:
    """Stories with their questions. None: nothing here has the form of a case."""
    bounds = [match.start() for match in _STORY.finditer(text)]
    found = candidates(text)
    evidence = Evidence(text)
    if not bounds:
        chosen = choose(text, evidence, found, True)
        form = chosen[0].form if chosen else ""
        firsts = {c.start for c in chosen if c.number == 1}
        last: Candidate | None = None
        for at, c in enumerate(found):
            follower = next((f for f in found[at + 1 :] if f.form != c.form or f.at_line), None)
            if (
                c.form != form
                and c.at_line
                and follower is not None
                and follower.start in firsts
                and follower.start - c.end > (3 if _goes_on(c, last) or _KIND_BEHIND.match(text, follower.end) else 20)
            ):
                bounds.append(c.start)
                last = c
        if not bounds and chosen and chosen[0].start > 30:
            bounds = [0]
    if not bounds:
        return None
    if bounds[0] > 0 and text[: bounds[0]].strip():
        cutter.note(section, starts, 0, bounds[0], _(NOTE))
    pieces = zip(bounds, [*bounds[1:], len(text)], strict=True)
    return [_case(cutter, section, text, starts, low, high, found) for low, high in pieces]


def _case(
    cutter: Cutter, section: Section, text: str, starts: list[int], low: int, high: int, found: list[Candidate]
) -> Item:
    piece = text[low:high]
    match = _STORY.match(piece)
    shift = match.end() if match else next((c.end - low for c in found if c.start == low), 0)
    evidence = Evidence(piece)
    inner = [
        dataclasses.replace(c, start=c.start - low, end=c.end - low) for c in found if low + shift <= c.start < high
    ]
    chosen = choose(piece, evidence, inner, True)
    head = chosen[0].start if chosen else len(piece)
    parts: list[Item] = []
    neutral = dataclasses.replace(section, heading=None)
    for at, c in enumerate(chosen):
        end = chosen[at + 1].start if at + 1 < len(chosen) else len(piece)
        item = cutter.item(neutral, text, starts, low + c.end, low + end, c.tag, low + c.start)
        if item is not None:
            item.number, item.label, item.section = c.number, c.label, section.index
            item.draft.number = c.label
            parts.append(item)
    told = piece[shift:head].rstrip()
    marks = [mark for mark in fields.marks(told) if mark.field in ("basis", "explanation")]
    story = read_block(told)
    story.draft.stem = told[: marks[0].start if marks else len(told)].strip()
    if not marks:
        story.draft.basis = story.draft.explanation = ""
    story.draft.section = section.title
    first = section.rows[bisect_right(starts, low) - 1].line
    last = max(
        (part.last for part in parts),
        default=section.rows[bisect_right(starts, low + max(len(piece.rstrip()) - 1, 0)) - 1].line,
    )
    return Item(
        story,
        first,
        last,
        0,
        "",
        section.heading,
        section.index,
        parts=parts,
        reason="" if parts else _(FOREIGN).format(kind=_("案例简答题")),
    )


def _goes_on(c: Candidate, last: Candidate | None) -> bool:
    """Whether a number counts stories on."""
    return last is not None and (c.form, c.number) == (last.form, last.number + 1)
