"""YAML of ours: a zip of area/topic.yaml with the pictures beside, to be unpacked into a bank folder; or one file."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Final

import yaml

from jltrain import yamlfile
from jltrain.bank.areas import Area
from jltrain.bank.formats import build
from jltrain.bank.formats.carried import Losses, Pictures, Written, answerless, missing_picture
from jltrain.bank.formats.pictures import suffix_of
from jltrain.bank.formats.record import from_mapping, pictures_of
from jltrain.bank.intake.doubts import Doubt, DoubtCode
from jltrain.bank.intake.found import Findings, FoundPicture, FoundQuestion, Ignored, Span
from jltrain.bank.question import Item, Kind, Question
from jltrain.foreign.archive import Archive, opened
from jltrain.foreign.faults import FileDamaged
from jltrain.foreign.text import decoded
from jltrain.i18n import _
from jltrain.savefile import file_name

_LARGEST: Final = 8 * 1024 * 1024
_FIRST: Final = (1980, 1, 1, 0, 0, 0)
"""Time of every part, so that the same questions give the same bytes."""


def read(data: bytes, name: str) -> Findings:
    """A YAML file, or a zip of them. Raises BadFile."""
    if not data.startswith(b"PK"):
        source, questions, ignored = _file(data, name, 0, "", None)
        return Findings(tuple(source), tuple(questions), tuple(ignored), "yaml")
    archive = opened(data, name)
    whole: list[str] = []
    questions, ignored = [], []
    for part in archive:
        path = PurePosixPath(part)
        if path.suffix.lower() not in (".yaml", ".yml"):
            continue
        whole.append(part)
        ignored.append(Ignored(Span(len(whole), len(whole)), _("压缩包里的文件名")))
        area = next((a.value for a in Area if a.value == path.parent.name), "")
        try:
            lines, found, left = _file(archive.read(part), part, len(whole), area, (archive, path.parent))
        except FileDamaged as error:
            whole.append(error.sentence())
            ignored.append(Ignored(Span(len(whole), len(whole)), error.sentence()))
            continue
        whole += lines
        questions += found
        ignored += left
    return Findings(tuple(whole), tuple(questions), tuple(ignored), "yaml")


def _file(
    data: bytes, name: str, before: int, area: str, beside: tuple[Archive, PurePosixPath] | None
) -> tuple[list[str], list[FoundQuestion], list[Ignored]]:
    """(lines, questions, ignored) of one file whose first line is number before + 1."""
    text = decoded(data, name).text
    try:
        entries = yamlfile.parse(text.encode(), _LARGEST)
    except yamlfile.NotReadable as error:
        raise FileDamaged(file=name, reason=error.reason) from error
    lines = text.split("\n")
    if not isinstance(entries, list):
        return lines, [], list(_shifted(build.rest_ignored(lines, (), _("不是题目的列表")), before))
    found, ignored, spans = [], [], []
    for entry, span in zip(entries, _spans(text, len(lines)), strict=False):
        spans.append(span)
        shifted = Span(span.first + before, span.last + before)
        question = from_mapping(entry, shifted)
        if isinstance(question, str):
            ignored.append(Ignored(shifted, question))
            continue
        question = replace(question, discipline=question.discipline or area)
        found.append(_illustrated(question, pictures_of(entry), beside))
    return lines, found, [*ignored, *_shifted(build.rest_ignored(lines, spans, _("注释")), before)]


def _shifted(ignored: Iterable[Ignored], before: int) -> list[Ignored]:
    return [Ignored(Span(i.lines.first + before, i.lines.last + before), i.reason) for i in ignored]


def _spans(text: str, count: int) -> list[Span]:
    """Where each entry of the list stands, to the line before the next."""
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    starts = [node.start_mark.line + 1 for node in root.value] if isinstance(root, yaml.SequenceNode) else []
    ends = [*(max(start, following - 1) for start, following in pairwise(starts)), count]
    return [Span(first, last) for first, last in zip(starts, ends, strict=False)]


def _illustrated(
    question: FoundQuestion, names: Sequence[str], beside: tuple[Archive, PurePosixPath] | None
) -> FoundQuestion:
    pictures, lost = [], []
    for name in names:
        place = str(beside[1] / name) if beside else ""
        body = beside[0].read(place) if beside and place in beside[0] else b""
        if suffix := suffix_of(body):
            pictures.append(FoundPicture(body, suffix))
        else:
            lost.append(name)
    question = replace(question, pictures=tuple(pictures))
    return build.doubtful(question, Doubt(DoubtCode.PICTURE_LOST, "、".join(lost)[:80])) if lost else question


def write(questions: Sequence[Question], pictures: Pictures, *, answers: bool = True) -> Written:
    """A zip with area/topic.yaml, which `bank/source.py` reads once it is unpacked."""
    losses = Losses()
    files: dict[str, list[Question]] = {}
    names: dict[str, str] = {}
    parts: dict[str, bytes] = {}
    for question in questions:
        path = f"{question.discipline.value}/{file_name(question.topic)[:60]}.yaml"
        files.setdefault(names.setdefault(path.casefold(), path), []).append(question)
    for path, group in files.items():
        folder = path.partition("/")[0]
        entries = [_entry(_with_pictures(q, folder, parts, pictures, losses), losses, answers=answers) for q in group]
        parts[path] = "".join(entries).encode("utf-8", "replace")
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, body in parts.items():
            info = zipfile.ZipInfo(path, _FIRST)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, body)
    return whole.getvalue(), losses.sentences()


def write_list(questions: Sequence[Question], pictures: Pictures, *, answers: bool = True) -> Written:
    """One YAML file: the area is not in it, pictures are only named."""
    losses = Losses()
    if len({q.discipline for q in questions}) > 1:
        losses.add(_("文件里有 {n} 题，门类不同；单个 YAML 文件不写门类，请改存为 .zip 保留。"), len(questions))
    for question in questions:
        if question.pictures:
            losses.add(_("有 {n} 张图片只写了文件名，图片本身不在文件里。"), len(question.pictures))
    text = "".join(_entry(question, losses, answers=answers) for question in questions)
    return (text or "[]\n").encode("utf-8", "replace"), losses.sentences()


def _with_pictures(
    question: Question, folder: str, parts: dict[str, bytes], pictures: Pictures, losses: Losses
) -> Question:
    """The question with its pictures put beside it; another's of the same name gets a new one."""
    names = []
    for name in question.pictures:
        body = pictures(question, name)
        if body is None:
            missing_picture(losses)
            continue
        safe, number = file_name(name), 1
        while parts.setdefault(f"{folder}/{safe}", body) != body:
            number += 1
            stem, dot, suffix = file_name(name).rpartition(".")
            safe = f"{stem}-{number}{dot}{suffix}"
        names.append(safe)
    return replace(question, pictures=tuple(names))


