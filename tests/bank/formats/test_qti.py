"""QTI packages of others: items of both versions, what is not read, what is refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pytest

from jltrain.bank.formats import qti
from jltrain.bank.formats.registry import reader_of
from jltrain.bank.intake.doubts import DoubtCode
from jltrain.bank.question import Kind
from jltrain.foreign.faults import BadFile
from tests.bank.formats.questions import PNG, lawful

# ruff: noqa: E501  (XML as others write it)
V21 = """<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="i1" title="题" adaptive="false" timeDependent="false">
<responseDeclaration identifier="R" cardinality="multiple" baseType="identifier"><correctResponse><value>c1</value><value>c3</value>
</correctResponse></responseDeclaration>
<itemBody><rubricBlock view="scorer"><p>密</p></rubricBlock><p>看<img src="../img/a.png" alt="图"/></p>
<choiceInteraction responseIdentifier="R" maxChoices="0" shuffle="true"><prompt>哪些<m:math xmlns:m="http://www.w3.org/1998/Math/MathML"><m:msup>
<m:mi>x</m:mi><m:mn>2</m:mn></m:msup></m:math>？</prompt><simpleChoice identifier="c1">甲<feedbackInline outcomeIdentifier="F" identifier="a"
 showHide="show">不要</feedbackInline></simpleChoice><simpleChoice identifier="c2">乙</simpleChoice><simpleChoice identifier="c3">丙</simpleChoice>
</choiceInteraction></itemBody><modalFeedback outcomeIdentifier="F" showHide="show" identifier="b"><p>因为</p></modalFeedback></assessmentItem>"""
V30 = """<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="i2" title="空" adaptive="false" time-dependent="false">
<qti-response-declaration identifier="A" cardinality="single" base-type="string"><qti-correct-response><qti-value>六十日</qti-value></qti-correct-response>
<qti-mapping default-value="0"><qti-map-entry map-key="六十日" mapped-value="1"/><qti-map-entry map-key="60日" mapped-value="1"/>
<qti-map-entry map-key="两月" mapped-value="0.5"/></qti-mapping></qti-response-declaration>
<qti-item-body><p>期限是<qti-text-entry-interaction response-identifier="A"/>。</p></qti-item-body></qti-assessment-item>"""
ORDER = V21.replace("choiceInteraction", "orderInteraction")
MANIFEST = """<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" identifier="m"><resources>
<resource identifier="a" type="imsqti_item_xmlv2p1" href="q/1.xml"/><resource identifier="b" type="imsqti_item_xmlv3p0" href="q/2.xml"/>
<resource identifier="c" type="imsqti_item_xmlv2p1" href="../../etc/passwd"/></resources></manifest>"""


def _zip(parts: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return out.getvalue()


def test_a_package_of_others() -> None:
    data = _zip({"imsmanifest.xml": MANIFEST, "q/1.xml": V21, "q/2.xml": V30, "q/3.xml": ORDER, "img/a.png": PNG})
    assert reader_of(data, "x.zip") is qti.read
    found = qti.read(data, "x.zip")
    lawful(found)
    choice, blank = found.questions
    assert (choice.kind, choice.options, choice.answer) == (Kind.MULTIPLE, ("甲", "乙", "丙"), ("A", "C"))
    assert choice.stem == "看〔图1〕\n哪些$x^{2}$？"
    assert (choice.explanation, [p.data for p in choice.pictures], choice.id) == ("因为", [PNG], "")
    assert (blank.kind, blank.stem, blank.accept) == (Kind.BLANK, "期限是____。", (("六十日", "60日"),))
    assert DoubtCode.FORMAT_LOST in {d.code for d in blank.doubts}
    assert any("orderinteraction" in i.reason for i in found.ignored)


def test_one_item_alone() -> None:
    assert reader_of(V30.encode(), "x.xml") is qti.read
    assert len(qti.read(V30.encode(), "x.xml").questions) == 1


def test_qti_1_2_is_told_in_one_sentence() -> None:
    old = "<questestinterop><assessment/></questestinterop>"
    canvas = _zip({"imsmanifest.xml": MANIFEST, "g/a.xml": old})
    for data in (old.encode(), canvas):
        with pytest.raises(qti.OldQti, match=r"QTI 1\.2"):
            qti.read(data, "x.zip")


def test_harm_is_refused() -> None:
    for data in (
        _zip({"../imsmanifest.xml": MANIFEST}),
        _zip({"other.xml": V21}),
        _zip({"imsmanifest.xml": '<!DOCTYPE a [<!ENTITY b "c">]><manifest>&b;</manifest>'}),
        b"PK\x03\x04 imsmanifest.xml",
    ):
        with pytest.raises(BadFile):
            qti.read(data, "x.zip")


def test_one_bad_item_leaves_the_others() -> None:
    data = _zip({"imsmanifest.xml": MANIFEST, "q/1.xml": "<assessmentItem", "q/2.xml": V30})
    found = qti.read(data, "x.zip")
    lawful(found)
    assert len(found.questions) == 1
    assert any("损坏" in i.reason for i in found.ignored)
