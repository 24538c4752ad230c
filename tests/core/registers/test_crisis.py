"""A crisis is opened, corrected and closed by those who lead it; two corrections made apart both stay."""

import pytest

from app.core.errors import Refused
from app.core.registers.crisis import REGISTER, CloseCrisis, EditCrisis, OpenCrisis, fold
from tests.building import Writer
from tests.core.holding import held
from tests.office import Office, share


@pytest.fixture
def office(tmp_path):
    made = Office(tmp_path)
    yield made
    made.close()


@pytest.fixture
def desks(office):
    """The head of the cell, the director and a writer, in one crisis."""
    head, director, writer = (
        office.workstation(prefix, name) for prefix, name in (("SIG1", "Morvan"), ("PM1", "Brunel"), ("SIG2", "Aubert"))
    )
    space = office.crisis(head, (director, "DIR"), (writer, "RED"), title="Incendie", lead="INT", territory=("76540",))
    return space, head, director, writer


def test_a_crisis_is_corrected_and_says_by_whom(desks):
    space, head, _, _ = desks
    head.desk.do(
        EditCrisis(space, {"title": "Incendie Lubrizol", "associated": ("Santé", "INT"), "nature": "industrial"})
    )
    crisis = head.reading.crisis(space)
    assert (crisis.title, crisis.associated, crisis.lead) == ("Incendie Lubrizol", ("SAN", "INT"), "INT")
    assert crisis.fields["title"].values[0].by.author.name == "Morvan"
    assert "nature" not in {name for name, field in crisis.fields.items() if field.values[0].by.kind == "crisis.edited"}
    assert head.reading.crises()[0].title == "Incendie Lubrizol"


def test_two_corrections_made_apart_both_stay_until_somebody_chooses(desks):
    space, head, director, _ = desks
    head.desk.do(EditCrisis(space, {"title": "Incendie A"}))
    director.desk.do(EditCrisis(space, {"title": "Incendie B"}))
    share(director, space, [head])
    crisis = head.reading.crisis(space)
    assert crisis.conflicts == ("title",)
    assert {value.value for value in crisis.fields["title"].values} == {"Incendie A", "Incendie B"}
    head.desk.do(EditCrisis(space, {"title": "Incendie B"}, {"title": crisis.fields["title"].seen}))
    settled = head.reading.crisis(space)
    assert (settled.title, settled.conflicts) == ("Incendie B", ())


@pytest.mark.parametrize(
    ("fields", "blamed"),
    [
        ({"title": " "}, "title"),
        ({"nature": "volcan"}, "nature"),
        ({"lead": "Nulle part"}, ""),
        ({"territory": ("99999",)}, "territory"),
        ({"frame": "real"}, "frame"),
        ({"zone": "Europe/Paris"}, "zone"),
        ({"code": "CRI-2026-SIG1-009"}, "code"),
        ({"rhythm": "de temps en temps"}, "rhythm"),
    ],
    ids=["title", "nature", "lead", "territory", "frame", "zone", "code", "rhythm"],
)
def test_what_is_wrong_or_never_changes_is_refused(desks, fields, blamed):
    space, head, _, _ = desks
    with pytest.raises(Refused) as refused:
        head.desk.do(EditCrisis(space, fields))
    assert not blamed or refused.value.field == blamed


def test_nothing_changed_writes_nothing(desks):
    space, head, _, _ = desks
    with pytest.raises(Refused, match="Rien n'est changé"):
        head.desk.do(EditCrisis(space, {"title": "Incendie", "territory": ("76540",)}))


def test_the_rhythm_of_its_briefs_is_kept_however_it_is_typed_and_says_since_when(desks):
    space, head, _, writer = desks
    assert (head.reading.crisis(space).rhythm, head.reading.crisis(space).rhythm_at) == ("", 0)
    head.desk.do(EditCrisis(space, {"rhythm": "toutes les 4 heures à :00"}))
    crisis = head.reading.crisis(space)
    assert crisis.rhythm == "4h 00:00 standard"
    assert crisis.rhythm_at == crisis.fields["rhythm"].values[0].by.at > 0
    with pytest.raises(Refused, match="Rien n'est changé"):
        head.desk.do(EditCrisis(space, {"rhythm": "4h dès 08:00"}))
    with pytest.raises(Refused, match="ne permet pas"):
        writer.desk.do(EditCrisis(space, {"rhythm": "2h"}))
    head.desk.do(EditCrisis(space, {"rhythm": ""}))
    assert (head.reading.crisis(space).rhythm, head.reading.crisis(space).rhythm_at) == ("", 0)


