"""A transcript as tables, for screen, xlsx and PDF alike: who he is, what is done and missing, sheets, activities, history."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from jltrain.clock import BEIJING, parse_iso
from jltrain.i18n import N_, _
from jltrain.ledger.report import Kind, ReportColumn, ReportTable, Row
from jltrain.ledger.stand import PartStanding
from jltrain.ledger.transcript import CycleLine, SheetLine, Transcript

_PARTS: Final = (
    (N_("要求"), Kind.TEXT, 36),
    (N_("计入完成"), Kind.TEXT, 8),
    (N_("情况"), Kind.TEXT, 10),
    (N_("应完成日期"), Kind.DATE, 12),
    (N_("完成日期"), Kind.DATE, 12),
    (N_("依据（成绩单或活动）"), Kind.TEXT, 36),
)
_SHEETS: Final = (
    (N_("考试日期"), Kind.DATE, 12),
    (N_("成绩单编号"), Kind.TEXT, 24),
    (N_("考试场次"), Kind.TEXT, 28),
    (N_("执法门类"), Kind.TEXT, 16),
    (N_("第几次"), Kind.COUNT, 8),
    (N_("得分"), Kind.MARKS, 8),
    (N_("满分"), Kind.MARKS, 8),
    (N_("结果"), Kind.TEXT, 8),
    (N_("是否计入"), Kind.TEXT, 10),
)
_SIGNED: Final = (
    (N_("成绩单编号"), Kind.TEXT, 24),
    (N_("签发单位"), Kind.TEXT, 30),
    (N_("单位代码"), Kind.TEXT, 10),
    (N_("证书序列号"), Kind.TEXT, 16),
    (N_("证书有效期至"), Kind.DATE, 12),
    (N_("首次收取"), Kind.DATE, 12),
    (N_("说明"), Kind.TEXT, 44),
)
_ACTIVITIES: Final = (
    (N_("日期"), Kind.DATE, 12),
    (N_("类别"), Kind.TEXT, 18),
    (N_("内容"), Kind.TEXT, 32),
    (N_("学时"), Kind.MARKS, 8),
    (N_("结果"), Kind.TEXT, 10),
    (N_("地点"), Kind.TEXT, 18),
    (N_("签认人"), Kind.TEXT, 14),
    (N_("备注"), Kind.TEXT, 24),
)
_RULINGS: Final = (
    (N_("时间"), Kind.DATE, 17),
    (N_("成绩单编号"), Kind.TEXT, 24),
    (N_("结论"), Kind.TEXT, 18),
    (N_("理由"), Kind.TEXT, 40),
    (N_("经办人"), Kind.TEXT, 12),
    (N_("状态"), Kind.TEXT, 10),
)
_CHANGES: Final = (
    (N_("时间"), Kind.DATE, 17),
    (N_("项目"), Kind.TEXT, 12),
    (N_("原为"), Kind.TEXT, 32),
    (N_("改为"), Kind.TEXT, 32),
    (N_("经办人"), Kind.TEXT, 12),
)


def title_of(transcript: Transcript) -> str:
    """What stands above it."""
    return _("执法人员培训考试档案（{name}）").format(name=transcript.person.name)


def identity(transcript: Transcript) -> tuple[tuple[str, str], ...]:
    """(label, value) of who he is; what the roster does not say is left blank."""
    person = transcript.person
    return (
        (_("姓名"), person.name),
        (_("执法证号"), person.certificate),
        (_("单位"), person.unit),
        (_("市州"), person.city),
        (_("层级"), person.level.label),
        (_("执法门类"), person.discipline.label),
        (_("岗位"), person.post),
        (_("岗位类别"), person.post_kind.label),
        (_("任职日期"), person.appointed),
        (_("学历"), person.education),
        (_("批次"), person.batch),
        (_("列入名册"), person.added),
        (_("曾用名"), _("、").join(person.names)),
        (_("原执法证号"), _("、").join(person.formers)),
    )


def warnings(transcript: Transcript) -> tuple[str, ...]:
    """What whoever reads it has to know first: others of his name."""
    others = _("；").join(f"{other.unit} {other.certificate}" for other in transcript.namesakes)
    return (_("同名：名册中还有姓名相同的人（{others}），以执法证号区分。").format(others=others),) if others else ()


def transcript_tables(transcript: Transcript) -> tuple[ReportTable, ...]:
    """Standing per cycle, sheets, activities; rulings and changes only where there are any."""
    numbers = {line.result.file_digest: line.result.number for line in transcript.sheets}
    made = [_cycle(line, transcript.today) for line in reversed(transcript.cycles)]
    made.append(_table(_("成绩单"), _SHEETS, [_sheet(line) for line in transcript.sheets]))
    if transcript.sheets:
        notes = (_("各成绩单在首次收取时验明签名和内容，此后证书过期或吊销不影响已收取的成绩单。"),)
        made.append(_table(_("成绩单签名"), _SIGNED, [_signed(line) for line in transcript.sheets], notes))
    made.append(_activities(transcript))
    if transcript.rulings:
        rows: list[Row] = [
            (
                _moment(parse_iso(ruling.at)),
                numbers.get(ruling.sheet, ruling.sheet[:12]),
                ruling.kind.label + (f" {ruling.certificate}" if ruling.certificate else ""),
                ruling.reason,
                ruling.by,
                _("已撤销") if undone else _("有效"),
            )
            for ruling, undone in transcript.rulings
        ]
        made.append(_table(_("核实结论"), _RULINGS, rows))
    if transcript.changes:
        rows = [(_moment(one.at), one.what, one.before, one.after, one.by) for one in transcript.changes]
        made.append(_table(_("名册变动"), _CHANGES, rows))
    return tuple(made)


def _table(
    title: str, fields: tuple[tuple[str, Kind, int], ...], rows: list[Row], notes: tuple[str, ...] = ()
) -> ReportTable:
    columns = tuple(ReportColumn(_(name), kind, width) for name, kind, width in fields)
    return ReportTable(title, columns, tuple(rows), None, notes)


def _cycle(line: CycleLine, today: date) -> ReportTable:
    standing = line.standing
    title = _("{cycle}　{status}").format(cycle=line.cycle.label, status=standing.status.label)
    rows: list[Row] = [
        (
            part.part.label,
            _("是") if part.part.requirement.counts else _("否，单列"),
            _state(part, today),
            part.due,
            part.met_on,
            _("、").join(part.by),
        )
        for part in line.parts
    ]
    return _table(title, _PARTS, rows, _open(line, today))


def _open(line: CycleLine, today: date) -> tuple[str, ...]:
    """What is missing, by when: what counts by name, of the rest how much is over."""
    missing = [part for part in line.parts if part.missing]
    named = _("；").join(
        _("{what}（{due} 前）").format(what=part.part.label, due=part.due.isoformat())
        for part in missing
        if part.part.requirement.counts
    )
    notes = [_("计入完成的还缺：{what}。").format(what=named)] if named else [_("计入完成的要求已全部做到。")]
    if late := sum(part.overdue(today) and not part.part.requirement.counts for part in missing):
        notes.append(_("单列的要求中有 {n} 项已逾期。").format(n=late))
    return tuple(notes)


def _state(part: PartStanding, today: date) -> str:
    if not part.needed:
        return _("任职前，不要求")
    if part.met_on is not None:
        return _("已完成") if part.met_on <= part.due else _("逾期完成")
    return _("已逾期") if part.overdue(today) else _("未完成")


def _sheet(line: SheetLine) -> Row:
    one = line.result
    return (
        one.day,
        one.number,
        one.session_title,
        one.discipline.label,
        line.attempt or None,
        one.halves / 2,
        one.full_halves / 2,
        _("合格") if one.passed else _("不合格"),
        one.state.label,
    )


def _signed(line: SheetLine) -> Row:
    one = line.result
    until = parse_iso(one.not_after).astimezone(BEIJING).date() if one.not_after else None
    seen = line.first_seen.astimezone(BEIJING).date()
    return (one.number, one.issuer, one.issuer_code, one.serial, until, seen, "".join(line.facts))


def _activities(transcript: Transcript) -> ReportTable:
    rows: list[Row] = [
        (
            one.day,
            one.kind.label,
            one.title,
            one.hours,
            one.result.label,
            one.place,
            one.signed_by,
            _("；").join(filter(None, (_("已撤销") if one.undone else "", one.note))),
        )
        for one in transcript.activities
    ]
    return _table(_("培训活动"), _ACTIVITIES, rows)


def _moment(at: datetime) -> datetime:
    return at.astimezone(BEIJING).replace(tzinfo=None)
