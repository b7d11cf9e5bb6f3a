"""Printing a paper, for an exam with pens or for the file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from jltrain.app import bank, papers
from jltrain.app.context import Context
from jltrain.errors import BadInput, JltrainError
from jltrain.i18n import N_
from jltrain.progress import Report, silent
from jltrain.savefile import save

__all__ = ["NotNamedPdf", "Printed", "print_paper"]


class NotNamedPdf(BadInput):
    template = N_("“{file}”不是 PDF 文件名，请让文件名以 .pdf 结尾。")


@dataclass(frozen=True, slots=True)
class Printed:
    """What was written: the file, its pages with the key, and a sentence for each picture that was left out."""

    file: Path
    pages: int
    left_out: tuple[JltrainError, ...]


def print_paper(context: Context, digest: str, file: Path, *, answers: bool, report: Report = silent) -> Printed:
    """Write the paper whose digest starts so as a PDF, with `answers` followed by the key.

    An old file of that name is replaced only when the new one is whole; a cancelled run writes nothing.
    `report` counts questions. Raises NoSuchPaper, PaperDamaged, NotNamedPdf, FileNotWritten.
    """
    from jltrain.paper.printing import draw  # ReportLab takes half a second to import

    if file.suffix.lower() != ".pdf":
        raise NotNamedPdf(file=file)
    paper = papers.get(context, digest)
    found = {entry.question.id: bank.picture(context, entry.question) for entry in paper.questions()}
    made = draw(paper, {key: path for key, path in found.items() if path}, answers=answers, report=report)
    save(file, made.data)
    return Printed(file, made.pages, made.left_out)
