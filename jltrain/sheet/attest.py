"""Make the payload of a sheet from a sitting that was handed in: state and grade, nothing typed by hand.

The sheet is a Chinese document whatever language the screen speaks, so nothing here is translated.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from jltrain.bank.areas import Area
from jltrain.bank.question import KIND_NAMES
from jltrain.clock import beijing, iso
from jltrain.exam.events import Event, EventKind
from jltrain.exam.grading import Grade
from jltrain.exam.session import Candidate, ExamSession, Sitting
from jltrain.exam.state import SittingState
from jltrain.i18n import N_
from jltrain.paper.paper import Paper
from jltrain.sheet.payload import AreaScore, Incident, Officer, Payload, SectionScore


def attest(
    session: ExamSession,
    candidate: Candidate,
    paper: Paper,
    state: SittingState,
    grade: Grade,
    issuer: str,
    now: datetime,
    version: int = 1,
    replaces: str = "",
    correction: str = "",
    issuer_code: str = "",
) -> Payload:
    """The payload for one submitted sitting. Its number follows from the sitting, so that it is made once.

    A corrected sheet has a `version` from 2 up, the number of the sheet that it `replaces`, and a reason (`correction`).
    `issuer_code`: the unit code in the signing key's certificate (SigningKey.unit_code).
    """
    sitting = Sitting(session.id, candidate.certificate)
    return Payload(
        number=corrected_number(replaces, version) if version > 1 else sheet_number(sitting, now),
        officer=Officer(
            candidate.name, candidate.certificate, candidate.unit, candidate.level.value, candidate.discipline.value
        ),
        session_id=session.id,
        session_title=session.title,
        sitting_id=sitting.id,
        paper_title=paper.title,
        paper_digest=paper.digest,
        rule=paper.rule.value,
        minutes=paper.minutes,
        started=state.started,
        submitted=state.submitted,
        submitted_by=state.submitted_by,
        used_seconds=min(state.elapsed, state.allowed) // 1000,
        sections=_sections(paper, grade),
        areas=_areas(grade),
        halves=grade.halves,
        full_halves=grade.full_halves,
        pass_halves=paper.pass_halves,
        passed=grade.passed,
        incidents=tuple(Incident(e.at, e.kind.value, incident_text(e)) for e in state.incidents),
        log_digest=state.chain,
        issued=iso(now),
        issuer=issuer,
        version=version,
        replaces=replaces,
        correction=correction,
        issuer_code=issuer_code,
    )


def sheet_number(sitting: Sitting, now: datetime) -> str:
    """The year of issue and 48 bits of the sitting's id: JT2026-1A2B-3C4D-5E6F."""
    digits = sitting.id.upper()
    return f"JT{beijing(now, '%Y')}-{digits[:4]}-{digits[4:8]}-{digits[8:12]}"


def corrected_number(replaces: str, version: int) -> str:
    """The first sheet's number and the version, the year staying that of the first: JT2026-1A2B-3C4D-5E6F-2.

    `replaces`: number of the sheet before it, the first one or a corrected one.
    """
    first = replaces.removesuffix(f"-{version - 1}") if version > 2 else replaces
    return f"{first}-{version}"


def _sections(paper: Paper, grade: Grade) -> tuple[SectionScore, ...]:
    scores = []
    for section in paper.sections:
        items = [i for i in grade.items if i.kind is section.kind]
        scores.append(
            SectionScore(
                KIND_NAMES[section.kind],
                len(items),
                sum(i.right for i in items),
                sum(i.halves for i in items),
                sum(i.full_halves for i in items),
            )
        )
    return tuple(scores)


def _areas(grade: Grade) -> tuple[AreaScore, ...]:
    return tuple(
        AreaScore(area.value, sum(i.halves for i in items), sum(i.full_halves for i in items))
        for area in Area
        if (items := [i for i in grade.items if i.area is area])
    )


_TEXTS: Final = {
    EventKind.RESUMED: N_("作答中断后恢复，中断计时 {gap} 秒"),
    EventKind.PAUSED: N_("监考员{by}暂停考试，原因：{reason}"),
    EventKind.CONTINUED: N_("监考员{by}恢复考试"),
    EventKind.EXTENDED: N_("监考员{by}延长考试 {minutes} 分钟，原因：{reason}"),
    EventKind.FOCUS_LOST: N_("离开考试窗口 {seconds} 秒"),
    EventKind.CLOCK_JUMPED: N_("计算机时钟被拨动 {seconds} 秒，考试计时不受影响"),
    EventKind.NOTED: N_("监考员{by}备注：{reason}"),
}


def incident_text(event: Event, say: Callable[[str], str] = str) -> str:
    """An incident as a sentence: Chinese for the sheet; `say` may be `_` for a screen."""
    facts = dict(event.data)
    facts["gap"] = round(facts.get("gap_ms", 0) / 1000)
    facts["minutes"] = facts.get("seconds", 0) // 60
    return say(_TEXTS[event.kind]).format_map(facts)
