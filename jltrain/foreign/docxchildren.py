"""What stands in an element of a Word document once its wrappers are taken off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from jltrain.foreign.xml import Element

WRAPPERS: Final = frozenset(
    {
        "w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml", "w:smartTag", "w:hyperlink", "w:fldSimple", "w:dir", "w:bdo",
        "m:oMathPara",
    }
)  # fmt: skip
"""What stands around content and is not seen."""


def unwrapped(container: Iterable[Element]) -> Iterator[Element]:
    """The children, those of wrappers in their stead; what was deleted is not among them."""
    stack = [iter(container)]
    while stack:
        for element in stack[-1]:
            if element.tag in WRAPPERS:
                stack.append(iter(element))
                break
            if element.tag not in ("w:del", "w:moveFrom"):
                yield element
        else:
            stack.pop()


def branches(element: Element) -> Iterator[Element]:
    yield from element.findall("mc:Choice")
    yield from element.findall("mc:Fallback")
