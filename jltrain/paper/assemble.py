"""Draw a paper: bank + blueprint + seed -> the same frozen paper on every machine, or exactly what lacks.

Cells may overlap (the same area and kind at difficulties 1-3 and 2-5), so filling them one after the
other can fail where a paper exists. Places and questions form a bipartite graph, and a maximum matching
by augmenting paths (Kuhn 1955) fills every place that can be filled at all.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from jltrain.bank import digest
from jltrain.bank.question import Kind, Question
from jltrain.errors import Refused
from jltrain.i18n import N_, _
from jltrain.paper.blueprint import Blueprint, Cell
from jltrain.paper.paper import Paper, Section, make_question


@dataclass(frozen=True, slots=True)
class Lack:
    """`cell` needs `needed` questions and can be given only `found` beside all the others."""

    cell: Cell
    needed: int
    found: int


class Infeasible(Refused):
    """`lacks` lists every cell that cannot be filled."""

    template = N_("题库不够组成这份试卷：{lacking}。请补充试题或调整组卷方案。")

    def __init__(self, lacks: Sequence[Lack]) -> None:
        self.lacks = tuple(lacks)
        lacking = "；".join(
            _("{cell} 需要 {needed} 题，只有 {found} 题可用，缺 {short} 题").format(
                cell=k.cell.label, needed=k.needed, found=k.found, short=k.needed - k.found
            )
            for k in lacks
        )
        super().__init__(lacking=lacking)


def assemble(
    bank: Sequence[Question],
    bank_digest: str,
    blueprint: Blueprint,
    seed: str,
    title: str,
    exclude: Collection[str] = (),
) -> Paper:
    """The paper that `seed` draws. `exclude` are ids not to be used. Raises Infeasible."""
    usable = [q for q in bank if q.id not in exclude]
    by_id = {q.id: q for q in usable}
    chosen = _match(usable, blueprint.cells, seed)
    lacks = [
        Lack(cell, cell.count, len(ids))
        for cell, ids in zip(blueprint.cells, chosen, strict=True)
        if len(ids) < cell.count
    ]
    if lacks:
        raise Infeasible(lacks)
    placed = [
        make_question(by_id[ident], cell.halves)
        for cell, ids in zip(blueprint.cells, chosen, strict=True)
        for ident in ids
    ]
    sections = tuple(
        Section(kind, tuple(q for q in placed if q.question.kind is kind))
        for kind in Kind
        if any(q.question.kind is kind for q in placed)
    )
    return Paper(
        title=title,
        blueprint_name=blueprint.name,
        blueprint_digest=blueprint.digest,
        bank_digest=bank_digest,
        seed=seed,
        minutes=blueprint.minutes,
        pass_halves=blueprint.pass_halves,
        rule=blueprint.rule,
        shuffle=blueprint.shuffle,
        sections=sections,
    )


def proves(paper: Paper, bank: Sequence[Question], bank_digest: str, blueprint: Blueprint) -> bool:
    """Whether drawing again from the same bank and blueprint gives this very paper."""
    if (bank_digest, blueprint.digest) != (paper.bank_digest, paper.blueprint_digest):
        return False
    return assemble(bank, bank_digest, blueprint, paper.seed, paper.title).digest == paper.digest


def fits(question: Question, cell: Cell) -> bool:
    """Whether `question` may stand in `cell`."""
    return (
        question.discipline is cell.area
        and question.kind is cell.kind
        and cell.lowest <= question.difficulty <= cell.highest
        and (not cell.topics or question.topic in cell.topics)
    )


def _match(bank: Sequence[Question], cells: Sequence[Cell], seed: str) -> list[list[str]]:
    """For each cell the ids drawn for it, at most `count` of them, as many in all as there can be."""
    candidates = [_candidates(bank, cell, str(number), seed) for number, cell in enumerate(cells)]
    holder: dict[str, int] = {}  # question -> the cell it stands in
    members: list[list[str]] = [[] for _cell in cells]

    def place(cell: int, tried: set[int]) -> bool:
        """Give `cell` one question more, moving others along if that is what it takes."""
        tried.add(cell)
        free = next((i for i in candidates[cell] if i not in holder), None)
        if free is not None:
            holder[free] = cell
            members[cell].append(free)
            return True
        for ident in candidates[cell]:
            other = holder[ident]
            if other not in tried and place(other, tried):  # it found itself a further one, so this may go
                members[other].remove(ident)
                members[cell].append(ident)
                holder[ident] = cell
                return True
        return False

    for index, cell in enumerate(cells):
        while len(members[index]) < cell.count and place(index, set()):
            pass
    return members


def _candidates(bank: Sequence[Question], cell: Cell, number: str, seed: str) -> list[str]:
    """The ids that fit `cell`, in the order in which the seed prefers them."""
    return sorted((q.id for q in bank if fits(q, cell)), key=lambda ident: digest.ranked(seed, "cell", number, ident))
