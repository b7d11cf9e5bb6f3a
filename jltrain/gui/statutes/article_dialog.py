"""The article that a citation names, in a window of its own beside the page that cites it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from jltrain.app import statutes
from jltrain.app.statutes import ArticleView
from jltrain.errors import JltrainError
from jltrain.gui.exam.dialog_size import size_in_lines
from jltrain.gui.hr.parts import button, label
from jltrain.gui.page import Shell
from jltrain.gui.shell.flow import Flow
from jltrain.gui.shell.tokens import Tokens
from jltrain.gui.statutes.article_html import article_html, cited_style
from jltrain.gui.statutes.article_text import ArticleText
from jltrain.i18n import _
from jltrain.statutes.citation import Citation, parse
from jltrain.statutes.statute import article_label

_LARGER: Final = 110
"""Percent of the running text's size in which an article is read."""


def show_article(shell: Shell, parent: QWidget, citation: str) -> None:
    """Show the article that 《公路法》第五十条第二款 names, with the 款 and 项 marked, in a window that blocks nothing.

    One window serves a page: the next citation is shown in it. What cannot be shown it says in a sentence.
    """
    window = parent.window()
    found = next((d for d in window.findChildren(ArticleDialog) if d.isVisible()), None)
    dialog = found or ArticleDialog(shell, window)
    dialog.show_citation(citation)
    dialog.show()
    dialog.activateWindow()  # brings it to the front as well


