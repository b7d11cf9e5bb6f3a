"""An event log in memory that keeps the promises of the stored one, for tests of the engine alone."""

from __future__ import annotations

from collections.abc import Sequence

from jltrain.exam.events import AppendedElsewhere, Event, Pulse


class MemoryLog:
    def __init__(self) -> None:
        self.rows: dict[str, list[Event]] = {}
        self.pulses: dict[str, Pulse] = {}

    def append(self, sitting_id: str, event: Event, sign: Pulse) -> None:
        rows = self.rows.setdefault(sitting_id, [])
        if event.number != len(rows) + 1:
            raise AppendedElsewhere
        rows.append(event)
        self.pulses[sitting_id] = sign

    def events(self, sitting_id: str, after: int = 0) -> Sequence[Event]:
        return list(self.rows.get(sitting_id, []))[after:]

    def pulse(self, sitting_id: str, sign: Pulse) -> None:
        self.pulses[sitting_id] = sign

    def last_pulse(self, sitting_id: str) -> Pulse | None:
        return self.pulses.get(sitting_id)
