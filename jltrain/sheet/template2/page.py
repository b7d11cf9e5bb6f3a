"""The visible pages of a score sheet, template 2: a payload in, inked pages out. Nothing else is looked at."""

from __future__ import annotations

from typing import Final

from jltrain.sheet import qr
from jltrain.sheet.payload import Payload
from jltrain.sheet.template2 import form as shape
from jltrain.sheet.template2 import ink, wording
from jltrain.sheet.template2.form import BODY, FINE, Form
from jltrain.sheet.template2.grid import BOTTOM, LEFT, PAD, TOP, WIDTH, Page, Pages
from jltrain.sheet.template2.ink import A4, GREY, Style, wrap
from jltrain.sheet.template2.letters import Letters, has_glyph, width

_BOXED: Final = 60


def pages(payload: Payload, digest: str, form: Form, letters: Letters) -> list[Page]:
    """The inked pages. `digest`: SHA-256 of the payload's canonical JSON in hexadecimal, which the QR code carries."""
    sheet = Pages(letters, form.letters, lambda it: _running_head(it, payload))
    _title(sheet, payload, form)
    _top(sheet, payload, form)
    _result(sheet, payload, form)
    _incidents(sheet, payload, form)
    _boxed(sheet, form)
    _attest(sheet, payload, form, digest)
    _feet(sheet, payload, form)
    return sheet.pages


def _feet(sheet: Pages, payload: Payload, form: Form) -> None:
    number, count = wording.footer(_short(payload.number, 300)), len(sheet.pages)
    for n, page in enumerate(sheet.pages, 1):
        sheet.page = page
        page.alike.append(_FOOT_RULE)
        sheet.own(LEFT, BOTTOM - 24, number, FINE)
        _flush_right(sheet, form, BOTTOM - 24, wording.folio(n, count), FINE)


_FOOT_RULE: Final = ink.rule(LEFT, BOTTOM - 12, LEFT + WIDTH, BOTTOM - 12, 0.4, GREY)
_HEAD_RULE: Final = ink.rule(LEFT, TOP + 3, LEFT + WIDTH, TOP + 3, 0.4, GREY)
_TITLE_RULES: Final = b"\n".join(
    (ink.rule(LEFT, TOP - 34, LEFT + WIDTH, TOP - 34, 1.6), ink.rule(LEFT, TOP - 37, LEFT + WIDTH, TOP - 37, 0.5))
)


def _fixed(sheet: Pages, form: Form, x: float, y: float, line: str, style: Style) -> None:
    sheet.page.alike.append(form.words(x, y, line, style))


def _flush_right(sheet: Pages, form: Form, y: float, line: str, style: Style) -> None:
    _fixed(sheet, form, LEFT + WIDTH - width(line, style.size), y, line, style)


def _short(text: str, room: float) -> str:
    """The text's first line; where it is shortened, the whole stands in the body of the sheet."""
    found = wrap(text, FINE.size, room)
    return found[0] if len(found) == 1 else found[0] + "…"


def _running_head(sheet: Pages, payload: Payload) -> None:
    name = _short(payload.officer.name, 180)
    sheet.own(LEFT, TOP + 8, wording.continued(), FINE)
    sheet.own(LEFT + WIDTH - width(name, FINE.size), TOP + 8, name, FINE)
    sheet.page.alike.append(_HEAD_RULE)
    sheet.y = TOP - 6


def _title(sheet: Pages, payload: Payload, form: Form) -> None:
    title = wording.TITLE
    _fixed(sheet, form, A4[0] / 2 - width(title, shape.TITLE.size) / 2, TOP - 20, title, shape.TITLE)
    sheet.page.alike.append(_TITLE_RULES)
    sheet.y = TOP - 42
    issued = wording.issued_on(payload.issued)
    length = width(issued, BODY.size)
    sheet.own(LEFT + WIDTH - length, sheet.y - 11, issued, BODY)
    sheet.own_paragraph(LEFT, WIDTH - length - 20, wording.numbered(payload.number, payload.version), BODY)
    sheet.y -= 4
    if payload.version > 1:
        sheet.row(form.correction, (wording.correction(payload.version, payload.replaces, payload.correction),))
        sheet.y -= 3


def _top(sheet: Pages, payload: Payload, form: Form) -> None:
    """Officer, exam and marks by part: all rows that every sheet has, as one block."""
    officer, marks = payload.officer, wording.marks
    values = [
        officer.name,
        officer.certificate,
        wording.duration(payload.used_seconds),
        wording.moment(payload.started),
        wording.moment(payload.submitted),
        wording.SUBMITTED_BY.get(payload.submitted_by, payload.submitted_by),
        payload.sitting_id,
    ]
    for section in payload.sections:
        values += (str(section.right), marks(section.halves))
    sheet.block(form.top, [*values, str(sum([s.right for s in payload.sections])), marks(payload.halves)])


def _result(sheet: Pages, payload: Payload, form: Form) -> None:
    values = [wording.total(payload.halves), wording.PASSED if payload.passed else wording.FAILED]
    if payload.areas:
        values.insert(0, "；".join([wording.area(a.area, a.halves, a.full_halves) for a in payload.areas]))
    sheet.block(form.result(payload.passed, bool(payload.incidents)), values)


def _incidents(sheet: Pages, payload: Payload, form: Form) -> None:
    for n, incident in enumerate(payload.incidents, 1):
        sheet.row(form.incident, (str(n), wording.moment(incident.at), incident.text), form.record)
    sheet.row(form.log, (wording.grouped(payload.log_digest),))
    sheet.y -= 8


def _boxed(sheet: Pages, form: Form) -> None:
    """Which characters stand on the page as a box, no shipped font having them, so that none is lost on paper."""
    own = sheet.letters.own
    without = [*form.boxed, *[c for c in own if not has_glyph(c)]] if own else form.boxed
    if without:
        points = " ".join([f"U+{ord(c):04X}" for c in without[:_BOXED]]) + ("…" if len(without) > _BOXED else "")
        sheet.own_paragraph(LEFT, WIDTH, wording.boxed(points), FINE)
        sheet.y -= PAD


def _attest(sheet: Pages, payload: Payload, form: Form, digest: str) -> None:
    sheet.need(form.foot_height)
    foot = form.foot(sheet.y)
    side, rows = qr.rows(f"jltrain:{payload.number}:{digest}")
    sheet.page.own.append(ink.modules(LEFT, sheet.y - shape.QR, shape.QR, side, rows))
    sheet.page.alike.append(foot.alike)
    sheet.own(shape.FOOT, foot.digest, wording.digest_line(digest), FINE)
    sheet.own(shape.FOOT, foot.issued, wording.issued_at(payload.issued), BODY)
