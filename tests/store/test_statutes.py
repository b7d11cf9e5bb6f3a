"""Statutes and reviews in the database: what is put is got back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Executable, delete, update
from sqlalchemy.exc import DBAPIError

from jltrain.store.banktables import review_act
from jltrain.store.database import Database
from jltrain.store.reviews import QUESTION, Reviews
from jltrain.store.statutes import Statutes
from tests.statutes.texts import statute

AT = "2026-11-22T01:00:00.000Z"


def test_a_statute_comes_back_as_it_was(database: Database) -> None:
    kept, one = Statutes(database), statute()
    with database.write() as connection:
        assert kept.put(connection, one, AT, "李四", "渡口.txt") == "new"
        assert kept.put(connection, one, AT, "李四", "渡口.txt") == "same"
    assert kept.get(one.law, "2019-03-08") == replace(one, history=())
    assert kept.get(one.law, "2019-03-09") is None
    (row,) = kept.rows()
    assert (row.law, row.articles, row.effective, row.source, row.by) == (
        "渡口条例",
        6,
        "2019-05-01",
        "渡口.txt",
        "李四",
    )
    found, before, after = kept.article(one.law, "2019-03-08", "3-1")
    assert (found, before, after) == (one.articles[3], "3", "4")
    assert kept.laws() == {"渡口条例": "渡口条例"}


def test_another_text_of_the_same_version_takes_its_place(database: Database) -> None:
    kept, one = Statutes(database), statute()
    shorter = replace(one, articles=one.articles[:2])
    with database.write() as connection:
        kept.put(connection, one, AT, "", "")
        assert kept.put(connection, shorter, AT, "", "") == "replaced"
    assert [r.articles for r in kept.rows("渡口条例")] == [2]
    with database.write() as connection:
        assert kept.remove(connection, "渡口条例", "2019-03-08")
        assert not kept.remove(connection, "渡口条例", "2019-03-08")
    assert kept.rows() == ()


def _row(subject: str, article: str = "1") -> dict[str, object]:
    return {
        "subject_kind": QUESTION, "subject": subject, "law": "渡口条例", "article": article, "old_version": "2015-01-01",
        "new_version": "2019-03-08", "change": "changed", "opened": AT,
    }  # fmt: skip


def test_reviews_are_opened_once_and_settled_once(database: Database) -> None:
    kept = Reviews(database)
    with database.write() as connection:
        assert kept.open(connection, [_row("q-1"), _row("q-1", "2"), _row("q-2")]) == 3
        assert kept.open(connection, [_row("q-1"), _row("q-3")]) == 1
        assert kept.resting_on(connection, "渡口条例", "2015-01-01") == 4
        assert len(kept.opened(connection, "渡口条例")) == 4
    page = kept.page(limit=2)
    assert (page.total, [r.subject for r in page.rows]) == (4, ["q-1", "q-1"])
    numbers = [r.number for r in page.rows]
    for expected in (2, 0):
        with database.write() as connection:
            assert len(kept.settle(connection, numbers, AT, "李四", "confirmed", "")) == expected
    assert kept.open_questions() == {"q-2", "q-3"}
    assert kept.open_questions(["q-1", "q-2"]) == {"q-2"}
    assert len(kept.open_numbers(["q-1", "q-2", "q-3"])) == 2
    assert kept.count() == 2
    assert [a.review.subject for a in kept.acts("q-1")] == ["q-1", "q-1"]


@pytest.mark.parametrize("change", [update(review_act).values(by="别人"), delete(review_act)])
def test_who_confirmed_stays_written(database: Database, change: Executable) -> None:
    kept = Reviews(database)
    with database.write() as connection:
        kept.open(connection, [_row("q-1")])
        kept.settle(connection, [kept.opened(connection)[0].number], AT, "李四", "confirmed", "")
    with pytest.raises(DBAPIError), database.write() as connection:
        connection.execute(change)
