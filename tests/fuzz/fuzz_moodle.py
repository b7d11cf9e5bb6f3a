"""Moodle XML by chance: `python -m tests.fuzz.fuzz_moodle [libFuzzer options]`, with atheris, on Linux."""

from __future__ import annotations

from tests.fuzz.formats import made, owed, reader, run

_PIECES = (
    '<question type="multichoice">',
    '<question type="cloze">',
    '<question type="description">',
    '<question type="truefalse">',
    '<question type="shortanswer">',
    "</question>",
    '<questiontext format="html">',
    "</questiontext>",
    "<text>",
    "</text>",
    "<![CDATA[",
    "]]>",
    '<answer fraction="100">',
    '<answer fraction="x">',
    "</answer>",
    "<idnumber>a-1</idnumber>",
    "<idnumber>a-1#1</idnumber>",
    "{1:SA:=a~b}",
    "<p>",
    "</p>",
    '&lt;img src="@@PLUGINFILE@@/a"&gt;',
    '<file name="a" encoding="base64">iVBORw0KGgo=</file>',
    "甲",
    "true",
    "\n",
    "{",
    "}",
    "<tags><tag>",
    "</tag></tags>",
    "&lt;math&gt;",
    "<single>false</single>",
    "&lt;ul&gt;&lt;li&gt;",
    "$",
    "\\(x\\)",
    "%50%",
    "#",
)


def one_input(data: bytes) -> None:
    """As it is, and as a row of pieces."""
    owed(reader("moodle"), data[1:] if data[:1] == b"\0" else b"<quiz>" + made(data, _PIECES) + b"</quiz>")


def main() -> None:
    run(one_input)


if __name__ == "__main__":
    main()
