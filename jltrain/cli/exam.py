"""`jltrain exam …`: sit an exam in the terminal, question by question, or with answers from a file.

The same engine as in the window: every answer is on the disk before the next line is printed.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from jltrain.app.context import Context
from jltrain.bank.question import BLANK, LETTERS, Kind, Response
from jltrain.cli.output import as_json, say
from jltrain.errors import BadInput
from jltrain.exam.delivery import BadResponse, Delivery
from jltrain.exam.order import Placed
from jltrain.exam.state import Status
from jltrain.i18n import N_, _


class BadAnswers(BadInput):
    template = N_("答案文件“{file}”用不了；它应是 JSON：小题编号到答案的对照表。")


def declare(parser: argparse.ArgumentParser) -> None:
    """The actions and their options."""
    actions = parser.add_subparsers(required=True, metavar=_("操作"))
    sit = actions.add_parser("sit", help=_("作答：逐题输入，或从文件读取答案"))
    sit.add_argument("session", help=_("场次编号"))
    sit.add_argument("--certificate", required=True, help=_("执法证号"))
    sit.add_argument("--name", required=True, help=_("姓名"))
    sit.add_argument("--answers", type=Path, help=_("答案文件（JSON），用于演练和测试"))
    sit.add_argument("--no-submit", action="store_true", help=_("答完不交卷，以后可以继续"))
    sit.add_argument("--pace", type=float, default=0.0, help=argparse.SUPPRESS)
    sit.add_argument("--json", action="store_true", help=_("输出 JSON"))
    sit.set_defaults(act=_sit)


def _sit(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import sessions

    signed = sessions.sign_in(context, args.session, args.certificate, args.name)
    script = _script(args.answers) if args.answers else None
    delivery = sessions.deliver(context, signed)
    delivery.start()
    if not args.json:
        say(
            _("{name}，{paper}，剩余 {left}。").format(
                name=signed.candidate.name, paper=signed.paper.title, left=_left(delivery)
            )
        )
    if script is None:
        wants = _by_hand(delivery) and not args.no_submit and _confirmed(delivery)
    else:
        _by_script(delivery, script, args.pace)
        wants = not args.no_submit
    if wants and delivery.state.status is Status.RUNNING:
        delivery.submit()
    if delivery.state.status is Status.SUBMITTED:
        sessions.learn_from(context, signed, delivery.state)
    facts = {
        "sitting": signed.sitting.id,
        "status": delivery.state.status.value,
        "answered": len(delivery.state.answers),
        "items": len(delivery.items),
        "remaining_seconds": delivery.remaining() // 1000,
    }
    if args.json:
        as_json(facts)
    else:
        say(_("已答 {answered}/{items} 题，{status}。").format(
            answered=facts["answered"], items=facts["items"], status=sessions.status_label(delivery.state.status)))  # fmt: skip


def _left(delivery: Delivery) -> str:
    seconds = delivery.remaining() // 1000
    return f"{seconds // 60}:{seconds % 60:02d}"


def _script(file: Path) -> dict[str, Response]:
    try:
        raw = json.loads(file.read_text("utf-8"))
        return {str(key): tuple(map(str, response)) for key, response in raw.items()}
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise BadAnswers(file=file, reason=error) from error


def _by_script(delivery: Delivery, script: dict[str, Response], pace: float) -> None:
    """Each answer is named on standard output once it is on the disk."""
    import time

    for placed in delivery.items:
        if placed.key in script:
            delivery.answer(placed.key, script[placed.key])
            print(f"saved {placed.key} {'|'.join(script[placed.key])}", file=sys.stderr, flush=True)
            time.sleep(pace)


def _by_hand(delivery: Delivery) -> bool:
    """Ask one item after the other; False when the terminal went away before the last."""
    story = ""
    for placed in delivery.items:
        question = placed.entry.question
        if question.kind is Kind.CASE and question.stem != story:
            story = question.stem
            say(f"\n{story}")
        say(f"\n{placed.number}. [{placed.item.kind.label}] {placed.item.stem}")
        for shown, letter in zip(LETTERS, placed.letters, strict=False):
            say(f"  {shown}. {placed.item.options[LETTERS.index(letter)]}")
        kept = placed.key in delivery.state.answers
        if kept:
            say(_("已答：{answer}").format(answer=shown_response(placed, delivery.state.answers[placed.key])))
        while delivery.state.status is Status.RUNNING:
            try:
                typed = input(_("答案（回车跳过，剩余 {left}）：").format(left=_left(delivery)))
            except EOFError:
                return False
            if not typed.strip():
                say(_("保留原答案") if kept else _("跳过"))
                break
            try:
                delivery.answer(placed.key, typed_response(placed, typed))
            except BadResponse as error:
                say(error.sentence())
                continue
            say(_("已保存"))
            break
    return True


def _confirmed(delivery: Delivery) -> bool:
    """Whether to hand in: nobody does by pressing Enter once too often."""
    count = len(delivery.unanswered())
    try:
        typed = input(_("还有 {count} 题未作答。输入 y 交卷，其他键暂不交卷：").format(count=count))
    except EOFError:
        return False
    if typed.strip().lower() in ("y", "yes", "是"):
        return True
    say(_("没有交卷；在规定时间内用同一命令可以继续作答，时间到自动交卷。"))
    return False


def shown_response(placed: Placed, response: Response) -> str:
    """A response in the letters on the screen, the opposite of `typed_response`."""
    if placed.item.kind in (Kind.SINGLE, Kind.MULTIPLE):
        return "".join(sorted(LETTERS[placed.letters.index(letter)] for letter in response))
    if placed.item.kind is Kind.JUDGE:
        return _("对") if response == ("Y",) else _("错")
    return "；".join(response)


def typed_response(placed: Placed, typed: str) -> Response:
    """What somebody typed at a placed item, in the bank's letters; () when nothing."""
    text = typed.strip()
    if not text:
        return ()
    if placed.item.kind is Kind.JUDGE:
        return ("Y",) if text[0] in "YyTt对是√" else ("N",) if text[0] in "NnFf错否×" else (text,)
    if placed.item.kind is Kind.BLANK:
        count = placed.item.stem.count(BLANK)
        texts = [t.strip() for t in text.replace("；", ";").split(";")]
        return tuple((texts + [""] * count)[:count])
    shown = [LETTERS.find(c) for c in text.upper() if not c.isspace()]
    return tuple(placed.letters[n] if 0 <= n < len(placed.letters) else "?" for n in shown)
