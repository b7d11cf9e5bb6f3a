"""`jltrain ledger collect | register | sheet | rule | undo`"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jltrain.app.context import Context
from jltrain.cli.ledger_words import Actions, shown_of, with_operator, with_pages
from jltrain.cli.output import as_json, progress, say, table
from jltrain.clock import beijing
from jltrain.i18n import _

if TYPE_CHECKING:
    from jltrain.app.register import CollectedLine

_KINDS: Final = ("confirm", "assign", "exclude")
_STATES: Final = ("counts", "superseded", "name-differs", "unknown-officer", "excluded")


def declare(actions: Actions) -> None:
    """The actions and their options."""
    gather = actions.add("collect", _("验证并收取成绩单"), _collect)
    gather.add_argument("places", type=Path, nargs="+", metavar="PATH", help=_("文件夹（含下级文件夹）或成绩单 PDF"))
    listed = actions.add("register", _("列出收到过的成绩单，新的在前"), _register)
    listed.add_argument("words", nargs="*", help=_("姓名、执法证号、单位、编号或文件名中要出现的文字"))
    listed.add_argument("--refused", action="store_true", help=_("只列拒收的"))
    listed.add_argument("--state", choices=_STATES, action="append", default=[], help=_("只列这种状态的，可重复"))
    listed.add_argument("--officer", default="", help=_("只列写着这个执法证号或计入其名下的"))
    one = actions.add("sheet", _("一份成绩单的全部情况"), _sheet)
    one.add_argument("which", help=_("台账条号、成绩单编号或文件摘要"))
    decide = actions.add("rule", _("对一份成绩单下核实结论：确认本人、改记他人、不予计入"), _rule)
    decide.add_argument("which", help=_("台账条号、成绩单编号或文件摘要"))
    decide.add_argument("kind", choices=_KINDS, help=_("结论：confirm 确认，assign 改记，exclude 不计入"))
    decide.add_argument("--reason", required=True, help=_("理由"))
    decide.add_argument("--officer", default="", help=_("改记到谁名下（执法证号）"))
    back = actions.add("undo", _("撤销一条核实结论或活动记录"), _undo)
    back.add_argument("entry", type=int, help=_("台账条号"))
    back.add_argument("--reason", required=True, help=_("理由"))
    with_operator(gather, decide, back)
    with_pages(listed)


def _collect(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import collecting
    from jltrain.cli import ledger_records as records

    with progress(_("验证成绩单")) as report:
        done = collecting.collect(context, args.places, report, by=args.by)
    if args.json:
        as_json(
            {
                "folder": str(args.places[0]),
                "counts": {outcome.value: count for outcome, count in done.counts.items()},
                "sheets": [records.line_record(line) for line in done.lines],
                "skipped": [{"file": str(s.path), "reason": s.text} for s in done.skipped],
                "others": done.others,
            }
        )
        return
    _say_lines(line for line in done.lines if line.outcome is not collecting.Outcome.IMPORTED)
    for skipped in done.skipped:
        say(f"{skipped.path}: {skipped.text}")
    counts = [f"{o.label} {n}" for o, n in done.counts.items() if n]
    counts += [_("跳过 {n}").format(n=len(done.skipped))] if done.skipped else []
    say(_("共 {n} 个文件：{counts}。").format(n=len(done.lines), counts="，".join(counts) or _("没有成绩单")))
    if done.others:
        say(_("另有 {n} 个不是 PDF 的文件，没有打开。").format(n=done.others))


def _register(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import register
    from jltrain.cli import ledger_records as records

    states = tuple(register.State(state) for state in args.state)
    wanted = register.Wanted(" ".join(args.words), states, args.refused, args.officer.strip().upper())
    found = register.register(context, wanted, args.offset, args.limit)
    if args.json:
        as_json([records.line_record(line) for line in found.rows])
        return
    _say_lines(found.rows)
    say(shown_of(len(found.rows), found.total))
    if not register.counts(context).total:
        say(_("还没有收取过成绩单：用 jltrain ledger collect 收取文件夹里的成绩单。"))


def _say_lines(lines: Iterable[CollectedLine]) -> None:
    from jltrain.paper.marks import marks_text

    rows = []
    for line in lines:
        who = (line.name, line.certificate, marks_text(line.halves)) if line.number else ("", "", "")
        state = line.state.label if line.state else ""
        why = _why(line)
        rows.append((line.entry or "", line.file, line.outcome.label, state, *who, why))
    if rows:
        head = [_("条号"), _("文件"), _("收取结果"), _("现在"), _("姓名"), _("执法证号"), _("得分"), _("说明")]
        table(head, rows)


def _why(line: CollectedLine) -> str:
    """The reasons, as long as they hold: a sheet that waited on the first day may count now, for another officer even."""
    if line.state and line.state.value == "counts" and line.outcome.value in ("name-differs", "unknown-officer"):
        return "" if line.counts_for == line.certificate else _("计入 {number} 名下。").format(number=line.counts_for)
    return "".join(reason.text for reason in line.reasons)


def _sheet(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import register
    from jltrain.cli import ledger_records as records

    found = register.find(context, args.which)
    if args.json:
        as_json(records.detail_record(found))
        return
    line = found.line
    say(_("台账第 {entry} 条　{file}　{outcome}").format(entry=line.entry, file=line.file, outcome=line.outcome.label))
    say(_("首次收取：{at}　经办人：{by}").format(at=beijing(line.first_seen), by=found.by))
    if line.number:
        say(f"{line.number}  {line.name}  {line.certificate}  {line.unit}")
        say(_("现在：{state}").format(state=line.state.label if line.state else ""))
        unit = found.signer.unit or (found.payload.issuer if found.payload else "")
        say(_("签发单位：{unit}　证书指纹：{fingerprint}").format(unit=unit, fingerprint=found.signer.fingerprint))
    for text in (*(reason.text for reason in line.reasons), *found.facts):
        say(f"    {text}")
    for one in found.rulings:
        told = _("核实结论（台账第 {entry} 条）：{kind}。理由：{reason}").format(
            entry=one.ruling.entry, kind=one.ruling.kind.label, reason=one.ruling.reason
        )
        say(told + (_("　已撤销：{reason}").format(reason=one.undo_reason) if one.undone else ""))
    _say_lines(found.versions)


def _rule(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import register
    from jltrain.cli import ledger_records as records

    digest = register.find(context, args.which).line.digest
    kind = register.RulingKind(args.kind)
    line = register.rule(context, digest, kind, args.reason, certificate=args.officer, by=args.by)
    if args.json:
        as_json(records.line_record(line))
    else:
        say(_("已记入台账。{number} 现在：{state}").format(
            number=line.number, state=line.state.label if line.state else ""))  # fmt: skip


def _undo(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import register

    register.undo(context, args.entry, args.reason, by=args.by)
    if args.json:
        as_json({"undone": args.entry})
    else:
        say(_("已撤销台账第 {entry} 条。").format(entry=args.entry))
