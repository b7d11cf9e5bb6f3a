"""HR's decision about a sheet: it is his after all, it is somebody else's, it does not count. Each with a reason."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from jltrain.errors import BadInput
from jltrain.i18n import N_, _
from jltrain.ledger.identity import tidy_certificate, tidy_text

MAX_REASON: Final = 500


class RulingKind(StrEnum):
    """What HR decided."""

    CONFIRM = "confirm"
    ASSIGN = "assign"
    EXCLUDE = "exclude"

    @property
    def label(self) -> str:
        """What the screen says."""
        return _(_LABELS[self])


_LABELS: Final = {
    RulingKind.CONFIRM: N_("确认为本人成绩"),
    RulingKind.ASSIGN: N_("改记到他人名下"),
    RulingKind.EXCLUDE: N_("不予计入"),
}


class BadRuling(BadInput):
    template = N_("核实结论没有记下：{reason}。")


@dataclass(frozen=True, slots=True)
class Ruling:
    """`sheet` is the file's digest; `certificate` whose it is, for ASSIGN alone, else "". `entry` its number in the log."""

    kind: RulingKind
    sheet: str
    reason: str
    by: str
    at: str
    certificate: str = ""
    entry: int = 0


def ruling(kind: RulingKind, sheet: str, reason: str, by: str, at: str, certificate: str = "") -> Ruling:
    """A ruling with its texts tidied. Raises BadRuling when the reason or, for ASSIGN, the number is missing."""
    reason, certificate = tidy_text(reason), tidy_certificate(certificate)
    if not 0 < len(reason) <= MAX_REASON:
        raise BadRuling(reason=_("请写明理由（500 字以内）"))
    if (kind is RulingKind.ASSIGN) != bool(certificate):
        raise BadRuling(reason=_("改记到他人名下时要填那人的执法证号，其他结论不填"))
    return Ruling(kind, sheet, reason, by, at, certificate)


def holding(rulings: Iterable[Ruling], undone: Collection[int] = frozenset()) -> dict[str, Ruling]:
    """The ruling that holds for each sheet (by digest): the latest by entry number that is not among `undone`."""
    held: dict[str, Ruling] = {}
    for one in rulings:
        if one.entry not in undone and (one.sheet not in held or held[one.sheet].entry < one.entry):
            held[one.sheet] = one
    return held
