"""Another HR person's process, run as a script by tests: `append` entries, `hold` a transaction open, `open` alone.

Arguments: what, where (a URL or a file), who, how many. It says "ready" and waits for a line before it begins.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from sqlalchemy import insert

from jltrain.clock import SystemClock
from jltrain.store import chain
from jltrain.store.database import Database
from jltrain.store.tables import roster_import
from tests.store.rows import entries


def main() -> None:
    what, where, who, count = sys.argv[1:]
    say("ready")
    sys.stdin.readline()
    database = Database(where if "://" in where else Path(where), Path(where).parent / "backups", SystemClock())
    match what:
        case "append":
            for new in entries(int(count), who):
                with database.write() as connection:
                    chain.append(connection, [new, new])
        case "hold":
            with database.write() as connection:
                connection.execute(insert(roster_import).values(source=who, at="t", people=1))
                chain.append(connection, entries(int(count), who))
                say("holding")
                time.sleep(60)
    database.close()
    say("done")


def say(word: str) -> None:
    print(word, flush=True)


if __name__ == "__main__":
    main()
