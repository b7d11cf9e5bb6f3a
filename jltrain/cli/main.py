"""The command line: `jltrain COMMAND ACTION …` does what the window does, for scripts and for HR.

Exit codes: 0 done, 1 a user's trouble (told in one sentence), 2 wrong usage, 3 our own bug, 130 stopped.
"""

from __future__ import annotations

import argparse
import importlib
import logging
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from jltrain import __version__, i18n
from jltrain.app.context import Context
from jltrain.cli.chinese import Parser
from jltrain.cli.output import as_json, say
from jltrain.errors import JltrainError
from jltrain.i18n import N_, _
from jltrain.places import Places, user_places
from jltrain.progress import Cancelled
from jltrain.settings import Settings

COMMANDS: Final = {
    "bank": N_("题库：编译、检查、查找、导出"),
    "paper": N_("试卷：组卷方案、组卷、查看、验证"),
    "session": N_("考试场次：建立、开考、监考、成绩"),
    "exam": N_("考生作答"),
    "sheet": N_("成绩单：签发、核验、密钥"),
    "ledger": N_("人事台账：花名册、收取成绩单、轮训覆盖、导出"),
    "course": N_("课件：目录、阅读、进度"),
    "practice": N_("练习与错题本"),
    "settings": N_("设置"),
    "doctor": N_("检查字体、数据库、密钥、磁盘和时钟"),
    "self-test": N_("安装包自检"),
}


def parser() -> Parser:
    """The whole command tree. Modules of commands import nothing heavy at their top."""
    top = Parser(
        prog="jltrain",
        description=_("交通运输综合行政执法人员培训与考试。不带命令时打开窗口。"),
        epilog=_("每个命令都有 --help；加 --json 输出给程序读取的结果。"),
    )
    top.add_argument("--version", action="version", version=f"jltrain {__version__}", help=_("显示版本"))
    top.add_argument("--home", type=Path, metavar="DIR", help=_("数据文件夹（默认为 JLTRAIN_HOME 或用户数据文件夹）"))
    top.add_argument("--lang", choices=i18n.LANGUAGES, help=_("本次使用的语言"))
    commands = top.add_subparsers(dest="command", metavar=_("命令"), title=_("命令"), parser_class=Parser)
    for name, text in COMMANDS.items():
        sub = commands.add_parser(name, help=_(text), description=_(text))
        importlib.import_module(f"jltrain.cli.{name.replace('-', '_')}").declare(sub)
    return top


def main(arguments: Sequence[str], show_window: Callable[[Context], None] | None = None) -> int:
    """Run one command; the result is the process's exit code. `show_window` is what `self-test` looks at."""
    _use_utf8()
    _choose_language(arguments)
    args = parser().parse_args(arguments, argparse.Namespace(show_window=show_window))
    if args.command is None:
        parser().print_help()
        return 2
    context = Context(Places(args.home.expanduser().resolve()) if args.home else None)
    if args.lang:
        i18n.use(args.lang)
    wants_json = getattr(args, "json", False)
    try:
        code = args.act(context, args)
    except JltrainError as error:
        if wants_json:
            as_json(error.as_dict())
        else:
            print(error.sentence(), file=sys.stderr)
        return 1
    except (KeyboardInterrupt, Cancelled):
        print(_("已取消，没有留下做了一半的结果。"), file=sys.stderr)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception:  # noqa: BLE001  the one place where our own bugs end: logged with their trace
        _log_bug(context)
        return 3
    finally:
        context.close()
    return int(code or 0)


def _use_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a Windows console may stand at GBK, which lacks rare names
            stream.reconfigure(encoding="utf-8", errors="replace")


def _choose_language(arguments: Sequence[str]) -> None:
    """The language must be known before the parser is built, because help texts are made then."""
    words = list(arguments)
    language = words[words.index("--lang") + 1] if "--lang" in words[:-1] else None
    home = Path(words[words.index("--home") + 1]) if "--home" in words[:-1] else user_places().home
    i18n.use(language or Settings(Places(home).settings).text("language"))


def _log_bug(context: Context) -> None:
    log = context.places.logs / "jltrain.log"
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = logging.FileHandler(log, encoding="utf-8")
    except OSError:
        handler = logging.StreamHandler()
    logging.getLogger("jltrain").addHandler(handler)
    logging.getLogger("jltrain").exception("a bug on the command line: %s", sys.argv)
    handler.close()
    say(_("程序出错，已记录到 {log}；请把该文件交给维护人员。").format(log=log))
