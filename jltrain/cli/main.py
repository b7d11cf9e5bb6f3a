"""The command line: `jltrain COMMAND ACTION …` does what the window does, for scripts and for HR.

Exit codes: 0 done, 1 a user's trouble (told in one sentence), 2 wrong usage, 3 our own bug, 130 stopped.
"""

from __future__ import annotations

import argparse
import importlib
import logging
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from jltrain import __version__, i18n
from jltrain.app.context import Context
from jltrain.cli.chinese import Parser
from jltrain.cli.output import OutputNotWritten, as_json, finish, nobody_reads
from jltrain.errors import JltrainError
from jltrain.i18n import N_, _
from jltrain.places import Places, user_places
from jltrain.progress import Cancelled
from jltrain.settings import Settings

COMMANDS: Final = {
    "bank": N_("题库：编译、检查、查找、导出"),
    "statute": N_("法规：导入、查看、查找、版本对照、复核"),
    "paper": N_("试卷：组卷方案、组卷、查看、验证"),
    "session": N_("考试场次：建立、开考、监考、成绩"),
    "exam": N_("考生作答"),
    "sheet": N_("成绩单：签发、核验、密钥"),
    "key": N_("密钥：根证书、单位证书、吊销列表、密码硬件"),
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


OpenWindow = Callable[[Callable[[], Context]], int]
"""Opens the window on the context that it makes, when it is ready for one; the result is the exit code."""


def main(
    arguments: Sequence[str],
    show_window: Callable[[Context], None] | None = None,
    open_window: OpenWindow | None = None,
) -> int:
    """Run one command; the result is the process's exit code.

    `show_window` is what `self-test` looks at; `open_window` is for options (`--home`, `--lang`) without a command.
    """
    use_utf8()
    _choose_language(arguments)
    top = parser()
    args = top.parse_args(arguments, argparse.Namespace(show_window=show_window))
    for word in _broken_words(args):
        top.error(_("“{word}”不是 UTF-8 编码的文字").format(word=word))
    if args.command is None:
        if open_window:
            return open_window(lambda: _context(args))
        top.print_help()
        return 2
    context = _context(args)
    try:
        code = _run(context, args)
    finally:
        context.close()
    return code


def _context(args: argparse.Namespace) -> Context:
    context = Context(Places(args.home.expanduser().resolve()) if args.home else None)
    if args.lang:
        i18n.use(args.lang)
    return context


def _broken_words(args: argparse.Namespace) -> Iterator[str]:
    """Arguments whose bytes are no text, so that nothing can be looked up by them; a file may bear such a name."""
    for value in vars(args).values():
        for word in value if isinstance(value, list) else [value]:
            if isinstance(word, str):
                shown = word.encode("utf-8", "backslashreplace").decode()
                if shown.count("\\") > word.count("\\"):
                    yield shown


def _run(context: Context, args: argparse.Namespace) -> int:
    """Do the command and write out what it says, down to the last byte."""
    try:
        code = _act(context, args)
        finish()
    except OutputNotWritten as error:
        nobody_reads()
        print(error.sentence(), file=sys.stderr)
        return 1
    except BrokenPipeError:  # `jltrain … | head`
        nobody_reads()
        return 0
    return code


def _act(context: Context, args: argparse.Namespace) -> int:
    """Do the command; trouble, a stop and our own bugs become words and an exit code."""
    wants_json = getattr(args, "json", False)
    try:
        return int(args.act(context, args) or 0)
    except (OutputNotWritten, BrokenPipeError):
        raise
    except JltrainError as error:
        if wants_json:
            as_json(error.as_dict())
        else:
            print(error.sentence(), file=sys.stderr)
        return 1
    except (KeyboardInterrupt, Cancelled):
        print(_("已停止：已经保存的都在，没有做完的没有留下。"), file=sys.stderr)
        return 130
    except Exception as error:  # noqa: BLE001  the one place where our own bugs end: logged with their trace
        said = _log_bug(context)
        if wants_json:
            as_json({"error": "bug", "message": said, "facts": {"kind": type(error).__name__}})
        else:
            print(said, file=sys.stderr)
        return 3


def use_utf8() -> None:
    """Standard output and error speak UTF-8, whatever the console or the pipe is set to."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a Windows console may stand at GBK, which lacks rare names
            stream.reconfigure(encoding="utf-8", errors="replace")
    if hasattr(sys.stdin, "reconfigure"):  # bytes of another encoding are a wrong answer, not the end
        sys.stdin.reconfigure(errors="replace")


def _choose_language(arguments: Sequence[str]) -> None:
    """The language must be known before the parser is built, because help texts are made then."""
    words = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    words.add_argument("--lang", nargs="?")  # what is wrong with them, the real parser says
    words.add_argument("--home", nargs="?", type=Path)
    known = words.parse_known_args(arguments)[0]
    places = Places(known.home.expanduser()) if known.home else user_places()
    i18n.use(known.lang or Settings(places.settings).text("language"))


def _log_bug(context: Context) -> str:
    """Write the trace to the log, or to standard error when there can be none; what to tell the user."""
    log = context.places.logs / "jltrain.log"
    said = _("程序出错，已记录到 {log}；请把该文件交给维护人员。")
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = logging.FileHandler(log, encoding="utf-8", errors="backslashreplace")
    except OSError:
        handler = logging.StreamHandler()
        said = _("程序出错，且不能记录到 {log}；请把上面的英文信息交给维护人员。")
    logger = logging.getLogger("jltrain")
    logger.addHandler(handler)
    logger.exception("a bug on the command line: %s", sys.argv)
    logger.removeHandler(handler)
    handler.close()
    return said.format(log=log)
