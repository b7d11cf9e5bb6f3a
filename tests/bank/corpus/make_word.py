"""Word files: numbering that is not in the text, tables, pictures, answers by underline or colour, tracked changes, formulas."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from typing import Any

from docx import Document
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm, RGBColor

from tests.bank.corpus.keep import HERE, Said, expect
from tests.bank.corpus.pool import B, J, M, Q, S

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NS = f'xmlns:w="{W}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def png(width: int, height: int, shade: int) -> bytes:
    """A grey picture."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = b"".join(b"\0" + bytes((shade + x) % 256 for x in range(width)) for _ in range(height))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def done(name: str, document: Any, questions: list[Said], **more: Any) -> None:
    """Saves the document, without the template's thumbnail and latent styles and with no day in it, and what is expected."""
    styles = document.styles.element
    used = {
        element.get(qn("w:val"))
        for element in document.element.body.iter(qn("w:pStyle"), qn("w:tblStyle"), qn("w:rStyle"))
    }
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:type")) == "table" and style.get(qn("w:styleId")) not in used | {"TableNormal"}:
            styles.remove(style)
    saved, kept = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new:
        for inside in old.namelist():
            body = old.read(inside)
            if inside == "docProps/thumbnail.jpeg":
                continue
            if inside == "_rels/.rels":
                body = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", body)
            entry = zipfile.ZipInfo(inside, (2023, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, body)
    (HERE / name).write_bytes(kept.getvalue())
    expect(name, questions, **more)


class Numbering:
    """Real numbering definitions: `new` gives the id of a fresh list, so that numbers start again."""

    def __init__(self, document: Any) -> None:
        self.root = document.part.numbering_part.element
        self.abstracts = 90

    def new(self, *levels: tuple[str, str]) -> int:
        """`levels`: (numFmt, lvlText) of each."""
        self.abstracts += 1
        inner = "".join(
            f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
            for n, (form, text) in enumerate(levels)
        )
        abstract = parse_xml(f'<w:abstractNum {_NS} w:abstractNumId="{self.abstracts}">{inner}</w:abstractNum>')
        first = self.root.find(qn("w:num"))
        if first is None:
            self.root.append(abstract)
        else:
            first.addprevious(abstract)
        self.root.append(
            parse_xml(f'<w:num {_NS} w:numId="{self.abstracts}"><w:abstractNumId w:val="{self.abstracts}"/></w:num>')
        )
        return self.abstracts

    @staticmethod
    def put(paragraph: Any, number: int, level: int = 0) -> None:
        """Makes a paragraph an item of the list."""
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {_NS}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
        )


def automatic() -> None:
    document = Document()
    numbering = Numbering(document)
    heads = numbering.new(("chineseCounting", "%1、"))
    document.add_heading("执法培训测试题", 0)
    for title, some in (("单选题（每题1分）", S[:4]), ("多选题", M[:3])):
        numbering.put(document.add_paragraph(title), heads)
        list_id = numbering.new(("decimal", "%1."), ("upperLetter", "%2."))
        for q in some:
            numbering.put(
                document.add_paragraph(q.put(f"（ {q.answer} ）") if "@" in q.stem else f"{q.stem}（ {q.answer} ）"),
                list_id,
            )
            for option in q.options:
                numbering.put(document.add_paragraph(option), list_id, 1)
    numbering.put(document.add_paragraph("判断题"), heads)
    list_id = numbering.new(("decimal", "%1、"))
    for q in J[:4]:
        numbering.put(document.add_paragraph(f"{q.stem}（{'√' if q.answer == 'Y' else '×'}）"), list_id)
    done(
        "43-automatic-numbers.docx", document, [q.say() for q in (*S[:4], *M[:3], *J[:4])], ignored=("执法培训测试题",)
    )

    document = Document()
    numbering = Numbering(document)
    list_id = numbering.new(("decimal", "第%1题"))
    for q in (S[4], M[1], S[12], J[6]):
        numbering.put(document.add_paragraph(q.put("（  ）")), list_id)
        letters = numbering.new(("upperLetter", "%1、"))
        for option in q.options:
            numbering.put(document.add_paragraph(option), letters)
        document.add_paragraph("答案：" + (q.answer if q.options else "对"))
        document.add_paragraph("解析：" + q.why) if q.why else None
    done("44-automatic-letters-restart.docx", document, [q.say(explained=True) for q in (S[4], M[1], S[12], J[6])])


