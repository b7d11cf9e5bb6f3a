"""What a trainer does with law texts: bring them in, file by file, and read, search and compare them.

A newer version of a statute sends what cites its changed articles to be reviewed (`app.review`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from jltrain.app import affected, review
from jltrain.app.context import Context
from jltrain.app.statutetexts import (
    ArticleView,
    LawRow,
    NoEarlierVersion,
    NoSuchArticle,
    NoSuchStatute,
    StatuteHit,
    StatuteNeeded,
    article,
    article_key_of,
    cited,
    citing_counts,
    differences,
    laws,
    remove,
    resolve,
    search,
    text,
    versions,
)
from jltrain.errors import BadInput, JltrainError
from jltrain.i18n import N_, _
from jltrain.progress import Report, Step, silent
from jltrain.statutes.faults import faulty
from jltrain.statutes.names import folded
from jltrain.statutes.read import LIST_NAME, SUFFIXES, Listed, read_file, read_list
from jltrain.statutes.statute import Statute
from jltrain.store import newer
from jltrain.store.statutes import StoredStatute

__all__ = [
    "ArticleView", "BroughtIn", "BroughtInAll", "LawRow", "NoEarlierVersion", "NoStatuteFiles", "NoSuchArticle",
    "NoSuchStatute", "OneVersionOneFile", "StatuteHit", "StatuteNeeded", "StoredStatute", "TooManyFiles", "article",
    "article_key_of", "bring_in", "cited", "citing_counts", "differences", "laws", "read", "remove", "resolve", "search", "text",
    "versions",
]  # fmt: skip

FILES: Final = 3_000
"""More files than this are no folder of statutes."""


class NoStatuteFiles(BadInput):
    template = N_("“{place}”里没有法规文件（Markdown、文本或 Word）。")


class TooManyFiles(BadInput):
    template = N_("“{place}”里有超过 {limit} 个文件，请选择只放法规的文件夹。")


class OneVersionOneFile(BadInput):
    template = N_("指定版本日期时只能导入一个文件。")


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """A statute kept. `was`: "new", "same" (this very text was here), "replaced" (another text of this version was).

    `opened`: how many reviews of questions and chapters it opened. `remarks`: what to look at, as sentences.
    """

    file: str
    law: str
    full_name: str
    version: str
    effective: str
    articles: int
    was: str
    opened: int
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BroughtInAll:
    """`done` by statute and version; `faults`: one error for each file that was refused."""

    done: tuple[BroughtIn, ...]
    faults: tuple[JltrainError, ...]

    @property
    def opened(self) -> int:
        """All reviews opened."""
        return sum(one.opened for one in self.done)


def read(file: Path) -> Statute:
    """A statute's file, read and not kept. Raises what `statutes.read.read_file` raises."""
    return read_file(file)


def bring_in(
    context: Context,
    places: Sequence[Path],
    report: Report = silent,
    by: str = "",
    version: date | None = None,
    *,
    anyway: bool = False,
) -> BroughtInAll:
    """Read files, and the files of folders, and keep them; each file is kept whole or not at all.

    A list INDEX.tsv beside a file gives its version and checks its name and count of articles. `version` is for one
    file whose text does not tell. Older versions are kept before newer ones. When stopped, what was kept stays.
    Raises NoStatuteFiles, TooManyFiles, OneVersionOneFile.
    """
    faults = list[JltrainError]()
    files = list(dict.fromkeys(file for place in places for file in _found(place, faults)))
    if not files and faults:
        raise faults[0]
    if version and len(files) != 1:
        raise OneVersionOneFile
    lists: dict[Path, dict[str, Listed]] = {}
    found = list[tuple[Statute, Path]]()
    for done, file in enumerate(files):
        report(Step(done, 2 * len(files), file.name))
        try:
            found.append((_read(file, lists, version, anyway=anyway), file))
        except JltrainError as error:
            faults.append(error)
    found.sort(key=lambda pair: (pair[0].law, pair[0].version))
    kept = []
    try:
        for done, (one, file) in enumerate(found):
            report(Step(len(files) + done, len(files) + len(found), one.law))
            kept.append(_keep(context, one, file, by))
    finally:
        if kept:
            review.hold_back(context, by)
    return BroughtInAll(tuple(kept), tuple(faults))


def _found(place: Path, faults: list[JltrainError]) -> list[Path]:
    """The files of a place; a folder that gives none is a fault like a file that is none, and stops no other."""
    try:
        return list(_files(place))
    except (NoStatuteFiles, TooManyFiles) as error:
        faults.append(error)
        return []


def _files(place: Path) -> Iterator[Path]:
    if not place.is_dir():
        yield place
        return
    count = 0
    for file in sorted(place.rglob("*")):
        if file.suffix.lower() in SUFFIXES and file.is_file() and not file.name.startswith((".", "~")):
            count += 1
            if count > FILES:
                raise TooManyFiles(place=place, limit=FILES)
            yield file
    if not count:
        raise NoStatuteFiles(place=place)


def _read(file: Path, lists: dict[Path, dict[str, Listed]], version: date | None, *, anyway: bool) -> Statute:
    folder = file.parent
    if folder not in lists:
        named = folder / LIST_NAME
        lists[folder] = read_list(named) if named.is_file() else {}
    listed = lists[folder].get(file.stem)
    one = read_file(file, version or (listed.version if listed else None), anyway=anyway)
    if listed and listed.articles and listed.articles != len(one.articles):
        fault = _("一览表 {list} 说有 {told} 条，读出 {found} 条").format(
            list=LIST_NAME, told=listed.articles, found=len(one.articles))  # fmt: skip
        raise faulty(file.name, [fault])
    if listed and listed.full_name and folded(listed.full_name) != folded(one.full_name):
        fault = _("一览表 {list} 中的名称是“{told}”，文件中是“{found}”").format(
            list=LIST_NAME, told=listed.full_name, found=one.full_name)  # fmt: skip
        raise faulty(file.name, [fault])
    return one


def _keep(context: Context, one: Statute, file: Path, by: str) -> BroughtIn:
    citing = affected.citing(context, one.law)
    was, opened = newer.keep(context.database, one, citing, context.now(), by, file.name)
    return BroughtIn(
        file=file.name,
        law=one.law,
        full_name=one.full_name,
        version=one.version.isoformat(),
        effective=one.effective.isoformat() if one.effective else "",
        articles=len(one.articles),
        was=was,
        opened=opened,
        remarks=one.remarks,
    )
