"""What about this PC's keys runs out, is missing or is weak, each in one sentence that says what to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jltrain.app.keyfacts import OwnRoot, TrustedRoot, UnitKey
from jltrain.clock import beijing
from jltrain.i18n import _

SOON: Final = 60
"""Days before the end at which one is told: an answer has to travel to the province and back."""
LIST_SOON: Final = 30
"""The same for a list, which is in force for some 100 days in all."""


def warnings_of(
    unit: UnitKey | None, root: OwnRoot | None, former: tuple[OwnRoot, ...], believed: tuple[TrustedRoot, ...]
) -> tuple[str, ...]:
    """All of them, the most urgent first."""
    return (*_unit(unit), *_lists(believed), *_own(root, former))


def _unit(unit: UnitKey | None) -> Iterator[str]:
    if unit is None:
        return
    until = beijing(unit.valid_until, "%Y-%m-%d")
    if unit.revoked:
        yield _("单位证书已被吊销，用它签发的成绩单都会被拒收；请停止签发，并向根证书的保管单位申请新证书。")
    if unit.days_left < 0:
        yield _("单位证书已于 {until} 到期，不能再签发成绩单；请换领新证书。").format(until=until)
    elif unit.days_left <= SOON:
        yield _("单位证书 {until} 到期，还有 {n} 天；请现在申请换领。").format(until=until, n=unit.days_left)
    if not unit.root:
        yield _("本机没有信任签发单位证书的根证书，本机签发的成绩单在本机核验不会通过；请重新导入并信任它。")
    if not unit.trial and not unit.protected:
        yield _("单位密钥没有设口令，拿到这台电脑的人都能签发成绩单；请现在设置口令。")


def _lists(believed: tuple[TrustedRoot, ...]) -> Iterator[str]:
    for root in believed:
        if root.list_fault:
            yield root.list_fault
        elif root.list is not None and root.list.days_left <= LIST_SOON and not root.trial:
            until = beijing(root.list.valid_until, "%Y-%m-%d")
            yield _("“{name}”的吊销列表 {until} 到期，还有 {n} 天；请索取并导入下一份。").format(
                name=root.name, until=until, n=root.list.days_left
            )


def _own(root: OwnRoot | None, former: tuple[OwnRoot, ...]) -> Iterator[str]:
    if root is None or root.trial:
        return
    if root.days_left <= SOON:
        until = beijing(root.valid_until, "%Y-%m-%d")
        yield _("本机的根证书 {until} 到期，还有 {n} 天；请换发根证书并重新分发。").format(
            until=until, n=root.days_left
        )
    for one in (root, *(f for f in former if not f.trial and f.days_left >= 0)):
        waiting = one.list is None or one.list.revoked < one.revoked
        if waiting:
            yield _("有吊销登记还没有进入吊销列表（根证书 {name}）；请立即发布新的吊销列表。").format(name=one.unit)
        elif one.list is not None and one.list.days_left <= LIST_SOON:
            until = beijing(one.list.valid_until, "%Y-%m-%d")
            yield _("本机根证书（{name}）的吊销列表 {until} 到期；请发布下一份并分发。").format(
                name=one.unit, until=until
            )
