"""GIFT, Aiken, Moodle XML, QTI packages and our own JSONL and YAML."""

# ruff: noqa: E501 (texts of the corpus are kept whole in their lines)
from __future__ import annotations

import base64
import io
import json
import zipfile
from typing import Any
from xml.sax.saxutils import escape

from tests.bank.corpus.keep import HERE, Said, expect, keep
from tests.bank.corpus.make_word import png
from tests.bank.corpus.pool import LETTERS, B, J, M, Q, S


def _gift_safe(text: str) -> str:
    for mark in "\\~=#{}:":
        text = text.replace(mark, "\\" + mark)
    return text


def _gift(q: Q, name: str = "", explained: bool = False) -> str:
    head = f"::{name}::" if name else ""
    last = f"####{_gift_safe(q.why)}" if explained and q.why else ""
    stem = _gift_safe(q.bare)
    if q.kind == "judge":
        return f"{head}{stem}{{{'TRUE' if q.answer == 'Y' else 'FALSE'}{last}}}\n"
    if q.kind == "blank":
        before, after = q.stem.split("@")
        return f"{head}{_gift_safe(before)}{{={_gift_safe(q.answer)}{last}}}{_gift_safe(after)}\n"
    if q.kind == "single":
        rows = [
            ("=" if letter == q.answer else "~") + _gift_safe(text)
            for letter, text in zip(LETTERS, q.options, strict=False)
        ]
    else:
        part = 100 / len(q.answer)
        shares = {letter: f"~%{part:.5g}%" if letter in q.answer else "~%-100%" for letter in LETTERS}
        rows = [shares[letter] + _gift_safe(text) for letter, text in zip(LETTERS, q.options, strict=False)]
    return f"{head}{stem}{{\n\t" + "\n\t".join(rows) + (f"\n\t{last}" if last else "") + "\n}\n"


def gift() -> None:
    some = (S[0], M[0], J[0], J[1], B[2], S[12], M[6])
    text = "// 交通执法题库，从教学平台导出\n$CATEGORY: 路政/建筑控制区\n\n" + "\n".join(
        _gift(q, f"题{n}", True) for n, q in enumerate(some, 1)
    )
    keep("72-gift-categories.gift", text, [q.say(explained=True) for q in some])
    odd = Q("single", "下列写法中，表示比例1:2的是{式}？", ("a=1:2", "b~2", "c#3", "1\\2"), "A")
    text = (
        _gift(odd) + "\n" + _gift(J[4]).replace("{TRUE}", "{T}") + "\n" + _gift(J[5]).replace("{FALSE}", "{F}") + "\n"
    )
    text += "[html]<p>罚款的<b>加处数额</b>不超过本数的多少？</p>{~50%#太少 ~80% =100%#正确，见第七十二条 ~150%}\n\n"
    text += "简述听证的程序。{}\n\n将标志与含义配对。{=红圈 -> 禁止 =三角 -> 警告 =蓝底 -> 指示}\n\n执法人员不得少于多少人？{#2:0}\n\n公路按行政等级的第二级是{=省道 =省级公路}。\n"
    rate = Q("single", "罚款的加处数额不超过本数的多少？", S[12].options, "C")
    keep("73-gift-odd-shapes.gift", text, [
        odd.say(), J[4].say(), J[5].say(), rate.say(explanation=None, doubtful="may", why="选项有各自的反馈", torn=True),
        Q("blank", "简述听证的程序。", (), "").say(answer=None, doubtful=True, optional=True, why="论述题"),
        Q("blank", "将标志与含义配对。", (), "").say(answer=None, doubtful=True, optional=True, why="配对题"),
        Q("blank", "执法人员不得少于多少人？", (), "2").say(stem=["执法人员不得少于多少人？", "执法人员不得少于多少人？____", "执法人员不得少于多少人？（ ）"],
                                                         doubtful="may", optional=True, why="数值题"),
        Q("blank", "公路按行政等级的第二级是@。", (), "省道").say()])  # fmt: skip


