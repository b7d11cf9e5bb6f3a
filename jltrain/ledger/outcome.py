"""What becomes of a sheet: whose it is, which version holds, whether HR has ruled on it.

`settle` says how the stored sheets of one sitting have to stand. It depends on what is stored, on the roster and on
the rulings, and never on the order in which they came. `place` answers for one arriving file, in its terms.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from jltrain.i18n import N_, _
from jltrain.ledger.member import Member
from jltrain.ledger.result import NO_SIGNER, Result, Signer, State, result_row
from jltrain.ledger.ruling import Ruling, RulingKind
from jltrain.sheet.payload import BadPayload, Payload


class Outcome(StrEnum):
    """What became of a file."""

    IMPORTED = "imported"
    REPLACES = "replaces"
    DUPLICATE = "duplicate"
    REFUSED = "refused"
    UNKNOWN_OFFICER = "unknown-officer"
    NAME_DIFFERS = "name-differs"
    SUPERSEDED = "superseded"
    EXCLUDED = "excluded"

    @property
    def label(self) -> str:
        """What the screen says."""
        return _(_OUTCOME_LABELS[self])

    @property
    def stored(self) -> bool:
        """Whether the sheet enters the ledger."""
        return self not in (Outcome.DUPLICATE, Outcome.REFUSED)


_OUTCOME_LABELS: Final = {
    Outcome.IMPORTED: N_("已导入"),
    Outcome.REPLACES: N_("已导入（更正前一份）"),
    Outcome.DUPLICATE: N_("重复（已导入过）"),
    Outcome.REFUSED: N_("拒收"),
    Outcome.UNKNOWN_OFFICER: N_("已登记，名册中无此人"),
    Outcome.NAME_DIFFERS: N_("已登记，姓名与名册不一致"),
    Outcome.SUPERSEDED: N_("已登记，已有更正后的成绩单"),
    Outcome.EXCLUDED: N_("已登记，不予计入"),
}


@dataclass(frozen=True, slots=True)
class CollectReason:
    """`code` is stable, for scripts; `text` a sentence in the language in use."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file after verification: `payload` is None when it was refused, for `reasons`."""

    file: str
    digest: str
    payload: Payload | None
    reasons: tuple[CollectReason, ...] = ()
    signer: Signer = NO_SIGNER


@dataclass(frozen=True, slots=True)
class Placed:
    """What became of an arrival. `result` is its row (entry 0) when it is stored, else None; `changed` are the rows of
    stored sheets whose state it changes, as they have to be now.
    """

    outcome: Outcome
    reasons: tuple[CollectReason, ...]
    result: Result | None = None
    changed: tuple[Result, ...] = ()

    @property
    def state(self) -> State | None:
        return self.result.state if self.result else None

    @property
    def counts_for(self) -> str:
        return self.result.counts_for if self.result else ""


Officers = Callable[[str], Member | None]
"""The officer who has a (tidied) certificate number now or had it once; a dict's `.get` will do."""


Namesakes = Callable[[str], Sequence[Member]]
"""The officers who bear a name."""

_OUTCOMES: Final = {
    State.COUNTS: Outcome.IMPORTED,
    State.SUPERSEDED: Outcome.SUPERSEDED,
    State.NAME_DIFFERS: Outcome.NAME_DIFFERS,
    State.UNKNOWN_OFFICER: Outcome.UNKNOWN_OFFICER,
    State.EXCLUDED: Outcome.EXCLUDED,
}


