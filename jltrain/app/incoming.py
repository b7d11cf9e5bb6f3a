"""Reading a file that somebody brought: of bounded size, never a pipe or a device, its troubles told in words."""

from __future__ import annotations

from pathlib import Path

from jltrain.errors import NotFound, reason_of
from jltrain.i18n import N_, _


class FileUnreadable(NotFound):
    template = N_("文件“{file}”打不开（{reason}），请检查路径。")


def read_incoming(file: Path, limit: int) -> bytes:
    """At most `limit` + 1 bytes, so that who reads them sees what is too large. Raises FileUnreadable."""
    try:
        if file.exists() and not file.is_file():
            raise FileUnreadable(file=file, reason=_("不是普通文件"))
        with file.open("rb") as opened:
            return opened.read(limit + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise FileUnreadable(file=file, reason=reason_of(error)) from error
