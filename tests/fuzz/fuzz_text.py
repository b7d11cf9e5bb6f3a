"""Texts and XML by chance: `python -m tests.fuzz.fuzz_text [libFuzzer options]`, with atheris, on Linux."""

from __future__ import annotations

import sys

from jltrain.foreign.archive import opened
from jltrain.foreign.faults import BadFile
from jltrain.foreign.text import decoded
from jltrain.foreign.xml import parsed, parts


def one_input(data: bytes) -> None:
    """Read it as text, as XML and as a zip; BadFile is an answer, anything else is not."""
    try:
        text = decoded(data, "a.txt").text
        assert "\0" not in text and "\r" not in text
        assert (
            text.splitlines() == (text[:-1] if text.endswith("\n") else text).split("\n")[: text.count("\n") + 1]
            or not text
        )
    except BadFile as error:
        assert error.sentence().endswith("。")
    whole: list[str] | None = None
    try:
        whole = [element.tag for element in parsed(data, "a.xml")]
    except BadFile as error:
        assert error.sentence().endswith("。")
    try:
        root = parsed(data, "a.xml").tag
        assert [element.tag for element in parts(data, "a.xml", {}, (root,))] == whole
    except BadFile:
        assert whole is None
    try:
        archive = opened(data, "a.zip")
        for name in archive:
            archive.read(name)
    except BadFile as error:
        assert error.sentence().endswith("。")


def main() -> None:
    import atheris

    atheris.instrument_all()
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
