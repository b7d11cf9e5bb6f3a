"""One chapter of courseware: a Markdown file with front matter, in a folder named after its area.

courseware/highway/01-overload.md        ->  id "highway/01-overload"
courseware/highway/img/…                 ->  its pictures
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from jltrain.errors import BadInput, Trouble, reason_of
from jltrain.i18n import N_, _
from jltrain.reading.frontmatter import Entry, FrontMatterFault, parse, split
from jltrain.reading.limits import BodyRefused, check_body

FILE_BYTES: Final = 1_000_000
TITLE_CHARACTERS: Final = 60
MINUTES: Final = range(1, 601)

_NAME: Final = re.compile(r"(\d{2})-([^\W_]+(?:-[^\W_]+)*)\.md")
_LAW: Final = re.compile(r"[^（）《》]{2,60}（(\d{4}-\d{2}-\d{2})）")
_FIELDS: Final = ("title", "topics", "minutes", "required", "laws")
_OPTIONAL: Final = frozenset({"laws"})


class BadChapter(BadInput):
    """`line` is the file's line, from 1; `field` a front-matter field, "---", or "正文" for the body."""

    template = N_("课件文件“{file}”第 {line} 行的“{field}”有误：{reason}。请改正后重新载入。")


class ChapterUnreadable(Trouble):
    template = N_("课件文件“{file}”打不开（{reason}），请检查文件是否存在、是否有读取权限。")


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter as written.

    `area` is a key of bank.areas (a plain text here: reading stands below bank). `topics` are topic names
    of the bank in the same area. `minutes` is the author's estimate of reading time. `laws` name versions,
    such as "公路法（2017-11-04）". `digest` is the SHA-256 of the text with LF line ends, so that a
    checkout on Windows has the same one. `folder` is where relative picture names begin.
    """

    id: str
    area: str
    number: int
    title: str
    topics: tuple[str, ...]
    minutes: int
    required: bool
    laws: tuple[str, ...]
    body: str = field(repr=False)
    folder: Path
    digest: str


def read_chapter(path: Path) -> Chapter:
    """The chapter in the file at `path`. Raises BadChapter or ChapterUnreadable."""
    name = _NAME.fullmatch(path.name)
    if not name:
        raise BadChapter(
            file=path, line=1, field=path.name, reason=_("文件名应为“两位序号-名称.md”，如 01-overload.md")
        )
    text = _text(path)
    try:
        front, body, first_line = split(text)
        entries = parse(front)
        _check_fields(entries)
        title, topics = _title(entries["title"]), _names("topics", entries["topics"])
        minutes, required = _minutes(entries["minutes"]), _required(entries["required"])
        laws = _laws(entries)
    except FrontMatterFault as fault:
        raise BadChapter(file=path, line=fault.line, field=fault.field, reason=fault.reason) from fault
    if not body.strip():
        raise BadChapter(file=path, line=first_line, field=_("正文"), reason=_("没有正文"))
    try:
        check_body(body)
    except BodyRefused as refused:
        facts = refused.facts
        line = first_line - 1 + int(str(facts["line"]))
        raise BadChapter(file=path, line=line, field=_("正文"), reason=facts["reason"]) from refused
    area = path.parent.name
    return Chapter(
        id=f"{area}/{path.stem}",
        area=area,
        number=int(name[1]),
        title=title,
        topics=topics,
        minutes=minutes,
        required=required,
        laws=laws,
        body=body,
        folder=path.parent,
        digest=hashlib.sha256(text.encode()).hexdigest(),
    )


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(FILE_BYTES + 1)
    except OSError as error:
        raise ChapterUnreadable(file=path, reason=reason_of(error)) from error
    if len(data) > FILE_BYTES:
        raise BadChapter(file=path, line=1, field=path.name, reason=_("文件超过 1 MB"))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadChapter(file=path, line=line, field=_("编码"), reason=_("不是 UTF-8 编码")) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _check_fields(entries: Mapping[str, Entry]) -> None:
    for name, entry in entries.items():
        if name not in _FIELDS:
            raise FrontMatterFault(
                entry.line, name[:40], _("没有这个字段，可用的是：{names}").format(names="、".join(_FIELDS))
            )
    for name in _FIELDS:
        if name not in entries and name not in _OPTIONAL:
            raise FrontMatterFault(1, name, _("缺少这个字段"))


def _title(entry: Entry) -> str:
    text = _one_line(entry.value) if isinstance(entry.value, str) else ""
    if not 1 <= len(text) <= TITLE_CHARACTERS or (entry.plain and text in ("~", "null")):
        raise FrontMatterFault(entry.line, "title", _("应为 1 至 {limit} 个字的标题").format(limit=TITLE_CHARACTERS))
    return text


def _names(name: str, entry: Entry) -> tuple[str, ...]:
    values = tuple(map(_one_line, entry.value)) if isinstance(entry.value, tuple) else ()
    if not values or len(set(values)) < len(values) or not all(1 <= len(v) <= TITLE_CHARACTERS for v in values):
        reason = _("应为不重复的名称列表，每个不超过 {limit} 个字").format(limit=TITLE_CHARACTERS)
        raise FrontMatterFault(entry.line, name, reason)
    return values


def _minutes(entry: Entry) -> int:
    text = entry.value if isinstance(entry.value, str) else ""
    if not (entry.plain and re.fullmatch(r"[0-9]{1,3}", text) and int(text) in MINUTES):
        reason = _("应为 {low} 至 {high} 的整数（分钟）").format(low=MINUTES[0], high=MINUTES[-1])
        raise FrontMatterFault(entry.line, "minutes", reason)
    return int(text)


def _required(entry: Entry) -> bool:
    if not entry.plain or entry.value not in ("true", "false"):
        raise FrontMatterFault(entry.line, "required", _("应为 true（必修）或 false（选修）"))
    return entry.value == "true"


def _laws(entries: Mapping[str, Entry]) -> tuple[str, ...]:
    entry = entries.get("laws")
    if entry is None or entry.value == ():
        return ()
    values = _names("laws", entry)
    for value in values:
        found = _LAW.fullmatch(value)
        if not found or not _is_date(found[1]):
            reason = _("“{value}”应写成“法规简称（版本日期）”，如 公路法（2017-11-04）").format(value=value)
            raise FrontMatterFault(entry.line, "laws", reason)
    return values


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _one_line(text: str) -> str:
    return " ".join(text.split())
