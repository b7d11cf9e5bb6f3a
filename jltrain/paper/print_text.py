"""Text and options as ReportLab flowables that break lines as Chinese is printed.

ReportLab's own Paragraph tears numbers apart in Chinese text and cannot keep a blank or an answer bracket whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final, Literal

from reportlab.platypus import Flowable

from jltrain.bank.question import BLANK, LETTERS
from jltrain.paper.print_fonts import BLANK_EMS, Chain, printable, runs, width

_OPENING: Final = re.escape("（《〔【「『“‘([{〈")
_CLOSING: Final = re.escape("，。；：！？、）》〕】」』”’〉%％…—,.;:!?)]}")
_CLUSTER: Final = re.compile(
    rf"(?:（[ 　]*）|[{_OPENING}]{{0,3}}(?:[0-9A-Za-z]+(?:[.,/:·\-][0-9A-Za-z]+)*(?:\xa0.)?|.))[{_CLOSING}]{{0,4}}"
)
"""What is never parted: an answer bracket, a number or Latin word with what a no-break space ties to it; each with the
marks that may not be left alone at the end or the start of a line."""

_STRETCH: Final = 2.0
"""A line is spread to the full measure when no more ems than this are missing."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a text looks: `size` and `leading` in points."""

    size: float = 10.5
    leading: float = 17.0
    chain: Chain = Chain.BODY
    align: Literal["full", "centre"] = "full"


BODY: Final = Style()


@dataclass(frozen=True, slots=True)
class Line:
    """One line; `last` of its paragraph."""

    text: str
    last: bool


def break_lines(text: str, style: Style, room: float) -> list[Line]:
    """The text (made `printable`) in lines of at most `room` points; at least one line."""
    lines: list[Line] = []
    for paragraph in text.split("\n"):
        line, length = "", 0.0
        for found in _CLUSTER.finditer(paragraph):
            cluster = found[0]
            step = width(style.chain, cluster, style.size)
            pieces = [cluster] if step <= room else list(cluster)
            for piece in pieces:
                step = width(style.chain, piece, style.size)
                if line and length + step > room and piece != " ":
                    lines.append(Line(line, last=False))
                    line, length = "", 0.0
                line += piece
                length += step
        lines.append(Line(line, last=True))
    return lines


def draw_line(canvas: Any, x: float, y: float, text: str, style: Style, spread: float = 0.0) -> None:
    """One line from x on base line y; `spread` points more after each character. Blanks become rules."""
    for name, run in runs(style.chain, text):
        if name:
            canvas.setFont(name, style.size)
            canvas.drawString(x, y, run, charSpace=spread)
            x += width(style.chain, run, style.size) + spread * len(run)
            continue
        for _blank in run:
            long = BLANK_EMS * style.size
            canvas.setLineWidth(0.6)
            canvas.line(x + 2, y - 2, x + long - 2, y - 2)
            canvas.setFont(Chain.BODY.value[0], style.size)
            canvas.drawString(x + 2, y, BLANK, mode=3)  # unseen, for those who search, copy or listen
            x += long + spread


def draw_centred(canvas: Any, x: float, y: float, text: str, style: Style) -> None:
    """One line whose middle is x."""
    draw_line(canvas, x - width(style.chain, text, style.size) / 2, y, text, style)


