"""Finding the header row of a roster and knowing its columns by the many names they go by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from jltrain.i18n import N_, _
from jltrain.ledger.table import BadRoster

HEADER_WITHIN: Final = 15
"""The header is one of this many first rows; titles and notes may stand above it."""


class RosterColumnsMissing(BadRoster):
    template = N_(
        "名册“{file}”缺少必需的列：{missing}；已认出的列：{found}。请对照名册模板补上表头（须在前 15 行内）后重新导入。"
    )


class RosterColumnDoubled(BadRoster):
    template = N_("名册“{file}”里有两列都叫“{column}”，无法判断用哪一列，请删去或改名后重新导入。")


class Column(StrEnum):
    """What a roster says of an officer."""

    NAME = "name"
    CERTIFICATE = "certificate"
    UNIT = "unit"
    LEVEL = "level"
    DISCIPLINE = "discipline"
    CITY = "city"
    BATCH = "batch"
    POST = "post"
    EDUCATION = "education"

    @property
    def label(self) -> str:
        """The column's own name in the language in use."""
        return _(TITLES[self])


TITLES: Final = {
    Column.NAME: N_("姓名"),
    Column.CERTIFICATE: N_("执法证号"),
    Column.UNIT: N_("单位"),
    Column.LEVEL: N_("层级"),
    Column.DISCIPLINE: N_("执法门类"),
    Column.CITY: N_("市州"),
    Column.BATCH: N_("批次"),
    Column.POST: N_("岗位"),
    Column.EDUCATION: N_("学历"),
}

REQUIRED: Final = (Column.NAME, Column.CERTIFICATE, Column.UNIT, Column.LEVEL, Column.DISCIPLINE)

# Best name first: with both 门类 and 专业 in a file, 专业 is what somebody studied at school.
_SYNONYMS: Final = {
    Column.NAME: "姓名 执法人员姓名 人员姓名 名字 name",
    Column.CERTIFICATE: "执法证号 执法证件号 执法证件号码 执法证号码 执法证件编号 执法证编号 行政执法证号 证件编号 证件号 证号"
    " certificatenumber certificate",
    Column.UNIT: "单位 所在单位 工作单位 单位名称 所属单位 执法单位 执法机构 unit",
    Column.LEVEL: "层级 单位层级 单位级别 机构层级 级别 level",
    Column.DISCIPLINE: "执法门类 门类 业务门类 执法类别 岗位类别 执法领域 专业 discipline",
    Column.CITY: "市州 市(州) 地市 所属市州 所属地市 地区 city",
    Column.BATCH: "批次 轮训批次 培训批次 batch",
    Column.POST: "岗位 职务 岗位/职务 岗位职务 职务/岗位 post",
    Column.EDUCATION: "学历 文化程度 最高学历 education",
}
_RANKED: Final = {
    word: (column, rank) for column, words in _SYNONYMS.items() for rank, word in enumerate(words.split())
}


@dataclass(frozen=True, slots=True)
class Header:
    """`first` is the index of the first row below the header; `at` gives each column's index.

    `titles` are the texts as they stand in the file; `unread` those of columns nobody asked for.
    """

    first: int
    at: dict[Column, int]
    titles: dict[Column, str]
    unread: tuple[str, ...]

    @property
    def missing(self) -> tuple[Column, ...]:
        return tuple(column for column in REQUIRED if column not in self.at)


def _plain(text: object) -> str:
    word = re.sub(r"[\s*:]", "", unicodedata.normalize("NFKC", str(text))).lower()
    return word if word in _RANKED else re.sub(r"[(\[【〔].*?[)\]】〕]", "", word)


def _read(row: Sequence[object], first: int, file: str) -> Header:
    best: dict[Column, tuple[int, int]] = {}
    for index, cell in enumerate(row):
        column, rank = _RANKED.get(_plain(cell), (None, 0))
        if column is None:
            continue
        if column in best and best[column][0] == rank:
            raise RosterColumnDoubled(file=file, column=str(cell).strip())
        if column not in best or rank < best[column][0]:
            best[column] = (rank, index)
    at = {column: index for column, (_rank, index) in best.items()}
    taken = set(at.values())
    unread = tuple(str(c).strip() for i, c in enumerate(row) if i not in taken and str(c).strip())
    return Header(first, at, {column: str(row[index]).strip() for column, index in at.items()}, unread)


def _overlaid(upper: Sequence[object], lower: Sequence[object]) -> list[object]:
    """A header of two rows: the upper word where it is known, else the lower one."""
    width = max(len(upper), len(lower))
    pairs = zip([*upper, *[""] * (width - len(upper))], [*lower, *[""] * (width - len(lower))], strict=True)
    return [low if str(low).strip() and _plain(up) not in _RANKED else up for up, low in pairs]


def find_header(rows: Sequence[Sequence[object]], file: str) -> Header:
    """The header among the first rows: the first with all required columns, in one row or in two.

    Returns the fullest one when none is complete (see `Header.missing`).
    Raises RosterColumnDoubled when one name stands over two columns.
    """
    top = rows[:HEADER_WITHIN]
    best = Header(0, {}, {}, ())
    for index, row in enumerate(top):
        if len({_plain(cell) for cell in row} & set(_RANKED)) < 2:
            continue
        found = _read(row, index + 1, file)
        if found.missing and index + 1 < len(top):
            double = _read(_overlaid(row, top[index + 1]), index + 2, file)
            found = found if double.missing else double
        if not found.missing:
            return found
        if len(found.at) > len(best.at):
            best = found
    return best


def is_header(row: Sequence[object], header: Header) -> bool:
    """Whether a row further down repeats the header, as printed rosters do on each page."""
    return all(i < len(row) and str(row[i]).strip() == header.titles[c] for c, i in header.at.items())


def columns_missing(file: str, header: Header) -> RosterColumnsMissing:
    """The error that says which columns were found and which are not there."""
    return RosterColumnsMissing(
        file=file,
        missing="、".join(column.label for column in header.missing),
        found="、".join(header.titles.values()) or _("无"),
    )
