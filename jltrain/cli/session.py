"""`jltrain session …`"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from jltrain.app.context import Context
from jltrain.cli.output import as_json, progress, say, table
from jltrain.clock import beijing, parse_iso
from jltrain.i18n import _
from jltrain.paper.marks import marks_text


def declare(parser: argparse.ArgumentParser) -> None:
    """The actions and their options."""
    actions = parser.add_subparsers(required=True, metavar=_("操作"))
    create = actions.add_parser("create", help=_("建立考试场次"))
    create.add_argument("paper", help=_("试卷编号（校验值的开头几位）"))
    create.add_argument("--roster", type=Path, help=_("考试名单（xlsx、xls、csv；默认为人事花名册全体）"))
    create.add_argument("--title", default="", help=_("场次名称"))
    create.set_defaults(act=_create)
    actions.add_parser("list", help=_("列出场次")).set_defaults(act=_list)
    for name, text, act in (
        ("open", _("开考：考生可以登录"), _open),
        ("close", _("结束考试"), _close),
        ("room", _("考场情况"), _room),
        ("results", _("成绩"), _results),
        ("items", _("逐题统计：得分率、区分度、作答分布"), _items),
    ):
        action = actions.add_parser(name, help=text)
        action.add_argument("session", help=_("场次编号"))
        action.set_defaults(act=act)
    for name, text in (
        ("pause", _("暂停一名考生")),
        ("continue", _("恢复一名考生")),
        ("extend", _("为一名考生延长时间")),
        ("note", _("为一名考生记备注")),
        ("end", _("为一名考生交卷")),
    ):
        action = actions.add_parser(name, help=text)
        action.add_argument("session", help=_("场次编号"))
        action.add_argument("certificate", help=_("执法证号"))
        action.add_argument("--by", required=True, help=_("监考员姓名"))
        if name != "continue":
            action.add_argument("--reason", required=True, help=_("原因"))
        if name == "extend":
            action.add_argument("--minutes", type=int, required=True, help=_("延长多少分钟"))
        action.set_defaults(act=_invigilate, what=name)
    for action in actions.choices.values():
        action.add_argument("--json", action="store_true", help=_("输出 JSON"))


def _create(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import sessions

    problems: list[str] = []
    if args.roster:
        with progress(_("读取名单")) as report:
            read = sessions.read_candidates(args.roster, report)
        people = sessions.as_candidates(read.people)
        problems = [_("第 {row} 行：{text}").format(row=p.row, text=p.text) for p in read.problems]
    else:
        people = sessions.hr_candidates(context)
    session = sessions.create(context, args.title, args.paper, people)
    if args.json:
        as_json({"id": session.id, "title": session.title, "candidates": len(session.roster), "problems": problems})
        return
    say(_("已建立场次 {id}“{title}”，考生 {n} 人。").format(id=session.id, title=session.title, n=len(session.roster)))
    for problem in problems:
        say(problem)


def _list(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import sessions

    found = sessions.listed(context)
    if args.json:
        as_json(
            [
                {
                    "id": s.id,
                    "title": s.title,
                    "paper": s.paper_digest,
                    "state": state.value,
                    "candidates": len(s.roster),
                }
                for s, state in found
            ]
        )
        return
    rows = [(s.id, s.title, state.label, len(s.roster), beijing(parse_iso(s.created))) for s, state in found]
    table([_("编号"), _("名称"), _("状态"), _("考生"), _("建立时间")], rows)


def _open(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import sessions

    sessions.open_session(context, args.session)
    _told(args, _("考试已开始，考生可以登录。"), {"session": args.session, "state": "open"})


def _close(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import sessions

    sessions.finish_overdue(context, args.session)
    sessions.close_session(context, args.session)
    _told(args, _("考试已结束。"), {"session": args.session, "state": "closed"})


def _told(args: argparse.Namespace, text: str, facts: dict[str, Any]) -> None:
    if args.json:
        as_json(facts)
    else:
        say(text)


def _room(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import sessions

    rows = sessions.room(context, args.session)
    if args.json:
        as_json(
            [
                {
                    "certificate": r.candidate.certificate,
                    "name": r.candidate.name,
                    "status": r.state.status.value,
                    "answered": len(r.state.answers),
                    "items": r.items,
                    "remaining_seconds": r.remaining,
                    "incidents": [{"at": at, "text": text} for at, text in sessions.incidents(r.state)],
                }
                for r in rows
            ]
        )
        return
    lines = [
        (
            r.candidate.certificate,
            r.candidate.name,
            r.candidate.unit,
            sessions.status_label(r.state.status),
            f"{len(r.state.answers)}/{r.items}",
            f"{r.remaining // 60}:{r.remaining % 60:02d}",
            len(r.state.incidents),
        )
        for r in rows
    ]
    table([_("执法证号"), _("姓名"), _("单位"), _("状态"), _("已答"), _("剩余"), _("异常")], lines)


def _results(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import sessions

    rows = sessions.results(context, args.session)
    if args.json:
        as_json(
            [
                {
                    "certificate": r.candidate.certificate,
                    "name": r.candidate.name,
                    "status": r.state.status.value,
                    "marks": r.grade.halves / 2 if r.grade else None,
                    "full_marks": r.grade.full_halves / 2 if r.grade else None,
                    "passed": r.grade.passed if r.grade else None,
                    "sheet": str(context.places.home / r.sheet) if r.sheet else "",
                    "fault": r.fault,
                }
                for r in rows
            ]
        )
        return
    lines = []
    for r in rows:
        marks = marks_text(r.grade.halves) if r.grade else "—"
        verdict = (_("合格") if r.grade.passed else _("不合格")) if r.grade else sessions.status_label(r.state.status)
        lines.append((r.candidate.certificate, r.candidate.name, r.candidate.unit, marks, verdict, r.sheet or "—"))
    table([_("执法证号"), _("姓名"), _("单位"), _("得分"), _("结果"), _("成绩单")], lines)
    for r in rows:
        if r.fault:
            say(f"{r.candidate.name}：{r.fault}")


def _items(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import sessions

    found = sessions.items(context, args.session)
    if args.json:
        as_json(
            [
                {
                    "key": a.key,
                    "kind": item.kind.value,
                    "sittings": a.count,
                    "facility": a.facility,
                    "correlation": a.correlation,
                    "upper_lower": a.upper_lower,
                    "choices": [{"text": c.text, "right": c.right, "count": c.count} for c in a.choices],
                }
                for item, a in found
            ]
        )
        return
    lines = [
        (
            a.key,
            item.kind.label,
            f"{a.facility:.0%}",
            "—" if a.correlation is None else f"{a.correlation:.2f}",
            item.stem[:30],
        )
        for item, a in found
    ]
    table([_("题号"), _("题型"), _("得分率"), _("区分度"), _("题干")], lines)


def _invigilate(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import sessions
    from jltrain.exam.session import Sitting

    acts = sessions.invigilate(context, Sitting(args.session, args.certificate))
    match args.what:
        case "pause":
            acts.pause(args.by, args.reason)
        case "continue":
            acts.go_on(args.by)
        case "extend":
            acts.extend(args.by, args.reason, args.minutes)
        case "note":
            acts.note(args.by, args.reason)
        case "end":
            acts.end(args.by, args.reason)
    _told(args, _("已记入考试记录。"), {"session": args.session, "certificate": args.certificate, "act": args.what})
