"""Word's formulas (OMML) as LaTeX. Source: ECMA-376 part 1, 22.1."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from jltrain.foreign.xml import Element, below

_GREEK: Final = dict(
    zip(
        "αβγδεζηθικλμνξπρστυφχψωϕϵΓΔΘΛΞΠΣΦΨΩ",
        [
            "alpha",
            "beta",
            "gamma",
            "delta",
            "varepsilon",
            "zeta",
            "eta",
            "theta",
            "iota",
            "kappa",
            "lambda",
            "mu",
            "nu",
            "xi",
            "pi",
            "rho",
            "sigma",
            "tau",
            "upsilon",
            "varphi",
            "chi",
            "psi",
            "omega",
            "phi",
            "epsilon",
            "Gamma",
            "Delta",
            "Theta",
            "Lambda",
            "Xi",
            "Pi",
            "Sigma",
            "Phi",
            "Psi",
            "Omega",
        ],
        strict=True,
    )
)
_SIGNS: Final = _GREEK | {
    "×": "times", "÷": "div", "±": "pm", "∓": "mp", "·": "cdot", "⋅": "cdot", "≤": "le", "≥": "ge", "≠": "ne", "≈": "approx",
    "∞": "infty", "→": "to", "⇒": "Rightarrow", "∈": "in", "∉": "notin", "∪": "cup", "∩": "cap", "⊂": "subset", "∀": "forall",
    "∃": "exists", "∂": "partial", "∇": "nabla", "∠": "angle", "⊥": "perp", "∴": "therefore", "∵": "because", "≡": "equiv",
    "∝": "propto", "…": "ldots", "⋯": "cdots", "∆": "Delta", "ℓ": "ell", "←": "leftarrow", "∼": "sim",
}  # fmt: skip
_NARY: Final = {
    "∑": "sum",
    "∏": "prod",
    "∫": "int",
    "∬": "iint",
    "∭": "iiint",
    "∮": "oint",
    "⋃": "bigcup",
    "⋂": "bigcap",
}
_ACCENTS: Final = {
    "\u0302": "hat", "^": "hat", "\u0303": "tilde", "~": "tilde", "\u0304": "bar", "\u0305": "overline", "¯": "bar",
    "\u0307": "dot", "\u0308": "ddot", "\u20d7": "vec", "→": "vec", "\u20d6": "overleftarrow", "\u030c": "check",
}  # fmt: skip
_DELIMITERS: Final = {"{": r"\{", "}": r"\}", "": ".", "⟨": r"\langle ", "⟩": r"\rangle ", "‖": r"\|", "∥": r"\|",
    "⌊": r"\lfloor ", "⌋": r"\rfloor ", "⌈": r"\lceil ", "⌉": r"\rceil "}  # fmt: skip
_BREAK: Final = r" \\ "
_SPECIAL: Final = frozenset("{}$%#&_")
_FUNCTIONS: Final = frozenset(
    re.split(
        " ",
        "arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim ln log max min Pr sec sin"
        " sinh sup tan tanh",
    )
)
_WORDS: Final = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]+")


def latex(formula: Element) -> str:
    """The LaTeX of an m:oMath, without dollar signs; "" when nothing is in it."""
    return re.sub(r"\s+", " ", _children(formula)).strip()


def _children(element: Element | None) -> str:
    return "".join(map(_latex, element)) if element is not None else ""


def _latex(element: Element) -> str:
    make = _MAKERS.get(element.tag)
    if make is not None:
        return make(element)
    if element.tag.endswith("Pr") or element.tag in ("w:del", "w:moveFrom", "mc:Fallback"):
        return ""
    return _children(element)


def _run(element: Element) -> str:
    text = "".join(child.text or "" for child in element if child.tag in ("m:t", "w:t"))
    if below(element, "m:rPr", "m:nor") is not None and text.strip():
        return rf"\text{{{_escaped(text)}}}"
    return _WORDS.sub(lambda words: rf"\text{{{words[0]}}}", _signs(text))


def _escaped(text: str) -> str:
    return "".join(rf"\{c}" if c in _SPECIAL else r"\backslash " if c == "\\" else c for c in text)


def _signs(text: str) -> str:
    return "".join(rf"\{_SIGNS[c]} " if c in _SIGNS else _escaped(c) for c in text)


def _part(element: Element, name: str) -> str:
    return _children(element.find(name)).strip()


def _said(element: Element, place: str, default: str) -> str:
    """A property; written without a value it is "" (no delimiter) or on, as the property has it."""
    found = below(element, *place.split("/"))
    return default if found is None else found.get("m:val", "")[:20]


def _on(element: Element, place: str) -> bool:
    found = below(element, *place.split("/"))
    return found is not None and found.get("m:val", "1") not in ("0", "false", "off")


def _base(text: str) -> str:
    """What a script may hang on without braces: a letter, a number, a bracket."""
    text = text.strip()
    return text if re.fullmatch(r"\w+|\\[A-Za-z]+|\\left.*\\right\S+", text) else f"{{{text}}}"


def _fraction(element: Element) -> str:
    over, under = _part(element, "m:num"), _part(element, "m:den")
    match _said(element, "m:fPr/m:type", "bar"):
        case "lin" | "skw":
            return f"{_base(over)}/{_base(under)}"
        case "noBar":
            return rf"\binom{{{over}}}{{{under}}}"
        case _:
            return rf"\frac{{{over}}}{{{under}}}"


def _scripts(element: Element) -> str:
    below, above = _part(element, "m:sub"), _part(element, "m:sup")
    text = _base(_part(element, "m:e"))
    return text + (f"_{{{below}}}" if below else "") + (f"^{{{above}}}" if above else "")


def _before(element: Element) -> str:
    below, above = _part(element, "m:sub"), _part(element, "m:sup")
    return f"{{}}_{{{below}}}^{{{above}}}{_base(_part(element, 'm:e'))}"


def _root(element: Element) -> str:
    degree = "" if _on(element, "m:radPr/m:degHide") else _part(element, "m:deg")
    return rf"\sqrt{f'[{degree}]' if degree else ''}{{{_part(element, 'm:e')}}}"


def _nary(element: Element) -> str:
    sign = _said(element, "m:naryPr/m:chr", "∫") or "∫"
    below = "" if _on(element, "m:naryPr/m:subHide") else _part(element, "m:sub")
    above = "" if _on(element, "m:naryPr/m:supHide") else _part(element, "m:sup")
    name = rf"\{_NARY[sign]}" if sign in _NARY else _escaped(sign)
    limits = (f"_{{{below}}}" if below else "") + (f"^{{{above}}}" if above else "")
    return f"{name}{limits} {_part(element, 'm:e')}"


def _delimited(element: Element) -> str:
    first = _said(element, "m:dPr/m:begChr", "(")
    last = _said(element, "m:dPr/m:endChr", ")")
    between = _escaped(_said(element, "m:dPr/m:sepChr", "|"))
    inside = between.join(_children(part).strip() for part in element.findall("m:e"))
    return rf"\left{_DELIMITERS.get(first, first)}{inside}\right{_DELIMITERS.get(last, last)}"


def _matrix(element: Element) -> str:
    rows = [" & ".join(_children(cell).strip() for cell in row.findall("m:e")) for row in element.findall("m:mr")]
    return rf"\begin{{matrix}}{_BREAK.join(rows)}\end{{matrix}}"


def _lines(element: Element) -> str:
    rows = [_children(row).strip().replace(r"\&", "&") for row in element.findall("m:e")]
    return rf"\begin{{aligned}}{_BREAK.join(rows)}\end{{aligned}}"


def _function(element: Element) -> str:
    named = element.find("m:fName")
    name = _children(named).strip()
    plain = re.sub(r"^\\text\{(\w+)\}$", r"\1", name)
    if plain in _FUNCTIONS:
        name = rf"\{plain}"
    return f"{name} {_part(element, 'm:e')}"


def _limit(mark: str) -> Callable[[Element], str]:
    def made(element: Element) -> str:
        base, limit = _part(element, "m:e"), _part(element, "m:lim")
        plain = re.sub(r"^\\text\{(\w+)\}$", r"\1", base)
        if plain in _FUNCTIONS:
            return rf"\{plain}{mark}{{{limit}}}"
        return rf"\{'under' if mark == '_' else 'over'}set{{{limit}}}{{{base}}}"

    return made


def _accent(element: Element) -> str:
    sign = _said(element, "m:accPr/m:chr", "\u0302")
    return rf"\{_ACCENTS.get(sign, 'hat')}{{{_part(element, 'm:e')}}}"


def _bar(element: Element) -> str:
    above = _said(element, "m:barPr/m:pos", "bot") == "top"
    return rf"\{'over' if above else 'under'}line{{{_part(element, 'm:e')}}}"


def _grouped(element: Element) -> str:
    above = _said(element, "m:groupChrPr/m:pos", "bot") == "top"
    return rf"\{'over' if above else 'under'}brace{{{_part(element, 'm:e')}}}"


_MAKERS: Final[dict[str, Callable[[Element], str]]] = {
    "m:r": _run,
    "m:f": _fraction,
    "m:sSup": _scripts,
    "m:sSub": _scripts,
    "m:sSubSup": _scripts,
    "m:sPre": _before,
    "m:rad": _root,
    "m:nary": _nary,
    "m:d": _delimited,
    "m:m": _matrix,
    "m:eqArr": _lines,
    "m:func": _function,
    "m:limLow": _limit("_"),
    "m:limUpp": _limit("^"),
    "m:acc": _accent,
    "m:bar": _bar,
    "m:groupChr": _grouped,
}
