"""Verify many files, in order, on as many processors as there are; no file stops the others.

Workers read the files themselves and send back verdicts alone, so that no file's bytes cross a process border and
memory does not grow with the number of files: each worker holds one file, and a few small chunks are under way.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Final

from jltrain.progress import Report, Step, silent
from jltrain.sheet.crew import Crew, processors
from jltrain.sheet.readfile import ReadFault, read
from jltrain.sheet.trust import Trust
from jltrain.sheet.verify import Verdict, verify

__all__ = ["MANY", "Found", "Known", "ReadFault", "Seen", "verify_many"]

MANY: Final = 100
"""Beyond so many files it is worth starting workers, which takes about half a second."""
CHUNK: Final = 32
"""Files per task: about 30 ms of work, so that a cancelled run ends at once and messages cost next to nothing."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A file whose digest the caller knows already: it was read and not verified again."""

    file_digest: str


Found = Verdict | ReadFault | Seen
Known = Callable[[Sequence[str]], set[str]]
"""Digests (SHA-256, hexadecimal) in; those of them out that need not be verified again."""


def verify_many(
    files: Sequence[Path],
    trust: Trust,
    now: datetime,
    report: Report = silent,
    workers: int | None = None,
    known: Known | None = None,
) -> Generator[tuple[Path, Found], None, None]:
    """What `verify` says of each file, in the order given; a file that cannot be read gives its ReadFault.

    `known` is asked in the caller's thread, a chunk of digests at a time, before the chunk is verified and a little
    ahead of what has been given out: of two equal files near each other in one run, both may be verified.
    `workers`: processes, None for as many as this PC has processors. With at most MANY files, or one processor, or
    once a worker has died, all is done in this process.
    An exception out of `report` or `known`, or closing the generator (`contextlib.closing`, where the body of the
    loop may raise), ends the workers at once.
    """
    done, count = 0, processors() if workers is None else workers

    def waiting() -> None:
        report(Step(done, len(files)))

    with Crew(count, _Judge(trust, now), waiting, wanted=len(files) > MANY) as crew:
        for done, (file, found) in enumerate(_in_order(files, crew, known)):
            report(Step(done, len(files), file.name))
            yield file, found
    report(Step(len(files), len(files)))


@dataclass(frozen=True, slots=True)
class _Judge:
    """What a worker is given once, and does for each chunk."""

    trust: Trust
    now: datetime

    def digests(self, files: Sequence[Path]) -> list[str | ReadFault]:
        """SHA-256 of each file, hexadecimal, or why it could not be read."""
        return [d if isinstance(d, ReadFault) else hashlib.sha256(d).hexdigest() for d in map(read, files)]

    def verdicts(self, files: Sequence[Path]) -> list[Verdict | ReadFault]:
        """Each file read and verified."""
        return [d if isinstance(d, ReadFault) else verify(d, self.trust, self.now) for d in map(read, files)]


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Some files: what is known of them by place, and the verdicts on all others, which may be under way."""

    files: Sequence[Path]
    settled: dict[int, Seen | ReadFault]
    verdicts: Callable[[], Sequence[Verdict | ReadFault]]

    def results(self) -> Iterator[tuple[Path, Found]]:
        verdicts = iter(self.verdicts())
        for place, file in enumerate(self.files):
            yield file, self.settled[place] if place in self.settled else next(verdicts)


def _in_order(files: Sequence[Path], crew: Crew[_Judge], known: Known | None) -> Iterator[tuple[Path, Found]]:
    """Two short queues of chunks: of those whose digests are being taken, and of those being verified."""
    rest = iter([files[start : start + CHUNK] for start in range(0, len(files), CHUNK)])
    reading: deque[tuple[Sequence[Path], Callable[[], Sequence[str | ReadFault]]]] = deque()
    checking: deque[_Chunk] = deque()
    while True:
        for chunk in islice(rest, max(0, crew.ahead - len(reading))):
            reading.append((chunk, crew.start(_Judge.digests, chunk) if known else _nothing))
        if not reading and not checking:
            return
        if reading:
            chunk, digests = reading.popleft()
            settled = _settled(digests(), known) if known else {}
            unsettled = [file for place, file in enumerate(chunk) if place not in settled]
            checking.append(_Chunk(chunk, settled, crew.start(_Judge.verdicts, unsettled)))
        if len(checking) >= crew.ahead or not reading:
            yield from checking.popleft().results()


def _nothing() -> Sequence[str | ReadFault]:
    return ()


def _settled(digests: Sequence[str | ReadFault], known: Known) -> dict[int, Seen | ReadFault]:
    """The files of a chunk, by place, that need no verifying."""
    old = known([d for d in digests if isinstance(d, str)])
    found: dict[int, Seen | ReadFault] = {}
    for place, digest in enumerate(digests):
        if isinstance(digest, ReadFault):
            found[place] = digest
        elif digest in old:
            found[place] = Seen(digest)
    return found
