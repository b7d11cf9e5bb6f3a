"""What a trainer does with the question bank."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from jltrain import bundled
from jltrain.app.banksearch import Field, Wanted, count, find, found_ids, search
from jltrain.app.context import Context
from jltrain.bank import digest, source
from jltrain.bank.areas import Area
from jltrain.bank.faults import BankFaulty, Fault
from jltrain.bank.question import Kind, Question, as_record
from jltrain.bank.state import IN_USE, State
from jltrain.errors import JltrainError, NotFound, Trouble, reason_of
from jltrain.i18n import N_, _
from jltrain.progress import Report, silent
from jltrain.savefile import save
from jltrain.store.keeping import IdTaken
from jltrain.store.paging import Page
from jltrain.store.questionlists import Hit
from jltrain.store.questions import ChangedMeanwhile

__all__ = [
    "BankUnreadable", "ChangedMeanwhile", "Compiled", "Field", "Hit", "IdTaken", "NoSuchQuestion", "Page", "Wanted",
    "check_folder", "cited_laws", "compile_bank", "count", "counts", "export_lines", "find", "folders", "found_ids", "get", "hit", "hits",
    "index_faulty", "keep_up", "picture", "pictures", "reindex", "search", "state_counts", "topics", "whole", "write_lines",
]  # fmt: skip


class NoSuchQuestion(NotFound):
    template = N_("题库里没有编号为“{id}”的试题，请核对编号。")


class BankUnreadable(Trouble):
    template = N_("题库文件“{file}”读不出来（{reason}），请检查它的访问权限后重试；已编译的题库不受影响。")


@dataclass(frozen=True, slots=True)
class Compiled:
    """`changed` says whether any folder had to be compiled again; `questions` is the size of the bank."""

    changed: bool
    questions: int


def folders(context: Context) -> tuple[Path, ...]:
    """The shipped bank, and the user's own beside the database if there is one."""
    own = context.places.home / "question_bank"
    return (bundled.question_bank(), own) if source.bank_files(own) else (bundled.question_bank(),)


def compile_bank(context: Context, report: Report = silent) -> Compiled:
    """Bring the database in line with the files: only folders whose digest changed are read.

    Raises BankFaulty, BankUnreadable; then the bank as compiled before stays in use.
    """
    known, present, changed = context.questions.compiled(), folders(context), False
    names = {_name(folder): folder for folder in present}
    for name in known.keys() - names.keys():
        context.questions.compile(name, "", (), context.now())
        changed = True
    for name, folder in names.items():
        try:
            now = source.digest(folder)
            if known.get(name) == now:
                continue
            questions = source.read_bank(folder, report)
        except OSError as error:
            raise BankUnreadable(file=error.filename or folder, reason=reason_of(error)) from error
        _refuse_strangers(context, name, questions)
        if name == "shipped":
            _make_way(context, known, questions)
        context.questions.compile(name, now, questions, context.now(), report)
        changed = True
    if changed and (context.reviews.count() or state_counts(context)[State.REVIEW]):
        from jltrain.app import review  # with all that reads chapters: not at every start

        review.hold_back(context)
    if context.questions.index_stale():
        context.questions.reindex(report)
    return Compiled(changed, len(context.questions.heads()))


def keep_up(context: Context, report: Report = silent) -> JltrainError | None:
    """`compile_bank`, but where a bank was compiled before, a faulty new one is given back and stops nothing."""
    try:
        compile_bank(context, report)
    except (BankFaulty, BankUnreadable) as error:
        if not context.questions.compiled():
            raise
        return error
    return None


def _make_way(context: Context, known: dict[str, str], shipped: Sequence[Question]) -> None:
    """Take the user's own folder out when a newer shipped bank brings an id that it uses too: its files are read
    again after this, and the repetition told."""
    if not context.questions.ids("own").isdisjoint(q.id for q in shipped):
        context.questions.compile("own", "", (), context.now())
        known.pop("own", None)


def check_folder(folder: Path, report: Report = silent) -> tuple[Question, ...]:
    """Read a bank folder without compiling it. Raises BankFaulty with every fault."""
    return source.read_bank(folder, report)


