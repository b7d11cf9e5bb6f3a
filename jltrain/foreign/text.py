"""The text of a file whose encoding nobody wrote down: marked, or guessed by what is valid and reads as Chinese."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from jltrain.foreign.faults import FileNotText

MAX_BYTES: Final = 100 * 1024 * 1024
_MARKS: Final = (  # UTF-32 before UTF-16, whose mark it begins with
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
)
_NEWLINES: Final = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
_PROBE: Final = 4000
"""Bytes looked at to tell encodings apart that are both valid."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """`text` has \\n alone between its lines, so that splitlines() and split("\\n") agree, and no NUL.

    `encoding` is Python's name of what it was: utf-8, utf-8-sig, gb18030, utf-16, utf-16-le, utf-16-be, utf-32.
    """

    text: str
    encoding: str


def decoded(data: bytes, file: str) -> Decoded:
    """The text of `data`; `file` is the name that the error tells. Raises FileNotText and nothing else."""
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _as(data, (codec,), file)
    zeros = (data[:_PROBE:2].count(0), data[1:_PROBE:2].count(0))
    if max(zeros) > 0:
        # ASCII has its zeros in the high byte, but U+3000, with which paragraphs are indented, in the low one
        likely = ("utf-16-le", "utf-16-be") if zeros[1] > zeros[0] else ("utf-16-be", "utf-16-le")
        return _as(data, (max(likely, key=lambda codec: _sense(data, codec)),), file)
    if _valid(data, "utf-8") is not None:
        return _as(data, ("utf-8",), file)
    # all Chinese, not a space in it: UTF-16 without mark may be valid GB 18030 too, but reads as rare characters
    guesses = sorted(("gb18030", "utf-16-le", "utf-16-be"), key=lambda codec: -_sense(data, codec))
    return _as(data, tuple(guesses), file)


def tidy(text: str) -> str:
    """Text from elsewhere (the clipboard) as `decoded` gives it: \\n alone between lines, no control characters."""
    return _CONTROL.sub("", _NEWLINES.sub("\n", text.removeprefix("\ufeff")))


def _as(data: bytes, codecs: tuple[str, ...], file: str) -> Decoded:
    for codec in codecs:
        text = _valid(data, codec)
        if text is None:
            continue
        text = _NEWLINES.sub("\n", text.removeprefix("\ufeff"))
        controls = len(_CONTROL.findall(text))
        if "\0" in text or controls > 8 + len(text) // 200:
            continue
        return Decoded(_CONTROL.sub("", text) if controls else text, codec)
    raise FileNotText(file=file)


def _valid(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _sense(data: bytes, codec: str) -> float:
    """How much of the beginning is what people write, read so: the 3,755 common characters, punctuation, ASCII."""
    text = data[:_PROBE].decode(codec, "replace")
    return sum(map(_common, text)) / max(1, len(text))


def _common(character: str) -> bool:
    if character < "\x7f" or "\u3000" <= character <= "\u303f" or "\uff00" <= character <= "\uffef":
        return True
    code = character.encode("gb2312", "ignore")
    return len(code) == 2 and (0xB0 <= code[0] <= 0xD7 or code[0] <= 0xA3)
