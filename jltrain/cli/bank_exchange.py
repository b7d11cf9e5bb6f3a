"""`jltrain bank merge, pack, unpack, packages, object, objections, settle`"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from jltrain.app.context import Context
from jltrain.bank.merge import Decision
from jltrain.cli import secrets
from jltrain.cli.output import as_json, progress, say, shown_time, table
from jltrain.errors import BadInput
from jltrain.i18n import N_, _

if TYPE_CHECKING:
    from jltrain.app.exchange import Comparison, Merged
    from jltrain.app.objections import Listed


class NotADecision(BadInput):
    template = N_("“{text}”看不懂，应写成 行号=theirs、行号=ours 或 行号=both，例如 3=theirs。")


class NoSuchRow(BadInput):
    template = N_("没有第 {row} 行：列出的不同之处有 {rows} 处，请按列表中的行号写 --decide。")


def declare(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The actions and their options."""
    merge = _action(actions, "merge", _("与另一个题库合并（先列出不同之处）"), _merge)
    merge.add_argument("place", type=Path, help=_("JSONL 文件、题库文件夹或题库包"))
    _deciding(merge)
    pack = _action(actions, "pack", _("写一份签名的题库包"), _pack)
    pack.add_argument("file", type=Path, help=_("写到哪里（.jlbank）"))
    pack.add_argument("--ids", nargs="+", help=_("只写这些试题"))
    pack.add_argument("--since", help=_("上一份题库包的文件或编号；只写此后的改动"))
    unpack = _action(actions, "unpack", _("核验并接收题库包"), _unpack)
    unpack.add_argument("file", type=Path, help=_("题库包"))
    _deciding(unpack)
    _action(actions, "packages", _("写过和接收过的题库包"), _packages)
    object_ = _action(actions, "object", _("报告试题有错"), _object)
    object_.add_argument("id", help=_("试题编号"))
    object_.add_argument("text", help=_("哪里有错"))
    object_.add_argument("--name", default="", help=_("报告人"))
    listed = _action(actions, "objections", _("试题报错：列出、写到 U 盘或读入"), _objections)
    listed.add_argument("--all", action="store_true", help=_("也列出已处理的"))
    listed.add_argument("--write", type=Path, metavar=_("文件夹"), help=_("把本机的报错写到文件夹"))
    listed.add_argument("--read", type=Path, nargs="+", metavar=_("文件"), help=_("从文件或文件夹读入报错"))
    settle = _action(actions, "settle", _("处理一条试题报错"), _settle)
    settle.add_argument("id", help=_("报错的编号"))
    settle.add_argument("verdict", choices=["accepted", "rejected"], help=_("采纳或不采纳"))
    settle.add_argument("--note", default="", help=_("说明或理由"))
    settle.add_argument("--by", default="", help=_("经办人"))


def _action(
    actions: argparse._SubParsersAction[argparse.ArgumentParser], name: str, help_: str, act: object
) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = actions.add_parser(name, help=help_)
    made.add_argument("--json", action="store_true", help=_("输出 JSON"))
    made.set_defaults(act=act)
    return made


def _deciding(action: argparse.ArgumentParser) -> None:
    action.add_argument("--apply", action="store_true", help=_("照建议和 --decide 执行（否则只列出）"))
    action.add_argument("--decide", nargs="+", default=[], metavar=_("行号=处理"), help=_("theirs、ours 或 both"))
    action.add_argument("--suggested", action="store_true", help=_("没有指明的都照建议处理"))
    action.add_argument("--by", default="", help=_("经办人"))


def _decisions(args: argparse.Namespace, comparison: Comparison) -> dict[int, Decision]:
    found = dict(enumerate(row.suggestion for row in comparison.rows)) if args.suggested else {}
    for text in args.decide:
        number, _equals, word = text.partition("=")
        try:
            place, decision = int(number) - 1, Decision(word)
        except ValueError as error:
            raise NotADecision(text=text) from error
        if not 0 <= place < len(comparison.rows):
            raise NoSuchRow(row=number, rows=len(comparison.rows))
        found[place] = decision
    return found


def _rows(comparison: Comparison) -> list[dict[str, object]]:
    return [
        {
            "row": number,
            "kind": row.kind.value,
            "loud": row.kind.loud,
            "ours": row.ours.id if row.ours else None,
            "theirs": row.theirs.id if row.theirs else None,
            "share": round(row.share, 3),
            "suggestion": row.suggestion.value,
            "automatic": row.automatic,
        }
        for number, row in enumerate(comparison.rows, 1)
    ]


def _tell(comparison: Comparison, done: Merged | None) -> None:
    rows = []
    for number, row in enumerate(comparison.rows, 1):
        either = row.theirs or row.ours
        shown = either.stem[:30] if either else ""
        ours = row.ours.id if row.ours else "—"
        mark = "！" if row.kind.loud else ""
        rows.append(
            (number, mark + row.kind.label, ours, row.theirs.id if row.theirs else "—", row.suggestion.label, shown)
        )
    if rows:
        table([_("行号"), _("不同之处"), _("本机"), _("对方"), _("建议"), _("题干")], rows)
    say(_("相同 {same} 题，不同 {n} 处，其中 {open} 处要人决定。").format(
        same=comparison.same, n=len(comparison.rows), open=len(comparison.open)))  # fmt: skip
    if done is None:
        say(_("没有改动任何试题；加 --apply 执行。"))
    else:
        said = _("新增 {added} 题，修改 {changed} 题，停用 {withdrawn} 题，{kept} 处保留本机的。")
        say(said.format(added=done.added, changed=done.changed, withdrawn=done.withdrawn, kept=done.kept))


