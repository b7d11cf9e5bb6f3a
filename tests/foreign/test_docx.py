"""What a Word document says, told feature by feature."""

from __future__ import annotations

import io
from pathlib import Path

import docx as python_docx
import pytest
from docx.shared import RGBColor

from jltrain.foreign.docx import DocTable, DocxText, Mark, MarkKind, NotDocx, Paragraph, read_docx
from jltrain.foreign.faults import BadFile, FileDamaged, FileLocked, FileTooLarge, FileUnreadable
from jltrain.progress import Cancelled, Step
from tests.foreign.documents import (
    PNG,
    STRICT,
    W,
    abstract,
    docx,
    level,
    num,
    numbered,
    p,
    run,
    zipped,
)


def read(body: str, **parts: object) -> DocxText:
    return read_docx(docx(body, **parts), "题库.docx")  # type: ignore[arg-type]


def texts(body: str, **parts: object) -> list[str]:
    return [paragraph.text for paragraph in read(body, **parts).paragraphs()]


def shown(body: str, **parts: object) -> list[str]:
    return [paragraph.shown for paragraph in read(body, **parts).paragraphs()]


def test_a_document_of_python_docx(tmp_path: Path) -> None:
    made = python_docx.Document()
    made.add_heading("一、单选题", 1)
    paragraph = made.add_paragraph("1. 䶮㛃𬭎𫍣的执法证")
    paragraph.add_run("B").font.color.rgb = RGBColor(255, 0, 0)
    paragraph.add_run("粗").bold = True
    table = made.add_table(2, 2)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"格{number}"
    made.add_paragraph("项目", style="List Number")
    made.add_paragraph("项目", style="List Number")
    made.add_picture(io.BytesIO(PNG))
    path = tmp_path / "题库.docx"
    made.save(str(path))
    found = read_docx(path)
    first, second, grid, *rest = found.blocks
    assert isinstance(first, Paragraph) and (first.text, first.heading) == ("一、单选题", 1)
    assert isinstance(second, Paragraph) and second.text == "1. 䶮㛃𬭎𫍣的执法证B粗"
    assert second.marked(MarkKind.COLOUR) == ("B",) and second.marked(MarkKind.BOLD) == ("粗",)
    assert next(mark.value for mark in second.marks if mark.kind is MarkKind.COLOUR) == "FF0000"
    assert isinstance(grid, DocTable) and [[c.text for c in row] for row in grid.rows] == [
        ["格0", "格1"],
        ["格2", "格3"],
    ]
    assert [b.shown for b in rest if isinstance(b, Paragraph)] == ["1. 项目", "2. 项目", "〔图1〕"]
    assert (found.pictures[0].data, found.pictures[0].suffix) == (PNG, ".png")
    assert found.left_out == ()


NESTED = abstract(
    1,
    level(0, "decimal", "%1."),
    level(1, "upperLetter", "%2、"),
    level(2, "decimal", "%1.%2.%3", more="<w:isLgl/>"),
)


def test_automatic_numbers_count_as_word_counts() -> None:
    body = "".join(
        numbered("x", 1, at) for at in (0, 1, 1, 0, 1, 2, 2, 0)
    )  # fmt: skip
    assert shown(body, numbering=NESTED + num(1, 1)) == [
        "1. x", "A、 x", "B、 x", "2. x", "A、 x", "2.1.1 x", "2.1.2 x", "3. x",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("form", "pattern", "expected"),
    [
        ("chineseCounting", "%1、", ["九、", "十、", "十一、"]),
        ("chineseCountingThousand", "第%1条", ["第九条", "第十条", "第十一条"]),
        ("japaneseCounting", "（%1）", ["（九）", "（十）", "（十一）"]),
        ("decimalEnclosedCircle", "%1", ["⑨", "⑩", "⑪"]),
        ("upperLetter", "%1.", ["I.", "J.", "K."]),
        ("lowerRoman", "(%1)", ["(ix)", "(x)", "(xi)"]),
        ("decimalFullWidth", "%1．", ["９．", "１０．", "１１．"]),
        ("decimalZero", "%1", ["09", "10", "11"]),
        ("none", "题", ["题", "题", "题"]),
        ("不存在", "%1)", ["9)", "10)", "11)"]),
    ],
)
def test_formats_of_numbers(form: str, pattern: str, expected: list[str]) -> None:
    body = "".join(numbered("", 1) for _ in range(3))
    found = read(body, numbering=abstract(1, level(0, form, pattern, 9)) + num(1, 1))
    assert [paragraph.number for paragraph in found.paragraphs()] == expected


