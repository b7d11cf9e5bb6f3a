"""What is wrong with a roster or a table of activities as a whole.

BadRoster                  the readers of foreign/ raise it in their own kinds (foreign/faults.py)
├── (columns.py) RosterColumnsMissing, (headers.py) RosterColumnDoubled
├── (activitycolumns.py) ActivityColumnsMissing
└── (roster.py) RosterHidden
"""

from __future__ import annotations

from typing import Final

from jltrain.foreign.faults import BadFile

__all__ = ["LEAST_DELIMITERS", "BadRoster"]

BadRoster = BadFile

LEAST_DELIMITERS: Final = 4
"""Five columns are required, so each line of a table in text has four delimiters or more; a title has not."""
