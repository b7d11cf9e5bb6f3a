"""A chapter made ready for the reader; done off the GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from jltrain.app import review, study
from jltrain.app.context import Context
from jltrain.app.study import ChapterRow
from jltrain.gui.study import standing
from jltrain.gui.study.chapter_pictures import SCHEME
from jltrain.gui.study.standing import Need
from jltrain.progress import Report
from jltrain.reading.render import Rendered
from jltrain.statutes.statute import article_label

_MOST: Final = 1_000
"""A chapter cites fewer articles than that."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A chapter ready to be shown; picture number n stands under `picture:n`.

    `revised`: what it cites that has changed since and that no trainer has looked at, 《公路法》第五十条.
    """

    row: ChapterRow
    page: Rendered
    pictures: tuple[Path, ...]
    revised: tuple[str, ...] = ()


def load(context: Context, ident: str, learner: str, report: Report) -> Opened:
    """Open the chapter with the id `ident`. Raises NoSuchChapter."""
    files: list[Path] = []

    def url(file: Path) -> str:
        files.append(file)
        return f"{SCHEME}{len(files) - 1}"

    page = study.open_chapter(context, ident, url)
    loaded = standing.load(context, learner, Need.CHAPTERS, report)
    row = next(row for row in loaded.chapters if row.chapter.id == ident)
    return Opened(row, page, tuple(files), _revised(context, ident))


def _revised(context: Context, ident: str) -> tuple[str, ...]:
    waiting = review.queue(context, review.Wanted(kind="chapter", subject=ident), limit=_MOST).rows
    return tuple(dict.fromkeys(f"《{row.law}》{article_label(row.article)}" for row in waiting))
