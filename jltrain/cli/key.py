"""`jltrain key …`: the chain of trust, from the province's root to the unit's key and HR's lists."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from jltrain.app.context import Context
from jltrain.cli import key_root, key_words
from jltrain.cli.key_options import Action, algorithm, target
from jltrain.cli.output import as_json, say, table
from jltrain.cli.secrets import agreed, new_passphrase, passphrase, pin
from jltrain.errors import BadInput
from jltrain.i18n import N_, _

if TYPE_CHECKING:
    from jltrain.app.keyfacts import TokenChoice


class HalfAToken(BadInput):
    template = N_("密钥要放在密码硬件里，须同时给出 --module 和 --token；两个都不给出，密钥存成文件。")


def declare(parser: argparse.ArgumentParser) -> None:
    """The actions and their options."""
    actions = parser.add_subparsers(required=True, metavar=_("操作"))

    def action(
        name: str, text: str, act: Callable[[Context, argparse.Namespace], int | None]
    ) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = actions.add_parser(name, help=text)
        made.set_defaults(act=act)
        made.add_argument("--json", action="store_true", help=_("输出 JSON"))
        return made

    action("status", _("本机的密钥、根证书和吊销列表"), _status)
    key_root.declare(action)
    _declare_unit(action)
    _declare_trust(action)


def _declare_unit(action: Action) -> None:
    request = action("request", _("单位：生成密钥和证书申请"), _request)
    request.add_argument("--unit", required=True, help=_("单位名称"))
    request.add_argument("--code", required=True, help=_("单位代码（统一社会信用代码）"))
    renew = action("renew", _("单位：换领证书（新密钥，同一单位）"), _renew)
    for asking in (request, renew):
        target(asking)
        algorithm(asking)
        asking.add_argument("--module", type=Path, help=_("密码硬件的 PKCS#11 模块文件"))
        asking.add_argument("--token", help=_("密码硬件的名称"))
        asking.add_argument("--replace", action="store_true", help=_("放弃正在等答复的申请"))
    again = action("export-request", _("单位：再次导出正在等答复的申请"), _export_request)
    target(again)
    cancel = action("cancel-request", _("单位：放弃正在等答复的申请"), _cancel_request)
    cancel.add_argument("--yes", action="store_true", help=_("不再询问"))
    install = action("install", _("单位：安装签发单位的答复"), _install)
    install.add_argument("file", type=Path, help=_("答复文件"))
    change = action("passphrase", _("为密钥设置或更换口令"), _passphrase)
    change.add_argument("--root", action="store_true", help=_("更换根证书密钥的口令"))
    tokens = action("tokens", _("列出已插入的密码硬件"), _tokens)
    tokens.add_argument("module", type=Path, help=_("密码硬件的 PKCS#11 模块文件"))


def _declare_trust(action: Action) -> None:
    trust = action("trust", _("信任一份根证书（先核对指纹）"), _trust)
    trust.add_argument("file", type=Path, help=_("根证书文件（.crt）"))
    trust.add_argument("--fingerprint", help=_("已核对过的指纹；不给出时显示指纹并询问"))
    untrust = action("untrust", _("不再信任一份根证书"), _untrust)
    untrust.add_argument("fingerprint", help=_("根证书的指纹，至少前 8 位"))
    untrust.add_argument("--yes", action="store_true", help=_("不再询问"))
    update = action("import-list", _("导入吊销列表"), _import_list)
    update.add_argument("file", type=Path, help=_("吊销列表文件"))


def _status(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import keys

    found = keys.status(context)
    if args.json:
        as_json(asdict(found))
    else:
        key_words.tell_status(found)


def _chosen(args: argparse.Namespace) -> tuple[TokenChoice | None, str | None, str | None]:
    """Token, passphrase and PIN for a new key."""
    from jltrain.app import keys

    if bool(args.module) != bool(args.token):
        raise HalfAToken
    if args.module and args.token:
        return keys.TokenChoice(str(args.module), args.token), None, pin()
    return None, new_passphrase(_("单位签名密钥的口令")), None


def _request(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import keys

    token, secret, number = _chosen(args)
    made = keys.make_request(
        context,
        args.unit,
        args.code,
        args.target,
        secret,
        algorithm=args.algorithm,
        token=token,
        pin=number,
        replace=args.replace,
    )
    as_json(asdict(made)) if args.json else key_words.tell_made(made)


def _renew(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import keys

    token, secret, number = _chosen(args)
    made = keys.renew(
        context, args.target, secret, algorithm=args.algorithm, token=token, pin=number, replace=args.replace
    )
    as_json(asdict(made)) if args.json else key_words.tell_made(made)


def _export_request(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import keys

    made = keys.export_request(context, args.target)
    as_json(asdict(made)) if args.json else key_words.tell_made(made)


def _cancel_request(context: Context, args: argparse.Namespace) -> int:
    from jltrain.app import keys

    if not args.yes and not agreed(_("确定放弃正在等答复的申请？")):
        as_json({"cancelled": False}) if args.json else say(_("没有放弃：确定要放弃的，请加 --yes。"))
        return 1
    keys.cancel_request(context)
    as_json({"cancelled": True}) if args.json else say(_("申请已放弃。"))
    return 0


def _install(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import keys

    waiting = keys.status(context).pending
    secret = None
    if waiting is not None:
        secret = pin() if waiting.token else passphrase(_("单位签名密钥的口令："))
    done = keys.install(context, args.file, secret)
    as_json(asdict(done)) if args.json else say(done.next_step)


def _passphrase(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import keys

    keys.ensure_keys(context) if not args.root else None
    guarded = args.root or keys.secret_needed(context) == "passphrase"
    old = passphrase(_("原口令：")) if guarded else None
    new = new_passphrase(_("新口令"), may_be_none=not args.root)
    keys.change_passphrase(context, old, new or None, "root" if args.root else "unit")
    if args.json:
        as_json({"protected": bool(new)})
    else:
        say(_("口令已更换。") if new else _("口令已取消。"))


def _tokens(_context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import keys

    found = keys.tokens(args.module)
    if args.json:
        as_json([asdict(t) for t in found])
        return
    rows = [(t.label, t.serial, t.maker, _("可用") if t.ready else _("未初始化")) for t in found]
    table([_("名称"), _("编号"), _("厂商"), _("状态")], rows)


def _trust(context: Context, args: argparse.Namespace) -> int:
    from jltrain.app import keys

    root = keys.read_root(args.file)
    if not args.json:
        say(_("根证书：{name}").format(name=root.name))
        say(f"    {root.fingerprint}")
    if args.fingerprint:
        root = keys.trust_root(context, args.file, args.fingerprint)
    elif args.json or not agreed(_("指纹是否已与根证书的保管单位逐组核对一致？")):
        if args.json:
            as_json({**asdict(root), "trusted": False})
        else:
            say(_("没有信任：请与出具单位逐组核对指纹，再用 --fingerprint 给出它。"))
        return 0
    else:
        root = keys.trust_root(context, args.file, root.fingerprint)
    if args.json:
        as_json({**asdict(root), "trusted": True})
    else:
        say(_("已信任。"))
        if root.list_fault:
            say(root.list_fault)
    return 0


def _untrust(context: Context, args: argparse.Namespace) -> int:
    from jltrain.app import keys

    if not args.yes and not agreed(_("不再信任这份根证书，它签发的成绩单今后都会被拒收。确定？")):
        as_json({"untrusted": False}) if args.json else say(_("没有改动：确定不再信任的，请加 --yes。"))
        return 1
    root = keys.untrust_root(context, args.fingerprint)
    as_json(asdict(root)) if args.json else say(_("已不再信任“{name}”的根证书。").format(name=root.name))
    return 0


def _import_list(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import keys

    done = keys.import_list(context, args.file)
    if args.json:
        as_json(asdict(done))
        return
    key_words.tell_list(done.list)
    say(done.next_step)
