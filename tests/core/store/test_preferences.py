"""Saved views: kept on this workstation, asked of any crisis."""

import pytest

from app.core.errors import Refused
from app.core.store.filtering import EntryFilter
from app.core.store.preferences import MOST_VIEWS, SavedView, keep_relay, relay
from app.sync.workstation import Workstation
from tests.office import Office


@pytest.fixture
def sig(office: Office) -> Workstation:
    return office.workstation("SIG1", "Camille Morvan")


def test_a_saved_view_is_asked_of_the_crisis_one_looks_at(office: Office, sig: Workstation) -> None:
    crisis, other = office.crisis(sig), office.crisis(sig, title="Autre")
    wanted = EntryFilter(crisis, "seveso", key_events=True)
    sig.desk.keep_view(crisis, "  Faits Seveso ", wanted)
    sig.desk.keep_view(crisis, "À moi", EntryFilter(crisis, mine=True))
    assert [one.name for one in sig.reading.views(crisis)] == ["Faits Seveso", "À moi"]
    assert sig.reading.views(other)[0] == SavedView("Faits Seveso", EntryFilter(other, "seveso", key_events=True))
    sig.desk.keep_view(crisis, "À moi", EntryFilter(crisis, mine=True, unread=True))
    assert sig.reading.views(crisis)[1].wanted.unread
    sig.desk.keep_view(crisis, "À moi", None)
    assert [one.name for one in sig.reading.views(crisis)] == ["Faits Seveso"]


def test_the_crisis_looked_at_last_is_kept(office: Office, sig: Workstation) -> None:
    crisis, other = office.crisis(sig), office.crisis(sig, title="Autre")
    assert sig.reading.crisis_chosen() == ""
    sig.desk.keep_crisis(other)
    sig.desk.keep_crisis(crisis)
    assert sig.reading.crisis_chosen() == crisis


def test_a_view_has_a_name_and_they_are_not_too_many(office: Office, sig: Workstation) -> None:
    crisis = office.crisis(sig)
    with pytest.raises(Refused, match="nom"):
        sig.desk.keep_view(crisis, "  ", EntryFilter(crisis))
    for n in range(MOST_VIEWS):
        sig.desk.keep_view(crisis, f"Vue {n}", EntryFilter(crisis))
    with pytest.raises(Refused, match="au plus"):
        sig.desk.keep_view(crisis, "Une de plus", EntryFilter(crisis))
    sig.desk.keep_view(crisis, "Vue 3", EntryFilter(crisis, unread=True))
    assert len(sig.reading.views(crisis)) == MOST_VIEWS


def test_a_view_that_a_later_version_kept_is_left_alone(office: Office, sig: Workstation) -> None:
    crisis = office.crisis(sig)
    with sig.store.write() as transaction:
        transaction.connection.exec_driver_sql("INSERT INTO preference VALUES ('view Demain', '{\"weather\":true}')")
        transaction.connection.exec_driver_sql("INSERT INTO preference VALUES ('viewer', 'x')")
    assert sig.reading.views(crisis) == []


def test_a_word_added_in_a_crisis_is_kept_for_that_crisis_alone(office: Office, sig: Workstation) -> None:
    crisis, other = office.crisis(sig), office.crisis(sig, title="Autre")
    for word in ("Lubrizol", "  Kerjean ", "Lubrizol", ""):
        sig.desk.keep_word(crisis, word)
    assert sig.reading.own_words(crisis) == ("Kerjean", "Lubrizol")
    assert sig.reading.own_words(other) == ()
    assert sig.reading.views(crisis) == []
    with pytest.raises(Refused, match="invisible"):
        sig.desk.keep_word(crisis, "Lub\u200brizol")


def test_the_address_of_a_relay_is_kept_and_forgotten(sig: Workstation) -> None:
    with sig.store.database.write() as connection:
        assert relay(connection) == ""
        keep_relay(connection, " 192.168.1.20:8743 ")
        assert relay(connection) == "192.168.1.20:8743"
        keep_relay(connection, "")
        assert relay(connection) == ""
        with pytest.raises(Refused):
            keep_relay(connection, "x" * 400)
