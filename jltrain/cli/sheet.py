"""`jltrain sheet …`"""

from __future__ import annotations

import argparse
import getpass
from pathlib import Path
from typing import TYPE_CHECKING

from jltrain.app.context import Context
from jltrain.bank.areas import DISCIPLINES, Area, Level
from jltrain.cli.output import as_json, progress, say, table
from jltrain.cli.secrets import passphrase, pin
from jltrain.clock import beijing
from jltrain.i18n import _
from jltrain.paper.marks import marks_text

if TYPE_CHECKING:
    from jltrain.app.sheets import Checked, Issued


def declare(parser: argparse.ArgumentParser) -> None:
    """The actions and their options."""
    actions = parser.add_subparsers(required=True, metavar=_("操作"))
    issue = actions.add_parser("issue", help=_("为一场考试中已交卷的考生签发成绩单"))
    issue.add_argument("session", help=_("场次编号"))
    issue.add_argument("--ask-passphrase", action="store_true", help=_("输入签名密钥的口令"))
    issue.set_defaults(act=_issue)
    correct = actions.add_parser("correct", help=_("更正一份已签发的成绩单（另出一版，代替原来的）"))
    correct.add_argument("session", help=_("场次编号"))
    correct.add_argument("certificate", help=_("执法证号"))
    correct.add_argument("--name", default="", help=_("更正后的姓名"))
    correct.add_argument("--unit", default="", help=_("更正后的单位"))
    correct.add_argument("--level", choices=[level.value for level in Level], help=_("更正后的层级"))
    correct.add_argument("--discipline", choices=[d.value for d in DISCIPLINES], help=_("更正后的执法门类"))
    correct.add_argument("--reason", required=True, help=_("更正原因，印在成绩单上"))
    correct.add_argument("--ask-passphrase", action="store_true", help=_("输入签名密钥的口令"))
    correct.set_defaults(act=_correct)
    verify = actions.add_parser("verify", help=_("核验成绩单文件"))
    verify.add_argument("files", type=Path, nargs="+", help=_("PDF 文件"))
    verify.set_defaults(act=_verify)
    show = actions.add_parser("show", help=_("显示成绩单的内容"))
    show.add_argument("file", type=Path, help=_("PDF 文件"))
    show.set_defaults(act=_show)
    picture = actions.add_parser("picture", help=_("把成绩单存成图片"))
    picture.add_argument("file", type=Path, help=_("PDF 文件"))
    picture.add_argument("folder", type=Path, help=_("存放图片的文件夹"))
    picture.add_argument("--dpi", type=_dpi, default=110, help=_("每英寸点数（30 至 600）"))
    picture.set_defaults(act=_picture)
    actions.add_parser("keys", help=_("本机的签名密钥和信任的根证书")).set_defaults(act=_keys)
    actions.add_parser("passphrase", help=_("为签名密钥设置或更换口令")).set_defaults(act=_passphrase)
    trust = actions.add_parser("trust", help=_("信任另一台电脑的根证书（先核对指纹）"))
    trust.add_argument("file", type=Path, help=_("根证书文件（.crt）"))
    trust.add_argument("--fingerprint", help=_("已核对过的指纹；不给出时只显示指纹，不信任"))
    trust.set_defaults(act=_trust)
    export = actions.add_parser("export-root", help=_("导出本机根证书，带给人事"))
    export.add_argument("file", type=Path, help=_("写到文件（.crt）"))
    export.set_defaults(act=_export_root)
    for action in actions.choices.values():
        action.add_argument("--json", action="store_true", help=_("输出 JSON"))


def _dpi(text: str) -> int:
    if not 30 <= int(text) <= 600:
        raise ValueError(text)
    return int(text)


