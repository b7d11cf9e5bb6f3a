"""As many questions as wanted, each unlike the others: the shipped ones with other numbers, names and ids."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Final

from jltrain import bundled
from jltrain.bank import source
from jltrain.bank.question import Question

_NAMES: Final = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"


def variants(count: int, seed: int = 1) -> list[Question]:
    """The same ones for the same seed."""
    shipped, chance = source.read_bank(bundled.question_bank()), random.Random(seed)
    return [_variant(shipped[n % len(shipped)], n, chance) for n in range(count)]


def _variant(q: Question, n: int, chance: random.Random) -> Question:
    digits = "".join(chance.choices("0123456789", k=10))
    names = "".join(chance.choices(_NAMES, k=len(_NAMES)))
    table = str.maketrans("0123456789" + _NAMES, digits + names)

    def said(text: str) -> str:
        return text.translate(table)

    items = tuple(
        replace(
            item, stem=said(item.stem), options=tuple(map(said, item.options)), explanation=said(item.explanation),
            accept=tuple(tuple(map(said, texts)) for texts in item.accept),
        )
        for item in q.items
    )  # fmt: skip
    return replace(q, id=f"v-{n:06d}", stem=said(q.stem), explanation=said(q.explanation), items=items)
