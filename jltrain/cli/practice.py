"""`jltrain practice …`: practise in the terminal, or from a script that pipes its answers in."""

from __future__ import annotations

import argparse
import contextlib
import sys
from typing import TYPE_CHECKING, Final

from jltrain.app.context import Context
from jltrain.bank.areas import Area, area_from
from jltrain.bank.question import BLANK, LETTERS, Item, Kind, Question, Response
from jltrain.cli.course import learner
from jltrain.cli.output import as_json, finish, say, table
from jltrain.clock import beijing, parse_iso
from jltrain.errors import BadInput
from jltrain.i18n import N_, _

if TYPE_CHECKING:
    from jltrain.app.study import Practice
    from jltrain.practice.attempt import Attempt
    from jltrain.practice.scope import Scope


class UnknownArea(BadInput):
    template = N_("没有名为“{text}”的门类，可以写：{choices}。")


class TwoScopes(BadInput):
    template = N_("章节已经属于一个门类，--chapter 和 --discipline 只写一个即可。")


class _Quit(Exception):
    """The learner has had enough, or the answers piped in came to their end."""


_QUIT: Final = ("q", "quit", "退出")
_JUDGE: Final = {
    **dict.fromkeys(("y", "yes", "t", "true", "对", "是", "正确", "√"), "Y"),
    **dict.fromkeys(("n", "no", "f", "false", "错", "否", "错误", "×"), "N"),
}


def declare(parser: argparse.ArgumentParser) -> None:
    """The actions and their options."""
    actions = parser.add_subparsers(required=True, metavar=_("操作"))
    run = actions.add_parser("run", help=_("做一组练习，逐题判分"))
    run.add_argument("--discipline", default="", help=_("门类或公共科目，如 highway 或 公路路政"))
    what = run.add_mutually_exclusive_group()
    what.add_argument("--topic", default="", help=_("知识点"))
    what.add_argument("--chapter", default="", help=_("章节编号，如 highway/01-road-protection"))
    what.add_argument("--mistakes", action="store_true", help=_("只练错题本中的题"))
    run.add_argument("--count", type=int, default=20, help=_("最多多少题（0 为全部，默认 20）"))
    run.add_argument("--seed", default="", help=_("随机种子：同样的种子和经历给出同样的顺序"))
    run.set_defaults(act=_run)
    wrong = actions.add_parser("mistakes", help=_("错题本"))
    wrong.set_defaults(act=_mistakes)
    rates = actions.add_parser("rates", help=_("各知识点的正确率"))
    rates.set_defaults(act=_rates)
    for action in (run, wrong, rates):
        action.add_argument("--learner", help=_("学习者的执法证号（默认为窗口中最近的学习者）"))
        action.add_argument("--json", action="store_true", help=_("输出 JSON"))


def _scope(args: argparse.Namespace) -> Scope:
    from jltrain.practice.scope import Scope, ScopeKind

    area = area_from(args.discipline) if args.discipline else None
    if args.discipline and area is None:
        raise UnknownArea(text=args.discipline, choices="、".join(a.label for a in Area))
    if args.chapter and area:
        raise TwoScopes
    areas = (area.value,) if area else ()
    if args.mistakes:
        return Scope(ScopeKind.MISTAKES, areas)
    if args.chapter:
        return Scope(ScopeKind.CHAPTER, (args.chapter,))
    if args.topic:
        return Scope(ScopeKind.TOPIC, (f"{area.value}/{args.topic}" if area else args.topic,))
    return Scope(ScopeKind.DISCIPLINE, areas) if areas else Scope(ScopeKind.ALL)


