"""What goes wrong in a method that Qt calls must come out as an exception, not end the program.

PySide6 takes an exception that passes out of an override for a whole one, to put the method's name before its text.
Under Python before 3.12 one raised in C (a name not known, an item not in a list, a widget already deleted) is only
its text until somebody catches it, and PySide6 (seen with 6.8, 6.10 and 6.11) reads beyond it: the process is gone
without a word. So there each override catches what passes, and raises it again.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from types import FunctionType
from typing import Any

from PySide6.QtCore import QObject


def guard() -> None:
    """From now on; called before the first class of ours is made from one of Qt's."""
    if sys.version_info < (3, 12):
        setattr(QObject, "__init_subclass__", classmethod(_made))  # noqa: B010 - mypy would not have it assigned


def _made(cls: type[QObject]) -> None:
    super(QObject, cls).__init_subclass__()
    qt = [base for base in cls.__mro__ if base.__module__.startswith("PySide6.")]
    for name, function in list(vars(cls).items()):
        if isinstance(function, FunctionType) and name[0] != "_" and any(name in vars(base) for base in qt):
            setattr(cls, name, _whole(function))


def _whole(function: FunctionType) -> Callable[..., Any]:
    """The same function, out of which come exceptions that somebody has caught before."""

    @functools.wraps(function)
    def alone(self: Any) -> Any:  # Qt counts the parameters of what is connected to a signal
        try:
            return function(self)
        except BaseException:  # noqa: TRY203 - that it was caught is the point
            raise

    @functools.wraps(function)
    def guarded(*arguments: Any, **named: Any) -> Any:
        try:
            return function(*arguments, **named)
        except BaseException:  # noqa: TRY203 - that it was caught is the point
            raise

    return alone if function.__code__.co_argcount == 1 and not function.__code__.co_flags & 0x0C else guarded
