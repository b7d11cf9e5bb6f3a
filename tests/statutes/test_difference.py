"""Two versions of a statute, article by article, and the words that changed."""

from __future__ import annotations

from collections import Counter
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jltrain.statutes.difference import Change, differences, paragraph_now, same_at, touched
from jltrain.statutes.statute import Article, article_label
from jltrain.statutes.words import Spans, word_spans

TEXTS = (
    "为了加强渡口管理，保障人身和财产安全，制定本条例。",
    "本条例所称渡口，是指设在江河两岸、专供渡船停靠的设施。",
    "县级人民政府应当自收到申请之日起三十日内作出决定，并书面通知申请人。",
    "渡船应当按照国家有关规定进行检验，取得船舶检验证书后方可航行。",
    "违反规定的，由海事管理机构责令改正，处三千元以上一万元以下的罚款。",
    "渡工应当经过培训，考试合格后取得证书，并随船携带。",
)
NEWLY = "国家鼓励采用先进技术，提高机械化、信息化的水平。"


def _law(*texts: str) -> tuple[Article, ...]:
    return tuple(Article(str(n), article_label(str(n)), (), text) for n, text in enumerate(texts, 1))


def _kinds(old: tuple[Article, ...], new: tuple[Article, ...]) -> list[tuple[str, str, str]]:
    return [(c.change.value, c.old.key if c.old else "", c.new.key if c.new else "") for c in differences(old, new)]


_ARTICLES = st.lists(st.sampled_from([*TEXTS, *(t.replace("应当", "必须") for t in TEXTS), "甲。"]), max_size=12).map(
    lambda texts: _law(*texts)
)


@given(_ARTICLES)
def test_a_text_and_itself(articles: tuple[Article, ...]) -> None:
    assert {c.change for c in differences(articles, articles)} <= {Change.UNCHANGED}


@given(_ARTICLES, _ARTICLES)
def test_every_article_of_either_side_once(old: tuple[Article, ...], new: tuple[Article, ...]) -> None:
    found = differences(old, new)
    assert Counter(c.old.key for c in found if c.old) == Counter(a.key for a in old)
    assert [c.new.key for c in found if c.new] == [a.key for a in new]
    for c in found:
        assert c.change is not Change.UNCHANGED or (c.old and c.new and c.old.text == c.new.text)
        assert (c.change is Change.MOVED) == bool(c.old and c.new and c.old.key != c.new.key)


@given(st.permutations(TEXTS), st.data())
def test_known_edits_are_told(texts: list[str], data: st.DataObject) -> None:
    """One article is put in, one taken out, the figure of one changed: just that, and what moved by it."""
    gone = data.draw(st.integers(0, len(texts) - 1))
    at = data.draw(st.integers(0, len(texts)))
    new = [t.replace("三千元", "五千元") for n, t in enumerate(texts) if n != gone]
    new.insert(min(at, len(new)), NEWLY)
    found = differences(_law(*texts), _law(*new))
    if min(at, len(new)) == gone or new[gone : gone + 1] == [NEWLY]:  # in the very place of the other: rewritten
        assert [c.change for c in found if not c.similarity] == [Change.CHANGED]
        return
    assert [c.old.text for c in found if c.change is Change.GONE and c.old] == [texts[gone]]
    assert len([c for c in found if c.change is Change.NEW]) == 1
    for c in found:
        if c.old and c.new:
            assert c.new.text == c.old.text.replace("三千元", "五千元")
            assert c.reworded == ("三千元" in c.old.text)


def test_moved_changed_new_and_gone() -> None:
    old = _law(*TEXTS)
    new = _law(TEXTS[0], "国家鼓励桥梁代替渡口。", TEXTS[1], TEXTS[2].replace("三十日", "二十日"), TEXTS[4], TEXTS[5])
    assert _kinds(old, new) == [
        ("unchanged", "1", "1"),
        ("new", "", "2"),
        ("moved", "2", "3"),
        ("moved", "3", "4"),
        ("gone", "4", ""),
        ("unchanged", "5", "5"),
        ("unchanged", "6", "6"),
    ]
    assert set(touched(differences(old, new))) == {"2", "3", "4"}


def test_the_width_of_punctuation_is_no_change() -> None:
    assert _kinds(_law("处罚（含警告）：甲；乙。"), _law("处罚(含警告):甲;乙。")) == [("unchanged", "1", "1")]


def test_an_article_rewritten_in_its_place_is_changed() -> None:
    old, new = _law(TEXTS[0], TEXTS[1], TEXTS[2]), _law(TEXTS[0], "全新的内容与过去毫无相同。", TEXTS[2])
    assert _kinds(old, new)[1] == ("changed", "2", "2")


@pytest.mark.parametrize("same", [False, True])
def test_three_hundred_articles_take_less_than_a_second(same: bool) -> None:
    old = _law(*("甲" * (900 + n) if same else f"{TEXTS[n % 6] * 3}第{n}号{n * 7919}" for n in range(300)))
    new = _law(*("甲" * (1500 + n) if same else f"{TEXTS[n % 6] * 3}另{n}号{n * 7919}" for n in range(300)))
    start = process_time()
    assert len(differences(old, new)) >= 300
    assert process_time() - start < 1.5


def _kept(text: str, spans: Spans) -> str:
    out, at = "", 0
    for start, end in spans:
        assert at <= start < end <= len(text)
        out += text[at:start]
        at = end
    return out + text[at:]


_WORDS = st.text("甲乙丙丁三十日，。 12ab", max_size=60)


@settings(max_examples=200)
@given(_WORDS, _WORDS)
def test_between_the_changed_words_both_texts_are_the_same(old: str, new: str) -> None:
    first, second = word_spans(old, new)
    assert _kept(old, first) == _kept(new, second)


@given(_WORDS)
def test_nothing_changed_in_the_same_words(text: str) -> None:
    assert word_spans(text, text) == ((), ())


def test_a_figure_is_one_word() -> None:
    old, new = "应当在三十日内作出决定", "应当在二十个工作日内作出决定"
    first, second = word_spans(old, new)
    assert [old[slice(*s)] for s in first] == ["三十"]
    assert [new[slice(*s)] for s in second] == ["二十个工作"]


def test_words_beyond_the_limit_are_one_change() -> None:
    first, second = word_spans("始" + "甲乙丙" * 900 + "终", "始" + "丁戊己" * 900 + "终")
    assert (first, second) == (((1, 2701),), ((1, 2701),))


def test_a_paragraph_that_reads_as_before() -> None:
    old = _law("申请应当书面提出：\n（一）姓名；\n（二）住所。\n机关应当在三十日内决定。")
    new = _law("申请应当书面提出：\n（一）姓名；\n（二）住所和电话。\n国家另有规定的除外。\n机关应当在三十日内决定。")
    (change,) = differences(old, new)
    assert not same_at(change, 1)
    assert same_at(change, 1, 1)
    assert same_at(change, 0, 1)
    assert not same_at(change, 1, 2)
    assert paragraph_now(change, 2) == 3
    assert not same_at(change, 2)
    assert not same_at(change, 0)
