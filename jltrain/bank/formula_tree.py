"""LaTeX of a formula read into a small tree. Nothing is refused: an unknown command stands for itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Symbol:
    """A number, a letter, an operator, or a command that is not known, with its backslash."""

    text: str


@dataclass(frozen=True, slots=True)
class Words:
    r"""Upright text: \text{…}, \mathrm{…}, \sin."""

    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One after the other."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Fraction:
    over: Node
    under: Node


@dataclass(frozen=True, slots=True)
class Root:
    """`index` is Row(()) for a square root."""

    inside: Node
    index: Node


@dataclass(frozen=True, slots=True)
class Scripts:
    """`below`, `above`: Row(()) where there is none."""

    base: Node
    below: Node
    above: Node


@dataclass(frozen=True, slots=True)
class Accent:
    """A line, hat or arrow over something."""

    base: Node
    mark: str


Node = Symbol | Words | Row | Fraction | Root | Scripts | Accent
NOTHING: Final = Row(())

SYMBOLS: Final = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ",
    "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Phi": "Φ",
    "Psi": "Ψ", "Omega": "Ω", "le": "≤", "leq": "≤", "leqslant": "≤", "ge": "≥", "geq": "≥", "geqslant": "≥",
    "ne": "≠", "neq": "≠", "approx": "≈", "equiv": "≡", "pm": "±", "mp": "∓", "times": "×", "div": "÷", "cdot": "·",
    "lt": "<", "gt": ">", "to": "→", "rightarrow": "→", "leftarrow": "←", "Rightarrow": "⇒", "infty": "∞",
    "sum": "∑", "prod": "∏", "int": "∫", "partial": "∂", "nabla": "∇", "in": "∈", "notin": "∉", "cup": "∪",
    "cap": "∩", "subset": "⊂", "subseteq": "⊆", "forall": "∀", "exists": "∃", "propto": "∝", "parallel": "∥",
    "perp": "⊥", "angle": "∠", "triangle": "△", "ldots": "…", "cdots": "…", "dots": "…", "circ": "∘", "prime": "′",
    "degree": "°", "permil": "‰", "ell": "ℓ", "emptyset": "∅", "quad": " ", "qquad": " ", "space": " ",
    "lbrace": "{", "rbrace": "}", "vert": "|", "mid": "|", "langle": "⟨", "rangle": "⟩", "because": "∵",
    "therefore": "∴", "sim": "∼", "ast": "*",
}  # fmt: skip
_NAMES: Final = frozenset(
    ["sin", "cos", "tan", "cot", "log", "ln", "lg", "lim", "max", "min", "exp", "arcsin", "arccos", "arctan"]
)
_UPRIGHT: Final = frozenset(["text", "mathrm", "operatorname", "textbf", "mathbf", "mathit", "textrm", "mbox"])
_ACCENTS: Final = {"overline": "¯", "bar": "¯", "hat": "^", "widehat": "^", "vec": "→", "tilde": "~", "dot": "˙"}
_ONE: Final = {",": "", ";": " ", ":": " ", "!": "", " ": " ", "{": "{", "}": "}", "%": "%", "$": "$", "#": "#",
               "&": "&", "_": "_", "\\": "\n", "|": "∥"}  # fmt: skip
_TOKEN: Final = re.compile(r"\\[A-Za-z]+|\\.|[0-9]+(?:\.[0-9]+)?|\s+|.", re.DOTALL)
_DEEPEST: Final = 40


def parse(latex: str) -> Node:
    """The tree of a formula without its dollar signs."""
    return _Parser(_TOKEN.findall(latex)).row(0, "")


class _Parser:
    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._at = 0

    def row(self, depth: int, end: str) -> Node:
        """Up to `end`, which is consumed, or to the end of all."""
        nodes: list[Node] = []
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            if token == end:
                self._at += 1
                break
            if token in ("^", "_"):
                nodes.append(self._scripts(nodes.pop() if nodes else NOTHING, depth))
            elif (node := self._one(depth)) != NOTHING:
                nodes.append(node)
        return nodes[0] if len(nodes) == 1 else Row(tuple(nodes))

    def _scripts(self, base: Node, depth: int) -> Node:
        found: dict[str, Node] = {}
        while self._at < len(self._tokens) and (mark := self._tokens[self._at]) in ("^", "_") and mark not in found:
            self._at += 1
            found[mark] = self._argument(depth)
        return Scripts(base, found.get("_", NOTHING), found.get("^", NOTHING))

    def _argument(self, depth: int) -> Node:
        self._skip_space()
        if self._at < len(self._tokens) and self._tokens[self._at].isdigit():  # x^12 raises the 1 alone
            token = self._tokens[self._at]
            self._tokens[self._at] = token[1:]
            if len(token) == 1:
                self._at += 1
            return Symbol(token[0])
        return self._one(depth)

    def _skip_space(self) -> None:
        while self._at < len(self._tokens) and self._tokens[self._at].isspace():
            self._at += 1

    def _one(self, depth: int) -> Node:
        if self._at >= len(self._tokens):
            return NOTHING
        token = self._tokens[self._at]
        self._at += 1
        if token.isspace():
            return NOTHING
        if depth > _DEEPEST:
            return Symbol(token)
        if token == "{":
            return self.row(depth + 1, "}")
        if token == "'":
            return Symbol("′")
        if not token.startswith("\\") or len(token) == 1:
            return Symbol(token)
        return self._command(token[1:], depth + 1)

    def _command(self, name: str, depth: int) -> Node:
        if name in ("frac", "dfrac", "tfrac", "cfrac"):
            return Fraction(self._argument(depth), self._argument(depth))
        if name == "sqrt":
            self._skip_space()
            index: Node = NOTHING
            if self._at < len(self._tokens) and self._tokens[self._at] == "[":
                self._at += 1
                index = self.row(depth, "]")
            return Root(self._argument(depth), index)
        if name in _UPRIGHT:
            return Words(self._words())
        if name in _ACCENTS:
            return Accent(self._argument(depth), _ACCENTS[name])
        if name in _NAMES:
            return Words(name)
        if name in ("left", "right"):
            self._skip_space()
            if self._at < len(self._tokens) and self._tokens[self._at] == ".":
                self._at += 1
            return NOTHING
        if name in SYMBOLS:
            return Symbol(SYMBOLS[name])
        return Symbol(_ONE.get(name, "\\" + name)) if _ONE.get(name) != "" else NOTHING

    def _words(self) -> str:
        """The braces' content as it stands, spaces kept."""
        self._skip_space()
        if self._at >= len(self._tokens):
            return ""
        if self._tokens[self._at] != "{":
            self._at += 1
            return self._tokens[self._at - 1]
        depth, start = 0, self._at + 1
        while self._at < len(self._tokens):
            depth += {"{": 1, "}": -1}.get(self._tokens[self._at], 0)
            self._at += 1
            if depth == 0:
                return "".join(self._tokens[start : self._at - 1])
        return "".join(self._tokens[start:])
