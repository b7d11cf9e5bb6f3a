"""What the tables of 花名册 show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from jltrain.clock import beijing
from jltrain.gui.shell.table import Column, by_sound
from jltrain.i18n import _
from jltrain.ledger.member import Member
from jltrain.ledger.transcript import Change

if TYPE_CHECKING:
    from jltrain.app.roster import OfficerRow

_LEVELS: Final = {"province": 0, "city": 1, "county": 2}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit with its officers counted; `name` is None for all units together."""

    name: str | None
    people: int

    @property
    def label(self) -> str:
        return _("全部单位") if self.name is None else self.name


def unit_columns() -> tuple[Column[Unit], ...]:
    """The list of units."""
    return (
        Column(
            _("单位"),
            lambda u: u.label,
            order=lambda u: (u.name is not None, by_sound(u.label)),
            widest=24,
            grows=True,
            least=3,
        ),
        Column(_("人数"), lambda u: f"{u.people:,}", order=lambda u: u.people, number=True),
    )


def officer_columns() -> tuple[Column[OfficerRow], ...]:
    """The list of officers; who shares his name with others is marked, since only the number tells them apart."""
    return (
        Column(_("姓名"), lambda o: o.member.name, widest=10, least=4),
        Column("", lambda o: _("同名") if o.namesakes else "", tone=lambda o: "warn" if o.namesakes else ""),
        Column(_("执法证号"), lambda o: o.member.certificate, order=lambda o: o.member.certificate),
        Column(_("单位"), lambda o: o.member.unit, widest=24, grows=True, least=10),
        Column(_("层级"), lambda o: o.member.level.label, order=lambda o: _LEVELS[o.member.level.value]),
        Column(_("执法门类"), lambda o: o.member.discipline.label, widest=10),
        Column(_("市州"), lambda o: o.member.city, widest=8),
        Column(_("批次"), lambda o: o.member.batch, widest=12),
        Column(_("岗位"), lambda o: o.member.post, widest=10),
    )


def change_columns() -> tuple[Column[Change], ...]:
    """The history of one officer."""
    return (
        Column(_("时间"), lambda c: beijing(c.at), order=lambda c: c.at),
        Column(_("事项"), lambda c: c.what, widest=8),
        Column(_("原来"), lambda c: c.before or "—", widest=20, least=6),
        Column(_("现在"), lambda c: c.after or "—", widest=20, grows=True, least=6),
        Column(_("经办人"), lambda c: c.by, widest=8),
    )


def identity(person: Member, namesakes: int) -> list[tuple[str, str]]:
    """(what, value) of an officer, from top to bottom; what the roster does not say is left out."""
    rows = [
        (_("姓名"), person.name),
        (_("曾用名"), _listed(person.names)),
        (_("执法证号"), person.certificate),
        (_("原执法证号"), _listed(person.formers)),
        (_("单位"), person.unit),
        (_("层级"), person.level.label),
        (_("执法门类"), person.discipline.label),
        (_("市州"), person.city),
        (_("批次"), person.batch),
        (_("岗位"), _post(person)),
        (_("任职日期"), person.appointed),
        (_("学历"), person.education),
        (_("进入名册"), person.added),
        (_("同名"), _("花名册中另有 {n} 人同名，请以执法证号区分。").format(n=namesakes) if namesakes else ""),
    ]
    return [(what, value) for what, value in rows if value]


def _listed(values: Sequence[str]) -> str:
    return _("、").join(values)


def _post(person: Member) -> str:
    kind = person.post_kind.label
    return _("{post}（{kind}）").format(post=person.post, kind=kind) if person.post else ""
