"""A brief that is soon due, or prepared, is told once to those who may freeze it, and no more once it is frozen."""

import pytest

from app.core.clock import Clock
from app.core.notices import GOING_ON, READY, outside
from app.core.registers.crisis import EditCrisis
from app.core.store.notices import NoticeRow
from app.sync.workstation import Workstation
from tests.frozen_brief import freeze
from tests.office import Office, share
from tests.ui.lines import at


class Night:
    """A crisis whose briefs are due every four hours, its chief and an observer."""

    def __init__(self, tmp_path) -> None:
        self.now = at(24, 0, 30)
        self.office = Office(tmp_path, Clock(lambda: self.now))
        self.chief, self.observer = self.office.workstation("SIG1", "Morvan"), self.office.workstation("OBS1", "Gall")
        self.space = self.office.crisis(self.chief, (self.observer, "OBS"), rhythm="4h")

    def told(self, hour: int, minute: int = 0, by: Workstation | None = None) -> list[NoticeRow]:
        """The notices not seen, once the hour has come."""
        self.now = at(24, hour, minute)
        (by or self.chief).desk.note_due()
        return (by or self.chief).reading.notices(unseen=True)


@pytest.fixture
def night(tmp_path):
    made = Night(tmp_path)
    yield made
    made.office.close()


def said(rows: list[NoticeRow]) -> list[tuple[str, str, str]]:
    return [(one.kind, one.number, one.subject) for one in rows]


SOON = ("brief_soon", "Point n° 1", "attendu à 04:00")


def test_a_quarter_of_an_hour_before_it_is_told_once(night):
    assert night.told(3, 44) == []
    assert said(night.told(3, 45)) == [SOON]
    assert said(night.told(3, 50)) == [SOON]
    assert night.told(3, 50, night.observer) == []


def test_the_notice_outside_says_the_frame_the_number_and_the_hour(night):
    (row,) = night.told(3, 45)
    assert (row.register, row.record, row.space, row.discreet, row.due_at) == (
        *("brief", night.space, night.space, False),
        at(24, 4),
    )
    shown = outside(row.kind, row.frame, row.number, row.subject, row.discreet)
    assert shown == ("EXERCICE · point de situation à rendre", "Point n° 1 · attendu à 04:00")


def test_it_is_not_told_once_the_brief_is_frozen(night):
    night.told(3, 45)
    freeze(night.chief, night.space, at(24, 3, 46))
    assert night.told(3, 50) == []
    assert said(night.told(7, 45)) == [("brief_soon", "Point n° 2", "attendu à 08:00")]
    freeze(night.chief, night.space, at(24, 7, 46), "cip")  # answers to the public are no point de situation
    assert len(night.told(7, 50)) == 1


def test_what_was_prepared_is_told_instead_and_once(night):
    night.told(3, 45)
    night.now = at(24, 4)
    for _ in range(2):
        night.chief.desk.note_brief(night.space, READY, at(24, 4))
    assert said(night.told(4, 1)) == [(READY, "Point n° 1", "arrêté à 04:00 : à relire et figer")]
    assert len(night.chief.reading.notices()) == 2


def test_what_was_prepared_late_says_so(night):
    night.now = at(24, 4, 47)
    night.chief.desk.note_brief(night.space, READY, at(24, 4))
    assert said(night.told(4, 48)) == [
        (READY, "Point n° 1", "arrêté à 04:00, préparé avec retard à 04:47 : à relire et figer")
    ]


def test_who_was_writing_is_told_that_his_words_are_kept(night):
    night.now = at(24, 4)
    night.chief.desk.note_brief(night.space, GOING_ON, at(24, 4))
    assert said(night.told(4, 1)) == [
        (GOING_ON, "Point n° 1", "attendu à 04:00 : votre composition en cours est gardée")
    ]


def test_nothing_is_called_for_once_the_rhythm_is_stopped(night):
    assert night.told(3, 45)
    night.chief.desk.do(EditCrisis(night.space, {"rhythm": ""}))
    assert night.told(3, 50) == []
    assert night.told(7, 50) == []


def test_a_colleague_who_receives_the_brief_is_not_called_any_more(night):
    other = night.office.workstation("SIG2", "Bellec")
    space = night.office.crisis(night.chief, (other, "RED"), rhythm="4h")
    assert [one.space for one in night.told(3, 45, other)] == [space]
    freeze(night.chief, space, at(24, 3, 46))
    share(night.chief, space, [other])
    assert night.told(3, 47, other) == []
