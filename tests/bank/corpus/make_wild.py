"""Shapes seen in the wild: heads glued to the first question, marks after the line, mixed option marks, blanks whose lines were lost."""
# ruff: noqa: E501 (texts of the corpus are kept whole in their lines)

from __future__ import annotations

from docx import Document

from tests.bank.corpus.keep import Said, keep
from tests.bank.corpus.make_word import done
from tests.bank.corpus.pool import Q


def _q(kind: str, stem: str, options: str, answer: str, why: str = "") -> Q:
    return Q(kind, stem, tuple(options.split("|")) if options else (), answer, why)


ROAD = _q(
    "single",
    "根据《公路法》,在公路两侧修建永久性建筑物,其边缘与公路边沟外缘的间距,县道不得少于@米。",
    "5|10|15|20",
    "B",
    "县道取十米。",
)
PERMIT = _q("single", "道路旅客运输经营者变更车辆的,应当向原许可机关@。", "口头说明|备案|重新考试|缴纳押金", "B")
LOAD = _q(
    "multiple",
    "车辆装载下列哪些物品时应当采取防脱落、扬撒的措施@?",
    "砂石|渣土|垃圾|整装集装箱",
    "ABC",
    "集装箱本身封闭。",
)
SIGN = _q("judge", "养护作业区的警示标志可以在作业结束后第二天再拆除。", "", "N")
WATCH = _q("judge", "对正在发生的交通违法行为,执法人员可以用执法记录仪固定证据。", "", "Y", "属于电子数据。")
SPEED = _q("single", "在没有中心线的县道上,机动车最高行驶速度为每小时@公里。", "30|40|50|60", "B")
EIGHT = _q("multiple", "下列文书中需要当事人签名的有哪些?", "询问笔录|现场笔录|内部审批表|送达回证", "ABD")
FEE = _q("blank", "收费公路的收费期限由@人民政府审批,经营性公路最长不超过@年。", "", "省级|25")
DAY = _q("blank", "行政处罚决定书应当在宣告后当场交付,当事人不在场的在@日内送达。", "", "七")


def heads_glued() -> None:
    text = ("2023年执法人员考试题库及答案一、单项选择题(每题1分,共3题)"
            f"1.{ROAD.put('()')}{ROAD.listed('{}.{}', '')}答案:B解析:{ROAD.why}2.{PERMIT.put('()')}{PERMIT.listed('{}.{}', '')}答案:B"
            f"3.{SPEED.put('()')}{SPEED.listed('{}.{}', '')}答案:B二、多项选择题(每题2分,共2题)1.{LOAD.put('()')}{LOAD.listed('{}.{}', '')}答案:ABC解析:{LOAD.why}"
            f"2.{EIGHT.stem}{EIGHT.listed('{}.{}', '')}答案:ABD三、判断题(每题1分,共2题)1.{SIGN.stem}答案:×2.{WATCH.stem}答案:√解析:{WATCH.why}"
            f"四、填空题(每空1分)1.{FEE.put('()')}答案:省级;25  2.{DAY.put('()')}答案:七")  # fmt: skip
    keep("109-heads-glued-to-questions.txt", text, [ROAD.say(explained=True), PERMIT.say(), SPEED.say(), LOAD.say(explained=True), EIGHT.say(), SIGN.say(),
         WATCH.say(explained=True), FEE.say(), DAY.say()], shared_lines=True)  # fmt: skip
    lines = (
        text.replace("一、单项", "\n一、单项")
        .replace("答案:", "\n答案:")
        .replace("二、", "\n二、")
        .replace("三、", "\n三、")
        .replace("四、", "\n四、")
    )
    keep("110-half-glued-gbk.txt", lines, [ROAD.say(explained=True), PERMIT.say(), SPEED.say(), LOAD.say(explained=True), EIGHT.say(), SIGN.say(),
         WATCH.say(explained=True), FEE.say(), DAY.say()], code="gbk", shared_lines=True)  # fmt: skip


