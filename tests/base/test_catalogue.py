"""The English catalogue is complete, compiled, and keeps every placeholder and key."""

from __future__ import annotations

import gettext
import re
import subprocess
import sys
from pathlib import Path

from jltrain import bundled, i18n
from jltrain.errors import JltrainError
from jltrain.i18n import _

ROOT = Path(__file__).resolve().parents[2]
MO = bundled.resource("locale", "en", "LC_MESSAGES", "jltrain.mo")


def _pairs() -> dict[str, str]:
    with MO.open("rb") as file:
        catalogue = gettext.GNUTranslations(file)
    return {k: v for k, v in vars(catalogue)["_catalog"].items() if k and isinstance(k, str)}


def test_every_sentence_in_the_code_has_its_english() -> None:
    done = subprocess.run([sys.executable, ".ci/catalogue.py", "--check"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_the_compiled_catalogue_is_that_of_the_source() -> None:
    from babel.messages.pofile import read_po

    with MO.with_suffix(".po").open("rb") as file:
        source = {m.id: m.string for m in read_po(file) if m.id and m.string}
    assert source == _pairs()


def test_placeholders_and_keys_survive_translation() -> None:
    for chinese, english in _pairs().items():
        fields = r"\{[a-z_]*[^}]*\}|%\([a-z_]+\)[a-z]"
        assert set(re.findall(fields, chinese)) == set(re.findall(fields, english)), chinese
        assert english.count("&") == chinese.count("&"), chinese


def test_english_is_spoken_on_demand_and_chinese_needs_no_catalogue() -> None:
    assert _("题库") == "题库"
    i18n.use("en")
    assert _("题库") != "题库"
    assert _("没有译文的句子") == "没有译文的句子"
    assert JltrainError().sentence().isascii()
