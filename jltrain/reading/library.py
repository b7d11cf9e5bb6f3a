"""All chapters under one courseware folder, and what is wrong with those that cannot be shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from jltrain.errors import JltrainError, NotFound, Refused
from jltrain.i18n import N_
from jltrain.progress import Report, Step, silent
from jltrain.reading.chapter import Chapter, read_chapter
from jltrain.reading.pictures import picture_file, picture_names

CHAPTERS: Final = 1_000
"""More files than this are not courseware."""


class CoursewareMissing(NotFound):
    template = N_("课件文件夹“{folder}”不存在，请检查安装是否完整。")


class UnknownArea(NotFound):
    template = N_("课件文件“{file}”所在的文件夹“{area}”不是已知的执法门类，请移到正确的文件夹。")


class TooManyChapters(Refused):
    template = N_("课件文件夹“{folder}”里有 {count} 个文件，超过 {limit} 个，请分开存放。")


@dataclass(frozen=True, slots=True)
class Library:
    """`chapters` by area, number and name. `problems`: files left out, and pictures missing in those kept."""

    chapters: tuple[Chapter, ...]
    problems: tuple[JltrainError, ...]


def load_library(folder: Path, report: Report = silent, areas: Sequence[str] = ()) -> Library:
    """Read `folder`/<area>/NN-name.md. One bad file never hides the others: it is named in `problems`.

    `areas` gives the known area keys in the order wanted (bank.areas.Area will do); without it every
    folder is taken, in alphabetical order. Raises CoursewareMissing or TooManyChapters.
    """
    if not folder.is_dir():
        raise CoursewareMissing(folder=folder)
    files = sorted(path for path in folder.glob("*/*.md") if not path.name.startswith((".", "_")))
    if len(files) > CHAPTERS:
        raise TooManyChapters(folder=folder, count=len(files), limit=CHAPTERS)
    chapters: list[Chapter] = []
    problems: list[JltrainError] = []
    for done, file in enumerate(files):
        report(Step(done, len(files), file.stem))
        if areas and file.parent.name not in areas:
            problems.append(UnknownArea(file=file, area=file.parent.name))
            continue
        try:
            chapter = read_chapter(file)
        except JltrainError as error:
            problems.append(error)
            continue
        chapters.append(chapter)
        problems += picture_problems(chapter)
    report(Step(len(files), len(files)))
    order = {str(area): place for place, area in enumerate(areas)}
    chapters.sort(key=lambda c: (order.get(c.area, len(order)), c.area, c.number, c.id))
    return Library(tuple(chapters), tuple(problems))


def picture_problems(chapter: Chapter) -> list[JltrainError]:
    """What is wrong with the pictures that a chapter mentions: missing, outside its folder, not fit to show."""
    problems: list[JltrainError] = []
    for name in picture_names(chapter.body):
        try:
            picture_file(chapter.id, chapter.folder, name)
        except JltrainError as error:
            problems.append(error)
    return problems
