"""`jltrain`: a window without arguments, a command with them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from jltrain.app.context import Context


def main() -> int:
    """Start the window or the command line; neither loads what only the other needs."""
    if hasattr(sys, "frozen"):  # a bundled program is its own worker process (sheet.crew)
        from multiprocessing import freeze_support

        freeze_support()
    if sys.argv[1:] == ["--self-test"]:
        sys.argv[1] = "self-test"
    if len(sys.argv) == 1:
        from jltrain.app.context import Context
        from jltrain.gui.main import run

        return run(sys.argv, Context)
    from jltrain.cli.main import main as command

    return command(sys.argv[1:], show_window, open_window)


def open_window(context_factory: Callable[[], Context]) -> int:
    """The window on another data folder or in another language than usual; Qt sees none of these options."""
    from jltrain.gui.main import run

    return run(sys.argv[:1], context_factory)


def show_window(context: Context) -> None:
    """Open the window and every page of it once, and close it: what `self-test` cannot import for itself."""
    from jltrain.gui.main import self_test_window

    self_test_window(context)


if __name__ == "__main__":
    sys.exit(main())
