"""One act on several entries."""

import pytest

from app.core.entry_commands import Handle
from app.core.errors import Refused
from app.ui.several import do_all, refusal_words


def test_what_is_refused_stops_none_of_the_others(room):
    ids = [room.record(f"Entrée {n}", priority=n).id for n in (1, 2, 3)]
    refusals = do_all(room.mine.desk, [Handle(id, {"priority": 2}) for id in ids])
    assert len(refusals) == 1
    assert [room.mine.reading.entry(id).priority for id in ids] == [2, 2, 2]
    assert refusal_words(refusals, 3).startswith("Refusé : 1 sur 3 : ")
    assert refusal_words([], 3) == ""


def test_when_nothing_could_be_written_the_reason_is_told(room):
    id = room.record("Entrée", priority=2).id
    with pytest.raises(Refused):
        do_all(room.mine.desk, [Handle(id, {"priority": 2})])
