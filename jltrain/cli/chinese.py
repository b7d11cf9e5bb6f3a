"""argparse in the program's language: it asks gettext for its own words, and here is what gettext answers."""

from __future__ import annotations

import argparse
import sys
from typing import Final, NoReturn

from jltrain import i18n
from jltrain.i18n import _

_WORDS: Final = {
    "usage: ": "用法：",
    "positional arguments": "参数",
    "options": "选项",
    "show this help message and exit": "显示帮助",
    "the following arguments are required: %s": "缺少参数：%s",
    "unrecognized arguments: %s": "不认识的参数：%s",
    "expected one argument": "后面应有一个值",
    "expected at least one argument": "后面至少应有一个值",
    "invalid choice: %(value)r (choose from %(choices)s)": "“%(value)s”不可用，可用的是 %(choices)s",
    "invalid %(type)s value: %(value)r": "值“%(value)s”的写法不对",
    "argument %(argument_name)s: %(message)s": "参数 %(argument_name)s：%(message)s",
    "one of the arguments %s is required": "应给出其中一个参数：%s",
    "not allowed with argument %s": "不能与参数 %s 同时使用",
    "ambiguous option: %(option)s could match %(matches)s": "参数 %(option)s 不明确，可能是 %(matches)s",
}


def _word(text: str) -> str:
    return _WORDS.get(text, text) if i18n.language() == i18n.CHINESE else text


class Parser(argparse.ArgumentParser):
    """An ArgumentParser that speaks Chinese on a Chinese screen."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, _("命令写法不对：{message}。用 --help 查看用法。").format(message=message) + "\n")


# argparse looks its translator up as a module global at each call; there is no other door for it
setattr(argparse, "_", _word)  # noqa: B010  (a private name: an assignment would not type-check)
