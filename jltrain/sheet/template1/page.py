"""The visible pages of a score sheet, template 1: a payload in, inked pages out. Nothing else is looked at."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final

import segno

from jltrain.sheet.payload import Payload, SectionScore
from jltrain.sheet.template1 import wording
from jltrain.sheet.template1.grid import BOTTOM, LEFT, PAD, TOP, WIDTH, Cell, Pages
from jltrain.sheet.template1.ink import A4, GREY, TINT, Ink, Style, Types, has_glyph, width, wrap

_BODY: Final = Style(10)
_STRONG: Final = Style(10, bold=0.03)
_SMALL: Final = Style(8.5)
_FINE: Final = Style(8, colour=GREY)
_HEAD: Final = Style(11, bold=0.035)
_LABEL: Final = 78.0
_QR: Final = 84.0
_BOXED: Final = 60
_PASS: Final = (0.0, 0.36, 0.2)
_FAIL: Final = (0.72, 0.05, 0.05)


def pages(payload: Payload, json: bytes, types: Types) -> list[Ink]:
    """The inked pages. `json` is the payload's canonical JSON, whose digest the QR code carries."""
    sheet = Pages(types, lambda it: _running_head(it, payload))
    _title(sheet, payload)
    _who(sheet, payload)
    _what(sheet, payload)
    _result(sheet, payload)
    _incidents(sheet, payload)
    _boxed(sheet, json)
    _attest(sheet, payload, hashlib.sha256(json).hexdigest())
    for n, ink in enumerate(sheet.pages, 1):
        ink.line(LEFT, BOTTOM - 12, LEFT + WIDTH, BOTTOM - 12, 0.4, GREY)
        ink.text(LEFT, BOTTOM - 24, f"编号 {_short(payload.number, 300)}", _FINE)
        ink.flush_right(LEFT + WIDTH, BOTTOM - 24, f"第 {n} 页　共 {len(sheet.pages)} 页", _FINE)
    return sheet.pages


def _short(text: str, room: float) -> str:
    """The text's first line; where it is shortened, the whole stands in the body of the sheet."""
    lines = wrap(text, _FINE.size, room)
    return lines[0] if len(lines) == 1 else lines[0] + "…"


def _running_head(sheet: Pages, payload: Payload) -> None:
    name = _short(payload.officer.name, 180)
    sheet.ink.text(LEFT, TOP + 8, f"{wording.TITLE}（续）", _FINE)
    sheet.ink.flush_right(LEFT + WIDTH, TOP + 8, name, _FINE)
    sheet.ink.line(LEFT, TOP + 3, LEFT + WIDTH, TOP + 3, 0.4, GREY)
    sheet.y = TOP - 6


def _title(sheet: Pages, payload: Payload) -> None:
    middle, style = A4[0] / 2, Style(23, bold=0.03)
    sheet.ink.centred(middle, TOP - 20, wording.TITLE, style)
    sheet.ink.line(LEFT, TOP - 34, LEFT + WIDTH, TOP - 34, 1.6)
    sheet.ink.line(LEFT, TOP - 37, LEFT + WIDTH, TOP - 37, 0.5)
    issued = f"签发日期：{wording.date(payload.issued)}"
    sheet.y = TOP - 42
    sheet.ink.flush_right(LEFT + WIDTH, sheet.y - 11, issued, _BODY)
    room = WIDTH - width(issued, _BODY.size) - 20
    sheet.paragraph(LEFT, room, f"编号：{payload.number}", _BODY)
    sheet.y -= 4


def _heading(sheet: Pages, text: str, keep: float = 60) -> None:
    """A heading; `keep` points must fit below it on the same page."""
    sheet.need(19 + keep)
    sheet.ink.text(LEFT, sheet.y - 13.5, text, _HEAD)
    sheet.y -= 19


def _facts(sheet: Pages, *facts: tuple[str, str], style: Style = _BODY) -> None:
    """One row of labels and values; with two facts each gets half of the width."""
    each = WIDTH / len(facts)
    cells: list[Cell] = []
    for label, value in facts:
        cells += [Cell(label, _LABEL, _BODY, "centre", TINT), Cell(value, each - _LABEL, style)]
    sheet.row(cells)


def _who(sheet: Pages, payload: Payload) -> None:
    officer = payload.officer
    _heading(sheet, "一、应考人员")
    _facts(sheet, ("姓名", officer.name), ("执法证号", officer.certificate), style=_STRONG)
    _facts(sheet, ("所在单位", officer.unit))
    _facts(
        sheet,
        ("单位层级", wording.LEVELS.get(officer.level, officer.level)),
        ("执法门类", wording.AREAS.get(officer.discipline, officer.discipline)),
    )
    sheet.y -= 5


def _what(sheet: Pages, payload: Payload) -> None:
    _heading(sheet, "二、考试情况")
    _facts(sheet, ("考试场次", f"{payload.session_title}（{payload.session_id}）"))
    _facts(sheet, ("试卷", payload.paper_title))
    _facts(sheet, ("试卷摘要", wording.grouped(payload.paper_digest)), style=_SMALL)
    _facts(sheet, ("规定用时", f"{payload.minutes} 分钟"), ("实际用时", wording.duration(payload.used_seconds)))
    _facts(sheet, ("开始时间", wording.moment(payload.started)), ("交卷时间", wording.moment(payload.submitted)))
    _facts(
        sheet,
        ("交卷方式", wording.SUBMITTED_BY.get(payload.submitted_by, payload.submitted_by)),
        ("作答编号", payload.sitting_id),
    )
    _facts(sheet, ("多选题计分", wording.RULES.get(payload.rule, payload.rule)))
    sheet.y -= 5


