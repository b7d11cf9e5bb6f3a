"""Once more from the field: points before stems, options on the stem's line, answer lines with several fields, short options, headings as topics."""
# ruff: noqa: E501 (texts of the corpus are kept whole in their lines)

from __future__ import annotations

from docx import Document

from tests.bank.corpus.keep import keep
from tests.bank.corpus.make_tables import book
from tests.bank.corpus.make_word import done
from tests.bank.corpus.pool import Q


def _q(kind: str, stem: str, options: str, answer: str, why: str = "", law: str = "") -> Q:
    return Q(kind, stem, tuple(options.split("|")) if options else (), answer, why, law)


ROPE = _q("single", "船舶靠泊时，先带上岸的缆绳一般是@。", "头缆|横缆|倒缆|尾缆", "A", "头缆先控制船位。")
GATE = _q("single", "收费站开足通道仍有200米以上排队的，应当@。", "继续收费|按规定免费放行|关闭通道|改收现金", "B")
BOOK = _q(
    "multiple",
    "航行日志应当记载的内容有@。",
    "航向|航速|气象|船员私人通信",
    "ABC",
    "私人通信不记载。",
    "《船员条例》第二十条",
)
FIRE = _q("judge", "危险货物码头可以和生活区共用一个出入口。", "", "N", "应当分开设置。", "《港口法》第十七条")
NET = _q("judge", "网络预约出租汽车驾驶员也要取得从业资格。", "", "Y")
LAMP = _q("blank", "夜间抛锚的船舶应当显示@灯，白天悬挂@。", "", "锚|锚球")
CODE = _q("single", "船名牌上“鲁C1-2号”中的字母代表@。", "A|B|C|D", "C")
TIME = _q("single", "巡查记录的保存期限是@。", "1年|2年|3年|5年", "C")


def points() -> None:
    text = f"""第一章 港口与船舶
考点一：靠泊
1、(1分)[易]{ROPE.put("（ ）")}
A、头缆　B、横缆　C、倒缆　D、尾缆
[答案]A  [解析]{ROPE.why}
2、（本题2分）[难]{BOOK.put("（ ）")}
A、航向；B、航速；C、气象；D、船员私人通信
[答案]ABC  [解析]{BOOK.why}
考点二：安全
3、（1分）{FIRE.stem}
[答案]×  [解析]{FIRE.why}
第二章 公路
4、（1分）{GATE.put("（ ）")} A、继续收费 B、按规定免费放行 C、关闭通道 D、改收现金 [答案]B
5、（1分）{NET.stem} [答案]√
"""
    keep("128-points-and-topics.txt", text, [ROPE.say(explained=True), BOOK.say(explained=True), FIRE.say(explained=True), GATE.say(), NET.say()],
         ignored=("第一章 港口与船舶",))  # fmt: skip


def one_line_each() -> None:
    some = (ROPE, GATE, BOOK, CODE, TIME)
    text = "序号 题目 答案\n" + "\n".join(
        f"{n}. {q.put('()')} {q.listed('{}.{}', ' ')} {q.answer}" for n, q in enumerate(some, 1)
    )
    keep(
        "129-question-options-answer-in-a-line-gbk.txt",
        text,
        [q.say(doubtful="may", why="答案只是行尾的字母，没有标记") for q in some],
        code="gbk",
    )
    text = "\n".join(f"{n}|{ {'single': '单选', 'multiple': '多选', 'judge': '判断'}[q.kind] }|{q.put('（ ）')}|{'#'.join(q.options)}|{('对' if q.answer == 'Y' else '错') if q.kind == 'judge' else q.answer}"
                     for n, q in enumerate((ROPE, BOOK, FIRE, TIME), 1))  # fmt: skip
    keep(
        "130-fields-between-bars.txt",
        text + "\n",
        [q.say(doubtful="may", why="竖线分隔，没有表头") for q in (ROPE, BOOK, FIRE, TIME)],
        torn=True,
    )


def short_options() -> None:
    text = f"""单选题：
1. {CODE.put("（C）")}
A. A
B. B
C. C
D. D
2. {TIME.put("（C）")}
A.1年
B.2年
C.3年
D.5年
判断题：
3. {NET.stem}（对）
4. {FIRE.stem}（错）
填空题：
5. {LAMP.put("（锚）", "（锚球）")}
"""
    keep("131-short-options.txt", text, [CODE.say(), TIME.say(), NET.say(), FIRE.say(), LAMP.say()])


def fields_in_one_paragraph() -> None:
    document = Document()
    document.add_paragraph("2022年水上执法题库")
    for n, q in enumerate((ROPE, BOOK, FIRE), 1):
        document.add_paragraph(f"{n}.{q.put('（  ）')}")
        if q.options:
            document.add_paragraph("    ".join(q.listed("{}.{}").split("\n")))
        answer = q.answer if q.options else "错误"
        document.add_paragraph(
            f"答案：{answer}　　难度：中　　知识点：水上　　解析：{q.why}" + (f"　　依据：{q.law}" if q.law else "")
        )
    document.add_paragraph(f"4.{LAMP.put('______')}")
    document.add_paragraph("答案：锚；锚球　　难度：难")
    done("132-fields-in-one-paragraph.docx", document, [ROPE.say(explained=True), BOOK.say(explained=True, cited=True), FIRE.say(explained=True, cited=True), LAMP.say()],
         ignored=("2022年水上执法题库",))  # fmt: skip


def basis_columns() -> None:
    rows = [
        ["水上执法考试题库"],
        ["说明：答案列填字母；判断题填“正确”“错误”"],
        ["序号", "试题类型", "试题题目", "试题选项", "试题答案", "法律依据", "试题分析", "难易度", "所属科目"],
    ]
    names = {"single": "单项选择", "multiple": "多项选择", "judge": "是非题", "blank": "填空"}
    for n, q in enumerate((ROPE, BOOK, FIRE, NET, LAMP), 1):
        answer = {"judge": "正确" if q.answer == "Y" else "错误", "blank": q.answer.replace("|", "；")}.get(
            q.kind, q.answer
        )
        rows.append(
            [
                str(n),
                names[q.kind],
                q.put("____" if q.kind == "blank" else "（ ）"),
                q.listed("{}-{}", "\n"),
                answer,
                q.law,
                q.why,
                "中",
                "水上",
            ]
        )
    book("133-other-heads.xlsx", {"Sheet1": rows}, [ROPE.say(explained=True), BOOK.say(explained=True, cited=True), FIRE.say(explained=True, cited=True), NET.say(), LAMP.say()],
         ignored=("水上执法考试题库", "说明：答案列填字母"))  # fmt: skip
    singles = [["单选题"], ["题目", "A", "B", "C", "D", "答案"], *[[q.put("（ ）"), *q.options, q.answer] for q in (ROPE, GATE)],
               [], ["多选题"], ["题目", "A", "B", "C", "D", "答案"], [BOOK.put("（ ）"), *BOOK.options, BOOK.answer], [], ["判断题"], ["题目", "答案"],
               [FIRE.stem, "×"], [NET.stem, "√"]]  # fmt: skip
    book("134-several-tables-in-a-sheet.xlsx", {"全部": singles}, [q.say() for q in (ROPE, GATE, BOOK, FIRE, NET)])


def make() -> None:
    for one in (points, one_line_each, short_options, fields_in_one_paragraph, basis_columns):
        one()