def place(
    arrival: Arrival,
    officers: Officers,
    siblings: Sequence[Result],
    rulings: Mapping[str, Ruling],
    namesakes: Namesakes = lambda name: (),
) -> Placed:
    """What becomes of a file.

    `siblings`: the stored results that have its digest, its number or its sitting (others do no harm). `rulings`:
    those that hold, by file digest, for the siblings. `namesakes` is asked only when names differ or nobody has the
    number. A sheet of the ledger stays in it whatever is said of its file today, so the digest is looked at first.
    """
    if any(result.file_digest == arrival.digest for result in siblings):
        return _refused(Outcome.DUPLICATE, "duplicate", _("这份成绩单已经导入过，不再重复导入。"))
    if arrival.payload is None:
        if arrival.reasons:
            return Placed(Outcome.REFUSED, arrival.reasons)
        return _refused(Outcome.REFUSED, "no-payload", _("文件没有通过验证，且没有给出原因，请向出具单位索取原文件。"))
    try:
        new = result_row(arrival.payload, arrival.digest, arrival.signer)
    except BadPayload as error:
        return _refused(Outcome.REFUSED, error.code, error.sentence())
    sitting = [result for result in siblings if result.sitting_id == new.sitting_id]
    if fault := _conflict(new, [r for r in siblings if not _excluded(r, rulings)]):
        return Placed(Outcome.REFUSED, (fault,))
    *settled, new = settle([*sitting, new], officers, rulings)
    outcome = _OUTCOMES[new.state]
    if outcome is Outcome.IMPORTED and new.version > 1:
        outcome = Outcome.REPLACES
    reasons = (*_versions(new, settled), *_whose(new, officers, namesakes))
    return Placed(outcome, reasons, new, changed(sitting, settled))


def settle(results: Iterable[Result], officers: Officers, rulings: Mapping[str, Ruling]) -> tuple[Result, ...]:
    """The same results in the same order, with `state` and `counts_for` as they have to be.

    Give all stored results of each sitting together. What HR has excluded replaces nothing and stands in nobody's way.
    Of the others, the lowest version says whose sitting it is; of those by its issuer the highest holds, even while it
    waits for HR itself: its issuer has withdrawn the others, which are superseded. A version by another is excluded.
    """
    given = tuple(results)
    sittings: defaultdict[str, list[Result]] = defaultdict(list)
    for result in given:
        sittings[result.sitting_id].append(result)
    holding: set[str] = set()
    foreign: set[str] = set()
    for versions in sittings.values():
        standing = [v for v in versions if not _excluded(v, rulings)]
        lead = min(standing or versions, key=lambda v: (v.version, v.number, v.file_digest))
        foreign |= {v.file_digest for v in versions if not _may_replace(v, lead)}
        valid = [v for v in standing if v.file_digest not in foreign]
        if valid:
            holding.add(max(valid, key=lambda v: (v.version, v.number, v.file_digest)).file_digest)
    made: list[Result] = []
    for result in given:
        if result.file_digest in foreign or _excluded(result, rulings):
            state, whose = State.EXCLUDED, ""
        elif result.file_digest not in holding:
            state, whose = State.SUPERSEDED, ""
        else:
            state, whose = _owner(result, officers, rulings.get(result.file_digest))
        same = result.state is state and result.counts_for == whose
        made.append(result if same else replace(result, state=state, counts_for=whose))
    return tuple(made)


def changed(before: Iterable[Result], after: Iterable[Result]) -> tuple[Result, ...]:
    """Those of `after` that differ from `before` (matched by digest): what is to be written."""
    known = {result.file_digest: result for result in before}
    return tuple(result for result in after if known.get(result.file_digest) != result)


def _refused(outcome: Outcome, code: str, text: str) -> Placed:
    return Placed(outcome, (CollectReason(code, text),))


def _excluded(result: Result, rulings: Mapping[str, Ruling]) -> bool:
    ruling = rulings.get(result.file_digest)
    return ruling is not None and ruling.kind is RulingKind.EXCLUDE


def _may_replace(later: Result, first: Result) -> bool:
    """Whether one issuer made both: the unit code says so (a unit may be renamed), or the name where `first` has none.

    A sheet with a code is not to be replaced by one without: certificates without a code are from PCs' own trial roots,
    which anybody can make under any name.
    """
    if first.issuer_code:
        return later.issuer_code == first.issuer_code
    return later.issuer == first.issuer


def _owner(result: Result, officers: Officers, ruling: Ruling | None) -> tuple[State, str]:
    """Whose the sheet is: by HR's word, else by number and name together."""
    if ruling is not None and ruling.kind is RulingKind.ASSIGN:
        owner = officers(ruling.certificate)
        return (State.COUNTS, owner.certificate) if owner else (State.UNKNOWN_OFFICER, "")
    owner = officers(result.certificate)
    if owner is None:
        return State.UNKNOWN_OFFICER, ""
    if ruling is not None or owner.bears(result.name):
        return State.COUNTS, owner.certificate
    return State.NAME_DIFFERS, ""


