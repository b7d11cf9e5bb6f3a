"""Read a YAML file of ours: bounded, UTF-8, without anchors, through ryaml (about eight times PyYAML's speed)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import ryaml
import yaml

from jltrain.errors import reason_of
from jltrain.i18n import _

_ANCHOR: Final = re.compile(r"(?m)(?:^|[\s\[,:-])[&*][A-Za-z0-9_]")


class NotReadable(Exception):
    """For the caller to tell: `reason` in the language in use, `line` from 1, or 0 for the whole file."""

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.line = reason, line


def read(file: Path, largest: int) -> object:
    """What the file holds: dicts, lists, texts, numbers, truth values. `largest` in bytes. Raises NotReadable."""
    try:
        with file.open("rb") as stream:
            data = stream.read(largest + 1)
    except OSError as error:
        raise NotReadable(_("文件打不开（{reason}）").format(reason=reason_of(error))) from error
    return parse(data, largest)


def parse(data: bytes, largest: int) -> object:
    """The same for the content of a file."""
    if len(data) > largest:
        raise NotReadable(_("文件过大，最多 {kb} KB").format(kb=largest // 1024))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotReadable(_("不是 UTF-8 编码的文本")) from error
    if _ANCHOR.search(text):
        _refuse_anchors(text)
    try:
        loaded: object = ryaml.loads(text)
    except ValueError as error:  # ryaml's own errors are ValueErrors, and so is a list as a key
        raise _broken(str(error)) from error
    return loaded


def _refuse_anchors(text: str) -> None:
    """An anchor can unfold a few bytes into gigabytes, and ours need none."""
    try:
        for token in yaml.scan(text, Loader=yaml.CSafeLoader):
            if isinstance(token, yaml.AnchorToken | yaml.AliasToken):
                raise NotReadable(_("不能用 YAML 锚点（& 和 *）"), token.start_mark.line + 1)
    except yaml.YAMLError as error:
        raise _broken(str(error)) from error


def _broken(told: str) -> NotReadable:
    match = re.search(r"line (\d+)", told)
    return NotReadable(_("YAML 写法有误，请检查缩进、冒号和引号"), int(match[1]) if match else 0)
