"""How the command line speaks: tables that fit Chinese, JSON for programs, a bar for long work."""

from __future__ import annotations

import json
import os
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from jltrain.clock import beijing, parse_iso
from jltrain.errors import Trouble, reason_of
from jltrain.i18n import N_, _
from jltrain.progress import Report, Step

_BAR = 28


class OutputNotWritten(Trouble):
    template = N_("结果没有写完（{reason}），请检查写往的磁盘或文件，然后重新执行。")


def say(text: str = "", end: str = "\n") -> None:
    """A line for a person, on standard output."""
    with written():
        print(text, end=end)


def as_json(value: object) -> None:
    """One JSON document for a program, on standard output."""
    say(json.dumps(value, ensure_ascii=False, indent=1, default=str))


def finish() -> None:
    """Write out what standard output still holds; left to the interpreter's end, a full disk would go untold."""
    if sys.stdout is not None:  # a Windows program without a console has none
        with written():
            sys.stdout.flush()


def nobody_reads() -> None:
    """Standard output leads nowhere from now on, so that the interpreter's last flush does not fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def written() -> Iterator[None]:
    """Around whatever writes to standard output. Raises OutputNotWritten; a closed pipe stays BrokenPipeError."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputNotWritten(reason=reason_of(error)) from error


def width(text: str) -> int:
    """Columns that `text` takes in a terminal: two for each wide character."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Columns aligned; numbers to the right."""
    texts = [[str(cell) for cell in row] for row in rows]
    widths = [max([width(head[n]), *(width(r[n]) for r in texts)]) for n in range(len(head))]
    right = [bool(texts) and all(_is_number(r[n]) for r in texts) for n in range(len(head))]

    def line(cells: Sequence[str]) -> str:
        padded = []
        for cell, wide, to_right in zip(cells, widths, right, strict=True):
            gap = " " * (wide - width(cell))
            padded.append(gap + cell if to_right else cell + gap)
        return "  ".join(padded).rstrip()

    say(line(head))
    say("  ".join("─" * w for w in widths))
    for row in texts:
        say(line(row))


def _is_number(text: str) -> bool:
    return bool(text) and text.rstrip("%").replace(".", "", 1).isdigit()


@contextmanager
def progress(text: str) -> Iterator[Report]:
    """A Report that draws a bar on standard error when that is a terminal; Ctrl+C stops the work."""
    shown = sys.stderr.isatty()

    def report(step: Step) -> None:
        if not shown:
            return
        if step.total:
            filled = _BAR * step.done // step.total
            bar, count = "█" * filled + "░" * (_BAR - filled), f"{step.done}/{step.total}"
        else:
            bar, count = "░" * _BAR, str(step.done)
        print(f"\r{text} {bar} {count} {step.text[:30]}\x1b[K", end="", file=sys.stderr, flush=True)

    try:
        yield report
    finally:
        if shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def shown_time(at: str) -> str:
    """A stored moment as people here read it: in Beijing time, to the minute."""
    return beijing(parse_iso(at))


def yes_no(value: bool) -> str:
    """是 or 否."""
    return _("是") if value else _("否")