def get(context: Context, ident: str) -> Question:
    """One question, in whatever state. Raises NoSuchQuestion."""
    return hit(context, ident).question


def hit(context: Context, ident: str) -> Hit:
    """The same with state, version and folder. Raises NoSuchQuestion."""
    found = context.questions.hits([ident]).get(ident)
    if found is None:
        raise NoSuchQuestion(id=ident)
    return found


def hits(context: Context, idents: Iterable[str]) -> dict[str, Hit]:
    """Several by id; those that the bank does not have are left out."""
    return context.questions.hits(idents)


def topics(context: Context) -> dict[Area, tuple[tuple[str, int], ...]]:
    """Area -> its topics with how many questions each has, in the order of the files."""
    counts: dict[Area, dict[str, int]] = {area: {} for area in Area}
    for head in context.questions.heads():
        counts[head.discipline][head.topic] = counts[head.discipline].get(head.topic, 0) + 1
    return {area: tuple(found.items()) for area, found in counts.items()}


def counts(context: Context, states: Sequence[State] = IN_USE) -> dict[tuple[Area, Kind], int]:
    """How many questions there are of each area and kind; pairs without any are left out."""
    found: dict[tuple[Area, Kind], int] = {}
    for (area, kind, state), n in context.questions.tally().items():
        if state in states:
            found[area, kind] = found.get((area, kind), 0) + n
    return found


def state_counts(context: Context) -> dict[State, int]:
    """How many questions are in each state."""
    found = dict.fromkeys(State, 0)
    for (_area, _kind, state), n in context.questions.tally().items():
        found[state] += n
    return found


def cited_laws(context: Context) -> tuple[str, ...]:
    """The laws that questions in use cite, those cited most first."""
    found = context.questions.cited_laws()
    return tuple(sorted(found, key=lambda law: (-found[law], law)))


def index_faulty(context: Context) -> bool:
    """Whether the search's index should be made anew."""
    return context.questions.index_faulty()


def reindex(context: Context, report: Report = silent) -> int:
    """Make the search's index anew; how many questions are in it."""
    return context.questions.reindex(report)


def whole(context: Context) -> tuple[Question, ...]:
    """Every question but those withdrawn, in the bank's order."""
    return context.questions.all()


def export_lines(questions: Iterable[Question]) -> Iterable[bytes]:
    """The JSONL export: one JSON object a line."""
    return (digest.canonical(as_record(q)) + b"\n" for q in questions)


def pictures(context: Context, question: Question) -> tuple[Path, ...]:
    """The files of a question's pictures, in order; those that are missing are left out.

    Pictures kept in the database are written to `pictures/` in the data folder when first asked for.
    """
    places = [folder / question.discipline.value for folder in folders(context)]
    places.append(context.places.home / "pictures")
    found = {name: next((p / name for p in places if (p / name).is_file()), None) for name in question.pictures}
    lacking = [name for name, file in found.items() if file is None]
    for name, body in context.questions.pictures(lacking).items() if lacking else ():
        found[name] = places[-1] / name
        places[-1].mkdir(parents=True, exist_ok=True)
        save(places[-1] / name, body)
    return tuple(file for name in question.pictures if (file := found[name]))


def picture(context: Context, question: Question) -> Path | None:
    """The file of a question's first picture, if it has one."""
    return next(iter(pictures(context, question)), None)


def _name(folder: Path) -> str:
    """A folder's name in the database: bundles move about, the shipped bank stays the shipped bank."""
    return "shipped" if folder == bundled.question_bank() else "own"


def _refuse_strangers(context: Context, name: str, questions: Sequence[Question]) -> None:
    """An id that another folder uses already is a fault of the folder read now."""
    if name == "shipped":
        return
    taken = {q.id for q in source.read_bank(bundled.question_bank())}
    faults = [
        Fault(context.places.home / "question_bank", 0, q.id, _("编号与随程序题库中的重复"))
        for q in questions
        if q.id in taken
    ]
    if faults:
        raise BankFaulty(faults)


def write_lines(file: Path, lines: Iterable[bytes]) -> int:
    """Write an export whole or not at all; how many lines. Raises FileNotWritten."""
    written = list(lines)
    save(file, b"".join(written))
    return len(written)
