"""A collected file as one line of a table: what became of it on the day, and how it stands now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from jltrain.clock import beijing
from jltrain.gui.shell.table import Column
from jltrain.i18n import N_, _
from jltrain.ledger.collect import SkippedFile
from jltrain.ledger.outcome import Outcome
from jltrain.ledger.result import State
from jltrain.paper.marks import marks_text

if TYPE_CHECKING:
    from jltrain.app.collecting import CollectedLine

    Line = CollectedLine | SkippedFile

OUTCOME_TONES: Final = {
    Outcome.IMPORTED: "good",
    Outcome.REPLACES: "good",
    Outcome.DUPLICATE: "info",
    Outcome.REFUSED: "bad",
    Outcome.UNKNOWN_OFFICER: "warn",
    Outcome.NAME_DIFFERS: "warn",
    Outcome.SUPERSEDED: "info",
    Outcome.EXCLUDED: "info",
}
STATE_TONES: Final = {
    State.COUNTS: "good",
    State.SUPERSEDED: "info",
    State.NAME_DIFFERS: "warn",
    State.UNKNOWN_OFFICER: "warn",
    State.EXCLUDED: "info",
}
_SHORT: Final = {
    Outcome.IMPORTED: N_("已导入"),
    Outcome.REPLACES: N_("已更正"),
    Outcome.DUPLICATE: N_("重复"),
    Outcome.REFUSED: N_("拒收"),
    Outcome.UNKNOWN_OFFICER: N_("名册中无此人"),
    Outcome.NAME_DIFFERS: N_("姓名不一致"),
    Outcome.SUPERSEDED: N_("已有更正"),
    Outcome.EXCLUDED: N_("不予计入"),
}
_COLOURS: Final = {"good": "good", "info": "accent", "bad": "bad", "warn": "warn"}
_ORDER: Final = list(Outcome)
NO_TRUST: Final = frozenset({"untrusted", "no-list", "stale-list", "list-ahead"})
"""Refusals that end when HR trusts a root or brings a newer list; codes of sheet.reasons."""


def reason_text(line: Line) -> str:
    """Why the file was taken as it was, in sentences."""
    if isinstance(line, SkippedFile):
        return _("{why}。").format(why=line.text)
    texts = [reason.text for reason in line.reasons]
    gap = " " if texts and texts[0].endswith(".") else ""  # Chinese sentences need none
    return gap.join(texts) or _("验证通过，已计入台账。")


def outcome_text(line: Line) -> str:
    """What became of it on the day."""
    return _("跳过") if isinstance(line, SkippedFile) else line.outcome.label


def short(outcome: Outcome) -> str:
    """An outcome in a word or two, for counts and choosers."""
    return _(_SHORT[outcome])


def outcome_tone(line: Line) -> str:
    """good, bad, warn or info."""
    return "warn" if isinstance(line, SkippedFile) else OUTCOME_TONES[line.outcome]


def file_text(line: Line) -> str:
    """The file's name."""
    return line.path.name if isinstance(line, SkippedFile) else line.file


def state_text(line: CollectedLine) -> str:
    """How it stands now."""
    return line.state.label if line.state else line.outcome.label


def state_tone(line: CollectedLine) -> str:
    """good, bad, warn or info."""
    return STATE_TONES[line.state] if line.state else OUTCOME_TONES[line.outcome]


def refused(line: Line) -> bool:
    """Whether the file did not get in for a fault of its own."""
    return isinstance(line, SkippedFile) or line.outcome is Outcome.REFUSED


def searched(line: Line) -> str:
    """All that a search in the lines of one collection looks through, casefolded."""
    parts = [file_text(line), outcome_text(line), reason_text(line)]
    if not isinstance(line, SkippedFile):
        parts += [line.name, line.certificate, line.unit, line.session_title, line.number]
    return "\n".join(parts).casefold()