def test_lists_that_share_a_definition_go_on_and_a_start_override_begins_anew() -> None:
    numbering = (
        abstract(1, level(0, "decimal", "%1."))
        + num(1, 1)
        + num(2, 1)
        + num(3, 1, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>')
        + num(4, 1, f'<w:lvlOverride w:ilvl="0">{level(0, "lowerLetter", "%1)")}</w:lvlOverride>')
    )
    body = "".join(numbered("", number) for number in (1, 1, 2, 3, 3, 1, 4, 0, 99))
    found = [paragraph.number for paragraph in read(body, numbering=numbering).paragraphs()]
    assert found == ["1.", "2.", "3.", "5.", "6.", "7.", "h)", "", ""]


def test_a_level_that_never_restarts() -> None:
    numbering = abstract(
        1, level(0, "decimal", "%1"), level(1, "decimal", "%2)", more='<w:lvlRestart w:val="0"/>')
    ) + num(1, 1)
    found = read("".join(numbered("", 1, at) for at in (0, 1, 0, 1)), numbering=numbering)
    assert [paragraph.number for paragraph in found.paragraphs()] == ["1", "1)", "2", "2)"]


def test_numbers_that_come_from_a_style_and_its_base() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="题目"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        '</w:style><w:style w:type="paragraph" w:styleId="X"><w:name w:val="选项"/><w:basedOn w:val="T"/></w:style>'
    )
    numbering = abstract(
        1,
        level(0, "decimal", "第%1题", more='<w:pStyle w:val="T"/>'),
        level(1, "upperLetter", "%2.", more='<w:pStyle w:val="X"/>'),
    ) + num(1, 1)
    body = "".join(p("x", properties=f'<w:pStyle w:val="{s}"/>') for s in ("T", "X", "X", "T", "X"))
    body += p("x", properties='<w:pStyle w:val="T"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert shown(body, styles=styles, numbering=numbering) == ["第1题 x", "A. x", "B. x", "第2题 x", "A. x", "x"]


def test_a_list_that_is_a_link_to_a_style() -> None:
    styles = '<w:style w:type="numbering" w:styleId="L"><w:name w:val="L"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    numbering = (
        (
            f'<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="L"/>{level(0, "decimal", "%1、")}</w:abstractNum>'
            '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="L"/></w:abstractNum>'
        )
        + num(1, 1)
        + num(2, 2)
    )
    assert shown(numbered("x", 2), styles=styles, numbering=numbering) == ["1、 x"]


