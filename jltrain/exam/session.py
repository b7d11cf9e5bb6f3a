"""Who sits which paper: an exam session, its roster, and one officer's sitting in it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from jltrain.bank import digest
from jltrain.bank.areas import Area, Level
from jltrain.errors import Refused
from jltrain.i18n import N_, _


class SessionState(StrEnum):
    """prepared -> open -> closed, and no way back."""

    PREPARED = "prepared"
    OPEN = "open"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """What the screen says."""
        return _({"prepared": N_("未开考"), "open": N_("开考中"), "closed": N_("已结束")}[self.value])


class NotOnRoster(Refused):
    template = N_("执法证号“{certificate}”与姓名“{name}”不在本场考试名单中，请核对后重新输入，或请监考员查看名单。")


class SessionNotOpen(Refused):
    template = N_("考试“{title}”{state}，现在不能作答，请联系监考员。")


class StillSitting(Refused):
    template = N_("还有 {count} 名考生没有交卷，请先为他们交卷或等待考试结束，再结束本场考试。")


class WrongStep(Refused):
    template = N_("考试“{title}”{state}，不能再改为“{wanted}”。")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An officer on a session's roster."""

    name: str
    certificate: str
    unit: str
    level: Level
    discipline: Area


@dataclass(frozen=True, slots=True)
class ExamSession:
    """`created` is a UTC ISO text. The roster is fixed when the session is made."""

    id: str
    title: str
    paper_digest: str
    created: str
    roster: tuple[Candidate, ...]

    def candidate(self, certificate: str, name: str) -> Candidate:
        """The officer who signs in with both. Raises NotOnRoster."""
        for person in self.roster:
            if plain(person.certificate) == plain(certificate) and plain(person.name) == plain(name):
                return person
        raise NotOnRoster(certificate=certificate, name=name)


@dataclass(frozen=True, slots=True)
class Sitting:
    """One officer's one attempt at a session. The id follows from both, so there can be only one."""

    session_id: str
    certificate: str

    @property
    def id(self) -> str:
        """32 hexadecimal digits; also the seed of this sitting's order of questions."""
        return digest.of({"session": self.session_id, "certificate": self.certificate})[:32]


def plain(text: str) -> str:
    """A name or number as it is compared: without the spaces people put between two characters; a full-width
    digit is a digit, case is none."""
    return "".join(unicodedata.normalize("NFC", text.translate(_NARROW)).split()).casefold()


_NARROW: Final = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
"""Full-width ASCII to ASCII. NFKC would do it too, but it also turns some rare name characters into others."""
