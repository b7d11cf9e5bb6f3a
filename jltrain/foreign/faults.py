"""Why a file from others cannot be used: one tree for every reader of this room.

BadFile                    the file as a whole cannot be used
├── FileUnreadable         the disk or the folder says no
├── FileTooLarge           more bytes, parts, rows or cells than a person's file can have
├── FileLocked             protected by a password
├── FileNotKnown           not in a format that is asked for here
├── FileNotText            no encoding makes text of it
├── FileDamaged            it claims to be something and is not
└── (docx.py) NotDocx      another word processor's format
"""

from __future__ import annotations

from pathlib import Path

from jltrain.errors import BadInput, reason_of
from jltrain.i18n import N_, _


class BadFile(BadInput):
    template = N_("文件“{file}”不能读取，请检查文件后重试。")


class FileUnreadable(BadFile):
    template = N_("文件“{file}”打不开（{reason}），请确认文件还在、没有被别的程序占用，然后重试。")


class FileTooLarge(BadFile):
    template = N_("文件“{file}”太大（{size}，上限 {limit}），请删去无关的内容、图片和空行，或分成几个文件导入。")


class FileLocked(BadFile):
    template = N_("文件“{file}”设有打开密码，请在 Office 或 WPS 中取消密码、另存后再导入。")


class FileNotKnown(BadFile):
    template = N_("“{file}”不是能识别的表格格式，请用 Excel 或 WPS 另存为 .xlsx 或 .csv 后再导入。")


class FileNotText(BadFile):
    template = N_("“{file}”不是能识别的文本文件，请用记事本或 WPS 打开后另存为 UTF-8 编码的文本再导入。")


class FileDamaged(BadFile):
    template = N_("文件“{file}”已损坏或格式不规范（{reason}），请用 Office 或 WPS 打开并另存一次后再导入。")


def bytes_of(path: Path, largest: int) -> bytes:
    """The content of a file of at most `largest` bytes. Raises FileUnreadable, FileTooLarge."""
    try:
        if not path.is_file():
            raise FileUnreadable(file=path.name, reason=_("没有这个文件"))
        with path.open("rb") as stream:
            data = stream.read(largest + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise FileUnreadable(file=path.name, reason=reason_of(error)) from error
    if len(data) > largest:
        limit = f"{largest // (1024 * 1024)} MB"
        raise FileTooLarge(file=path.name, size=_("超过 {limit}").format(limit=limit), limit=limit)
    return data
