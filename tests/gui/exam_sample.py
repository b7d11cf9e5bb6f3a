"""An exam to sit in tests and pictures: every kind of question, made by the real engine."""

from __future__ import annotations

from collections.abc import Sequence

from jltrain.app import sessions
from jltrain.app.context import Context
from jltrain.bank.areas import Area, Level
from jltrain.bank.question import Item, Kind, Question
from jltrain.exam.session import Candidate, ExamSession
from jltrain.paper.marks import MultipleRule
from jltrain.paper.paper import Paper, Section, make_question

BASIS = ("《行政处罚法》第五十一条",)
OFFICERS = (
    Candidate("张三", "22010001", "长春市交通运输综合行政执法支队", Level.CITY, Area.HIGHWAY),
    Candidate("李䶮", "22010002", "长春市交通运输综合行政执法支队", Level.CITY, Area.TRANSPORT),
    Candidate("欧阳娜娜", "22030001", "公主岭市交通运输综合行政执法大队", Level.COUNTY, Area.HIGHWAY),
)
STORY = (
    "2024年3月5日上午，某县交通运输综合行政执法大队执法人员甲、乙在省道S202线巡查时，发现一辆六轴货车涉嫌超限运输。"
    "执法人员出示执法证件后，引导该车至固定检测站称重，车货总质量为 61.3 吨。驾驶员丙当场承认超限，但称系货主丁要求多装。"
    "执法人员拟对其作出罚款决定，并告知了拟处罚的内容、事实、理由和依据以及陈述、申辩的权利。"
) * 2


def item(kind: Kind, stem: str, options: Sequence[str], answer: Sequence[str], accept: Sequence[str] = ()) -> Item:
    """An item whose legal basis does not matter."""
    return Item(kind, stem, tuple(options), tuple(answer), BASIS, "见法条。", tuple((x,) for x in accept))


def question(
    ident: str, kind: Kind, stem: str, *items: Item, area: Area = Area.LAW, topic: str = "行政处罚"
) -> Question:
    """A question of the bank."""
    return Question(ident, kind, area, topic, 2, stem, items, BASIS, "见法条。")


def questions() -> list[Question]:
    """Two single, two multiple, two judge, one blank with two gaps, one case with two parts."""
    single = (
        "可以当场作出行政处罚决定",
        "应当由执法机关负责人集体讨论决定",
        "应当先行举行听证，再由法制机构审核后作出决定",
        "移送司法机关",
    )
    multiple = ("陈述权", "申辩权", "符合条件的要求听证权", "撤销处罚决定权", "变更管辖权")
    stem = "违法事实确凿并有法定依据，对公民处以二百元以下罚款的行政处罚的，执法人员（　　）。<第{n}问>"
    made = []
    for n in (1, 2):
        text = stem.format(n=n)
        made.append(question(f"s{n}", Kind.SINGLE, text, item(Kind.SINGLE, text, single, "A")))
    for n in (1, 2):
        text = f"当事人在行政处罚程序中依法享有的权利包括（　　）。（{n}）"
        made.append(
            question(f"m{n}", Kind.MULTIPLE, text, item(Kind.MULTIPLE, text, multiple, "ABC"), area=Area.PROCEDURE)
        )
    for n in (1, 2):
        text = f"执法人员当场作出行政处罚决定的，应当向当事人出示执法证件。（{n}）"
        made.append(question(f"j{n}", Kind.JUDGE, text, item(Kind.JUDGE, text, (), "Y")))
    text = "行政处罚决定书应当在宣告后当场交付当事人；当事人不在场的，应当在____日内依照____的有关规定送达。"
    made.append(
        question("b1", Kind.BLANK, text, item(Kind.BLANK, text, (), ("七", "民事诉讼法"), ("七", "民事诉讼法")))
    )
    parts = (
        item(
            Kind.SINGLE,
            "对该车的超限运输行为，应当认定的违法主体是（　　）。",
            ("驾驶员丙", "货主丁", "车辆所属的道路运输企业"),
            "C",
        ),
        item(Kind.JUDGE, "执法人员可以当场收缴罚款。", (), "N"),
    )
    made.append(question("c1", Kind.CASE, STORY, *parts, area=Area.HIGHWAY, topic="超限治理"))
    return made


def paper(minutes: int = 30, *, shuffle: bool = False) -> Paper:
    """A paper of all of them, 2 marks a question and 6 for the case: 20 marks."""
    all_of_it = questions()
    sections = tuple(
        Section(kind, tuple(make_question(q, 12 if kind is Kind.CASE else 4) for q in all_of_it if q.kind is kind))
        for kind in Kind
    )
    return Paper(
        "2026年执法人员考试（A卷）",
        "示例方案",
        "0" * 64,
        "1" * 64,
        "seed",
        minutes,
        24,
        MultipleRule.SUBSET,
        shuffle,
        sections,
    )


def open_session(context: Context, minutes: int = 30, *, shuffle: bool = False) -> ExamSession:
    """A session with three officers, ready to be sat."""
    made = paper(minutes, shuffle=shuffle)
    context.papers.add(made, context.now())
    session = sessions.create(context, "2026年第四季度轮训考试", made.digest, OFFICERS)
    sessions.open_session(context, session.id, "王教官")
    return session
