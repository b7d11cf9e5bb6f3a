"""QTI 2.x and 3.0 read: a single item, or a content package with its manifest.

Both versions are brought to one form first: local names in lower case without hyphens or the prefix qti-.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import unquote

from jltrain.bank.areas import area_from
from jltrain.bank.formats.pictures import suffix_of
from jltrain.bank.formats.qti_item import ItemReader
from jltrain.bank.formats.qti_write import DIFFICULTIES
from jltrain.bank.intake.found import Findings, FoundPicture, FoundQuestion, Ignored, Span
from jltrain.bank.question import Kind
from jltrain.foreign.archive import Archive, opened
from jltrain.foreign.faults import BadFile, FileDamaged, FileNotText
from jltrain.foreign.text import decoded
from jltrain.foreign.xml import Element, parsed
from jltrain.i18n import N_, _

_MANIFEST: Final = "imsmanifest.xml"
_SHOWN: Final = 400
_MOST_LINES: Final = 20_000
_MOST_PICTURES: Final = 20 * 1024 * 1024


class OldQti(BadFile):
    template = N_(
        "“{file}”是 QTI 1.2 格式，本程序只读 QTI 2.x 和 3.0；请在原平台改为导出 QTI 2.1、GIFT 或 Moodle XML。"
    )


@dataclass(frozen=True, slots=True)
class _About:
    """What the manifest says of an item."""

    id: str = ""
    discipline: str = ""
    topic: str = ""
    difficulty: int = 0
    keywords: tuple[str, ...] = ()


def read(data: bytes, name: str) -> Findings:
    """All questions of an item file or a package. Raises BadFile, OldQti."""
    if not data.startswith(b"PK"):
        package = _Package(name, None)
        package.take(name, data, _About())
        if package.old and not package.questions:
            raise OldQti(file=name)
        return package.findings()
    archive = opened(data, name)
    manifest = next((part for part in archive if posixpath.basename(part) == _MANIFEST), None)
    if manifest is None:
        raise FileDamaged(file=name, reason=_("压缩包里缺少 {part}").format(part=_MANIFEST))
    package = _Package(name, archive)
    listed = _listed(normal(parsed(archive.read(manifest), name, plain=True)), posixpath.dirname(manifest))
    package.pass_over(manifest, _("目录文件"))
    for part in [*listed, *(p for p in archive if p not in listed and p.lower().endswith(".xml") and p != manifest)]:
        if part in archive and part.lower().endswith(".xml"):
            package.take_part(part, listed.get(part, _About()))
    if package.old and not package.questions:
        raise OldQti(file=name)
    return package.findings()


def normal(root: Element) -> Element:
    """Names of both versions made one, in place."""
    for element in root.iter():
        element.tag = element.tag.lower().removeprefix("qti-").replace("-", "")
        if element.attrib:
            renamed = {key.lower().replace("-", ""): value for key, value in element.attrib.items()}
            element.attrib.clear()
            element.attrib.update(renamed)
    return root


def _listed(manifest: Element, folder: str) -> dict[str, _About]:
    """Path -> what is said of it, for each item, in the manifest's order."""
    found = {}
    for resource in manifest.iter("resource"):
        if re.match(r"imsqti_(?:apip)?item_xmlv", resource.get("type", "")) and resource.get("href"):
            path = posixpath.normpath(posixpath.join(folder, unquote(resource.get("href", ""))))
            found[path] = _about(resource)
    return found


def _about(resource: Element) -> _About:
    lom = resource.find(".//lom")
    if lom is None:
        return _About()
    ident = lom.find("general/identifier/entry")
    keywords = tuple(_words(k) for k in lom.iterfind("general/keyword"))
    level = _words(lom.find("educational/difficulty/value")).lower()
    taxons = [_words(t.find("entry")) for t in lom.iterfind("classification/taxonpath/taxon")]
    area = next((a for a in map(area_from, taxons) if a), None)
    topic = next((text for text in taxons if text and (area is None or area_from(text) is not area)), "")
    return _About(
        _words(ident),
        area.value if area else "",
        topic,
        DIFFICULTIES.index(level) + 1 if level in DIFFICULTIES else 0,
        keywords,
    )


def _words(element: Element | None) -> str:
    return "".join(element.itertext()).strip()[:2000] if element is not None else ""


class _Package:
    """What is found while the parts are gone through."""

    def __init__(self, name: str, archive: Archive | None) -> None:
        self._name, self._archive = name, archive
        self._source: list[str] = []
        self.questions: list[FoundQuestion] = []
        self._ignored: list[Ignored] = []
        self._pictures = 0
        self.old = False

    def findings(self) -> Findings:
        return Findings(tuple(self._source), tuple(self.questions), tuple(self._ignored), "qti")

    def pass_over(self, part: str, reason: str) -> None:
        """A part that is told by its name alone."""
        self._source.append(part)
        self._ignored.append(Ignored(Span(len(self._source), len(self._source)), reason))

    def take_part(self, part: str, about: _About) -> None:
        """A part of the package; one that cannot be read is told and the others go on."""
        assert self._archive is not None
        try:
            self.take(part, self._archive.read(part), about)
        except BadFile as error:
            self.pass_over(part, error.sentence())

    def take(self, part: str, data: bytes, about: _About) -> None:
        """One XML file."""
        root = normal(parsed(data, part, plain=True))
        if root.tag == "questestinterop":
            self.old = True
        if root.tag != "assessmentitem":
            self.pass_over(part, _("不是题目的文件"))
            return
        first = len(self._source) + 1
        self._source.append(part)
        try:
            lines = decoded(data, part).text.split("\n")
        except FileNotText:
            lines = []
        if len(self._source) + len(lines) < 500_000:
            self._source += [line[:_SHOWN] for line in lines[:_MOST_LINES]]
        span = Span(first, len(self._source))
        question = ItemReader(root, span, lambda source: self._picture(part, source)).taken()
        if isinstance(question, str):
            self._ignored.append(Ignored(span, question))
        else:
            self.questions.append(_told(question, about))

    def _picture(self, part: str, source: str) -> tuple[str, FoundPicture | None]:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(part), unquote(source.partition("?")[0])))
        if self._archive is None or path not in self._archive or self._pictures > 10 * _MOST_PICTURES:
            return path[:80], None
        if self._archive.size(path) > _MOST_PICTURES:
            return path[:80], None
        try:
            body = self._archive.read(path)
        except BadFile:
            return path[:80], None
        self._pictures += len(body)
        suffix = suffix_of(body)
        return path, FoundPicture(body, suffix) if suffix else None


def _told(question: FoundQuestion, about: _About) -> FoundQuestion:
    """The question with what the manifest says of it. Its id counts only where this program wrote it: others number
    their items from 1 in every package."""
    derived: dict[int, list[str]] = {}
    for keyword in about.keywords:
        if match := re.fullmatch(r"推算([0-9]{0,2})：(.+)", keyword, re.DOTALL):
            derived.setdefault(int(match[1] or 0), []).append(match[2])
    if question.kind is Kind.CASE:
        parts = [replace(p, derived=tuple(derived.get(n, ()))) for n, p in enumerate(question.parts, 1)]
        question = replace(question, parts=tuple(parts))
    else:
        question = replace(question, derived=tuple(derived.get(0, ())))
    return replace(
        question,
        discipline=question.discipline or about.discipline,
        topic=question.topic or about.topic,
        difficulty=question.difficulty or about.difficulty,
    )
