"""Banks that meet: merging another one in, and packages that carry a bank, or what changed in it, to other PCs.

Comparing changes nothing. What was decided is applied in one transaction, each change as a version, so that a merge can
be looked back on question by question. Only what a unit that this PC trusts has signed is taken for a package.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from jltrain.app import bankcheck, rotation
from jltrain.app.context import Context
from jltrain.app.incoming import read_incoming
from jltrain.app.keys import load_signer
from jltrain.app.merging import Comparison, Merged, WrongDecision, brought, compared, merge, own
from jltrain.bank.merge import Decision, MergeKind, Row
from jltrain.bank.state import FORMAL, Origin, State
from jltrain.clock import iso
from jltrain.errors import NotFound
from jltrain.foreign.faults import bytes_of
from jltrain.i18n import N_
from jltrain.progress import Report, Step, silent
from jltrain.savefile import save
from jltrain.sheet import bankpackage
from jltrain.sheet.bankpackage import SUFFIX, BankPackage, Content, PackageRefused, Signer, held
from jltrain.sheet.trust import load_trust
from jltrain.store.desk import IN, OUT, PackageRow
from jltrain.store.questions import ChangedMeanwhile

__all__ = [
    "SUFFIX", "BaseMissing", "ChangedMeanwhile", "Comparison", "Decision", "MergeKind", "Merged", "NoSuchBase",
    "NothingToPack", "PackageRefused", "PackageRow", "Packed", "Row", "Signer", "Unpacked", "WrongDecision", "apply",
    "compare", "is_package", "merge", "pack", "packages", "unpack",
]  # fmt: skip

_HEAD: Final = 256
"""Bytes by which a package is known."""


class BaseMissing(NotFound):
    template = N_(
        "题库包“{file}”只含改动，本机还没有它所依据的那一份（{base}）；请先接收那一份，或请“{unit}”给一份完整的题库包。"
    )


class NoSuchBase(NotFound):
    template = N_("没有编号以“{base}”开头的题库包，无法只写改动；请用上一份题库包的文件，或写一份完整的。")


class NothingToPack(NotFound):
    template = N_("没有试题可以写进题库包。")


@dataclass(frozen=True, slots=True)
class Packed:
    """A package that was written. `digest`: by which an update names it; `withdrawn` only in updates; `waiting`:
    questions left out because they are to be reviewed."""

    file: Path
    questions: int
    withdrawn: int
    pictures: int
    digest: str
    base: str
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A package that was believed, and how it differs from the bank here. `created` UTC ISO; `base` "": a whole bank;
    `again`: it was taken in here before."""

    signer: Signer
    digest: str
    created: str
    base: str
    again: bool
    comparison: Comparison
    package: BankPackage


def is_package(place: Path) -> bool:
    """Whether it is to be unpacked: by its name, or by how it begins. Raises FileUnreadable."""
    if place.is_dir():
        return False
    return place.suffix.lower() == SUFFIX or bankpackage.is_package(read_incoming(place, _HEAD))


def compare(context: Context, place: Path, report: Report = silent) -> Comparison:
    """A JSONL file, a YAML bank folder or a package against the bank here.

    Raises BankFaulty, NoBank, LinesFaulty, IdTwice, BadFile, PictureUnfit, and for a package like `unpack`.
    """
    if is_package(place):
        return unpack(context, place, report).comparison
    theirs, bodies = brought(place, bankcheck.read(place, report))
    found = compared(context, place.name, theirs, bodies, report, Origin.MERGE)
    return replace(found, rows=tuple(replace(row, automatic=False, suggestion=_careful(row)) for row in found.rows))


def _careful(row: Row) -> Decision:
    """What to suggest for what nobody has signed: it replaces no answer, and no question by another one, unasked."""
    if row.kind.loud:
        return Decision.OURS
    return Decision.BOTH if row.kind is MergeKind.CLASH else row.suggestion