def test_circles_in_styles_and_lists_end() -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{a}"><w:name w:val="{a}"/><w:basedOn w:val="{b}"/><w:rPr><w:b/></w:rPr></w:style>'
        for a, b in ("AB", "BA", "CC")
    )
    styles += (
        '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    numbering = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="L"/></w:abstractNum>' + num(1, 1)
    body = "".join(p("x", properties=f'<w:pStyle w:val="{s}"/>') for s in "ABC") + numbered("y", 1)
    assert texts(body, styles=styles, numbering=numbering) == ["x", "x", "x", "y"]


def test_huge_numbers_stay_short() -> None:
    numbering = abstract(1, level(0, "upperLetter", "%1" * 5000, 999_999_999)) + num(1, 1)
    number = next(read(numbered("x", 1), numbering=numbering).paragraphs()).number
    assert len(number) < 500
    assert texts(numbered("x", 1, 999_999_999), numbering=numbering) == ["x"]


def test_blanks() -> None:
    under = '<w:u w:val="single"/>'
    assert texts(p("依据", run("      ", under), "处以", run("  ", under), run("\u3000", under), "罚款")) == [
        "依据____处以____罚款"
    ]
    assert texts(p("依据", "__", "____", "，由_决定＿＿＿。")) == ["依据____，由_决定____。"]
    assert texts(p("甲", f"<w:r><w:rPr>{under}</w:rPr><w:tab/></w:r>", "乙")) == ["甲____乙"]
    assert texts(p(run("一", under), run(" ", under), run("二", under), "三")) == ["一 二三"]
    filled = next(read(p("由", run("  交通运输  ", under), "____主管", run("部门", "<w:b/>"))).paragraphs())
    assert filled.text == "由  交通运输  ____主管部门"
    assert filled.marked(MarkKind.UNDERLINE) == ("交通运输",) and filled.marked(MarkKind.BOLD) == ("部门",)


def test_marks_move_with_blanks() -> None:
    found = next(
        read(p("a______b__", run("红", '<w:color w:val="ff0000"/>'), "___", run("c_____d", "<w:b/>"))).paragraphs()
    )
    assert found.text == "a____b____红____c____d"
    assert found.marked(MarkKind.COLOUR) == ("红",) and found.marked(MarkKind.BOLD) == ("c____d",)


def test_what_sets_text_off() -> None:
    body = p(
        run("黑", '<w:color w:val="000000"/>'),
        run("主", '<w:color w:val="333333" w:themeColor="text1"/>'),
        run("绿", '<w:color w:val="00b050"/>'),
        run("黄", '<w:highlight w:val="yellow"/>'),
        run("底", '<w:shd w:val="clear" w:fill="D9D9D9"/>'),
        run("删", "<w:strike/>"),
        run("点", '<w:em w:val="dot"/>'),
        run("不粗", '<w:b w:val="0"/>'),
    )
    found = next(read(body).paragraphs())
    assert found.marks == (
        Mark(2, 3, MarkKind.COLOUR, "00B050"),
        Mark(3, 4, MarkKind.HIGHLIGHT, "yellow"),
        Mark(4, 5, MarkKind.HIGHLIGHT, "D9D9D9"),
        Mark(5, 6, MarkKind.STRIKE),
        Mark(6, 7, MarkKind.EMPHASIS),
    )


def test_raised_and_lowered_runs() -> None:
    up, down = '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>'
    assert texts(p("m", run("2", up), " H", run("2", down), "O x", run("k", up), " 注", run("①", up))) == [
        "m² H₂O x$^{k}$ 注①"
    ]


def test_symbols() -> None:
    def sym(font: str, code: str) -> str:
        return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'

    body = p(sym("Wingdings", "F0FC"), sym("Wingdings 2", "F052"), sym("Symbol", "F0B4"), sym("Symbol", "F0D6"),
             sym("Wingdings", "00FB"), sym("Wingdings", "F0A8"), sym("X", "zzzz"), sym("宋体", "D800"))  # fmt: skip
    assert texts(body) == ["✓☑×√✗☐•"]
    assert texts(p(run("ü", '<w:rFonts w:ascii="Wingdings"/>'), "\uf0fe")) == ["✓☑"]


def test_tracked_changes_are_read_as_accepted() -> None:
    body = p(
        "甲",
        f"<w:ins>{run('乙')}</w:ins><w:del><w:r><w:delText>丙</w:delText></w:r></w:del>"
        f"<w:moveFrom>{run('丁')}</w:moveFrom><w:moveTo>{run('戊')}</w:moveTo>",
    )
    assert texts(body) == ["甲乙戊"]
    assert texts(p("前", properties="<w:rPr><w:del/></w:rPr>") + p("后") + p("又")) == ["前后", "又"]
    assert texts(p("末", properties="<w:rPr><w:del/></w:rPr>")) == ["末"]
    row = "<w:tr>{}<w:tc>{}</w:tc></w:tr>"
    table = f"<w:tbl>{row.format('<w:trPr><w:del/></w:trPr>', p('删'))}{row.format('', p('留'))}</w:tbl>"
    assert texts(table) == ["留"]


def test_hidden_text_is_no_text() -> None:
    styles = '<w:style w:type="character" w:styleId="H"><w:name w:val="H"/><w:rPr><w:vanish/></w:rPr></w:style>'
    body = p("见", run("隐", "<w:vanish/>"), run("藏", '<w:rStyle w:val="H"/>'), run("显", '<w:vanish w:val="0"/>'))
    assert texts(body, styles=styles) == ["见显"]


def test_wrappers_are_not_seen() -> None:
    body = (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{p('块')}</w:sdtContent></w:sdt>"
        + p(f"<w:sdt><w:sdtContent>{run('控')}</w:sdtContent></w:sdt>", f"<w:hyperlink>{run('链')}</w:hyperlink>")
        + p(
            f"<w:smartTag><w:ins>{run('签')}</w:ins></w:smartTag>",
            f'<w:fldSimple w:instr="PAGE">{run("7")}</w:fldSimple>',
        )
        + "<w:tbl><w:sdt><w:sdtContent><w:tr><w:sdt><w:sdtContent><w:tc>"
        + p("格")
        + "</w:tc></w:sdtContent></w:sdt></w:tr>"
        "</w:sdtContent></w:sdt></w:tbl>"
    )
    assert texts(body) == ["块", "控链", "签7", "格"]


def test_breaks_and_tabs() -> None:
    assert texts(p("a", "<w:r><w:br/><w:t>b</w:t><w:tab/><w:t> c </w:t><w:cr/></w:r>",
                   '<w:r><w:br w:type="page"/><w:noBreakHyphen/></w:r>')) == ["a\nb\tc\n-"]  # fmt: skip


def test_ruby_keeps_its_base() -> None:
    found = read(p(f"<w:r><w:ruby><w:rt>{run('yǎn')}</w:rt><w:rubyBase>{run('龑')}</w:rubyBase></w:ruby></w:r>"))
    assert [x.text for x in found.paragraphs()] == ["龑"] and found.left_out == ("1 处拼音注音",)


def field(code: str, result: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    shown = mark.format("separate") + run(result) if result else ""
    return mark.format("begin") + f"<w:r><w:instrText>{code}</w:instrText></w:r>" + shown + mark.format("end")


def test_fields_show_their_result() -> None:
    assert texts(p("第", field("PAGE", "3"), "页")) == ["第3页"]
    assert texts(p("选", field(r" EQ \o\ac(○,3)", ""), field(r"eq \f(1,2)", ""), field(r"eq \r(3,x)", ""))) == [
        r"选③$\frac{1}{2}$$\sqrt[3]{x}$"
    ]
    odd = read(p(field(r"eq \i(a,b,c)", "")))
    assert [x.text for x in odd.paragraphs()] == ["〔公式〕"] and odd.left_out == ("1 处公式域",)
    assert texts(p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "吞") + p("不吞")) == ["", "不吞"]


def test_tables_with_merged_and_nested_cells() -> None:
    def cell(inside: str, said: str = "") -> str:
        return f"<w:tc><w:tcPr>{said}</w:tcPr>{inside}</w:tc>"

    two, begins = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>'
    inner = f"<w:tbl><w:tr>{cell(p('内'))}</w:tr></w:tbl>"
    body = (
        "<w:tbl>"
        f"<w:tr>{cell(p('宽'), two)}{cell(p('竖'), begins)}</w:tr>"
        f"<w:tr>{cell(p('一') + p('二'))}{cell(inner + p(''))}{cell(p(''), '<w:vMerge/>')}</w:tr>"
        f'<w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr>{cell(p("后"))}</w:tr>'
        "</w:tbl>"
    )
    (table,) = read(body).blocks
    assert isinstance(table, DocTable)
    assert [[cell.text for cell in row] for row in table.grid()] == [
        ["宽", "", "竖"],
        ["一\n二", "内\n", ""],
        ["", "", "后"],
    ]
    assert [[cell.continued for cell in row] for row in table.grid()][1] == [False, False, True]
    assert table.rows[0][0].columns == 2


def drawing(inside: str) -> str:
    return f"<w:r><w:drawing>{inside}</w:drawing></w:r>"


def test_pictures_keep_their_place() -> None:
    emf = b"\x01\0\0\0" + bytes(36) + b" EMF" + bytes(40)
    body = (
        p("见", drawing('<a:blip r:embed="a"/>'), "与", drawing('<a:blip r:embed="b"/><a:blip r:embed="a"/>'))
        + p('<w:r><w:pict><v:shape><v:imagedata r:id="c"/></v:shape></w:pict></w:r>', drawing('<a:blip r:embed="无"/>'))
        + p(drawing('<a:blip r:link="out"/>'), drawing("<c:chart/>"), drawing("<wps:wsp/>"))
        + p('<w:r><w:object><v:imagedata r:id="c"/><o:OLEObject ProgID="Equation.DSMT4"/></w:object></w:r>')
    )
    found = read(body, pictures={"a": PNG, "b": b"\xff\xd8\xff\xe0", "c": emf}, outside={"out": "file:///etc/passwd"})
    assert [x.text for x in found.paragraphs()] == [
        "见〔图1〕与〔图2〕〔图3〕",
        "〔图4〕〔图5〕",
        "〔图6〕〔图7〕",
        "〔图8〕",
    ]
    assert [picture.suffix for picture in found.pictures] == [".png", ".jpg", ".png", ".emf", "", "", "", ""]
    assert [picture.lost for picture in found.pictures][3:] == [
        "EMF 图形", "图片缺失", "链接到文件外的图片", "图表", "旧式公式（公式编辑器 3.0 或 MathType）",
    ]  # fmt: skip
    assert found.pictures[0].data is found.pictures[2].data and found.left_out == ("1 个图形",)


def test_text_boxes_follow_their_paragraph_once() -> None:
    inside = f"<w:txbxContent>{p('框')}</w:txbxContent>"
    new = f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{inside}</wps:txbx></w:drawing></mc:Choice>'
    old = f"<mc:Fallback><w:pict><v:textbox>{inside}</v:textbox></w:pict></mc:Fallback>"
    body = p("前", f"<w:r><mc:AlternateContent>{new}{old}</mc:AlternateContent></w:r>", "后") + p("下")
    assert texts(body) == ["前后", "框", "下"]
    empty = f'<mc:Choice Requires="x"><w:x/></mc:Choice>{old}'
    assert texts(p(f"<w:r><mc:AlternateContent>{empty}</mc:AlternateContent></w:r>")) == ["", "框"]


def math(inside: str) -> str:
    return f"<m:oMath>{inside}</m:oMath>"


def t(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("omml", "expected"),
    [
        (f"<m:f><m:num>{t('a+1')}</m:num><m:den>{t('b')}</m:den></m:f>", r"$\frac{a+1}{b}$"),
        (f'<m:f><m:fPr><m:type m:val="lin"/></m:fPr><m:num>{t("a")}</m:num><m:den>{t("b")}</m:den></m:f>', "$a/b$"),
        (f"<m:sSup><m:e>{t('x')}</m:e><m:sup>{t('2')}</m:sup></m:sSup>", "$x^{2}$"),
        (f"<m:sSub><m:e>{t('x')}</m:e><m:sub>{t('i')}</m:sub></m:sSub>", "$x_{i}$"),
        (f"<m:sSubSup><m:e>{t('x')}</m:e><m:sub>{t('i')}</m:sub><m:sup>{t('2')}</m:sup></m:sSubSup>", "$x_{i}^{2}$"),
        (f'<m:rad><m:radPr><m:degHide m:val="1"/></m:radPr><m:deg/><m:e>{t("x")}</m:e></m:rad>', r"$\sqrt{x}$"),
        (f"<m:rad><m:deg>{t('3')}</m:deg><m:e>{t('x')}</m:e></m:rad>", r"$\sqrt[3]{x}$"),
        (
            f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{t("i=1")}</m:sub><m:sup>{t("n")}</m:sup><m:e>{t("i")}</m:e></m:nary>',
            r"$\sum_{i=1}^{n} i$",
        ),
        (f"<m:d><m:e>{t('a')}</m:e><m:e>{t('b')}</m:e></m:d>", r"$\left(a|b\right)$"),
        (
            '<m:d><m:dPr><m:begChr m:val="{"/><m:endChr m:val=""/></m:dPr><m:e>'
            f"<m:eqArr><m:e>{t('x')}</m:e><m:e>{t('y')}</m:e></m:eqArr></m:e></m:d>",
            r"$\left\{\begin{aligned}x \\ y\end{aligned}\right.$",
        ),
        (
            f"<m:m><m:mr><m:e>{t('1')}</m:e><m:e>{t('2')}</m:e></m:mr><m:mr><m:e>{t('3')}</m:e><m:e>{t('4')}</m:e></m:mr></m:m>",
            r"$\begin{matrix}1 & 2 \\ 3 & 4\end{matrix}$",
        ),
        (f"<m:func><m:fName>{t('sin')}</m:fName><m:e>{t('α')}</m:e></m:func>", r"$\sin \alpha$"),
        (
            f"<m:func><m:fName><m:limLow><m:e>{t('lim')}</m:e><m:lim>{t('x→0')}</m:lim></m:limLow></m:fName><m:e>{t('x')}</m:e></m:func>",
            r"$\lim_{x\to 0} x$",
        ),
        (f'<m:acc><m:accPr><m:chr m:val="⃗"/></m:accPr><m:e>{t("v")}</m:e></m:acc>', r"$\vec{v}$"),
        (t("v≤50%×速度"), r"$v\le 50\%\times \text{速度}$"),
        ("<m:r><m:rPr><m:nor/></m:rPr><m:t>km/h</m:t></m:r>", r"$\text{km/h}$"),
        ("", ""),
    ],
)
def test_formulas(omml: str, expected: str) -> None:
    assert texts(p("x = ", math(omml))) == ["x = " + expected]
    assert texts(p(f"<m:oMathPara>{math(omml)}</m:oMathPara>")) == [expected]


def test_the_strict_dialect_reads_alike() -> None:
    body = p("甲", run("乙", "<w:b/>"))
    parts = {"word/document.xml": f'<w:document xmlns:w="{STRICT}"><w:body>{body}</w:body></w:document>'}
    rel = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r"'
        ' Target="/word/document.xml" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"/>'
        "</Relationships>"
    )
    (found,) = read_docx(zipped({**parts, "_rels/.rels": rel})).blocks
    assert isinstance(found, Paragraph) and found.text == "甲乙" and found.marked(MarkKind.BOLD) == ("乙",)


