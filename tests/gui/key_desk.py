"""Three PCs with real keys for the tests of the pages of keys: a unit's, the province's, and HR's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pytestqt.qtbot import QtBot

from jltrain import i18n
from jltrain.app import keys
from jltrain.app.context import Context
from jltrain.gui.keys.authority_dialogs import IssueDialog, MakeRootDialog, PublishDialog, RevokeDialog
from jltrain.gui.keys.authority_page import AuthorityPage
from jltrain.gui.keys.chain_page import ChainPage
from jltrain.gui.keys.install_dialog import InstallDialog
from jltrain.gui.keys.request_dialog import RequestDialog
from jltrain.gui.keys.step import StepDialog
from jltrain.gui.keys.trust_dialogs import ListDialog, TrustDialog
from jltrain.gui.keys.trust_page import TrustPage
from jltrain.gui.keys.unit_page import KeysPage
from jltrain.gui.page import Page
from jltrain.places import Places
from tests.conftest import FakeClock
from tests.gui.conftest import FakeShell

P = TypeVar("P", bound=ChainPage)
D = TypeVar("D", bound=StepDialog)

UNIT, CODE, SECRET = "延边州交通运输综合行政执法支队", "JL2400", "unit passphrase 䶮"
PROVINCE, PROVINCE_CODE, ROOT_SECRET = "吉林省交通运输综合行政执法局", "JL0000", "root passphrase 䶮"


@dataclass
class Desk:
    """Makes pages on homes of their own, and drives the steps as a person would."""

    folder: Path
    clock: FakeClock
    qtbot: QtBot
    show: Callable[..., Page]
    language: str = "zh"
    shells: dict[str, FakeShell] = field(default_factory=dict)

    @property
    def stick(self) -> Path:
        """The USB stick that goes round."""
        made = self.folder / "U盘"
        made.mkdir(exist_ok=True)
        return made

    def shell(self, home: str) -> FakeShell:
        """The window of one PC."""
        if home not in self.shells:
            context = Context(Places(self.folder / home), self.clock)
            context.places.prepare()
            context.settings.put("language", self.language)
            i18n.use(self.language)
            context.settings.put("unit", {"unit": UNIT, "province": PROVINCE}.get(home, "人事处"))
            self.shells[home] = FakeShell(context)
        return self.shells[home]

    def context(self, home: str) -> Context:
        """The Context of one PC."""
        return self.shell(home).context

    def page(self, home: str, cls: type[P]) -> P:
        """A page of it, shown."""
        made = cls(self.shell(home))
        self.show(made)
        return made

    def unit(self) -> KeysPage:
        return self.page("unit", KeysPage)

    def province(self) -> AuthorityPage:
        return self.page("province", AuthorityPage)

    def hr(self) -> TrustPage:
        return self.page("hr", TrustPage)

    # ---- the steps, one after the other

    def make_root(self, page: AuthorityPage) -> None:
        page.make.click()
        with step(page, MakeRootDialog) as dialog:
            dialog.code.setText(PROVINCE_CODE)
            dialog.secret.first.line.setText(ROOT_SECRET)
            dialog.secret.second.line.setText(ROOT_SECRET)
            dialog.tick.setChecked(True)
            dialog.go.click()

    def request(self, page: KeysPage) -> Path:
        page.apply.click()
        with step(page, RequestDialog) as dialog:
            dialog.code.setText(CODE)
            dialog.secret.first.line.setText(SECRET)
            dialog.secret.second.line.setText(SECRET)
            dialog.target.put(self.stick / "request.csr.pem")
            dialog.go.click()
        return self.stick / "request.csr.pem"

    def issue(self, page: AuthorityPage, request: Path) -> Path:
        page.issue.click()
        with step(page, IssueDialog) as dialog:
            dialog.file.take(request)
            agree(dialog)
            dialog.secret.line.setText(ROOT_SECRET)
            dialog.target.put(self.stick / "answer.pem")
            dialog.go.click()
        return self.stick / "answer.pem"

    def install(self, page: KeysPage, answer: Path) -> None:
        page.install.click()
        with step(page, InstallDialog) as dialog:
            dialog.file.take(answer)
            agree(dialog)
            dialog.secret.line.setText(SECRET)
            dialog.go.click()

    def export_root(self, page: AuthorityPage) -> Path:
        file = self.stick / "root.crt"
        keys.export_root(page.context, file)
        return file

    def trust(self, page: TrustPage, file: Path) -> None:
        page.add.click()
        with step(page, TrustDialog) as dialog:
            dialog.file.take(file)
            agree(dialog)
            dialog.go.click()

    def revoke(self, page: AuthorityPage, at: int = 0) -> None:
        page.table.selectRow(at)
        page.revoke.click()
        with step(page, RevokeDialog) as dialog:
            dialog.secret.line.setText(ROOT_SECRET)
            dialog.tick.setChecked(True)
            dialog.go.click()

    def publish(self, page: AuthorityPage) -> Path:
        page.publish.click()
        with step(page, PublishDialog) as dialog:
            dialog.secret.line.setText(ROOT_SECRET)
            dialog.target.put(self.stick / "list.crl.pem")
            dialog.go.click()
        return self.stick / "list.crl.pem"

    def import_list(self, page: TrustPage, file: Path) -> None:
        page.lists.click()
        with step(page, ListDialog) as dialog:
            dialog.file.take(file)
            dialog.go.click()

    def close(self) -> None:
        for shell in self.shells.values():
            shell.context.close()


def agree(dialog: TrustDialog | InstallDialog | IssueDialog) -> None:
    """Tick that the fingerprint was compared."""
    assert dialog.compare.tick is not None
    assert not dialog.go.isEnabled(), "not before the fingerprint was compared"
    dialog.compare.tick.setChecked(True)


def in_hand(page: ChainPage, cls: type[D]) -> D:
    """The step that is open on the page."""
    assert isinstance(page.dialog, cls)
    assert page.dialog.isVisible()
    return page.dialog


@contextmanager
def step(page: ChainPage, cls: type[D]) -> Iterator[D]:
    """A step that must come to its good end inside, and is closed then."""
    dialog = in_hand(page, cls)
    yield dialog
    assert dialog.finished_well, dialog.fault.text() + " ".join(f.fault.text() for f in dialog.fields)
    dialog.go.click()
