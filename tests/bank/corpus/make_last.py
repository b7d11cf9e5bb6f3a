"""Many options, formulas and composites in the standards, a case among common questions in Word, a paper's three shapes of key."""
# ruff: noqa: E501 (texts of the corpus are kept whole in their lines)

from __future__ import annotations

import io
import zipfile

from docx import Document

from tests.bank.corpus.keep import HERE, Said, expect, keep
from tests.bank.corpus.make_tables import NAMES, book
from tests.bank.corpus.make_word import done
from tests.bank.corpus.pool import B, J, M, Q, S


def many_options() -> None:
    letters = "ABCDEFGHIJKL"
    names = (
        "警告",
        "通报批评",
        "罚款",
        "没收违法所得",
        "没收非法财物",
        "暂扣许可证件",
        "降低资质等级",
        "吊销许可证件",
        "限制开展生产经营活动",
        "责令停产停业",
        "开除党籍",
        "记过处分",
    )
    big = Q("multiple", "下列属于行政处罚种类的有@。", names, "ABCDEFGHIJ")
    last = Q("multiple", "上题所列各项中，不属于行政处罚的是@。", names, "KL")
    rows = [["题型", "题干", *(f"选项{letter}" for letter in letters), "答案"]]
    for q in (big, S[0], last, J[0]):
        rows.append(
            [
                NAMES[q.kind],
                q.put("（ ）"),
                *q.options,
                *[""] * (12 - len(q.options)),
                "正确" if q.kind == "judge" else q.answer,
            ]
        )
    book("102-twelve-options.xlsx", {"Sheet1": rows}, [big.say(), S[0].say(), last.say(), J[0].say()])


def formulas() -> None:
    stem = r"制动距离 \(s=\frac{v^2}{2a}\) 中，\(v\) 表示什么？"
    wanted = Q("single", "", ("车速", "车重", "车长", "轴距"), "A")
    answers = "".join(
        f'<answer fraction="{100 if n == 0 else 0}"><text>{text}</text></answer>'
        for n, text in enumerate(wanted.options)
    )
    text = ('<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n<question type="multichoice"><name><text>制动</text></name><questiontext format="html">'
            f"<text><![CDATA[<p>{stem}</p>]]></text></questiontext><single>true</single>{answers}</question>\n</quiz>\n")  # fmt: skip
    keep(
        "103-moodle-formula.xml",
        text,
        [wanted.say(stem=[r"制动距离 $s=\frac{v^2}{2a}$ 中，$v$ 表示什么？"], torn=True)],
    )
    keep("104-formula-in-text.txt", r"""1. 面积的单位 $m^{2}$ 可以用来表示路面损坏的范围。
答案：正确
2. 货车轴荷 $P=\frac{G}{n}$ 中，$n$ 表示（ ）。
A. 轴数
B. 轮数
C. 挡位
答案：A
""", [Q("judge", "面积的单位$m^{2}$可以用来表示路面损坏的范围。", (), "Y").say(),
      Q("single", r"货车轴荷$P=\frac{G}{n}$中，$n$表示（ ）。", ("轴数", "轮数", "挡位"), "A").say()])  # fmt: skip


def composite() -> None:
    story = "某货车在收费站称重后，司机张某拒绝出示道路运输证，并把车横在车道上。"
    p = Q("single", "执法人员应当先做什么？", ("表明身份并说明理由", "强行拖车", "没收货物"), "A")
    r = Q("multiple", "可以固定哪些证据？", ("执法记录仪录像", "称重单", "网上传言"), "AB")

    def write(name: str, third: bool) -> None:
        def attr(name: str) -> str:
            return "".join("-" + c.lower() if c.isupper() else c for c in name) if third else name

        def tag(name: str) -> str:
            return ("qti-" if third else "") + attr(name)

        space = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0" if third else "http://www.imsglobal.org/xsd/imsqti_v2p1"
        decl = body = ""
        for n, q in enumerate((p, r), 1):
            values = "".join(f"<{tag('value')}>c{letter}</{tag('value')}>" for letter in q.answer)
            many = q.kind if q.kind == "multiple" else "single"
            decl += (f'\n  <{tag("responseDeclaration")} identifier="R{n}" cardinality="{many}" {attr("baseType")}="identifier">'
                     f"<{tag('correctResponse')}>{values}</{tag('correctResponse')}></{tag('responseDeclaration')}>")  # fmt: skip
            inner = "".join(
                f'\n      <{tag("simpleChoice")} identifier="c{letter}">{text}</{tag("simpleChoice")}>'
                for letter, text in zip("ABC", q.options, strict=True)
            )
            body += (f'\n    <{tag("choiceInteraction")} {attr("responseIdentifier")}="R{n}" {attr("maxChoices")}="{1 if q.kind == "single" else 0}">'
                     f"\n      <{tag('prompt')}>{q.stem}</{tag('prompt')}>{inner}</{tag('choiceInteraction')}>")  # fmt: skip
        item = (f'<?xml version="1.0" encoding="UTF-8"?>\n<{tag("assessmentItem")} xmlns="{space}" identifier="case1" title="案例" adaptive="false" '
                f'{attr("timeDependent")}="false">{decl}\n  <{tag("itemBody")}>\n    <p>{story}</p>{body}\n  </{tag("itemBody")}>\n</{tag("assessmentItem")}>')  # fmt: skip
        kind = "imsqti_item_xmlv3p0" if third else "imsqti_item_xmlv2p1"
        manifest = ('<?xml version="1.0" encoding="UTF-8"?>\n<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" identifier="m"><organizations/><resources>'
                    f'<resource identifier="r1" type="{kind}" href="case1.xml"><file href="case1.xml"/></resource></resources></manifest>')  # fmt: skip
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as box:
            for inside, text in (("imsmanifest.xml", manifest), ("case1.xml", item)):
                box.writestr(zipfile.ZipInfo(inside, (2023, 1, 1, 0, 0, 0)), text)
        (HERE / name).write_bytes(out.getvalue())
        said: Said = {
            "kind": "case",
            "stem": story,
            "options": [],
            "explanation": "",
            "doubtful": False,
            "parts": [p.say(), r.say()],
        }
        expect(name, [said])

    write("105-qti21-composite.zip", False)
    write("106-qti30-composite.zip", True)


