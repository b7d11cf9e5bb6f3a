"""Questions, papers and officers that tests of several rooms need."""

from __future__ import annotations

from jltrain.bank.areas import Area, Level
from jltrain.bank.question import Item, Kind, Question, Response
from jltrain.exam.session import Candidate
from jltrain.paper.blueprint import Blueprint, Cell
from jltrain.paper.marks import MultipleRule

BASIS = ("《行政处罚法》第五十一条",)


def item(kind: Kind, answer: Response, options: int = 4, accept: tuple[tuple[str, ...], ...] = ()) -> Item:
    texts = tuple(f"选项{n}" for n in range(options)) if kind in (Kind.SINGLE, Kind.MULTIPLE) else ()
    stem = "题干" + "____" * (len(answer) if kind is Kind.BLANK else 0)
    if kind is Kind.BLANK and not accept:
        accept = tuple((text,) for text in answer)
    return Item(kind, stem, texts, answer, BASIS, "解析说明", accept)


ANSWERS: dict[Kind, Response] = {
    Kind.SINGLE: ("B",),
    Kind.MULTIPLE: ("A", "C"),
    Kind.JUDGE: ("Y",),
    Kind.BLANK: ("六十日",),
}


def question(
    ident: str, kind: Kind = Kind.SINGLE, area: Area = Area.LAW, difficulty: int = 2, topic: str = "甲"
) -> Question:
    if kind is Kind.CASE:
        items: tuple[Item, ...] = (item(Kind.SINGLE, ("B",)), item(Kind.JUDGE, ("N",)), item(Kind.MULTIPLE, ("A", "B")))
    else:
        items = (item(kind, ANSWERS[kind]),)
    stem = "案情" if kind is Kind.CASE else items[0].stem
    return Question(ident, kind, area, topic, difficulty, stem, items, BASIS, "解析说明")


def bank(each: int = 6) -> list[Question]:
    """`each` questions of every kind in two areas, difficulties 1-5 in turn."""
    return [
        question(f"{area}-{kind}-{n}", kind, area, 1 + n % 5)
        for area in (Area.LAW, Area.HIGHWAY)
        for kind in Kind
        for n in range(each)
    ]


def blueprint(rule: MultipleRule = MultipleRule.SUBSET, shuffle: bool = True, minutes: int = 60) -> Blueprint:
    cells = tuple(Cell(Area.LAW, kind, 1, 5, 3, 6) for kind in Kind)
    return Blueprint("样例", minutes, 40, rule, shuffle, cells)


def candidate(number: int = 1, name: str = "张三") -> Candidate:
    return Candidate(name, f"JL{number:04d}", "第一支队", Level.CITY, Area.HIGHWAY)