def aiken() -> None:
    text = "\n".join(f"{q.bare}\n{q.listed('{}. {}')}\nANSWER: {q.answer}\n" for q in (S[0], S[1], S[6], S[12]))
    keep("74-aiken.txt", text, [q.say() for q in (S[0], S[1], S[6], S[12])])
    text = "\n".join(f"{q.bare}\n{q.listed('{}) {}')}\nANSWER: {q.answer}\n" for q in (S[7], S[17], S[2]))
    keep("75-aiken-brackets-gbk.txt", text, [q.say() for q in (S[7], S[17], S[2])], code="gbk", ends="\r\n")


def _moodle(q: Q, picture: str = "") -> str:
    kind = {"single": "multichoice", "multiple": "multichoice", "judge": "truefalse", "blank": "shortanswer"}[q.kind]
    image = '<p><img src="@@PLUGINFILE@@/sign.png" alt=""/></p>' if picture else ""
    held = f'<file name="sign.png" path="/" encoding="base64">{picture}</file>' if picture else ""
    rows: list[tuple[str, float]]
    if q.kind == "judge":
        rows = [(("true", 100), ("false", 0)), (("true", 0), ("false", 100))][q.answer == "N"]  # type: ignore[assignment]
    elif q.kind == "blank":
        rows = [(q.answer, 100)]
    else:
        part = 100 / len(q.answer)
        rows = [
            (text, part if letter in q.answer else (0 if q.kind == "single" else -50))
            for letter, text in zip(LETTERS, q.options, strict=False)
        ]
    answers = "".join(
        f'<answer fraction="{share:.7g}" format="html"><text>{escape(text if q.kind in ("judge", "blank") else f"<p>{text}</p>")}</text>'
        "<feedback><text></text></feedback></answer>"
        for text, share in rows
    )
    single = (
        f"<single>{'true' if q.kind == 'single' else 'false'}</single><shuffleanswers>true</shuffleanswers>"
        if q.options
        else ""
    )
    return (f'<question type="{kind}"><name><text>{escape(q.bare[:10])}</text></name><questiontext format="html">'
            f"<text><![CDATA[<p>{escape(q.bare)}</p>{image}]]></text>{held}</questiontext><generalfeedback format=\"html\">"
            f"<text><![CDATA[<p>{escape(q.why)}</p>]]></text></generalfeedback><defaultgrade>1</defaultgrade>{single}{answers}</question>\n")  # fmt: skip


def moodle() -> None:
    some = (S[0], M[0], M[1], J[0], J[1], B[2], B[5])
    text = '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n<question type="category"><category><text>$course$/执法程序</text></category></question>\n'
    keep("76-moodle.xml", text + "".join(_moodle(q) for q in some) + "</quiz>\n", [q.say(explained=True) for q in some])
    sign = Q("single", "图中的标志表示什么？", ("禁止停车", "限制高度3.5米", "注意行人", "施工绕行"), "B", "看红圈。")
    body = _moodle(sign, base64.b64encode(png(30, 20, 5)).decode()) + _moodle(S[12])
    body += ('<question type="essay"><name><text>论述</text></name><questiontext format="html"><text>谈谈文明执法。</text></questiontext></question>\n'
             '<question type="matching"><name><text>配对</text></name><questiontext format="html"><text>标志配对</text></questiontext>'
             "<subquestion><text>红圈</text><answer><text>禁止</text></answer></subquestion></question>\n")  # fmt: skip
    keep("77-moodle-picture-and-others.xml", '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n' + body + "</quiz>\n", [
        sign.say(explained=True, pictures=1), S[12].say(explained=True),
        Q("blank", "谈谈文明执法。", (), "").say(answer=None, doubtful=True, optional=True, why="论述题"),
        Q("blank", "标志配对", (), "").say(answer=None, doubtful=True, optional=True, why="配对题")])  # fmt: skip


