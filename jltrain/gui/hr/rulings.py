"""HR's rulings on a sheet: it is his after all, it is somebody else's, it does not count; and taking one back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from jltrain.gui.hr.reason_dialog import ReasonDialog
from jltrain.gui.page import Shell
from jltrain.i18n import N_, _
from jltrain.ledger.member import Member
from jltrain.ledger.result import State
from jltrain.ledger.ruling import Ruling, RulingKind

if TYPE_CHECKING:
    from jltrain.app.collecting import CollectedLine

TITLES: Final = {
    RulingKind.CONFIRM: N_("确认是本人"),
    RulingKind.ASSIGN: N_("改记到他人"),
    RulingKind.EXCLUDE: N_("不计入"),
}
HINTS: Final = {
    RulingKind.CONFIRM: N_("姓名写法不同但确是此人：成绩计入这个执法证号名下"),
    RulingKind.ASSIGN: N_("证号写错了人：成绩计入另一名执法人员名下"),
    RulingKind.EXCLUDE: N_("这份成绩不算数：留在登记里，不计入任何人"),
}
KEYS: Final = {RulingKind.CONFIRM: "Ctrl+Y", RulingKind.ASSIGN: "Ctrl+M", RulingKind.EXCLUDE: "Ctrl+E"}
_EXAMPLES: Final = {
    RulingKind.CONFIRM: N_("例如：已与本人和单位核对，系曾用名"),
    RulingKind.ASSIGN: N_("例如：考点把证号填成了同事的，已由单位证明"),
    RulingKind.EXCLUDE: N_("例如：考点来函说明本场成绩作废"),
}


def allowed(kind: RulingKind, line: CollectedLine | None) -> bool:
    """Whether this ruling makes sense for a sheet as it stands."""
    if line is None or line.state is None:
        return False
    if kind is RulingKind.CONFIRM:
        return line.state is State.NAME_DIFFERS
    if kind is RulingKind.EXCLUDE:
        return line.state is not State.EXCLUDED
    return line.state is not State.SUPERSEDED


def _meaning(kind: RulingKind, line: CollectedLine) -> str:
    whose = _("成绩单 {number}：{name}（{certificate}），{unit}。").format(
        number=line.number, name=line.name, certificate=line.certificate, unit=line.unit
    )
    return whose + _("{what}。").format(what=_(HINTS[kind]))


def rule_dialog(parent: QWidget, shell: Shell, kind: RulingKind, line: CollectedLine) -> ReasonDialog:
    """Asks for the reason (and whose the sheet is) and writes the ruling."""
    context, digest = shell.context, line.digest

    def write(reason: str, by: str, person: Member | None) -> object:
        from jltrain.app import register

        return register.rule(context, digest, kind, reason, certificate=person.certificate if person else "", by=by)

    return ReasonDialog(
        parent,
        shell,
        _(TITLES[kind]),
        _meaning(kind, line),
        write,
        example=_(_EXAMPLES[kind]),
        choose=line.name if kind is RulingKind.ASSIGN else None,
    )


def undo_dialog(parent: QWidget, shell: Shell, ruling: Ruling) -> ReasonDialog:
    """Asks for the reason and takes the ruling back."""
    context, entry = shell.context, ruling.entry

    def write(reason: str, by: str, _person: Member | None) -> None:
        from jltrain.app import register

        register.undo(context, entry, reason, by=by)

    meaning = _(
        "撤销{by}的结论“{what}”（理由：{reason}）。撤销后成绩单回到作出结论之前的状态，结论和撤销都留在台账里。"
    )
    return ReasonDialog(
        parent,
        shell,
        _("撤销结论"),
        meaning.format(by=ruling.by, what=ruling.kind.label, reason=ruling.reason),
        write,
        example=_("例如：核对有误，不是同一人"),
    )
