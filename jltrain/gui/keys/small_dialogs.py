"""Short steps: write a file again, change a passphrase."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QWidget

from jltrain.app import keys
from jltrain.gui.keys.codes import SECRET_CODES
from jltrain.gui.keys.file_field import SaveField
from jltrain.gui.keys.secret import NewSecret, SecretField
from jltrain.gui.keys.step import StepDialog
from jltrain.gui.page import Shell
from jltrain.i18n import _


class ExportDialog(StepDialog):
    """Writes something that has no secret in it to a file. `write` gives (file, next step)."""

    def __init__(
        self,
        parent: QWidget,
        shell: Shell,
        title: str,
        explained: str,
        name: str,
        kinds: str,
        write: Callable[[Path], tuple[Path, str]],
    ) -> None:
        super().__init__(parent, shell, title, _("导出"))
        self._write = write
        self.say(explained, "muted")
        self.target = SaveField(_("存到"), kinds, name)
        self.field(_("存到"), self.target, codes=("file-not-written",))
        self.body.addStretch(1)

    def missing(self) -> bool:
        if self.target.path() is None:
            self.fields[0].complain(_("请选择存放位置。"))
        return self.target.path() is None

    def act(self) -> None:
        target, write = self.target.path(), self._write
        assert target is not None
        self.start(lambda: write(target), self._written, _("正在写文件…"))

    def _written(self, done: tuple[Path, str]) -> None:
        file, next_step = done
        self.finish(_("文件已导出"), next_step, file)


class PassphraseDialog(StepDialog):
    """`which`: "unit" or "root", as app.keys has it. `optional`: a trial key may be without a passphrase."""

    def __init__(self, parent: QWidget, shell: Shell, which: str, *, protected: bool, optional: bool) -> None:
        super().__init__(parent, shell, _("修改口令"), _("修改口令"))
        self._which = which
        self.say(_("新口令从下一次签发起使用。忘记口令无法找回：单位密钥只能重新申请证书，根证书只能换发。"), "muted")
        self.old, self.new, self.none = (
            SecretField(_("现在的口令")),
            NewSecret(),
            QCheckBox(_("不设口令（只有试用密钥可以）(&N)")),
        )
        self._old = self.field(_("现在的口令"), self.old, codes=("wrong-passphrase",))
        self._old.show(protected)
        self._new = self.field(_("新口令"), self.new, codes=SECRET_CODES)
        self.put(self.none)
        self.none.setVisible(optional and protected)
        self.none.toggled.connect(lambda on: self._new.show(not on))
        self.body.addStretch(1)
        (self.old if protected else self.new).setFocus()

    def missing(self) -> bool:
        if self._old.shown and not self.old.text():
            self._old.complain(_("请输入现在的口令。"))
            return True
        if self._new.shown and self.new.fault():
            self._new.complain(self.new.fault())
            return True
        return False

    def act(self) -> None:
        context, which = self.context, self._which
        old = self.old.text() if self._old.shown else None
        new = self.new.text() if self._new.shown else None
        self.start(lambda: keys.change_passphrase(context, old, new, which), self._done, _("正在修改口令…"))

    def _done(self, _nothing: None) -> None:
        self.finish(_("口令已修改"), _("请把新口令写下来，封好交专人保管；以前的密钥备份仍用旧口令。"))
