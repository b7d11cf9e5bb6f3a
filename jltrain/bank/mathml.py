"""MathML from others made into the LaTeX that our texts carry."""

from __future__ import annotations

import re
from typing import Final
from xml.etree.ElementTree import Element

from jltrain.bank.formula_tree import SYMBOLS

_COMMANDS: Final = {sign: name for name, sign in reversed(SYMBOLS.items()) if not sign.isascii() and sign.strip()}
_ACCENTS: Final = {"¯": "overline", "‾": "overline", "^": "hat", "→": "vec", "~": "tilde", "˙": "dot", "_": "overline"}


def from_mathml(math: Element) -> str:
    """The LaTeX, without dollar signs, of a math element; its TeX annotation if it has one. Never fails."""
    for note in math.iter():
        if _name(note) == "annotation" and "tex" in note.get("encoding", "").lower():
            return _one_line(note.text or "")
    return _one_line(_children(math))


def _one_line(latex: str) -> str:
    return " ".join(latex.split()).replace("$", r"\$") if "\n" in latex else latex.strip()


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2].rpartition(":")[2] if isinstance(element.tag, str) else ""


def _children(element: Element) -> str:
    return "".join(map(_latex, element)) if len(element) else _token(element)


def _token(element: Element) -> str:
    text = "".join((element.text or "").split())
    return "".join(rf"\{_COMMANDS[c]} " if c in _COMMANDS else rf"\{c}" if c in "{}$%#&_\\" else c for c in text)


def _braced(element: Element | None) -> str:
    return "{" + (_latex(element).strip() if element is not None else "") + "}"


def _latex(element: Element) -> str:
    name, inner = _name(element), list(element)
    one, two, three = (inner[n] if n < len(inner) else None for n in range(3))
    base = _base(one)
    match name:
        case "annotation" | "annotation-xml" | "mphantom" | "maligngroup" | "malignmark":
            return ""
        case "mfrac":
            return rf"\frac{_braced(one)}{_braced(two)}"
        case "msqrt":
            return r"\sqrt{" + _children(element) + "}"
        case "mroot":
            return rf"\sqrt[{_braced(two)[1:-1]}]{_braced(one)}"
        case "msup":
            return f"{base}^{_braced(two)}"
        case "mover":
            accent = _ACCENTS.get(_token(two).strip() if two is not None and not len(two) else "", "")
            return rf"\{accent}{_braced(one)}" if accent else f"{base}^{_braced(two)}"
        case "msub" | "munder":
            return f"{base}_{_braced(two)}"
        case "msubsup" | "munderover":
            return f"{base}_{_braced(two)}^{_braced(three)}"
        case "mfenced":
            marks = element.get("separators", ",")[:1]
            return element.get("open", "(") + marks.join(map(_latex, inner)) + element.get("close", ")")
        case "mtext" | "ms":
            return r"\text{" + re.sub(r"[{}\\$]", "", " ".join((element.text or "").split())) + "}"
        case "mi" if len(text := _token(element)) > 1 and text.isascii() and text.isalpha():
            return rf"\mathrm{{{text}}}"
        case "mtr" | "mlabeledtr":
            return ", ".join(map(_latex, inner)) + "; "
        case "mspace":
            return " "
        case _:
            return _children(element)


def _base(element: Element | None) -> str:
    text = _latex(element).strip() if element is not None else ""
    return text if len(text) <= 1 or re.fullmatch(r"\\[A-Za-z]+|[0-9.]+", text) else "{" + text + "}"
