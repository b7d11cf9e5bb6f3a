"""Our plain texts made into HTML that `markup` reads back as they were."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Final

from jltrain.bank.formats.markup import ASIDE, EXACT
from jltrain.bank.formula import pieces

_DELICATE: Final = re.compile(r"[^\S\n ]|  |\n | \n|\n\n\n|\\[(\[]|\$\$")
"""White space that HTML would fold, and what markup would take for a formula."""
MARK: Final = re.compile(r"〔图([0-9]{1,2})〕")
_ILLEGAL: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_safe(text: str) -> str:
    """Without the characters that XML 1.0 cannot hold in any form."""
    return _ILLEGAL.sub("", text)


def is_xml_safe(text: str) -> bool:
    return _ILLEGAL.search(text) is None


def escaped(text: str) -> str:
    """For text and attribute values of XML and HTML alike; a carriage return would be folded."""
    return html.escape(text).replace("\r", "&#13;")


def html_of(
    text: str, image: Callable[[int], str], formula: Callable[[str], str], *, block: bool = True, style: bool = True
) -> str:
    """`image(n)` gives the markup of 〔图n〕, "" where there is no such picture (then the mark stays text);
    `formula` that of some LaTeX. Without `block`, spans stand in place of paragraphs; QTI knows no `style`."""
    exact = _DELICATE.search("".join(piece for is_formula, piece in pieces(text) if not is_formula)) is not None
    inner = "".join(formula(piece) if is_formula else _words(piece, image, exact) for is_formula, piece in pieces(text))
    if exact:
        tag = "p" if block else "span"
        look = ' style="white-space:pre-wrap"' if style else ""
        return f'<{tag} class="{EXACT}"{look}>{inner}</{tag}>'
    return f"<p>{inner}</p>" if block else inner


def _words(text: str, image: Callable[[int], str], exact: bool) -> str:
    parts = MARK.split(text)
    found = []
    for at, part in enumerate(parts):
        if at % 2:
            found.append(image(int(part)) or f"〔图{part}〕")
        else:
            found.append(escaped(part) if exact else escaped(part).replace("\n", "<br/>"))
    return "".join(found)


def aside(images: str) -> str:
    """A paragraph of pictures that no text means, "" of none."""
    return f'<p class="{ASIDE}">{images}</p>' if images else ""
