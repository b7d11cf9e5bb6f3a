"""QTI 2.1 and 3.0 content packages: https://www.imsglobal.org/question/qtiv2p1/imsqti_infov2p1.html and
https://www.imsglobal.org/spec/qti/v3p0/impl. One item for each question; a case is one item with several interactions.

Both versions have the same elements under other names, so one writer names them by the version at hand.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from jltrain.bank.formats.carried import (
    FALSE,
    TRUE,
    Losses,
    Pictures,
    Written,
    meant_pictures,
    missing_picture,
    texts_of,
    unwritable,
    with_basis,
)  # fmt: skip
from jltrain.bank.formats.html_text import aside, escaped, html_of, is_xml_safe, xml_safe
from jltrain.bank.formula import to_mathml
from jltrain.bank.question import BLANK, LETTERS, Item, Kind, Question
from jltrain.savefile import file_name

_FIRST: Final = (1980, 1, 1, 0, 0, 0)
DIFFICULTIES: Final = ("very easy", "easy", "medium", "difficult", "very difficult")
"""LOM's words for 1 to 5."""
TOOL: Final = "jltrain"


@dataclass(frozen=True, slots=True)
class _Version:
    """How a version of QTI says things."""

    namespace: str
    schema: str
    package: str
    package_schema: str
    schema_name: str
    schema_version: str
    resource: str
    templates: str
    ending: str
    kebab: bool

    def tag(self, name: str) -> str:
        return "qti-" + _kebab(name) if self.kebab else name

    def attributes(self, **values: str) -> str:
        """Of names in camel case."""
        return "".join(f' {_kebab(k) if self.kebab else k}="{_attribute(v)}"' for k, v in values.items())

    def element(self, name: str, content: str = "", **values: str) -> str:
        tag = self.tag(name)
        start = f"<{tag}{self.attributes(**values)}"
        return f"{start}>{content}</{tag}>" if content else f"{start}/>"


_V21: Final = _Version(
    "http://www.imsglobal.org/xsd/imsqti_v2p1", "http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd",
    "http://www.imsglobal.org/xsd/imscp_v1p1", "http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd",
    "QTIv2.1 Package", "1.0.0", "imsqti_item_xmlv2p1", "http://www.imsglobal.org/question/qti_v2p1/rptemplates/", "",
    kebab=False,
)  # fmt: skip
_V30: Final = _Version(
    "http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
    "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd",
    "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
    "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqtiv3p0_imscpv1p2_v1p0.xsd",
    "QTI Package", "3.0.0", "imsqti_item_xmlv3p0", "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/", ".xml",
    kebab=True,
)  # fmt: skip


def _kebab(name: str) -> str:
    return re.sub(r"[A-Z]", lambda m: "-" + m[0].lower(), name)


def _attribute(text: str) -> str:
    return escaped(xml_safe(text)).replace("\n", "&#10;").replace("\t", "&#9;")


def write_21(questions: Sequence[Question], pictures: Pictures, *, answers: bool = True) -> Written:
    """A QTI 2.1 package."""
    return _package(_V21, questions, pictures, answers=answers)


def write_30(questions: Sequence[Question], pictures: Pictures, *, answers: bool = True) -> Written:
    """A QTI 3.0 package."""
    return _package(_V30, questions, pictures, answers=answers)


def _package(v: _Version, questions: Sequence[Question], pictures: Pictures, *, answers: bool) -> Written:
    losses = Losses()
    parts: dict[str, bytes] = {}
    resources = []
    for number, question in enumerate(questions, 1):
        if not all(map(is_xml_safe, texts_of(question))):
            unwritable(losses)
        images: list[str] = []
        for at, name in enumerate(question.pictures, 1):
            body = pictures(question, name)
            if body is None:
                missing_picture(losses)
                images.append("")
                continue
            images.append(f"img/{number}-{at}-{_ascii(name)}")
            parts[f"items/{images[-1]}"] = body
        path = f"items/{number:05}-{_ascii(question.id)}.xml"
        parts[path] = _Item(v, question, images, answers=answers).xml().encode("utf-8", "replace")
        resources.append(_resource(v, question, number, path, [f"items/{i}" for i in images if i], answers=answers))
    manifest = _manifest(v, resources).encode("utf-8", "replace")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, body in {"imsmanifest.xml": manifest, **parts}.items():
            info = zipfile.ZipInfo(path, _FIRST)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, body)
    return out.getvalue(), losses.sentences()


def _ascii(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]", "_", file_name(name))[-60:]


def _identifier(text: str) -> str:
    """As QTI wants identifiers: a letter first, then letters, digits, - _ and point."""
    return re.sub(r"[^A-Za-z0-9._-]", "_", text if re.match("[A-Za-z_]", text) else f"i-{text}")