class ArticleDialog(QDialog):
    """Stays open beside the page; Alt+Left and Alt+Right turn to the articles around it."""

    def __init__(self, shell: Shell, parent: QWidget) -> None:
        super().__init__(parent)
        self._shell = shell
        self.view: ArticleView | None = None
        self._cited: Citation | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self.heading = label("", "title")
        self.facts = label("", "muted")
        self.versions = QComboBox()
        self.versions.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.versions.setAccessibleName(_("版本"))
        self.versions.setToolTip(_("看这一条在其他版本中的文字"))
        self.versions.currentIndexChanged.connect(self._choose_version)
        self.versions_name = QLabel(_("版本(&V)"))
        self.versions_name.setBuddy(self.versions)
        self.text = ArticleText(_("条文"), _LARGER)
        self.previous = self._button(_("← 上一条(&P)"), _("上一条（Alt+←）"), lambda: self._step(-1))
        self.next = self._button(_("下一条(&N) →"), _("下一条（Alt+→）"), lambda: self._step(1))
        self.copy = self._button(_("复制(&C)"), _("把出处和条文复制到剪贴板"), self._copy)
        self.whole = self._button(_("打开全文(&O)"), _("在“法规查阅”中打开这部法规"), self._open_whole)
        self.shut = self._button(_("关闭(&X)"), _("关闭（Esc）"), self.close)
        for keys, step in (("Alt+Left", -1), ("Alt+Right", 1)):
            made = QShortcut(QKeySequence(keys), self)
            made.activated.connect(lambda step=step: self._step(step))
        self._lay_out()

    def _button(self, text: str, hint: str, act: Callable[[], object]) -> QPushButton:
        made = button(text, act, hint)
        made.setAutoDefault(False)
        return made

    def _lay_out(self) -> None:
        gap = self.fontMetrics().height()
        column = QVBoxLayout(self)
        column.setContentsMargins(gap, gap, gap, gap)
        column.addWidget(self.heading)
        column.addWidget(self.facts)
        column.addWidget(self.text, 1)
        ways = (self.previous, self.next, self.versions_name, self.versions, self.copy, self.whole, self.shut)
        column.addWidget(Flow(gap // 2, *ways))
        size_in_lines(self, 46, 24)
        self.text.setFocus()

    # ---- what is shown

    def show_citation(self, citation: str) -> None:
        """Show the article cited, or say why there is none."""
        try:
            named, view = parse(citation), statutes.cited(self._shell.context, citation)
        except JltrainError as error:
            self._cited = None
            self._say(citation, str(error))
            return
        self._cited = named
        if view is not None:
            self._show(view)
        else:
            self._say(f"《{named.law}》{article_label(named.key)}", self._why_not(named))

    def _why_not(self, named: Citation) -> str:
        kept = statutes.versions(self._shell.context, named.law)
        if not kept:
            return _(
                "还没有导入《{law}》的文本。请教官在“考试组织”的“法规库”页点“导入法规”，导入后就能在这里看到条文。"
            ).format(law=named.law)
        return _("导入的《{law}》（{version}版）里没有{article}，可能是引用有误，或者修订后条号变了。").format(
            law=kept[0].law, version=kept[0].version, article=article_label(named.key)
        )

    def _say(self, heading: str, text: str) -> None:
        self.view = None
        self.heading.setText(heading)
        self.setWindowTitle(heading)
        self.facts.hide()
        self.text.show_sentence(text)
        for widget in (self.previous, self.next, self.copy, self.whole, self.versions, self.versions_name):
            widget.hide()

    def _show(self, view: ArticleView) -> None:
        self.view = view
        heading = f"《{view.law}》{view.label}"
        self.heading.setText(heading)
        self.heading.setToolTip(view.full_name)
        self.setWindowTitle(heading)
        self.facts.setText("　".join(_facts(view)))
        self.facts.show()

        def draw(colours: Tokens) -> str:
            spans = (view.marked,) if view.marked else ()
            return article_html(view.label, view.text, spans, cited_style(colours))

        self.text.show_drawn(draw)
        if view.marked:
            self._bring_into_sight(view)
        self.previous.show()
        self.next.show()
        self.previous.setEnabled(bool(view.previous_key))
        self.next.setEnabled(bool(view.next_key))
        self.copy.show()
        self.whole.setVisible(QApplication.activeModalWidget() is None)  # else the page would open behind it, locked
        self._show_versions(view)

    def _bring_into_sight(self, view: ArticleView) -> None:
        place = self.text.toPlainText().find(view.text[slice(*view.marked or (0, 0))].split("\n")[0])
        if place >= 0:
            cursor = QTextCursor(self.text.document())
            cursor.setPosition(place)
            self.text.setTextCursor(cursor)
            self.text.ensureCursorVisible()

    def _show_versions(self, view: ArticleView) -> None:
        with QSignalBlocker(self.versions):
            self.versions.clear()
            self.versions.addItems(list(view.versions))
            self.versions.setCurrentText(view.version)
        for widget in (self.versions, self.versions_name):
            widget.setVisible(len(view.versions) > 1)

    # ---- going about

    def _step(self, by: int) -> None:
        if self.view is None:
            return
        key = self.view.next_key if by > 0 else self.view.previous_key
        if key:
            self._go(key, self.view.version)

    def _choose_version(self) -> None:
        if self.view is not None:
            self._go(self.view.key, self.versions.currentText())

    def _go(self, key: str, version: str) -> None:
        assert self.view is not None
        law, cited = self.view.law, self._cited
        asked = (cited.paragraph, cited.point) if cited and cited.key == key else (0, 0)
        try:
            view = statutes.article(self._shell.context, law, key, version, *asked)
        except JltrainError as error:
            self._shell.fail(error)
            return
        if view is not None:
            self._show(view)
            return
        with QSignalBlocker(self.versions):
            self.versions.setCurrentText(self.view.version)
        self._shell.tell(_("{version} 版没有{article}。").format(version=version, article=article_label(key)))

    def _copy(self) -> None:
        if self.view is not None:
            QApplication.clipboard().setText(_clip(self.view))
            self._shell.tell(_("已复制{article}。").format(article=f"《{self.view.law}》{self.view.label}"))

    def _open_whole(self) -> None:
        if self.view is not None:
            law, key, version = self.view.law, self.view.key, self.view.version
            shell = self._shell
            self.close()
            shell.go("laws", law=law, article=key, version=version)


def _facts(view: ArticleView) -> list[str]:
    said = [_("{version} 版").format(version=view.version)]
    if view.effective:
        said.append(_("{day} 起施行").format(day=view.effective))
    if view.heading:
        said.append(" › ".join(view.heading))
    return said


def _clip(view: ArticleView) -> str:
    """An article with where it comes from, as one pastes it into a document."""
    return (
        _("{name}（{version} 版）{article}").format(
            name=f"《{view.full_name}》", version=view.version, article=view.label
        )
        + f"\n{view.text}"
    )
