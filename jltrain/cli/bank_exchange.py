"""`jltrain bank merge, pack, unpack …`"""

from __future__ import annotations

import argparse


def declare(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The actions and their options."""
