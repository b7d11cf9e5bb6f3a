"""The only place that asks the machine for the time.

Wall time is what people write on paper; it can be wrong and can be set. Ticks only run forwards, and
go on while the machine sleeps, so that closing a laptop's lid stops no exam.
"""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Final, Protocol

BEIJING: Final = timezone(timedelta(hours=8), "CST")
"""The civil time of the whole country; sheets and tables show it whatever the PC's zone is."""


class Clock(Protocol):
    """What everybody else is handed."""

    def now(self) -> datetime:
        """The wall time, aware, UTC."""

    def ticks(self) -> float:
        """Seconds since some moment, never backwards, counting the time asleep."""

    def boot(self) -> str:
        """What the ticks of two processes must have in common to be compared; "" where nobody can say."""


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def ticks(self) -> float:
        if hasattr(time, "CLOCK_BOOTTIME"):  # Linux: CLOCK_MONOTONIC stands still during suspend
            return time.clock_gettime(time.CLOCK_BOOTTIME)
        return time.monotonic()

    def boot(self) -> str:
        try:
            return _BOOT.read_text("ascii").strip()
        except OSError:
            return ""  # not Linux: other processes' ticks mean nothing to us


_BOOT: Final = Path("/proc/sys/kernel/random/boot_id")
"""Drawn anew by Linux each time it starts."""

_ISO: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z")


def iso(moment: datetime) -> str:
    """UTC with milliseconds, sortable as text: 2026-11-22T01:02:03.456Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def parse_iso(text: str) -> datetime:
    """The moment that `iso` wrote. Raises ValueError on anything else."""
    if not _ISO.fullmatch(text):
        raise ValueError(f"not a moment as iso() writes it: {text[:40]!r}")
    return datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(UTC)


def beijing(moment: datetime, form: str = "%Y-%m-%d %H:%M") -> str:
    """The moment as people here write it."""
    return moment.astimezone(BEIJING).strftime(form)
