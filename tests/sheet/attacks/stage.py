"""The scene that all forgeries play in, set up once per process, and each forged file, made once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

from jltrain.sheet.frame import frame
from tests.sheet.attacks import (
    chains,
    content,
    damage,
    data,
    envelope,
    page,
    revisions,
    signer,
    structure,
    universal,
    wrapping,
)
from tests.sheet.attacks.forgery import FORGERIES, Forgery, Scene, sealed
from tests.sheet.attacks.pki import CODE, Pki
from tests.sheet.samples import UNIT, sample

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
FAMILIES = (damage, universal, wrapping, revisions, envelope, signer, page, content, structure, data, chains)
BY_NAME = {f"{f.family}-{f.name}": f for f in FORGERIES}


@cache
def scene() -> Scene:
    """The good sheet is of a passed exam, the other of a failed one, of the same officer by the same unit."""
    pki = Pki.made(UNIT, NOW)
    passed = sample(issuer_code=CODE)
    first, *others = passed.sections
    failed = replace(
        passed,
        number=passed.number[:-1] + "7",
        sections=(replace(first, halves=0, right=0), *(replace(s, halves=s.halves // 3, right=1) for s in others)),
        areas=tuple(replace(a, halves=a.halves // 5) for a in passed.areas),
        passed=False,
    )
    failed = replace(failed, halves=sum(s.halves for s in failed.sections))
    blank, blank_failed = frame(passed).data, frame(failed).data
    key = pki.unit
    return Scene(sealed(blank, key), sealed(blank_failed, key), blank, blank_failed, passed, key, pki, NOW)


@cache
def made(name: str) -> bytes:
    """A forged file."""
    return BY_NAME[name].make(scene())


def forgeries() -> list[Forgery]:
    return FORGERIES
