"""The search in the bank: pages, counts, and the index that they come from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, select

from jltrain.bank.areas import Area
from jltrain.bank.highlight import parse
from jltrain.bank.question import Kind, Question
from jltrain.progress import Report, silent
from jltrain.store import bulk, questionrows, search, searchtext
from jltrain.store.banktables import question
from jltrain.store.database import Database
from jltrain.store.paging import Page, few
from jltrain.store.questionlists import Hit, QuestionLists, hit
from jltrain.store.search import Asked


class Searching(QuestionLists):
    """The part of the bank's repository that searches."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._totals: dict[tuple[Asked, int], int] = {}

    def search(self, asked: Asked, offset: int = 0, limit: int = 50) -> Page[Hit]:
        """Hits in the bank's order."""
        with self._searching() as connection:
            numbers = search.engine(connection).numbers(connection, asked, offset, limit)
            rows = tuple(hit(row) for row in questionrows.load_numbers(connection, numbers))
            if len(numbers) < limit and (numbers or not offset):
                return Page(rows, offset + len(numbers), offset)
            return Page(rows, self._total(connection, asked), offset)

    def count(self, asked: Asked) -> int:
        """How many hits there are."""
        with self._searching() as connection:
            return self._total(connection, asked)

    def found_ids(self, asked: Asked) -> tuple[str, ...]:
        """The ids of all hits, in the bank's order."""
        with self._searching() as connection:
            numbers = search.engine(connection).numbers(connection, asked, 0, 1 << 40)
            found: dict[int, str] = {}
            for some in few(numbers):
                query = select(question.c.number, question.c.id).where(question.c.number.in_(some))
                found.update({row[0]: row[1] for row in connection.execute(query)})
            return tuple(found[number] for number in numbers)

    def find(
        self,
        words: Sequence[str] = (),
        area: Area | None = None,
        kind: Kind | None = None,
        topic: str = "",
        limit: int = 500,
    ) -> tuple[tuple[Question, ...], int]:
        """At most `limit` questions in use that contain every word, and how many there are in all."""
        wanted = tuple(word for text in words for word in parse(f'"{text}"' if '"' not in text else text).wanted)
        facets = [(f"a:{area.value}",)] if area else []
        facets += [(f"k:{kind.value}",)] if kind else []
        facets += [(searchtext.topic_facet(topic),)] if topic else []
        page = self.search(Asked(wanted, facets=tuple(facets), without=("s:withdrawn",)), 0, limit)
        return tuple(found.question for found in page.rows), page.total

    @contextmanager
    def _searching(self) -> Iterator[Connection]:
        with self._database.read() as connection:
            current = search.revision(connection) is not None
            if current:
                yield connection
        if not current:
            self.reindex()
            with self._database.read() as connection:
                yield connection

    def _total(self, connection: Connection, asked: Asked) -> int:
        key = (asked, search.revision(connection) or 0)
        if key not in self._totals:
            if len(self._totals) > 50:
                self._totals.clear()
            self._totals[key] = search.engine(connection).count(connection, asked)
        return self._totals[key]

    def forget_totals(self) -> None:
        """Count again even where nothing has changed: for measuring."""
        self._totals.clear()

    def index_stale(self) -> bool:
        """Whether the search's index is to be made anew before it answers: there is none yet, or by older rules."""
        with self._database.read() as connection:
            return search.revision(connection) is None

    def index_faulty(self) -> bool:
        """Whether the search's index has to be made anew: it lacks questions, has others, or follows old rules."""
        with self._database.read() as connection:
            return search.faults(connection)

    def reindex(self, report: Report = silent) -> int:
        """Make the search's index anew; how many questions are in it."""
        with bulk.undisturbed(), self._database.write() as connection:
            self._database.serialise(connection, "bank")
            return search.rebuild(connection, report)
