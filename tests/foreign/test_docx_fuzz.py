"""Real documents with changes made to them by chance: read, or refused in a sentence."""

from __future__ import annotations

import io
import zipfile

import docx as python_docx
from docx.shared import RGBColor
from hypothesis import given, settings
from hypothesis import strategies as st

from jltrain.foreign.docx import DocxText, read_docx
from jltrain.foreign.faults import BadFile
from tests.foreign.documents import PNG, zipped


def _real() -> bytes:
    made = python_docx.Document()
    made.add_heading("一、单选题", 1)
    for number in range(3):
        made.add_paragraph(f"执法人员{number}（ B ）", style="List Number").add_run("红").font.color.rgb = RGBColor(
            255, 0, 0
        )
    made.add_table(2, 3).cell(0, 0).merge(made.tables[0].cell(1, 1)).text = "格"
    made.add_picture(io.BytesIO(PNG))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


REAL = _real()
with zipfile.ZipFile(io.BytesIO(REAL)) as _zip:
    PARTS = {name: _zip.read(name) for name in _zip.namelist()}
JUNK = (
    b"", b"\0", b"<", b">", b'"', b"</w:p>", b"<w:p>", b"&e;", b"99999999999", b"<!DOCTYPE a>", b"w:val=", b"\xff\xfe", b"<w:r>",
    b"/word/document.xml", b"../../x", b"External",
)  # fmt: skip
READ = ("word/document.xml", "word/styles.xml", "word/numbering.xml", "word/_rels/document.xml.rels", "_rels/.rels")


def outcome(data: bytes) -> DocxText | None:
    try:
        return read_docx(data, "题库.docx")
    except BadFile as error:
        assert error.sentence().endswith("。") and "题库.docx" in error.sentence()
        return None


@settings(deadline=None, max_examples=80)
@given(data=st.data())
def test_damaged_files(data: st.DataObject) -> None:
    content = bytearray(REAL)
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    outcome(bytes(content[: data.draw(st.one_of(st.just(len(content)), st.integers(0, len(content))))]))


@settings(deadline=None, max_examples=80)
@given(data=st.data())
def test_damaged_parts_in_a_sound_zip(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(READ))
    content = PARTS[name]
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(content)))
        content = content[:at] + data.draw(st.sampled_from(JUNK)) + content[at + data.draw(st.integers(0, 30)) :]
    found = outcome(zipped({**PARTS, name: content}))
    for paragraph in found.paragraphs() if found else ():
        assert all(0 <= mark.start < mark.end <= len(paragraph.text) for mark in paragraph.marks)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.sampled_from(sorted(PARTS)), max_size=4))
def test_missing_parts(names: list[str]) -> None:
    outcome(zipped({name: content for name, content in PARTS.items() if name not in names}))
