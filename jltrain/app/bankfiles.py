"""Questions written into a file of any format that the program knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, overload

from jltrain.app import bank
from jltrain.app.context import Context
from jltrain.bank.formats import registry
from jltrain.bank.question import Question
from jltrain.errors import BadInput
from jltrain.i18n import N_, _
from jltrain.progress import Report, Step, silent
from jltrain.savefile import save


class UnknownFormat(BadInput):
    template = N_("没有“{format}”这种导出格式，可用的有：{known}。")


@dataclass(frozen=True, slots=True)
class Format:
    """`name` as said on the command line, `suffix` as the file ends."""

    name: str
    label_text: str
    suffix: str

    @property
    def label(self) -> str:
        """What the screen says."""
        return _(self.label_text)

    @property
    def write(self) -> registry.Writer:
        if self.name == "pdf":
            from jltrain.paper.print_bank import write  # ReportLab takes half a second to import

            return write
        return registry.writer(self.name)


FORMATS: Final = {
    form.name: form
    for form in (
        Format("jsonl", N_("JSONL（每行一题）"), ".jsonl"),
        Format("yaml", N_("题库文件夹（YAML，压缩）"), ".zip"),
        Format("gift", N_("GIFT（Moodle 文本）"), ".gift"),
        Format("moodle", N_("Moodle XML"), ".xml"),
        Format("aiken", N_("Aiken（单选）"), ".txt"),
        Format("qti21", N_("QTI 2.1 题包"), ".zip"),
        Format("qti30", N_("QTI 3.0 题包"), ".zip"),
        Format("csv", N_("CSV 表格"), ".csv"),
        Format("xlsx", N_("Excel 表格"), ".xlsx"),
        Format("word", N_("Word 文档（打印、修改）"), ".docx"),
        Format("pdf", N_("PDF（打印）"), ".pdf"),
    )
}


@dataclass(frozen=True, slots=True)
class Written:
    """`count` questions were given to the writer; `lost` says in sentences what the format could not hold."""

    count: int
    lost: tuple[str, ...]


def rendered(
    context: Context,
    questions: Sequence[Question],
    format: str,  # noqa: A002  (what it is called on the command line too)
    *,
    answers: bool = True,
    one_file: bool = False,
    report: Report = silent,
) -> tuple[bytes, tuple[str, ...]]:
    """The file's bytes, and what was lost. `one_file`: YAML as a single list instead of a zipped folder.

    Raises UnknownFormat; Cancelled from inside `report`, before anything is written anywhere.
    """
    if format not in FORMATS:
        raise UnknownFormat(format=format, known="、".join(FORMATS))
    write = registry.writer("yaml-list") if format == "yaml" and one_file else FORMATS[format].write
    data, lost = write(_Told(questions, report), lambda q, name: _body(context, q, name), answers=answers)
    report(Step(len(questions), len(questions)))
    return data, lost


def export(
    context: Context,
    questions: Sequence[Question],
    file: Path,
    format: str,  # noqa: A002  (what it is called on the command line too)
    *,
    answers: bool = True,
    report: Report = silent,
) -> Written:
    """Write `questions` to `file`, whole or not at all. A YAML export to a file that ends so is one list, else a zip
    of a bank folder. Raises UnknownFormat, FileNotWritten, Cancelled."""
    one_file = file.suffix.lower() in (".yaml", ".yml")
    data, lost = rendered(context, questions, format, answers=answers, one_file=one_file, report=report)
    save(file, data)
    return Written(len(questions), lost)


def _body(context: Context, question: Question, name: str) -> bytes | None:
    """The picture of that name, None when it is gone."""
    found = next((place for place in bank.pictures(context, question) if place.name == name), None)
    try:
        return found.read_bytes() if found else None
    except OSError:
        return None


class _Told(Sequence[Question]):
    """Questions that tell how far whoever goes through them has come."""

    def __init__(self, questions: Sequence[Question], report: Report) -> None:
        self._questions, self._report = questions, report

    def __len__(self) -> int:
        return len(self._questions)

    @overload
    def __getitem__(self, at: int) -> Question: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Question]: ...
    def __getitem__(self, at: int | slice) -> Question | Sequence[Question]:
        return self._questions[at]

    def __iter__(self) -> Iterator[Question]:
        for done, question in enumerate(self._questions):
            if done % 50 == 0:
                self._report(Step(done, len(self._questions), question.id))
            yield question