class _Item:
    """One question being written."""

    def __init__(self, v: _Version, question: Question, images: Sequence[str], *, answers: bool) -> None:
        self._v, self._question, self._images, self._answers = v, question, images, answers
        self._case = question.kind is Kind.CASE

    def xml(self) -> str:
        v, question = self._v, self._question
        declared, body, processed = [], [], []
        if self._case:
            body.append(f'<div class="jltrain-story">{self._html(question.stem)}{self._unmeant()}</div>')
        for number, item in enumerate(question.items, 1):
            names = self._names(item, number)
            declared += [self._declaration(item, at, name) for at, name in enumerate(names)]
            more = "" if self._case else self._unmeant()
            inner = self._body(item, names, more)
            body.append(f'<div class="jltrain-part">{inner}</div>' if self._case else inner)
            processed.append((item, names))
        feedback = self._feedback()
        declared += self._outcomes([name for name, _text in feedback])
        inside = "\n".join([*declared, v.element("itemBody", "".join(body)), self._processing(processed),
                            *(self._modal(name, text) for name, text in feedback)])  # fmt: skip
        head = v.attributes(identifier=_identifier(question.id), title=" ".join(question.stem.split())[:60] or "-",
                            label=question.id, adaptive="false", timeDependent="false", toolName=TOOL,
                            toolVersion="1")  # fmt: skip
        tag = v.tag("assessmentItem")
        return (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<{tag} xmlns="{v.namespace}" '
            f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
            f'xsi:schemaLocation="{v.namespace} {v.schema}"{head} xml:lang="zh-CN">\n{inside}\n</{tag}>\n'
        )

    def _names(self, item: Item, number: int) -> list[str]:
        """The response identifiers of an item: one, or one for each blank."""
        blanks = max(1, item.stem.count(BLANK)) if item.kind is Kind.BLANK else 1
        stem = f"RESPONSE_{number}" if self._case else "RESPONSE"
        return [stem] if blanks == 1 else [f"{stem}_{n}" for n in range(1, blanks + 1)]

    def _told(self, item: Item) -> bool:
        return self._answers and bool(item.answer)

    def _declaration(self, item: Item, at: int, name: str) -> str:
        v = self._v
        blank = item.kind is Kind.BLANK
        several = item.kind is Kind.MULTIPLE
        inside = ""
        if self._told(item) and (not blank or at < len(item.accept)):
            right = (item.accept[at][0],) if blank else item.answer
            values = "".join(v.element("value", escaped(xml_safe(text))) for text in right)
            inside = v.element("correctResponse", values)
            if blank:
                entries = "".join(v.element("mapEntry", mapKey=text, mappedValue="1", caseSensitive="false")
                                  for text in item.accept[at])  # fmt: skip
                inside += v.element("mapping", entries, defaultValue="0")
        return v.element("responseDeclaration", inside, identifier=name, cardinality="multiple" if several else "single",
                         baseType="string" if blank else "identifier")  # fmt: skip

    def _outcomes(self, feedback: Sequence[str]) -> list[str]:
        v = self._v
        zero = v.element("defaultValue", v.element("value", "0"))
        found = [v.element("outcomeDeclaration", zero, identifier="SCORE", cardinality="single", baseType="float")]
        if feedback:
            shown = v.element("defaultValue", "".join(v.element("value", name) for name in feedback))
            found.append(
                v.element(
                    "outcomeDeclaration", shown, identifier="FEEDBACK", cardinality="multiple", baseType="identifier"
                )
            )
        return found

    def _body(self, item: Item, names: Sequence[str], more: str) -> str:
        v = self._v
        stem = self._html(item.stem)
        if item.kind is Kind.BLANK:
            entries = [v.element("textEntryInteraction", responseIdentifier=n, expectedLength="20") for n in names]
            pieces = stem.split(BLANK)
            between = [*entries, *[BLANK] * len(pieces)][: len(pieces) - 1]
            filled = "".join(p + e for p, e in zip(pieces, [*between, ""], strict=True))
            if len(pieces) == 1:
                filled = f"{stem}<p>{entries[0]}</p>"
            return f'<div class="jltrain-stem">{filled}{more}</div>'
        if item.kind is Kind.JUDGE:
            choices = [("Y", TRUE), ("N", FALSE)]
        else:
            choices = [(x, self._html(o, block=False)) for x, o in zip(LETTERS, item.options, strict=False)]
        inner = "".join(v.element("simpleChoice", text, identifier=name) for name, text in choices)
        most = "0" if item.kind is Kind.MULTIPLE else "1"
        asked = v.element("choiceInteraction", inner, responseIdentifier=names[0], shuffle="false", maxChoices=most)
        return f'<div class="jltrain-stem">{stem}{more}</div>{asked}'

    def _html(self, text: str, *, block: bool = True) -> str:
        return html_of(xml_safe(text), self._image, lambda latex: to_mathml(xml_safe(latex)), block=block, style=False)

    def _image(self, number: int) -> str:
        path = self._images[number - 1] if 0 < number <= len(self._images) else ""
        return f'<img src="{escaped(path)}" alt="〔图{number}〕"/>' if path else ""

    def _unmeant(self) -> str:
        meant = meant_pictures(self._question)
        return aside("".join(self._image(n) for n in range(1, len(self._images) + 1) if n not in meant))

    def _feedback(self) -> list[tuple[str, str]]:
        """(identifier, text) of the explanations: of the whole, then of each part of a case."""
        if not self._answers:
            return []
        question = self._question
        texts = [("EXPLANATION", with_basis(question.explanation, question.basis))] if self._case else []
        for number, item in enumerate(question.items, 1):
            texts.append(
                (f"EXPLANATION_{number}" if self._case else "EXPLANATION", with_basis(item.explanation, item.basis))
            )
        return [(name, text) for name, text in texts if text]

    def _modal(self, name: str, text: str) -> str:
        inner = self._html(text)
        if self._v.kebab:
            inner = f"<qti-content-body>{inner}</qti-content-body>"
        return self._v.element("modalFeedback", inner, outcomeIdentifier="FEEDBACK", identifier=name, showHide="show")

    def _processing(self, processed: Sequence[tuple[Item, Sequence[str]]]) -> str:
        """A template of the standard where there is but one response, else the sum of what each is worth."""
        v = self._v
        if not any(self._told(item) for item, _names in processed):
            return ""
        if len(processed) == 1 and list(processed[0][1]) == ["RESPONSE"]:
            name = "map_response" if processed[0][0].kind is Kind.BLANK else "match_correct"
            return v.element("responseProcessing", template=f"{v.templates}{name}{v.ending}")
        rules = []
        for item, names in processed:
            if not self._told(item):
                continue
            if item.kind is Kind.BLANK:
                added = "".join(v.element("mapResponse", identifier=n) for n in names[: len(item.accept)])
                rules.append(self._add(added))
            else:
                test = v.element(
                    "match", v.element("variable", identifier=names[0]) + v.element("correct", identifier=names[0])
                )
                one = v.element("baseValue", "1", baseType="float")
                rules.append(v.element("responseCondition", v.element("responseIf", test + self._add(one))))
        return v.element("responseProcessing", "".join(rules))

    def _add(self, expressions: str) -> str:
        v = self._v
        total = v.element("sum", v.element("variable", identifier="SCORE") + expressions)
        return v.element("setOutcomeValue", total, identifier="SCORE")


