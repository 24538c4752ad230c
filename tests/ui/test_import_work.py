"""What an import would do, and doing it."""

import pytest

from app.core.importing import by_default
from app.core.incoming import Incoming
from app.core.registers.directory import EditContact
from app.core.registers.private import AddPrivate
from app.documents import incoming
from app.ui import import_work
from app.ui.import_work import Plan, Progress, Stopped

CSV = (
    "Nom;Prénom;Service;Téléphone\nDelmas;Françoise;porte-parole;01 99 00 33 10\nRoy;Paul;presse;01 99 00 33 11\n;;;\n"
)


def source(words=CSV):
    return incoming.read(words.encode(), "annuaire.csv")


def test_a_plan_counts_and_keeps_only_what_changes(cell):
    known = cell.contact(given_name="Françoise", family_name="Delmas", service="cabinet").id
    cell.head.desk.do(EditContact(known, {"verified_on": "2026-09-20"}))
    plan = import_work.plan(cell.head.reading, source(), "", Progress())
    assert (plan.counts["added"], plan.counts["different"], plan.changes) == (1, 1, 2)
    again = import_work.apply(cell.head.desk, cell.head.reading, source(), "", by_default, Progress())
    assert (again[1].added, again[1].updated) == (1, 1)
    same = import_work.plan(cell.head.reading, source(), "", Progress())
    assert [one.name for one in same.merges] == ["Françoise Delmas"]
    assert same.counts["unchanged"] == 1


def test_a_difference_takes_the_place_of_what_asks_for_no_choice(cell, monkeypatch):
    monkeypatch.setattr(import_work, "MOST", 1)
    cell.contact(given_name="Paul", family_name="Roy", service="rédaction")
    plan = import_work.plan(cell.head.reading, source(), "", Progress())
    assert [bool(one.differences) for one in plan.merges] == [True]
    assert plan.changes == 2


def test_what_cannot_be_read_is_counted_with_the_reason(cell):
    plan = Plan(source())
    words = "Nom;Téléphone;Fonction\n;01 99 00 33 10;\n"
    list(plan.readable(source(words).records()))
    assert plan.counts["unreadable"] == 1
    assert plan.troubles[0][0] == "ligne 2"


def test_it_stops_when_it_is_not_wanted_any_more(cell, monkeypatch):
    monkeypatch.setattr(import_work, "EVERY", 1)
    progress = Progress()
    progress.stop()
    with pytest.raises(Stopped):
        import_work.plan(cell.head.reading, source(), "", progress)


def test_a_private_number_is_a_change_once_and_never_in_a_crisis(cell):
    cell.office.open_private()
    known = cell.contact(given_name="Françoise", family_name="Delmas").id
    private = {"medium": "phone", "value": "+33639981241", "usage": "mobile"}
    one = Incoming("carte 1", {"given_name": "Françoise", "family_name": "Delmas"}, (private,))
    reading = cell.head.reading

    def planned(crisis=""):
        plan = Plan(source())
        (merge,) = reading.merges([one], crisis)
        plan.take(import_work._with_new_private(reading, merge, crisis))
        return plan

    assert planned().counts["updated"] == 1
    (in_crisis,) = planned(cell.space).merges
    assert (in_crisis.incoming.private, in_crisis.incoming.trouble) == ((), (import_work.NO_PRIVATE,))
    cell.head.desk.do(AddPrivate(known, private["value"], usage="mobile"))
    assert planned().changes == 0