def in_order(line: Line) -> tuple[int, str]:
    """A key: what needs a look comes first."""
    if isinstance(line, SkippedFile):
        return 1, line.path.name
    first = {Outcome.REFUSED: 0, Outcome.NAME_DIFFERS: 2, Outcome.UNKNOWN_OFFICER: 2}
    return first.get(line.outcome, 3), line.file


def counts(lines: Iterable[CollectedLine], skipped: Sequence[SkippedFile] = ()) -> list[tuple[str, str]]:
    """How many files met each outcome, as badges."""
    number = dict.fromkeys(Outcome, 0)
    for line in lines:
        number[line.outcome] += 1
    found = [(f"{short(outcome)} {n:,}", OUTCOME_TONES[outcome]) for outcome, n in number.items() if n]
    if skipped:
        found.append((_("跳过 {n}").format(n=f"{len(skipped):,}"), "warn"))
    return found


def _marks(line: CollectedLine) -> str:
    return f"{marks_text(line.halves)} / {marks_text(line.full_halves)}" if line.full_halves else ""


def _passed(line: CollectedLine) -> str:
    if not line.full_halves:
        return ""
    return _("合格") if line.passed else _("不合格")


def now_columns() -> tuple[Column[Line], ...]:
    """What the lines of one collection show; the sentence takes the room that is left."""
    return (
        Column(
            _("结果"),
            outcome_text,
            order=lambda s: -1 if isinstance(s, SkippedFile) else _ORDER.index(s.outcome),
            tone=lambda s: _COLOURS[outcome_tone(s)],
            widest=9,
            least=5,
        ),
        Column(_("文件"), file_text, widest=10, least=6),
        Column(_("姓名"), lambda s: "" if isinstance(s, SkippedFile) else s.name, widest=8, least=4),
        Column(_("说明"), reason_text, widest=44, grows=True, least=18),
        Column(_("单位"), lambda s: "" if isinstance(s, SkippedFile) else s.unit, widest=9, least=4),
        Column(
            _("得分"),
            lambda s: "" if isinstance(s, SkippedFile) else _marks(s),
            order=lambda s: -1 if isinstance(s, SkippedFile) else s.halves,
            number=True,
        ),
        Column(_("成绩"), lambda s: "" if isinstance(s, SkippedFile) else _passed(s)),
    )


def register_columns() -> tuple[Column[CollectedLine], ...]:
    """What the register shows: how each sheet stands now."""
    return (
        Column(_("现状"), state_text, tone=lambda s: _COLOURS[state_tone(s)], widest=9, least=7),
        Column(_("姓名"), lambda s: s.name, widest=8, least=4),
        Column(_("执法证号"), lambda s: s.certificate, widest=12, least=6),
        Column(_("收取时的情况"), reason_text, widest=34, grows=True, least=12),
        Column(_("单位"), lambda s: s.unit, widest=14, least=4),
        Column(_("得分"), _marks, order=lambda s: s.halves, number=True),
        Column(_("成绩"), _passed),
        Column(_("考试日期"), lambda s: s.day.isoformat() if s.day else ""),
        Column(_("考试场次"), lambda s: s.session_title, widest=14, least=4),
        Column(_("文件"), file_text, widest=10, least=4),
        Column(_("收取时间"), lambda s: beijing(s.first_seen), order=lambda s: s.first_seen),
    )


def waiting_columns() -> tuple[Column[CollectedLine], ...]:
    """What the list of sheets that wait for HR shows."""
    return (
        Column(_("情形"), state_text, tone=lambda s: _COLOURS[state_tone(s)], widest=8, least=5),
        Column(_("姓名"), lambda s: s.name, widest=8, least=4),
        Column(_("执法证号"), lambda s: s.certificate, widest=12, least=6),
        Column(_("说明"), reason_text, widest=44, grows=True, least=18),
        Column(_("单位"), lambda s: s.unit, widest=9, least=4),
        Column(_("成绩"), _passed),
        Column(_("考试日期"), lambda s: s.day.isoformat() if s.day else ""),
    )
