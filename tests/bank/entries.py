"""Questions for the tests of the desk: short, whole, and easy to change."""

from __future__ import annotations

from dataclasses import replace

from jltrain.bank.areas import Area
from jltrain.bank.question import Item, Kind, Question

BASIS = ("《公路法》第五十一条",)
EXPLANATION = "依照该条，由交通主管部门责令停止违法行为。"


def item(kind: Kind, stem: str, options: tuple[str, ...], answer: tuple[str, ...]) -> Item:
    """One item; of a blank each text is the only one accepted."""
    accept = tuple((text,) for text in answer) if kind is Kind.BLANK else ()
    return Item(kind, stem, options, answer, BASIS, EXPLANATION, accept)


def single(ident: str = "q-single", stem: str = "占用公路期满后应当怎样处理？", answer: str = "B") -> Question:
    """A single choice of four."""
    options = ("继续占用", "恢复原状", "缴纳押金", "另行登记")
    return _whole(ident, item(Kind.SINGLE, stem, options, (answer,)))


def multiple(ident: str = "q-multiple", stem: str = "下列哪些行为须经许可？") -> Question:
    options = ("跨越公路架设管线", "在公路上步行", "占用公路施工", "增设平面交叉道口")
    return _whole(ident, item(Kind.MULTIPLE, stem, options, ("A", "C", "D")))


def judge(ident: str = "q-judge", stem: str = "任何单位不得擅自占用公路。", answer: str = "Y") -> Question:
    return _whole(ident, item(Kind.JUDGE, stem, (), (answer,)))


def blank(ident: str = "q-blank", stem: str = "公路用地范围由____划定。") -> Question:
    return _whole(ident, item(Kind.BLANK, stem, (), ("县级以上人民政府",)))


def case(ident: str = "q-case") -> Question:
    """A story with two parts."""
    story = "某公司未经批准在公路上架设管线。"
    parts = (single(stem="应当怎样处理？").items[0], judge(stem="该公司的行为违法。").items[0])
    return Question(ident, Kind.CASE, Area.HIGHWAY, "占用", 4, story, parts, BASIS, EXPLANATION)


def _whole(ident: str, one: Item) -> Question:
    return Question(ident, one.kind, Area.HIGHWAY, "占用", 2, one.stem, (one,), one.basis, one.explanation)


def other(question: Question, **changes: object) -> Question:
    """The question of one item with other fields of it; stem, basis and explanation change in both places."""
    both = {name: value for name, value in changes.items() if name in ("stem", "basis", "explanation")}
    return replace(question, items=(replace(question.items[0], **changes),), **both)  # type: ignore[arg-type]
