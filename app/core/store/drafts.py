"""What was typed and not recorded yet: kept on this workstation alone, under the name of the place it was typed in."""

from sqlalchemy import Connection


def keep(connection: Connection, name: str, text: str) -> None:
    """Keeps `text` instead of what was kept under that name; an empty text keeps nothing."""
    if text:
        connection.exec_driver_sql("INSERT OR REPLACE INTO draft (name, text) VALUES (?, ?)", (name, text))
    else:
        connection.exec_driver_sql("DELETE FROM draft WHERE name = ?", (name,))


def kept(connection: Connection, name: str) -> str:
    """What is kept under that name, or nothing."""
    found = connection.exec_driver_sql("SELECT text FROM draft WHERE name = ?", (name,)).scalar()
    return str(found or "")


def listed(connection: Connection, prefix: str) -> list[tuple[str, str]]:
    """What is kept under the names that begin so: (name, text), by name."""
    rows = connection.exec_driver_sql(
        "SELECT name, text FROM draft WHERE substr(name, 1, ?) = ? ORDER BY name", (len(prefix), prefix)
    )
    return [(row.name, row.text) for row in rows]
