"""法规查阅: every statute that was imported, to be read and searched."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from jltrain.gui.hr.parts import button, found, header, label, search_box
from jltrain.gui.page import Page, Shell
from jltrain.gui.shell.paged import Delay, PagedTable
from jltrain.gui.shell.table import Table, refit
from jltrain.gui.statutes.law_contents import LawContents
from jltrain.gui.statutes.law_html import LawText
from jltrain.gui.statutes.law_lists import LINES, HitDelegate, hit_columns, law_columns
from jltrain.gui.statutes.law_view import LawView, load
from jltrain.i18n import _
from jltrain.progress import Report

if TYPE_CHECKING:
    from jltrain.app.review import Page as Part
    from jltrain.app.statutes import LawRow, StatuteHit

LAWS, CONTENTS, HITS = range(3)
"""The tabs on the left."""


class LawsPage(Page):
    """`arrive(law=, article=, version=)` opens a statute at an article. What is typed above searches all of them."""

    name = "laws"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._laws: tuple[LawRow, ...] = ()
        self._wanted: tuple[str, str, str] = ("", "", "")
        self._asked: tuple[str, str] = ("", "")
        self.counts = label("", "muted", wrap=False)
        self.search = search_box(self, _("在全部法规中查找"), lambda: self.delay.start())
        self.delay = Delay(self, self._find)
        self.search.returnPressed.connect(self.delay.now)
        self.contents = LawContents()
        self.view = LawView(shell, self.contents)
        self.view.version_asked.connect(lambda version: self._open(self._here(), version, self._article()))
        self.laws: Table[LawRow] = Table(_("法规列表"), law_columns(), empty=_("没有名称符合的法规。"))
        self.laws.chosen.connect(lambda row: self._open(row.law))
        self.laws.opened.connect(lambda _row: self.tabs.setCurrentIndex(CONTENTS))
        self.hits: PagedTable[StatuteHit] = PagedTable(
            shell, _("查找结果"), hit_columns(), empty=_("没有找到。可以换一个说法，或少写几个词。")
        )
        self.hits.table.setItemDelegate(HitDelegate(self.hits.table))
        self.hits.table.horizontalHeader().hide()
        self.hits.loaded.connect(lambda page: self._found(page.total))
        self.hits.chosen.connect(self._show_hit)
        self._lay_out()
        self.view.add_keys(self)
        for number, keys in ((LAWS, "Alt+L"), (CONTENTS, "Alt+M"), (HITS, "Alt+R")):
            made = QShortcut(QKeySequence(keys), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(partial(self._to_tab, number))

    def _lay_out(self) -> None:
        self.tabs = QTabWidget()
        self.tabs.addTab(self.laws, _("法规"))
        self.tabs.addTab(self.contents, _("目录"))
        self.tabs.addTab(self.hits, _("结果"))
        for number, keys in ((LAWS, "Alt+L"), (CONTENTS, "Alt+M"), (HITS, "Alt+R")):
            self.tabs.setTabToolTip(number, keys)
        self.tabs.setUsesScrollButtons(True)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.search)
        column.addWidget(self.tabs, 1)
        split = QSplitter()
        split.addWidget(left)
        split.addWidget(self.view)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 3)
        em = self.fontMetrics().horizontalAdvance("国")
        split.setSizes([max(320, em * 16), max(780, em * 30)])
        split.setChildrenCollapsible(False)
        split.setHandleWidth(self.fontMetrics().height() // 2)
        self._body = QStackedWidget()
        self._body.addWidget(split)
        self._body.addWidget(self._blank())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(header(_("法规查阅"), self.counts))
        whole.addWidget(self._body, 1)

    def _blank(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.addStretch(1)
        column.addWidget(label(_("还没有法规文本"), "subtitle"))
        column.addWidget(
            label(
                _("法规由教官导入：在“考试组织”的“法规库”页点“导入法规”，选择公布的法规全文（Word、文本或 Markdown）。")
            )
        )
        go = button(
            _("去法规库(&K)"), lambda: self.shell.go("statutes"), _("打开“考试组织”的“法规库”页"), role="primary"
        )
        column.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(2)
        return made

    # ---- arriving

    def arrive(self, **arguments: object) -> None:
        law, article, version = (str(arguments.get(name) or "") for name in ("law", "article", "version"))
        self._wanted = (law, article, version)
        self.shell.run(self._read, self._show, _("读取法规"))

    def place(self) -> dict[str, object]:
        here = self.view.law
        return {"law": here.law, "version": here.version, "article": self._article()} if here else {}

    def retheme(self, dark: bool, scale: int) -> None:
        refit(self)
        self._set_rows()
        self.view.dress()

    def _read(self, _report: Report) -> tuple[LawRow, ...]:
        from jltrain.app import statutes

        return statutes.laws(self.context)

    def _show(self, laws: tuple[LawRow, ...]) -> None:
        same, self._laws = laws == self._laws, laws
        self._body.setCurrentIndex(0 if laws else 1)
        self.counts.setText(_("共 {n} 部").format(n=len(laws)) if laws else "")
        if not laws:
            return
        with QSignalBlocker(self.laws):
            self.laws.show_rows(laws)
        law, article, version = self._wanted
        from jltrain.app import statutes

        known = statutes.versions(self.context, law) if law else ()
        if law and not known:
            self.shell.tell(_("还没有导入《{law}》。").format(law=law))
        name = known[0].law if known else self._here()
        if name not in {row.law for row in laws}:
            name = laws[0].law
        self.tabs.setCurrentIndex(CONTENTS if known else self.tabs.currentIndex())
        here = self.view.law
        if (
            same
            and here is not None
            and here.law == name
            and (not law or here.version == (version or here.versions[0]))
        ):
            self._select()
            if article:
                self.view.go_to(article)
        else:
            self._read_text(name, version, article)

    def _here(self) -> str:
        return self.view.law.law if self.view.law else ""

    def _article(self) -> str:
        """The article at the top of the view."""
        item = self.contents.currentItem()
        places = self.view.law.places if self.view.law else ()
        number = item.data(0, Qt.ItemDataRole.UserRole) if item is not None else 0
        return next((place.key for place in places[number:] if place.key), "")

    def _open(self, law: str, version: str = "", article: str = "", words: str = "") -> None:
        here = self.view.law
        if here is not None and here.law == law and here.version == (version or here.versions[0]):
            self.view.go_to(article, words)
        else:
            self._read_text(law, version, article, words)

    def _read_text(self, law: str, version: str, article: str, words: str = "") -> None:
        self._asked = (law, version)
        context = self.context

        def done(text: LawText) -> None:
            if self._asked != (law, version):  # another one was chosen meanwhile
                return
            self.view.show_law(text)
            self._select()
            if article and not self.view.go_to(article, words):
                self.shell.tell(_("《{law}》{version} 版没有这一条。").format(law=text.law, version=text.version))

        self.shell.run(lambda _report: load(context, law, version), done, _("打开法规"), quiet=True)

    def _select(self) -> None:
        """The list shows which statute is open."""
        with QSignalBlocker(self.laws):
            for at, row in enumerate(self.laws.rows.rows):
                if row.law == self._here():
                    self.laws.selectRow(at)

    # ---- searching

    def _find(self) -> None:
        words, context = self.search.text().strip(), self.context
        with QSignalBlocker(self.laws):
            self.laws.show_rows([row for row in self._laws if not words or found(words, row.full_name.casefold())])
        self._select()
        self.tabs.setCurrentIndex(HITS if words else LAWS)

        def query(offset: int, limit: int) -> Part[StatuteHit]:
            from jltrain.app import statutes

            return statutes.search(context, words, "", offset, limit)

        self.hits.ask(query)

    def _found(self, total: int) -> None:
        self._set_rows()
        asked = bool(self.search.text().strip())
        self.tabs.setTabText(HITS, _("结果（{n}）").format(n=total) if asked else _("结果"))
        if not total and asked and self.laws.rows.rows:
            self.tabs.setCurrentIndex(LAWS)  # the words stand in a name alone

    def _set_rows(self) -> None:
        self.hits.table.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * (LINES + 2.8)))

    def _show_hit(self, hit: object) -> None:
        from jltrain.app.statutes import StatuteHit

        if isinstance(hit, StatuteHit):
            self._open(hit.law, hit.version, hit.key, self.search.text())

    def _to_tab(self, number: int) -> None:
        self.tabs.setCurrentIndex(number)
        (self.laws, self.contents, self.hits)[number].setFocus(Qt.FocusReason.ShortcutFocusReason)