def _issue(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import sheets

    secret = _secret(context, args)
    with progress(_("签发成绩单")) as report:
        made = sheets.issue(context, args.session, report, secret)
    if args.json:
        as_json([_issued(m) for m in made])
        return
    table([_("姓名"), _("执法证号"), _("编号"), _("文件")], [(m.name, m.certificate, m.number, m.file) for m in made])


def _issued(made: Issued) -> dict[str, object]:
    return {
        "name": made.name,
        "certificate": made.certificate,
        "number": made.number,
        "version": made.version,
        "file": str(made.file),
    }


def _correct(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import sheets

    changes = sheets.Changes(
        args.name,
        args.unit,
        Level(args.level) if args.level else None,
        Area(args.discipline) if args.discipline else None,
    )
    made = sheets.correct(context, args.session, args.certificate, changes, args.reason, _secret(context, args))
    if args.json:
        as_json(_issued(made))
    else:
        say(_("已签发第 {version} 版：{number}").format(version=made.version, number=made.number))
        say(str(made.file))


def _secret(context: Context, args: argparse.Namespace) -> str | None:
    """The key's passphrase, where it has one, or the PIN of the token it is on: from the environment or typed."""
    from jltrain.app import keys

    needed = keys.secret_needed(context)
    if args.ask_passphrase or needed == "passphrase":
        return passphrase(_("签名密钥的口令："))
    return pin() if needed == "pin" else None


def _verify(context: Context, args: argparse.Namespace) -> int:
    from jltrain.app import sheets

    with progress(_("核验")) as report:
        checked = sheets.verify_files(context, args.files, report)
    if args.json:
        as_json([_verdict(c) for c in checked])
    else:
        for c in checked:
            say(f"{_('真实有效') if c.accepted else _('拒收')}  {c.file}")
            for _code, text in c.reasons:
                say(f"    {text}")
    return 0 if all(c.accepted for c in checked) else 1


def _verdict(checked: Checked) -> dict[str, object]:
    return {
        "file": str(checked.file),
        "verdict": "accepted" if checked.accepted else "refused",
        "reasons": [{"code": code, "text": text} for code, text in checked.reasons],
    }


def _show(context: Context, args: argparse.Namespace) -> int:
    from jltrain.app import sheets
    from jltrain.sheet.payload import to_json

    checked = sheets.verify_files(context, [args.file])[0]
    if checked.payload is None or not checked.accepted:
        if args.json:
            as_json(_verdict(checked))
            return 1
        for _code, text in checked.reasons:
            say(text)
        return 1
    if args.json:
        say(to_json(checked.payload).decode())
        return 0
    p = checked.payload
    say(_("成绩单 {number}").format(number=p.number))
    say(f"{p.officer.name}  {p.officer.certificate}  {p.officer.unit}")
    say(f"{p.session_title}  {p.paper_title}")
    rows = [(s.title, s.items, s.right, marks_text(s.halves), marks_text(s.full_halves)) for s in p.sections]
    table([_("部分"), _("题数"), _("全对"), _("得分"), _("满分")], rows)
    say(_("总分 {marks} / {full}，{verdict}").format(
        marks=marks_text(p.halves), full=marks_text(p.full_halves), verdict=_("合格") if p.passed else _("不合格")))  # fmt: skip
    return 0


def _picture(_context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import sheets

    made = sheets.save_pictures(args.file, args.folder, args.dpi)
    if args.json:
        as_json([str(file) for file in made])
        return
    for file in made:
        say(str(file))


def _keys(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import sheets

    sheets.ensure_keys(context)
    facts = sheets.key_facts(context)
    roots = sheets.trusted(context)
    if args.json:
        as_json(
            {
                "unit": facts.unit,
                "valid_until": facts.valid_until,
                "protected": facts.protected,
                "trusted_roots": [{"name": r.name, "fingerprint": r.fingerprint} for r in roots],
            }
        )
        return
    until = beijing(facts.valid_until, "%Y-%m-%d") if facts.valid_until else "—"
    say(_("签名单位：{unit}，有效期至 {until}").format(unit=facts.unit, until=until))
    say(_("口令：{state}").format(state=_("已设置") if facts.protected else _("未设置（本机试用密钥）")))
    for root in roots:
        say(_("信任的根证书：{name}").format(name=root.name))
        say(f"    {root.fingerprint}")


def _trust(context: Context, args: argparse.Namespace) -> int:
    from jltrain.app import sheets

    root = sheets.read_root(args.file)
    given = "".join((args.fingerprint or "").split()).upper()
    agreed = given == "".join(root.fingerprint.split()).upper()
    if agreed:
        sheets.trust_root(context, args.file)
    if args.json:
        as_json({"name": root.name, "fingerprint": root.fingerprint, "trusted": agreed})
    else:
        say(_("根证书：{name}").format(name=root.name))
        say(f"    {root.fingerprint}")
        say(_("已信任。") if agreed else _("没有信任：请与出具单位逐组核对指纹，再用 --fingerprint 给出它。"))
    return 0 if agreed or not args.fingerprint else 1


def _export_root(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import keys

    done = keys.write_root(context, args.file)
    if args.json:
        as_json({"name": done.root.name, "fingerprint": done.root.fingerprint, "file": str(done.file)})
        return
    say(_("已导出本机根证书到 {file}，指纹：").format(file=done.file))
    say(f"    {done.root.fingerprint}")


def _passphrase(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import sheets

    sheets.ensure_keys(context)
    old = getpass.getpass(_("原口令：")) if sheets.key_facts(context).protected else None
    new = getpass.getpass(_("新口令（直接回车表示不设口令）："))
    sheets.change_passphrase(context, old, new or None)
    if args.json:
        as_json({"protected": bool(new)})
    else:
        say(_("口令已更换。") if new else _("口令已取消。"))
