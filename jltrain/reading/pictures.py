"""The pictures of a chapter: which names a chapter may use, and whether the file may be shown.

A picture lies inside the chapter's folder and nowhere else. An SVG is a program for a renderer, so one that
could reach outside itself (scripts, entities, embedded or linked files) is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from jltrain.errors import BadInput, NotFound
from jltrain.i18n import N_, _

PICTURE_BYTES: Final = 5_000_000
SUFFIXES: Final = frozenset({".svg", ".png", ".jpg", ".jpeg"})

_INLINE: Final = re.compile(r"!\[[^\[\]]{0,300}\]\(\s{0,9}<?([^\s()<>]{1,300})")
_REFERENCE: Final = re.compile(r"^ {0,3}\[[^\[\]]{1,300}\]:\s{0,9}<?([^\s<>]{1,300})", re.MULTILINE)
_SVG_REACHES_OUT: Final = re.compile(
    rb"<!DOCTYPE|<!ENTITY|<\?xml-stylesheet|<\s*(?:\w+:)?(?:script|image|foreignObject|style|use|a|animate\w*|set)\b"
    rb"|\bon\w+\s*=|\bhref\s*=|url\s*\(",
    re.IGNORECASE,
)
_SVG_OWN_REFERENCE: Final = re.compile(rb"url\s*\(\s*#", re.IGNORECASE)
_STARTS: Final = {".png": b"\x89PNG\r\n\x1a\n", ".jpg": b"\xff\xd8\xff", ".jpeg": b"\xff\xd8\xff"}


class PictureMissing(NotFound):
    template = N_("课件“{chapter}”用到的图片“{name}”不存在，请把图片放到课件所在的文件夹里。")


class PictureRefused(BadInput):
    template = N_("课件“{chapter}”的图片“{name}”不能使用（{reason}），请换一张图片。")


def picture_names(body: str) -> tuple[str, ...]:
    """The picture names that a body mentions, each once, in order; for checking, not for rendering."""
    targets = [found[1] for found in _INLINE.finditer(body)]
    targets += [t for t in (found[1] for found in _REFERENCE.finditer(body)) if PurePosixPath(t).suffix in SUFFIXES]
    return tuple(dict.fromkeys(targets))


def is_picture_name(name: str) -> bool:
    """Relative, below the chapter's folder, no scheme, no escape, a known suffix."""
    if not 1 <= len(name) <= 300 or any(c in name for c in '\\:%?#"<>|*\0') or not name.isprintable():
        return False
    parts = name.split("/")
    return all(part.strip(" .") for part in parts) and PurePosixPath(name).suffix.lower() in SUFFIXES


def picture_file(chapter: str, folder: Path, name: str) -> Path:
    """The file of the picture `name` of `chapter` (its id, for the message), proven fit to be shown.

    Raises PictureRefused or PictureMissing.
    """
    if not is_picture_name(name):
        raise PictureRefused(chapter=chapter, name=name, reason=_("只能用课件文件夹内的 svg、png 或 jpg 图片"))
    file = folder / name
    try:
        inside = file.resolve().is_relative_to(folder.resolve())
        if not file.is_file():
            raise PictureMissing(chapter=chapter, name=name)
        with file.open("rb") as opened:
            data = opened.read(PICTURE_BYTES + 1)
    except OSError as error:
        raise PictureMissing(chapter=chapter, name=name) from error
    if not inside:
        raise PictureRefused(chapter=chapter, name=name, reason=_("图片不在课件文件夹内"))
    for reason in _faults(file.suffix.lower(), data):
        raise PictureRefused(chapter=chapter, name=name, reason=reason)
    return file


def _faults(suffix: str, data: bytes) -> Iterator[str]:
    if len(data) > PICTURE_BYTES:
        yield _("图片超过 5 MB")
    elif suffix != ".svg":
        if not data.startswith(_STARTS[suffix]):
            yield _("文件内容与扩展名不符")
    elif not _is_plain_text(data) or b"<svg" not in data[:2_000]:
        yield _("不是 UTF-8 编码的 SVG")
    elif found := _SVG_REACHES_OUT.search(_SVG_OWN_REFERENCE.sub(b"", data)):
        yield _("SVG 含有不允许的内容：{text}").format(text=found[0].decode("ascii", "replace").strip("<"))


def svg_fault(data: bytes) -> str:
    """Why a picture that calls itself SVG cannot be shown, "" when it can; for pictures that are no chapter's."""
    return next(_faults(".svg", data), "")


def _is_plain_text(data: bytes) -> bool:
    """UTF-8 without NUL: no other encoding can then hide a forbidden word from the search."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return False
    declared = re.match(r"""\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w-]{1,40})["']""", text.lstrip("\ufeff"))
    return "\0" not in text and (declared is None or declared[1].lower() in ("utf-8", "utf8", "us-ascii"))
