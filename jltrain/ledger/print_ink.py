"""Areas, lines and marks in the looks of a plot. What is drawn leaves the canvas black again where text follows."""

from __future__ import annotations

from typing import Any

from jltrain.ledger.plotlooks import Hatch, Look, Marker


def fill(canvas: Any, colour: str) -> None:
    """Areas and text are drawn in this colour, #RRGGBB."""
    canvas.setFillColorRGB(*_rgb(colour))


def stroke(canvas: Any, colour: str, thick: float, *, dashed: bool = False) -> None:
    """Lines are drawn so."""
    canvas.setStrokeColorRGB(*_rgb(colour))
    canvas.setLineWidth(thick)
    canvas.setDash([5, 3] if dashed else [])


def area(canvas: Any, look: Look, x: float, y: float, long: float, high: float) -> None:
    """A filled and hatched rectangle with an edge."""
    fill(canvas, look.fill)
    canvas.rect(x, y, long, high, stroke=0, fill=1)
    if look.hatch is not Hatch.NONE:
        canvas.saveState()
        inside = canvas.beginPath()
        inside.rect(x, y, long, high)
        canvas.clipPath(inside, stroke=0, fill=0)
        stroke(canvas, look.ink, 0.5)
        at = x - high
        while at < x + long:
            if look.hatch is not Hatch.FALLING:
                canvas.line(at, y, at + high, y + high)
            if look.hatch is not Hatch.RISING:
                canvas.line(at, y + high, at + high, y)
            at += 4.0
        canvas.restoreState()
    stroke(canvas, look.ink, 0.5)
    canvas.rect(x, y, long, high, stroke=1, fill=0)
    fill(canvas, "#000000")


def mark(canvas: Any, look: Look, x: float, y: float) -> None:
    """The mark of a line's point."""
    stroke(canvas, look.ink, 0.9)
    fill(canvas, look.fill)
    size = 3.0
    if look.marker is Marker.CIRCLE:
        canvas.circle(x, y, size, stroke=1, fill=1)
    else:
        corners = {
            Marker.SQUARE: ((-1, -1), (1, -1), (1, 1), (-1, 1)),
            Marker.TRIANGLE: ((-1.1, -0.9), (1.1, -0.9), (0, 1.1)),
            Marker.DIAMOND: ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
        }[look.marker]
        path = canvas.beginPath()
        path.moveTo(x + corners[0][0] * size, y + corners[0][1] * size)
        for right, up in corners[1:]:
            path.lineTo(x + right * size, y + up * size)
        path.close()
        canvas.drawPath(path, stroke=1, fill=1)
    fill(canvas, "#000000")


def _rgb(colour: str) -> tuple[float, float, float]:
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255
