"""The pictures of a workbook (.xlsx): each at the cell that its upper left corner lies on.

Excel anchors a picture to cells (xl/drawings); WPS also puts one into a cell as =DISPIMG("ID_…",1), which names an
entry of xl/cellimages.xml.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from jltrain.foreign.archive import Archive
from jltrain.foreign.docxpictures import suffix_of
from jltrain.foreign.table import CellPicture
from jltrain.foreign.xlsxparts import relations, sheet_parts
from jltrain.foreign.xml import parsed

MAX_PICTURES: Final = 20_000
_MAX_BYTES: Final = 50 * 1024 * 1024
_CELL_IMAGES: Final = "xl/cellimages.xml"
_IN_CELL: Final = re.compile(r"=?(?:_xlfn\.)?DISPIMG\(\"(ID_\w{1,64})\"")
_FORMATS: Final = frozenset((".png", ".jpg", ".gif", ".bmp", ".tif", ".webp", ".svg"))


@dataclass(slots=True)
class Pictures:
    """Those of one workbook. A part that many cells mean is read once; one that cannot be had has no bytes."""

    archive: Archive
    sheets: dict[str, str]
    named: dict[str, str]
    parts: dict[str, tuple[bytes, str]]
    count: int = 0

    def of_sheet(self, name: str) -> list[CellPicture]:
        """The pictures that float over a sheet. Raises BadFile."""
        part = self.sheets.get(name, "")
        out: list[CellPicture] = []
        for drawing in relations(self.archive, part).values() if part else ():
            if not drawing.startswith("xl/drawings/") or not drawing.endswith(".xml") or drawing not in self.archive:
                continue
            known = relations(self.archive, drawing)
            for anchor in parsed(self.archive.read(drawing), self.archive.file, plain=True):
                corner, blips = anchor.find("from"), [blip for blip in anchor.iter("blip") if blip.get("embed")]
                if corner is None or not blips:
                    continue
                row, column = _number(corner, "row"), _number(corner, "col")
                out += [self._picture(row, column, known.get(blip.get("embed", ""), "")) for blip in blips]
        return out

    def in_cell(self, text: str, row: int, column: int) -> CellPicture | None:
        """The picture that a cell's formula names."""
        match = _IN_CELL.match(text)
        return self._picture(row, column, self.named.get(match[1], "")) if match else None

    def _picture(self, row: int, column: int, part: str) -> CellPicture:
        self.count += 1
        if part not in self.parts:
            self.parts[part] = self._read(part)
        return CellPicture(row, column, *self.parts[part])

    def _read(self, part: str) -> tuple[bytes, str]:
        if part not in self.archive or self.archive.size(part) > _MAX_BYTES or self.count > MAX_PICTURES:
            return b"", ""
        data = self.archive.read(part)
        suffix = suffix_of(data)
        return (data, suffix) if suffix in _FORMATS else (b"", "")


def pictures_of(archive: Archive) -> Pictures | None:
    """The pictures of a workbook; None when it has none. Raises BadFile."""
    if not any(name.startswith(("xl/drawings/", "xl/media/")) or name == _CELL_IMAGES for name in archive):
        return None
    named: dict[str, str] = {}
    if _CELL_IMAGES in archive:
        known = relations(archive, _CELL_IMAGES)
        for picture in parsed(archive.read(_CELL_IMAGES), archive.file, plain=True).iter("pic"):
            about, blip = next(picture.iter("cNvPr"), None), next(picture.iter("blip"), None)
            if about is not None and blip is not None:
                named[about.get("name", "")] = known.get(blip.get("embed", ""), "")
    return Pictures(archive, sheet_parts(archive), named, {})


def _number(corner: Element, name: str) -> int:
    text = corner.findtext(name, "").strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else 0
