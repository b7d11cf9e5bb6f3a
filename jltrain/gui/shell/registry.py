"""Which pages the window has, and for whom. A page's module is imported when it is first shown."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Final

from jltrain.gui.page import Page, Shell
from jltrain.i18n import N_


@dataclass(frozen=True, slots=True)
class Role:
    """One of the three kinds of people at this window; `name` is the value of the setting "role"."""

    name: str
    text: str
    hint: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One page: `text` is what the navigation says (empty: reached from other pages only)."""

    name: str
    role: str
    text: str
    module: str
    cls: str
    icon: str = ""

    def make(self, shell: Shell) -> Page:
        """Import and build the page."""
        page: Page = getattr(import_module(self.module), self.cls)(shell)
        return page


ROLES: Final = (
    Role("study", N_("学习"), N_("看课件、查法规、做练习、参加正式考试")),
    Role("exams", N_("考试组织"), N_("管理题库和法规、组卷、开考、出具成绩单")),
    Role("hr", N_("人事"), N_("管理花名册、收取成绩单、统计轮训覆盖")),
)

_GUI: Final = "jltrain.gui."

PAGES: Final = (
    Entry("courses", "study", N_("课程学习"), _GUI + "study.courses", "CoursesPage", "book"),
    Entry("reader", "study", "", _GUI + "study.reader", "ReaderPage"),
    Entry("practice", "study", N_("练习"), _GUI + "study.practice", "PracticePage", "pencil"),
    Entry("mistakes", "study", N_("错题本"), _GUI + "study.mistakes", "MistakesPage", "mistakes"),
    Entry("progress", "study", N_("我的进度"), _GUI + "study.progress", "ProgressPage", "chart"),
    Entry("laws", "study", N_("法规查阅"), _GUI + "statutes.reader", "LawsPage", "scales"),
    Entry("exam", "study", N_("正式考试"), _GUI + "exam.sign_in", "SignInPage", "clock"),
    Entry("bank", "exams", N_("题库"), _GUI + "bank.page", "BankPage", "stack"),
    Entry("intake", "exams", "", _GUI + "intake.page", "IntakePage"),
    Entry("editor", "exams", "", _GUI + "bank.editor", "EditorPage"),
    Entry("statutes", "exams", N_("法规库"), _GUI + "statutes.page", "StatutesPage", "shelf"),
    Entry("review", "exams", N_("复核与报错"), _GUI + "review.page", "ReviewPage", "review"),
    Entry("exchange", "exams", "", _GUI + "exchange.page", "ExchangePage"),
    Entry("papers", "exams", N_("组卷与试卷"), _GUI + "trainer.papers", "PapersPage", "paper"),
    Entry("sessions", "exams", N_("考试场次"), _GUI + "trainer.sessions", "SessionsPage", "calendar"),
    Entry("results", "exams", N_("成绩与成绩单"), _GUI + "trainer.results", "ResultsPage", "medal"),
    Entry("keys", "exams", N_("签名密钥"), _GUI + "keys.unit_page", "KeysPage", "key"),
    Entry("roster", "hr", N_("花名册"), _GUI + "hr.roster", "RosterPage", "people"),
    Entry("collect", "hr", N_("收取成绩单"), _GUI + "hr.collect", "CollectPage", "inbox"),
    Entry("activities", "hr", N_("培训登记"), _GUI + "hr.activities", "ActivitiesPage", "whistle"),
    Entry("coverage", "hr", N_("轮训覆盖"), _GUI + "hr.coverage", "CoveragePage", "target"),
    Entry("transcript", "hr", "", _GUI + "hr.transcript", "TranscriptPage"),
    Entry("reports", "hr", N_("报表"), _GUI + "hr.reports", "ReportsPage", "chart"),
    Entry("trust", "hr", N_("信任与吊销列表"), _GUI + "keys.trust_page", "TrustPage", "shield"),
    Entry("authority", "hr", N_("证书签发（省级）"), _GUI + "keys.authority_page", "AuthorityPage", "stamp"),
)


def entry(name: str) -> Entry:
    """The page of that name. KeyError if there is none: names come from code, not from people."""
    for page in PAGES:
        if page.name == name:
            return page
    raise KeyError(name)


def entries(role: str) -> tuple[Entry, ...]:
    """The navigation's entries for a role, from top to bottom."""
    return tuple(page for page in PAGES if page.role == role and page.text)
