"""A sheet's file from a folder, a stick or a share, which may be locked, huge, gone, or no file at all."""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from jltrain.errors import reason_of
from jltrain.i18n import _
from jltrain.sheet.reasons import Code, Reason

SIZE_LIMIT: Final = 5_000_000
"""A sheet takes about 55 kB; one with a thousand incidents about 200 kB."""

_LOCKED: Final = (32, 33)
"""Windows: ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION. Python calls both "permission denied"."""
_PULLED_OUT: Final = (errno.ENODEV, errno.ENXIO, errno.ENOTCONN, errno.ESTALE, errno.ETIMEDOUT)
_WINDOWS: Final = os.name == "nt"
_DEVICE_GONE: Final = (21, 31, 55, 433, 1117, 1167)
"""Windows: not ready, not functioning, gone from the network, no such device, I/O error, not connected."""


@dataclass(frozen=True, slots=True)
class ReadFault:
    """Why a file was not even looked into. Small and picklable; its words are found where they are shown.

    `number`: the system's errno; 0 for a name that no file can have. `size`: bytes, of a file that is too large.
    """

    number: int
    size: int = 0

    @property
    def code(self) -> str:
        """Stable, for scripts."""
        return Code.TOO_LARGE.value if self.size else "file-unreadable"

    @property
    def reason(self) -> str:
        """A few words in the language in use, to stand in brackets."""
        if self.number == errno.EINVAL:
            return _("不是普通文件")
        return reason_of(OSError(self.number, "") if self.number else ValueError())

    @property
    def text(self) -> str:
        """A sentence in the language in use that says what to do."""
        if self.size:
            return Reason(Code.TOO_LARGE, megabytes(self.size)).text
        return _("文件读不出来（{reason}），请检查文件和存储设备后重新收取。").format(reason=self.reason)


def megabytes(size: int) -> str:
    """5,300,000 -> "5.3 MB", 500,000,000 -> "500 MB"."""
    return f"{size / 1e6:.1f} MB" if size < 100e6 else f"{size / 1e6:.0f} MB"


def read(file: Path) -> bytes | ReadFault:
    """The whole file, or why not. Never blocks on a pipe, never reads more than a sheet may have; raises nothing."""
    try:
        descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(descriptor, "rb") as opened:
            about = os.fstat(descriptor)
            if not stat.S_ISREG(about.st_mode):
                return ReadFault(errno.EISDIR if stat.S_ISDIR(about.st_mode) else errno.EINVAL)
            if about.st_size > SIZE_LIMIT:
                return ReadFault(errno.EFBIG, about.st_size)
            data = opened.read(SIZE_LIMIT + 1)
            return ReadFault(errno.EFBIG, len(data)) if len(data) > SIZE_LIMIT else data  # it may be growing
    except OSError as error:
        return ReadFault(_number(_told_by_windows(file, error) if _WINDOWS else error))
    except ValueError:
        return ReadFault(0)  # a NUL in the name


def _told_by_windows(file: Path, error: OSError) -> OSError:
    """The C library's `open` calls almost everything "permission denied"; `stat` gives the system's own number.

    What can be looked at and not opened is in use by another program, as a rule.
    """
    if error.errno != errno.EACCES or getattr(error, "winerror", None) is not None:
        return error
    try:
        return OSError(errno.EISDIR if stat.S_ISDIR(file.stat().st_mode) else errno.EBUSY, "")
    except OSError as better:
        return better


def _number(error: OSError) -> int:
    """The errno that says it best; some systems give a sibling of it."""
    windows = getattr(error, "winerror", None)
    if windows in _LOCKED or error.errno in (errno.EAGAIN, errno.ETXTBSY):
        return errno.EBUSY
    if windows in _DEVICE_GONE or error.errno in _PULLED_OUT:
        return errno.EIO
    return error.errno or errno.EIO
