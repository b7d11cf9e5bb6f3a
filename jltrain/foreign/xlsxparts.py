"""Which part of a workbook (.xlsx) is which sheet, and what a part refers to."""

from __future__ import annotations

from posixpath import dirname, join, normpath

from jltrain.foreign.archive import Archive
from jltrain.foreign.xml import parsed


def relations(archive: Archive, part: str) -> dict[str, str]:
    """The parts that `part` means by its ids; what lies outside the workbook is left out. Raises BadFile."""
    place = f"{dirname(part)}/_rels/{part.rpartition('/')[2]}.rels"
    if place not in archive:
        return {}
    out: dict[str, str] = {}
    for relation in parsed(archive.read(place), archive.file, plain=True):
        target = relation.get("Target", "")
        if relation.get("TargetMode") == "External" or not target:
            continue
        absolute = target.lstrip("/") if target.startswith("/") else normpath(join(dirname(part), target))
        out[relation.get("Id", "")] = absolute
    return out


def sheet_parts(archive: Archive) -> dict[str, str]:
    """The part of each sheet by its name. Raises BadFile."""
    if "xl/workbook.xml" not in archive:
        return {}
    known = relations(archive, "xl/workbook.xml")
    root = parsed(archive.read("xl/workbook.xml"), archive.file, plain=True)
    found = {sheet.get("name", ""): known.get(sheet.get("id", ""), "") for sheet in root.iter("sheet")}
    return {name: part for name, part in found.items() if part in archive}
