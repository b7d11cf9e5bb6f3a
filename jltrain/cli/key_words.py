"""How `jltrain key …` tells people what it found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jltrain.cli.output import say
from jltrain.clock import beijing
from jltrain.i18n import _

if TYPE_CHECKING:
    from jltrain.app.keyfacts import (
        CertificateIssued,
        IssuedEntry,
        KeyStatus,
        ListFacts,
        OwnRoot,
        RequestFacts,
        RequestMade,
    )

REASONS: Final = (
    "key-compromise",
    "superseded",
    "affiliation-changed",
    "cessation-of-operation",
    "privilege-withdrawn",
)
"""Names of reasons, told in --help; a test holds them against what `app` takes."""
_DAY: Final = "%Y-%m-%d"


def tell_status(found: KeyStatus) -> None:
    """Everything about this PC's keys."""
    unit = found.unit
    if unit is None:
        say(_("本机还没有签名密钥。"))
    else:
        until = beijing(unit.valid_until, _DAY)
        name = f"{unit.unit}（{unit.code}）" if unit.code else unit.unit
        say(_("签名单位：{unit}，有效期至 {until}").format(unit=name, until=until))
        say(_("算法：{algorithm}").format(algorithm=unit.algorithm))
        if unit.token:
            say(_("密钥在密码硬件“{token}”中").format(token=unit.token.token))
        else:
            none = _("未设置（本机试用密钥）") if unit.trial else _("未设置")
            say(_("口令：{state}").format(state=_("已设置") if unit.protected else none))
        say(f"    {unit.fingerprint}")
    if found.pending:
        say(_("正在等答复的申请：{unit}").format(unit=found.pending.unit))
        say(f"    {found.pending.fingerprint}")
    for own in (found.root, *found.former_roots):
        if own is not None:
            _tell_own(own)
    for root in found.trusted:
        say(_("信任的根证书：{name}").format(name=root.name))
        say(f"    {root.fingerprint}")
        if root.list:
            tell_list(root.list)
    for text in (*found.warnings, found.next_step):
        if text:
            say(text)


def _tell_own(own: OwnRoot) -> None:
    kind = _("本机试用根证书：{name}") if own.trial else _("本机保管的根证书：{name}")
    if own.former:
        kind = _("换发前的根证书：{name}")
    say(kind.format(name=own.unit))
    say(f"    {own.fingerprint}")
    if not own.trial:
        say(_("    已签发 {issued} 份，其中吊销 {revoked} 份").format(issued=own.issued, revoked=own.revoked))


def tell_list(facts: ListFacts) -> None:
    """A revocation list."""
    day = beijing(facts.valid_until, _DAY)
    text = _("    吊销列表第 {number} 号，吊销 {revoked} 份，有效期至 {until}")
    say(text.format(number=facts.number, revoked=facts.revoked, until=day))


def tell_request(asked: RequestFacts) -> None:
    """A request, whose fingerprint is compared aloud."""
    say(
        _("申请单位：{unit}（{code}），{algorithm}").format(unit=asked.unit, code=asked.code, algorithm=asked.algorithm)
    )
    say(_("申请指纹："))
    say(f"    {asked.fingerprint}")


def tell_made(made: RequestMade) -> None:
    """A request that was made here."""
    say(_("已写到 {file}").format(file=made.file))
    tell_request(made.request)
    say(made.next_step)


def tell_issued(made: CertificateIssued) -> None:
    """An answer that was written."""
    if made.again:
        say(_("这份证书以前已经签发，这次只是再次导出。"))
    say(_("已写到 {file}").format(file=made.file))
    until = beijing(made.entry.valid_until, _DAY)
    say(_("证书序列号 {serial}，有效期至 {until}").format(serial=made.entry.serial, until=until))
    say(made.next_step)


def row(entry: IssuedEntry) -> tuple[str, ...]:
    """A line of the register."""
    until = beijing(entry.valid_until, _DAY)
    taken = beijing(entry.revoked, _DAY) if entry.revoked else ""
    return entry.serial, entry.unit, entry.code, until, taken
