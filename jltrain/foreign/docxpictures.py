"""The pictures of a Word document, in the order in which the text means them: 〔图1〕 〔图2〕 …"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from jltrain.foreign.docxpackage import Package, Relation
from jltrain.foreign.docxtext import DocPicture
from jltrain.foreign.faults import BadFile
from jltrain.i18n import _

MAX_PICTURES: Final = 20_000
_MAX_BYTES: Final = 50 * 1024 * 1024
_BEGINS: Final = (
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF8", ".gif"),
    (b"BM", ".bmp"),
    (b"II*\0", ".tif"),
    (b"MM\0*", ".tif"),
    (b"\x01\0\0\0", ".emf"),
    (b"\xd7\xcd\xc6\x9a", ".wmf"),
    (b"\x01\0\t\0", ".wmf"),
)


def suffix_of(data: bytes) -> str:
    """What kind of picture it is by its first bytes: ".png" …, "" when it is none."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return ".webp"
    if data[:4] == b"\x01\0\0\0" and data[40:44] != b" EMF":
        return ""
    found = next((suffix for begin, suffix in _BEGINS if data.startswith(begin)), "")
    if not found and b"<svg" in data[:2000]:
        return ".svg"
    return found


@dataclass(slots=True)
class Pictures:
    """Collects them. The same part met twice is unpacked once."""

    package: Package
    relations: dict[str, Relation]
    found: list[DocPicture] = field(default_factory=list)
    _parts: dict[str, DocPicture] = field(default_factory=dict)

    def place(self, key: str, *, formula: bool = False) -> str:
        """The text that means the picture with this relation. `formula`: it stands for an old formula object."""
        relation = self.relations.get(key)
        if relation is None:
            return self.lost(_("图片缺失"))
        if not relation.part:
            return self.lost(_("链接到文件外的图片"))
        if relation.part not in self._parts:
            self._parts[relation.part] = self._read(relation.part)
        picture = self._parts[relation.part]
        if formula and picture.lost:
            return self.lost(_("旧式公式（公式编辑器 3.0 或 MathType）"))
        return self._add(picture)

    def lost(self, why: str) -> str:
        """The text that means a picture which cannot be shown."""
        return self._add(DocPicture(b"", "", why))

    def _add(self, picture: DocPicture) -> str:
        if len(self.found) >= MAX_PICTURES:
            return "〔图〕"
        self.found.append(picture)
        return f"〔图{len(self.found)}〕"

    def _read(self, part: str) -> DocPicture:
        if part not in self.package.archive:
            return DocPicture(b"", "", _("图片缺失"))
        if self.package.archive.size(part) > _MAX_BYTES:
            return DocPicture(b"", "", _("图片超过 50 MB"))
        try:
            data = self.package.archive.read(part)
        except BadFile:
            return DocPicture(b"", "", _("图片已损坏"))
        suffix = suffix_of(data)
        if suffix in (".emf", ".wmf"):
            return DocPicture(b"", suffix, _("{kind} 图形").format(kind=suffix[1:].upper()))
        return DocPicture(data, suffix) if suffix else DocPicture(b"", "", _("图片格式不认识"))
