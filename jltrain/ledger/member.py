"""An officer as the ledger keeps him: his row of the roster and what the ledger knows of him besides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Final

from jltrain.bank.areas import Area, Level
from jltrain.ledger.education import Education, education_of
from jltrain.ledger.identity import same_name
from jltrain.ledger.post import POST_WORDS, PostKind, PostWords, post_kind
from jltrain.ledger.rowreader import RosterRow


@dataclass(frozen=True, slots=True)
class Member:
    """A row of the officer table. Satisfies training.Officer.

    `post_kind` follows from `post` (post.py). `appointed` is the ISO day of his appointment to the present post, ""
    when the roster does not say. `names` are former names, the newest last. `added`: ISO day on which the ledger
    first had him, "" for those from before. `formers` are certificate numbers that he had before, newest last.
    """

    certificate: str
    name: str
    unit: str
    level: Level
    discipline: Area
    city: str = ""
    batch: str = ""
    post: str = ""
    education: str = ""
    post_kind: PostKind = PostKind.OFFICER
    appointed: str = ""
    names: tuple[str, ...] = ()
    added: str = ""
    formers: tuple[str, ...] = ()

    @property
    def education_level(self) -> Education | None:
        """None when the roster does not say or says it vaguely."""
        return education_of(self.education)

    def bears(self, name: str) -> bool:
        """Whether `name` is his present or a former name."""
        return same_name(self.name, name) or any(same_name(former, name) for former in self.names)

    @property
    def numbers(self) -> tuple[str, ...]:
        """His certificate number and those he had before."""
        return (self.certificate, *self.formers)

    def as_record(self) -> dict[str, Any]:
        """For an entry's body: keys are the field names, values text or lists of text."""
        return {key: list(value) if isinstance(value, tuple) else str(value) for key, value in asdict(self).items()}


def member_of(
    row: RosterRow,
    before: Member | None = None,
    old: Member | None = None,
    *,
    added: str = "",
    words: PostWords = POST_WORDS,
) -> Member:
    """The officer after importing `row`.

    `before`: what the ledger had under this number; `old`: what it had under `row.former` (who is then merged into
    him: names, numbers and the first day of both are kept). His former name is kept when the name changed; `added`
    is taken for who is new. An empty `appointed` leaves the known day while the post is the same. Of what the file has
    no column for, the known stays.
    """
    known = [member for member in (old, before) if member is not None]
    if known:
        row = replace(row, **{name: getattr(known[-1], name) for name in row.unsaid})
    former = (row.former,) if row.former and row.former != row.certificate else ()
    names = _unlike(row.name, (name for member in known for name in (*member.names, member.name)))
    numbers = [number for member in known for number in member.numbers] + list(former)
    appointed = [m.appointed for m in reversed(known) if m.appointed and m.post == row.post]
    return Member(
        certificate=row.certificate,
        name=row.name,
        unit=row.unit,
        level=row.level,
        discipline=row.discipline,
        city=row.city,
        batch=row.batch,
        post=row.post,
        education=row.education,
        post_kind=post_kind(row.post, words),
        appointed=row.appointed or (appointed[0] if appointed else ""),
        names=names,
        added=min(member.added for member in known) if known else added,
        formers=tuple(number for number in dict.fromkeys(numbers) if number != row.certificate),
    )


def _unlike(name: str, names: Iterable[str]) -> tuple[str, ...]:
    """Those of `names` that are not `name`, each once, where it was borne last."""
    kept: list[str] = []
    for other in names:
        if not same_name(other, name):
            kept = [one for one in kept if not same_name(one, other)] + [other]
    return tuple(kept)


def member_from_record(record: object) -> Member:
    """What `as_record` wrote; fields it did not know yet are as their defaults. Raises ValueError on anything else."""
    if not isinstance(record, dict) or not set(record) >= _NEEDED:
        raise ValueError("no record of an officer")
    given: dict[str, Any] = {name: record[name] for name in _NAMES if name in record}
    for name, value in given.items():
        if name in _LISTS:
            if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
                raise ValueError(f"{name} is no list of texts")
            given[name] = tuple(value)
        elif not isinstance(value, str):
            raise ValueError(f"{name} is no text")
    given["level"], given["discipline"] = Level(given["level"]), Area(given["discipline"])
    given["post_kind"] = PostKind(given.get("post_kind", PostKind.OFFICER))
    return Member(**given)


_NAMES: Final = tuple(field.name for field in fields(Member))
_LISTS: Final = ("names", "formers")
_NEEDED: Final = frozenset({"certificate", "name", "unit", "level", "discipline"})
