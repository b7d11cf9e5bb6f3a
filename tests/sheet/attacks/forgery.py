"""What a forger has to work with, and the list of all forgeries."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from jltrain.sheet.payload import Payload, to_json
from jltrain.sheet.reasons import Code
from jltrain.sheet.trust import Trust
from tests.sheet.attacks.draft import Draft, gap_of, ranged, refilled
from tests.sheet.attacks.pki import Holder, Pki


@dataclass(frozen=True)
class Scene:
    """A good sheet, another of the same unit (a failed exam), the unit's real key, and what HR's PC trusts.

    `blank` is the good sheet before signing: zeros in its gap.
    """

    good: bytes
    failed: bytes
    blank: bytes
    blank_failed: bytes
    payload: Payload
    key: Holder
    pki: Pki
    now: datetime

    @property
    def trust(self) -> Trust:
        return self.pki.trust

    def draft(self) -> Draft:
        """The good sheet in pieces, to be edited and then signed."""
        return Draft.of(self.blank)

    def signed(self, draft: Draft | bytes) -> bytes:
        """By the unit's real key: what a dishonest clerk, or somebody who has taken the PC, can make."""
        return sealed(draft.build() if isinstance(draft, Draft) else ranged(draft), self.key)

    def json(self, payload: Payload | None = None) -> bytes:
        return to_json(payload or self.payload)

    def altered(self, **changes: object) -> Payload:
        return replace(self.payload, **changes)  # type: ignore[arg-type]  # names are checked when it runs


def sealed(file: bytes, key: Holder) -> bytes:
    """The CMS over a file, its range being right already, put in its gap."""
    return refilled(file, key.cms(digest_of(file, key.digest_algorithm)))


def digest_of(file: bytes, algorithm: str) -> bytes:
    """Of everything but the gap."""
    start, end = gap_of(file)
    return hashlib.new(algorithm, file[:start] + file[end:]).digest()


@dataclass(frozen=True)
class Forgery:
    """One way of cheating. `codes`: the reasons of which one at least must be given. `trust`, `now`: when not the
    scene's own."""

    family: str
    name: str
    make: Callable[[Scene], bytes]
    codes: frozenset[Code]
    trust: Callable[[Scene], Trust] | None
    now: Callable[[Scene], datetime] | None


FORGERIES: list[Forgery] = []


def forgery(
    *codes: Code,
    trust: Callable[[Scene], Trust] | None = None,
    now: Callable[[Scene], datetime] | None = None,
) -> Callable[[Callable[[Scene], bytes]], Callable[[Scene], bytes]]:
    """Enter a function in the list under its own name."""

    def enter(make: Callable[[Scene], bytes]) -> Callable[[Scene], bytes]:
        family = make.__module__.rsplit(".", 1)[1]
        FORGERIES.append(Forgery(family, make.__name__, make, frozenset(codes), trust, now))
        return make

    return enter


def several(code: Code, cases: dict[str, Callable[[Scene], bytes]], family: str) -> None:
    """Enter small forgeries of one kind."""
    FORGERIES.extend(Forgery(family, name, make, frozenset({code}), None, None) for name, make in cases.items())
