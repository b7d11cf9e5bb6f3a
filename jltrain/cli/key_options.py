"""Options that several actions of `jltrain key` share."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Final

from jltrain.app.context import Context
from jltrain.i18n import _

Action = Callable[[str, str, Callable[[Context, argparse.Namespace], int | None]], argparse.ArgumentParser]
"""Adds an action by its name, its text and what it does."""

ALGORITHMS: Final = ("ecdsa-p256", "rsa-2048", "rsa-3072", "sm2-sm3")


def target(parser: argparse.ArgumentParser) -> None:
    """Where the file goes."""
    parser.add_argument("target", type=Path, help=_("写到文件，或写进文件夹（自动取名）"))


def algorithm(parser: argparse.ArgumentParser) -> None:
    """Of the new key."""
    parser.add_argument("--algorithm", choices=ALGORITHMS, default=ALGORITHMS[0], help=_("密钥算法"))