def _qti(q: Q, name: str, third: bool, picture: str = "") -> str:
    """One assessment item: 2.1 in camelCase, 3.0 with qti- and dashes."""
    names = {"item": "assessmentItem", "decl": "responseDeclaration", "right": "correctResponse", "value": "value", "body": "itemBody",
             "choices": "choiceInteraction", "prompt": "prompt", "choice": "simpleChoice", "entry": "textEntryInteraction",
             "feedback": "modalFeedback", "proc": "responseProcessing"}  # fmt: skip
    if third:
        names = {"item": "qti-assessment-item", "decl": "qti-response-declaration", "right": "qti-correct-response", "value": "qti-value",
                 "body": "qti-item-body", "choices": "qti-choice-interaction", "prompt": "qti-prompt", "choice": "qti-simple-choice",
                 "entry": "qti-text-entry-interaction", "feedback": "qti-modal-feedback", "proc": "qti-response-processing"}  # fmt: skip
    base, response, most, time = (("base-type", "response-identifier", "max-choices", "time-dependent") if third
                                  else ("baseType", "responseIdentifier", "maxChoices", "timeDependent"))  # fmt: skip
    space = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0" if third else "http://www.imsglobal.org/xsd/imsqti_v2p1"
    image = f'<p><img src="{picture}" alt=""/></p>' if picture else ""

    def declared(ident: str, values: list[str], kind: str) -> str:
        many = "multiple" if q.kind == "multiple" else "single"
        inner = "".join(f"<{names['value']}>{escape(v)}</{names['value']}>" for v in values)
        return f'\n  <{names["decl"]} identifier="{ident}" cardinality="{many}" {base}="{kind}"><{names["right"]}>{inner}</{names["right"]}></{names["decl"]}>'

    if q.kind == "blank":
        decl = "".join(declared(f"R{n}", [text], "string") for n, text in enumerate(q.blanks, 1))
        pieces = [escape(piece) for piece in q.stem.split("@")]
        line = pieces[0] + "".join(
            f'<{names["entry"]} {response}="R{n}"/>{piece}' for n, piece in enumerate(pieces[1:], 1)
        )
        body = f"<p>{line}</p>"
    else:
        options = ("正确", "错误") if q.kind == "judge" else q.options
        letters = ("A" if q.answer == "Y" else "B") if q.kind == "judge" else q.answer
        decl = declared("RESPONSE", [f"c{letter}" for letter in letters], "identifier")
        inner = "".join(
            f'\n      <{names["choice"]} identifier="c{letter}">{escape(text)}</{names["choice"]}>'
            for letter, text in zip(LETTERS, options, strict=False)
        )
        most_value = "0" if q.kind == "multiple" else "1"
        body = f'{image}\n    <{names["choices"]} {response}="RESPONSE" shuffle="false" {most}="{most_value}">\n      <{names["prompt"]}>{escape(q.bare)}</{names["prompt"]}>{inner}</{names["choices"]}>'
    return (f'<?xml version="1.0" encoding="UTF-8"?>\n<{names["item"]} xmlns="{space}" identifier="{name}" title="{name}" adaptive="false" {time}="false">'
            f"{decl}\n  <{names['body']}>\n    {body}\n  </{names['body']}>\n</{names['item']}>\n")  # fmt: skip


