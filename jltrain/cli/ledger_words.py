"""What the actions of `jltrain ledger` have in common: how they are declared, cycles, pages."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jltrain.app.context import Context
from jltrain.cli.output import say
from jltrain.errors import BadInput
from jltrain.i18n import N_, _

if TYPE_CHECKING:
    from jltrain.ledger.cycle import Cycle

Act = Callable[[Context, argparse.Namespace], object]


class BadCycle(BadInput):
    template = N_("“{text}”不是轮训周期，请写成三年一个周期的首尾年份，例如 2024-2026（从 2021-2023 起算）。")


class BadDay(BadInput):
    template = N_("“{text}”不是日期，请写成 2026-11-22 的样子。")


@dataclass(frozen=True, slots=True)
class Actions:
    """Where actions are declared."""

    _sub: Any

    def add(self, name: str, words: str, act: Act) -> argparse.ArgumentParser:
        """An action with `--json`."""
        made: argparse.ArgumentParser = self._sub.add_parser(name, help=words, description=words)
        made.add_argument("--json", action="store_true", help=_("输出 JSON"))
        made.set_defaults(act=act)
        return made

    def group(self, name: str, words: str) -> Actions:
        """An action that has actions."""
        made = self._sub.add_parser(name, help=words, description=words)
        return Actions(made.add_subparsers(required=True, metavar=_("操作")))

    def both(self, name: str, words: str, act: Act) -> tuple[argparse.ArgumentParser, Actions]:
        """An action that has actions, and does `act` without any of them."""
        made = self.add(name, words, act)
        return made, Actions(made.add_subparsers(metavar=_("操作")))


def with_operator(*parsers: argparse.ArgumentParser) -> None:
    """`--by`: who answers for what is written."""
    for parser in parsers:
        parser.add_argument("--by", default="", metavar=_("经办人"), help=_("经办人（默认为设置中的经办人或登录名）"))


def with_cycle(*parsers: argparse.ArgumentParser) -> None:
    """`--cycle`."""
    for parser in parsers:
        parser.add_argument("--cycle", default="", help=_("轮训周期，如 2024-2026（默认为当前周期）"))


def with_pages(*parsers: argparse.ArgumentParser) -> None:
    """`--limit` and `--offset`."""
    for parser in parsers:
        parser.add_argument("--limit", type=_count, default=1000, help=_("最多列出多少条（默认 1000）"))
        parser.add_argument("--offset", type=_count, default=0, help=_("跳过前面多少条"))


def _count(text: str) -> int:
    if not 0 <= int(text) <= 10_000_000:
        raise ValueError(text)
    return int(text)


def cycle_from(text: str) -> Cycle | None:
    """The cycle that "2024-2026" names, None for "". Raises BadCycle."""
    from jltrain.ledger.cycle import Cycle

    if not text:
        return None
    first, _dash, last = text.replace("—", "-").replace("–", "-").partition("-")
    try:
        return Cycle(int(first), int(last))
    except ValueError as error:
        raise BadCycle(text=text) from error


def say_roster_empty(context: Context) -> None:
    """What to do first, when there is nobody."""
    from jltrain.app import roster

    if not roster.count(context):
        say(_("花名册还是空的：请先用 jltrain ledger import 导入（空白表用 jltrain ledger template 写出）。"))


def shown_of(shown: int, total: int) -> str:
    """A line under a list."""
    if shown < total:
        return _("共 {total} 条，列出 {shown} 条；用 --offset、--limit 看其余的。").format(total=total, shown=shown)
    return _("共 {total} 条。").format(total=total)