def _run(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import study

    begun = study.practise(context, learner(context, args), _scope(args), max(0, args.count), args.seed)
    made: list[Attempt] = []
    # with --json standard output belongs to the one JSON document at the end
    aside = contextlib.redirect_stdout(sys.stderr) if args.json else contextlib.nullcontext()
    with aside:
        say(_("共 {n} 题。直接按回车跳过本题，输入 q 结束练习。").format(n=len(begun.run.ids)))
        with contextlib.suppress(_Quit):
            while begun.question is not None:
                made += _one(begun, begun.question)
                begun.forward()
        found = begun.summary()
        say()
        say(
            _("本次练习：共 {total} 题，答对 {right}，答错 {wrong}，跳过 {skipped}，未做 {open}。").format(
                total=found.total, right=found.right, wrong=found.wrong, skipped=found.skipped, open=found.open
            )
        )
    if args.json:
        names = ("total", "right", "wrong", "skipped", "open", "rate")
        attempts = [{"key": a.key, "response": list(a.response), "right": a.right} for a in made]
        as_json({name: getattr(found, name) for name in names} | {"attempts": attempts})


def _one(begun: Practice, question: Question) -> tuple[Attempt, ...]:
    """Ask one question and say the verdict; nothing is recorded when its first item is passed over."""
    say()
    place = begun.run.position + 1
    head = _("第 {n}/{total} 题").format(n=place, total=len(begun.run.ids))
    say(f"{head}  [{question.kind.label}] {question.discipline.label} · {question.topic}")
    if question.kind is Kind.CASE:
        say(question.stem)
    responses: dict[str, Response] = {}
    for number, (key, item) in enumerate(question.keyed_items(), 1):
        if question.kind is Kind.CASE:
            say(_("第 {n} 问（{kind}）：").format(n=number, kind=item.kind.label))
        response = _asked(item)
        if not response and not responses:
            begun.skip()
            begun.back()  # `skip` goes on by itself, as the loop of the run does
            return ()
        responses[key] = response
    attempts = begun.answer(responses)
    for (_key, item), attempt in zip(question.keyed_items(), attempts, strict=True):
        _say_verdict(item, attempt)
    return attempts


def _asked(item: Item) -> Response:
    """Show an item and read its response; () when the learner pressed Enter alone."""
    say(item.stem)
    for letter, option in zip(LETTERS, item.options, strict=False):
        say(f"  {letter}. {option}")
    if item.kind is Kind.BLANK:
        return _blanks(item)
    hint = {
        Kind.SINGLE: _("答案（一个字母）："),
        Kind.MULTIPLE: _("答案（全部正确的字母，如 ABD）："),
        Kind.JUDGE: _("答案（Y 对，N 错）："),
    }[item.kind]
    while True:
        typed = _line(hint)
        if not typed:
            return ()
        response = response_from(item, typed)
        if response:
            return response
        say(_("看不懂这个答案，请重新输入。"))


def _blanks(item: Item) -> Response:
    count = max(1, item.stem.count(BLANK))
    texts: list[str] = []
    for number in range(1, count + 1):
        text = _line(_("第 {n} 空：").format(n=number) if count > 1 else _("答案："))
        if not text and not any(texts):
            return ()
        texts.append(text)
    return tuple(texts)


def response_from(item: Item, typed: str) -> Response:
    """What was typed for a choice or a judgement, as a response; () when it is none.

    Letters may stand together or apart, in capitals or not, full-width or not.
    """
    import unicodedata

    text = unicodedata.normalize("NFKC", typed).strip()
    if item.kind is Kind.JUDGE:
        answer = _JUDGE.get(text.lower())
        return (answer,) if answer else ()
    letters = [c for c in text.upper() if not c.isspace() and c not in ",、;.+"]
    known = LETTERS[: len(item.options)]
    if not letters or any(letter not in known for letter in letters):
        return ()
    if item.kind is Kind.SINGLE and len(letters) != 1:
        return ()
    return tuple(sorted(set(letters)))


def _line(prompt: str) -> str:
    """One line of the answerer's. Raises _Quit when he wants to stop or there are no more."""
    say(prompt, end="")
    finish()
    typed = sys.stdin.readline()
    if not sys.stdin.isatty():
        say(typed.rstrip("\n"))  # nobody's terminal has shown it
    if not typed or typed.strip().lower() in _QUIT:
        raise _Quit
    return typed.strip()


def _say_verdict(item: Item, attempt: Attempt) -> None:
    say(_("✔ 正确") if attempt.right else _("✘ 错误，正确答案是 {answer}").format(answer=answer_text(item)))
    say("  " + _("依据：{basis}").format(basis="、".join(item.basis)))
    say("  " + _("解析：{text}").format(text=item.explanation))


def answer_text(item: Item) -> str:
    """The right answer as people write it: ABD, 对, or the texts of the blanks."""
    if item.kind is Kind.JUDGE:
        return _("对") if item.answer == ("Y",) else _("错")
    return ("；" if item.kind is Kind.BLANK else "").join(item.answer)


def _mistakes(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import bank, study

    bank.keep_up(context)
    book = study.mistakes(context, learner(context, args))
    if args.json:
        as_json(
            [
                {
                    "id": entry.question_id,
                    "discipline": question.discipline.value,
                    "topic": question.topic,
                    "kind": question.kind.value,
                    "stem": question.stem,
                    "times_wrong": entry.times_wrong,
                    "streak_right": entry.streak_right,
                    "last_wrong_at": entry.last_wrong_at,
                    "keys": list(entry.keys),
                }
                for entry, question in book
            ]
        )
        return
    rows = [
        (
            entry.question_id,
            question.discipline.label,
            question.topic,
            entry.times_wrong,
            f"{entry.streak_right}/3",
            beijing(parse_iso(entry.last_wrong_at)),
            question.stem[:30],
        )
        for entry, question in book
    ]
    if rows:
        table([_("编号"), _("门类"), _("知识点"), _("错误次数"), _("已连对"), _("最近答错"), _("题干")], rows)
    say(_("错题本共 {n} 题；一题连续答对 3 次后移出。").format(n=len(rows)))


def _rates(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import bank, study

    bank.keep_up(context)
    found = study.rates(context, learner(context, args))
    if args.json:
        as_json(
            [
                {"area": r.area.value, "topic": r.topic, "attempts": r.attempts, "right": r.right, "rate": r.rate}
                for r in found
            ]
        )
        return
    table(
        [_("门类"), _("知识点"), _("作答"), _("答对"), _("正确率")],
        [(r.area.label, r.topic, r.attempts, r.right, "" if r.rate is None else f"{r.rate:.0%}") for r in found],
    )
