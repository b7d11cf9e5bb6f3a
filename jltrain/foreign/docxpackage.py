"""The parts of a Word document: which file is what, found by relationships, under the names of both dialects."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from jltrain.foreign.archive import MB, Archive, Limits, opened
from jltrain.foreign.faults import BadFile, FileDamaged, FileLocked
from jltrain.foreign.xml import Element, parsed, parts
from jltrain.i18n import N_, _

MAX_BYTES: Final = 200 * MB
_MAX_ELEMENTS: Final = 10_000_000
_MAX_IN_MEMORY: Final = 500_000
_LIMITS: Final = Limits(parts=20_000, unpacked=400 * MB, part=150 * MB)

_TRANSITIONAL: Final = "http://schemas.openxmlformats.org/"
_STRICT: Final = "http://purl.oclc.org/ooxml/"
_MICROSOFT: Final = "http://schemas.microsoft.com/office/"
NAMES: Final = {
    f"{_TRANSITIONAL}wordprocessingml/2006/main": "w",
    f"{_STRICT}wordprocessingml/main": "w",
    f"{_TRANSITIONAL}officeDocument/2006/relationships": "r",
    f"{_STRICT}officeDocument/relationships": "r",
    f"{_TRANSITIONAL}officeDocument/2006/math": "m",
    f"{_STRICT}officeDocument/math": "m",
    f"{_TRANSITIONAL}drawingml/2006/main": "a",
    f"{_STRICT}drawingml/main": "a",
    f"{_TRANSITIONAL}drawingml/2006/chart": "c",
    f"{_STRICT}drawingml/chart": "c",
    f"{_TRANSITIONAL}drawingml/2006/diagram": "dgm",
    f"{_STRICT}drawingml/diagram": "dgm",
    f"{_TRANSITIONAL}markup-compatibility/2006": "mc",
    f"{_TRANSITIONAL}package/2006/relationships": "",
    "http://www.w3.org/XML/1998/namespace": "xml",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
    f"{_MICROSOFT}word/2010/wordml": "w14",
    f"{_MICROSOFT}word/2010/wordprocessingShape": "wps",
    f"{_MICROSOFT}word/2010/wordprocessingInk": "wpi",
}
_UNSEEN: Final = frozenset(
    {
        "w:sz", "w:szCs", "w:lang", "w:kern", "w:spacing", "w:bCs", "w:iCs", "w:i", "w:ind", "w:jc", "w:snapToGrid", "w:tcW",
        "w:tcBorders", "w:tblPr", "w:tblGrid", "w:tblPrEx", "w:noWrap", "w:vAlign", "w:proofErr", "w:bookmarkStart",
        "w:bookmarkEnd", "w:lastRenderedPageBreak", "w:tabs", "w:widowControl", "w:sectPr", "w:rsidR", "w:rsidRDefault",
        "w:rsidRPr", "w:rsidP", "w:rsidTr", "w:rsidDel", "w14:paraId", "w14:textId", "w:cs", "w:eastAsia", "w:hint", "w:pBdr",
        "w:keepNext", "w:keepLines", "w:adjustRightInd", "w:autoSpaceDE", "w:autoSpaceDN", "w:trHeight", "w:cantSplit",
    }
)  # fmt: skip
"""What only says how things look, most of a document's bulk."""


class NotDocx(BadFile):
    template = N_("“{file}”是{format}，请用 Word 或 WPS 打开后另存为 .docx 再导入。")


@dataclass(frozen=True, slots=True)
class Relation:
    """`kind` is the last word of its type: "image", "styles" … `part`: name in the package, "" for what lies outside."""

    kind: str
    part: str


@dataclass(slots=True)
class Package:
    """An opened document. `main` is the part that holds the body."""

    file: str
    archive: Archive
    main: str

    def xml(self, part: str) -> Element:
        """The root element of a part, named by NAMES. Raises BadFile."""
        return parsed(self.archive.read(part), self.file, NAMES, max_elements=_MAX_IN_MEMORY)

    def body(self) -> Iterator[Element]:
        """The paragraphs and tables of the main part, one after the other. Raises BadFile while they are taken."""
        data = self.archive.read(self.main)
        return parts(data, self.file, NAMES, ("w:document", "w:body"), without=_UNSEEN, max_elements=_MAX_ELEMENTS)

    def relations(self, part: str) -> dict[str, Relation]:
        """What a part refers to, by id. Raises BadFile."""
        return _relations(self.archive, self.file, part)


def package(data: bytes, file: str) -> Package:
    """The document in `data`. Raises NotDocx for what is another format, BadFile for what is none."""
    _refuse_others(data, file)
    archive = opened(data, file, _LIMITS)
    if "word/document.xml" not in archive and "_rels/.rels" not in archive:
        raise NotDocx(file=file, format=_("别的格式的文件"))
    main = next((r.part for r in _relations(archive, file, "").values() if r.kind == "officeDocument"), "")
    main = main if main in archive else "word/document.xml"
    if main not in archive:
        raise FileDamaged(file=file, reason=_("压缩包里没有 Word 正文"))
    if main.startswith("xl/"):
        raise NotDocx(file=file, format=_("表格文件"))
    if main.startswith("ppt/"):
        raise NotDocx(file=file, format=_("演示文稿"))
    return Package(file, archive, main)


def _refuse_others(data: bytes, file: str) -> None:
    """Tell what it is when it is no zip."""
    head = data[:1000].lstrip().lower()
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise FileLocked(file=file)
        wps = file.lower().endswith((".wps", ".wpt"))
        raise NotDocx(file=file, format=_("WPS 文字文档（.wps）") if wps else _("旧版 Word 文档（.doc）"))
    if head.startswith(b"{\\rtf"):
        raise NotDocx(file=file, format=_("RTF 文档（.rtf）"))
    if head.startswith(b"%pdf"):
        raise NotDocx(file=file, format=_("PDF 文件"))
    if head.startswith((b"<html", b"<!doctype html", b"mime-version")):
        raise NotDocx(file=file, format=_("网页文件"))
    if b"mimetypeapplication/vnd.oasis.opendocument" in data[:200]:
        raise NotDocx(file=file, format=_("OpenDocument 文件（.odt）"))
    if not data.startswith(b"PK"):
        raise NotDocx(file=file, format=_("别的格式的文件"))


def _relations(archive: Archive, file: str, part: str) -> dict[str, Relation]:
    folder, name = posixpath.split(part)
    listed = posixpath.join(folder, "_rels", f"{name}.rels")
    if listed not in archive:
        return {}
    found: dict[str, Relation] = {}
    for element in parsed(archive.read(listed), file, NAMES):
        key, target = element.get("Id"), element.get("Target", "").replace("\\", "/")
        if key is None:
            continue
        outside = element.get("TargetMode") == "External"
        path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        found[key] = Relation(element.get("Type", "").rpartition("/")[2], "" if outside else path)
    return found
