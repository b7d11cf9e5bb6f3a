"""Word documents (.docx, .docm, as Word, WPS and others write them) read into text. See docxtext.py for the values.

Walked by hand over our own zip and XML readers, since python-docx has neither limits nor what matters here:
automatic numbers, formulas, tracked changes, text boxes, content controls.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from jltrain.foreign.docxbody import Walker
from jltrain.foreign.docxnumbers import Numbering
from jltrain.foreign.docxpackage import MAX_BYTES, NotDocx, Package, Relation, package
from jltrain.foreign.docxpictures import Pictures
from jltrain.foreign.docxstyles import styles_of
from jltrain.foreign.docxtext import Block, DocCell, DocPicture, DocTable, DocxText, Mark, MarkKind, Paragraph
from jltrain.foreign.faults import BadFile, bytes_of
from jltrain.foreign.xml import Element
from jltrain.i18n import _
from jltrain.progress import Report, Step, silent

__all__ = [
    "SUFFIXES", "Block", "DocCell", "DocPicture", "DocTable", "DocxText", "Mark", "MarkKind", "NotDocx", "Paragraph",
    "read_docx",
]  # fmt: skip

SUFFIXES: Final = (".docx", ".docm")
_MARGINS: Final = 30
"""Headers and footers looked at, for whether they say anything."""


def read_docx(source: Path | bytes, file: str = "", report: Report = silent) -> DocxText:
    """The document in a file, or in `source` itself, then `file` is the name that errors tell.

    Raises BadFile in one of its kinds (faults.py, NotDocx) and nothing else, whatever the bytes are.
    """
    data = bytes_of(source, MAX_BYTES) if isinstance(source, Path) else source
    opened = package(data, source.name if isinstance(source, Path) else file)
    relations = opened.relations(opened.main)
    styles = styles_of(_optional(opened, relations, "styles"))
    numbering = Numbering(_optional(opened, relations, "numbering"), styles)
    pictures = Pictures(opened, relations)
    walker = Walker(styles, numbering, pictures)
    blocks = walker.blocks(_counted(opened.body(), opened.file, report))
    left_out = [_(name).format(count=count) for name, count in walker.lost.items()]
    if _says_anything(opened, relations, ("header", "footer")):
        left_out.append(_("页眉页脚"))
    if _says_anything(opened, relations, ("comments",)):
        left_out.append(_("批注"))
    return DocxText(blocks, tuple(pictures.found), tuple(left_out))


def _counted(elements: Iterator[Element], file: str, report: Report) -> Iterator[Element]:
    for number, element in enumerate(elements):
        if number % 500 == 0:
            report(Step(number, 0, file))
        yield element


def _optional(opened: Package, relations: dict[str, Relation], kind: str) -> Element | None:
    """A part that a document may lack; a broken one counts as lacking no more than Word lets it."""
    for relation in relations.values():
        if relation.kind == kind and relation.part in opened.archive:
            return opened.xml(relation.part)
    return None


def _says_anything(opened: Package, relations: dict[str, Relation], kinds: tuple[str, ...]) -> bool:
    parts = {relation.part for relation in relations.values() if relation.kind in kinds}
    for part in sorted(parts)[:_MARGINS]:
        if part not in opened.archive:
            continue
        try:
            root = opened.xml(part)
        except BadFile:
            return True
        if any((text.text or "").strip() for text in root.iter("w:t")):
            return True
    return False
