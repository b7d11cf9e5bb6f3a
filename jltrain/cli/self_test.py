"""`jltrain self-test` (also `--self-test`): does an installed program work? In a data folder of its own."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from jltrain.app.context import Context
from jltrain.cli.output import say
from jltrain.i18n import _
from jltrain.places import Places


def declare(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    parser.add_argument("--no-window", action="store_true", help=_("不打开窗口"))
    parser.set_defaults(act=_self_test)


def _self_test(_context: Context, args: argparse.Namespace) -> int:
    from jltrain.app import selftest

    with tempfile.TemporaryDirectory() as folder:
        context = Context(Places(Path(folder)))
        try:
            for line in selftest.steps(context):
                say(line)
            if args.show_window and not args.no_window:
                args.show_window(context)
                say(_("窗口：打开并关闭"))
        finally:
            context.close()
    say(_("自检通过"))
    return 0
