"""`jltrain bank new, edit, history, restore-version, used-in, retag, withdraw, restore, alike`"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jltrain.app.context import Context
from jltrain.bank.areas import Area
from jltrain.bank.fieldnames import place_name
from jltrain.bank.question import Question
from jltrain.bank.records import BadRecord, from_entry
from jltrain.cli.output import as_json, progress, say, shown_time, table
from jltrain.errors import BadInput
from jltrain.i18n import N_, _

if TYPE_CHECKING:
    from jltrain.app.editing import Saved

_LARGEST: Final = 1024 * 1024


class NotAQuestion(BadInput):
    template = N_("“{file}”不是一道题（{reason}），没有保存；请照 question_bank 里的写法或 JSONL 导出的写法填写。")


class NoArea(BadInput):
    template = N_("没有写明门类；请加 --area，或在文件里写 discipline。")


def declare(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The actions and their options."""
    new = _action(actions, "new", _("新建一道试题"), _new)
    new.add_argument("file", nargs="?", default="-", help=_("YAML 或 JSON 文件（- 为标准输入）"))
    new.add_argument("--area", choices=[a.value for a in Area], help=_("门类或公共科目"))
    new.add_argument("--id", default="", help=_("编号（默认自动取一个）"))
    _said(new)
    edit = _action(actions, "edit", _("修改一道试题（保存为新版本）"), _edit)
    edit.add_argument("id", help=_("试题编号"))
    edit.add_argument("file", nargs="?", default="-", help=_("只写要改的字段的 YAML 或 JSON 文件（- 为标准输入）"))
    edit.add_argument("--since", type=int, help=_("修改时依据的版本；已有更新的版本时不保存"))
    _said(edit)
    history = _action(actions, "history", _("一道试题的全部版本"), _history)
    history.add_argument("id", help=_("试题编号"))
    back = _action(actions, "restore-version", _("把旧版本恢复为新版本"), _back)
    back.add_argument("id", help=_("试题编号"))
    back.add_argument("version", type=int, help=_("版本"))
    back.add_argument("--by", default="", help=_("经办人"))
    used = _action(actions, "used-in", _("哪些试卷和考试用过这道题"), _used)
    used.add_argument("id", help=_("试题编号"))
    retag = _action(actions, "retag", _("成批调整门类、知识点、难度"), _retag)
    retag.add_argument("ids", nargs="+", help=_("试题编号"))
    retag.add_argument("--area", choices=[a.value for a in Area], help=_("门类或公共科目"))
    retag.add_argument("--topic", help=_("知识点"))
    retag.add_argument("--difficulty", type=int, choices=range(1, 6), help=_("难度"))
    retag.add_argument("--by", default="", help=_("经办人"))
    withdraw = _action(actions, "withdraw", _("停用试题"), _withdraw)
    withdraw.add_argument("ids", nargs="+", help=_("试题编号"))
    withdraw.add_argument("--reason", default="", help=_("理由"))
    withdraw.add_argument("--by", default="", help=_("经办人"))
    restore = _action(actions, "restore", _("恢复使用停用的试题"), _restore)
    restore.add_argument("ids", nargs="+", help=_("试题编号"))
    restore.add_argument("--by", default="", help=_("经办人"))
    alike = _action(actions, "alike", _("与一道试题相近的题"), _alike)
    alike.add_argument("id", help=_("试题编号"))
    alike.add_argument("--limit", type=int, default=5, help=_("最多列出多少题"))


def _action(
    actions: argparse._SubParsersAction[argparse.ArgumentParser], name: str, help_: str, act: object
) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = actions.add_parser(name, help=help_)
    made.add_argument("--json", action="store_true", help=_("输出 JSON"))
    made.set_defaults(act=act)
    return made


def _said(action: argparse.ArgumentParser) -> None:
    action.add_argument("--note", default="", help=_("说明"))
    action.add_argument("--by", default="", help=_("经办人"))


def _entry(name: str) -> Any:
    """What a file or standard input holds. Raises NotAQuestion, FileUnreadable."""
    from jltrain import yamlfile
    from jltrain.app.incoming import read_incoming

    if name == "-":
        name = _("标准输入")
        data = sys.stdin.buffer.read(_LARGEST + 1)
    else:
        data = read_incoming(Path(name), _LARGEST)
    try:
        return yamlfile.parse(data, _LARGEST)
    except yamlfile.NotReadable as error:
        raise NotAQuestion(file=name, reason=error.reason) from error


