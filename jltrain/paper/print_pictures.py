"""The pictures of questions on a printed paper. A file that cannot be printed leaves a note in its place."""

from __future__ import annotations

import struct
import warnings
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any, Final

from PIL import Image  # comes with ReportLab, which cannot do without it
from reportlab.platypus import Image as Picture

from jltrain.bank.question import Question
from jltrain.errors import BadInput
from jltrain.i18n import N_

MAX_BYTES: Final = 10_000_000
MAX_PIXELS: Final = 20_000_000
WIDEST, HIGHEST = 340.0, 220.0
"""No picture is printed larger, in points."""

_DPI: Final = 110
"""At which a picture keeps its own size, when that is no larger than the above."""

_BROKEN: Final = (OSError, ValueError, SyntaxError, EOFError, struct.error, zlib.error, Image.DecompressionBombError)
"""What Pillow raises at damaged files."""


class PictureNotPrinted(BadInput):
    template = N_("试题“{question}”的图片“{picture}”没有印上，试卷上留有说明；请改用完好的 png 或 jpg 图片后重新打印。")


Pictures = Callable[[Question, str], bytes | None]
"""The content of a question's picture by its name; None when there is none to be had."""


def picture(question: Question, name: str, data: bytes | None) -> Any:
    """The flowable of a picture. Raises PictureNotPrinted."""
    trouble = PictureNotPrinted(question=question.id, picture=name)
    if data is None or len(data) > MAX_BYTES:
        raise trouble
    try:
        wide, high = _checked(data)
    except _BROKEN as error:
        raise trouble from error
    if wide * high > MAX_PIXELS:
        raise trouble
    scale = min(72 / _DPI, WIDEST / wide, HIGHEST / high)
    return Picture(BytesIO(data), wide * scale, high * scale)


def _checked(data: bytes) -> tuple[int, int]:
    """Width and height in pixels of a PNG or JPEG that can be read to its end, if it is not too large for that."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # MAX_PIXELS is lower than Pillow's limit
        with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as image:
            wide, high = image.size
            if wide * high <= MAX_PIXELS:
                image.load()
    return wide, high
