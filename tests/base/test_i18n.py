from __future__ import annotations

import gettext

import pytest

from jltrain import i18n
from jltrain.i18n import N_, _


def test_chinese_needs_no_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*args: object, **kwargs: object) -> gettext.NullTranslations:
        raise AssertionError("a catalogue was opened")

    monkeypatch.setattr(gettext, "translation", forbidden)
    for language in ("zh", "fr", ""):
        i18n.use(language)
        assert i18n.language() == "zh"
        assert _("题库") == "题库"


def test_marking_changes_nothing_and_the_empty_text_is_no_message() -> None:
    assert N_("题库") == "题库"
    assert _("") == ""


def test_english_falls_back_to_chinese_for_what_nobody_translated() -> None:
    i18n.use("en")
    assert i18n.language() == "en"
    assert _("䶮㛃𬭎𫍣 没有译文") == "䶮㛃𬭎𫍣 没有译文"
    assert _("") == ""
    i18n.use("zh")
    assert i18n.language() == "zh"
