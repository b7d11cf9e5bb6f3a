"""How a review ended."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from jltrain.i18n import N_, _


class Verdict(StrEnum):
    """CONFIRMED: right as it is. SUPERSEDED: a still newer version came before anybody looked."""

    CONFIRMED = "confirmed"
    EDITED = "edited"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"

    @property
    def label(self) -> str:
        """What the screen says."""
        return _(_LABELS[self])


_LABELS: Final = {
    Verdict.CONFIRMED: N_("确认仍然正确"),
    Verdict.EDITED: N_("已修改"),
    Verdict.WITHDRAWN: N_("已停用"),
    Verdict.SUPERSEDED: N_("又有新版本"),
}
