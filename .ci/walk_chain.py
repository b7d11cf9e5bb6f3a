"""The walk's chain of trust: root, request, certificate, installation, trust; later revocation and a new list."""

from __future__ import annotations

from pathlib import Path

from walk_pc import Look, Shots, asked, at

from jltrain.app import keys
from jltrain.gui.keys.authority_dialogs import IssueDialog, MakeRootDialog, PublishDialog, RevokeDialog
from jltrain.gui.keys.authority_page import AuthorityPage
from jltrain.gui.keys.install_dialog import InstallDialog
from jltrain.gui.keys.request_dialog import RequestDialog
from jltrain.gui.keys.small_dialogs import ExportDialog, PassphraseDialog
from jltrain.gui.keys.trust_dialogs import ListDialog, TrustDialog
from jltrain.gui.keys.trust_page import TrustPage
from jltrain.gui.keys.unit_page import KeysPage

PROVINCE, CODE = "吉林省交通运输厅", "11220000013544605G"
ISSUER, ISSUER_CODE = "吉林省交通运输综合行政执法局", "JL2200"
ROOT_SECRET, SECRET = "演示根口令，不要照用", "演示单位口令，不要照用"


class Stick:
    """The USB stick between the PCs, by what lies on it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        self.root, self.request = folder / "根证书.crt", folder / "申请.csr.pem"
        self.answer, self.list = folder / "证书.pem", folder / "列表.crl.pem"


def make_root(home: Path, look: Look, stick: Stick) -> Shots:
    """The province begins."""
    with at(home, look, unit=PROVINCE) as pc:
        page = pc.go("authority", AuthorityPage)
        yield "authority-empty", pc.picture()
        page.make.click()
        dialog = pc.step(page, MakeRootDialog)
        dialog.code.setText(CODE)
        for field in (dialog.secret.first, dialog.secret.second):
            field.line.setText(ROOT_SECRET)
        dialog.tick.setChecked(True)
        yield "make-root", pc.picture(dialog)
        pc.act(dialog)
        yield "make-root-done", pc.picture(dialog)
        dialog.go.click()
        page.export.click()
        export = pc.step(page, ExportDialog)
        export.target.put(stick.root)
        yield "export-root", pc.picture(export)
        pc.act(export)
        export.go.click()
        yield "authority-new", pc.picture()


def ask(home: Path, look: Look, stick: Stick) -> Shots:
    """The unit asks for its certificate."""
    with at(home, look, unit=ISSUER) as pc:
        page = pc.go("keys", KeysPage)
        yield "keys-trial", pc.picture()
        page.apply.click()
        dialog = pc.step(page, RequestDialog)
        dialog.on_token.setChecked(True)
        yield "request-token", pc.picture(dialog)
        dialog.in_file.setChecked(True)
        dialog.code.setText(ISSUER_CODE)
        for field in (dialog.secret.first, dialog.secret.second):
            field.line.setText(SECRET)
        dialog.target.put(stick.request)
        yield "request", pc.picture(dialog)
        pc.act(dialog)
        yield "request-done", pc.picture(dialog)
        dialog.go.click()
        yield "keys-waiting", pc.picture()


def issue(home: Path, look: Look, stick: Stick) -> Shots:
    """The province issues; first with a mistyped passphrase."""
    with at(home, look) as pc:
        page = pc.go("authority", AuthorityPage)
        page.issue.click()
        dialog = pc.step(page, IssueDialog)
        dialog.file.take(stick.request)
        assert dialog.compare.tick is not None
        dialog.compare.tick.setChecked(True)
        dialog.target.put(stick.answer)
        dialog.secret.line.setText("不是这个口令")
        dialog.go.click()
        yield "issue-wrong-passphrase", pc.picture(dialog)
        dialog.secret.line.setText(ROOT_SECRET)
        pc.act(dialog)
        yield "issue-done", pc.picture(dialog)
        dialog.go.click()
        yield "authority", pc.picture()


def install(home: Path, look: Look, stick: Stick) -> Shots:
    """The unit takes its certificate into use."""
    with at(home, look) as pc:
        page = pc.go("keys", KeysPage)
        page.install.click()
        dialog = pc.step(page, InstallDialog)
        dialog.file.take(stick.answer)
        assert dialog.compare.tick is not None
        dialog.compare.tick.setChecked(True)
        dialog.secret.line.setText(SECRET)
        yield "install", pc.picture(dialog)
        pc.act(dialog)
        yield "install-done", pc.picture(dialog)
        dialog.go.click()
        yield "keys", pc.picture()
        page.passphrase.click()
        change = pc.step(page, PassphraseDialog)
        yield "passphrase", pc.picture(change)
        change.reject()
        page.renew.click()
        renew = pc.step(page, RequestDialog)
        yield "renew", pc.picture(renew)
        renew.reject()


def trust(home: Path, look: Look, stick: Stick) -> Shots:
    """HR trusts the root that it was handed."""
    with at(home, look, unit="人事处") as pc:
        page = pc.go("trust", TrustPage)
        yield "trust-empty", pc.picture()
        page.add.click()
        dialog = pc.step(page, TrustDialog)
        dialog.file.take(stick.root)
        yield "trust-compare", pc.picture(dialog)
        assert dialog.compare.tick is not None
        dialog.compare.tick.setChecked(True)
        pc.act(dialog)
        yield "trust-done", pc.picture(dialog)
        dialog.go.click()
        yield "trust", pc.picture()


def revoke(province: Path, hr: Path, look: Look, stick: Stick) -> Shots:
    """The province takes the certificate back, and HR gets the list that says so."""
    with at(province, look) as pc:
        page = pc.go("authority", AuthorityPage)
        page.table.selectRow(0)
        page.revoke.click()
        dialog = pc.step(page, RevokeDialog)
        dialog.secret.line.setText(ROOT_SECRET)
        dialog.tick.setChecked(True)
        yield "revoke", pc.picture(dialog)
        pc.act(dialog)
        yield "revoke-done", pc.picture(dialog)
        assert dialog.then is not None
        dialog.then.click()
        publish = pc.step(page, PublishDialog)
        publish.secret.line.setText(ROOT_SECRET)
        publish.target.put(stick.list)
        yield "publish", pc.picture(publish)
        pc.act(publish)
        publish.go.click()
        yield "authority-revoked", pc.picture()
        page.renew.click()
        again = pc.step(page, MakeRootDialog)
        yield "replace-root", pc.picture(again)
        again.reject()
    with at(hr, look) as pc:
        held = pc.go("trust", TrustPage)
        held.lists.click()
        listed = pc.step(held, ListDialog)
        listed.file.take(stick.list)
        yield "list", pc.picture(listed)
        pc.act(listed)
        yield "list-done", pc.picture(listed)
        listed.go.click()
        yield "trust-list", pc.picture()
        held.table.selectRow(0)
        yield "untrust", asked(held.remove.click, yes=False)
        assert [root.list.revoked for root in keys.trusted(pc.context) if root.list and not root.trial] == [1]
