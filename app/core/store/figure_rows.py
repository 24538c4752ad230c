"""The figures of a crisis as their read table has them, and what stands against some of them."""

from collections.abc import Sequence

from sqlalchemy import Connection

from app.core import figure_line, reckoning
from app.core.figures import FigureRow
from app.core.store.log import chunks, marks
from app.core.store.reuniting import within

FIGURES = (
    "SELECT t.*, EXISTS (SELECT 1 FROM op WHERE op.record = t.id AND op.rank IS NULL) AS pending,"
    " EXISTS (SELECT 1 FROM conflict WHERE conflict.record = t.id) AS conflict FROM figure t"
)


def of_spaces(connection: Connection, spaces: Sequence[str]) -> list[FigureRow]:
    """Every figure of these spaces, from the first cut-off to the last."""
    here, names = within(spaces)
    return _rows(connection, f"{FIGURES} WHERE t.{here} ORDER BY t.key", *names)


def opposed(connection: Connection, figures: Sequence[str]) -> dict[str, tuple[list[str], list[str]]]:
    """For each of these figures, the numbers of those that replace it, and of those it was set aside for: as all the
    figures of its crisis amount to, and not only as somebody wrote it."""
    wanted = set(figures)
    spaces: set[int] = set()
    for part in chunks([bytes.fromhex(one) for one in figures]):
        sql = f"SELECT DISTINCT space FROM figure WHERE id IN ({marks(part)})"
        spaces.update(row.space for row in connection.exec_driver_sql(sql, tuple(part)))
    found = {}
    for space in sorted(spaces):
        account = reckoning.account(_rows(connection, f"{FIGURES} WHERE t.space = ?", space))
        numbers = {id: one.row.number for id, one in account.figures.items()}
        for id in wanted & account.figures.keys():
            one = account.figures[id]
            found[id] = [numbers[by] for by in one.replaced_by], [numbers[by] for by in one.set_aside_by]
    return found


def _rows(connection: Connection, sql: str, *values: bytes | int) -> list[FigureRow]:
    rows = connection.exec_driver_sql(sql, values)
    return [figure_line.row_of({**row._mapping, "id": row.id.hex()}) for row in rows]
