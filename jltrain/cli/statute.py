"""`jltrain statute …`"""

from __future__ import annotations

import argparse


def declare(parser: argparse.ArgumentParser) -> None:
    """The actions and their options."""