def _entry(question: Question, losses: Losses, *, answers: bool) -> str:
    if not answers or not all(item.answer and item.basis and item.explanation for item in question.items):
        losses.add(_("有 {n} 题没有答案、依据或解析，放进题库文件夹前要先补上。"))
    question = question if answers else answerless(question)
    lines = [f"id: {_scalar(question.id)}", f"kind: {question.kind.value}", f"topic: {_scalar(question.topic)}",
             f"difficulty: {question.difficulty}"]  # fmt: skip
    if len(question.pictures) == 1:
        lines.append(f"picture: {_scalar(question.pictures[0])}")
    elif question.pictures:
        lines += _list("pictures", question.pictures)
    if question.kind is not Kind.CASE:
        lines += _item(question.items[0])
    else:
        lines.append(f"stem: {_scalar(question.stem)}")
        lines += [*_list("basis", question.basis), f"explanation: {_scalar(question.explanation)}", "parts:"]
        for item in question.items:
            lines += _indented([f"kind: {item.kind.value}", *_item(item)], "  ")
    return "\n".join(_indented(lines, "")) + "\n"


def _indented(lines: list[str], before: str) -> list[str]:
    return [f"{before}{'- ' if n == 0 else '  '}{line}" for n, line in enumerate(lines)]


def _item(item: Item) -> list[str]:
    lines = [f"stem: {_scalar(item.stem)}", *(_list("options", item.options) if item.options else [])]
    if item.kind is Kind.JUDGE:
        lines += [f"answer: {'true' if item.answer == ('Y',) else 'false'}"] if item.answer else []
    elif item.kind is Kind.BLANK:
        lines += _nested("answer", item.accept) if item.accept else []
    elif item.answer:
        lines.append(
            f"answer: {json.dumps(''.join(item.answer)) if set('NYTFE') & set(item.answer) else ''.join(item.answer)}"
        )
    lines += _list("basis", item.basis)
    if item.derived:
        lines += _list("derived", item.derived)
    return [*lines, f"explanation: {_scalar(item.explanation)}"]


def _list(name: str, texts: Sequence[str]) -> list[str]:
    return [f"{name}:", *(f"  - {_scalar(text)}" for text in texts)] if texts else [f"{name}: []"]


def _nested(name: str, lists: Sequence[Sequence[str]]) -> list[str]:
    return [f"{name}:", *("  - [" + ", ".join(_quoted(text) for text in texts) + "]" for texts in lists)]


_PLAIN: Final = re.compile(r"[\u4e00-\u9fff《〔“（][\u4e00-\u9fffA-Za-z0-9《》〔〕“”（），。、；？！·_]*")
_ODD: Final = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def _scalar(text: str) -> str:
    """As it is where YAML takes it for nothing else."""
    return text if _PLAIN.fullmatch(text) or re.fullmatch(r"[a-z]+(?:-[a-z]+)+-[0-9]+", text) else _quoted(text)


def _quoted(text: str) -> str:
    return _ODD.sub(lambda m: f"\\u{ord(m[0]):04x}", json.dumps(text, ensure_ascii=False))
