"""The language of the screen: Chinese is written in the code, English comes from a gettext catalogue.

Chinese being the source language, a Chinese screen never opens a catalogue, and a sentence that a
translator missed shows in Chinese rather than as a key.
"""

from __future__ import annotations

import gettext as _gettext
from typing import Final

from jltrain import bundled

CHINESE: Final = "zh"
ENGLISH: Final = "en"
LANGUAGES: Final = (CHINESE, ENGLISH)

_translations: _gettext.NullTranslations = _gettext.NullTranslations()
_language: str = CHINESE


def use(language: str) -> None:
    """Speak `language` ("zh" or "en") from now on; anything else is taken as Chinese."""
    global _translations, _language
    _language = language if language in LANGUAGES else CHINESE
    if _language == CHINESE:
        _translations = _gettext.NullTranslations()
    else:
        _translations = _gettext.translation(
            "jltrain", bundled.resource("locale"), languages=[_language], fallback=True
        )


def language() -> str:
    """The language in use, "zh" or "en"."""
    return _language


def _(text: str) -> str:
    """The text in the language in use. `text` is a Chinese literal, so that it can be extracted."""
    return _translations.gettext(text) if text else text


def N_(text: str) -> str:  # noqa: N802  (gettext's own name for "mark, translate later")
    """Mark a Chinese literal for translation where it is declared; `_` translates it when shown."""
    return text
