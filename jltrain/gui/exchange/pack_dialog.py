"""制作题库包: what goes in, what it builds on, the passphrase or PIN of the unit's key, and where it is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QButtonGroup, QComboBox, QRadioButton, QWidget

from jltrain.app import bank, exchange, keys
from jltrain.app.context import Context
from jltrain.app.exchange import SUFFIX, PackageRow, Packed
from jltrain.bank.state import PRACTISED
from jltrain.clock import beijing, parse_iso
from jltrain.gui.keys.codes import PIN_CODES, TOKEN_CODES
from jltrain.gui.keys.file_field import OpenField, SaveField
from jltrain.gui.keys.secret import SecretField
from jltrain.gui.keys.step import StepDialog
from jltrain.gui.page import Shell
from jltrain.i18n import _

_FILE: Final = "file"
_BAD_NAME: Final = str.maketrans('\\/:*?"<>|', "_________")


@dataclass(frozen=True, slots=True)
class Desk:
    """What the dialog must know first: what the key asks for ("", passphrase, pin), whether it is a trial key, how many
    questions are in use, and the packages there were."""

    needed: str
    trial: bool
    questions: int
    packages: tuple[PackageRow, ...]


def desk_of(context: Context) -> Desk:
    """Read it; beside the GUI. Raises KeyDamaged."""
    bank.keep_up(context)
    unit = keys.status(context).unit
    counts = bank.state_counts(context)
    return Desk(
        keys.secret_needed(context),
        unit is None or unit.trial,
        sum(counts.get(state, 0) for state in PRACTISED),
        exchange.packages(context),
    )


class PackDialog(StepDialog):
    """`ids`: the questions that another page handed over; () when there are none."""

    def __init__(self, parent: QWidget, shell: Shell, desk: Desk, ids: Sequence[str] = ()) -> None:
        super().__init__(parent, shell, _("制作题库包"), _("制作(&M)"))
        self._ids, self._needed = tuple(ids), desk.needed
        self.made: Packed | None = None
        if desk.trial:
            self.say(_("现在用的是本机试用密钥：收包的电脑要先信任本机的试用根证书，才能接收。"), "badge-warn")
        self.whole = QRadioButton(_("使用中的全部 {n} 题(&A)").format(n=f"{desk.questions:,}"))
        self.some = QRadioButton(_("题库页选出的 {n} 题(&S)").format(n=f"{len(self._ids):,}"))
        self.changes = QRadioButton(_("只写上一份之后的改动(&G)"))
        self.changes.setToolTip(_("新增、改过和停用的题；收包的电脑要先接收过那一份（Alt+G）"))
        group = QButtonGroup(self)
        for made in (self.whole, self.some, self.changes):
            group.addButton(made)
            self.put(made)
            made.toggled.connect(lambda _on: self._arrange())
        self.some.setVisible(bool(self._ids))
        self.base = QComboBox()
        self.base.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.base.setMinimumContentsLength(18)
        for row in desk.packages:
            self.base.addItem(_package(row), row.digest)
        self.base.addItem(_("从文件选择…"), _FILE)
        self._base = self.field(_("上一份(&P)"), self.base, codes=("no-such-base",))
        self.previous = OpenField(_("上一份题库包的文件"), _("题库包 (*{suffix})").format(suffix=SUFFIX))
        self._previous = self.field(
            _("文件(&F)"), self.previous, codes=("package-refused", "base-missing", "bad-file", "no-such-base")
        )
        self.base.currentIndexChanged.connect(lambda _at: self._arrange())
        self.secret: SecretField | None = None
        if self._needed:
            name = "PIN" if self._needed == "pin" else _("口令")
            hint = _("签名密钥在密码硬件里，请插好硬件。") if self._needed == "pin" else _("本单位签名密钥的口令。")
            self.secret = SecretField(name)
            codes = (*PIN_CODES, *TOKEN_CODES) if self._needed == "pin" else ("wrong-passphrase",)
            self._secret = self.field(name, self.secret, hint, codes=codes)
        day = beijing(shell.context.clock.now(), "%Y-%m-%d")
        unit = shell.context.settings.text("unit").translate(_BAD_NAME)[:40]
        name = "-".join(part for part in (_("题库包"), unit, day) if part) + SUFFIX
        self.target = SaveField(_("写到哪里"), _("题库包 (*{suffix})").format(suffix=SUFFIX), name)
        self._target = self.field(_("写到(&W)"), self.target, codes=("file-not-written",))
        self.body.addStretch(1)
        (self.some if self._ids else self.whole).setChecked(True)
        self._arrange()
        (self.some if self._ids else self.whole).setFocus()

    def _arrange(self) -> None:
        self._base.show(self.changes.isChecked())
        self._previous.show(self.changes.isChecked() and self.base.currentData() == _FILE)
        if self.isVisible():
            self.fit()

    def _since(self) -> Path | str | None:
        if not self.changes.isChecked():
            return None
        chosen = self.base.currentData()
        return self.previous.path() if chosen == _FILE else str(chosen)

    def missing(self) -> bool:
        if self.changes.isChecked() and self._since() is None:
            self._previous.complain(_("请选择上一份题库包的文件。"))
            return True
        if self.secret is not None and not self.secret.text():
            self._secret.complain(_("请输入 PIN。") if self._needed == "pin" else _("请输入口令。"))
            return True
        if self.target.path() is None:
            self._target.complain(_("请选择写到哪里。"))
            return True
        return False

    def act(self) -> None:
        target = self.target.path()
        assert target is not None
        file = target if target.suffix.lower() == SUFFIX else target.with_name(target.name + SUFFIX)
        ids = self._ids if self.some.isChecked() else None
        context, since = self.context, self._since()
        secret = self.secret.text() if self.secret is not None else None

        def work() -> Packed:
            return exchange.pack(context, ids, file, secret, since=since)

        self.start(work, self._packed, _("正在制作题库包…"))

    def _packed(self, made: Packed) -> None:
        self.made = made
        counts = _("{n} 题，图片 {pictures} 张，停用 {gone} 题").format(
            n=f"{made.questions:,}", pictures=made.pictures, gone=made.withdrawn
        )
        lines = [_("内容：{counts}。").format(counts=counts), _("题库包编号：{digest}").format(digest=made.digest[:16])]
        if made.waiting:
            lines.append(_("{n} 道待复核的题没有写入，复核以后再写一份。").format(n=made.waiting))
        if made.base:
            lines.append(_("收包的电脑要先接收过编号 {base} 的那一份。").format(base=made.base[:8]))
        if made.base and not made.questions and not made.withdrawn:
            lines.append(_("上一份之后没有改动，这一份里没有试题。"))
        lines.append(_("请把文件带到别的电脑，在“题库”的“合并与题库包”里接收。"))
        self.finish(_("题库包做好了"), "\n".join(lines), made.file)


def _package(row: PackageRow) -> str:
    direction = _("接收") if row.direction == "in" else _("制作")
    return _("{at} {direction} {id} {unit}").format(
        at=beijing(parse_iso(row.at)), direction=direction, id=row.digest[:8], unit=row.unit
    )
