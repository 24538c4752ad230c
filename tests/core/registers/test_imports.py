"""A file brought into the directory: written down, and taken back whole but for what was changed since."""

from typing import Any

import pytest
from hypothesis import given, settings

from app.core.errors import Refused
from app.core.incoming import Incoming
from app.core.merging import merged
from app.core.register import Draft
from app.core.registers.directory import AddContact, EditContact
from app.core.registers.imports import REGISTER, ApplyImport, BeginImport, UndoImport, undone
from app.sync.workstation import Workstation
from tests.core.holding import show, strange_records
from tests.office import Office, give, operations, share

FIELDS = {"family_name": "Dupont", "function": "Préfète"}
BEGIN = BeginImport("agents.vcf", "vcard", "ab" * 32)


@pytest.fixture
def sig(office: Office) -> Workstation:
    return office.workstation("SIG1", "Camille Morvan")


def bring(sig: Workstation, fields: dict[str, Any], contact: str = "") -> tuple[str, str]:
    """An import of one contact; its id, and the contact's."""
    known = sig.reading.contact(contact) if contact else None
    with sig.store.read() as transaction:
        history = transaction.held([contact])[contact] if contact else []
    batch = sig.desk.do(BEGIN).id
    done = sig.desk.do(ApplyImport(batch, ((merged(Incoming("carte 1", fields), known, history), {}),)))
    return batch, done.id


def test_what_an_import_added_leaves_the_lists_when_it_is_undone(sig: Workstation) -> None:
    batch, id = bring(sig, FIELDS)
    assert sig.reading.imported(batch) == [id]
    sig.desk.do(UndoImport(batch, (id,)))
    assert sig.reading.contact(id).retired == "import annulé"
    assert sig.reading.import_of(batch).undone_at
    with pytest.raises(Refused, match="annulé"):
        sig.desk.do(ApplyImport(batch, ()))
    with pytest.raises(Refused, match="déjà annulé"):
        sig.desk.do(UndoImport(batch, (id,)))


def test_what_an_import_completed_is_as_it_was(sig: Workstation) -> None:
    id = sig.desk.do(AddContact(FIELDS)).id
    before = {name: field.settled for name, field in sig.reading.contact(id).fields.items()}
    phone = {"number": "+33232765000", "usage": "office", "public": True}
    batch, _ = bring(sig, {**FIELDS, "service": "Cabinet", "phone:1": phone, "may_speak": True}, id)
    assert sig.reading.contact(id).said("service") == "Cabinet"
    sig.desk.do(UndoImport(batch, (id,)))
    after = {name: field.settled for name, field in sig.reading.contact(id).fields.items() if field.settled}
    assert after == before


def test_what_was_changed_since_stays_and_is_named(sig: Workstation) -> None:
    id = sig.desk.do(AddContact(FIELDS)).id
    batch, _ = bring(sig, {**FIELDS, "service": "Cabinet", "languages": "anglais"}, id)
    sig.desk.do(EditContact(id, {"service": "Direction"}))
    ((_, undoing),) = sig.reading.undoing(batch, [id])
    assert undoing.left == ("service",)
    sig.desk.do(UndoImport(batch, (id,)))
    now = sig.reading.contact(id)
    assert (now.said("service"), now.said("languages")) == ("Direction", "")
    ((_, again),) = sig.reading.undoing(batch, [id])
    assert (again.fields, again.left) == ({}, ("service",))


def test_a_contact_that_somebody_completed_since_it_was_added_stays(sig: Workstation) -> None:
    batch, id = bring(sig, FIELDS)
    sig.desk.do(EditContact(id, {"service": "Direction"}))
    ((_, undoing),) = sig.reading.undoing(batch, [id])
    assert (undoing.fields, undoing.left) == ({}, ("service",))
    sig.desk.do(UndoImport(batch, (id,)))
    assert sig.reading.contact(id).retired == ""


def test_an_import_of_an_exercise_writes_in_the_exercise_alone(office: Office, sig: Workstation) -> None:
    crisis = office.crisis(sig)
    batch = sig.desk.do(BeginImport("plastrons.csv", "csv", "ab" * 32, crisis)).id
    id = sig.desk.do(ApplyImport(batch, ((merged(Incoming("ligne 2", FIELDS), None), {}),))).id
    assert sig.reading.contact(id).space == crisis
    assert ([one.id for one in sig.reading.imports(crisis)], sig.reading.imports()) == ([batch], [])