def test_what_was_not_read_is_told() -> None:
    other = f'<w:hdr xmlns:w="{W}">{p("绝密")}</w:hdr>'
    found = read(
        p("正文", "<w:r><w:footnoteReference/></w:r>"),
        more={"word/header1.xml": other, "word/comments.xml": other},
    )
    assert found.left_out == ("1 条脚注或尾注", "页眉页脚", "批注")


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "旧版 Word 文档"),
        ("a.wps", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "WPS 文字文档"),
        ("a.doc", rb"{\rtf1\ansi", "RTF"),
        ("a.doc", b"<html><body>", "网页"),
        ("a.docx", b"%PDF-1.7", "PDF"),
        ("a.docx", b"", "别的格式"),
        ("a.odt", zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""}), "另存为 .docx"),
        ("a.docx", zipped({"x": "y"}), "另存为 .docx"),
    ],
)
def test_other_formats_are_told_to_save_as_docx(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(NotDocx, match=says) as caught:
        read_docx(path)
    assert caught.value.sentence().endswith("。") and name in caught.value.sentence()


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable):
        read_docx(tmp_path / "无.docx")
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(FileLocked):
        read_docx(ole, "a.docx")
    with pytest.raises(FileDamaged):
        read_docx(docx(p("a"))[:-30], "a.docx")
    with pytest.raises(FileDamaged, match="外部实体"):
        parts = docx(p("a"), more={"word/document.xml": f'<!DOCTYPE x [<!ENTITY e "e">]><w:document xmlns:w="{W}"/>'})
        read_docx(parts, "a.docx")