def _lang(text: str) -> str:
    return f'<imsmd:string xml:lang="zh-CN">{escaped(xml_safe(text))}</imsmd:string>'


def _word(name: str, value: str) -> str:
    return f"<imsmd:{name}><imsmd:source>LOMv1.0</imsmd:source><imsmd:value>{value}</imsmd:value></imsmd:{name}>"


def _resource(v: _Version, question: Question, number: int, path: str, images: Sequence[str], *, answers: bool) -> str:
    derived = [
        f"推算{n if question.kind is Kind.CASE else ''}：{text}"
        for n, item in enumerate(question.items, 1)
        for text in (item.derived if answers else ())
    ]
    keywords = "".join(f"<imsmd:keyword>{_lang(text)}</imsmd:keyword>" for text in derived)
    bases = "".join(
        f"<imsmd:relation>{_word('kind', 'isbasedon')}<imsmd:resource><imsmd:description>{_lang(text)}"
        "</imsmd:description></imsmd:resource></imsmd:relation>"
        for text in (question.basis if answers else ())
    )
    taxons = (
        f"<imsmd:taxon><imsmd:id>{question.discipline.value}</imsmd:id><imsmd:entry>{_lang(question.discipline.label)}"
        f"</imsmd:entry></imsmd:taxon><imsmd:taxon><imsmd:entry>{_lang(question.topic)}</imsmd:entry></imsmd:taxon>"
    )
    lom = (
        f"<imsmd:lom><imsmd:general><imsmd:identifier><imsmd:entry>{escaped(question.id)}</imsmd:entry></imsmd:identifier>"
        f"<imsmd:title>{_lang(' '.join(question.stem.split())[:60])}</imsmd:title>{keywords}</imsmd:general>"
        f"<imsmd:educational>{_word('difficulty', DIFFICULTIES[question.difficulty - 1])}</imsmd:educational>{bases}"
        f"<imsmd:classification>{_word('purpose', 'discipline')}<imsmd:taxonPath><imsmd:source>{_lang(TOOL)}</imsmd:source>"
        f"{taxons}</imsmd:taxonPath></imsmd:classification></imsmd:lom>"
    )
    files = "".join(f'<file href="{escaped(name)}"/>' for name in (path, *images))
    return f'<resource identifier="ITEM-{number}" type="{v.resource}" href="{escaped(path)}"><metadata>{lom}</metadata>{files}</resource>'


def _manifest(v: _Version, resources: Sequence[str]) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<manifest xmlns="{v.package}" xmlns:imsmd="http://ltsc.ieee.org/xsd/LOM" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="{v.package} {v.package_schema} '
        'http://ltsc.ieee.org/xsd/LOM https://purl.imsglobal.org/spec/md/v1p3/schema/xsd/imsmd_loose_v1p3p2.xsd" '
        f'identifier="MANIFEST-{TOOL}">\n<metadata><schema>{v.schema_name}</schema><schemaversion>{v.schema_version}'
        "</schemaversion></metadata>\n<organizations/>\n<resources>\n"
        + "\n".join(resources)
        + "\n</resources>\n</manifest>\n"
    )
