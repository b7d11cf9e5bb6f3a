"""Brings the answers of a key to the questions they belong to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from jltrain.bank.intake import fields
from jltrain.bank.intake.block import Read
from jltrain.bank.intake.doubts import Doubt, DoubtCode
from jltrain.bank.intake.draft import Draft
from jltrain.bank.intake.headings import Heading
from jltrain.bank.intake.key import KeyPart

_ORDINAL: Final = re.compile(r"\s*[（(]?([一二三四五六七八九十]{1,3})[）)、.．]")


@dataclass(slots=True)
class Item:
    """A question on its way: what was read of it, where it stands (lines, counted from 1), under which heading."""

    read: Read
    first: int
    last: int
    number: int
    label: str
    heading: Heading | None
    section: int
    reason: str = ""
    parts: list[Item] = field(default_factory=list)
    keyed: bool = False

    @property
    def draft(self) -> Draft:
        return self.read.draft


def attach(items: Sequence[Item], parts: Sequence[KeyPart]) -> None:
    """Gives each item its answer from `parts`; where numbers do not meet, those touched are doubted."""
    flat = [part for item in items for part in (item.parts or [item])]
    if not flat or not parts:
        return
    groups = _groups(flat)
    for part, group in _pairs(_runs(parts, groups), groups):
        _give(part, group)


def _groups(items: Sequence[Item]) -> list[list[Item]]:
    """Items that count together: a new group where a heading stands or numbers begin anew."""
    groups: list[list[Item]] = []
    for item in items:
        last = groups[-1][-1] if groups else None
        if last is None or last.section != item.section or (item.number and item.number <= last.number):
            groups.append([])
        groups[-1].append(item)
    return groups


def _runs(parts: Sequence[KeyPart], groups: Sequence[Sequence[Item]]) -> list[KeyPart]:
    """A part without a heading whose numbers begin anew is several parts."""
    out: list[KeyPart] = []
    for part in parts:
        run = KeyPart(part.heading, [], part.broken)
        last = 0
        for label, value in part.entries:
            number = int(label) if label.isdecimal() else 0
            if number and number <= last and len(groups) > 1:
                out.append(run)
                run = KeyPart(None, [], set())
            run.entries.append((label, value))
            last = number or last
        out.append(run)
    return out


def _pairs(parts: Sequence[KeyPart], groups: list[list[Item]]) -> list[tuple[KeyPart, list[Item]]]:
    numbers = [item.number for group in groups for item in group]
    unique = len(set(numbers)) == len(numbers) and 0 not in numbers
    entries = [int(label) for part in parts for label, _value in part.entries if label.isdecimal()]
    everything = [item for group in groups for item in group]
    labelled = all(label for part in parts for label, _value in part.entries)
    if labelled and unique and len(set(entries)) == len(entries) and (len(groups) > 1 or len(parts) > 1):
        whole = KeyPart(
            None, [e for part in parts for e in part.entries], set().union(*(part.broken for part in parts))
        )
        return [(whole, everything)]
    if len(parts) == 1 and len(groups) > 1 and not labelled:
        return [(parts[0], everything)]
    flat_labels = [int(label) for part in parts for label, _value in part.entries if label.isdecimal()]
    if (
        len(parts) == 1
        and len(groups) > 1
        and len(flat_labels) == len(everything)
        and _solid(flat_labels)
        and flat_labels[0] == 1
    ):
        return [(KeyPart(None, [("", value) for _label, value in parts[0].entries], parts[0].broken), everything)]
    free = list(groups)
    out: list[tuple[KeyPart, list[Item]]] = []
    for part in parts:
        group = _match(part, free)
        if group is None:
            continue
        free.remove(group)
        out.append((part, group))
    spare = [part for part in parts if not any(part is p for p, _g in out)]
    for group in free:
        out.append((KeyPart(), group)) if _wants(group) else None
    if spare:
        for _part, group in out:
            for item in group:
                _doubt(item, "")
    return out


def _match(part: KeyPart, free: list[list[Item]]) -> list[Item] | None:
    title = part.heading
    if title is not None and (title.kind or title.foreign or title.choice):
        for group in free:
            own = group[0].heading
            if own is not None and (own.kind, own.foreign, own.choice) == (title.kind, title.foreign, title.choice):
                return group
        if any(g[0].heading is not None and (g[0].heading.kind or g[0].heading.foreign) for g in free):
            return None
    ordinal = _ORDINAL.match(title.title) if title is not None else None
    if ordinal:
        own_ordinals = [_ORDINAL.match(g[0].heading.title) if g[0].heading is not None else None for g in free]
        for group, own_ordinal in zip(free, own_ordinals, strict=True):
            if own_ordinal and own_ordinal[1] == ordinal[1]:
                return group
        if any(own_ordinals):
            return None
    return free[0] if free else None


def _wants(group: Sequence[Item]) -> bool:
    return not any(item.draft.answers for item in group)


def _give(part: KeyPart, group: list[Item]) -> None:
    labels = [int(label) for label, _value in part.entries if label.isdecimal()]
    if (
        labels
        and len(labels) == len(part.entries)
        and len(set(labels)) == len(labels)
        and all(item.number for item in group)
    ):
        by_number = dict(zip(labels, (value for _label, value in part.entries), strict=True))
        own = [item.number for item in group]
        moved = min(own) != min(by_number)
        shifted = moved and len(own) == len(by_number) and _solid(own) and _solid(labels)
        if moved and not shifted:
            for item in group:
                _doubt(item, f"{own[0]}… ≠ {labels[0]}…")
        seen: set[int] = set()
        for item, label in (
            zip(group, sorted(by_number), strict=False) if shifted else ((item, item.number) for item in group)
        ):
            value = by_number.get(label)
            if value is None or label in part.broken or own.count(item.number) > 1:
                if value is not None:
                    _answer(item, value)
                if value is not None or not item.draft.answers:
                    _doubt(item, str(item.number))
            else:
                _answer(item, value)
            seen.add(label)
        extra = sorted(set(by_number) - seen)
        if extra and group:
            _doubt(group[-1], "、".join(map(str, extra[:5])))
        return
    values = [value for _label, value in part.entries]
    even = len(values) == len(group) and not part.broken
    for at, item in enumerate(group):
        if at < len(values) and not part.broken:
            _answer(item, values[at])
        if not even:
            _doubt(item, f"{len(group)} ≠ {len(values)}")


def _solid(numbers: Sequence[int]) -> bool:
    """Whether numbers have no gap and no repetition."""
    return len(set(numbers)) == len(numbers) == max(numbers) - min(numbers) + 1


def _doubt(item: Item, fact: str) -> None:
    doubt = Doubt(DoubtCode.KEY_DIFFERS, fact or item.label)
    if doubt not in item.draft.doubts:
        item.draft.doubts.append(doubt)


def _answer(item: Item, value: str) -> None:
    """One entry of a key: the answer alone, or with fields."""
    draft = item.draft
    item.keyed = True
    found = fields.marks(value)
    head = value[: found[0].start] if found else value
    head = head.strip(" \n。;；")
    if head:
        _first(draft, head)
    for at, mark in enumerate(found):
        end = found[at + 1].start if at + 1 < len(found) else len(value)
        text = (mark.value if mark.value is not None else value[mark.end : end]).strip()
        if mark.field == "answer" and text:
            _first(draft, text)
        elif mark.field == "explanation":
            draft.explanation = f"{draft.explanation}\n{text}".strip()
        elif mark.field == "basis":
            draft.basis = draft.basis or text


def _first(draft: Draft, text: str) -> None:
    first, stop, rest = text.partition("\n")
    if stop and re.fullmatch(
        r"[（(【\[]?\s*(?:[A-Z](?:[、,， ]?[A-Z])*|[√×]|对|错|正确|错误)\s*[）)】\]]?[。.]?", first.strip()
    ):
        draft.answers.append(first.strip())
        draft.explanation = f"{draft.explanation}\n{rest.strip()}".strip()
    else:
        draft.answers.append(text)
