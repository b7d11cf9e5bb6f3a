"""The pages around the text of a printed paper: margins, the sealed strip of the first page, the foot of each.

Paper and answer key are numbered each for itself, so that the key can be taken off. The total is known only at the
end, so the pages wait in the canvas until then.
"""

from __future__ import annotations

from collections import Counter
from io import BytesIO
from typing import Any, Final

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from jltrain.paper.print_fonts import Chain, font_of, width
from jltrain.paper.print_text import Style, Text, draw_centred, draw_line
from jltrain.progress import Report, Step

KEY: Final = "key"
"""The page template of the answer key; switch to it with NextPageTemplate."""

_WIDE, _HIGH = A4
_LEFT_FIRST, _LEFT, _RIGHT, _TOP, _BOTTOM = 84.0, 54.0, 48.0, 48.0, 54.0
_FIELD: Final = Style(size=10.5)
_SEAL: Final = Style(size=9)
_FOOT: Final = Style(size=8.5)
_FIELDS: Final = (("单位", 200.0), ("姓名", 92.0), ("执法证号", 120.0), ("门类", 100.0))
"""What the candidate writes in the sealed strip, with the length of the line in points."""


class Document(BaseDocTemplate):  # type: ignore[misc]  # ReportLab has no types
    """Pages on their way to a PDF; `questions` is how many Texts will say that they open one. `number` stands in
    the foot. `sealed`: the first page has the strip that hides who wrote it, as an exam's paper does."""

    def __init__(
        self, out: BytesIO, title: str, number: str, questions: int, report: Report, *, sealed: bool = True
    ) -> None:
        super().__init__(
            out, pagesize=A4, title=title, author="jltrain", subject=number, creator="jltrain", lang="zh-CN",
            invariant=1, pageCompression=1, initialFontName=font_of(Chain.BODY, "题"), allowSplitting=1, displayDocTitle=1,
        )  # fmt: skip
        self._number, self._questions, self._report, self._done = number, questions, report, 0
        self._heading, self._sealed = title, sealed
        self.pages = 0
        self.addPageTemplates(
            [
                PageTemplate(
                    "first", [_frame(_LEFT_FIRST if sealed else _LEFT)], onPage=self._first, autoNextPageTemplate="next"
                ),
                PageTemplate("next", [_frame(_LEFT)], onPage=self._next),
                PageTemplate(KEY, [_frame(_LEFT)], onPage=self._key),
            ]
        )

    def make(self, story: list[Any]) -> None:
        """Lay the story out and write the PDF."""
        self.build(story, canvasmaker=self._canvas)

    def _canvas(self, *args: Any, **kwargs: Any) -> _Waiting:
        return _Waiting(self, *args, **kwargs)

    def afterFlowable(self, flowable: Any) -> None:  # noqa: N802  (ReportLab's name)
        if isinstance(flowable, Text) and flowable.opens:
            self._done += 1
            self._report(Step(self._done, self._questions, self._heading))

    def _first(self, canvas: Any, _document: Any) -> None:
        canvas.part, canvas.left = "", _LEFT_FIRST if self._sealed else _LEFT
        if self._sealed:
            _sealed_strip(canvas)

    def _next(self, canvas: Any, _document: Any) -> None:
        canvas.part, canvas.left = "", _LEFT

    def _key(self, canvas: Any, _document: Any) -> None:
        canvas.part, canvas.left = "参考答案（保密）　", _LEFT

    def draw_foot(self, canvas: Any, page: int, pages: int) -> None:
        """Title, page x of y, the paper's number."""
        left, right, y = canvas.left, _WIDE - _RIGHT, 30.0
        canvas.setLineWidth(0.4)
        canvas.line(left, y + 12, right, y + 12)
        draw_centred(canvas, (left + right) / 2, y, f"{canvas.part}第 {page} 页　共 {pages} 页", _FOOT)
        number = self._number
        draw_line(canvas, right - width(Chain.BODY, number, _FOOT.size), y, number, _FOOT)
        room = (right - left) / 2 - width(Chain.BODY, canvas.part, _FOOT.size) / 2 - 50
        draw_line(canvas, left, y, _cut(self._heading, room), _FOOT)


def _frame(left: float) -> Any:
    return Frame(
        left, _BOTTOM, _WIDE - left - _RIGHT, _HIGH - _TOP - _BOTTOM,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip


def _cut(text: str, room: float) -> str:
    """As much of the text as fits."""
    if width(Chain.BODY, text, _FOOT.size) <= room:
        return text
    while text and width(Chain.BODY, text + "…", _FOOT.size) > room:
        text = text[:-1]
    return text + "…"


def _sealed_strip(canvas: Any) -> None:
    """The strip at the left that is folded and sealed before marking, read from the left edge upwards."""
    canvas.saveState()
    canvas.rotate(90)  # x now runs up the page, and y to the left
    gap = 18.0
    long = sum(width(Chain.BODY, label, _FIELD.size) + 4 + line + gap for label, line in _FIELDS) - gap
    x, y = (_HIGH - long) / 2, -32.0
    canvas.setLineWidth(0.6)
    for label, line in _FIELDS:
        draw_line(canvas, x, y, label, _FIELD)
        x += width(Chain.BODY, label, _FIELD.size) + 4
        canvas.line(x, y - 2, x + line, y - 2)
        x += line + gap
    seal = -62.0
    canvas.setDash(3, 3)
    ends, cuts = (30.0, _HIGH - 30), (_HIGH * 0.25, _HIGH * 0.5, _HIGH * 0.75)
    for start, end in zip((ends[0], *(c + 14 for c in cuts)), (*(c - 14 for c in cuts), ends[1]), strict=True):
        canvas.line(start, seal, end, seal)
    for word, at in zip("密封线", cuts, strict=True):
        draw_centred(canvas, at, seal - 3, word, _SEAL)
    draw_centred(canvas, _HIGH * 0.375, seal + 9, "密　封　线　内　不　要　答　题", Style(size=7.5))
    canvas.restoreState()


class _Waiting(Canvas):  # type: ignore[misc]  # ReportLab has no types
    """A canvas whose pages get their foot when their number is known."""

    def __init__(self, document: Document, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._document, self._waiting = document, list[dict[str, Any]]()
        self.part, self.left = "", _LEFT

    def showPage(self) -> None:  # noqa: N802  (ReportLab's name)
        self._waiting.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        totals = Counter(page["part"] for page in self._waiting)
        seen = Counter[str]()
        for page in list(self._waiting):
            self.__dict__.update(page)
            seen[self.part] += 1
            self._document.draw_foot(self, seen[self.part], totals[self.part])
            super().showPage()
        self._document.pages = totals.total()
        super().save()
