"""`jltrain ledger …`: HR's work. Each group of actions has a file of its own."""

from __future__ import annotations

import argparse

from jltrain.cli import (
    ledger_activities,
    ledger_audit,
    ledger_coverage,
    ledger_plan,
    ledger_reports,
    ledger_roster,
    ledger_sheets,
)
from jltrain.cli.ledger_words import Actions
from jltrain.i18n import _


def declare(parser: argparse.ArgumentParser) -> None:
    """The actions and their options."""
    actions = Actions(parser.add_subparsers(required=True, metavar=_("操作")))
    for part in (
        ledger_roster,
        ledger_sheets,
        ledger_activities,
        ledger_plan,
        ledger_coverage,
        ledger_reports,
        ledger_audit,
    ):
        part.declare(actions)
