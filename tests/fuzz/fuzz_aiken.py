"""Aiken files by chance: `python -m tests.fuzz.fuzz_aiken [libFuzzer options]`, with atheris, on Linux."""

from __future__ import annotations

from tests.fuzz.formats import made, owed, reader, run

_PIECES = (
    "A. ",
    "B) ",
    "C. 丙",
    "ANSWER: A",
    "ANSWER:",
    "\n",
    "\n\n",
    "甲",
    "正确",
    "错误",
    "ANSWER: A, B",
    " ",
    "Z. ",
)


def one_input(data: bytes) -> None:
    """As it is, and as a row of pieces."""
    owed(reader("aiken"), data[1:] if data[:1] == b"\0" else made(data, _PIECES))


def main() -> None:
    run(one_input)


if __name__ == "__main__":
    main()
