"""Zips and XML made to do harm."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jltrain.foreign.archive import MB, Limits, opened
from jltrain.foreign.faults import BadFile, FileDamaged, FileLocked, FileTooLarge
from jltrain.foreign.xml import below, parsed, parts
from tests.foreign.documents import zipped

GOOD = zipped({"a.xml": "<a/>", "夹/b.txt": "乙"})


def test_parts_are_read_by_name() -> None:
    archive = opened(GOOD, "a.zip")
    assert list(archive) == ["a.xml", "夹/b.txt"] and "a.xml" in archive and "无" not in archive
    assert archive.read("夹/b.txt").decode() == "乙" and archive.size("a.xml") == 4
    with pytest.raises(FileDamaged, match="缺少 无"):
        archive.read("无")


@pytest.mark.parametrize("name", ["../a", "a/../../b", "/etc/passwd", "C:\\a", "..\\a", "a\\..\\b"])
def test_names_that_leave_the_folder(name: str) -> None:
    with pytest.raises(FileDamaged, match="路径"):
        opened(zipped({name: "x"}), "a.zip")


def test_two_parts_of_one_name() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made.writestr("a", "1")
        made.writestr("a", "2")
    with pytest.raises(FileDamaged, match="重名"):
        opened(out.getvalue(), "a.zip")


def test_a_password() -> None:
    content = bytearray(zipped({"a": "x"}))
    at = content.rindex(b"PK\1\2")
    content[at + 8] |= 1
    with pytest.raises(FileLocked):
        opened(bytes(content), "a.zip")


def test_bombs() -> None:
    bomb = zipped({"a": bytes(11 * MB)})
    with pytest.raises(FileTooLarge):
        opened(bomb, "a.zip")
    with pytest.raises(FileTooLarge):
        opened(bomb, "a.zip", Limits(unpacked=MB, ratio=10_000))
    with pytest.raises(FileTooLarge):
        opened(zipped({str(n): "" for n in range(30)}), "a.zip", Limits(parts=20))
    archive = opened(zipped({"a": bytes(800), "b": bytes(800)}), "a.zip", Limits(part=700))
    with pytest.raises(FileTooLarge):
        archive.read("a")


def test_a_part_that_lies_about_its_size() -> None:
    content = bytearray(zipped({"a": bytes(5000)}))
    struct.pack_into("<I", content, content.rindex(struct.pack("<I", 5000)), 100)
    with pytest.raises(FileDamaged):
        opened(bytes(content), "a.zip").read("a")


@settings(deadline=None, max_examples=200)
@given(data=st.data())
def test_damaged_zips(data: st.DataObject) -> None:
    content = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            archive = opened(bytes(content), "a.zip")
            for name in archive:
                archive.read(name)
        except BadFile as error:
            assert error.sentence().endswith("。")


def test_xml_names() -> None:
    xml = b'<a xmlns="urn:x" xmlns:y="urn:y" y:k="1"><y:b>t</y:b><!-- c --><?p i?></a>'
    plain, named, full = (parsed(xml, "a"), parsed(xml, "a", {"urn:x": "x", "urn:y": ""}), parsed(xml, "a", plain=True))
    assert (plain.tag, plain[0].tag, dict(plain.attrib)) == ("{urn:x}a", "{urn:y}b", {"{urn:y}k": "1"})
    assert (named.tag, named[0].tag, dict(named.attrib)) == ("x:a", "b", {"k": "1"})
    assert (full.tag, full[0].tag, full[0].text, len(full)) == ("a", "b", "t", 1)
    assert below(named, "b") is named[0] and below(named, "b", "c") is None


@pytest.mark.parametrize(
    "xml",
    [
        b'<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>',
        b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>',
        b'<!DOCTYPE a SYSTEM "http://example.org/a.dtd"><a/>',
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a [<!ENTITY e "x">]><a/>'.encode("utf-16"),
    ],
)
def test_a_document_type_is_refused(xml: bytes) -> None:
    with pytest.raises(FileDamaged, match="外部实体"):
        parsed(xml, "a.xml")
    with pytest.raises(FileDamaged, match="外部实体"):
        list(parts(xml, "a.xml", {}, ("a",)))


@pytest.mark.parametrize(
    "xml", [b"", b"<a>", b"<a></b>", b"<a/><b/>", b"<a>&e;</a>", b'<?xml version="1.0" encoding="x"?><a/>', b"\xff"]
)
def test_what_is_no_xml(xml: bytes) -> None:
    with pytest.raises(FileDamaged):
        parsed(xml, "a.xml")
    with pytest.raises(FileDamaged):
        list(parts(xml, "a.xml", {}, ("a",)))


def test_depth_and_number_are_bounded() -> None:
    with pytest.raises(FileTooLarge):
        parsed(b"<a>" * 200 + b"</a>" * 200, "a.xml")
    with pytest.raises(FileTooLarge):
        parsed(b"<a>" + b"<b/>" * 99 + b"</a>", "a.xml", max_elements=50)
    parsed(b"<a>" * 160 + b"</a>" * 160, "a.xml")


def test_parts_come_one_after_the_other() -> None:
    xml = (
        b"<r><x><b>no</b></x><b>"
        + b"".join(b"<c n='%d'><d>t</d><e>u</e></c> z" % n for n in range(9000))
        + b"</b><b><c n='9000'/></b></r>"
    )
    found = [(element.get("n"), len(element)) for element in parts(xml, "a", {}, ("r", "b"), without=frozenset({"e"}))]
    assert found == [(str(n), 1) for n in range(9000)] + [("9000", 0)]