def _conflict(new: Result, siblings: Sequence[Result]) -> CollectReason | None:
    """Two files that claim to be one sheet, or somebody else's correction. The one in the ledger stays.

    `siblings`: without those that HR has excluded, so that a false sheet which came first does not keep the true one out.
    """
    sitting = [result for result in siblings if result.sitting_id == new.sitting_id]
    if any(result.number == new.number for result in siblings):
        text = _("编号 {number} 的成绩单已经导入过另一份，两份内容不同，请向出具单位核实。")
        return CollectReason("conflicting-number", text.format(number=new.number))
    first = next((result for result in sitting if result.version == 1), None)
    if first is not None and new.version > 1 and not _may_replace(new, first):
        text = _("第 {version} 版由“{issuer}”出具，而原成绩单 {number} 是“{first}”出具的，别的单位不能更正，请核实。")
        text = text.format(version=new.version, issuer=new.issuer, number=first.number, first=first.issuer)
        return CollectReason("replaced-by-other", text)
    for other in sitting:
        if other.version == new.version and (new.version == 1 or _may_replace(new, other)):
            text = _("同一次作答的第 {version} 版已经导入过另一份（编号 {number}），请向出具单位核实。")
            return CollectReason("conflicting-number", text.format(version=new.version, number=other.number))
    return None


def _versions(new: Result, others: Sequence[Result]) -> list[CollectReason]:
    """What there is to say of the other versions of the sheet."""
    if new.state is State.EXCLUDED and others:
        text = _("同一次作答另有“{issuer}”出具的成绩单，本份不计入，请核实。")
        lead = min(others, key=lambda v: (v.version, v.number, v.file_digest))
        return [CollectReason("replaced-by-other", text.format(issuer=lead.issuer))]
    if new.state is State.SUPERSEDED:
        later = next(other for other in others if other.state not in (State.SUPERSEDED, State.EXCLUDED))
        text = _("这是第 {version} 版，已有更正后的第 {later} 版（编号 {number}），以后者为准。")
        text = text.format(version=new.version, later=later.version, number=later.number)
        return [CollectReason("superseded", text)]
    if new.version == 1 or new.state is State.EXCLUDED:
        return []
    gone = [other for other in others if other.state is State.SUPERSEDED]
    if not gone:
        text = _("这是更正后的第 {version} 版，原成绩单 {number} 没有收到过。")
        return [CollectReason("earlier-missing", text.format(version=new.version, number=new.replaces))]
    text = _("这是更正后的第 {version} 版，代替 {numbers}。")
    numbers = "、".join(sorted(other.number for other in gone))
    return [CollectReason("replaces", text.format(version=new.version, numbers=numbers))]


def _whose(new: Result, officers: Officers, namesakes: Namesakes) -> list[CollectReason]:
    """Why it does not count yet, with a hint when the roster has others of that name."""
    if new.state is State.UNKNOWN_OFFICER:
        text = _("名册中没有执法证号 {certificate}，成绩单已登记，补入名册后计入覆盖率。")
        reason = CollectReason("unknown-officer", text.format(certificate=new.certificate))
    elif new.state is State.NAME_DIFFERS and (owner := officers(new.certificate)) is not None:
        text = _("名册中执法证号 {certificate} 是“{roster}”，成绩单上是“{sheet}”，核实后才计入覆盖率。")
        text = text.format(certificate=new.certificate, roster=owner.name, sheet=new.name)
        reason = CollectReason("name-differs", text)
    else:
        return []
    others = sorted({member.certificate for member in namesakes(new.name)} - {new.certificate})
    if not others:
        return [reason]
    shown = "、".join(others[:MAX_HINTS]) + (_("等 {n} 人").format(n=len(others)) if len(others) > MAX_HINTS else "")
    text = _("名册中“{name}”的执法证号是 {numbers}，请核对。").format(name=new.name, numbers=shown)
    return [reason, CollectReason("namesake", text)]


MAX_HINTS: Final = 5
"""Namesakes that are named; a common name has hundreds in a province."""
