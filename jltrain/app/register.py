"""The register of collected sheets: listed, looked at one by one, ruled on by HR, and rulings taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jltrain.app import roster, rotation
from jltrain.app.context import Context
from jltrain.app.revoked import revoked
from jltrain.errors import BadInput, NotFound, Refused
from jltrain.i18n import N_, _
from jltrain.ledger.bodies import read_ruling, read_undo
from jltrain.ledger.cycle import Cycle, cycle_of
from jltrain.ledger.entry import Entry, EntryKind
from jltrain.ledger.identity import tidy_text
from jltrain.ledger.member import Member
from jltrain.ledger.result import Result, Signer, State
from jltrain.ledger.ruling import MAX_REASON, Ruling, RulingKind, ruling
from jltrain.ledger.transcript import signature_facts, state_facts
from jltrain.sheet.payload import Payload
from jltrain.store.lines import EVERYTHING, CollectedLine, RegisterCounts, Wanted
from jltrain.store.paging import Page

__all__ = [
    "EVERYTHING", "CollectedLine", "NeedsReason", "NoSuchSheet", "NotUndoable", "NothingToConfirm", "Page", "RegisterCounts",
    "RulingKind", "RulingLine", "SheetDetail", "State", "Wanted", "counts", "detail", "find", "register", "rule", "undo",
    "waiting",
]  # fmt: skip


class NoSuchSheet(NotFound):
    template = N_("台账里没有这份文件（{which}），请刷新列表后重试。")


class NothingToConfirm(Refused):
    template = N_("这份成绩单不在等待核实姓名，不需要确认；现在的状态是“{state}”。")


class NotUndoable(Refused):
    template = N_("台账第 {entry} 条不能撤销：只有还没有撤销过的核实结论和活动记录可以撤销，请核对条号。")


class NeedsReason(BadInput):
    template = N_("没有撤销：请写明理由（500 字以内）。")


@dataclass(frozen=True, slots=True)
class RulingLine:
    """A ruling, and who took it back, when and why: texts are "" while it holds or a later one has taken its place."""

    ruling: Ruling
    undone_by: str = ""
    undone_at: str = ""
    undo_reason: str = ""

    @property
    def undone(self) -> bool:
        return bool(self.undone_at)


@dataclass(frozen=True, slots=True)
class SheetDetail:
    """Everything about one file. `payload`, `result` None when it was refused.

    `facts` are sentences: how it stands and by whose word, and what became of the signer's certificate since.
    `versions`: the other sheets of its sitting. `officer`: for whom it counts, else who has its number; `namesakes`
    are all who bear the sheet's name when it does not count. `by` and `chain` are those of its entry in the log.
    """

    line: CollectedLine
    payload: Payload | None
    result: Result | None
    signer: Signer
    facts: tuple[str, ...]
    rulings: tuple[RulingLine, ...]
    versions: tuple[CollectedLine, ...]
    officer: Member | None
    namesakes: tuple[Member, ...]
    by: str
    chain: str


def register(
    context: Context,
    wanted: Wanted = EVERYTHING,
    offset: int = 0,
    limit: int = 200,
) -> Page[CollectedLine]:
    """Lines of the register, newest first."""
    return context.ledger.register.page(wanted, offset, limit)


def counts(context: Context) -> RegisterCounts:
    """How many sheets are in each state, and how many files were refused."""
    return context.ledger.register.counts()


def waiting(
    context: Context, state: State, cycle: Cycle | None = None, offset: int = 0, limit: int = 200
) -> Page[CollectedLine]:
    """The sheets of a cycle (default: today's) behind Figures.waiting."""
    return context.ledger.register.waiting(cycle or cycle_of(rotation.today(context)), state, offset, limit)


def detail(context: Context, which: int | str) -> SheetDetail:
    """By the number of its entry or by its digest. Raises NoSuchSheet."""
    held = context.ledger.register.held(which)
    if held is None:
        raise NoSuchSheet(which=which)
    row = held.result
    person: Member | None = None
    others: tuple[Member, ...] = ()
    facts: tuple[str, ...] = ()
    lines = _rulings(held.about)
    if row is not None:
        person = context.ledger.roster.find(row.counts_for or row.certificate)
        if row.state in (State.NAME_DIFFERS, State.UNKNOWN_OFFICER):
            others = context.ledger.roster.named(row.name)
        standing = [line.ruling for line in lines if not line.undone]
        siblings = context.ledger.register.results(row.sitting_id)
        facts = (
            *state_facts(row, siblings, standing[-1] if standing else None),
            *([_("更正原因：{text}").format(text=held.payload.correction)]
              if held.payload and held.payload.correction else []),
            *signature_facts(row, held.line.first_seen, context.clock.now(), revoked(context)),
        )  # fmt: skip
    return SheetDetail(
        held.line, held.payload, row, held.signer, facts, lines, held.versions, person, others, held.entry.by,
        held.entry.chain,
    )  # fmt: skip


def find(context: Context, which: str) -> SheetDetail:
    """By what people read off: the number of its entry, the sheet's number, or the digest. Raises NoSuchSheet."""
    said = which.strip()
    if said.isascii() and said.isdigit() and len(said) < 19:
        return detail(context, int(said))
    return detail(context, context.ledger.register.digest_of(said) or said)


def _rulings(about: tuple[Entry, ...]) -> tuple[RulingLine, ...]:
    undos = {read_undo(one).entry: one for one in about if one.kind is EntryKind.UNDO}
    lines = []
    for one in about:
        if one.kind is EntryKind.RULING:
            back = undos.get(one.number)
            gone = (back.by, back.at, read_undo(back).reason) if back else ("", "", "")
            lines.append(RulingLine(read_ruling(one), *gone))
    return tuple(lines)


def rule(
    context: Context, digest: str, kind: RulingKind, reason: str, *, certificate: str = "", by: str = ""
) -> CollectedLine:
    """Decide on a stored sheet: it is his although the name differs, it is somebody else's, it does not count.

    Raises NoSuchSheet, BadRuling (no reason), NoSuchOfficer (to whom it is assigned), NothingToConfirm.
    """
    decided = ruling(kind, digest, reason, rotation.operator(context, by), context.now(), certificate)
    held = context.ledger.register.held(digest)
    if held is None or held.result is None:
        raise NoSuchSheet(which=digest[:16])
    if kind is RulingKind.CONFIRM and held.result.state is not State.NAME_DIFFERS:
        raise NothingToConfirm(state=held.result.state.label)
    if kind is RulingKind.ASSIGN:
        roster.officer(context, certificate)
    context.ledger.rulings.rule(decided, rotation.plans(context))
    found = context.ledger.register.held(digest)
    if found is None:
        raise NoSuchSheet(which=digest[:16])
    return found.line


def undo(context: Context, entries: int | Sequence[int], reason: str, *, by: str = "") -> None:
    """Take back rulings or activities, by the numbers of their entries, all or none. Raises NotUndoable, NeedsReason."""
    said = tidy_text(reason)
    if not 0 < len(said) <= MAX_REASON:
        raise NeedsReason
    numbers = tuple(dict.fromkeys([entries] if isinstance(entries, int) else entries))
    for number in numbers:
        found = context.ledger.rulings.find(number)
        if found is None or found[1] is not None or found[0].kind not in (EntryKind.RULING, EntryKind.ACTIVITY):
            raise NotUndoable(entry=number)
    who = rotation.operator(context, by)
    if gone := context.ledger.rulings.undo(numbers, context.now(), who, said, rotation.plans(context)):
        raise NotUndoable(entry=gone)
