"""HTML and XHTML of others made into our plain texts: paragraphs, lists and tables stay readable, nothing active stays.

One `Plain` takes start, data and end events, whether they come from an HTML text (`text_of`) or from XML elements
(`text_of_element`), and gives the text. Formulas become LaTeX between dollar signs, pictures 〔图1〕.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from typing import Final
from xml.etree.ElementTree import Element

from jltrain.bank.formula import subscript, superscript
from jltrain.bank.mathml import from_mathml
from jltrain.foreign.faults import BadFile
from jltrain.foreign.xml import parsed

Picture = Callable[[str, str], str]
"""The text that stands for a picture, of its address and what is written in its place: 〔图1〕."""

EXACT: Final = "jltrain-text"
"""Class of a paragraph of our own whose white space counts."""
ASIDE: Final = "jltrain-pictures"
"""Class of a paragraph of our own with pictures that no text means."""

_TOKEN: Final = re.compile(r"""<(/?)([A-Za-z][\w:.-]*+)((?:[^<>"']|"[^"<]*+"|'[^'<]*+')*+)>""")
_ATTRIBUTE: Final = re.compile(r"""([\w:.@-]+)\s*=\s*(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""")
_TEX: Final = re.compile(r"\\\((.{1,1000}?)\\\)|\\\[(.{1,1000}?)\\\]|\$\$([^$]{1,1000})\$\$", re.DOTALL)
_DOLLAR: Final = re.compile(r"(?<!\\)\$")
_BLOCKS: Final = frozenset([
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "ul", "ol", "li", "dl", "dt", "dd",
    "table", "thead", "tbody", "tfoot", "tr", "caption", "hr", "section", "article", "header", "footer", "figure",
    "figcaption", "address", "center", "fieldset", "prompt", "qti-prompt",
])  # fmt: skip
_DROPPED: Final = frozenset([
    "script", "style", "head", "title", "template", "noscript", "iframe", "svg", "audio", "video", "canvas",
    "applet", "form", "select", "textarea", "button", "map", "frameset", "rubricblock", "qti-rubric-block",
])  # fmt: skip
_TOLD: Final = frozenset([
    "iframe", "audio", "video", "canvas", "applet", "svg", "embed",
])  # fmt: skip
_VOID: Final = frozenset([
    "br", "hr", "img", "input", "meta", "link", "wbr", "col", "source", "track", "area", "base", "embed", "param",
])  # fmt: skip
_DEEPEST: Final = 200


class Plain:
    """Collects one text. `lost` names elements whose content has no place in a text."""

    def __init__(self, picture: Picture) -> None:
        self._picture = picture
        self._out: list[str] = []
        self._open: list[tuple[str, str]] = []
        self._lists: list[int] = []
        self._fresh = True
        """Nothing but a line's beginning stands before what comes next."""
        self._space = False
        """A space is due before the next word."""
        self._exact = False
        self.lost: list[str] = []

    def text(self) -> str:
        """Stripped; more than one empty line in a row only where ours say so."""
        whole = "".join(self._out).strip()
        return whole if self._exact else re.sub(r"\n{3,}", "\n\n", whole)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        classes = attributes.get("class", "")
        if tag in _TOLD:
            self.lost.append(tag)
        if tag == "br":
            self._raw("\n")
        elif tag == "img":
            self._image(attributes.get("src", ""), attributes.get("alt", ""))
        elif tag == "object" and attributes.get("type", "").startswith("image/"):
            self._image(attributes.get("data", ""), "")
        if tag in _VOID or len(self._open) >= _DEEPEST:
            return
        mark = "exact" if EXACT in classes else "aside" if ASIDE in classes else "tex" if "math-tex" in classes else ""
        self._open.append((tag, mark))
        if mark == "exact":
            self._exact = True
        if tag in _BLOCKS:
            self._line()
        if tag in ("ul", "ol"):
            self._lists.append(0 if tag == "ol" else -1)
        elif tag == "li":
            self._bullet()

    def _bullet(self) -> None:
        if self._lists and self._lists[-1] >= 0:
            self._lists[-1] += 1
            self._raw(f"{self._lists[-1]}. ")
        else:
            self._raw("• ")
        self._fresh = True

    def end(self, tag: str) -> None:
        if tag in _VOID or not any(tag == name for name, _mark in self._open):
            return
        while self._open:
            name, _mark = self._open.pop()
            self._closed(name)
            if name == tag:
                return

    def _closed(self, tag: str) -> None:
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        if tag in ("td", "th"):
            self._raw(" | ")
            self._fresh = True
        elif tag == "tr" and self._out and self._out[-1] == " | ":
            self._out.pop()
            self._fresh = False
        if tag in _BLOCKS:
            self._line()

    @property
    def _hidden(self) -> bool:
        return any(name in _DROPPED or mark == "aside" for name, mark in self._open)

    def data(self, text: str) -> None:
        if not text or self._hidden:
            return
        marks = [mark for _name, mark in self._open]
        if "tex" in marks:
            self._raw(_formula(text.strip().removeprefix("\\(").removesuffix("\\)")))
        elif "exact" in marks:
            self._raw(text)
        elif any(name == "pre" for name, _mark in self._open):
            self._raw(text.replace("\r\n", "\n"))
        elif self._open and self._open[-1][0] in ("sup", "sub") and (word := text.strip()):
            self._raw((superscript if self._open[-1][0] == "sup" else subscript)(word))
        else:
            self._folded(_TEX.sub(lambda m: _formula(m[1] or m[2] or m[3]), text))

    def math(self, latex: str) -> None:
        """A formula, as LaTeX."""
        if not self._hidden and latex:
            self._raw(_formula(latex))

    def special(self, text: str) -> None:
        """A text in the line that is nobody's markup: a blank."""
        if text and not self._hidden:
            if text.startswith("\n"):
                self._line()
            self._raw(text.removeprefix("\n"))

    def _folded(self, text: str) -> None:
        words = " ".join(text.replace("\xa0", " ").split())
        self._space = self._space or text[:1].isspace()
        if words:
            self._raw(words)
            self._space = text[-1].isspace()

    def _raw(self, text: str) -> None:
        if self._space and not self._fresh and not text.startswith("\n"):
            self._out.append(" ")
        self._space = False
        self._out.append(text)
        self._fresh = text.endswith("\n")

    def _image(self, source: str, alternative: str) -> None:
        if any(name in _DROPPED for name, _mark in self._open):
            return
        text = self._picture(source, alternative)
        if text and not any(mark == "aside" for _name, mark in self._open):
            self._raw(text)

    def _line(self) -> None:
        self._space = False
        if self._out and not self._fresh:
            self._out.append("\n")
            self._fresh = True


def _formula(latex: str) -> str:
    """Between dollar signs, on one line, and with nothing inside that would end it early."""
    line = " ".join(latex.split()) if "\n" in latex else latex.strip()
    return "$" + _DOLLAR.sub(r"\\$", line) + "$" if line else ""


def text_of(source: str, picture: Picture) -> tuple[str, tuple[str, ...]]:
    """An HTML text as a plain one, and what was dropped of it."""
    plain = Plain(picture)
    at, end = 0, len(source)
    while at < end:
        opened = source.find("<", at)
        if opened < 0:
            plain.data(html.unescape(source[at:]))
            break
        if opened > at:
            plain.data(html.unescape(source[at:opened]))
        at = _markup(source, opened, plain)
    return plain.text(), tuple(plain.lost)


def _markup(source: str, at: int, plain: Plain) -> int:
    """Take what the "<" at `at` begins; where to read on."""
    if source.startswith("<!--", at):
        closed = source.find("-->", at)
        return len(source) if closed < 0 else closed + 3
    if source.startswith(("<!", "<?"), at):
        closed = source.find(">", at)
        return len(source) if closed < 0 else closed + 1
    match = _TOKEN.match(source, at)
    if match is None:
        plain.data("<")
        return at + 1
    name = match[2].lower().rpartition(":")[2]
    if match[1]:
        plain.end(name)
    elif name == "math":
        return _math(source, match.start(), match.end(), plain)
    else:
        plain.start(name, {k.lower(): html.unescape(a or b or c) for k, a, b, c in _ATTRIBUTE.findall(match[3])})
    return match.end()


def _math(source: str, at: int, after: int, plain: Plain) -> int:
    prefix = source[at + 1 : after].partition("math")[0]
    closing = f"</{prefix}math>"
    end = source.find(closing, after)
    if end < 0:  # never closed: what follows are its words
        end, closing = len(source), ""
    xml = html.unescape(source[at:end].replace("&lt;", "\ue000").replace("&amp;", "\ue001")).replace("\ue001", "&amp;")
    xml = xml.replace("\ue000", "&lt;") + (closing or "<broken")
    xml = f'<r xmlns:{prefix[:-1]}="x">{xml}</r>' if prefix.endswith(":") else xml
    try:
        plain.math(from_mathml(parsed(xml.encode("utf-8", "replace"), "")))
    except BadFile:  # not well-formed: its words are better than nothing
        plain.data(html.unescape(re.sub(r"<[^<>]*>", " ", source[after:end])))
    return end + len(closing)


def text_of_element(element: Element, picture: Picture, special: Callable[[Element], str | None]) -> str:
    """The text of what is inside an XML element. `special` gives the text of an element that is no markup
    (an interaction), None where it is."""
    plain = Plain(picture)
    _inside(element, plain, special)
    return plain.text()


def _inside(element: Element, plain: Plain, special: Callable[[Element], str | None]) -> None:
    plain.data(element.text or "")
    for child in element:
        name = child.tag.rpartition("}")[2].lower()
        text = special(child)
        if text is not None:
            plain.special(text)
        elif name == "math":
            plain.math(from_mathml(child))
        else:
            plain.start(name, child.attrib)
            _inside(child, plain, special)
            plain.end(name)
        plain.data(child.tail or "")
