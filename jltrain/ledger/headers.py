"""Finding the header row of somebody's table and knowing its columns by the many names they go by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Generic, TypeVar

from jltrain.i18n import N_
from jltrain.ledger.badroster import BadRoster

HEADER_WITHIN: Final = 15
"""The header is one of this many first rows; titles and notes may stand above it."""

C = TypeVar("C", bound=StrEnum)


class RosterColumnDoubled(BadRoster):
    template = N_("表格“{file}”里有两列都叫“{column}”，无法判断用哪一列，请删去或改名后重新导入。")


@dataclass(frozen=True, slots=True)
class Header(Generic[C]):
    """`first` is the index of the first row below the header; `at` gives each column's index.

    `titles` are the texts as they stand in the file; `unread` those of columns nobody asked for; `missing` the
    required columns that are not there.
    """

    first: int
    at: dict[C, int]
    titles: dict[C, str]
    unread: tuple[str, ...]
    missing: tuple[C, ...]

    def repeated_by(self, row: Sequence[object]) -> bool:
        """Whether a row further down repeats the header, as printed tables do on each page."""
        return all(i < len(row) and str(row[i]).strip() == self.titles[c] for c, i in self.at.items())


class Headings(Generic[C]):
    """The columns of one kind of table. `words`: names by column, the best first, between spaces."""

    def __init__(self, words: Mapping[C, str], required: Sequence[C]) -> None:
        self.required = tuple(required)
        self._ranked = {
            word: (column, rank) for column, names in words.items() for rank, word in enumerate(names.split())
        }

    def find(self, rows: Sequence[Sequence[object]], file: str) -> Header[C]:
        """The header among the first rows: the first with all required columns, in one row or in two.

        Returns the fullest one when none is complete (see `Header.missing`).
        Raises RosterColumnDoubled when one name stands over two columns.
        """
        top = rows[:HEADER_WITHIN]
        best: Header[C] = Header(0, {}, {}, (), self.required)
        for index, row in enumerate(top):
            if len({self._plain(cell) for cell in row} & set(self._ranked)) < 2:
                continue
            found = self._read(row, index + 1, file)
            if found.missing and index + 1 < len(top):
                double = self._read(self._overlaid(row, top[index + 1]), index + 2, file)
                found = found if double.missing else double
            if not found.missing:
                return found
            if len(found.at) > len(best.at):
                best = found
        return best

    def _plain(self, text: object) -> str:
        word = re.sub(r"[\s*:]", "", unicodedata.normalize("NFKC", str(text))).lower()
        return word if word in self._ranked else re.sub(r"[(\[【〔].*?[)\]】〕]", "", word)

    def _read(self, row: Sequence[object], first: int, file: str) -> Header[C]:
        best: dict[C, tuple[int, int]] = {}
        for index, cell in enumerate(row):
            column, rank = self._ranked.get(self._plain(cell), (None, 0))
            if column is None:
                continue
            if column in best and best[column][0] == rank:
                raise RosterColumnDoubled(file=file, column=str(cell).strip())
            if column not in best or rank < best[column][0]:
                best[column] = (rank, index)
        at = {column: index for column, (_rank, index) in best.items()}
        taken = set(at.values())
        unread = tuple(str(c).strip() for i, c in enumerate(row) if i not in taken and str(c).strip())
        titles = {column: str(row[index]).strip() for column, index in at.items()}
        return Header(first, at, titles, unread, tuple(column for column in self.required if column not in at))

    def _overlaid(self, upper: Sequence[object], lower: Sequence[object]) -> list[object]:
        """A header of two rows: the upper word where it is known, else the lower one."""
        width = max(len(upper), len(lower))
        pairs = zip([*upper, *[""] * (width - len(upper))], [*lower, *[""] * (width - len(lower))], strict=True)
        return [low if str(low).strip() and self._plain(up) not in self._ranked else up for up, low in pairs]
