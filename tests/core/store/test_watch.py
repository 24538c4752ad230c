"""What another program of the same profile writes is noticed; a note or a draft is not worth a look."""

import pytest

from app.core.desk import Desk
from app.core.entry_commands import Record
from app.core.store.engine import Database
from app.core.store.store import Store
from app.core.store.watch import Watch
from tests.office import Office


@pytest.fixture
def office(tmp_path):
    made = Office(tmp_path)
    yield made
    made.close()


@pytest.fixture
def beside(office):
    """A workstation watched by its window, and the desk of the command line on the same profile."""
    mine = office.workstation("SIG1", "C. Morvan")
    space = office.crisis(mine)
    watch = Watch(mine.store.database)
    other = Store(Database(mine.store.database.path, mine.store.database._key), mine.store.key, office.clock)
    watch.look()
    yield watch, Desk(other), space
    watch.close()
    other.close()


def test_what_the_command_line_writes_is_noticed_once(beside):
    watch, desk, space = beside
    assert not watch.look()
    desk.do(Record(space, "Reprise de feu"))
    changes = watch.look()
    assert space in changes.spaces
    assert not watch.look()


def test_a_draft_moves_nothing_that_a_list_shows(beside):
    watch, desk, _ = beside
    desk.keep_draft("ligne", "03:08 SDIS76")
    assert not watch.look()
