"""From one PC's file to the province's server: carry everything over once, then use the server from the next start."""

from __future__ import annotations

from jltrain.app import rotation
from jltrain.app.context import Context
from jltrain.errors import Refused
from jltrain.i18n import N_
from jltrain.progress import Report, silent
from jltrain.store.database import Database
from jltrain.store.move import Moved, move

__all__ = ["AlreadyThere", "Moved", "move_to", "use"]


class AlreadyThere(Refused):
    template = N_("现在用的就是这个数据库，无需转入。")


def move_to(context: Context, url: str, report: Report = silent) -> Moved:
    """Copy everything from the database in use into the empty one at `url`; what is here stays as it is.

    Raises TargetNotEmpty, BadDatabaseUrl, BadPlan (an older program's plan file) and every Trouble of a server. Call `use` afterwards.
    """
    if url == context.database_url:
        raise AlreadyThere
    context.places.prepare()
    rotation.adopt_older(context)  # a file of this PC would not be seen by the others
    target = Database(url, context.places.backups, context.clock)
    try:
        return move(context.database, target, report)
    finally:
        target.close()


def use(context: Context, url: str) -> None:
    """Keep `url` ("": the file in the data folder) as the database from the next start on. Raises SettingsNotSaved."""
    context.places.prepare()
    context.settings.put("database.url", url)
