"""What the screens may ask of the figures of a crisis: all of them together, and one in detail."""

from app.core import reckoning
from app.core.errors import Refused
from app.core.figure import Figure, fold
from app.core.figures import FigureRow, footing_of
from app.core.reckoning import Account
from app.core.store import figure_rows
from app.core.store.store import Store

UNKNOWN = "Ce chiffre n'est pas connu de ce poste."


class FigureReading:
    """Thread-safe; every question is one short transaction. Never asked on the window's thread."""

    _store: Store

    def figures(self, space: str) -> list[FigureRow]:
        """Every figure of a crisis, from the first cut-off to the last."""
        with self._store.read() as transaction:
            return figure_rows.of_spaces(transaction.connection, transaction.view().shown_under(space))

    def account(self, space: str) -> Account:
        """What the figures of a crisis amount to together: those that stand, and those that await a choice."""
        return reckoning.account(self.figures(space))

    def figure(self, id: str) -> Figure:
        """Raises Refused for one that is not known here."""
        with self._store.read() as transaction:
            found = fold(transaction.verified(id))
        if found is None:
            raise Refused(UNKNOWN, "figure")
        return found

    def figure_origins(self, space: str) -> frozenset[str]:
        """What the figures of a crisis were imported from."""
        sql = "SELECT origin FROM figure WHERE space = (SELECT n FROM space WHERE name = ?) AND origin <> ''"
        with self._store.read() as transaction:
            rows = transaction.connection.exec_driver_sql(sql, (bytes.fromhex(space),))
            return frozenset(row.origin for row in rows)

    def figure_footing(self, id: str, zone: str) -> tuple[str, str]:
        """What a message rests on when it says that figure: as `figures.footing_of`, what became of it included."""
        found = self.figure(id)
        with self._store.read() as transaction:
            replaced_by, set_aside_by = figure_rows.opposed(transaction.connection, [id]).get(id, ([], []))
        return footing_of(found, replaced_by, set_aside_by, zone)
