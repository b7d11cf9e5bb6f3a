"""`jltrain`: a window without arguments, a command with them."""

from __future__ import annotations

import sys


def main() -> int:
    """Start the window or the command line; neither loads what only the other needs."""
    if sys.argv[1:] == ["--self-test"]:
        sys.argv[1] = "self-test"
    if len(sys.argv) == 1:
        from jltrain.app.context import Context
        from jltrain.gui.main import run

        return run(sys.argv, Context)
    from jltrain.cli.main import main as command

    return command(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