def tables() -> None:
    document = Document()
    document.add_paragraph("附件2：执法资格考试题库")
    table = document.add_table(1, 8, style="Table Grid")
    for cell, text in zip(table.rows[0].cells, ("序号", "题型", "题干", "A", "B", "C", "D", "答案"), strict=True):
        cell.text = text
    some = (S[0], S[6], M[0], S[13], J[0], J[1])
    for n, q in enumerate(some, 1):
        cells = table.add_row().cells
        name = {"single": "单选", "multiple": "多选", "judge": "判断"}[q.kind]
        answer = q.answer if q.options else ("√" if q.answer == "Y" else "×")
        for cell, text in zip(cells, (str(n), name, q.put("（ ）"), *(q.options or ("",) * 4), answer), strict=True):
            cell.text = text
    done("45-table-of-columns.docx", document, [q.say() for q in some], ignored=("附件2",))

    document = Document()
    document.add_paragraph("一、单项选择题")
    for n, q in enumerate((S[0], S[8], S[4], S[14]), 1):
        document.add_paragraph(f"{n}．{q.put('（    ）')}")
        table = document.add_table(2, 2) if n % 2 else document.add_table(1, 4)
        cells = [cell for row in table.rows for cell in row.cells]
        for cell, letter, text in zip(cells, "ABCD", q.options, strict=True):
            cell.text = f"{letter}．{text}"
        document.add_paragraph(f"答案：{q.answer}")
    document.add_paragraph("二、判断题")
    for n, q in enumerate(J[2:5], 1):
        document.add_paragraph(f"{n}．{q.stem}（ ）")
    document.add_paragraph("判断题答案")
    table = document.add_table(2, 4, style="Table Grid")
    for row, texts in zip(table.rows, (("题号", "1", "2", "3"), ("答案", "×", "×", "√")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    done("46-options-in-cells-key-in-a-table.docx", document, [q.say() for q in (S[0], S[8], S[4], S[14], *J[2:5])])


def pictures() -> None:
    document = Document()
    sign = Q("single", "图中的标志表示什么？", ("禁止停车", "限制高度3.5米", "注意行人", "施工绕行"), "B")
    bridge = Q("multiple", "根据下图，桥下游@属于禁采区。", ("甲处", "乙处", "丙处", "丁处"), "AC")
    pick = Q("single", "下列图形中，哪一个是限速标志？", ("图甲", "图乙", "图丙", "图丁"), "D")
    document.add_paragraph(f"1. {sign.stem}")
    document.add_picture(io.BytesIO(png(40, 30, 10)), width=Cm(2))
    document.add_paragraph(sign.listed())
    document.add_paragraph("答案：B")
    paragraph = document.add_paragraph(f"2. {bridge.put('（  ）')}")
    paragraph.add_run().add_picture(io.BytesIO(png(44, 30, 60)), width=Cm(3))
    for line in bridge.listed("{}、{}").split("\n"):
        document.add_paragraph(line)
    document.add_paragraph("答案：AC")
    document.add_paragraph(f"3. {pick.stem}")
    for n, line in enumerate(pick.listed().split("\n")):
        document.add_paragraph(line).add_run().add_picture(io.BytesIO(png(20 + n, 20, 30 * n)), width=Cm(1))
    document.add_paragraph("答案：D")
    document.add_paragraph(f"4. {J[0].stem}（√）")
    done(
        "47-pictures.docx",
        document,
        [sign.say(pictures=1), bridge.say(pictures=1), pick.say(pictures=4), J[0].say(pictures=0)],
    )


def breaks() -> None:
    document = Document()
    for n, q in enumerate((S[0], M[3], S[10]), 1):
        paragraph = document.add_paragraph(f"{n}、{q.put('（  ）')}")
        for at, (letter, text) in enumerate(zip("ABCD", q.options, strict=True)):
            if at % 2 == 0:
                paragraph.add_run().add_break(WD_BREAK.LINE)
            else:
                paragraph.add_run("\t")
            paragraph.add_run(f"{letter}、")
            paragraph.add_run(text[:2]).bold = True
            paragraph.add_run(text[2:])
        paragraph.add_run().add_break(WD_BREAK.LINE)
        paragraph.add_run("答案")
        paragraph.add_run(f"：{q.answer}").italic = True
    paragraph = document.add_paragraph("4、" + J[3].stem)
    paragraph.add_run().add_break(WD_BREAK.LINE)
    paragraph.add_run("答案：×")
    paragraph.add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("5、" + J[4].stem + "\n答案：√")
    done("48-soft-breaks-and-tabs.docx", document, [q.say() for q in (S[0], M[3], S[10], J[3], J[4])])


def set_off() -> None:
    document = Document()
    document.add_paragraph("单选题（标红的为正确答案）")
    for n, q in enumerate((S[0], S[6], S[9]), 1):
        document.add_paragraph(f"{n}. {q.put('（ ）')}")
        for letter, text in zip("ABCD", q.options, strict=True):
            run = document.add_paragraph().add_run(f"{letter}. {text}")
            if letter == q.answer:
                run.font.color.rgb = RGBColor(255, 0, 0)
    document.add_paragraph("多选题（加粗的为正确答案）")
    q = M[0]
    document.add_paragraph(f"1. {q.put('（ ）')}")
    for letter, text in zip("ABCD", q.options, strict=True):
        document.add_paragraph().add_run(f"{letter}. {text}").bold = letter in q.answer
    done(
        "49-answers-by-colour.docx",
        document,
        [q.say(doubtful="may", why="答案只用颜色或粗体标出") for q in (S[0], S[6], S[9], M[0])],
    )

    document = Document()
    document.add_paragraph("填空题")
    for n, q in enumerate((B[0], B[1], B[4]), 1):
        paragraph = document.add_paragraph(f"{n}. ")
        pieces = q.stem.split("@")
        for piece, text in zip(pieces, [*q.blanks, ""], strict=True):
            paragraph.add_run(piece)
            if text:
                paragraph.add_run(f" {text} ").underline = True
    for n, q in enumerate((B[5], B[2]), 4):
        paragraph = document.add_paragraph(f"{n}. ")
        for at, piece in enumerate(q.stem.split("@")):
            if at:
                paragraph.add_run("        ").underline = True
            paragraph.add_run(piece)
        document.add_paragraph("答案：" + q.answer)
    wanted = [q.say(doubtful="may", why="答案只用下划线标出") for q in (B[0], B[1], B[4])]
    done("50-underlined-blanks.docx", document, [*wanted, B[5].say(), B[2].say()], torn=True)


def furniture() -> None:
    document = Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "省交通运输执法总队 内部题库 1. 严禁外传"
    section.footer.paragraphs[0].text = "第 1 页 共 9 页"
    document.add_paragraph("2022年执法人员考试试卷")
    document.add_paragraph("姓名：________  准考证号：________  成绩：________")
    for n, q in enumerate((S[2], S[7], M[8]), 1):
        document.add_paragraph(f"{n}、{q.put('（ ）')}")
        for line in q.listed("{}、{}").split("\n"):
            document.add_paragraph(line)
        document.add_paragraph(f"答案：{q.answer}")
    box = (f'<w:r {_NS} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
           'xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape style="width:200pt;height:30pt"><v:textbox><w:txbxContent>'
           "<w:p><w:r><w:t>阅卷人签字处：此处不得答题</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>")  # fmt: skip
    document.add_paragraph()._p.append(parse_xml(box))
    for n, q in enumerate(J[:3], 4):
        document.add_paragraph(f"{n}、{q.stem}（{'√' if q.answer == 'Y' else '×'}）")
    done(
        "51-header-footer-textbox.docx",
        document,
        [q.say() for q in (S[2], S[7], M[8], *J[:3])],
        ignored=("2022年执法人员考试试卷", "准考证号"),
    )


def tracked() -> None:
    document = Document()

    def changed(before: str, gone: str, new: str, after: str) -> None:
        paragraph = document.add_paragraph(before)
        who = 'w:id="7" w:author="教官" w:date="2023-01-01T00:00:00Z"'
        if gone:
            paragraph._p.append(parse_xml(f"<w:del {_NS} {who}><w:r><w:delText>{gone}</w:delText></w:r></w:del>"))
        if new:
            paragraph._p.append(parse_xml(f"<w:ins {_NS} {who}><w:r><w:t>{new}</w:t></w:r></w:ins>"))
        paragraph.add_run(after)

    a, b = S[0], S[6]
    changed("1. 省道两侧的建筑控制区，从公路用地外缘", "向内", "向外", "量起，不得少于（ ）。")
    for letter, text in zip("ABCD", a.options, strict=True):
        document.add_paragraph(f"{letter}. {text}")
    changed("答案：", "A", "B", "")
    document.add_paragraph(f"2. {b.stem}")
    changed("A. ", "1日", "3日", "")
    for line in b.listed().split("\n")[1:]:
        document.add_paragraph(line)
    changed("答案：B", "D", "", "")
    changed("3. ", "收费站可以不公布收费标准。", J[4].stem, "（√）")
    done("52-tracked-changes.docx", document, [a.say(), b.say(), J[4].say()], torn=True)


def formulas() -> None:
    document = Document()

    def run(text: str) -> str:
        return f"<m:r><m:t>{text}</m:t></m:r>"

    def power(base: str, up: str) -> str:
        return f"<m:sSup><m:e>{run(base)}</m:e><m:sup>{run(up)}</m:sup></m:sSup>"

    def share(up: str, down: str) -> str:
        return f"<m:f><m:num>{run(up)}</m:num><m:den>{run(down)}</m:den></m:f>"

    paragraph = document.add_paragraph("1. 制动距离与车速的关系是 ")
    paragraph._p.append(parse_xml(f"<m:oMath {_NS}>{run('s=')}{share('v', 't')}</m:oMath>"))
    paragraph.add_run(" 吗？（×）")
    paragraph = document.add_paragraph("2. 压实度检测中，样坑体积的单位是（ ）。")
    for letter, base, up in (("A", "m", "2"), ("B", "m", "3"), ("C", "kg", "2"), ("D", "s", "2")):
        paragraph = document.add_paragraph(f"{letter}. ")
        paragraph._p.append(parse_xml(f"<m:oMath {_NS}>{power(base, up)}</m:oMath>"))
    document.add_paragraph("答案：B")
    first = Q("judge", "", (), "N").say(
        stem=[r"制动距离与车速的关系是 $s=\frac{v}{t}$ 吗？", "制动距离与车速的关系是s=v/t吗？"], torn=True
    )
    second = Q("single", "压实度检测中，样坑体积的单位是（ ）。", ("m^{2}", "m^{3}", "kg^{2}", "s^{2}"), "B").say(
        torn=True
    )
    done("53-formulas.docx", document, [first, second])


def mixed() -> None:
    document = Document()
    document.add_heading("行政执法人员考试题库", 1)
    document.add_heading("第一章 行政处罚", 2)
    document.add_heading("一、单选题", 3)
    wanted = []
    for n, q in enumerate((S[4], S[6], S[12]), 1):
        document.add_paragraph(f"{n}．{q.put('（    ）')}")
        document.add_paragraph("　　".join(q.listed("{}．{}").split("\n")))
        document.add_paragraph(f"【答案】{q.answer}")
        document.add_paragraph(f"【依据】{q.law}")
        document.add_paragraph(f"【解析】{q.why}")
        wanted.append(q.say(explained=True, cited=True))
    document.add_heading("二、判断题", 3)
    for n, q in enumerate((J[0], J[7], J[8]), 1):
        document.add_paragraph(f"{n}．{q.stem}")
        document.add_paragraph(f"【答案】{'正确' if q.answer == 'Y' else '错误'}　【解析】{q.why}　【依据】{q.law}")
        wanted.append(q.say(explained=True, cited=True))
    document.add_heading("第二章 公路保护", 2)
    table = document.add_table(0, 2, style="Table Grid")
    for q in (S[0], M[0]):
        for left, right in (("题目", q.put("（  ）")), ("选项", q.listed()), ("答案", q.answer), ("解析", q.why)):
            cells = table.add_row().cells
            cells[0].text, cells[1].text = left, right
        wanted.append(q.say(explained=True))
    document.add_heading("三、填空题", 3)
    document.add_paragraph("1．" + B[5].put("（ 30 ）"))
    wanted.append(B[5].say())
    done("54-chapters-fields-and-form-table.docx", document, wanted)


def make() -> None:
    for one in (automatic, tables, pictures, breaks, set_off, furniture, tracked, formulas, mixed):
        one()
