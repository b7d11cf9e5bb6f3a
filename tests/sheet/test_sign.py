"""A signed sheet, judged by others: pyHanko, poppler's pdfsig, pdfium."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from jltrain.sheet import certificates, preview
from jltrain.sheet.certificates import Certificate
from jltrain.sheet.frame import ATTACHMENT, draw
from jltrain.sheet.keys import SigningKey
from jltrain.sheet.payload import BadPayload, to_json
from jltrain.sheet.sign import KeyNotInForce, NotOurSheet, sign
from tests.sheet.conftest import NOW
from tests.sheet.samples import RARE_NAME, UNIT, eventful, named, sample


def test_pyhanko_calls_it_valid(signed: bytes, roots: tuple[Certificate, ...]) -> None:
    reader = PdfFileReader(BytesIO(signed))
    (signature,) = reader.embedded_signatures
    context = ValidationContext(
        trust_roots=[x509.Certificate.load(certificates.der(r)) for r in roots], moment=NOW, allow_fetching=False
    )
    status = validate_pdf_signature(signature, context)
    assert status.bottom_line
    assert status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    assert status.modification_level == ModificationLevel.NONE
    assert signature.docmdp_level == MDPPerm.NO_CHANGES
    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert status.md_algorithm == "sha256"
    assert status.pkcs7_signature_mechanism == "sha256_ecdsa"


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler-utils is not installed; pyHanko is asked above")
def test_pdfsig_calls_it_valid(signed: bytes, tmp_path: Path) -> None:
    (tmp_path / "sheet.pdf").write_bytes(signed)
    run = subprocess.run(["pdfsig", "sheet.pdf"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "Signature is Valid." in run.stdout
    assert "Total document signed" in run.stdout
    assert UNIT in run.stdout
    assert "Signature #2" not in run.stdout


def test_one_revision(signed: bytes) -> None:
    assert signed.count(b"%%EOF") == signed.count(b"startxref") == signed.count(b"\nxref\n") == 1
    assert signed.endswith(b"%%EOF\n")


def test_every_object_is_where_the_table_says(signed: bytes) -> None:
    start = int(signed.rsplit(b"startxref\n", 1)[1].split()[0])
    rows = re.findall(rb"(\d{10}) 00000 n \n", signed[start:])
    for number, offset in enumerate(rows, 1):
        assert signed[int(offset) :].startswith(b"%d 0 obj\n" % number)


def test_the_data_is_attached_as_an_associated_file(signed: bytes) -> None:
    root = PdfFileReader(BytesIO(signed)).root
    assert len(root["/AF"]) == 1
    spec, names = root["/AF"][0], root["/Names"]["/EmbeddedFiles"]["/Names"]
    assert len(names) == 2
    assert names[0] == spec["/UF"] == ATTACHMENT
    assert spec["/AFRelationship"] == "/Data"
    assert spec["/EF"]["/F"].data == to_json(sample())


def test_pdfium_shows_it(signed: bytes) -> None:
    document = pypdfium2.PdfDocument(signed)
    assert len(document) == 1
    assert document.count_attachments() == 1
    document.close()
    (picture,) = preview.png(signed, 60)
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")


def test_a_rare_name_and_many_pages_are_signed_alike(key: SigningKey, roots: tuple[Certificate, ...]) -> None:
    context = ValidationContext(
        trust_roots=[x509.Certificate.load(certificates.der(r)) for r in roots], moment=NOW, allow_fetching=False
    )
    for payload in (named(RARE_NAME), eventful(40)):
        reader = PdfFileReader(BytesIO(sign(payload, key, NOW)))
        assert validate_pdf_signature(reader.embedded_signatures[0], context).bottom_line


def test_the_page_is_the_same_signed_and_unsigned(signed: bytes) -> None:
    assert preview.png(signed, 50) == preview.png(draw(sample()), 50)


def test_another_units_sheet_is_not_signed(key: SigningKey) -> None:
    with pytest.raises(NotOurSheet):
        sign(sample(issuer="别的单位"), key, NOW)
    with pytest.raises(NotOurSheet):
        sign(sample(issuer_code="220000"), key, NOW)


def test_what_could_not_be_read_back_is_not_signed(key: SigningKey) -> None:
    for wrong in (sample(halves=1), sample(number=""), sample(started="yesterday"), named("王\ud840"), eventful(8000)):
        with pytest.raises(BadPayload):
            sign(wrong, key, NOW)


@pytest.mark.parametrize("off", [timedelta(days=-1), timedelta(days=3000)])
def test_outside_its_validity_a_key_does_not_sign(key: SigningKey, off: timedelta) -> None:
    with pytest.raises(KeyNotInForce):
        sign(sample(), key, NOW + off)
