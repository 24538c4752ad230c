"""What the screens may ask of the rhythm of briefs: which crises keep one, and where they are in it."""

from app.core.pace import Pace
from app.core.store import brief_notices
from app.core.store.paces import paces
from app.core.store.store import Store


class RhythmReading:
    """Thread-safe; every question is one short transaction. Never asked on the window's thread."""

    _store: Store

    def pace(self, crisis: str) -> Pace | None:
        """Where that crisis is in its rhythm; None without one, and once it is closed or joined to another."""
        with self._store.read() as transaction:
            known = paces(transaction.connection, self._store.clock.now())
            return next((one for one in known if one.space == crisis), None)

    def my_paces(self) -> list[Pace]:
        """Those of the crises where this person may freeze a brief."""
        with self._store.read() as transaction:
            known = paces(transaction.connection, self._store.clock.now())
            view = transaction.view()
            return [one for one in known if brief_notices.may_freeze(view.grants(one.space))]