def test_deep_nests_end() -> None:
    cell, end = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    assert texts(cell * 50 + p("底") + end * 50) == ["底"]
    with pytest.raises(FileTooLarge):
        read(cell * 60 + p("底") + end * 60)
    box, unbox = "<w:p><w:r><w:pict><v:textbox><w:txbxContent>", "</w:txbxContent></v:textbox></w:pict></w:r></w:p>"
    assert texts(box * 30 + p("底") + unbox * 30)[-1] == "底"
    deep = "<m:sSup><m:e>" * 70 + t("x") + "</m:e></m:sSup>" * 70
    assert "x" in texts(p(math(deep)))[0]
    wrapped = "<w:ins>" * 150 + run("x") + "</w:ins>" * 150
    assert texts(p(wrapped)) == ["x"]
    with pytest.raises(BadFile):
        read(p("<w:ins>" * 100_000 + "</w:ins>" * 100_000))


def test_many_deleted_paragraph_ends_take_no_longer_than_others() -> None:
    body = p("a", properties="<w:rPr><w:del/></w:rPr>") * 20_000 + p("b")
    assert texts(body) == ["a" * 20_000 + "b"]


def test_progress_can_stop_it() -> None:
    def stop(step: Step) -> None:
        if step.done >= 500:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_docx(docx(p("a") * 1000), "a.docx", stop)