def _package(
    name: str, questions: tuple[Q, ...], third: bool, say: list[Said], pictured: int = -1, **more: Any
) -> None:
    kind = "imsqti_item_xmlv3p0" if third else "imsqti_item_xmlv2p1"
    resources = ""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        for n, q in enumerate(questions, 1):
            picture = "images/sign.png" if n - 1 == pictured else ""
            inside = f"items/q{n:03d}.xml"
            relative = "../" + picture if picture else ""
            box.writestr(zipfile.ZipInfo(inside, (2023, 1, 1, 0, 0, 0)), _qti(q, f"q{n:03d}", third, relative))
            held = f'<file href="{picture}"/>' if picture else ""
            resources += (
                f'<resource identifier="r{n}" type="{kind}" href="{inside}"><file href="{inside}"/>{held}</resource>'
            )
        if pictured >= 0:
            box.writestr(zipfile.ZipInfo("images/sign.png", (2023, 1, 1, 0, 0, 0)), png(30, 20, 5))
        manifest = ('<?xml version="1.0" encoding="UTF-8"?>\n<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" identifier="m1">'
                    f"<organizations/><resources>{resources}</resources></manifest>")  # fmt: skip
        box.writestr(zipfile.ZipInfo("imsmanifest.xml", (2023, 1, 1, 0, 0, 0)), manifest)
    (HERE / name).write_bytes(out.getvalue())
    expect(name, say, **more)


def qti() -> None:
    some = (S[0], M[1], J[0], J[1], B[2], B[4], S[7])
    note = "题干的空由 textEntryInteraction 隔开"
    _package("78-qti21.zip", some, False, [q.say() for q in some], notes=note, torn=True)
    _package("79-qti30.zip", some, True, [q.say() for q in some], notes=note, torn=True)
    sign = Q("single", "图中的标志表示什么？", ("禁止停车", "限制高度3.5米", "注意行人", "施工绕行"), "B")
    more = (sign, M[4], S[12])
    _package("80-qti21-picture.zip", more, False, [sign.say(pictures=1), M[4].say(), S[12].say()], pictured=0)
    _package("81-qti30-picture.zip", more, True, [sign.say(pictures=1), M[4].say(), S[12].say()], pictured=0)


def ours() -> None:
    def record(q: Q, n: int) -> dict[str, Any]:
        said = q.say(explained=True)
        said.pop("doubtful")
        if not q.options:
            said.pop("options")
        return {
            "id": f"own-{n:03d}",
            "discipline": "highway",
            "topic": "处罚程序",
            "difficulty": 2,
            "basis": [q.law or "《公路法》第四条"],
        } | said

    some = (S[0], M[6], J[8], B[1])
    parts = [S[4], M[8], J[0]]
    story = "两名执法人员在省道检查一辆货车，其中一人是货主的弟弟，车主当场提出异议。"
    case = {"id": "own-100", "discipline": "procedure", "topic": "回避", "difficulty": 4, "kind": "case", "stem": story, "explanation": "",
            "basis": ["《行政处罚法》第四十三条"],
            "parts": [{k: v for k, v in record(q, 1).items() if k not in ("id", "discipline", "topic", "difficulty")} for q in parts]}  # fmt: skip
    case_said: Said = {"kind": "case", "stem": story, "options": [], "explanation": "", "doubtful": False,
                       "parts": [q.say(explained=True) for q in parts]}  # fmt: skip
    lines = [json.dumps(record(q, n), ensure_ascii=False) for n, q in enumerate(some, 1)] + [
        json.dumps(case, ensure_ascii=False)
    ]
    wanted = [*(q.say(explained=True, cited=True) for q in some), case_said]
    keep("82-our-export.jsonl", "\n".join(lines) + "\n", wanted)
    yaml = ""
    for n, q in enumerate(some, 1):
        yaml += f"- id: own-{n:03d}\n  kind: {q.kind}\n  topic: 处罚程序\n  difficulty: 2\n  stem: {q.bare}\n"
        if q.options:
            yaml += "  options:\n" + "".join(f"    - {text}\n" for text in q.options) + f"  answer: {q.answer}\n"
        else:
            yaml += (
                f"  answer: {'true' if q.answer == 'Y' else 'false'}\n"
                if q.kind == "judge"
                else f"  answer: [[{q.answer}, '200']]\n"
            )
        yaml += f"  basis: [{q.law}]\n  explanation: {q.why}\n"
    keep("83-our-file.yaml", yaml, wanted[:4])


def make() -> None:
    for one in (gift, aiken, moodle, qti, ours):
        one()
