"""One officer's transcript as a PDF for his file: identity, what is done and missing, sheets with who signed them, history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import zip_longest
from pathlib import Path
from typing import Final

from jltrain.ledger.book import Progress
from jltrain.ledger.print_columns import PAD
from jltrain.ledger.print_page import LEFT, Pages, base, cleaned, lines_of
from jltrain.ledger.print_report import NOTE, SIGNED, head, look_for, made_line, section, signatures
from jltrain.ledger.print_table import GAP, measured
from jltrain.ledger.transcript import Transcript
from jltrain.ledger.transcripttables import identity, title_of, transcript_tables, warnings
from jltrain.paper.print_fonts import Chain, width
from jltrain.paper.print_text import Style
from jltrain.savefile import save

_UPRIGHT: Final = ((False, 10.0), (False, 9.0), (False, 8.0))
"""It goes into the file of a person, whose sheets all stand upright."""
_LABEL: Final = Style(10, 14, Chain.HEAD)
_VALUE: Final = Style(10, 14)


def write_transcript_pdf(path: Path, transcript: Transcript, made_at: datetime, by: str = "", *, unit: str = "") -> int:
    """The transcript at `path`, whole or not at all; the number of its pages. `made_at` aware.

    `by` who made it and `unit` who hands it out: when empty, there is a line for the pen. Raises FileNotWritten.
    """
    made = [measured(table, tuple(table.rows)) for table in transcript_tables(transcript)]
    counted = Progress([one.table for one in made])
    across, size = look_for(made, _UPRIGHT)
    title = title_of(transcript)
    pages = Pages(title, made_line(made_at), by, across=across)
    head(pages, title, "", made_at, unit)
    _identity(pages, identity(transcript))
    for warning in warnings(transcript):
        pages.down(3)
        pages.text(warning, NOTE)
    for number, one in enumerate(made, 1):
        section(pages, one, size, 0, counted, below=SIGNED if number == len(made) else 0.0)
    signatures(pages, by)
    data, count = pages.finish()
    save(path, data)
    return count


def _identity(pages: Pages, facts: Sequence[tuple[str, str]]) -> None:
    """Two facts a line, in a grid."""
    canvas = pages.canvas
    names = max(width(_LABEL.chain, label, _LABEL.size) for label, _value in facts) + 2 * PAD
    half = pages.room / 2
    for pair in zip_longest(facts[::2], facts[1::2], fillvalue=("", "")):
        cells = [lines_of(cleaned(value), _VALUE, half - names - 2 * PAD) for _label, value in pair]
        high = max(len(lines) for lines in cells) * _VALUE.leading + 2 * GAP
        pages.need(high)
        canvas.setLineWidth(0.5)
        for place, ((label, _value), lines) in enumerate(zip(pair, cells, strict=True)):
            left = LEFT + place * half
            canvas.setFillGray(0.9)
            canvas.rect(left, pages.y - high, names, high, stroke=1, fill=1)
            canvas.rect(left + names, pages.y - high, half - names, high, stroke=1, fill=0)
            canvas.setFillGray(0)
            middle = pages.y - (high - _LABEL.leading) / 2 - base(_LABEL)
            pages.line(left + PAD, middle, cleaned(label), _LABEL)
            y = pages.y - (high - len(lines) * _VALUE.leading) / 2 - base(_VALUE)
            for line in lines:
                pages.line(left + names + PAD, y, line, _VALUE)
                y -= _VALUE.leading
        pages.down(high)
