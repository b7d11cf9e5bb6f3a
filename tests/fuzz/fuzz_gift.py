"""GIFT files by chance: `python -m tests.fuzz.fuzz_gift [libFuzzer options]`, with atheris, on Linux."""

from __future__ import annotations

from tests.fuzz.formats import made, owed, reader, run

_PIECES = (
    "{",
    "}",
    "=",
    "~",
    "#",
    "####",
    "%50%",
    "%-100%",
    "\\",
    "\\n",
    "\n",
    "\n\n",
    "::",
    "//",
    "[id:a-1]",
    "[tag:难度3]",
    "[html]",
    "[plain]",
    "$CATEGORY: a/b",
    "->",
    "T",
    "FALSE",
    "<p>",
    '<img src="data:image/png;base64,iVBORw0KGgo=">',
    "甲",
    " ",
    "*",
    "$x^2$",
    "[id:a-1#1]",
    "____",
    "[tag:多空：；]",
    "//jltrain:explanation a",
    "<table>",
    "&amp;",
)


def one_input(data: bytes) -> None:
    """As it is, and as a row of pieces."""
    owed(reader("gift"), data[1:] if data[:1] == b"\0" else made(data, _PIECES))


def main() -> None:
    run(one_input)


if __name__ == "__main__":
    main()
