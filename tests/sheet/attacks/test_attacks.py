"""Every forged file is refused, for the reason that it should be; those who judge by the signature alone are fooled."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from jltrain.sheet import certificates
from jltrain.sheet.reasons import Code
from jltrain.sheet.verify import Verdict, verify
from tests.sheet.attacks import measured
from tests.sheet.attacks.stage import BY_NAME, NOW, made, scene


def codes(verdict: Verdict) -> set[Code]:
    """Why it was refused; checks that a refusal gives nothing away as true."""
    assert verdict.accepted == (not verdict.reasons) == (verdict.payload is not None)
    for reason in verdict.reasons:
        assert re.fullmatch(r"[^{}]*[\u4e00-\u9fff）]。", reason.text), reason.text
    return {r.code for r in verdict.reasons}


def test_the_list_is_long_and_no_two_files_are_the_same() -> None:
    assert len(BY_NAME) >= 200
    once = {name for name, f in BY_NAME.items() if f.trust is None and f.now is None}
    files = [made(name) for name in sorted(once)]
    assert len(set(files)) == len(files)
    assert scene().good not in files


def test_the_good_sheets_of_the_scene_are_accepted() -> None:
    s = scene()
    assert codes(verify(s.good, s.trust, NOW)) == codes(verify(s.failed, s.trust, NOW)) == set()
    assert verify(s.signed(s.draft()), s.trust, NOW).accepted, "taking a sheet to pieces changes nothing"


@pytest.mark.parametrize("name", BY_NAME)
def test_refused_with_its_reason(name: str) -> None:
    s, forgery = scene(), BY_NAME[name]
    trust = forgery.trust(s) if forgery.trust else s.trust
    now = forgery.now(s) if forgery.now else NOW
    found = codes(verify(made(name), trust, now))
    assert found & forgery.codes, found
    assert not found - forgery.codes, found


def test_pyhanko_was_fooled_by_these(caplog: pytest.LogCaptureFixture) -> None:
    """What a program that leaves all to pyHanko would accept; skipped for another version than was measured."""
    if version("pyHanko") != measured.VERSIONS["pyhanko"]:
        pytest.skip("measured with another version")
    s = scene()
    root = x509.Certificate.load(certificates.der(s.pki.root.certificate))
    context = ValidationContext(trust_roots=[root], moment=NOW, allow_fetching=False)
    assert pyhanko_accepts(s.good, context)
    assert [n for n in plain() if pyhanko_accepts(made(n), context)] == noted(measured.PYHANKO)


def test_what_the_wrapped_signature_shows(caplog: pytest.LogCaptureFixture) -> None:
    """Not only valid: who reads that file with pyHanko 0.38 gets the data of an exam that was never passed."""
    reader = PdfFileReader(BytesIO(made("wrapping-wrapping_with_a_literal_string")), strict=False)
    attached = reader.root["/AF"][0]["/EF"]["/F"].data
    assert attached == scene().json()
    assert b'"passed":true' in attached


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler-utils is not installed; pyHanko is asked above")
def test_pdfsig_was_fooled_by_these(tmp_path: Path) -> None:
    """What `pdfsig -nocert` calls valid over the total document."""
    about = subprocess.run(["pdfsig", "-v"], capture_output=True, text=True, check=False)
    if measured.VERSIONS["pdfsig"] not in about.stdout + about.stderr:
        pytest.skip("measured with another version")
    assert pdfsig_accepts(scene().good, tmp_path)
    assert [n for n in plain() if pdfsig_accepts(made(n), tmp_path)] == noted(measured.PDFSIG)


STEP = 1 if os.environ.get("HYPOTHESIS_PROFILE") == "wild" else 4
"""Each of these programs takes about a hundredth of a second per file; the whole list was measured to be written down."""


def plain(step: int = STEP) -> list[str]:
    """Some of the forged files that are judged with the scene's own root and time, and that are small."""
    found = sorted(n for n, f in BY_NAME.items() if f.trust is None and f.now is None)
    return [n for n in found if len(made(n)) < 2_000_000][::step]


def noted(table: dict[str, str]) -> list[str]:
    """Of those, the ones in a table of `measured`."""
    table_names = {f"{family}-{name}" for family, names in table.items() for name in names.split()}
    return [n for n in plain() if n in table_names]


def pyhanko_accepts(file: bytes, context: Any) -> bool:
    """Whether there is a signature and all are valid and trusted."""
    try:
        found = PdfFileReader(BytesIO(file), strict=False).embedded_signatures
        return bool(found) and all(validate_pdf_signature(each, context).bottom_line for each in found)
    except Exception:
        return False


def pdfsig_accepts(file: bytes, folder: Path) -> bool:
    """Whether every signature is valid and one covers the whole; pdfsig's own root store is left out (-nocert)."""
    (folder / "sheet.pdf").write_bytes(file)
    run = subprocess.run(["pdfsig", "-nocert", "sheet.pdf"], cwd=folder, capture_output=True, check=False, timeout=30)
    said = run.stdout.decode("utf-8", "replace")
    verdicts = re.findall(r"Signature Validation: (.*)", said)
    return bool(verdicts) and set(verdicts) == {"Signature is Valid."} and "Total document signed" in said
