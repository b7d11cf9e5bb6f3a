"""Characters of Word's symbol fonts, and raised and lowered ones, as Unicode."""

from __future__ import annotations

from typing import Final

_WINGDINGS: Final = {
    0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "❑", 0x72: "❒", 0x74: "◆", 0x75: "◆", 0x76: "❖", 0x77: "◆",
    0x9F: "•", 0xA1: "○", 0xA3: "○", 0xA7: "▪", 0xA8: "☐", 0xD8: "➢", 0xDC: "➲", 0xE0: "→", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓",
    0xFD: "☒", 0xFE: "☑", 0xAB: "★", 0x81: "①", 0x82: "②", 0x83: "③", 0x84: "④", 0x85: "⑤", 0x86: "⑥", 0x87: "⑦",
    0x88: "⑧", 0x89: "⑨", 0x8A: "⑩", 0xDF: "←", 0xE1: "↑", 0xE2: "↓",
}  # fmt: skip
_WINGDINGS_2: Final = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x98: "•", 0x97: "•", 0xA3: "☐", 0x2A: "☐", 0x30: "☐",
    0x57: "⊗", 0x58: "⊗",
}  # fmt: skip
_SYMBOL: Final = dict(
    zip(
        range(0x61, 0x7B),
        "αβχδεφγηιϕκλμνοπθρστυϖωξψζ",
        strict=True,
    )
) | dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)) | {
    0x2D: "−", 0xA3: "≤", 0xA5: "∞", 0xA2: "′", 0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB6: "∂",
    0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xC5: "⊕", 0xC6: "∅", 0xC7: "∩", 0xC8: "∪", 0xCC: "⊂",
    0xCE: "∈", 0xCF: "∉", 0xD0: "∠", 0xD1: "∇", 0xD5: "∏", 0xD6: "√", 0xD7: "⋅", 0xD9: "∧", 0xDA: "∨", 0xAC: "←", 0xAE: "→",
    0xAD: "↑", 0xAF: "↓", 0xDB: "⇔", 0xDE: "⇒", 0xE5: "∑", 0xF2: "∫", 0x5C: "∴", 0x5E: "⊥", 0x22: "∀", 0x24: "∃", 0x40: "≅",
    0xD8: "¬", 0x7E: "∼",
}  # fmt: skip
_FONTS: Final = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}
_PRIVATE: Final = range(0xF000, 0xF100)

_SUPER: Final = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_SUB: Final = str.maketrans("0123456789+-−=()aeoxhklmnpst", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜ")


def symbol(character: str, font: str) -> str:
    """One character of a run in Unicode: those of symbol fonts translated, a private one of an unknown font as "•"."""
    if not character:
        return ""
    code = ord(character)
    table = _FONTS.get(font.lower())
    if code in _PRIVATE:
        low = code - 0xF000
        if table is None:  # no font said: Word falls back on Wingdings for these
            return _WINGDINGS.get(low, "•")
        return table.get(low, chr(low) if font.lower() == "symbol" and 0x20 <= low < 0x7F else "•")
    if table is not None and 0x21 <= code < 0x100:
        return table.get(code, character)
    return character


def from_symbols(text: str, font: str) -> str:
    """A run's text in Unicode, when its font or its characters are a symbol font's."""
    if font.lower() in _FONTS or any("\uf000" <= character <= "\uf0ff" for character in text):
        return "".join(symbol(character, font) for character in text)
    return text


def raised(text: str, how: str) -> str:
    """A superscript ("super") or subscript ("sub") in Unicode; as a formula where Unicode has no such character.

    Chinese and punctuation (a reference mark) stay as they are.
    """
    table = _SUPER if how == "super" else _SUB
    core = text.strip()
    if core and all(ord(character) in table for character in core):
        return text.translate(table)
    if core.isascii() and core.isalnum():
        return text.replace(core, f"${'^' if how == 'super' else '_'}{{{core}}}$")
    return text
