"""Private numbers: of the shared directory alone, corrected apart without loss, opened once by an administrator."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import Refused
from app.core.records import Held
from app.core.registers.directory import AddContact
from app.core.registers.private import REGISTER, AddPrivate, EditPrivate, Private, fold
from app.sync.workstation import Workstation
from tests.building import Writer
from tests.core.holding import NOT_HELD, SPACE, edit, held, histories, show, strange_records
from tests.office import Office, give, operations, share

ANN, BOB, CAM = Writer("ann"), Writer("bob"), Writer("cam")
FIELDS = {
    "contact": NOT_HELD,
    "medium": "phone",
    "value": "+33639981241",
    "usage": "mobile",
    "remark": "",
    "used": True,
}
BODY = {"fields": FIELDS}


def added(**fields: Any) -> Held:
    return held(ANN.write("private.added", {"fields": FIELDS | fields}, SPACE))


def edited(first: Held, fields: dict[str, Any], *replaced: Held, by: Writer = BOB) -> Held:
    return held(edit(by, "private.edited", first.id, fields, *replaced))


def folded(*operations: Held) -> Private:
    found = fold(operations)
    assert found is not None
    return found


def contact(one: Workstation, **more: str) -> str:
    return one.desk.do(AddContact({"family_name": "Delmas"}, **more)).id


@pytest.fixture
def sig(office: Office) -> Workstation:
    return office.workstation("SIG1", "Camille Morvan")


def test_two_corrections_made_apart_are_both_shown_masked_or_not() -> None:
    first = added()
    two, three = (
        edited(first, {"value": value}, first, by=Writer(value)) for value in ("+33639981252", "+33639981263")
    )
    one = folded(first, two, three)
    assert one.conflicts == ("value",)
    assert sorted(one.masked.split(" / ")) == ["06 39 98 •• 52", "06 39 98 •• 63"]
    assert sorted(one.shown.split(" / ")) == ["06 39 98 12 52", "06 39 98 12 63"]
    assert folded(first, two, three, edited(first, {"value": "+33639981263"}, two, three)).values == ("+33639981263",)


def test_an_address_is_masked_as_an_address() -> None:
    one = folded(added(medium="email", value="fanny@exemple.fr"))
    assert (one.masked, one.shown) == ("f…@exemple.fr", "fanny@exemple.fr")


def test_nobody_moves_a_number_to_another_contact_or_writes_what_is_no_value() -> None:
    first = added()
    for wrong in ({"contact": "a" * 64}, {"medium": "email"}, {"value": 7}, {"value": ""}, {"used": 0}, {"usage": "x"}):
        assert fold([first, edited(first, wrong, first)]) != first
        one = folded(first, edited(first, wrong, first))
        assert (one.contact, one.medium, one.values, one.used) == (NOT_HELD, "phone", ("+33639981241",), True)


def test_an_erased_number_is_no_more_once_somebody_entitled_erased_it() -> None:
    first = added()
    erased = ANN.write("private.erased", {"reason": "départ"}, SPACE, first.id)
    assert fold([first, held(erased)]) is None
    assert fold([first, held(erased, "le rôle LIA ne permet pas cet acte")]) is not None


def test_the_first_number_of_an_older_service_is_written_by_an_administrator_and_opens_their_space(
    office: Office, sig: Workstation
) -> None:
    lia, obs = office.workstation("INT", "Léa", "INT", "LIA"), office.workstation("OBS1", "Noé", "SIG", "OBS")
    someone = contact(sig)
    share(sig, office.directory, [lia, obs])
    with pytest.raises(Refused, match="un administrateur doit écrire le premier"):
        lia.desk.do(AddPrivate(someone, "06 39 98 12 41"))
    assert lia.reading.pending() == 0
    sig.desk.do(AddPrivate(someone, "06 39 98 12 41"))
    sig.desk.do(AddPrivate(someone, "06 39 98 12 42"))
    with sig.store.read() as transaction:
        private = transaction.accounts.private
    assert [one.header.kind for one in operations(sig, private)] == ["private.opened", "private.added", "private.added"]
    assert len(sig.reading.private_of(someone)) == 2
    share(sig, office.service, [lia, obs])
    share(sig, private, [lia])
    lia.desk.do(AddPrivate(someone, "06 39 98 12 43"))
    assert len(lia.reading.private_of(someone)) == 3
    with pytest.raises(Refused, match="Votre rôle habituel"):
        obs.desk.do(AddPrivate(someone, "06 39 98 12 44"))


def test_a_number_that_came_before_the_accounts_named_its_space_counts_as_soon_as_they_do(
    office: Office, sig: Workstation
) -> None:
    lia = office.workstation("INT", "Léa", "INT", "LIA")
    someone = contact(sig)
    sig.desk.do(AddPrivate(someone, "06 39 98 12 41"))
    with sig.store.read() as transaction:
        private = transaction.accounts.private
    give(lia, private, operations(sig, private))
    assert lia.reading.private_of(someone) == ()
    share(sig, office.service, [lia])
    assert len(lia.reading.private_of(someone)) == 1


def test_numbers_that_two_administrators_opened_a_space_for_apart_are_all_kept(
    office: Office, sig: Workstation
) -> None:
    other = office.workstation("SIG2", "Bruno Lenoir")
    someone = contact(sig)
    share(sig, office.directory, [other])
    spaces = []
    for one, number in ((sig, "06 39 98 12 41"), (other, "06 39 98 12 42")):
        one.desk.do(AddPrivate(someone, number))
        with one.store.read() as transaction:
            spaces.append(transaction.accounts.private)
    log = operations(sig, office.service)
    log += [one for one in operations(other, office.service) if one.id not in {known.id for known in log}]
    for one in (sig, other):
        give(one, office.service, log)
    share(sig, spaces[0], [other])
    share(other, spaces[1], [sig])
    assert sig.reading.private_of(someone) == other.reading.private_of(someone)
    assert len(sig.reading.private_of(someone)) == 2
    with pytest.raises(Refused, match="déjà ce numéro"):
        sig.desk.do(AddPrivate(someone, "06 39 98 12 42"))


def test_what_cannot_be_is_refused_in_french(office: Office, sig: Workstation) -> None:
    office.open_private()
    someone = contact(sig)
    own = contact(sig, crisis=office.crisis(sig))
    first = sig.desk.do(AddPrivate(someone, "06 39 98 12 41")).id
    second = sig.desk.do(AddPrivate(someone, "fanny@exemple.fr", "email")).id
    refused: list[tuple[Any, str]] = [
        (AddPrivate(own, "06 39 98 12 41"), "que dans l'annuaire partagé"),
        (AddPrivate("a" * 64, "06 39 98 12 41"), "pas connu"),
        (AddPrivate(someone, "abc"), "téléphone incompris"),
        (AddPrivate(someone, "abc", "email"), "pas complète"),
        (AddPrivate(someone, "06 39 98 12 42", "fax"), "Moyen inconnu"),
        (AddPrivate(someone, "06 39 98 12 42", usage="fusée"), "Usage inconnu"),
        (AddPrivate(someone, "+33 6 39 98 12 41"), "déjà ce numéro"),
        (EditPrivate(first, {"contact": own}), "ne se change pas"),
        (EditPrivate(first, {"value": "06 39 98 12 41"}), "Rien n'est changé"),
        (EditPrivate(someone, {"used": False}), "pas connu"),
    ]
    for command, said in refused:
        with pytest.raises(Refused, match=said):
            sig.desk.do(command)
    assert {one.id for one in sig.reading.private_of(someone)} == {first, second}


def test_a_number_taken_out_may_be_written_again_and_then_not_put_back_beside_it(
    office: Office, sig: Workstation
) -> None:
    office.open_private()
    someone = contact(sig)
    first = sig.desk.do(AddPrivate(someone, "06 39 98 12 41")).id
    sig.desk.do(EditPrivate(first, {"used": False}))
    assert sig.reading.private_of(someone) == ()
    sig.desk.do(AddPrivate(someone, "06 39 98 12 41"))
    with pytest.raises(Refused, match="déjà ce numéro"):
        sig.desk.do(EditPrivate(first, {"used": True}))
    with sig.store.read() as transaction:
        assert len(transaction.view().private_of(someone)) == 2


values: dict[str, st.SearchStrategy[Any]] = {
    "contact": st.just(NOT_HELD),
    "medium": st.just("phone"),
    "value": st.sampled_from(("+33639981241", "+33639981252", "")),
    "used": st.booleans(),
}


@given(histories("private.added", ("private.edited",), values), st.randoms())
def test_the_order_of_arrival_changes_nothing(operations: list[Held], chance: Any) -> None:
    expected = show(REGISTER, operations)
    chance.shuffle(operations)
    assert show(REGISTER, operations) == expected


@given(strange_records(REGISTER, BODY, ("fields", "reason")))
def test_whatever_is_signed_about_a_number_breaks_nothing(operations: list[Held]) -> None:
    show(REGISTER, operations)