def test_two_rhythms_chosen_apart_both_stay_and_the_same_one_is_no_conflict(desks):
    space, head, director, _ = desks
    head.desk.do(EditCrisis(space, {"rhythm": "4h"}))
    director.desk.do(EditCrisis(space, {"rhythm": "toutes les 4 heures à 12:00"}))
    share(director, space, [head])
    assert head.reading.crisis(space).conflicts == ()
    head.desk.do(EditCrisis(space, {"rhythm": "2h"}))
    director.desk.do(EditCrisis(space, {"rhythm": "tous les jours à 19:00"}))
    share(director, space, [head])
    assert head.reading.crisis(space).conflicts == ("rhythm",)


def held_of_a_crisis(fields):
    """The fold of a crisis that an older, a later or a wicked program wrote."""
    writer = Writer("ann")
    described = {"title": "Crue", "nature": "natural", "lead": "INT", "zone": "Europe/Paris"}
    opened = writer.write("crisis.opened", {"code": "CRI-2026-SIG1-001", "frame": "test", "fields": described | fields})
    return fold([held(opened, role="CCOM")])


@pytest.mark.parametrize(
    ("fields", "kept"),
    [
        ({}, ""),
        ({"rhythm": ""}, ""),
        ({"rhythm": "6h 02:30 flash"}, "6h 02:30 flash"),
        ({"rhythm": "6h 02:30 carte"}, "6h 02:30 carte"),
        ({"rhythm": "5h 00:00 standard"}, ""),
        ({"rhythm": {"every": 4}}, ""),
        ({"rhythm": None}, ""),
    ],
    ids=["older", "none", "one", "later format", "no day", "map", "null"],
)
def test_a_crisis_of_an_older_program_has_no_rhythm_and_what_is_none_counts_for_nothing(fields, kept):
    assert held_of_a_crisis(fields).rhythm == kept
    assert REGISTER.row(held_of_a_crisis(fields))["rhythm"] == kept


def test_only_those_who_lead_the_crisis_correct_it(desks):
    space, _, director, writer = desks
    director.desk.do(EditCrisis(space, {"title": "Incendie du site"}))
    with pytest.raises(Refused, match="ne permet pas"):
        writer.desk.do(EditCrisis(space, {"title": "Autre"}))


def test_a_crisis_opens_with_its_code_its_frame_and_its_opener_as_chief(office):
    mine = office.workstation("SIG1", "Morvan")
    opened = [
        mine.desk.do(
            OpenCrisis(" Crue ", "exercise", "natural", "Intérieur", ("76540", "76540", "76"), ("SAN", "Santé"))
        )
        for _ in range(2)
    ]
    crisis = mine.reading.crisis(opened[0].id)
    assert (crisis.title, crisis.frame, crisis.lead, crisis.zone) == ("Crue", "exercise", "INT", "Europe/Paris")
    assert (crisis.territory, crisis.associated) == (("76540", "76"), ("SAN",))
    assert crisis.open
    assert [one.label.split("-")[2:] for one in opened] == [["SIG1", "001"], ["SIG1", "002"]]
    assert [(one.name, one.role) for one in mine.reading.members(crisis.id)] == [("Morvan", "CCOM")]


@pytest.mark.parametrize(
    ("change", "blamed"),
    [
        ({"title": ""}, "title"),
        ({"frame": "vrai"}, "frame"),
        ({"frame": ""}, "frame"),
        ({"nature": ""}, "nature"),
        ({"territory": ("00000",)}, "territory"),
    ],
    ids=["title", "frame", "no frame", "nature", "territory"],
)
def test_a_crisis_that_is_badly_described_is_not_opened(office, change, blamed):
    mine = office.workstation("SIG1", "Morvan")
    described = {"title": "Crue", "frame": "real", "nature": "natural", "lead": "INT", **change}
    with pytest.raises(Refused) as refused:
        mine.desk.do(OpenCrisis(**described))
    assert refused.value.field == blamed
    assert mine.reading.crises() == []


def test_a_crisis_closes_once_and_says_when(desks, office):
    space, head, director, _ = desks
    director.desk.do(CloseCrisis(space))
    closed = director.reading.crisis(space)
    assert (closed.open, closed.closed_at is not None) == (False, True)
    with pytest.raises(Refused, match="close"):
        director.desk.do(CloseCrisis(space))
    assert head.reading.crisis(space).open  # nobody told it yet
    share(director, space, [head])
    assert not head.reading.crisis(space).open


def test_a_closed_crisis_is_not_corrected(desks):
    space, _, director, _ = desks
    director.desk.do(CloseCrisis(space))
    with pytest.raises(Refused, match="close"):
        director.desk.do(EditCrisis(space, {"title": "Autre"}))