def _question(name: str, area: Area | None, ident: str, before: Question | None = None) -> Question:
    try:
        return from_entry(_entry(name), area, ident, before)
    except BadRecord as error:
        raise _not_a_question(name, error) from error


def _not_a_question(name: str, error: BadRecord) -> NotAQuestion:
    reason = f"{error.field}：{error.told}" if error.field else error.told
    return NotAQuestion(file=_("标准输入") if name == "-" else name, reason=reason)


def _new(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import bank, editing

    bank.keep_up(context)
    entry = _entry(args.file)
    first = entry[0] if isinstance(entry, list) and len(entry) == 1 else entry
    said = first if isinstance(first, dict) else {}
    area = Area(args.area) if args.area else None
    if area is None and "discipline" not in said:
        raise NoArea
    ident = args.id or str(said.get("id") or "") or editing.new_id(context, area or Area.LAW)
    try:
        question = from_entry(entry, area, ident)
    except BadRecord as error:
        raise _not_a_question(args.file, error) from error
    if not (args.id or said.get("id")):
        question = from_entry(entry, area, editing.new_id(context, question.discipline))
    _show(editing.save(context, question, args.note, args.by, since=0), as_record_=args.json)


def _edit(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import bank, editing

    bank.keep_up(context)
    before = bank.hit(context, args.id)
    question = _question(args.file, None, args.id, before.question)
    since = before.version if args.since is None else args.since
    _show(editing.save(context, question, args.note, args.by, since=since), as_record_=args.json)


def _show(saved: Saved, *, as_record_: bool) -> None:
    if as_record_:
        as_json({"id": saved.id, "version": saved.version, "state": saved.state.value,
                 "faults": [fault.as_record() for fault in saved.faults]})  # fmt: skip
        return
    say(
        _("已保存：{id}，第 {version} 版，{state}。").format(
            id=saved.id, version=saved.version, state=saved.state.label
        )
    )
    for fault in saved.faults:
        say("  " + _("{place}：{text}").format(place=place_name(fault.place), text=fault.text))


def _history(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import bank, editing

    bank.keep_up(context)
    found = editing.history(context, args.id)
    if args.json:
        as_json([{"version": v.version, "at": v.at, "by": v.by, "origin": v.origin.value, "note": v.note,
                  "digest": v.digest} for v in found])  # fmt: skip
        return
    table([_("版本"), _("时间"), _("经办人"), _("来源"), _("说明"), _("题干")],
          [(v.version, shown_time(v.at), v.by, v.origin.label, v.note, v.question.stem[:30]) for v in found])  # fmt: skip


def _back(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import bank, editing

    bank.keep_up(context)
    _show(editing.back_to(context, args.id, args.version, args.by), as_record_=args.json)


def _used(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import bank, editing

    bank.keep_up(context)
    bank.hit(context, args.id)
    found = editing.used_in(context, args.id)
    if args.json:
        as_json([{"paper": u.paper_title, "digest": u.digest, "version": u.version, "sessions": list(u.sessions)}
                 for u in found])  # fmt: skip
        return
    table([_("试卷"), _("编号"), _("版本"), _("场次")],
          [(u.paper_title, u.digest[:12], u.version, "、".join(u.sessions)) for u in found])  # fmt: skip
    say(_("共 {n} 份试卷。").format(n=len(found)))


def _retag(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import bank, editing

    bank.keep_up(context)
    area = Area(args.area) if args.area else None
    with progress(_("改标签")) as report:
        count = editing.retag(
            context, args.ids, topic=args.topic, area=area, difficulty=args.difficulty, by=args.by, report=report
        )
    _changed(count, as_record_=args.json)


def _withdraw(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import bank, editing

    bank.keep_up(context)
    _changed(editing.withdraw(context, args.ids, args.reason, args.by), as_record_=args.json)


def _restore(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import bank, editing

    bank.keep_up(context)
    _changed(editing.restore(context, args.ids, args.by), as_record_=args.json)


def _changed(count: int, *, as_record_: bool) -> None:
    if as_record_:
        as_json({"changed": count})
    else:
        say(_("改动了 {n} 题。").format(n=count))


def _alike(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import bank, editing

    bank.keep_up(context)
    found = editing.alike(context, bank.get(context, args.id), args.limit)
    if args.json:
        as_json([{"id": one.id, "share": round(one.share, 3), "stem": one.stem} for one in found])
        return
    table([_("编号"), _("相近"), _("题干")], [(one.id, f"{one.share:.0%}", one.stem[:40]) for one in found])
    say(_("共 {n} 道相近的题。").format(n=len(found)))