def test_an_unknown_format_and_an_unknown_import_are_refused(sig: Workstation) -> None:
    with pytest.raises(Refused, match="Format"):
        sig.desk.do(BeginImport("a.xyz", "xyz", ""))
    with pytest.raises(Refused, match="pas connu"):
        sig.desk.do(UndoImport("ab" * 32, ()))


@settings(max_examples=50)
@given(strange_records(REGISTER, {"file": "a.vcf", "format": "vcard", "sha256": ""}, ()))
def test_nothing_anybody_signs_about_an_import_breaks_it(operations: Any) -> None:
    show(REGISTER, operations)
    undone(operations, "ab" * 32)


@pytest.mark.parametrize("latest_first", [True, False])
def test_two_imports_of_one_contact_are_taken_back_in_any_order(sig: Workstation, latest_first: bool) -> None:
    id = sig.desk.do(AddContact(FIELDS)).id
    batches = [bring(sig, {**FIELDS, "service": service}, id)[0] for service in ("Cabinet", "Direction")]
    for batch in sorted(batches, key=batches.index, reverse=latest_first):
        sig.desk.do(UndoImport(batch, (id,)))
    assert sig.reading.contact(id).said("service") == ""
    assert [[one.left for _, one in sig.reading.undoing(batch, [id])] for batch in batches] == [[()], [()]]


@pytest.mark.parametrize("latest_first", [True, False])
def test_what_one_import_added_and_another_completed_leaves_with_both(sig: Workstation, latest_first: bool) -> None:
    added, id = bring(sig, FIELDS)
    completed, _ = bring(sig, {**FIELDS, "service": "Cabinet"}, id)
    for batch in (completed, added) if latest_first else (added, completed):
        sig.desk.do(UndoImport(batch, (id,)))
    assert sig.reading.contact(id).retired == "import annulé"


def test_what_two_people_wrote_apart_outlives_an_import_that_is_taken_back(office: Office) -> None:
    sig, away, other = (office.workstation(one, f"Agent {one}") for one in ("SIG1", "SIG2", "SIG3"))
    id = sig.desk.do(AddContact(FIELDS)).id
    share(sig, office.directory, [away, other])
    batch, _ = bring(sig, {**FIELDS, "service": "Cabinet"}, id)
    away.desk.do(EditContact(id, {"service": "Direction"}))
    other.desk.do(EditContact(id, {"service": "Secrétariat"}))
    apart = [*operations(sig, office.directory), operations(away, office.directory)[-1]]
    give(sig, office.directory, [*apart, operations(other, office.directory)[-1]])
    assert len(sig.reading.contact(id).fields["service"].values) == 3
    sig.desk.do(UndoImport(batch, (id,)))
    values = sig.reading.contact(id).fields["service"].values
    assert {one.value for one in values} == {"Direction", "Secrétariat"}


def test_what_a_program_of_another_s_signed_keeps_no_import_from_being_taken_back(sig: Workstation) -> None:
    batch, id = bring(sig, FIELDS)
    with sig.store.write() as transaction:
        view = transaction.view()
        grant = view.accounts.workstations[view.device].invitation
        body, space = {"fields": {"service": "x"}, "import": batch}, sig.reading.contact(id).space
        again = Draft("contact.added", body, space, id, {"personne": []})
        transaction.append(transaction.sign(again, grant))
    ((_, undoing),) = sig.reading.undoing(batch, [id])
    assert undoing.fields == {"retired": "import annulé"}


def test_a_contact_that_stays_keeps_what_it_was_added_with(sig: Workstation) -> None:
    added, id = bring(sig, {**FIELDS, "service": "Cabinet"})
    completed, _ = bring(sig, {**FIELDS, "service": "Direction", "languages": "anglais"}, id)
    sig.desk.do(EditContact(id, {"remark": "de nuit"}))
    for batch in (added, completed):
        sig.desk.do(UndoImport(batch, (id,)))
    now = sig.reading.contact(id)
    assert (now.retired, now.said("service"), now.said("languages")) == ("", "Cabinet", "")
