"""Whether a question of the bank may be used, and where; and where a version of it came from."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from jltrain.i18n import N_, _


class State(StrEnum):
    """READY is drawn for papers and practised; DRAFT lacks something and is in neither; REVIEW (an article that it
    cites has changed) is practised but in no paper; WITHDRAWN is in nothing and found only when asked for.
    """

    READY = "ready"
    DRAFT = "draft"
    REVIEW = "review"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """What the screen says."""
        return _(_LABELS[self])


_LABELS: Final = {
    State.READY: N_("可用"),
    State.DRAFT: N_("草稿"),
    State.REVIEW: N_("待复核"),
    State.WITHDRAWN: N_("已停用"),
}

FORMAL: Final = (State.READY,)
"""May be drawn for papers."""
PRACTISED: Final = (State.READY, State.REVIEW)
IN_USE: Final = (State.READY, State.DRAFT, State.REVIEW)
"""What a list shows unless asked for more."""


class Origin(StrEnum):
    """Where a version of a question came from."""

    SHIPPED = "shipped"
    OWN = "own"
    EDIT = "edit"
    IMPORT = "import"
    MERGE = "merge"
    PACKAGE = "package"
    RETAG = "retag"
    WITHDRAWN = "withdrawn"
    RESTORED = "restored"
    REVIEW = "review"

    @property
    def label(self) -> str:
        """What the screen says."""
        return _(_ORIGINS[self])


_ORIGINS: Final = {
    Origin.SHIPPED: N_("随程序题库"),
    Origin.OWN: N_("自有题库文件"),
    Origin.EDIT: N_("编辑"),
    Origin.IMPORT: N_("导入"),
    Origin.MERGE: N_("合并"),
    Origin.PACKAGE: N_("题库包"),
    Origin.RETAG: N_("调整归类"),
    Origin.WITHDRAWN: N_("停用"),
    Origin.RESTORED: N_("恢复使用"),
    Origin.REVIEW: N_("复核"),
}
FILED: Final = (Origin.SHIPPED, Origin.OWN)
"""Versions that came from YAML files; the folders of the bank are named so too."""
STATE_ONLY: Final = (Origin.WITHDRAWN, Origin.RESTORED, Origin.REVIEW)
"""Versions that say nothing new but the state."""
