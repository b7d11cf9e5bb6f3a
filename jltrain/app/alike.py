"""Near-duplicates of the bank while somebody types: an index in memory, one for each open data folder.

It is put together when an editor opens, off the screen's thread, and brought up to date each time; between that,
`know` tells it of what is saved here.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import Final
from weakref import WeakKeyDictionary

from jltrain.app.context import Context
from jltrain.bank.alike import Alike, AlikeIndex
from jltrain.bank.question import Question
from jltrain.progress import Report, Step, silent

_CHUNK: Final = 500


@dataclass(slots=True)
class _Held:
    """An index with the digests of what is in it."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    index: AlikeIndex | None = None
    digests: dict[str, str] = field(default_factory=dict)


_held: Final[WeakKeyDictionary[Context, _Held]] = WeakKeyDictionary()
_making: Final = threading.Lock()


def _of(context: Context) -> _Held:
    with _making:
        return _held.setdefault(context, _Held())


def prepare_alike(context: Context, report: Report = silent) -> int:
    """Build the index, or bring it up to date with the database; how many questions are in it. Raises Cancelled."""
    held = _of(context)
    if held.index is None:
        questions = context.questions.all()
        index = AlikeIndex.build(questions, report)
        with held.lock:
            held.index, held.digests = index, {question.id: question.digest for question in questions}
        return len(index)
    now = context.questions.digests()
    changed = [ident for ident, digest in now.items() if held.digests.get(ident) != digest]
    gone = held.digests.keys() - now.keys()
    for start in range(0, len(changed), _CHUNK):
        report(Step(start, len(changed)))
        for question in context.questions.get(changed[start : start + _CHUNK]).values():
            _put(held, question)
    with held.lock:
        for ident in gone:
            held.index.drop(ident)
            held.digests.pop(ident, None)
    return len(held.index)


def know(context: Context, question: Question) -> None:
    """A question was saved; does nothing as long as nobody has asked for the index."""
    held = _of(context)
    if held.index is not None:
        _put(held, question)


def _put(held: _Held, question: Question) -> None:
    with held.lock:
        if held.index is not None:
            held.index.put(question)
            held.digests[question.id] = question.digest


def alike(context: Context, question: Question, limit: int = 5) -> tuple[Alike, ...]:
    """The questions in use most like this one, by the whole or by the stem alone; the first call builds the index."""
    held = _of(context)
    if held.index is None:
        prepare_alike(context)
    with held.lock:
        return held.index.like(question, limit) if held.index is not None else ()
