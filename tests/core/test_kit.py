"""The degraded kit knows what its workstation knows, names no private number, and is noted when it leaves."""

from dataclasses import replace

import pytest

from app.core.kit import Kit, extractions, file_name, gathered, open_crises
from app.core.message_commands import Embargo, Withdraw
from app.core.registers.crisis import CloseCrisis
from app.core.registers.members import AddMember
from tests.building import NOW
from tests.clocks import HOUR, Watch
from tests.core.kits import furnished, kit, people
from tests.core.newsroom import Newsroom
from tests.office import Office, person_of


@pytest.fixture
def office(tmp_path):  # type: ignore[no-untyped-def]
    made = Office(tmp_path, Watch().clock)
    yield made
    made.close()


@pytest.fixture
def room(office: Office) -> Newsroom:
    return furnished(office)


def test_the_kit_holds_the_current_tables_of_each_open_crisis(room: Newsroom) -> None:
    made = kit(room.head)
    (part,) = made.parts
    assert part.crisis is not None
    assert made.crises == (room.space,)
    assert [one.row.reference for one in part.in_force] == ["EDL-RP1-001"]
    assert part.in_force[0].words
    assert [row.title for row in part.awaited] == ["Eau potable"]
    assert sorted(one.name for one in part.members) == ["C. Morvan", "H. Brunel", "N. Bellec"]
    assert part.brief is None
    assert made.until - made.at == 48 * HOUR


def test_contacts_are_those_of_the_organisations_of_the_crisis(room: Newsroom) -> None:
    (part,) = kit(room.head).parts
    assert part.contacts is not None
    assert sorted(one.name for one in part.contacts.contacts) == ["Kerjean", "Poulain"]
    assert part.contacts.private == {}
    assert part.more == 0


def test_on_call_lines_are_those_of_everybody(room: Newsroom) -> None:
    (part,) = kit(room.head).parts
    assert part.duties is not None
    assert [line.organisation for line in part.duties.lines] == ["ECO", "INT", "SAN"]
    assert part.people == 2 + sum(len(line.slots) for line in part.duties.lines)


def test_without_an_open_crisis_the_kit_is_that_of_the_directory(office: Office) -> None:
    sig = office.workstation("SIG1", "C. Morvan")
    people(sig)
    made = kit(sig)
    assert made.crises == ()
    (part,) = made.parts
    assert (part.crisis, part.frame, part.members, part.in_force) == (None, "", (), ())
    assert part.contacts is not None
    assert len(part.contacts.contacts) == 3


def test_a_crisis_that_is_closed_is_in_no_kit(room: Newsroom) -> None:
    room.authority.desk.do(CloseCrisis(room.space))
    room.spread(room.authority)
    assert open_crises(room.head.reading) == ()


def test_what_is_said_no_more_and_what_is_under_embargo_is_not_told(room: Newsroom) -> None:
    (part,) = kit(room.head).parts
    said, waiting = part.in_force[0].row.id, part.awaited[0].id
    room.head.desk.do(Withdraw(said, "faux"))
    room.head.desk.do(Embargo(waiting, NOW + HOUR, "Europe/Paris", "familles à prévenir"))
    (part,) = kit(room.head).parts
    assert part.in_force == ()
    assert [(row.id, row.embargoed) for row in part.awaited] == [(waiting, True)]


def test_each_crisis_with_people_in_it_is_noted_once_with_how_many(room: Newsroom) -> None:
    made = kit(room.head)
    (note,) = extractions(made, b"un fichier")
    assert (note.crisis, note.what, note.format, note.count) == (room.space, "directory", "pdf", made.parts[0].people)
    assert note.filter.startswith("kit de secours du 15 janvier 2027")
    room.head.desk.do(note)
    assert room.head.reading.extractions(room.space)[0].sha256 == note.sha256
    bare = replace(made, parts=(replace(made.parts[0], duties=None, contacts=None),))
    assert extractions(bare, b"un fichier") == []


def test_who_may_take_nothing_out_has_the_forms_and_is_told_why_the_rest_is_missing(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room.head.desk, "refusals", lambda commands: ["votre rôle ne le permet pas."] * len(commands))
    (part,) = kit(room.head).parts
    assert (part.duties, part.contacts, part.people) == (None, None, 0)
    assert part.withheld == "Contacts et astreintes ne sont pas imprimés : votre rôle ne le permet pas."


def test_a_member_with_two_roles_is_told_once(room: Newsroom) -> None:
    room.head.desk.do(AddMember(room.space, person_of(room.press), "VEI"))
    (part,) = kit(room.head).parts
    assert [one.roles for one in part.members if one.name == "N. Bellec"] == ["RP, VEI"]


def test_the_name_of_the_file_says_its_day_and_never_hides_an_exercise(room: Newsroom) -> None:
    made = kit(room.head)
    assert file_name(made) == "kit-de-secours-2027-01-15-EXERCICE.pdf"
    real = replace(made, parts=tuple(replace(one, crisis=replace(one.crisis, frame="real")) for one in made.parts))
    assert file_name(real) == "kit-de-secours-2027-01-15.pdf"
    assert file_name(replace(made, parts=(*made.parts, *real.parts))) == "kit-de-secours-2027-01-15.pdf"


def test_the_kit_of_one_crisis_can_be_asked_for(room: Newsroom) -> None:
    other = room.head.desk
    made: Kit = gathered(other, room.head.reading, [room.space])
    assert made.zone == "Europe/Paris"
    assert made.offline is False
