"""XML from others made into ElementTree elements: no DTD, no entities of its own, bounded in depth and number.

A document type is where every known attack on XML parsers begins (entities that unfold, that read files, that
call servers), and no format read here needs one: so it is refused, not resolved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from jltrain.foreign.faults import FileDamaged, FileTooLarge
from jltrain.i18n import _

__all__ = ["MAX_DEPTH", "MAX_ELEMENTS", "Element", "below", "parsed", "parts"]

MAX_DEPTH: Final = 160
"""Elements within elements. Word's own files stay under 80; a walker that calls itself for each must not run out."""
MAX_ELEMENTS: Final = 5_000_000


class _DoctypeRefused(Exception):
    """Raised from inside the parser, to stop it."""


class _BeyondLimit(Exception):
    """Raised from inside the parser, to stop it."""


def parsed(
    data: bytes,
    file: str,
    names: Mapping[str, str] | None = None,
    *,
    plain: bool = False,
    max_depth: int = MAX_DEPTH,
    max_elements: int = MAX_ELEMENTS,
) -> Element:
    """The root element. Raises FileDamaged (not well-formed, has a document type), FileTooLarge and nothing else.

    Tags and attributes are named {uri}local as everywhere in ElementTree; `names` maps a uri to a prefix instead
    ("w:p"; several uris may share one), `plain` drops every namespace ("p").
    Comments and processing instructions are left out. The encoding is what the XML declares.
    """
    with _telling(file, max_depth):
        reading = _Reading(_naming(names or {}, plain=plain), max_depth, max_elements)
        reading.parser.Parse(data, True)
        reading.release()
        root: Element = reading.builder.close()
        return root


def parts(
    data: bytes,
    file: str,
    names: Mapping[str, str],
    within: tuple[str, ...],
    *,
    without: frozenset[str] = frozenset(),
    max_depth: int = MAX_DEPTH,
    max_elements: int = MAX_ELEMENTS,
) -> Iterator[Element]:
    """The children of the element at the path `within`, each as soon as it is whole, and none kept: for large files.

    `without`: tags and attributes that nobody will ask for, left out with all inside them.
    What `parsed` raises comes while they are taken. Nothing else of the file is given; without such a path, nothing.
    """
    reading = _Reading(_naming(names, plain=False), max_depth, max_elements, within, without)
    for at in range(0, max(1, len(data)), _CHUNK):
        with _telling(file, max_depth):
            reading.parser.Parse(data[at : at + _CHUNK], at + _CHUNK >= len(data))
        yield from reading.taken()
    reading.release()


_CHUNK: Final = 1 << 16


@contextmanager
def _telling(file: str, max_depth: int) -> Iterator[None]:
    try:
        yield
    except _DoctypeRefused as error:
        raise FileDamaged(file=file, reason=_("含有不允许的外部实体声明")) from error
    except _BeyondLimit as error:
        raise FileTooLarge(file=file, size=str(error), limit=_("{depth} 层").format(depth=max_depth)) from error
    except (expat.ExpatError, LookupError, ValueError, AssertionError) as error:  # LookupError: no such encoding
        raise FileDamaged(file=file, reason=_("内容不符合格式")) from error


def _naming(names: Mapping[str, str], *, plain: bool) -> Callable[[str], str]:
    known: dict[str, str] = {}

    def named(name: str) -> str:
        """expat says uri}local."""
        found = known.get(name)
        if found is None:
            uri, mark, local = name.rpartition("}")
            if not mark or plain:
                found = local
            else:
                prefix = names.get(uri)
                found = f"{{{uri}}}{local}" if prefix is None else f"{prefix}:{local}" if prefix else local
            if len(known) < 10_000:
                known[name] = found
        return found

    return named


class _Reading:
    """expat filling a TreeBuilder, counted. `within`: the path whose children are set aside when whole."""

    def __init__(
        self,
        named: Callable[[str], str],
        max_depth: int,
        max_elements: int,
        within: tuple[str, ...] = (),
        without: frozenset[str] = frozenset(),
    ) -> None:
        self.builder = TreeBuilder()
        self.parser = expat.ParserCreate(namespace_separator="}")
        self._named, self._max_depth, self._left = named, max_depth, max_elements
        self._within, self._path = within, [""] * len(within)
        self._depth = self._unwanted = 0
        self._without = without
        self._holder: Element | None = None
        self._whole: list[Element] = []
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._data if without else self.builder.data
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.EntityDeclHandler = self._refuse
        self.parser.ExternalEntityRefHandler = self._refuse

    def taken(self) -> list[Element]:
        """Those set aside since the last time."""
        whole, self._whole = self._whole, []
        return whole

    def release(self) -> None:
        """Break the circle of handlers, so that the tree goes when its last user does."""
        self.parser.StartElementHandler = None
        self.parser.EndElementHandler = None
        self.parser.CharacterDataHandler = None

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        named = self._named
        self._left -= 1
        if self._depth + self._unwanted >= self._max_depth:
            raise _BeyondLimit(_("嵌套超过 {depth} 层").format(depth=self._max_depth))
        if self._left < 0:
            raise _BeyondLimit(_("元素过多"))
        tag = named(name)
        if self._unwanted or tag in self._without:
            self._unwanted += 1
            return
        kept = {key: value for raw, value in attributes.items() if (key := named(raw)) not in self._without}
        element = self.builder.start(tag, kept)
        if self._depth < len(self._within):
            self._path[self._depth] = tag
            if self._depth + 1 == len(self._within):
                self._holder = element if tuple(self._path) == self._within else None
        self._depth += 1

    def _end(self, name: str) -> None:
        if self._unwanted:
            self._unwanted -= 1
            return
        self._depth -= 1
        element = self.builder.end(self._named(name))
        if self._holder is not None and self._depth == len(self._within):
            self._holder.remove(element)  # its only child by now
            self._whole.append(element)

    def _data(self, text: str) -> None:
        if not self._unwanted:
            self.builder.data(text)

    @staticmethod
    def _refuse(*_told: object) -> int:
        raise _DoctypeRefused


def below(element: Element | None, *names: str) -> Element | None:
    """The first child of each name in turn: below(cell, "w:tcPr", "w:vMerge"). ElementTree's own paths want uris."""
    for name in names:
        if element is None:
            return None
        element = element.find(name)
    return element