def pack(
    context: Context,
    idents: Collection[str] | None,
    file: Path,
    secret: str | None = None,
    *,
    since: Path | str | None = None,
    report: Report = silent,
) -> Packed:
    """Write the questions that are ready (or these of them) as a signed package. `secret`: passphrase or PIN.

    A question to be reviewed is left out, since the receiver may lack the law that put it in doubt; of an update it is
    no part, so that what the package before said of it stays.

    `since`: the previous package's file, or the digest of one made or taken in here: then only what is new, changed or
    withdrawn since is written. Raises NothingToPack, NoSuchBase, FileNotWritten, and like `load_signer` and `unpack`.
    """
    report(Step(0, 4))
    wanted_ids = None if idents is None else frozenset(idents)
    chosen = [q for q in context.questions.whole(FORMAL) if wanted_ids is None or q.id in wanted_ids]
    waiting = [q.id for q in context.questions.whole((State.REVIEW,)) if wanted_ids is None or q.id in wanted_ids]
    if not chosen:
        raise NothingToPack
    questions, beside = own(context, chosen)
    holds = held(questions)
    base, before = _base(context, since) if since is not None else ("", {})
    changed = tuple(q for q in questions if before.get(q.id) != holds[q.id]) if base else tuple(questions)
    holds |= {ident: before[ident] for ident in waiting if ident in before}
    gone = _gone(context, before, holds) if idents is None else ()
    wanted = {name for question in changed for name in question.pictures}
    bodies = context.questions.pictures(wanted - beside.keys()) | {n: b for n, b in beside.items() if n in wanted}
    report(Step(1, 4))
    key, now = load_signer(context, secret), context.clock.now()
    complete = tuple(q for q in changed if all(name in bodies for name in q.pictures))
    held_back = {q.id for q in changed} - {q.id for q in complete}
    holds = {ident: digest for ident, digest in holds.items() if ident not in held_back}
    content = Content(complete, holds, bodies, now, base, tuple(i for i in gone if i not in held_back))
    report(Step(2, 4))
    data, digest = bankpackage.pack(content, key, now)
    report(Step(3, 4))
    save(file, data)
    row = PackageRow(digest, OUT, context.now(), rotation.operator(context), key.unit, iso(now), base)
    context.desk.note_package(row, holds)
    report(Step(4, 4))
    return Packed(file, len(complete), len(content.withdrawn), len(bodies), digest, base, len(waiting))


def _gone(context: Context, before: Mapping[str, str], holds: Mapping[str, str]) -> tuple[str, ...]:
    """What the package before had and is in use no more, and whatever is withdrawn."""
    retired = {question.id for question in context.questions.whole((State.WITHDRAWN,))}
    return tuple(sorted((before.keys() - holds.keys()) | retired))


def _base(context: Context, since: Path | str) -> tuple[str, dict[str, str]]:
    """Digest and holdings of the package before."""
    if isinstance(since, Path):
        package = _read(context, bytes_of(since, bankpackage.LARGEST), since.name)
        return package.digest, dict(package.content.holds)
    digest = next((row.digest for row in context.desk.packages() if row.digest.startswith(since.lower())), "")
    holds = context.desk.holds(since.lower())
    if not digest or holds is None:
        raise NoSuchBase(base=since)
    return digest, holds


def _read(context: Context, data: bytes, name: str) -> BankPackage:
    return bankpackage.read(data, name, load_trust(context.places.keys), context.clock.now())


def packages(context: Context) -> tuple[PackageRow, ...]:
    """The packages made and taken in here, the newest first."""
    return context.desk.packages()


def unpack(context: Context, file: Path, report: Report = silent) -> Unpacked:
    """Verify a package and compare it with the bank here; nothing is changed.

    Raises PackageRefused (unsigned, not trusted, revoked, tampered with …), BaseMissing, BadFile, BadRoot.
    """
    return _unpacked(context, bytes_of(file, bankpackage.LARGEST), file.name, report)


def _unpacked(context: Context, data: bytes, name: str, report: Report) -> Unpacked:
    package = _read(context, data, name)
    content, signer = package.content, package.signer
    there = {row.digest for row in context.desk.packages()}
    if content.base and content.base not in there:
        raise BaseMissing(file=name, base=content.base[:8], unit=signer.unit)
    found = compared(
        context, name, content.questions, content.pictures, report, Origin.PACKAGE, content.withdrawn, signer.unit
    )
    return Unpacked(signer, package.digest, iso(content.created), content.base, package.digest in there, found, package)


def apply(
    context: Context,
    unpacked: Unpacked,
    decisions: Mapping[int, Decision] | None = None,
    by: str = "",
    report: Report = silent,
) -> Merged:
    """Take a package in as decided, and remember it, so that its updates may follow. Raises like `merge`.

    Interrupted between the two, it is remembered when it is taken in again: nothing is then left to change.
    """
    done = merge(context, unpacked.comparison, decisions, by, report)
    row = PackageRow(
        unpacked.digest, IN, context.now(), rotation.operator(context, by), unpacked.signer.unit, unpacked.created,
        unpacked.base,
    )  # fmt: skip
    context.desk.note_package(row, dict(unpacked.package.content.holds))
    return done
