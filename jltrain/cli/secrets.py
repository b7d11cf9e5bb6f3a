"""Passphrases, PINs and consent, from the terminal or, for scripts, from the environment."""

from __future__ import annotations

import getpass
import os
import sys

from jltrain.errors import BadInput
from jltrain.i18n import N_, _


class NothingTyped(BadInput):
    template = N_(
        "没有输入口令或 PIN；在脚本中请用环境变量 JLTRAIN_PASSPHRASE（新口令 JLTRAIN_NEW_PASSPHRASE）或 JLTRAIN_PIN。"
    )


class TypedTwoWays(BadInput):
    template = N_("两次输入的新口令不一致，请重新执行。")


def passphrase(prompt: str) -> str:
    """The passphrase of an existing key; JLTRAIN_PASSPHRASE spares the question. Raises NothingTyped."""
    return os.environ.get("JLTRAIN_PASSPHRASE") or _typed(prompt)


def new_passphrase(text: str, *, may_be_none: bool = False) -> str:
    """A passphrase for a key that is made or changed, typed twice; JLTRAIN_NEW_PASSPHRASE or, for a new key,
    JLTRAIN_PASSPHRASE spare the question. Raises NothingTyped, TypedTwoWays."""
    known = os.environ.get("JLTRAIN_NEW_PASSPHRASE")
    if known is None and not may_be_none:
        known = os.environ.get("JLTRAIN_PASSPHRASE") or None
    if known is not None:
        return known
    none = _("，直接回车表示不设") if may_be_none else ""
    typed = _typed(_("{text}（至少 8 个字{none}）：").format(text=text, none=none))
    if typed and _typed(_("再输入一次：")) != typed:
        raise TypedTwoWays
    return typed


def pin() -> str:
    """A token's PIN; JLTRAIN_PIN spares the question. Raises NothingTyped."""
    return os.environ.get("JLTRAIN_PIN") or _typed(_("密码硬件的 PIN："))


def agreed(question: str) -> bool:
    """Whether the person at the terminal types yes; where there is nobody, no."""
    if sys.stdin is None or not sys.stdin.isatty():
        return False
    print(_("{question}（输入 是 或 y 确认）").format(question=question), end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes", "是")


def _typed(prompt: str) -> str:
    try:
        return getpass.getpass(prompt)
    except EOFError as error:
        raise NothingTyped from error
