"""Kill a real sitting with SIGKILL and look at what its log kept."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from jltrain.app import papers, sessions
from jltrain.app.context import Context
from jltrain.clock import parse_iso
from jltrain.exam.events import EventKind
from jltrain.exam.session import ExamSession
from jltrain.places import Places
from tests.samples import candidate

_OFFICER = Path(__file__).with_name("officer.py")
_ROOT = Path(__file__).resolve().parents[2]


@dataclass(slots=True)
class Tally:
    """What all rounds came to. Times in seconds, the worst of all rounds."""

    kills: int = 0
    shown: int = 0
    lost: int = 0
    reordered: int = 0
    gained: float = 0.0
    taken: float = 0.0


def kill_rounds(rounds: int, seed: int, say: Callable[[str], None]) -> Tally:
    """One sitting after the other, each killed again and again until its paper is through."""
    chance, tally, number = random.Random(seed), Tally(), 0
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        while tally.kills < rounds:
            number += 1
            session = _session(home, number)
            _kill_one_sitting(home, session, chance, tally, min(tally.kills + 20, rounds))
            say(f"{tally.kills}/{rounds} kills, {tally.shown} answers shown as saved, {tally.lost} lost")
    return tally


def _session(home: Path, number: int) -> ExamSession:
    context = Context(Places(home))
    paper = papers.make(context, papers.find_blueprint(context, "highway-city"), seed=f"soak-{number}")
    session = sessions.create(context, "", paper.digest, [candidate(number, "吴䶮")])
    sessions.open_session(context, session.id)
    context.close()
    return session


def _kill_one_sitting(home: Path, session: ExamSession, chance: random.Random, tally: Tally, until: int) -> None:
    saved: dict[int, str] = {}
    order: str | None = None
    while tally.kills < until:
        lines = _run_and_kill(home, session, chance.uniform(0.0, 0.25))
        tally.kills += 1
        for line in lines:
            word, _, rest = line.partition(" ")
            if word == "order":
                tally.reordered += order is not None and rest != order
                order = rest
            elif word == "saved":
                event, _, answer = rest.partition(" ")
                saved[int(event)] = answer.strip()
                tally.shown += 1
        _compare(home, session, saved, tally)


def _run_and_kill(home: Path, session: ExamSession, after: float) -> list[str]:
    """The lines that the officer's process wrote before it was killed `after` seconds into its sitting."""
    person = session.roster[0]
    environment = os.environ | {"JLTRAIN_HOME": str(home), "PYTHONPATH": str(_ROOT)}
    process = subprocess.Popen(
        [sys.executable, str(_OFFICER), session.id, person.certificate, person.name],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert process.stdout
    first = process.stdout.readline()
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.kill()
    rest = process.stdout.read()
    process.wait()
    process.stdout.close()
    return [line for line in (first + rest).splitlines(keepends=True) if line.endswith("\n")]


def _compare(home: Path, session: ExamSession, saved: dict[int, str], tally: Tally) -> None:
    context = Context(Places(home))
    person = session.roster[0]
    signed = sessions.sign_in(context, session.id, person.certificate, person.name)
    kept = {
        event.number: f"{event.data['key']} {'|'.join(event.data['response'])}"
        for event in context.log.events(signed.sitting.id)
        if event.kind is EventKind.ANSWERED
    }
    tally.lost += sum(kept.get(number) != answer for number, answer in saved.items())
    if signed.state.started:
        delivery = sessions.deliver(context, signed)
        delivery.start()
        used = signed.paper.minutes * 60 - delivery.remaining() / 1000
        passed = (context.clock.now() - parse_iso(signed.state.started)).total_seconds()
        tally.gained = max(tally.gained, passed - used)
        tally.taken = max(tally.taken, used - passed)
    context.close()
