"""`jltrain key …` for the keeper of the provincial root."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from datetime import date, datetime, time
from pathlib import Path

from jltrain.app.context import Context
from jltrain.cli import key_words
from jltrain.cli.key_options import Action, algorithm, target
from jltrain.cli.output import as_json, say, table
from jltrain.cli.secrets import agreed, new_passphrase, passphrase
from jltrain.clock import BEIJING
from jltrain.i18n import _


def declare(action: Action) -> None:
    """The actions and their options."""
    root = action("make-root", _("省级：生成根证书（在不联网的电脑上）"), _make_root)
    root.add_argument("--name", required=True, help=_("单位名称"))
    root.add_argument("--code", required=True, help=_("单位代码（统一社会信用代码）"))
    root.add_argument("--years", type=int, default=20, help=_("有效期（年）"))
    root.add_argument("--replace", action="store_true", help=_("换发根证书，原来的留存"))
    algorithm(root)
    show = action("show-request", _("省级：查看单位带来的证书申请"), _show_request)
    show.add_argument("file", type=Path, help=_("申请文件"))
    issue = action("issue", _("省级：签发单位证书"), _issue)
    issue.add_argument("request", type=Path, help=_("申请文件"))
    target(issue)
    issue.add_argument("--fingerprint", help=_("已与申请单位逐组核对过的申请指纹"))
    issue.add_argument("--days", type=int, default=1826, help=_("有效期（天）"))
    action("issued", _("省级：已签发证书登记"), _issued)
    answer = action("answer", _("省级：再次导出已签发的证书"), _answer)
    answer.add_argument("serial", help=_("证书序列号"))
    target(answer)
    revoke = action("revoke", _("省级：吊销单位证书"), _revoke)
    revoke.add_argument("serial", help=_("证书序列号"))
    revoke.add_argument("--reason", default="key-compromise", help=_("原因：{names}").format(names=_reasons()))
    revoke.add_argument("--on", type=_day, help=_("自哪天起（年-月-日）；默认现在"))
    revoke.add_argument("--root", default="", help=_("换发前的根证书的指纹"))
    revoke.add_argument("--yes", action="store_true", help=_("不再询问"))
    publish = action("publish", _("省级：发布吊销列表"), _publish)
    target(publish)
    publish.add_argument("--days", type=int, default=100, help=_("有效期（7 至 370 天）"))
    publish.add_argument("--root", default="", help=_("换发前的根证书的指纹"))
    export = action("export-root", _("导出根证书，带给人事和各单位"), _export_root)
    target(export)


def _reasons() -> str:
    return "、".join(key_words.REASONS)


def _day(text: str) -> datetime:
    return datetime.combine(date.fromisoformat(text), time(), BEIJING)


def _make_root(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import keys

    made = keys.make_root(
        context,
        args.name,
        args.code,
        new_passphrase(_("根证书密钥的口令")),
        algorithm=args.algorithm,
        years=args.years,
        replace=args.replace,
    )
    if args.json:
        as_json(asdict(made))
        return
    say(_("根证书：{name}").format(name=made.root.unit))
    say(f"    {made.root.fingerprint}")
    say(made.next_step)


def _show_request(_context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import keys

    found = keys.read_request(args.file)
    as_json(asdict(found)) if args.json else key_words.tell_request(found)


def _issue(context: Context, args: argparse.Namespace) -> int:
    from jltrain.app import keys
    from jltrain.app.keyshow import agree

    asked = keys.read_request(args.request)
    fingerprint = args.fingerprint
    if not fingerprint:
        if not args.json:
            key_words.tell_request(asked)
        if args.json or not agreed(_("申请指纹是否已与申请单位逐组核对一致？")):
            if args.json:
                as_json({**asdict(asked), "issued": False})
            else:
                say(_("没有签发：请与申请单位逐组核对指纹，再用 --fingerprint 给出它。"))
            return 1
        fingerprint = asked.fingerprint
    agree(fingerprint, asked.fingerprint)  # before anybody has to type a passphrase
    secret = passphrase(_("根证书密钥的口令："))
    made = keys.issue_certificate(context, args.request, args.target, secret, fingerprint=fingerprint, days=args.days)
    as_json(asdict(made)) if args.json else key_words.tell_issued(made)
    return 0


def _answer(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import keys

    made = keys.export_certificate(context, args.serial, args.target)
    as_json(asdict(made)) if args.json else key_words.tell_issued(made)


def _issued(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import keys

    found = keys.issued(context)
    if args.json:
        as_json([asdict(e) for e in found])
        return
    table([_("序列号"), _("单位"), _("代码"), _("有效期至"), _("吊销")], [key_words.row(e) for e in found])


def _revoke(context: Context, args: argparse.Namespace) -> int:
    from jltrain.app import keys

    if not args.yes and not agreed(_("吊销不能撤回。确定吊销证书 {serial}？").format(serial=args.serial)):
        as_json({"revoked": False}) if args.json else say(_("没有吊销：确定要吊销的，请加 --yes。"))
        return 1
    secret = passphrase(_("根证书密钥的口令："))
    done = keys.revoke(context, args.serial, secret, reason=args.reason, on=args.on, root=args.root)
    as_json(asdict(done)) if args.json else say(done.next_step)
    return 0


def _publish(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import keys

    own = keys.status(context).root
    secret = passphrase(_("根证书密钥的口令：")) if args.root or own is None or own.protected else None
    made = keys.publish_list(context, args.target, secret, days=args.days, root=args.root)
    if args.json:
        as_json(asdict(made))
        return
    key_words.tell_list(made.list)
    say(made.next_step)


def _export_root(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import keys

    done = keys.write_root(context, args.target)
    root = done.root
    if args.json:
        as_json({**asdict(root), "file": str(done.file)})
        return
    say(_("已导出本机根证书到 {file}，指纹：").format(file=done.file))
    say(f"    {root.fingerprint}")
