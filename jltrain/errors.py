"""What a user can cause, kept apart from what is our bug.

    JltrainError            has a code, facts, and one sentence that says what to do next
    ├── BadInput            a file or a field from outside cannot be used
    ├── NotFound            what was asked for is not here
    ├── Refused             allowed by nobody's rules: wrong time, wrong person, wrong key
    └── Trouble             the machine: disk full, folder read-only, database too new

Every room derives its own errors from these beside the code that raises them. Any other exception
that reaches a face is a bug and is logged with its trace.
"""

from __future__ import annotations

import errno
import re
from typing import ClassVar, Final

from jltrain.i18n import N_, _

__all__ = ["BadInput", "JltrainError", "NotFound", "Refused", "Trouble", "reason_of"]


class JltrainError(Exception):
    """A user's trouble. `facts` fill the template; both faces show `sentence()`."""

    template: ClassVar[str] = N_("操作没有完成。")

    def __init__(self, **facts: object) -> None:
        super().__init__(facts)
        self.facts = facts

    def __reduce__(self) -> tuple[object, ...]:
        """Errors cross process borders (a pool of workers), where Exception's own way loses keyword arguments."""
        return _rebuilt, (type(self), self.facts)

    @property
    def code(self) -> str:
        """A stable name for scripts: the class name in kebab-case ("bank-fault")."""
        return re.sub(r"(?<!^)(?=[A-Z])", "-", type(self).__name__).lower()

    def sentence(self) -> str:
        """One sentence in the language in use that says what happened and what to do next."""
        return _(self.template).format_map(self.facts)

    def as_dict(self) -> dict[str, object]:
        """For `--json`: {"error": code, "message": sentence, "facts": {name: text}}."""
        return {
            "error": self.code,
            "message": self.sentence(),
            "facts": {k: v if isinstance(v, int | float | bool) else str(v) for k, v in self.facts.items()},
        }

    def __str__(self) -> str:
        return self.sentence()


def _rebuilt(kind: type[JltrainError], facts: dict[str, object]) -> JltrainError:
    return kind(**facts)


class BadInput(JltrainError):
    """A file or a field from outside cannot be used."""


class NotFound(JltrainError):
    """What was asked for is not here."""


class Refused(JltrainError):
    """The rules of the house forbid it: wrong time, wrong person, wrong key."""


class Trouble(JltrainError):
    """The machine's state stands in the way."""


_REASONS: Final = {
    errno.ENOSPC: N_("磁盘已满"),
    errno.EDQUOT: N_("磁盘配额已用完"),
    errno.EROFS: N_("磁盘是只读的"),
    errno.EACCES: N_("没有权限"),
    errno.EPERM: N_("没有权限"),
    errno.ENOENT: N_("找不到"),
    errno.ENOTDIR: N_("路径中有一段不是文件夹"),
    errno.EISDIR: N_("这是一个文件夹"),
    errno.EEXIST: N_("已有同名的文件"),
    errno.EBUSY: N_("正被其他程序使用"),
    errno.EIO: N_("读写出错，存储设备可能损坏或已拔出"),
    errno.ENAMETOOLONG: N_("文件名太长"),
}


def reason_of(error: OSError | ValueError) -> str:
    """Why the machine refused, in the language in use: the system's own words are often English."""
    if not isinstance(error, OSError):  # a path with a NUL in it
        return _("路径里有不能使用的字符")
    if error.errno in _REASONS:
        return _(_REASONS[error.errno])
    return _("系统错误 {number}").format(number=error.errno or type(error).__name__)
