"""The ledger's log: every fact is an entry, linked to the one before it, and none is ever changed.

What screens show is read from plain tables that follow from the entries and can be made anew from them. A
mistake is mended by a further entry.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from jltrain.errors import BadInput
from jltrain.i18n import N_, _

GENESIS: Final = hashlib.sha256(b"jltrain.ledger/1").hexdigest()
"""What the first entry is linked to."""


class EntryKind(StrEnum):
    """What an entry says."""

    SHEET = "sheet"
    REFUSED = "refused"
    ROSTER = "roster"
    OFFICER = "officer"
    ACTIVITY = "activity"
    RULING = "ruling"
    UNDO = "undo"
    PLAN = "plan"

    @property
    def label(self) -> str:
        """What the screen says."""
        return _(_LABELS[self])


_LABELS: Final = {
    EntryKind.SHEET: N_("成绩单入账"),
    EntryKind.REFUSED: N_("文件拒收"),
    EntryKind.ROSTER: N_("名册导入"),
    EntryKind.OFFICER: N_("人员变动"),
    EntryKind.ACTIVITY: N_("活动记录"),
    EntryKind.RULING: N_("核实结论"),
    EntryKind.UNDO: N_("撤销"),
    EntryKind.PLAN: N_("轮训计划"),
}


class ChainBroken(BadInput):
    template = N_("台账第 {number} 条与前一条接不上，记录可能被改动过，请停止使用这个数据库，用备份核对。")


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry before it has its place. `at` as clock.iso writes it; `by` who did it; `body` as bodies.py makes it.

    `subject`: the certificate number (OFFICER, ACTIVITY), the file's digest (SHEET, REFUSED, RULING), "" (ROSTER), the
    first year of the cycle (PLAN); for UNDO the subject of what it undoes.
    """

    kind: EntryKind
    at: str
    by: str
    subject: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the log. Numbers run 1, 2, 3 … without a gap; `chain` is `link` of it and the one before."""

    number: int
    kind: EntryKind
    at: str
    by: str
    subject: str
    body: bytes
    chain: str


def link(previous: str, number: int, kind: EntryKind, at: str, by: str, subject: str, body: bytes) -> str:
    """SHA-256, hexadecimal, over the previous link and the entry; each field goes in behind its own length."""
    digest = hashlib.sha256()
    for field in (previous, str(number), kind.value, at, by, subject):
        data = field.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big") + data)
    digest.update(len(body).to_bytes(8, "big") + body)
    return digest.hexdigest()


def linked(previous: str, number: int, new: NewEntry) -> Entry:
    """The entry in its place behind the one whose link is `previous`."""
    chain = link(previous, number, new.kind, new.at, new.by, new.subject, new.body)
    return Entry(number, new.kind, new.at, new.by, new.subject, new.body, chain)


def check_chain(entries: Iterable[Entry], previous: str = GENESIS, number: int = 0) -> tuple[str, int]:
    """Check entries that follow the one numbered `number` with link `previous`, in order.

    Returns the link and number of the last, so that a long log is checked piece by piece. Raises ChainBroken with
    the number at which it breaks: a gap, a repeat, or content that is not what was linked.
    """
    for entry in entries:
        number += 1
        made = link(previous, number, entry.kind, entry.at, entry.by, entry.subject, entry.body)
        if entry.number != number or entry.chain != made:
            raise ChainBroken(number=number)
        previous = made
    return previous, number
