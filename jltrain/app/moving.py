"""From one PC's file to the province's server: carry everything over once, then use the server from the next start.
And back: into a new file, to be put into a data folder.
"""

from __future__ import annotations

from pathlib import Path

from jltrain.app import rotation
from jltrain.app.context import Context
from jltrain.errors import Refused
from jltrain.i18n import N_
from jltrain.progress import Report, silent
from jltrain.store.database import Database
from jltrain.store.move import Moved, move

__all__ = ["AlreadyThere", "Moved", "file_of", "move_to", "use"]


class AlreadyThere(Refused):
    template = N_("现在用的就是这个数据库，无需转入。")


def file_of(where: str) -> Path | None:
    """The file that is meant by a target, None for a server."""
    return Path(where) if where.endswith(".db") and "://" not in where else None


def move_to(context: Context, url: str, report: Report = silent) -> Moved:
    """Copy everything from the database in use into the empty one at `url`, or into a new file (its name ends in .db);
    what is here stays as it is.

    Raises TargetNotEmpty, BadDatabaseUrl, BadPlan (an older program's plan file) and every Trouble of a server. Call `use` afterwards.
    """
    file = file_of(url)
    here = context.places.database if not context.database_url else None
    if url == context.database_url or (file and here and file.resolve() == here.resolve()):
        raise AlreadyThere
    context.places.prepare()
    rotation.adopt_older(context)  # a file of this PC would not be seen by the others
    target = Database(file or url, context.places.backups, context.clock)
    try:
        return move(context.database, target, report)
    finally:
        target.close()


def use(context: Context, url: str) -> None:
    """Keep `url` ("": the file in the data folder) as the database from the next start on. Raises SettingsNotSaved."""
    context.places.prepare()
    context.settings.put("database.url", url)
