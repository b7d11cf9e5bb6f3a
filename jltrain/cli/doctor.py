"""`jltrain doctor`"""

from __future__ import annotations

import argparse

from jltrain.app.context import Context
from jltrain.cli.output import as_json, say, width
from jltrain.i18n import _


def declare(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    parser.add_argument("--json", action="store_true", help=_("输出 JSON"))
    parser.set_defaults(act=_doctor)


def _doctor(context: Context, args: argparse.Namespace) -> int:
    from jltrain.app import admin

    checks = admin.doctor(context)
    if args.json:
        as_json([{"name": c.name, "ok": c.ok, "text": c.text} for c in checks])
    else:
        widest = max(width(c.label) for c in checks)
        for c in checks:
            say(f"{'✓' if c.ok else '✗'} {c.label}{' ' * (widest - width(c.label))}  {c.text}")
    return 0 if all(c.ok for c in checks) else 1
