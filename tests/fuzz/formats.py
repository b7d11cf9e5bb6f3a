"""Pieces that formats are made of, put together by chance; and what every reader owes for any input."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING

from jltrain.foreign.faults import BadFile

if TYPE_CHECKING:
    from jltrain.bank.intake.found import Findings


def made(data: bytes, pieces: Sequence[str]) -> bytes:
    """Each byte names a piece; bytes beyond the pieces stand for themselves."""
    return "".join(pieces[byte % len(pieces)] for byte in data[:4000]).encode()


def owed(read: Callable[[bytes, str], Findings], data: bytes) -> None:
    """A file that cannot be read is refused; of all others every line is accounted for."""
    try:
        findings = read(data, "x")
    except BadFile:
        return
    if findings.unaccounted():
        raise AssertionError(f"lines dropped: {findings.unaccounted()}")
    findings.as_record()


@lru_cache
def reader(name: str) -> Callable[[bytes, str], Findings]:
    """The read function of a format's module: imported late, so that `run` can have it instrumented."""
    read: Callable[[bytes, str], Findings] = import_module(f"jltrain.bank.formats.{name}").read
    return read


def run(one_input: Callable[[bytes], None]) -> None:
    """Hand over to atheris, which never returns."""
    atheris = import_module("atheris")
    with atheris.instrument_imports(include=["jltrain.bank.formats", "jltrain.bank.formula", "jltrain.bank.mathml"]):
        for name in ("gift", "aiken", "moodle", "qti"):
            reader(name)
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
