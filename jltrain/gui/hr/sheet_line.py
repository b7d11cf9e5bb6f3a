"""A collected file as one line of a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from jltrain.clock import beijing
from jltrain.gui.shell.table import Column
from jltrain.i18n import _
from jltrain.ledger.collect import CollectedSheet, Outcome, SkippedFile
from jltrain.paper.marks import marks_text

TONES: Final = {
    Outcome.IMPORTED: "good",
    Outcome.DUPLICATE: "info",
    Outcome.REFUSED: "bad",
    Outcome.UNKNOWN_OFFICER: "warn",
    Outcome.NAME_DIFFERS: "warn",
}
_COLOURS: Final = {"good": "good", "info": "accent", "bad": "bad", "warn": "warn"}


@dataclass(frozen=True, slots=True)
class SheetLine:
    """`sheet` is None for a file that was not even opened."""

    file: str
    outcome: str
    tone: str
    reason: str
    sheet: CollectedSheet | None
    name: str = ""
    certificate: str = ""
    unit: str = ""
    session: str = ""
    marks: str = ""
    halves: int = -1
    result: str = ""
    first_seen: str = ""

    @property
    def refused(self) -> bool:
        """Whether the file did not get in for a fault of its own."""
        return self.sheet is None or self.sheet.outcome is Outcome.REFUSED

    @property
    def text(self) -> str:
        """All that a search looks through, casefolded."""
        number = self.sheet.payload.number if self.sheet and self.sheet.payload else ""
        parts = (self.file, self.name, self.certificate, self.unit, self.session, self.outcome, self.reason, number)
        return "\n".join(parts).casefold()


def line_of(sheet: CollectedSheet) -> SheetLine:
    """The line of a file that was looked at."""
    reason = "".join(r.text for r in sheet.reasons) or _("验证通过，已计入台账。")
    paid = sheet.payload
    line = SheetLine(sheet.file_name, sheet.outcome.label, TONES[sheet.outcome], reason, sheet,
                     first_seen=beijing(sheet.first_seen))  # fmt: skip
    if paid is None:
        return line
    return SheetLine(
        line.file,
        line.outcome,
        line.tone,
        line.reason,
        sheet,
        paid.officer.name,
        paid.officer.certificate,
        paid.officer.unit,
        paid.session_title,
        f"{marks_text(paid.halves)} / {marks_text(paid.full_halves)}",
        paid.halves,
        _("合格") if paid.passed else _("不合格"),
        line.first_seen,
    )


def skipped_line(entry: SkippedFile) -> SheetLine:
    """The line of a file that was passed over."""
    return SheetLine(entry.path.name, _("跳过"), "warn", _("{why}。").format(why=entry.text), None)


def counts(sheets: Iterable[CollectedSheet], skipped: Sequence[SkippedFile] = ()) -> list[tuple[str, str]]:
    """How many files met each outcome, as badges."""
    number = dict.fromkeys(Outcome, 0)
    for sheet in sheets:
        number[sheet.outcome] += 1
    found = [(f"{outcome.label} {n}", TONES[outcome]) for outcome, n in number.items() if n]
    if skipped:
        found.append((_("跳过 {n}").format(n=len(skipped)), "warn"))
    return found


def columns() -> tuple[Column[SheetLine], ...]:
    """What the tables of the page show of a line; the sentence takes the room that is left."""
    return (
        Column(_("结果"), lambda s: s.outcome, tone=lambda s: _COLOURS[s.tone], widest=9, least=5),
        Column(_("文件"), lambda s: s.file, widest=10, least=6),
        Column(_("姓名"), lambda s: s.name, widest=8, least=4),
        Column(_("说明"), lambda s: s.reason, widest=44, grows=True, least=18),
        Column(_("单位"), lambda s: s.unit, widest=12),
        Column(_("得分"), lambda s: s.marks, order=lambda s: s.halves, number=True),
        Column(_("成绩"), lambda s: s.result),
        Column(_("考试场次"), lambda s: s.session, widest=14),
        Column(_("收取时间"), lambda s: s.first_seen, widest=9),
    )
