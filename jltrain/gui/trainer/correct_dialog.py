"""更正成绩单: a new version of an officer's sheet with name, unit, level or discipline put right. Marks are never changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from jltrain.app import keys, sheets
from jltrain.app.sheets import Changes, Correctable, Issued
from jltrain.bank.areas import DISCIPLINES, Area, Level
from jltrain.clock import beijing, parse_iso
from jltrain.gui.keys.codes import PIN_CODES, TOKEN_CODES
from jltrain.gui.keys.parts import Facts
from jltrain.gui.keys.secret import SecretField
from jltrain.gui.keys.step import StepDialog
from jltrain.gui.page import Shell
from jltrain.i18n import _

_LONGEST: Final = 100
_REASON: Final = 200


class CorrectDialog(StepDialog):
    """Shows what the newest sheet says; what is written over it goes onto the new one. `done` gets the new sheet."""

    def __init__(
        self,
        parent: QWidget,
        shell: Shell,
        session: str,
        certificate: str,
        now: Correctable,
        done: Callable[[Issued], None],
    ) -> None:
        super().__init__(parent, shell, _("更正成绩单"), _("签发更正后的成绩单"))
        self._session, self._certificate, self._now, self._done = session, certificate, now, done
        newest = now.versions[-1]
        self.say(
            _(
                "第 {old} 版 {number} 将由第 {new} 版 {next} 代替。原成绩单保留，人事收到新版后以新版为准。分数不能更正。"
            ).format(old=newest.version, number=newest.number, new=newest.version + 1, next=now.next_number)
        )
        officer = now.officer
        self.name, self.unit, self.reason = QLineEdit(officer.name), QLineEdit(officer.unit), QLineEdit()
        for line, longest in ((self.name, _LONGEST), (self.unit, _LONGEST), (self.reason, _REASON)):
            line.setMaxLength(longest)
        self.level, self.discipline = QComboBox(), QComboBox()
        for level in Level:
            self.level.addItem(level.label, level)
        for area in DISCIPLINES:
            self.discipline.addItem(area.label, area)
        self.level.setCurrentIndex(list(Level).index(Level(officer.level)))
        self.discipline.setCurrentIndex(list(DISCIPLINES).index(Area(officer.discipline)))
        self._name = self.field(_("姓名"), self.name)
        self._unit = self.field(_("单位"), self.unit)
        self.field(_("层级"), self.level)
        self.field(_("执法门类"), self.discipline)
        hint = _("必填，会印在新成绩单上，例如“姓名录入有误，经核对身份证件更正”。")
        self._why = self.field(_("更正原因"), self.reason, hint, ("nothing-corrected",))
        self.secret: SecretField | None = None
        self._ask_secret(keys.secret_needed(self.context))
        self.say(_("已签发的各版"), "muted")
        self.put(Facts(_versions(now)))
        self.body.addStretch(1)
        self.name.setFocus()

    def _ask_secret(self, needed: str) -> None:
        if not needed:
            return
        pin = needed == "pin"
        name = "PIN" if pin else _("口令")
        self.secret = SecretField(name)
        codes = (*PIN_CODES, *TOKEN_CODES) if pin else ("wrong-passphrase",)
        hint = _("请插好密码硬件，输入它的 PIN，连续输错会被锁定。") if pin else _("签名密钥的口令。")
        self._secret = self.field(name, self.secret, hint, codes)

    def changes(self) -> Changes:
        """What differs from the newest sheet."""
        officer = self._now.officer
        level, discipline = Level(self.level.currentData()), Area(self.discipline.currentData())
        name, unit = self.name.text().strip(), self.unit.text().strip()
        return Changes(
            name="" if name == officer.name else name,
            unit="" if unit == officer.unit else unit,
            level=None if level == officer.level else level,
            discipline=None if discipline == officer.discipline else discipline,
        )

    def missing(self) -> bool:
        for field, line, text in (
            (self._name, self.name, _("请填写姓名。")),
            (self._unit, self.unit, _("请填写单位。")),
            (self._why, self.reason, _("请写明更正原因。")),
        ):
            if not line.text().strip():
                field.complain(text)
                return True
        if self.changes() == Changes():
            self._name.complain(_("没有改动：请改正姓名、单位、层级或门类。"))
            return True
        if self.secret is not None and not self.secret.text():
            self._secret.complain(_("请输入口令或 PIN。"))
            return True
        return False

    def act(self) -> None:
        context, changes, reason = self.context, self.changes(), self.reason.text()
        secret = self.secret.text() if self.secret is not None else None

        def work() -> Issued:
            return sheets.correct(context, self._session, self._certificate, changes, reason, secret)

        self.start(work, self._issued, _("正在签发更正后的成绩单…"))

    def _issued(self, made: Issued) -> None:
        self.accept()
        self._done(made)


def _versions(now: Correctable) -> list[tuple[str, str]]:
    rows = []
    for sheet in now.versions:
        when = beijing(parse_iso(sheet.issued), "%Y-%m-%d %H:%M")
        text = _("{number}，{when}").format(number=sheet.number, when=when)
        if sheet.correction:
            text += _("，更正原因：{reason}").format(reason=sheet.correction)
        rows.append((_("第 {n} 版").format(n=sheet.version), text))
    return rows
