"""The front matter of a chapter: flat YAML between two lines of "---", read strictly and with line numbers.

Only what our files use is YAML here: keys, texts, and lists of texts. Anchors, tags and deeper nesting are
refused while the events stream in, so nothing is ever expanded. PyYAML's own Python parser is used because
it tells lines and needs no C stack; the text is at most 16 KB.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import yaml

from jltrain.i18n import _
from jltrain.reading.limits import CONTROL

FENCE: Final = "---"
FRONT_CHARACTERS: Final = 16_384


class FrontMatterFault(Exception):
    """Internal: what is wrong and where; `chapter` adds the file."""

    def __init__(self, line: int, field: str, reason: str) -> None:
        super().__init__(reason)
        self.line, self.field, self.reason = line, field, reason


@dataclass(frozen=True, slots=True)
class Entry:
    """One field: its line in the file, and a text or a list of texts. `plain`: written without quotes."""

    line: int
    value: str | tuple[str, ...]
    plain: bool


def split(text: str) -> tuple[str, str, int]:
    """Front matter, body, and the file's line where the body begins. Raises FrontMatterFault."""
    if not text.startswith(FENCE + "\n"):
        raise FrontMatterFault(1, FENCE, _("文件第一行必须是“---”"))
    end = text.find("\n" + FENCE + "\n", len(FENCE))
    if end < 0 and text.endswith("\n" + FENCE):
        end = len(text) - len(FENCE) - 1
    if end < 0:
        raise FrontMatterFault(1, FENCE, _("文件头没有用单独一行“---”结束"))
    front, body = text[len(FENCE) + 1 : end + 1], text[end + len(FENCE) + 2 :]
    if len(front.encode("utf-8", "surrogatepass")) > FRONT_CHARACTERS:
        raise FrontMatterFault(1, FENCE, _("文件头超过 16 KB"))
    return front, body, front.count("\n") + 3


def parse(front: str) -> dict[str, Entry]:
    """The fields in the order written. Raises FrontMatterFault."""
    try:
        return _fields(front)
    except (ValueError, OverflowError) as error:  # PyYAML lets chr() speak for "\UFFFFFFFF"
        raise FrontMatterFault(1, FENCE, _("含有不能显示的字符")) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise FrontMatterFault(mark.line + 2 if mark else 1, FENCE, _("不是正确的 YAML 写法")) from error
    except yaml.reader.ReaderError as error:
        line = front.count("\n", 0, error.position if isinstance(error.position, int) else 0) + 2
        raise FrontMatterFault(line, FENCE, _("含有不能显示的字符")) from error


def _fields(front: str) -> dict[str, Entry]:
    fields: dict[str, Entry] = {}
    key, listed, depth = "", None, 0
    for event in yaml.parse(front, Loader=yaml.SafeLoader):
        line = event.start_mark.line + 2 if event.start_mark else 1
        match event:
            case yaml.StreamStartEvent() | yaml.StreamEndEvent() | yaml.DocumentEndEvent():
                continue
            case yaml.DocumentStartEvent(explicit=False):
                continue
            case yaml.MappingStartEvent(anchor=None, tag=None) if depth == 0:
                depth = 1
            case yaml.SequenceStartEvent(anchor=None, tag=None) if depth == 1 and key:
                depth, listed = 2, (line, list[str]())
            case yaml.SequenceEndEvent() if listed is not None:
                fields[key] = Entry(listed[0], tuple(listed[1]), plain=False)
                key, depth, listed = "", 1, None
            case yaml.MappingEndEvent():
                depth = 0
            case yaml.ScalarEvent(value=text) if CONTROL.search(text):
                raise FrontMatterFault(line, key or FENCE, _("含有不能显示的字符"))
            case yaml.ScalarEvent(anchor=None, tag=None, value=text) if listed is not None:
                listed[1].append(text)
            case yaml.ScalarEvent(anchor=None, tag=None, value=text) if depth == 1 and key:
                fields[key] = Entry(line, text, plain=event.style is None)
                key = ""
            case yaml.ScalarEvent(anchor=None, tag=None, value=text) if depth == 1 and text:
                if text in fields:
                    raise FrontMatterFault(line, text, _("这个字段写了两次"))
                key = text
            case _:
                raise FrontMatterFault(line, key or FENCE, _("只能写“字段: 值”或“字段: [值, 值]”"))
    return fields
