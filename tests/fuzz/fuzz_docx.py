"""Word documents by chance: `python -m tests.fuzz.fuzz_docx [libFuzzer options]`, with atheris, on Linux.

An input is read as a row of pieces of WordprocessingML (each two bytes name one), put into a sound zip as its body, its
lists or its styles; or, when it begins with 0 or 1, as the bytes of the part or of the whole file.
"""

from __future__ import annotations

import sys
from typing import Final

from jltrain.foreign.docx import read_docx
from jltrain.foreign.faults import BadFile
from tests.foreign.documents import PNG, abstract, docx, level, num, numbered, p, run

_TAGS: Final = (
    "w:p", "w:r", "w:t", "w:pPr", "w:rPr", "w:tbl", "w:tr", "w:tc", "w:tcPr", "w:sdt", "w:sdtContent", "w:ins", "w:del",
    "w:hyperlink", "w:pict", "w:drawing", "w:object", "w:txbxContent", "mc:AlternateContent", "mc:Choice", "mc:Fallback",
    "m:oMath", "m:f", "m:num", "m:den", "m:e", "m:sup", "m:sub", "m:rad", "m:deg", "m:nary", "m:d", "m:m", "m:mr", "m:eqArr",
    "m:func", "m:fName", "m:limLow", "m:lim", "m:r", "m:t", "w:ruby", "w:rubyBase", "w:numPr", "w:fldSimple",
    "w:abstractNum", "w:num", "w:lvl", "w:lvlOverride", "w:style", "w:trPr",
)  # fmt: skip
_PIECES: Final = (
    *(f"<{tag}>" for tag in _TAGS),
    *(f"</{tag}>" for tag in _TAGS),
    *(f'<{tag} w:val="{value}"/>' for tag in ("w:b", "w:u", "w:vanish", "w:color", "w:vertAlign", "w:numId", "w:ilvl", "w:pStyle",
      "w:gridSpan", "w:vMerge", "w:outlineLvl", "w:start", "w:numFmt", "w:lvlText", "w:basedOn", "w:abstractNumId",
      "w:numStyleLink", "w:startOverride", "w:lvlRestart") for value in ("1", "-1", "999999999", "superscript", "%1%9、", "")),
    *(f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "separate", "end")),
    r"<w:instrText> EQ \o\ac(○,1)</w:instrText>", "<w:tab/>", "<w:br/>", "甲", "____", "  ", "\uf0fc", "$", "{",
    '<w:sym w:font="Wingdings" w:char="F0FC"/>', '<a:blip r:embed="a"/>', '<v:imagedata r:id="b"/>', "&#55357;", "&lt;",
    '<w:style w:type="paragraph" w:styleId="1">', '<w:abstractNum w:abstractNumId="1">', '<w:num w:numId="1">',
    '<w:lvl w:ilvl="0">',
)  # fmt: skip
_STYLES: Final = (
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="x"/><w:basedOn w:val="2"/><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="2"><w:basedOn w:val="1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
)
_NUMBERING: Final = abstract(1, level(0, "chineseCounting", "%1、"), level(1, "upperLetter", "%1.%2")) + num(1, 1)
_BODY: Final = p("甲", run("乙", "<w:u/>")) + numbered("丙", 1) + p("丁", properties='<w:pStyle w:val="1"/>')


def _made(data: bytes) -> str:
    """XML of these pieces, closed where it was left open, so that most of it gets past the parser."""
    out: list[str] = []
    open_tags: list[str] = []
    for first, second in zip(data[:4000:2], data[1:4000:2], strict=False):
        piece = _PIECES[(first * 256 + second) % len(_PIECES)]
        if piece.startswith("</"):
            if not open_tags:
                continue
            piece = f"</{open_tags.pop()}>"
        elif piece.startswith("<") and not piece.endswith("/>") and "</" not in piece:
            open_tags.append(piece[1:-1].split()[0])
        out.append(piece)
    return "".join(out) + "".join(f"</{tag}>" for tag in reversed(open_tags))


def one_input(data: bytes) -> None:
    """Read it; BadFile is an answer, anything else is not."""
    how, rest = (data[0] % 8, data[1:]) if data else (0, b"")
    match how:
        case 0:
            content = rest
        case 1:
            content = docx(_BODY, more={"word/document.xml": rest})
        case 2:
            content = docx(_BODY, styles=_STYLES, numbering=_made(rest))
        case 3:
            content = docx(_BODY, styles=_made(rest), numbering=_NUMBERING)
        case 4:
            content = _flipped(docx(_BODY, styles=_STYLES, numbering=_NUMBERING, pictures={"a": PNG}), rest)
        case _:
            content = docx(_made(rest), styles=_STYLES, numbering=_NUMBERING, pictures={"a": PNG, "b": rest[:50]})
    try:
        found = read_docx(content, "a.docx")
    except BadFile as error:
        assert error.sentence().endswith("。")
        return
    for paragraph in found.paragraphs():
        assert all(0 <= mark.start < mark.end <= len(paragraph.text) for mark in paragraph.marks)
        assert len(paragraph.number) < 10_000


def _flipped(good: bytes, places: bytes) -> bytes:
    content = bytearray(good)
    for high, low, value in zip(places[::3], places[1::3], places[2::3], strict=False):
        content[(high * 256 + low) % len(content)] = value
    return bytes(content)


def main() -> None:
    import atheris

    atheris.instrument_all()
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
