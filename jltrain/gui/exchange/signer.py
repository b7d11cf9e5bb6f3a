"""Who signed a package, and what it builds on: one line, and all of it when asked for."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from jltrain.app.exchange import Unpacked
from jltrain.clock import beijing, parse_iso
from jltrain.gui.hr.parts import button, label
from jltrain.gui.keys.parts import copyable
from jltrain.gui.shell.dialogs import Message, inform
from jltrain.i18n import _


class SignerStrip(QWidget):
    """Shows an Unpacked, hidden when there is none."""

    def __init__(self) -> None:
        super().__init__()
        self._package: Unpacked | None = None
        self.dialog: Message | None = None
        self.line = copyable("")
        self.more = button(_("签名详情(&I)…"), self.tell, _("单位代码、证书指纹、有效期和题库包编号（Alt+I）"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label(_("✓ 签名可信"), "badge-good", wrap=False))
        row.addWidget(self.line, 1)
        row.addWidget(self.more)
        self.hide()

    def put(self, package: Unpacked | None) -> None:
        """Show it, or hide."""
        self._package = package
        self.setVisible(package is not None)
        if package is None:
            return
        parts = [package.signer.unit, _content(package)]
        if package.again:
            parts.append(_("以前接收过"))
        self.line.setText(" · ".join(parts))

    def tell(self) -> None:
        """Everything about the signature."""
        package = self._package
        if package is None:
            return
        signer = package.signer
        rows = (
            (_("签名单位"), signer.unit),
            (_("单位代码"), signer.code or "—"),
            (_("证书指纹"), signer.fingerprint),
            (_("证书有效期至"), beijing(signer.not_after, "%Y-%m-%d")),
            (_("制作时间"), beijing(parse_iso(package.created))),
            (_("内容"), _content(package)),
            (_("题库包编号"), package.digest[:16]),
        )
        text = "\n".join(_("{name}：{value}").format(name=name, value=value) for name, value in rows)
        self.dialog = inform(self, _("签名详情"), text)


def _content(package: Unpacked) -> str:
    return _("只含 {id} 之后的改动").format(id=package.base[:8]) if package.base else _("整份题库")
