"""A unit's request for a certificate: made, written again, given up; the first and every later one."""

from __future__ import annotations

from pathlib import Path

from jltrain.app.context import Context
from jltrain.app.keyfacts import RequestMade, TokenChoice
from jltrain.app.keyroot import DEFAULT_ALGORITHM
from jltrain.app.keyshow import placed, request_facts, unit_facts
from jltrain.errors import Refused
from jltrain.i18n import N_, _
from jltrain.savefile import save
from jltrain.sheet import request


class NoCodeYet(Refused):
    template = N_("本机还没有带单位代码的单位证书，不能换领；请填写单位名称和单位代码，申请单位证书。")


def make_request(
    context: Context,
    unit: str,
    code: str,
    target: Path,
    passphrase: str | None = None,
    *,
    algorithm: str = DEFAULT_ALGORITHM,
    token: TokenChoice | None = None,
    pin: str | None = None,
    replace: bool = False,
) -> RequestMade:
    """Make a new key for the unit (in keys/pending until installed, or on the token) and a request file for the root.

    A key in a file needs a passphrase of 8 characters, a key on a token its PIN. `replace`: drop a request that is
    pending (its key is kept in keys/former). The key in use goes on until the answer is installed.
    Raises BadUnitName, BadUnitCode, PassphraseTooShort, RequestPending, AlgorithmNotYet, KeysNotSaved, FileNotWritten,
    and for a token what `jltrain.sheet.token` raises.
    """
    context.places.prepare()
    folder = context.places.keys
    waiting = request.pending(folder) is not None
    if not replace:
        request.need_none(folder)
    if token is None:
        request.make(folder, unit, code, algorithm, passphrase, replace=waiting)
    else:
        request.make_on_token(folder, unit, code, algorithm, token.module, token.label, pin or "", replace=waiting)
    return export_request(context, target)


def renew(
    context: Context,
    target: Path,
    passphrase: str | None = None,
    *,
    algorithm: str = DEFAULT_ALGORITHM,
    token: TokenChoice | None = None,
    pin: str | None = None,
    replace: bool = False,
) -> RequestMade:
    """A request for the same unit and code with a new key, like `make_request`. Raises NoCodeYet for a trial key."""
    own = unit_facts(context)
    if own is None or own.trial:
        raise NoCodeYet
    return make_request(
        context, own.unit, own.code, target, passphrase, algorithm=algorithm, token=token, pin=pin, replace=replace
    )


def export_request(context: Context, target: Path) -> RequestMade:
    """Write the pending request again. Raises NoRequestPending, FileNotWritten."""
    waiting = request.pending(context.places.keys)
    if waiting is None:
        raise request.NoRequestPending
    file = placed(context, target, "request", waiting.request.unit)
    save(file, waiting.request.pem)
    step = _("请把“{file}”带给根证书的保管单位，并当面或电话逐组核对申请指纹；拿到答复文件后在本机安装。")
    return RequestMade(file, request_facts(waiting.request), step.format(file=file.name))


def cancel_request(context: Context) -> None:
    """Give the pending request up; its key is kept in keys/former. Raises NoRequestPending, KeysNotSaved."""
    request.give_up(context.places.keys)