def marks_below() -> None:
    judges = [SIGN, WATCH, _q("judge", "执法车辆可以长期停放在应急车道上观察车流。", "", "N"), _q("judge", "两名以上执法人员徒步巡查时,应当保持队形。", "", "Y"),
              _q("judge", "执法服装可以与便服混穿。", "", "N")]  # fmt: skip
    text = "复习资料\n一、判断题\n" + "\n".join(
        f"{n}、{q.stem}\n({'√' if q.answer == 'Y' else '×'})" for n, q in enumerate(judges, 1)
    )
    text += (
        "\n二、选择题\n"
        + f"1、{ROAD.put('()')}\n(B)\n{ROAD.listed('{}、{}')}\n2、{LOAD.put('( )')}\n{LOAD.listed('{}、{}')}\n(ABC)\n"
    )
    keep(
        "111-marks-on-the-line-below.txt",
        text,
        [*(q.say() for q in judges), ROAD.say(), LOAD.say()],
        ignored=("复习资料",),
    )


def mixed_marks() -> None:
    date = _q("single", "该省的实施办法自@起施行。", "2009年10月1日|2009年1月1日|2008年1月1日|2010年1月1日", "A")
    yes = _q("single", "超限车辆通过公路桥梁,除公路管理单位批准外,是否还要采取防护措施?", "需要|不需要|批不批都行", "A")
    who = _q("single", "该条例是由@制定的地方性法规。", "省人大常委会|省政府办公厅|交通运输厅|市人大", "A")
    text = f"""1、{date.put("(  )")}
A:2009年10月1日 B2009年1月1日C:2008年1月1日 D2010年1月1日
答案：A
2、{yes.stem}(A )
A、需要 B、不需要 C、批不批都行
3、该条例是由 A 制定的地方性法规。( )
A、省人大常委会 B、省政府办公厅 C、交通运输厅 D、市人大
4、{EIGHT.stem}（A B D）
A.询问笔录；B、现场笔录；C．内部审批表；D:送达回证
5、{SPEED.put("（B）")}
A、30　B、40　C、50　D、60
"""
    keep("112-option-marks-mixed.txt", text, [date.say(), yes.say(), who.say(doubtful="may", why="字母写在句中，括号空着", stem=["该条例是由（ ）制定的地方性法规。", "该条例是由（ ）制定的地方性法规。（ ）"]),
         EIGHT.say(), SPEED.say()], torn=True)  # fmt: skip


def site() -> None:
    tyre = _q(
        "single",
        "危险货物车辆的专用标志灯安装在@。",
        "驾驶室顶部|车厢后门内|底盘下方|仪表台上",
        "A",
        "《道路危险货物运输管理规定》第二章第三节:标志的使用可知,应当安装在驾驶室顶部。",
    )
    wrong = _q(
        "multiple",
        "以下哪些做法是错误的?",
        "计价器坏了仍按自己估计收费|主动给乘客发票|途中甩客|拒绝未打表要求",
        "AC",
        "甩客和乱收费都不允许。",
    )
    belt = _q("judge", "客运车辆发车前应当提醒乘客系好安全带。", "", "Y", "这是出站检查的要求,因此选A。")
    text = ""
    for n, q in enumerate((tyre, wrong, belt), 1):
        options = q.listed("{}、{}", "\n\n") if q.options else "A、正确\n\nB、错误"
        text += f"{n}、{q.put('________')}\n\n{options}\n\n正确答案:{'A' if q.kind == 'judge' else q.answer}\n\n分析:{q.why}\n\n"
    text += "上一页 1 2 3 下一页\n\n版权所有 驾考练习网 ICP备00000000号\n"
    keep(
        "113-from-a-practice-site.txt",
        text,
        [q.say(explained=True) for q in (tyre, wrong, belt)],
        ignored=("版权所有",),
    )
    text = "\n".join(f"({'判断题' if q.kind == 'judge' else '单选题' if q.kind == 'single' else '多选题'}){n}、{q.put('( )')}\n" +
                     (q.listed("{}、{}") if q.options else "A、正确\nB、错误") + f"\n答案:{'A' if q.answer == 'Y' else 'B' if q.answer == 'N' else q.answer}" +
                     (f"\n分析:{q.why}" if q.why else "") for n, q in enumerate((WATCH, ROAD, SIGN, LOAD), 1))  # fmt: skip
    keep(
        "114-kind-in-brackets-first-gbk.txt",
        text,
        [q.say(explained=True) for q in (WATCH, ROAD, SIGN, LOAD)],
        code="gbk",
    )


