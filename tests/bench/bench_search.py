"""The search in a bank of 100,000 questions, and bringing them in, beside Anki's library with the same texts.

Anki (its collection is SQLite, its search LIKE) is given one note for each question, all texts in one field; its time is
that of add_notes alone, the notes made before. Both bring in three times, by turns, from empty files on the disk, the
best counts. Times of the search are the worst of the queries below, each the best of three; its peer's too.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from anki.collection import AddNoteRequest, Collection
from anki.decks import DeckId

from jltrain.app import bank
from jltrain.app.bank import Field, Wanted
from jltrain.app.context import Context
from jltrain.bank.areas import Area
from jltrain.bank.question import Question
from jltrain.bank.state import Origin, State
from jltrain.places import Places
from tests.bench.bank_variants import variants

COUNT: Final = 100_000
_TURNS: Final = 3
TEXTS: Final = (
    "的", "公路", "应当", "的 不", "行政处罚", "高速公路", "，", "公路 处罚 车 万元 应当", "没有这回事", "䶮", "12", "处罚 -公路",
)  # fmt: skip
"""Common single characters, two, five words, punctuation, no hit, a rare character, one left out."""
FILTERED: Final = (
    Wanted(),
    Wanted("的", area=Area.HIGHWAY),
    Wanted("应当", Field.STEM),
    Wanted("的", law="公路法"),
    Wanted("的", difficulty=(2, 4), states=tuple(State)),
)


def rows(count: int = COUNT) -> list[dict[str, Any]]:
    """About three minutes."""
    questions = variants(count)
    entries = [(q, State.READY) for q in questions]
    ours, theirs, built = list[float](), list[float](), list[float]()
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(_TURNS):
            collection = _collection(Path(folder) / f"anki-{turn}")
            context = Context(Places(Path(folder) / f"home-{turn}"))
            try:
                theirs.append(_anki_takes(collection, questions))
                context.database.check()
                mark = {"origin": Origin.IMPORT, "by": "bench", "at": context.now(), "note": "bench"}
                ours.append(_seconds(lambda: context.questions.save_many(entries, **mark)))  # type: ignore[arg-type]  # noqa: B023  # called at once
                built.append(_seconds(lambda: bank.reindex(context)))  # noqa: B023  # called at once
                if turn == _TURNS - 1:
                    return _searches(context, collection, count) + _bringing_in(
                        count, min(ours), min(theirs), min(built)
                    )
            finally:
                collection.close()
                context.close()
    raise AssertionError


def _bringing_in(count: int, ours: float, theirs: float, built: float) -> list[dict[str, Any]]:
    speed, ratio = count / built, ours / theirs
    return [
        _row(f"bank of {count:,}: index built", speed, "1/s", 15_000.0) | {"holds": speed >= 15_000},
        _row(f"bank of {count:,}: brought in, with versions and index", ours, "s", None)
        | {
            "peer": "anki add_notes", "peer_value": theirs, "ratio": ratio, "goal": "1.5 times Anki's",
            "holds": ratio <= 1.5,
        },
    ]  # fmt: skip


def _searches(context: Context, collection: Collection, count: int) -> list[dict[str, Any]]:
    wanted = [Wanted(text) for text in TEXTS]
    pages = {w: _best(lambda w=w: bank.search(context, w), context) for w in (*wanted, *FILTERED)}  # type: ignore[misc]
    counts = {w: _best(lambda w=w: bank.count(context, w), context) for w in (*wanted, *FILTERED)}  # type: ignore[misc]
    found = {w: _best(lambda w=w: collection.find_notes(w.text), context) for w in wanted}  # type: ignore[misc]
    for w in wanted:
        theirs, ours = len(collection.find_notes(w.text)), bank.count(context, w)
        if "-" not in w.text and "，" not in w.text and theirs != ours:
            raise AssertionError((w.text, theirs, ours))
    times = statistics.median(found[w] / pages[w] for w in wanted)
    return [
        _row(f"bank of {count:,}: first page of a search with its total, slowest", max(pages.values()) * 1e3, "ms", 20.0),
        _row(f"bank of {count:,}: count of a search, slowest", max(counts.values()) * 1e3, "ms", 50.0),
        _row(f"bank of {count:,}: search, median", statistics.median(pages[w] for w in wanted) * 1e3, "ms", None)
        | {
            "peer": "anki find_notes", "peer_value": statistics.median(found.values()) * 1e3, "ratio": times,
            "goal": "5 times as fast", "holds": times >= 5,
        },
    ]  # fmt: skip


def _collection(folder: Path) -> Collection:
    folder.mkdir()
    return Collection(str(folder / "collection.anki2"))


def _anki_takes(collection: Collection, questions: Sequence[Question]) -> float:
    """Seconds in which Anki takes them in."""
    kind = collection.models.by_name("Basic")
    assert kind
    notes = []
    for q in questions:
        note = collection.new_note(kind)
        note.fields = [q.id, "\n".join(_texts(q))]
        notes.append(AddNoteRequest(note, DeckId(1)))
    return _seconds(lambda: collection.add_notes(notes))


def _texts(q: Question) -> list[str]:
    texts = [q.topic, q.stem, *q.basis, q.explanation]
    for item in q.items:
        texts += [item.stem, *item.options, *item.basis, item.explanation]
        texts += [text for some in item.accept for text in some]
    return texts


def _best(act: Callable[[], object], context: Context) -> float:
    times = []
    for _turn in range(3):
        context.questions.forget_totals()
        times.append(_seconds(act))
    return min(times)


def _seconds(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def _row(name: str, value: float, unit: str, goal: float | None) -> dict[str, Any]:
    holds = goal is None or value <= goal
    return {
        "name": name, "value": value, "unit": unit, "peer": "", "peer_value": None, "ratio": None, "goal": goal, "holds": holds,
    }  # fmt: skip
