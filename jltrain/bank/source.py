"""Read the bank's own files: `question_bank/<area>/<topic>.yaml`, one list of questions each.

ryaml knows no lines; only when something is wrong is a file composed a second time by PyYAML, to say where.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

import yaml

from jltrain import yamlfile
from jltrain.bank import schema
from jltrain.bank.areas import Area
from jltrain.bank.faults import BankFaulty, Fault
from jltrain.bank.question import Question
from jltrain.errors import BadInput
from jltrain.i18n import N_, _
from jltrain.progress import Report, Step, silent

_LARGEST: Final = 8 * 1024 * 1024
_PICTURES: Final = (".svg", ".png", ".jpg", ".jpeg")


class NoBank(BadInput):
    template = N_("文件夹“{folder}”里没有题库文件（门类文件夹/知识点.yaml），请选择正确的文件夹。")


def bank_files(folder: Path) -> list[tuple[Area, Path]]:
    """The topic files of a bank folder, in order of area and name."""
    return [(area, file) for area in Area for file in sorted((folder / area.value).glob("*.yaml"))]


def digest(folder: Path) -> str:
    """SHA-256 over the names and contents of the topic files; "" for a folder without any."""
    files = bank_files(folder)
    whole = hashlib.sha256()
    for area, file in files:
        whole.update(f"{area.value}/{file.name}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest() if files else ""


def read_bank(folder: Path, report: Report = silent) -> tuple[Question, ...]:
    """All questions of a bank folder. Raises BankFaulty with the faults of all its files, or NoBank."""
    files = bank_files(folder)
    if not files:
        raise NoBank(folder=folder)
    questions: list[Question] = []
    faults: list[Fault] = []
    seen: dict[str, Path] = {}
    for done, (area, file) in enumerate(files):
        report(Step(done, len(files), file.name))
        try:
            read = read_file(file, area)
        except BankFaulty as error:
            faults += error.faults
            continue
        for index, question in enumerate(read):
            if question.id in seen:
                text = _("编号 {id} 与 {other} 中的重复").format(id=question.id, other=seen[question.id].name)
                faults.append(Fault(file, _line(file, (index, "id")), f"[{index + 1}].id", text))
            seen[question.id] = file
        questions += read
    if faults:
        raise BankFaulty(faults)
    report(Step(len(files), len(files)))
    return tuple(questions)


def read_file(file: Path, area: Area) -> tuple[Question, ...]:
    """The questions of one topic file. Raises BankFaulty with every fault in it."""
    try:
        entries = yamlfile.read(file, _LARGEST)
    except yamlfile.NotReadable as error:
        raise BankFaulty([Fault(file, error.line, "", error.reason)]) from error
    if not isinstance(entries, list):
        raise BankFaulty([Fault(file, 1, "", _("文件应是题目的列表，每题以“- id:”开头"))])
    found: list[tuple[schema.Path, str]] = []
    questions = []
    for index, entry in enumerate(entries):

        def complain(path: schema.Path, told: str, index: int = index) -> None:
            found.append(((index, *path), told))

        question = schema.question(entry, area, complain)
        if question is None:
            continue
        for name in question.pictures:
            if not _is_picture(file.parent / name):
                found.append(((index, "picture"), _("找不到图片 {name}").format(name=name)))
        questions.append(question)
    if found:
        raise BankFaulty([Fault(file, _line(file, path), _name(path), told) for path, told in found])
    return tuple(questions)


def _is_picture(file: Path) -> bool:
    return file.suffix.lower() in _PICTURES and file.is_file()


def _name(path: schema.Path) -> str:
    return "".join(f"[{p + 1}]" if isinstance(p, int) else f".{p}" for p in path)


def _line(file: Path, path: schema.Path) -> int:
    """The line of the deepest node that exists on `path`."""
    node: yaml.Node | None = yaml.compose(file.read_text("utf-8-sig"), Loader=yaml.CSafeLoader)
    line = 1
    for step in path:
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        elif isinstance(node, yaml.MappingNode):
            pair = next((p for p in node.value if p[0].value == step), None)
            if pair is None:
                break
            line, node = pair[0].start_mark.line + 1, pair[1]
            continue
        else:
            break
        if node is not None:
            line = node.start_mark.line + 1
    return line