def answerless() -> None:
    text = "\n \n".join(
        f"{n}. [{'单选题' if q.kind == 'single' else '多选题'}]{q.put('( )')}\n" + q.listed("  {}. {} ")
        for n, q in enumerate((ROAD, LOAD, SPEED, EIGHT), 1)
    )
    keep(
        "115-no-answers-at-all.txt",
        text,
        [q.say(answer=None, doubtful=True, why="整个文件没有答案") for q in (ROAD, LOAD, SPEED, EIGHT)],
    )
    lost = (
        "公路包括公路桥梁、公路隧道和公路渡口。",
        "行政机关不得擅自改变已经生效的行政许可。",
        "超限检测站的设置由省级人民政府审批。",
    )
    text = (
        "一、填空题\n"
        + "\n".join(f"{n}、{stem}" for n, stem in enumerate(lost, 1))
        + f"\n二、判断题\n1、{SIGN.stem}（×）\n"
    )
    wanted: list[Said] = [
        Q("blank", stem, (), "").say(answer=None, doubtful=True, why="填空题的横线丢了，看不出空在哪里")
        for stem in lost
    ]
    keep("116-blanks-whose-lines-were-lost.txt", text, [*wanted, SIGN.say()])


def blank_answers() -> None:
    three = _q("blank", "执法“三项制度”是指行政执法公示、@、@。", "", "执法全过程记录|重大执法决定法制审核")
    text = f"""1. {FEE.put("____")}
【答案】（省级）（25）
2. {three.put("（1）________", "（2）________")}
答案：（1）执法全过程记录；（2）重大执法决定法制审核
3. {DAY.put("（   ）")}
答案：七
4. {three.put("[ ]")}
答案：①执法全过程记录 ②重大执法决定法制审核
"""
    odd = three.say(doubtful="may", why="空前面有编号", stem=[three.bare, three.put("（1）____", "（2）____")])
    keep(
        "117-answers-of-several-blanks.txt",
        text,
        [FEE.say(), odd, DAY.say(), three.say(stem=[three.bare, three.put("[ ]")])],
        torn=True,
    )


def word_lines() -> None:
    document = Document()
    document.add_paragraph("交通运输执法应知应会（节选）")
    document.add_paragraph(f"1、{ROAD.put('（ B ）')}A、5　　B、10")
    document.add_paragraph("　　　C、15　　D、20")
    document.add_paragraph("")
    document.add_paragraph(f"2、{LOAD.put('（ABC）')}")
    document.add_paragraph("A、砂石\tB、渣土\tC、垃圾")
    document.add_paragraph("D、整装集装箱")
    document.add_paragraph(f"解析：{LOAD.why}")
    document.add_paragraph(f"3、{WATCH.stem}（  √  ）")
    document.add_paragraph("4、执法人员在检查中")
    document.add_paragraph("应当主动出示证件。（ √ ）")
    document.add_paragraph("（以下空白）")
    two = _q("judge", "执法人员在检查中应当主动出示证件。", "", "Y")
    done("118-word-with-loose-lines.docx", document, [ROAD.say(), LOAD.say(explained=True), WATCH.say(), two.say(torn=True)],
         ignored=("交通运输执法应知应会", "以下空白"))  # fmt: skip


def make() -> None:
    for one in (heads_glued, marks_below, mixed_marks, site, answerless, blank_answers, word_lines):
        one()