class Text(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """A text that may have a label (a number, a letter) hanging at its left, `indent` points wide.

    `opens` says that a question begins here; `runs_on` that the last line is not the paragraph's end.
    """

    def __init__(
        self,
        text: str,
        style: Style = BODY,
        *,
        label: str = "",
        indent: float = 0.0,
        before: float = 0.0,
        opens: bool = False,
        runs_on: bool = False,
    ) -> None:
        super().__init__()
        self.text, self.style, self.label, self.indent = printable(text), style, label, indent
        self.spaceBefore, self.opens, self._runs_on = before, opens, runs_on
        self._lines: list[Line] = []

    def wrap(self, room: float, _height: float) -> tuple[float, float]:
        self.width = room
        self._lines = break_lines(self.text, self.style, room - self.indent)
        self.height = len(self._lines) * self.style.leading
        return room, self.height

    def split(self, room: float, height: float) -> list[Text]:
        self.wrap(room, height)
        fit = int(height // self.style.leading)
        if fit >= len(self._lines):
            return [self]
        if fit < 2:
            return []
        first, rest = (_joined(part) for part in (self._lines[:fit], self._lines[fit:]))
        return [
            self._part(first, self.label, before=self.spaceBefore, opens=self.opens, runs_on=not first.endswith("\n")),
            self._part(rest, "", before=0.0, opens=False, runs_on=self._runs_on),
        ]

    def _part(self, text: str, label: str, *, before: float, opens: bool, runs_on: bool) -> Text:
        part = Text("", self.style, label=label, indent=self.indent, before=before, opens=opens, runs_on=runs_on)
        part.text = text.removesuffix("\n")
        return part

    def draw(self) -> None:
        size, leading = self.style.size, self.style.leading
        y = self.height - (leading + size * 0.76) / 2
        if self.label:
            draw_line(self.canv, self.indent - width(self.style.chain, self.label, size), y, self.label, self.style)
        for number, line in enumerate(self._lines, 1):
            self._draw_line(line, y, last=line.last and not (self._runs_on and number == len(self._lines)))
            y -= leading

    def _draw_line(self, line: Line, y: float, *, last: bool) -> None:
        text, room, style = line.text.strip(" "), self.width - self.indent, self.style
        spare = room - width(style.chain, text, style.size)
        if style.align == "centre":
            draw_line(self.canv, self.indent + spare / 2, y, text, style)
            return
        full = not last and len(text) > 1 and 0 < spare <= _STRETCH * style.size
        draw_line(self.canv, self.indent, y, text, style, spare / (len(text) - 1) if full else 0.0)


def _joined(lines: list[Line]) -> str:
    return "".join(line.text + ("\n" if line.last else "") for line in lines)


class Options(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """The options of a question below its stem: in four columns if each is short enough, else in two, else in one."""

    def __init__(self, options: tuple[str, ...], style: Style, indent: float) -> None:
        super().__init__()
        self._texts = [printable(o).replace("\n", " ") for o in options]
        self._style, self._indent = style, indent
        self._hang = 1.75 * style.size
        self._columns = 1

    def _singles(self) -> list[Text]:
        """The options one below the other."""
        return [
            Text(text, self._style, label=f"{letter}．", indent=self._indent + self._hang)
            for letter, text in zip(LETTERS, self._texts, strict=False)
        ]

    def wrap(self, room: float, height: float) -> tuple[float, float]:
        self.width = room
        widest = max(width(self._style.chain, t, self._style.size) for t in self._texts) + self._hang
        fitting = (n for n in (4, 2) if widest + self._style.size <= (room - self._indent) / n)
        self._columns = next(fitting, 1)
        if self._columns == 1:
            self.height = sum(t.wrap(room, height)[1] for t in self._singles())
        else:
            self.height = -(-len(self._texts) // self._columns) * self._style.leading
        return room, self.height

    def split(self, room: float, height: float) -> list[Text]:
        self.wrap(room, height)
        singles = self._singles() if self._columns == 1 else []
        for n, text in enumerate(singles):
            if text.wrap(room, height)[1] > height:
                parts = text.split(room, height)
                return [*singles[:n], *(parts or [text]), *singles[n + 1 :]] if n or parts else []
            height -= text.height
        return singles

    def draw(self) -> None:
        y = self.height
        if self._columns == 1:
            for text in self._singles():
                y -= text.wrap(self.width, self.height)[1]
                text.drawOn(self.canv, 0, y)
            return
        step = (self.width - self._indent) / self._columns
        size, leading = self._style.size, self._style.leading
        for n, (letter, option) in enumerate(zip(LETTERS, self._texts, strict=False)):
            row, column = divmod(n, self._columns)
            x, base = self._indent + column * step, y - row * leading - (leading + size * 0.76) / 2
            label = f"{letter}．"
            draw_line(self.canv, x + self._hang - width(self._style.chain, label, size), base, label, self._style)
            draw_line(self.canv, x + self._hang, base, option, self._style)