_COLUMNS: Final = (36.0, WIDTH - 36 - 4 * 68, 68.0, 68.0, 68.0, 68.0)
_TOTALS: Final = (_COLUMNS[0] + _COLUMNS[1], *_COLUMNS[2:])


def _result(sheet: Pages, payload: Payload) -> None:
    _heading(sheet, "三、成绩", keep=80)
    header = _score_row(("序号", "部分", "题数", "全对题数", "满分", "得分"), _STRONG, heading=True)
    sheet.row(header)
    for n, section in enumerate(payload.sections, 1):
        sheet.row(_score_row(_section(n, section), _BODY), header)
    total = SectionScore(
        "合计",
        sum(s.items for s in payload.sections),
        sum(s.right for s in payload.sections),
        payload.halves,
        payload.full_halves,
    )
    sheet.row(_score_row(_section(0, total)[1:], _STRONG, _TOTALS), header)
    if payload.areas:
        text = "；".join(
            f"{wording.AREAS.get(a.area, a.area)} {wording.marks(a.halves)}/{wording.marks(a.full_halves)}"
            for a in payload.areas
        )
        sheet.row([Cell("按知识领域", 104, _BODY, "centre", TINT), Cell(text, WIDTH - 104, _SMALL)])
    verdict = Style(24, bold=0.035, colour=_PASS if payload.passed else _FAIL)
    third = WIDTH / 3
    figure = Style(17, bold=0.02)
    sheet.row(
        [
            Cell(f"总分 {wording.marks(payload.halves)} 分", third, figure, "centre"),
            Cell(f"合格线 {wording.marks(payload.pass_halves)} 分", third, Style(12), "centre"),
            Cell("合格" if payload.passed else "不合格", third, verdict, "centre"),
        ]
    )
    sheet.y -= 5


def _section(n: int, section: SectionScore) -> tuple[str, ...]:
    return (
        str(n),
        section.title,
        str(section.items),
        str(section.right),
        wording.marks(section.full_halves),
        wording.marks(section.halves),
    )


def _score_row(
    texts: Sequence[str], style: Style, widths: Sequence[float] = _COLUMNS, heading: bool = False
) -> list[Cell]:
    """Centred cells; the title of a section stands at the left."""
    return [
        Cell(text, width, style, "left" if style is _BODY and column == 1 else "centre", TINT if heading else None)
        for column, (text, width) in enumerate(zip(texts, widths, strict=True))
    ]


def _incidents(sheet: Pages, payload: Payload) -> None:
    _heading(sheet, "四、考试过程记录")
    widths = (36.0, 138.0, WIDTH - 174)
    if payload.incidents:
        header = [Cell(t, w, _STRONG, "centre", TINT) for t, w in zip(("序号", "时间", "事项"), widths, strict=True)]
        sheet.row(header)
        for n, incident in enumerate(payload.incidents, 1):
            sheet.row(
                [
                    Cell(str(n), widths[0], _BODY, "centre"),
                    Cell(wording.moment(incident.at), widths[1], _SMALL, "centre"),
                    Cell(incident.text, widths[2], _BODY),
                ],
                header,
            )
    else:
        sheet.row([Cell("考试过程中没有需要记录的情况。", WIDTH, _BODY)])
    _facts(sheet, ("记录摘要", wording.grouped(payload.log_digest)), style=_SMALL)
    sheet.y -= 10


def _boxed(sheet: Pages, json: bytes) -> None:
    """Which characters stand on the page as a box, no shipped font having them, so that none is lost on paper."""
    without = [c for c in dict.fromkeys(json.decode()) if not has_glyph(c)]
    if without:
        points = " ".join(f"U+{ord(c):04X}" for c in without[:_BOXED]) + ("…" if len(without) > _BOXED else "")
        sheet.paragraph(LEFT, WIDTH, f"页面上显示为方框的字不在字库中，其编码为 {points}，以所附数据为准。", _FINE)
        sheet.y -= PAD


def _attest(sheet: Pages, payload: Payload, digest: str) -> None:
    x, room = LEFT + _QR + 14, WIDTH - _QR - 14
    issuer = wrap(payload.issuer, 12, room - 72)
    sheet.need(max(_QR, 58 + len(issuer) * 17.4) + 2)
    top = sheet.y
    # Any mask can be read; trying all eight for the best-looking one would take longer than the rest of the sheet.
    code = segno.make(f"jltrain:{payload.number}:{digest}", error="m", mask=2, micro=False, boost_error=False)
    sheet.ink.modules(LEFT, top - _QR, _QR, [bytes(row) for row in code.matrix])
    sheet.paragraph(x, room, wording.ATTESTATION, _FINE)
    sheet.paragraph(x, room, f"数据摘要 {wording.grouped(digest)}", _FINE)
    sheet.y -= PAD
    sheet.ink.text(x, sheet.y - 13, "签发单位：", Style(12))
    for line in issuer:
        sheet.ink.text(x + 62, sheet.y - 13, line, Style(12, bold=0.03))
        sheet.y -= 17.4
    sheet.ink.text(x, sheet.y - 13, f"签发时间：{wording.moment(payload.issued)}（北京时间）", _BODY)
