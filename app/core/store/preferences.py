"""What this person likes on this workstation: the crisis looked at, the saved views, the words he added, the relay he
named. Never sent."""

from dataclasses import dataclass

from sqlalchemy import Connection

from app.core.errors import Refused
from app.core.plain_text import clean
from app.core.store import filtering
from app.core.store.filtering import EntryFilter

CRISIS = "crisis"  # the one last looked at
VIEW = "view "  # and its name: the views are the same in every crisis
DISTINCT = "distinct "  # and two crises: this person said that they are two
WORDS = "words "  # and a crisis: those its texts are written with and no dictionary holds
RELAY = "relay"  # the address of one that was typed here
LONGEST_NAME = 60
LONGEST_ADDRESS = 300
MOST_VIEWS = 50
MOST_WORDS = 2_000


@dataclass(frozen=True, slots=True)
class SavedView:
    """A filter that was given a name, asked of the crisis one looks at."""

    name: str
    wanted: EntryFilter


def keep_crisis(connection: Connection, id: str) -> None:
    """Keeps which crisis one looks at, for the next time."""
    connection.exec_driver_sql("INSERT OR REPLACE INTO preference (name, value) VALUES (?, ?)", (CRISIS, id))


def crisis(connection: Connection) -> str:
    """The crisis that was looked at last; empty when none was chosen yet."""
    found = connection.exec_driver_sql("SELECT value FROM preference WHERE name = ?", (CRISIS,)).scalar()
    return str(found or "")


def keep_relay(connection: Connection, address: str) -> None:
    """Keeps the address of a relay, to call it when the server is away; empty forgets it. Raises Refused."""
    address = clean(address, "relay", LONGEST_ADDRESS, lines=False)
    connection.exec_driver_sql("INSERT OR REPLACE INTO preference (name, value) VALUES (?, ?)", (RELAY, address))


def relay(connection: Connection) -> str:
    """The address of the relay that was typed last; empty when there is none."""
    found = connection.exec_driver_sql("SELECT value FROM preference WHERE name = ?", (RELAY,)).scalar()
    return str(found or "")


def keep_view(connection: Connection, name: str, wanted: EntryFilter | None) -> None:
    """Keeps a filter under that name instead of the one it had; None forgets it. Raises Refused."""
    name = clean(name, "name", LONGEST_NAME, lines=False)
    if wanted is None:
        connection.exec_driver_sql("DELETE FROM preference WHERE name = ?", (VIEW + name,))
        return
    if not name:
        raise Refused("Donnez un nom à cette vue.", "name")
    others = [one for one, _ in _kept(connection) if one != name]
    if len(others) >= MOST_VIEWS:
        raise Refused(f"{MOST_VIEWS} vues au plus : oubliez-en une d'abord.", "name")
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO preference (name, value) VALUES (?, ?)", (VIEW + name, filtering.as_json(wanted))
    )


def views(connection: Connection, space: str) -> list[SavedView]:
    """The saved views by name, asked of that crisis. One that this version cannot read is left out, and kept."""
    found = []
    for name, text in _kept(connection):
        try:
            found.append(SavedView(name, filtering.from_json(text, space)))
        except Refused:
            continue  # a later version of the program kept it
    return found


def keep_word(connection: Connection, space: str, word: str) -> None:
    """Keeps a word as one of that crisis: it is no spelling fault any more. Raises Refused."""
    word = clean(word, "name", LONGEST_NAME, lines=False)
    kept = words(connection, space)
    if not word or word in kept:
        return
    if len(kept) >= MOST_WORDS:
        raise Refused(f"{MOST_WORDS} mots ajoutés au plus.", "name")
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO preference (name, value) VALUES (?, ?)",
        (WORDS + space, "\n".join(sorted((*kept, word)))),
    )


def keep_distinct(connection: Connection, one: str, other: str) -> None:
    """Keeps that these two crises are two: nobody is asked again here. It is no fact of either, and binds nobody."""
    name = DISTINCT + " ".join(sorted((one, other)))
    connection.exec_driver_sql("INSERT OR REPLACE INTO preference (name, value) VALUES (?, '')", (name,))


def distinct(connection: Connection) -> frozenset[frozenset[str]]:
    """The crises, two by two, of which this person said that they are two."""
    rows = connection.exec_driver_sql(
        "SELECT name FROM preference WHERE name >= ? AND name < ?", (DISTINCT, DISTINCT[:-1] + "!")
    )
    return frozenset(frozenset(row.name[len(DISTINCT) :].split()) for row in rows)


def words(connection: Connection, space: str) -> tuple[str, ...]:
    """The words added in that crisis, in order."""
    found = connection.exec_driver_sql("SELECT value FROM preference WHERE name = ?", (WORDS + space,)).scalar()
    return tuple(str(found or "").splitlines())


def _kept(connection: Connection) -> list[tuple[str, str]]:
    rows = connection.exec_driver_sql(
        "SELECT name, value FROM preference WHERE name >= ? AND name < ? ORDER BY name", (VIEW, VIEW[:-1] + "!")
    )
    return [(row.name[len(VIEW) :], row.value) for row in rows]
