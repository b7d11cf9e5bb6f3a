"""A zip from others, read within limits: docx, xlsx, ods, QTI and bank packages.

Refused before anything is unpacked: too many parts, too much in all, a part that shrinks beyond belief, encryption,
two parts of one name, a name that would leave the folder. What a directory declares is not believed: what comes
out is counted.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from jltrain.foreign.faults import FileDamaged, FileLocked, FileTooLarge
from jltrain.i18n import _

MB: Final = 1024 * 1024
_BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, OSError, EOFError, ValueError, RuntimeError,
    IndexError, KeyError, OverflowError,
)  # fmt: skip
"""What zipfile raises at one time or another over bytes that are no zip."""


@dataclass(frozen=True, slots=True)
class Limits:
    """`unpacked` and `part` in bytes; `ratio` is unpacked to packed, asked of parts over 10 MB alone."""

    parts: int = 20_000
    unpacked: int = 300 * MB
    part: int = 300 * MB
    ratio: int = 300


@dataclass(slots=True)
class Archive:
    """An opened zip. `names` are its files in its own order, folders left out, always with "/"."""

    file: str
    names: tuple[str, ...]
    _zip: zipfile.ZipFile
    _infos: dict[str, zipfile.ZipInfo]
    _limits: Limits
    _left: int

    def __contains__(self, name: str) -> bool:
        return name in self._infos

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def size(self, name: str) -> int:
        """What the directory declares, in bytes: never more comes out."""
        return self._infos[name].file_size

    def read(self, name: str) -> bytes:
        """The part unpacked. Raises FileDamaged (also when there is none of this name), FileTooLarge."""
        info = self._infos.get(name)
        if info is None:
            raise FileDamaged(file=self.file, reason=_("压缩包里缺少 {part}").format(part=name))
        largest = min(self._left, self._limits.part)
        try:
            with self._zip.open(info) as stream:
                data = stream.read(largest + 1)
        except _BROKEN as error:
            raise FileDamaged(file=self.file, reason=_("压缩包的内容不完整")) from error
        if len(data) > largest:
            raise _too_large(self.file, self._limits.unpacked)
        self._left -= len(data)
        return data


def opened(data: bytes, file: str, limits: Limits | None = None) -> Archive:
    """The zip in `data`. Raises FileDamaged, FileLocked, FileTooLarge."""
    limits = limits or Limits()
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = archive.infolist()
    except _BROKEN as error:
        raise FileDamaged(file=file, reason=_("不是压缩包")) from error
    if len(infos) > limits.parts:
        text = _("{count} 个部分").format(count=len(infos))
        raise FileTooLarge(file=file, size=text, limit=_("{count} 个部分").format(count=limits.parts))
    if sum(info.file_size for info in infos) > limits.unpacked:
        raise _too_large(file, limits.unpacked)
    found: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        name = info.filename.replace("\\", "/")
        if info.flag_bits & 1:
            raise FileLocked(file=file)
        if _escapes(name):
            raise FileDamaged(file=file, reason=_("压缩包里有不允许的路径"))
        if info.file_size > 10 * MB and info.file_size > info.compress_size * limits.ratio:
            raise _too_large(file, limits.unpacked)
        if name.endswith("/"):
            continue
        if name in found:
            raise FileDamaged(file=file, reason=_("压缩包里有重名的部分"))
        found[name] = info
    return Archive(file, tuple(found), archive, found, limits, limits.unpacked)


def _too_large(file: str, limit: int) -> FileTooLarge:
    text = f"{limit // MB} MB"
    return FileTooLarge(file=file, size=_("解压后超过 {limit}").format(limit=text), limit=text)


def _escapes(name: str) -> bool:
    return not name or name.startswith("/") or "\0" in name or name[1:2] == ":" or ".." in name.split("/")
