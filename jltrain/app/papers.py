"""What a trainer does with blueprints and papers."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from jltrain import bundled
from jltrain.app import bank
from jltrain.app.context import Context
from jltrain.clock import beijing
from jltrain.errors import NotFound
from jltrain.exam.grading import Grade, grade_paper
from jltrain.i18n import N_, _
from jltrain.paper.assemble import assemble, proves
from jltrain.paper.blueprint import BadBlueprint, Blueprint, read_blueprint
from jltrain.paper.paper import Paper
from jltrain.store.papers import PaperRow

__all__ = [
    "BlueprintFile", "PaperRow", "bank_unchanged", "blueprints", "find_blueprint", "full_marks", "get", "listed",
    "make", "prove",
]  # fmt: skip


class NoSuchBlueprint(NotFound):
    template = N_("没有名为“{name}”的组卷方案，请用列表中的名称、文件名或完整路径。")


@dataclass(frozen=True, slots=True)
class BlueprintFile:
    """A blueprint and its file; `blueprint` is None and `fault` says why when the file cannot be used."""

    file: Path
    blueprint: Blueprint | None
    fault: str = ""


def blueprints(context: Context) -> tuple[BlueprintFile, ...]:
    """The shipped examples and the user's own (`blueprints/` in the data folder)."""
    found = []
    for folder in (context.places.home / "blueprints", bundled.resource("blueprints")):
        for file in sorted(folder.glob("*.yaml")):
            try:
                found.append(BlueprintFile(file, read_blueprint(file)))
            except BadBlueprint as error:
                found.append(BlueprintFile(file, None, error.sentence()))
    return tuple(found)


def find_blueprint(context: Context, name: str) -> Blueprint:
    """By path, file name or the blueprint's own name. Raises NoSuchBlueprint, BadBlueprint."""
    if Path(name).is_file():
        return read_blueprint(Path(name))
    for entry in blueprints(context):
        if name in (entry.file.name, entry.file.stem) or (entry.blueprint and entry.blueprint.name == name):
            return read_blueprint(entry.file)
    raise NoSuchBlueprint(name=name)


def make(
    context: Context, blueprint: Blueprint, title: str = "", seed: str = "", exclude: Collection[str] = ()
) -> Paper:
    """Draw and keep a paper; without a seed one is drawn and recorded. Raises Infeasible."""
    bank.compile_bank(context)
    title = title.strip() or _("{name} {day}").format(name=blueprint.name, day=beijing(context.clock.now()))
    seed = seed.strip() or secrets.token_hex(8)
    paper = assemble(context.questions.formal(), context.questions.digest(), blueprint, seed, title, exclude)
    context.papers.add(paper, context.now())
    return paper


def listed(context: Context) -> tuple[PaperRow, ...]:
    """All papers, the newest first."""
    return context.papers.list()


def get(context: Context, digest: str) -> Paper:
    """The paper whose digest starts so. Raises NoSuchPaper, PaperDamaged."""
    return context.papers.get(digest)


def prove(context: Context, digest: str, blueprint: Blueprint) -> bool:
    """Whether bank, blueprint and recorded seed give this very paper once more."""
    bank.keep_up(context)  # right after an upgrade of the database nothing is compiled yet
    return proves(get(context, digest), context.questions.formal(), context.questions.digest(), blueprint)


def bank_unchanged(context: Context, paper: Paper) -> bool:
    """Whether the bank is still the one the paper was drawn from."""
    return context.questions.digest() == paper.bank_digest


def full_marks(paper: Paper) -> Grade:
    """The grade of the paper's own answer key: a paper whose key does not earn full marks is faulty."""
    return grade_paper(paper, {key: item.answer for key, item, _halves in paper.keyed_items()})
