"""A row or more for every table, for tests that carry whole databases about."""

from __future__ import annotations

from sqlalchemy import insert

from jltrain.ledger.entry import EntryKind, NewEntry
from jltrain.store import chain
from jltrain.store.banktables import metadata
from jltrain.store.database import Database

NAME = "䶮㛃𬭎𫍣 '\"\\\t%s%%"


def entries(count: int, by: str = "李") -> list[NewEntry]:
    """New entries of kind OFFICER."""
    return [NewEntry(EntryKind.OFFICER, "t", by, f"JL{n}", f'{{"after":"{NAME}{n}"}}'.encode()) for n in range(count)]


def fill(database: Database, count: int = 3) -> None:
    """`count` rows in every table; the ledger's entries linked as they must be."""
    with database.write() as connection:
        for table in metadata.sorted_tables:
            if table.name == "entry":
                chain.append(connection, entries(count))
                continue
            rows = []
            for n in range(1, count + 1):
                row: dict[str, object] = {}
                for column in table.columns:
                    match column.type.python_type.__name__:
                        case "int":
                            row[column.name] = n
                        case "float":
                            row[column.name] = n + 0.125
                        case "bool":
                            row[column.name] = n % 2 == 0
                        case "bytes":
                            row[column.name] = bytes(range(256)) * (n % 3)
                        case _:
                            row[column.name] = f"{NAME}{n}"
                rows.append(row)
            connection.execute(insert(table), rows)