def _result(done: Merged | None) -> dict[str, object] | None:
    if done is None:
        return None
    return {"added": done.added, "changed": done.changed, "kept": done.kept, "withdrawn": done.withdrawn}


def _merge(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import bank, exchange

    bank.keep_up(context)
    with progress(_("比较题库")) as report:
        comparison = exchange.compare(context, args.place, report)
        decisions = _decisions(args, comparison)
        done = exchange.merge(context, comparison, decisions, args.by, report) if args.apply else None
    if args.json:
        as_json(
            {"source": comparison.source, "same": comparison.same, "rows": _rows(comparison), "done": _result(done)}
        )
    else:
        _tell(comparison, done)


def _pack(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import bank, exchange, keys

    bank.keep_up(context)
    needed = keys.secret_needed(context)
    secret = secrets.pin() if needed == "pin" else secrets.passphrase(_("本单位密钥的口令：")) if needed else None
    since = args.since and (Path(args.since) if Path(args.since).is_file() else args.since)
    with progress(_("写题库包")) as report:
        made = exchange.pack(context, args.ids, args.file, secret, since=since or None, report=report)
    if args.json:
        as_json({"file": str(made.file), "questions": made.questions, "withdrawn": made.withdrawn,
                 "pictures": made.pictures, "digest": made.digest, "base": made.base, "waiting": made.waiting})  # fmt: skip
        return
    said = _("已写好题库包 {file}：{n} 题，停用 {gone} 题，编号 {digest}。")
    say(said.format(file=made.file, n=made.questions, gone=made.withdrawn, digest=made.digest[:8]))
    if made.waiting:
        say(_("{n} 道待复核的题没有写入，复核以后再写一份。").format(n=made.waiting))
    unit = keys.status(context).unit
    if unit is not None and unit.trial:
        say(
            _("这份题库包是用本机试用密钥签名的，别的电脑不会采用；请先申请单位证书（jltrain key request），再写一份。")
        )


def _unpack(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import bank, exchange

    bank.keep_up(context)
    with progress(_("核验题库包")) as report:
        found = exchange.unpack(context, args.file, report)
        decisions = _decisions(args, found.comparison)
        done = exchange.apply(context, found, decisions, args.by, report) if args.apply else None
    if args.json:
        as_json({
            "signer": {"unit": found.signer.unit, "code": found.signer.code, "fingerprint": found.signer.fingerprint,
                       "serial": found.signer.serial},
            "digest": found.digest, "created": found.created, "base": found.base, "again": found.again,
            "same": found.comparison.same, "rows": _rows(found.comparison), "done": _result(done),
        })  # fmt: skip
        return
    say(_("签名单位：{unit}，编号 {digest}，制作时间 {at}。").format(
        unit=found.signer.unit, digest=found.digest[:8], at=shown_time(found.created)))  # fmt: skip
    _tell(found.comparison, done)


def _packages(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import exchange

    rows = exchange.packages(context)
    if args.json:
        as_json([{"digest": r.digest, "direction": r.direction, "at": r.at, "unit": r.unit, "created": r.created,
                  "base": r.base} for r in rows])  # fmt: skip
        return
    words = {"in": _("接收"), "out": _("写出")}
    table([_("编号"), _("方向"), _("时间"), _("单位"), _("依据")],
          [(r.digest[:8], words[r.direction], shown_time(r.at), r.unit, r.base[:8]) for r in rows])  # fmt: skip


def _object(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import bank, objections

    bank.keep_up(context)
    made = objections.object(context, bank.get(context, args.id), args.text, args.name)
    if args.json:
        as_json({"id": made.id})
    else:
        say(_("已记下，编号 {id}。").format(id=made.id[:8]))


def _objections(context: Context, args: argparse.Namespace) -> int:
    from jltrain.app import bank, objections

    bank.keep_up(context)
    written = objections.export(context, args.write) if args.write else None
    read = objections.bring_in(context, args.read) if args.read else None
    rows = objections.listed(context, not args.all)
    code = 1 if read and read.faults else 0
    if args.json:
        as_json({
            "written": str(written) if written else None,
            "read": read and {"new": read.new, "known": read.known, "faults": [f.as_dict() for f in read.faults]},
            "objections": [_objection(row) for row in rows],
        })  # fmt: skip
        return code
    if args.write:
        say(_("已写到 {file}。").format(file=written) if written else _("本机没有待处理的报错可写。"))
    if read:
        say(_("读入 {new} 条，已有 {known} 条。").format(new=read.new, known=read.known))
        for fault in read.faults:
            say(fault.sentence())
    table([_("编号"), _("试题"), _("报告人"), _("内容"), _("处理")],
          [(r.objection.id[:8], r.objection.question_id, r.objection.learner, r.objection.text[:40], _verdict(r))
           for r in rows])  # fmt: skip
    return code


def _verdict(row: Listed) -> str:
    from jltrain.app.objections import Verdict

    return Verdict(row.acts[-1].verdict).label if row.acts else _("待处理")


def _objection(row: Listed) -> dict[str, object]:
    one = row.objection
    return {
        "id": one.id, "question": one.question_id, "at": one.at, "learner": one.learner, "unit": one.unit, "text": one.text,
        "origin": one.origin, "seen_version": row.seen, "version": row.version, "changed": row.changed,
        "acts": [{"at": a.at, "by": a.by, "verdict": a.verdict, "version": a.version, "note": a.note} for a in row.acts],
    }  # fmt: skip


def _settle(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import objections

    row = objections.settle(context, args.id, args.verdict, args.note, args.by)
    if args.json:
        as_json(_objection(row))
    else:
        say(_("已处理：{verdict}。").format(verdict=_verdict(row)))
