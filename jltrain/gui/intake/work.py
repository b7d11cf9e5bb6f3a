"""What a trainer has before him while he imports: the files read, their questions as they stand now, and the lines
that are none. No Qt in here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

from jltrain.bank.intake.doubts import Doubt
from jltrain.bank.question import BLANK, LETTERS, Kind
from jltrain.i18n import _

if TYPE_CHECKING:
    from jltrain.app.context import Context
    from jltrain.bank.intake.found import Findings, FoundQuestion, Ignored

_STEPS_BACK: Final = 50


@dataclass(eq=False, slots=True)
class Entry:
    """A found question as the trainer has left it so far.

    `checked`: he looked at its doubts. `like`: ids of such questions in the bank, the nearest first; `same`: the first
    of them has the same text and answer. `taken`: the id it got, once it was imported.
    """

    source: Source
    found: FoundQuestion
    checked: bool = False
    skipped: bool = False
    edited: bool = False
    like: tuple[str, ...] = ()
    same: bool = False
    taken: str = ""
    at: int = 0
    """Where it stands among its file's questions, from 1."""

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """Its own and those of its parts."""
        return tuple(all_doubts(self.found))

    @property
    def doubtful(self) -> bool:
        """Whether somebody has still to look at it."""
        return self.found.doubtful and not self.checked and not self.skipped and not self.taken

    @property
    def wanted(self) -> bool:
        """Whether it is to be imported, doubts or not."""
        return not self.skipped and not self.taken


@dataclass(eq=False, slots=True)
class Source:
    """A file, or what was pasted. Its lines never change; each is a question's or is ignored."""

    name: str
    lines: tuple[str, ...]
    entries: list[Entry] = field(default_factory=list)
    ignored: list[Ignored] = field(default_factory=list)
    _tally: tuple[int, int, int, int] | None = None

    @classmethod
    def of(cls, name: str, findings: Findings) -> Source:
        """As it was read: in the order of the file."""
        made = cls(name, findings.source)
        made.entries = [Entry(made, found) for found in findings.questions]
        made.ignored = list(findings.ignored)
        made.put_in_order()
        return made

    def put_in_order(self) -> None:
        """By lines; questions that share one stay as they are."""
        self.entries.sort(key=lambda entry: entry.found.lines.first)
        self.ignored.sort(key=lambda ignored: ignored.lines.first)
        for at, entry in enumerate(self.entries, 1):
            entry.at = at
        self._tally = None

    def text(self, first: int, last: int) -> str:
        """The lines from `first` to `last`, both included."""
        return "\n".join(self.lines[first - 1 : last])

    def tally(self) -> tuple[int, int, int, int]:
        """Lines with something on them; of these, those of questions, those that are none, those in neither (0)."""
        if self._tally is None:
            filled = {n for n, line in enumerate(self.lines, 1) if line.strip()}
            used = _lines(entry.found for entry in self.entries) & filled
            other = (_lines(self.ignored) & filled) - used
            self._tally = len(filled), len(used), len(other), len(filled) - len(used) - len(other)
        return self._tally


def _lines(claims: Iterable[FoundQuestion | Ignored]) -> set[int]:
    out: set[int] = set()
    for claim in claims:
        out.update(range(claim.lines.first, claim.lines.last + 1))
    return out


@dataclass(slots=True)
class Change:
    """How a file stood before its lines were divided otherwise."""

    source: Source
    entries: list[Entry]
    ignored: list[Ignored]


@dataclass(eq=False, slots=True)
class Work:
    """All files at hand."""

    sources: list[Source] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    told: str = ""
    """What the last import came to."""
    ids: tuple[str, ...] = ()
    """What it put into the bank."""

    def entries(self) -> list[Entry]:
        """In the order of the files."""
        return [entry for source in self.sources for entry in source.entries]

    def unfinished(self) -> list[Entry]:
        """Those that are neither imported nor skipped."""
        return [entry for entry in self.entries() if entry.wanted]

    def regroup(self, source: Source, gone: Iterable[Entry], come: Iterable[Entry], ignored: list[Ignored]) -> None:
        """Put other questions in the place of some, in a way that can be undone."""
        self.changes.append(Change(source, list(source.entries), list(source.ignored)))
        del self.changes[:-_STEPS_BACK]
        away = set(map(id, gone))
        source.entries = [entry for entry in source.entries if id(entry) not in away] + list(come)
        source.ignored = ignored
        source.put_in_order()

    def undo(self) -> Source | None:
        """Take the last regrouping back."""
        if not self.changes:
            return None
        change = self.changes.pop()
        change.source.entries, change.source.ignored = change.entries, change.ignored
        change.source.put_in_order()
        return change.source

    def sum(self) -> str:
        """Where all lines are, in one sentence."""
        lines, used, other, lost = (sum(column) for column in zip(*(s.tally() for s in self.sources), strict=True))
        facts = {
            "lines": f"{lines:,}",
            "questions": f"{len(self.entries()):,}",
            "used": f"{used:,}",
            "other": f"{other:,}",
        }
        text = _("共 {lines} 行：{questions} 题用了 {used} 行，另有 {other} 行不是试题").format(**facts)
        return text + (_("，{n} 行没有着落。").format(n=f"{lost:,}") if lost else _("，全部有着落。"))


_held: Final[WeakKeyDictionary[Context, Work]] = WeakKeyDictionary()


def work_of(context: Context) -> Work:
    """The import under way, which outlives the page: the window builds its pages anew when the language changes."""
    return _held.setdefault(context, Work())


def put_aside(context: Context) -> Work:
    """Begin anew."""
    _held[context] = Work()
    return _held[context]


def all_doubts(found: FoundQuestion) -> Iterator[Doubt]:
    """Of a question and of its parts."""
    yield from found.doubts
    for part in found.parts:
        yield from all_doubts(part)


def answer_text(found: FoundQuestion) -> str:
    """The answer as a list shows it."""
    if found.kind is Kind.CASE:
        return _("；").join(answer_text(part) or "—" for part in found.parts)
    if found.kind is Kind.JUDGE:
        return _("对") if found.answer == ("Y",) else _("错") if found.answer == ("N",) else ""
    return "".join(found.answer) if found.kind in (Kind.SINGLE, Kind.MULTIPLE) else _("；").join(found.answer)


def lacks(found: FoundQuestion) -> tuple[str, ...]:
    """What has still to be added before the question may be drawn for papers."""
    asked = found.parts or (found,)
    out = []
    if not all(part.answer for part in asked):
        out.append(_("答案"))
    if not all(part.basis or found.basis for part in asked):
        out.append(_("法条依据"))
    if not all(part.explanation or found.explanation for part in asked):
        out.append(_("解析"))
    return tuple(out)


def fitting(found: FoundQuestion) -> FoundQuestion:
    """The question with an answer that its kind can have: of options or blanks that are there no more, none."""
    if found.kind is Kind.CASE:
        return found
    answer = found.answer
    if found.kind is Kind.BLANK:
        return replace(found, options=(), accept=found.accept or tuple((text,) for text in answer))
    if found.kind is Kind.JUDGE:
        return replace(found, options=(), accept=(), answer=answer if answer in (("Y",), ("N",)) else ())
    answer = tuple(letter for letter in answer if letter in LETTERS[: len(found.options)])
    return replace(found, accept=(), answer=answer if found.kind is Kind.MULTIPLE or len(answer) == 1 else ())


def blanks(stem: str) -> int:
    """How many a stem has."""
    return stem.count(BLANK)
