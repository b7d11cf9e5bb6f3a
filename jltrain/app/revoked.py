"""Certificates taken back, as the newest lists on this PC say: for facts about sheets that were accepted before."""

from __future__ import annotations

from datetime import date

from jltrain.app.context import Context
from jltrain.clock import BEIJING
from jltrain.errors import JltrainError
from jltrain.sheet import trusted


def revoked(context: Context) -> dict[str, date | None]:
    """Serial (hexadecimal capitals) -> Beijing day of its revocation. Empty while roots or lists cannot be read."""
    found: dict[str, date | None] = {}
    try:
        roots = trusted.trusted_roots(context.places.keys)
    except JltrainError:
        return found
    for root in roots:
        crl = trusted.usable_list(context.places.keys, root)
        for entry in crl.parsed if crl else ():
            found[f"{entry.serial_number:X}"] = entry.revocation_date_utc.astimezone(BEIJING).date()
    return found
