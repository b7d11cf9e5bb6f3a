"""Whether this PC can take sheets at all, said before hundreds are refused: whom it trusts, and whose list is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QFrame, QHBoxLayout

from jltrain.errors import JltrainError
from jltrain.gui.hr.parts import button, label
from jltrain.gui.page import Shell
from jltrain.i18n import _

if TYPE_CHECKING:
    from jltrain.app.context import Context
    from jltrain.app.keys import TrustedRoot


_KEY: Final = "Ctrl+K"


@dataclass(frozen=True, slots=True)
class TrustState:
    """`tone`: good, warn (some sheets will be refused, or soon), bad (every sheet would be); `act`: the button's word."""

    tone: str
    text: str
    act: str


def read_trust(context: Context) -> TrustState:
    """How trust stands; a broken root file is a state as well."""
    from jltrain.app import keys
    from jltrain.gui.keys.words import trust_state

    try:
        roots = keys.counting(keys.trusted(context))
    except JltrainError as error:
        return TrustState("bad", error.sentence(), _("去看看…"))
    if not roots:
        return TrustState(
            "bad",
            _("本机还没有信任任何根证书，收到的成绩单都会拒收。请先导入省级单位当面交来的根证书，逐组核对指纹。"),
            _("去导入根证书…"),
        )
    tones = [trust_state(root)[1] for root in roots]
    lacking = [root for root, tone in zip(roots, tones, strict=True) if tone == "bad"]
    if lacking:
        return TrustState(
            "bad" if len(lacking) == len(roots) else "warn", _lacking(lacking, roots), _("去导入吊销列表…")
        )
    if all(root.trial for root in roots):
        return TrustState(
            "warn",
            _("本机只信任试用根证书，正式的成绩单都会拒收。请先导入省级单位当面交来的根证书，逐组核对指纹。"),
            _("去导入根证书…"),
        )
    if "warn" in tones:
        return TrustState("warn", _("有吊销列表快要到期，到期后成绩单就收不进来，请及时更新。"), _("去导入吊销列表…"))
    return TrustState("good", _in_words(roots), _("核对根证书…"))


def _lacking(lacking: list[TrustedRoot], roots: tuple[TrustedRoot, ...]) -> str:
    if len(lacking) == len(roots):
        return _("现在收不了成绩单：没有有效的吊销列表。请先导入省级单位发布的最新吊销列表，再来收取。")
    return _("“{names}”没有有效的吊销列表，它担保的成绩单收不进来；其他根证书担保的照常收取。").format(
        names="”“".join(root.name for root in lacking)
    )


def _in_words(roots: tuple[TrustedRoot, ...]) -> str:
    first, *others = roots
    text = _("只接受“{name}”担保的成绩单（指纹 {start}…）。").format(name=first.name, start=first.fingerprint[:9])
    return text + (_("另外还信任 {n} 个根证书。").format(n=len(others)) if others else "")


class TrustStrip(QFrame):
    """One sentence and the way to the page of trust."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.state: TrustState | None = None
        self.text = label("")
        self.go = button("", lambda: shell.go("trust"), _("到“信任与吊销列表”页"), _KEY)
        row = QHBoxLayout(self)
        row.addWidget(self.text, 1)
        row.addWidget(self.go)
        self.hide()

    def put(self, state: TrustState) -> None:
        """Show this state: quietly while all is well."""
        self.state = state
        self.text.setText(state.text)
        self.go.setText(state.act)
        self.go.setShortcut(_KEY)  # which Qt forgets with the text
        self.setProperty("role", {"bad": "banner", "warn": "card"}.get(state.tone, ""))
        self.text.setProperty("role", {"bad": "", "warn": "badge-warn"}.get(state.tone, "muted"))
        self.go.setProperty("role", "" if state.tone == "good" else "primary")
        gap = self.fontMetrics().height() // 3
        margins = (0, 0, 0, 0) if state.tone == "good" else (gap * 2, gap, gap * 2, gap)
        row = self.layout()
        if row is not None:
            row.setContentsMargins(*margins)
        for part in (self, self.text, self.go):
            part.style().unpolish(part)
            part.style().polish(part)
        self.show()

    @property
    def closed(self) -> bool:
        """Whether no sheet at all could be taken."""
        return self.state is not None and self.state.tone == "bad"
