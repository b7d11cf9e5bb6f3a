"""Printing a paper, for an exam with pens or for the file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from jltrain.app import bank, papers
from jltrain.app.context import Context
from jltrain.bank.question import Question
from jltrain.errors import BadInput, JltrainError
from jltrain.i18n import N_
from jltrain.progress import Report, silent
from jltrain.savefile import save

__all__ = ["NotNamedPdf", "Printed", "pictures_of", "print_paper"]

_LARGEST: Final = 16 * 1024 * 1024
"""Bytes of a picture; what prints it sets a lower limit of its own."""


class NotNamedPdf(BadInput):
    template = N_("“{file}”不是 PDF 文件名，请让文件名以 .pdf 结尾。")


@dataclass(frozen=True, slots=True)
class Printed:
    """What was written: the file, its pages with the key, and a sentence for each picture that was left out."""

    file: Path
    pages: int
    left_out: tuple[JltrainError, ...]


def pictures_of(context: Context) -> Callable[[Question, str], bytes | None]:
    """The content of a question's picture by its name; None for one that is missing or cannot be read."""

    def content(question: Question, name: str) -> bytes | None:
        file = next((f for f in bank.pictures(context, question) if f.name == name), None)
        try:
            if file is None or file.stat().st_size > _LARGEST:
                return None
            return file.read_bytes()
        except OSError:
            return None

    return content


def print_paper(context: Context, digest: str, file: Path, *, answers: bool, report: Report = silent) -> Printed:
    """Write the paper whose digest starts so as a PDF, with `answers` followed by the key.

    An old file of that name is replaced only when the new one is whole; a cancelled run writes nothing.
    `report` counts questions. Raises NoSuchPaper, PaperDamaged, NotNamedPdf, FileNotWritten.
    """
    from jltrain.paper.printing import draw  # ReportLab takes half a second to import

    if file.suffix.lower() != ".pdf":
        raise NotNamedPdf(file=file)
    paper = papers.get(context, digest)
    made = draw(paper, pictures_of(context), answers=answers, report=report)
    save(file, made.data)
    return Printed(file, made.pages, made.left_out)
