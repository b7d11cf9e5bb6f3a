"""导入根证书 and 导入吊销列表: what HR believes comes in here, and nowhere else."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from jltrain.app import keys
from jltrain.app.keys import ListFacts, ListImported, TrustedRoot
from jltrain.gui.keys import kinds
from jltrain.gui.keys.facts import of_held_list, of_list, of_root
from jltrain.gui.keys.parts import Facts
from jltrain.gui.keys.reading import ReadingDialog
from jltrain.gui.keys.words import trust_state
from jltrain.gui.page import Shell
from jltrain.i18n import _


class TrustDialog(ReadingDialog[TrustedRoot]):
    """A root is trusted once its fingerprint was compared aloud."""

    def __init__(self, parent: QWidget, shell: Shell, file: Path | None = None) -> None:
        super().__init__(parent, shell, _("导入根证书"), _("信任这个根证书"))
        self.say(
            _(
                "信任一个根证书，就是接受它担保的所有单位签发的成绩单。只信任省级单位当面交来、并打电话核对过指纹的根证书。"
            ),
            "muted",
        )
        codes = ("file-unreadable", "bad-root", "fingerprint-differs", "weak-key", "not-allowed")
        self.ask_file(_("根证书文件"), _("选择根证书文件"), kinds.pattern(kinds.ROOT), codes)
        self.body.addStretch(1)
        self.ready()
        if file is not None:
            self.file.take(file)

    def look(self, file: Path) -> TrustedRoot:
        return keys.read_root(file)

    def show_held(self, held: TrustedRoot) -> bool:
        self.facts.put(of_root(held))
        self.compare.put(
            _(
                "这是试用根证书，由某台电脑自动生成，任何人拿到那台电脑都能签发。正式收取成绩单请用省级根证书。确需信任，请逐组核对指纹："
            )
            if held.trial
            else _("请打电话给省级单位（号码用您自己查到的，不用文件里附带的），请对方逐组念出根证书的指纹："),
            held.fingerprint,
            _("已电话逐组核对，全部一致(&T)"),
        )
        return True

    def act(self) -> None:
        context, file, root = self.context, self.file.path(), self.held
        assert file is not None and root is not None
        self.start(lambda: keys.trust_root(context, file, root.fingerprint), self._trusted, _("正在导入根证书…"))

    def _trusted(self, root: TrustedRoot) -> None:
        _text, tone = trust_state(root)
        sentence = (
            root.list_fault or _("请再导入这个根证书的吊销列表：没有有效的列表，成绩单一份也收不进来。")
            if tone == "bad"
            else _("它担保的成绩单从现在起可以收取。请在吊销列表到期之前，向省级单位要新的列表。")
        )
        self.finish(
            _("已信任根证书“{name}”").format(name=root.name),
            sentence,
            None,
            Facts((*of_root(root), (_("吊销列表"), of_held_list(root.list)))),
        )


class ListDialog(ReadingDialog[ListFacts]):
    """A newer list of a trusted root."""

    def __init__(self, parent: QWidget, shell: Shell, file: Path | None = None) -> None:
        super().__init__(parent, shell, _("导入吊销列表"), _("导入"))
        self.say(
            _("吊销列表由省级单位定期发布，写明哪些单位的证书已经作废。列表过期后，成绩单不再收取，直到导入新的列表。"),
            "muted",
        )
        codes = ("file-unreadable", "bad-list", "list-of-stranger", "older-list", "list-ahead")
        self.ask_file(_("列表文件"), _("选择吊销列表文件"), kinds.pattern(kinds.LIST), codes)
        self.body.addStretch(1)
        self.ready()
        if file is not None:
            self.file.take(file)

    def look(self, file: Path) -> ListFacts:
        return keys.read_list(self.context, file)

    def show_held(self, held: ListFacts) -> bool:
        self.facts.put(of_list(held))
        return True

    def act(self) -> None:
        context, file = self.context, self.file.path()
        assert file is not None
        self.start(lambda: keys.import_list(context, file), self._imported, _("正在导入吊销列表…"))

    def _imported(self, done: ListImported) -> None:
        headline = _("吊销列表已导入") if done.changed else _("本机已经有这份吊销列表")
        self.finish(headline, done.next_step, None, Facts(of_list(done.list)))
