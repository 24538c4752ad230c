"""The names proposed are those of the crisis, of the directory, of the State, and of every commune."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QObject

from app.core.registers.directory import AddContact
from app.ui.known_names import KnownNames


@pytest.fixture
def known(room, qtbot):
    owner = QObject()
    room.record("Reprise", sender="Exploitant du site")
    room.mine.desk.do(AddContact({"family_name": "Duval", "given_name": "Anne"}))
    made = KnownNames(room.station, owner)
    made.show_crisis(replace(room.crisis, territory="76"))
    qtbot.waitUntil(lambda: made.ready)
    yield made
    owner.deleteLater()


def shown(proposals) -> list[tuple[str, str]]:
    return [(one.shown, one.detail) for one in proposals]


def test_a_line_is_completed_with_senders_contacts_and_services(known):
    assert shown(known.in_line("02:48 expl", 10))[0] == ("Exploitant du site", "déjà cité")
    assert ("Anne Duval", "annuaire") in shown(known.in_line("duv", 3))
    assert shown(known.in_line("SDIS", 4))[0][0] == "SDIS 76"


def test_what_is_taken_at_the_end_of_a_line_is_followed_by_a_space(known):
    assert known.in_line("02:48 expl", 10)[0].text == "Exploitant du site "
    assert known.in_line("expl tel > feu", 4)[0].text == "Exploitant du site"


def test_types_places_and_priorities_are_completed_too(known):
    assert ("#fait", "fait marquant") in shown(known.in_line("> x #fa", 7))
    assert shown(known.in_line("> x @roue", 9))[0] == ("Rouen (76)", "lieu")
    assert len(known.in_line("> x !", 5)) == 4


def test_after_the_sign_a_name_is_part_of_the_story(known):
    assert known.in_line("> appel de l expl", 17) == []


def test_a_field_of_communes_gives_their_codes(known):
    assert next(one.text for one in known.of_communes("roue", 4)) == "76540"
    assert [one.text for one in known.of_people("Préfet; expl", 12)] == ["Exploitant du site"]


def test_a_new_sender_is_known_soon_after(known, room, qtbot):
    known._later.setInterval(0)
    room.record("Autre", sender="Zoologue de garde")
    qtbot.waitUntil(lambda: bool(known.of_people("zoolo", 5)))


def test_nothing_is_proposed_before_the_names_are_read(room):
    owner = QObject()
    made = KnownNames(room.station, owner)
    assert not made.ready
    assert made.in_line("SDIS", 4) == made.of_people("SDIS", 4) == made.of_communes("Rouen", 5) == ()
    owner.deleteLater()
