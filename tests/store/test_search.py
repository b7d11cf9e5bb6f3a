"""The search finds what a plain look through all texts finds, on both databases; on any text whatever."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jltrain.app import bank
from jltrain.app.bank import Field, Wanted
from jltrain.app.context import Context
from jltrain.bank.areas import Area
from jltrain.bank.highlight import fold, parse
from jltrain.bank.question import Kind, Question
from jltrain.bank.state import Origin, State
from jltrain.store import search
from tests.samples import question

MARK = {"origin": Origin.EDIT, "by": "李", "at": "t"}


def asked(
    ident: str, stem: str, *options: str, explanation: str = "解析", topic: str = "甲", area: Area = Area.LAW
) -> Question:
    q = question(ident, Kind.SINGLE, area, topic=topic)
    item = replace(q.items[0], stem=stem, options=options, explanation=explanation)
    return replace(q, stem=stem, items=(item,), explanation=explanation)


def keep(context: Context, *questions: Question, state: State | None = None) -> None:
    context.questions.save_many([(q, state) for q in questions], origin=Origin.IMPORT, by="李", at="t")


def found(context: Context, text: str, field: Field | None = None, **filters: object) -> list[str]:
    wanted = replace(Wanted(text, field), **filters)  # type: ignore[arg-type]  # names of Wanted's own fields
    page = bank.search(context, wanted)
    assert bank.count(context, wanted) == page.total == len(page.rows)
    assert bank.found_ids(context, wanted) == tuple(hit.question.id for hit in page.rows)
    return [hit.question.id for hit in page.rows]


def test_any_substring_and_nothing_else(context: Context) -> None:
    keep(
        context,
        asked("q-1", "公路、公路用地和公路附属设施", "罚款１０００元", "㎡与ＡＢＣ"),
        asked("q-2", "公，路两侧；“依法”处理", "Abc\u3000 def", "(2)第(一)项"),
        asked("q-3", "䶮某与𬭎某", "甲", "𫍣"),
    )
    for text, ids in {
        "公路": ["q-1"],
        "公，路": ["q-2"],
        "公,路": ["q-2"],
        "路": ["q-1", "q-2"],
        "路、": ["q-1"],
        "1000元": ["q-1"],
        "１０００": ["q-1"],
        "000": ["q-1"],
        "abc": ["q-1", "q-2"],
        "ABC": ["q-1", "q-2"],
        "m2": ["q-1"],
        "bc def": ["q-2"],
        '"bc def"': ["q-2"],
        "“bc def”": ["q-2"],
        '"bc de" x': [],
        '"def bc"': [],
        "某 -𬭎": [],
        "-公": ["q-3"],
        "“依法”处": ["q-2"],
        "（２）第": ["q-2"],
        "𬭎某": ["q-3"],
        "𬭎": ["q-3"],
        "㛃": [],
        "甲𫍣": [],
        "": ["q-1", "q-2", "q-3"],
        "\u200b": ["q-1", "q-2", "q-3"],
        "q-": ["q-1", "q-2", "q-3"],
        "-": ["q-1", "q-2", "q-3"],
        '"': [],
        "*": [],
        "s:ready": [],
        "x:all": [],
        "NOT": [],
        "stem:公": [],
        "公" * 3_000: [],
    }.items():
        assert found(context, text) == ids, text


def test_by_field(context: Context) -> None:
    keep(context, asked("q-1", "甲乙", "丙 丁", "戊", explanation="己", topic="庚"), asked("q-2", "丙", "甲", "乙"))
    assert found(context, "丙", Field.STEM) == ["q-2"]
    assert found(context, "丙", Field.OPTIONS) == ["q-1"]
    assert found(context, "甲乙") == found(context, "甲乙", Field.STEM) == ["q-1"], "never across two options"
    assert found(context, "甲 乙", Field.OPTIONS) == ["q-2"]
    assert found(context, "己", Field.EXPLANATION) == found(context, "庚", Field.TOPIC) == ["q-1"]
    assert found(context, "五十一条", Field.BASIS) == ["q-1", "q-2"]
    assert found(context, "2", Field.ID) == ["q-2"]
    assert found(context, "解 -丙", Field.STEM) == []


def test_filters_combine_with_text(context: Context) -> None:
    keep(context, asked("q-1", "公路", area=Area.PORT), asked("q-2", "公路", topic="a b"), asked("q-3", "航道"))
    keep(context, replace(asked("q-4", "公路"), difficulty=5), state=State.DRAFT)
    keep(context, asked("q-5", "公路"), state=State.WITHDRAWN)
    assert found(context, "公路") == ["q-2", "q-4", "q-1"], "areas in the order of the files"
    assert found(context, "公路", area=Area.LAW) == ["q-2", "q-4"]
    assert found(context, "", topic="a b") == ["q-2"]
    assert found(context, "公", difficulty=(3, 5)) == ["q-4"]
    assert found(context, "公", difficulty=(5, 1)) == []
    assert found(context, "公", states=(State.WITHDRAWN, State.DRAFT)) == ["q-4", "q-5"]
    assert found(context, "公", states=tuple(State)) == ["q-2", "q-4", "q-5", "q-1"]
    assert found(context, "公", states=()) == []
    assert found(context, "航", law="行政处罚法") == found(context, "航", law="《行政处罚法》", article="51") == ["q-3"]
    assert found(context, "航", law="中华人民共和国行政处罚法", article="第五十一条") == ["q-3"]
    assert found(context, "航", law="行政处罚法", article="52") == []
    assert found(context, "公", kind=Kind.JUDGE) == found(context, "公", folder="own") == []
    assert found(context, "公路", folder="desk", kind=Kind.SINGLE, area=Area.PORT) == ["q-1"]


def test_pages_in_the_order_of_the_bank(context: Context) -> None:
    keep(context, *(asked(f"q-{n:03}", "公路") for n in range(120)))
    pages = [bank.search(context, Wanted("公路"), at, 50) for at in (0, 50, 100, 150)]
    assert [page.total for page in pages] == [120] * 4
    assert [h.question.id for page in pages for h in page.rows] == [f"q-{n:03}" for n in range(120)]
    keep(context, asked("q-120", "公路"))
    assert bank.search(context, Wanted("公路"), 0, 50).total == 121


def test_what_is_changed_is_found_as_it_is_now(context: Context) -> None:
    keep(context, asked("q-1", "公路"), asked("q-2", "公路"))
    context.questions.save(asked("q-1", "航道 ，"), **MARK)  # type: ignore[arg-type]
    assert (found(context, "公路"), found(context, "航道 ,")) == (["q-2"], ["q-1"])
    context.questions.retag(["q-1"], area=Area.CONDUCT, topic="乙", by="李", at="t")
    assert found(context, "乙", Field.TOPIC) == found(context, "航", area=Area.CONDUCT) == ["q-1"]
    assert found(context, "甲", Field.TOPIC) == ["q-2"]
    context.questions.set_states(["q-2"], State.WITHDRAWN, origin=Origin.WITHDRAWN, by="李", at="t")
    assert found(context, "公路") == []
    assert not context.questions.index_faulty()


_TEXT = st.text(
    st.sampled_from("公路法，。、（）(),.％%１1aAＡàＢ \u3000\t“”\"'-*^:\n𬭎䶮㎡ß\u200b\u0301\ufdd0\ufdd1\ufdd2"),
    max_size=12,
)
_ANY = _TEXT | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6)
_QUERY = st.text(st.sampled_from('公路法，（1aA Ｂà%㎡"“”-*^: 𬭎\u200b\ufdd0\ufdd2'), max_size=6) | _ANY


def _texts(q: Question) -> dict[str, list[str]]:
    item = q.items[0]
    return {
        "id": [q.id], "stem": [q.stem], "options": list(item.options), "explanation": [q.explanation],
        "basis": list(q.basis), "topic": [q.topic],
    }  # fmt: skip


def _expected(questions: Iterable[Question], text: str, field: Field | None) -> list[str]:
    query, out = parse(text), []
    for q in questions:
        names = [field.value] if field else list(_texts(q))
        texts = [_comparable(t) for name in names for t in _texts(q)[name]]
        if all(any(_comparable(w) in t for t in texts) for w in query.wanted) and not any(
            _comparable(w) in t for t in texts for w in query.unwanted
        ):
            out.append(q.id)
    return out


def _comparable(text: str) -> str:
    """What is no character counts as an unknown one."""
    return "".join("\ufffd" if c in "\ufdd0\ufdd1\ufdd2" else c for c in fold(text))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(_ANY, _ANY, _ANY, _ANY), max_size=5), st.lists(_QUERY, min_size=1, max_size=6), st.data())
def test_search_is_a_plain_look_at_all_texts(
    context: Context, texts: list[tuple[str, str, str, str]], queries: list[str], data: st.DataObject
) -> None:
    made = [asked(f"q-{n}", a, b, c, explanation=d) for n, (a, b, c, d) in enumerate(texts)]
    before = [q.id for q in context.questions.all()]
    context.questions.set_states(before, State.WITHDRAWN, origin=Origin.WITHDRAWN, by="李", at="t")
    keep(context, *made, state=State.READY)
    everything = [t for four in texts for t in four]
    if everything:
        queries.append(data.draw(st.sampled_from(everything).flatmap(_part)))
    for text in queries:
        field = data.draw(st.none() | st.sampled_from(Field))
        assert found(context, text, field) == _expected(made, text, field), (text, field)


def _part(text: str) -> st.SearchStrategy[str]:
    return st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(lambda t: text[min(t) : max(t)])


def test_characters_that_nearly_all_questions_have(context: Context) -> None:
    """Once the statistics know of them PostgreSQL looks for these without its index."""
    keep(context, *(asked(f"q-{n:02}", f"公路{n}" if n % 9 else "路公，") for n in range(40)))
    assert context.questions.reindex() == 40
    assert len(found(context, "公路")) == 35
    assert found(context, "路公 ,") == [f"q-{n:02}" for n in range(0, 40, 9)]
    assert found(context, "公路3", Field.STEM)[:2] == ["q-03", "q-30"]
    assert found(context, "公 -公路") == found(context, "路公")


def test_an_index_by_other_rules_is_made_anew(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(context, asked("q-1", "公路"))
    monkeypatch.setattr(search, "_RULES", "2")
    assert context.questions.index_faulty()
    assert found(context, "公路") == ["q-1"]
    assert not context.questions.index_faulty()
    monkeypatch.setattr(search, "_RULES", "3")
    keep(context, asked("q-1", "航道"))
    assert (found(context, "航道"), found(context, "公路")) == (["q-1"], [])
    assert context.questions.reindex() == 1


def test_a_surrogate_finds_nothing(context: Context) -> None:
    keep(context, asked("q-1", "公路"))
    assert found(context, "\ud800") == []
