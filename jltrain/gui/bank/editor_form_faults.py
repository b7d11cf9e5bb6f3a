"""Where in the editor's fields a fault is said, and which field it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from jltrain.bank.check import CheckFault
from jltrain.bank.question import Kind
from jltrain.gui.bank.editor_checks import Examined, Place, place_of
from jltrain.gui.bank.editor_work import CHOICE

if TYPE_CHECKING:
    from jltrain.gui.bank.editor_form import WorkForm

_WHOLE: Final = ("pictures", "parts")
"""Faults that are shown whatever part is."""


def tell(form: WorkForm, examined: Examined) -> None:
    """Say beside each field what was found."""
    tab = form.tab
    placed = [(place_of(fault), fault) for fault in examined.faults]
    here = [(place, fault) for place, fault in placed if place.tab == tab or place.field in _WHOLE]
    for name, shown in form.faults.items():
        if name != "basis":
            shown.put([fault for place, fault in here if place.field == name])
    cited: dict[int, list[CheckFault]] = {}
    for place, fault in here:
        if place.field == "basis":
            cited.setdefault(place.number, []).append(fault)
    form.faults["basis"].put(cited.get(0, ()))
    form.basis.tell(examined.articles, cited)
    form.case.mark({place.tab for place, fault in placed if fault.blocking} if form.work.case else ())


def widget_of(form: WorkForm, place: Place) -> QWidget:
    """The field that is to have the keyboard; the stem when there is none of its own."""
    rows = [row for row in form.options.rows if not row.text.isHidden()]
    if place.field in ("options", "answer") and form.kind in CHOICE:
        if not rows:
            return form.options.add
        row = rows[min(max(place.number, 1), len(rows)) - 1]
        return row.text if place.field == "options" else row.letter
    if place.field == "answer" and form.kind is Kind.BLANK:
        empty = (field for field, texts in zip(form.accept.fields, form.accept.accept(), strict=False) if not texts)
        return next(empty, form.accept.fields[0] if form.accept.accept() else form.stem)
    known: dict[str, QWidget] = {
        "area": form.head.area, "topic": form.head.topic, "difficulty": form.head.difficulty,
        "kind": form.part_kind if form.tab else form.head.kind, "parts": form.case.add, "answer": form.right,
        "basis": form.basis.field(place.number), "explanation": form.explanation, "pictures": form.pictures.file,
        "derived": form.derived,
    }  # fmt: skip
    return known.get(place.field, form.stem)