def case_in_word() -> None:
    story = "2022年9月，某船公司所属货船未经报告进入内河港口，海事人员登船检查时发现两名船员没有适任证书。"
    p = Q("single", "该船首先违反了哪一项义务？", ("进港报告", "缴纳港建费", "悬挂彩旗", "雇用引水"), "A")
    r = Q(
        "multiple",
        "对没有适任证书的船员，可以怎样处理？",
        ("责令离岸或者不得上岗", "依法罚款", "当场释放货物", "对船公司一并调查"),
        "ABD",
    )
    document = Document()
    document.add_heading("一、判断题", 2)
    document.add_paragraph(f"1．{J[5].stem}（×）")
    document.add_heading("二、案例分析题", 2)
    document.add_paragraph(f"【案例】{story}")
    document.add_paragraph("根据以上案例，回答下列问题：")
    for n, q in enumerate((p, r), 1):
        document.add_paragraph(f"（{n}）{q.stem}（{q.answer}）")
        for line in q.listed("{}．{}").split("\n"):
            document.add_paragraph(line)
    document.add_heading("三、单选题", 2)
    document.add_paragraph(f"1．{S[10].put('（B）')}")
    document.add_paragraph("　".join(S[10].listed("{}．{}").split("\n")))
    said: Said = {"kind": "case", "stem": [story, story + "根据以上案例，回答下列问题：", "【案例】" + story,
            "【案例】" + story + "根据以上案例，回答下列问题："], "options": [], "explanation": "",
                  "doubtful": "may", "why": "材料与小题的边界", "parts": [p.say(), r.say()]}  # fmt: skip
    done("107-a-case-among-others.docx", document, [J[5].say(), said, S[10].say()])


def keys_of_three_shapes() -> None:
    blanks = B[:4]
    text = "法制科2022年第三季度小测验\n\n一、填空题（每空2分）\n" + "\n".join(
        f"{n}. {q.put('________')}" for n, q in enumerate(blanks, 1)
    )
    text += "\n二、单选题\n" + "\n".join(
        f"{n}. {q.put('（ ）')}\n{q.listed('{}. {}', '   ')}" for n, q in enumerate(S[:5], 1)
    )
    text += "\n三、多选题\n" + "\n".join(
        f"{n}. {q.put('（ ）')}\n{q.listed('{}. {}', '   ')}" for n, q in enumerate(M[:3], 1)
    )
    text += "\n四、判断题\n" + "\n".join(f"{n}. {q.stem}（ ）" for n, q in enumerate(J[:5], 1))
    text += "\n\n参考答案：\n填空题：1. 省道 乡道 2. 二百 3. 7 4. 60\n单选题：1~5 BBBDB\n多选题：1、ABC；2、ABCD；3、AB。\n判断题：1对 2错 3错 4错 5对\n"
    wanted = [blanks[0].say(doubtful="may", why="两个空的答案只隔一个空格"), *(q.say() for q in blanks[1:])]
    keep("108-key-of-three-shapes-gbk.txt", text, [*wanted, *(q.say() for q in (*S[:5], *M[:3], *J[:5]))], code="gbk", ends="\r\n",
         ignored=("法制科2022年",))  # fmt: skip


def make() -> None:
    for one in (many_options, formulas, composite, case_in_word, keys_of_three_shapes):
        one()
