"""How a review ended, or was opened again."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from jltrain.i18n import N_, _


class Verdict(StrEnum):
    """CONFIRMED: right as it is. SUPERSEDED: a still newer version came before anybody looked.

    REOPENED ends nothing: the question was withdrawn unlooked at, and is in use again.
    """

    CONFIRMED = "confirmed"
    EDITED = "edited"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    REOPENED = "reopened"

    @property
    def label(self) -> str:
        """What the screen says."""
        return _(_LABELS[self])


_LABELS: Final = {
    Verdict.CONFIRMED: N_("确认仍然正确"),
    Verdict.EDITED: N_("已修改"),
    Verdict.WITHDRAWN: N_("已停用"),
    Verdict.SUPERSEDED: N_("又有新版本"),
    Verdict.REOPENED: N_("恢复使用，重新复核"),
}
