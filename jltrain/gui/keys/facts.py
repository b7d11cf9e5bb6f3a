"""What keys, requests, certificates and lists hold, as (what, value) for the screen."""

from __future__ import annotations

from jltrain.app.keys import AnswerFacts, IssuedEntry, ListFacts, OwnRoot, Pending, RequestFacts, TrustedRoot, UnitKey
from jltrain.gui.keys.words import day, left, protection, until
from jltrain.i18n import _

Rows = list[tuple[str, str]]


def grouped(serial: str) -> str:
    """With places to break the line at, and to rest the eye on."""
    return " ".join(serial[at : at + 8] for at in range(0, len(serial), 8))


def of_key(key: UnitKey) -> Rows:
    """The unit's key in use; the serial, which is for the province, comes last."""
    token = key.token.token if key.token else ""
    return [
        (_("单位代码"), key.code or _("（试用密钥没有单位代码）")),
        (_("签名算法"), key.algorithm),
        (_("有效期至"), until(key.valid_until, key.days_left)),
        (_("密钥存放"), protection(protected=key.protected, token=token, trial=key.trial)),
        (_("签发者"), key.root or "—"),
        (_("证书序列号"), grouped(key.serial)),
    ]


def of_pending(pending: Pending) -> Rows:
    """A request that waits for its answer."""
    return [(_("单位"), pending.unit), (_("单位代码"), pending.code), (_("签名算法"), pending.algorithm)]


def of_request(request: RequestFacts) -> Rows:
    """A request that a unit brought."""
    return [(_("单位"), request.unit), (_("单位代码"), request.code), (_("签名算法"), request.algorithm)]


def of_answer(answer: AnswerFacts) -> Rows:
    """What the province's answer file holds."""
    rows = [
        (_("单位"), answer.unit),
        (_("单位代码"), answer.code),
        (_("签名算法"), answer.algorithm),
        (_("有效期"), _("{start} 至 {end}").format(start=day(answer.valid_from), end=day(answer.valid_until))),
        (_("证书序列号"), grouped(answer.serial)),
    ]
    if answer.root is not None:
        rows.append((_("签发者"), answer.root.name))
    return [*rows, (_("吊销列表"), of_held_list(answer.list))]


def of_root(root: TrustedRoot) -> Rows:
    """A root that somebody brought, or that is trusted here."""
    return [
        (_("名称"), root.name),
        (_("单位代码"), root.code or "—"),
        (_("签名算法"), root.algorithm or "—"),
        (_("有效期至"), day(root.valid_until)),
    ]


def of_own_root(root: OwnRoot) -> Rows:
    """A provincial root of this PC."""
    return [
        (_("单位代码"), root.code or "—"),
        (_("签名算法"), root.algorithm),
        (_("有效期至"), until(root.valid_until, root.days_left)),
        (_("已签发"), _("{issued} 张，其中已吊销 {revoked} 张").format(issued=root.issued, revoked=root.revoked)),
        (_("吊销列表"), of_held_list(root.list)),
    ]


def of_list(held: ListFacts) -> Rows:
    """A revocation list."""
    return [
        (_("根证书"), held.root),
        (_("列表编号"), _("第 {n} 号").format(n=held.number)),
        (_("发布日期"), day(held.issued)),
        (_("有效期至"), until(held.valid_until, held.days_left)),
        (_("已吊销证书"), _("{n} 张").format(n=held.revoked)),
    ]


def of_held_list(held: ListFacts | None) -> str:
    """A list in one line."""
    if held is None:
        return _("没有")
    return _("第 {n} 号，{issued} 发布，有效期至 {until}（{left}）").format(
        n=held.number, issued=day(held.issued), until=day(held.valid_until), left=left(held.days_left)
    )


def of_entry(entry: IssuedEntry) -> Rows:
    """A certificate in the register."""
    return [
        (_("单位"), entry.unit),
        (_("单位代码"), entry.code),
        (_("证书序列号"), grouped(entry.serial)),
        (_("签发日期"), day(entry.issued)),
        (_("有效期至"), day(entry.valid_until)),
    ]
