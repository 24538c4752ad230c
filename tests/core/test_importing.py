"""A whole file brought in by parts: what became of each, and all of it taken back."""

import pytest

from app.core import importing
from app.core.importing import Tally, apply, parts, preview, undo
from app.core.incoming import Incoming
from app.core.merging import KEEP
from app.core.registers.directory import AddContact, EditContact
from app.core.registers.imports import BeginImport
from app.sync.workstation import Workstation
from tests.office import Office

BEGIN = BeginImport("agents.csv", "csv", "ab" * 32)


def people(count: int) -> list[Incoming]:
    return [Incoming(f"ligne {n}", {"family_name": f"Agent {n}", "uid": f"u{n}"}) for n in range(count)]


def bring(sig: Workstation, incoming: list[Incoming]) -> Tally:
    return apply(sig.desk, sig.reading, BEGIN, incoming)[1]


def test_a_file_is_seen_then_brought_in_then_changes_nothing_then_is_taken_back(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    heard: list[int] = []
    assert {one.outcome for one in preview(sig.reading, people(205))} == {"added"}
    assert sig.reading.imports() == []
    batch, tally = apply(sig.desk, sig.reading, BEGIN, people(205), told=heard.append)
    assert (tally.added, tally.unchanged, heard) == (205, 0, [200, 205])
    again, tally = apply(sig.desk, sig.reading, BEGIN, people(205))
    assert (again, tally.added, tally.unchanged) == ("", 0, 205)
    first = sig.reading.imported(batch)[0]
    sig.desk.do(EditContact(first, {"service": "Cabinet"}))
    back, left = undo(sig.desk, sig.reading, batch)
    assert (back, [(one.contact, one.fields) for one in left]) == (204, [(first, ("service",))])
    assert undo(sig.desk, sig.reading, batch) == (204, left)


def test_one_that_the_rules_refuse_keeps_no_other_out(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    wrong = Incoming("ligne 7", {"family_name": "X", "email:1": "nulle part"}, trouble=("un numéro illisible",))
    tally = bring(sig, [*people(3), wrong])
    assert tally.added == 3
    assert [place for place, _ in tally.refused] == ["ligne 7", "ligne 7"]


def test_two_lines_of_one_person_make_one_contact(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    twice = [Incoming("ligne 1", {"family_name": "Dupont", "service": "Cabinet"}), *people(2)]
    twice.append(Incoming("ligne 4", {"family_name": "Dupont", "languages": "anglais"}))
    assert [len(part) for part in parts(twice)] == [3, 1]
    tally = bring(sig, twice)
    assert (tally.added, tally.updated) == (3, 1)
    (dupont,) = (one for one in sig.reading.contacts("dupont"))
    assert sig.reading.contact(dupont.id).said("languages") == "anglais"


def test_what_is_chosen_of_each_difference_is_counted(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    id = sig.desk.do(AddContact({"family_name": "Dupont", "service": "Cabinet", "languages": "anglais"})).id
    theirs = [Incoming("carte 1", {"family_name": "Dupont", "service": "Direction", "languages": "allemand"})]
    choose = {"service": KEEP}
    _, tally = apply(sig.desk, sig.reading, BEGIN, theirs, lambda _: choose)
    assert (tally.updated, tally.kept, tally.conflicts) == (1, 1, 1)
    assert sig.reading.contact(id).conflicts == ("languages",)
    assert importing.by_default(next(preview(sig.reading, theirs))) == {"service": "both"}


def test_private_numbers_go_to_their_own_space_and_come_back_out(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    home = {"medium": "phone", "value": "+33639980041", "usage": "mobile", "remark": "domicile"}
    card = [Incoming("carte 1", {"family_name": "Dupont"}, (home,))]
    batch, tally = apply(sig.desk, sig.reading, BEGIN, card)
    (dupont,) = sig.reading.contacts("dupont")
    assert [one.masked for one in sig.reading.private_of(dupont.id)] == ["06 39 98 •• 41"]
    assert apply(sig.desk, sig.reading, BEGIN, card)[0] == ""
    undo(sig.desk, sig.reading, batch)
    assert sig.reading.private_of(dupont.id) == ()
    crisis = office.crisis(sig)
    tally = apply(sig.desk, sig.reading, BeginImport("x.vcf", "vcard", "", crisis), card)[1]
    assert (tally.added, len(tally.refused)) == (1, 1)
    assert "annuaire partagé" in tally.refused[0][1]


def test_an_import_stopped_before_it_wrote_anything_is_taken_back_too(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    batch = sig.desk.do(BEGIN).id
    assert undo(sig.desk, sig.reading, batch) == (0, [])
    assert sig.reading.import_of(batch).undone_at


def test_an_import_stopped_between_two_parts_goes_on_and_both_are_taken_back(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")

    def stop(done: int) -> None:
        raise InterruptedError(done)

    with pytest.raises(InterruptedError):
        apply(sig.desk, sig.reading, BEGIN, people(203), told=stop)
    again, tally = apply(sig.desk, sig.reading, BEGIN, people(203))
    assert (tally.added, tally.unchanged) == (3, 200)
    (stopped,) = [one.id for one in sig.reading.imports() if one.id != again]
    assert (undo(sig.desk, sig.reading, stopped)[0], undo(sig.desk, sig.reading, again)[0]) == (200, 3)
    assert sig.reading.contact_ids() == []
