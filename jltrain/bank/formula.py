"""Formulas: LaTeX between dollar signs inside a text, shown as plain Unicode, as HTML or carried as MathML.

A subset of what school mathematics and engineering tables use; what lies outside stays readable as it was written.
A "$" opens a formula when no space follows and a partner closes it before the line ends, with no space before and
no digit after it (Pandoc's rule): so 从$5涨到$6 is money.
"""

from __future__ import annotations

import html
import re
from typing import Final

from jltrain.bank.formula_tree import Accent, Fraction, Node, Root, Row, Scripts, Symbol, Words, parse

_FORMULA: Final = re.compile(r"(?<![\\$])\$(?![\s$])((?:(?!____|〔图)[^$\\\n]|\\.){1,1000}?)(?<!\s)\$(?![0-9$])")
MATHML: Final = "http://www.w3.org/1998/Math/MathML"


def pieces(text: str) -> tuple[tuple[bool, str], ...]:
    """The text in order: (False, words) and (True, LaTeX without its dollar signs)."""
    if "$" not in text:
        return ((False, text),) if text else ()
    found: list[tuple[bool, str]] = []
    at = 0
    for match in _FORMULA.finditer(text):
        if match.start() > at:
            found.append((False, text[at : match.start()]))
        found.append((True, match[1]))
        at = match.end()
    if at < len(text):
        found.append((False, text[at:]))
    return tuple(found)


def plain(text: str) -> str:
    """For screens and paper without layout: x², ½, √2, α ≤ β. Words stay as they are."""
    if "$" not in text:
        return text
    return "".join(_plain(parse(piece)) if formula else piece for formula, piece in pieces(text))


def to_html(text: str) -> str:
    """HTML of the text, all else escaped: sup, sub and i alone; line breaks stay line breaks."""
    return "".join(_html(parse(piece)) if formula else html.escape(piece, quote=False)
                   for formula, piece in pieces(text))  # fmt: skip


def to_mathml(latex: str) -> str:
    """A math element, the LaTeX kept in its annotation: `from_mathml` gives it back as it was."""
    body = _mathml(parse(latex))
    note = f'<annotation encoding="application/x-tex">{html.escape(latex, quote=False)}</annotation>'
    return f'<math xmlns="{MATHML}"><semantics><mrow>{body}</mrow>{note}</semantics></math>'


_SUPER: Final = dict(zip("0123456789+-=()niaxT′*∘", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵃˣᵀ′*°", strict=True)) | {"−": "⁻"}
_SUB: Final = dict(zip("0123456789+-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True)) | {
    "−": "₋"
}
_HALVES: Final = {
    ("1", "2"): "½", ("1", "3"): "⅓", ("2", "3"): "⅔", ("1", "4"): "¼", ("3", "4"): "¾", ("1", "5"): "⅕",
    ("2", "5"): "⅖", ("3", "5"): "⅗", ("4", "5"): "⅘", ("1", "6"): "⅙", ("5", "6"): "⅚", ("1", "8"): "⅛",
    ("3", "8"): "⅜", ("5", "8"): "⅝", ("7", "8"): "⅞",
}  # fmt: skip
_MARKS: Final = {"¯": "\u0304", "^": "\u0302", "→": "\u20d7", "~": "\u0303", "˙": "\u0307"}


def superscript(text: str) -> str:
    """Raised, in Unicode where there are such letters: 10 + superscript("2") is 10²."""
    return _raised(text, _SUPER, "^")


def subscript(text: str) -> str:
    """Lowered."""
    return _raised(text, _SUB, "_")


def _raised(text: str, letters: dict[str, str], mark: str) -> str:
    if text and all(c in letters for c in text):
        return "".join(letters[c] for c in text)
    return f"{mark}{text}" if len(text) == 1 else f"{mark}({text})" if text else ""


def _grouped(text: str) -> str:
    return text if re.fullmatch(r"[\w.%½-⅞]*", text) else f"({text})"


def _plain(node: Node) -> str:
    match node:
        case Symbol(text=text) | Words(text=text):
            return text
        case Row(nodes=nodes):
            return "".join(map(_plain, nodes))
        case Fraction(over=over, under=under):
            pair = (_plain(over), _plain(under))
            return _HALVES.get(pair) or f"{_grouped(pair[0])}/{_grouped(pair[1])}"
        case Root(inside=inside, index=index):
            sign = {"": "√", "3": "∛", "4": "∜"}.get(degree := _plain(index)) or superscript(degree) + "√"
            return sign + _grouped(_plain(inside))
        case Scripts(base=base, below=below, above=above):
            return _plain(base) + subscript(_plain(below)) + superscript(_plain(above))
        case Accent(base=base, mark=mark):
            text = _plain(base)
            return text + _MARKS.get(mark, "") if len(text) == 1 else _grouped(text)


def _html(node: Node) -> str:
    match node:
        case Symbol(text=text):
            return f"<i>{text}</i>" if len(text) == 1 and text.isascii() and text.isalpha() else html.escape(text)
        case Row(nodes=nodes):
            return "".join(map(_html, nodes))
        case Scripts(base=base, below=below, above=above):
            low, high = _html(below), _html(above)
            return _html(base) + (f"<sub>{low}</sub>" if low else "") + (f"<sup>{high}</sup>" if high else "")
        case _:
            return html.escape(_plain(node), quote=False)


_OPERATORS: Final = frozenset("+-−=<>≤≥≠≈±×÷·/()[]{}|,;:!→←⇒∑∏∫∈∉∪∩⊂⊆∀∃∞∝≡∥⊥∠…%‰°′")


def _mathml(node: Node) -> str:
    match node:
        case Symbol(text=text):
            name = "mn" if re.fullmatch(r"[0-9.]+", text) else "mo" if text in _OPERATORS else "mi"
            return f"<{name}>{html.escape(text, quote=False)}</{name}>"
        case Words(text=text):
            return f"<mtext>{html.escape(text, quote=False)}</mtext>"
        case Row(nodes=nodes):
            return "<mrow>" + "".join(map(_mathml, nodes)) + "</mrow>"
        case Fraction(over=over, under=under):
            return f"<mfrac>{_mathml(over)}{_mathml(under)}</mfrac>"
        case Root(inside=inside, index=index):
            if index == Row(()):
                return f"<msqrt>{_mathml(inside)}</msqrt>"
            return f"<mroot>{_mathml(inside)}{_mathml(index)}</mroot>"
        case Scripts(base=base, below=below, above=above):
            parts = [part for part in (below, above) if part != Row(())]
            name = "msubsup" if len(parts) == 2 else "msub" if below in parts else "msup"
            return f"<{name}>{_mathml(base)}{''.join(map(_mathml, parts))}</{name}>"
        case Accent(base=base, mark=mark):
            return f'<mover accent="true">{_mathml(base)}<mo>{html.escape(mark)}</mo></mover>'
