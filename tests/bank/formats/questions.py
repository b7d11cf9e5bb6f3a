"""Random valid questions of all kinds, with the characters that formats stumble over; and what a reader made of them."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from jltrain.bank.areas import Area
from jltrain.bank.intake.found import Findings, FoundPicture, FoundQuestion
from jltrain.bank.question import BLANK, LETTERS, Item, Kind, Question

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
BODIES = {"a.png": PNG, "b.svg": SVG}

_NASTY = "~=#{}:\\%[]<>&\"'`*|;；、$^_→依据：//-.（）〔〕【】\u00a0\u3000 \t\n䶮㛃𬭎𫍣é\u0301½①@!?,;ABC019xyz公路处罚"
_CHARACTERS = st.one_of(
    st.sampled_from(_NASTY),
    st.characters(blacklist_categories=("Cs", "Cc", "Co", "Cn"), max_codepoint=0x2FFFF),
)
_PIECES = st.sampled_from([
    "[html]", "[plain]", "%50%", "####", "->", "::", "::a::", "//", "{1:SHORTANSWER:=a}", "\\n", "\\(x\\)", "<b>", "</p>", "&amp;", "]]>",
    "$x^2$", r"$\frac{1}{2}$", r"$\alpha<\beta$", "从$5涨到$6", "A. ", "ANSWER: B", "$CATEGORY: x", "=", "~", "依据：", "\n\n", "  ",
    "'", "- ", "? ", "@@PLUGINFILE@@/a", "é", "true", "null", "1.0", "2020-01-01", "=1+1", "+1", "@x", "，。",
])  # fmt: skip
TEXTS = (
    st.lists(st.one_of(_CHARACTERS, _PIECES), min_size=1, max_size=12)
    .map(lambda parts: "".join(parts).strip().replace(BLANK, "__").strip())
    .filter(lambda text: bool(text) and BLANK not in text)
)
_BASIS = st.sampled_from(
    [
        "《行政处罚法》第五十一条",
        "《公路安全保护条例》第十一条第二款",
        "《中华人民共和国行政处罚法》第63条",
        "《a；b：c、》第一百条",
    ]
)


@st.composite
def _items(draw: st.DrawFn, kind: Kind, basis: tuple[str, ...], explanation: str) -> Item:
    stem = draw(TEXTS)
    options: tuple[str, ...] = ()
    accept: tuple[tuple[str, ...], ...] = ()
    answer: tuple[str, ...]
    if kind in (Kind.SINGLE, Kind.MULTIPLE):
        drawn = draw(st.lists(TEXTS, min_size=3, max_size=8))
        before = draw(st.booleans())  # two options of the bank's own differ in more than punctuation
        options = tuple(c + text if before else text + c for c, text in zip("甲乙丙丁戊己庚辛", drawn, strict=False))
        letters = st.sampled_from(LETTERS[: len(options)])
        least = 1 if kind is Kind.SINGLE else 2
        answer = tuple(sorted(draw(st.sets(letters, min_size=least, max_size=1 if kind is Kind.SINGLE else 8))))
    elif kind is Kind.JUDGE:
        answer = (draw(st.sampled_from("YN")),)
    else:
        accept = tuple(
            tuple(draw(st.lists(TEXTS, min_size=1, max_size=3, unique=True))) for _ in range(draw(st.integers(1, 3)))
        )
        answer = tuple(texts[0] for texts in accept)
        gaps = [f"{BLANK}{draw(TEXTS)}" for _ in accept]
        stem = f"{stem.rstrip('_')}，" + "，".join(gap.rstrip("_") + "。" for gap in gaps)
        stem = stem if stem.count(BLANK) == len(accept) else "有" + f"{BLANK}，" * len(accept) + "。"
    derived = tuple(draw(st.lists(TEXTS, max_size=2)))
    return Item(kind, stem, options, answer, basis, explanation, accept, derived)


@st.composite
def questions(draw: st.DrawFn, number: int = 1, kinds: tuple[Kind, ...] = tuple(Kind)) -> Question:
    kind = draw(st.sampled_from(kinds))
    area = draw(st.sampled_from(list(Area)))
    basis = tuple(draw(st.lists(_BASIS, min_size=1, max_size=3, unique=True)))
    explanation, topic = draw(TEXTS), draw(TEXTS).replace("\n", " ")
    hung: list[tuple[str, ...]] = [(), (), ("a.png",), ("b.svg", "a.png")]
    pictures = draw(st.sampled_from(hung))
    if kind is Kind.CASE:
        stem = draw(TEXTS)
        parts = []
        for _ in range(draw(st.integers(2, 3))):
            one = draw(st.sampled_from([k for k in Kind if k is not Kind.CASE]))
            own = tuple(draw(st.lists(_BASIS, min_size=1, max_size=2, unique=True)))
            parts.append(draw(_items(one, own, draw(TEXTS))))
        items = tuple(parts)
    else:
        items = (draw(_items(kind, basis, explanation)),)
        if pictures and draw(st.sampled_from([False, True])):
            items = (replace(items[0], stem=f"见〔图{len(pictures)}〕。{items[0].stem}"),)
        stem = items[0].stem
    return Question(
        f"law-test-{number:03}", kind, area, topic, draw(st.integers(1, 5)), stem, items, basis, explanation, pictures
    )


BANKS = st.integers(1, 3).flatmap(lambda n: st.tuples(*(questions(number) for number in range(1, n + 1))))


def body(_question: Question, name: str) -> bytes | None:
    return BODIES.get(name)


def none(_question: Question, _name: str) -> bytes | None:
    return None


def built(found: FoundQuestion) -> Question:
    """The question that was found, taken as it is, with the names of the pictures we know."""
    names = {(data): name for name, data in BODIES.items()}
    items = tuple(_item(part) for part in found.parts) if found.kind is Kind.CASE else (_item(found),)
    return Question(
        found.id, found.kind, Area(found.discipline), found.topic, found.difficulty, found.stem, items, found.basis,
        found.explanation, tuple(names.get(picture.data, "?") for picture in found.pictures),
    )  # fmt: skip


def _item(found: FoundQuestion) -> Item:
    return Item(
        found.kind, found.stem, found.options, found.answer, found.basis, found.explanation, found.accept, found.derived
    )


def lawful(findings: Findings) -> None:
    """Every line belongs somewhere, no span leaves the file."""
    assert findings.unaccounted() == ()
    for span in (*(q.lines for q in findings.questions), *(i.lines for i in findings.ignored)):
        assert 1 <= span.first <= span.last <= len(findings.source)


def picture() -> FoundPicture:
    return FoundPicture(PNG, ".png")
