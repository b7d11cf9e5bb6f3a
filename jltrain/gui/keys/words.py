"""How keys, days and lists are spoken of on these pages."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from jltrain.app.keys import ListFacts, OwnRoot, TrustedRoot, UnitKey
from jltrain.clock import beijing
from jltrain.i18n import _

SOON_KEY: Final = 60
"""Days before its end from which a certificate is shown in yellow: the way to the province and back takes weeks."""

SOON_LIST: Final = 30
"""Days before its end from which a revocation list is shown in yellow."""


def day(moment: datetime | None) -> str:
    """The day in Beijing; a line for none."""
    return beijing(moment, "%Y-%m-%d") if moment else "—"


def left(days: int) -> str:
    """How long something is still in force."""
    if days < 0:
        return _("已过期 {n} 天").format(n=-days)
    return _("今天到期") if days == 0 else _("还有 {n} 天").format(n=days)


def until(moment: datetime, days: int) -> str:
    """Until when, and how long that is."""
    return _("{day}（{left}）").format(day=day(moment), left=left(days))


def key_state(key: UnitKey | None, *, waiting: bool) -> tuple[str, str]:
    """(badge, tone) for the unit's key."""
    if key is None:
        return (_("等待安装证书"), "warn") if waiting else (_("还没有密钥"), "bad")
    if key.days_left < 0:
        return _("已过期"), "bad"
    if key.trial:
        return _("试用密钥"), "warn"
    if key.days_left <= SOON_KEY:
        return _("即将到期"), "warn"
    return _("有效"), "good"


def root_state(root: OwnRoot) -> tuple[str, str]:
    """(badge, tone) for a provincial root of this PC."""
    if root.days_left < 0:
        return _("已过期"), "bad"
    return (_("即将到期"), "warn") if root.days_left <= 365 else (_("有效"), "good")


def list_state(held: ListFacts | None) -> tuple[str, str]:
    """(badge, tone) for a revocation list."""
    if held is None:
        return _("没有吊销列表"), "bad"
    if not held.fresh:
        return _("列表已过期") if held.days_left < 0 else _("列表不可用"), "bad"
    if held.days_left <= SOON_LIST:
        return _("列表将到期"), "warn"
    return _("列表有效"), "good"


def trust_state(root: TrustedRoot) -> tuple[str, str]:
    """(badge, tone) for a trusted root: nothing under it counts without a fresh list."""
    return list_state(None if root.list_fault and root.list is None else root.list)


def protection(*, protected: bool, token: str, trial: bool) -> str:
    """Where a key rests."""
    if token:
        return _("密码硬件“{token}”，签发时要输入 PIN").format(token=token)
    if protected:
        return _("密钥文件，有口令保护")
    return _("密钥文件，没有口令（试用密钥）") if trial else _("密钥文件，没有口令")
