"""Putting a finished file in its place whole: a reader finds the old one or the new one, never half."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from pathlib import Path

from jltrain.errors import Trouble, reason_of
from jltrain.i18n import N_


class FileNotWritten(Trouble):
    template = N_(
        "文件“{file}”写不进去（{reason}）。如果它正在 Excel 或 WPS 中打开，请先关闭；否则请换一个文件夹或清理磁盘后重试。"
    )


def file_name(text: str) -> str:
    """`text` as part of a file name on any system: what none may have in it becomes a line."""
    return re.sub(r"[^\w.()〔〕-]+", "_", text).strip("._") or "_"


def save(path: Path, content: bytes, *, make_folder: bool = False) -> None:
    """Write `content` to `path`, replacing what is there only once all of it is on the disk.

    Raises FileNotWritten; then the old file, if any, is as it was.
    """
    draft: str | None = None
    try:
        if make_folder:
            path.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(prefix=f".{path.stem[:40]}-", suffix=".part", dir=path.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(draft).chmod(0o644)  # mkstemp's 0600 would lock out colleagues on a shared folder
        os.replace(draft, path)
    except (OSError, ValueError) as error:
        if draft is not None:
            with contextlib.suppress(OSError):
                Path(draft).unlink(missing_ok=True)
        raise FileNotWritten(file=path, reason=reason_of(error)) from error
