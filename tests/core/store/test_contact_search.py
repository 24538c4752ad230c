"""A contact is found as one types, by any of its words or numbers, in any order, with one mistake."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.contact_words_searched import in_words
from app.core.registers.directory import AddContact, EditContact
from app.core.registers.private import AddPrivate, EditPrivate
from app.core.store.contact_search import ContactPage
from app.core.store.reading import Reading
from app.core.store.rows import ContactRow
from app.sync.workstation import Workstation
from benchmarks.contacts import contacts
from benchmarks.ground import write_all
from tests.office import Office

OTHERS = 300
EXACT = {"limit": 2 * OTHERS}
NUMBER = {"number": "0232765000", "usage": "office", "public": True}
KNOWN = (
    {
        "given_name": "Hélène",
        "family_name": "Dupond",
        "function": "Préfète",
        "organisation": "PREF76",
        "phone:1": NUMBER,
    },
    {"given_name": "Marc", "family_name": "Hélénon", "function": "Standard", "organisation": "SIG"},
    {"kind": "organisation", "name": "Délégation à l'information", "acronym": "DICOM"},
    {"family_name": "Martin", "address": "1 rue Hélène-Boucher"},
)


@dataclass(frozen=True, slots=True)
class Slip:
    """A word as it was typed, and as it is."""

    typed: str
    word: str


@pytest.fixture(scope="module")
def sig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workstation]:
    """A workstation whose directory holds a few hundred contacts, and those that are known."""
    office = Office(tmp_path_factory.mktemp("directory"))
    made = office.workstation("SIG1", "Camille Morvan", role="CCOM")
    write_all(made, (AddContact(fields) for fields in (*contacts(OTHERS), *KNOWN)))
    yield made
    office.close()


@pytest.fixture(scope="module")
def everybody(sig: Workstation) -> list[ContactRow]:
    return sig.reading.contacts()


def names(page: ContactPage) -> list[str]:
    return [row.name for row in page.rows]


def found(reading: Reading, text: str) -> set[str]:
    page = reading.find_contacts(text, limit=2 * OTHERS)
    return {row.id for row in (*page.rows, *page.near)}


@pytest.mark.parametrize(
    "text",
    [
        "dupond",
        "DUPON",
        "Hélène Dupond",
        "dupond hel",
        "préfète seine",
        "prefete DUP",
        "préfet de la seine-maritime dup",
    ],
)
def test_a_name_a_function_or_an_organisation_is_found_in_any_order(sig: Workstation, text: str) -> None:
    assert "Hélène Dupond" in names(sig.reading.find_contacts(text))


@pytest.mark.parametrize(
    "text",
    [
        "0232765000",
        "02 32 76 50",
        "02.32.76",
        "+33 2 32",
        "0033232",
        "+33 (0)2 32 76",
        "765000",
        "50 00",
        "33232765000",
    ],
)
def test_a_number_is_found_however_it_is_written_and_by_its_end(sig: Workstation, text: str) -> None:
    assert "Hélène Dupond" in names(sig.reading.find_contacts(text))


def test_an_acronym_is_found_the_organisations_own_included(sig: Workstation) -> None:
    assert names(sig.reading.find_contacts("dicom"))[0] == "Délégation à l'information"
    assert "Marc Hélénon" in names(sig.reading.find_contacts("SIG"))


def test_names_that_begin_so_come_first_then_other_names_then_other_words(sig: Workstation) -> None:
    assert names(sig.reading.find_contacts("hélèn", kinds=("person",)))[0] == "Marc Hélénon"
    order = [
        name for name in names(sig.reading.find_contacts("hele", limit=400)) if name in ("Hélène Dupond", "Martin")
    ]
    assert order == ["Hélène Dupond", "Martin"]


def test_what_is_one_mistake_away_comes_apart_after_what_was_typed(sig: Workstation) -> None:
    page = sig.reading.find_contacts("dupont")
    assert "Hélène Dupond" not in names(page)
    assert "Hélène Dupond" in [row.name for row in page.near]
    assert sig.reading.find_contacts("dupind helene").near[0].name == "Hélène Dupond"
    assert sig.reading.find_contacts("dupind helexe") == ContactPage((), (), False)


def slip(word: str, data: st.DataObject) -> Slip:
    """That word with one mistake, perhaps not typed to its end."""
    kind = data.draw(st.sampled_from(("missing", "added", "wrong", "swapped")))
    letter = data.draw(st.sampled_from("aeilnrstz"))
    place = data.draw(st.integers(0, len(word) - (2 if kind == "swapped" else 1)))
    before, after = word[:place], word[place:]
    typed = {
        "missing": before + after[1:],
        "added": before + letter + after,
        "wrong": before + letter + after[1:],
        "swapped": before + after[1:2] + after[:1] + after[2:],
    }[kind]
    least = max(4, place + 2)
    return Slip(typed[: data.draw(st.integers(least, len(typed)))] if len(typed) > least else typed, word)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_name_is_found_with_one_mistake_the_word_half_typed_or_whole(
    sig: Workstation, everybody: list[ContactRow], data: st.DataObject
) -> None:
    row = data.draw(st.sampled_from(everybody))
    words = in_words(row.name).split()[:8]
    long = [place for place, word in enumerate(words) if len(word) >= 4]
    if not long:
        return
    place = data.draw(st.sampled_from(long))
    made = slip(words[place], data)
    words[place] = made.typed
    for text in (made.typed, " ".join(data.draw(st.permutations(words)))):
        assert row.id in found(sig.reading, text), (row.name, text)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=30) | st.text(alphabet="ab01 \"*'-(:", max_size=12))
def test_whatever_is_typed_is_only_words(sig: Workstation, text: str) -> None:
    sig.reading.find_contacts(text)


def test_a_page_is_bounded_and_says_that_there_are_more(sig: Workstation, everybody: list[ContactRow]) -> None:
    page = sig.reading.find_contacts("", limit=10)
    assert (list(page.rows), page.more) == (everybody[:10], True)
    every = sig.reading.find_contacts("", limit=len(everybody))
    assert (list(every.rows), every.more) == (everybody, False)
    assert sig.reading.contacts(limit=10) == everybody[:10]
    mairies = sig.reading.find_contacts("mairie", limit=5)
    assert (len(mairies.rows), mairies.near, mairies.more) == (5, (), True)
    assert {row.name for row in sig.reading.find_contacts("", kinds=("function",)).rows}.isdisjoint({"Hélène Dupond"})


def test_a_crisis_sees_its_own_additions_beside_the_directory(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan", role="CCOM")
    here, elsewhere = office.crisis(sig), office.crisis(sig, title="Autre")
    for crisis in (here, elsewhere, ""):
        sig.desk.do(AddContact({"family_name": "Thévenot", "function": crisis[:8] or "partout"}, crisis))

    def functions(space: str, text: str) -> set[str]:
        page = sig.reading.find_contacts(text, space)
        return {row.function for row in (*page.rows, *page.near)}

    for text in ("", "the", "thevenot", "thevneot", "partout", here[:8]):
        assert functions(here, text) <= {here[:8], "partout"}
    for text in ("", "the", "thevenot", "thevneot"):
        assert functions(here, text) == {here[:8], "partout"}
        assert functions("", text) == {"partout"}


def test_who_was_taken_out_of_the_lists_is_not_found(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan", role="CCOM")
    id = sig.desk.do(AddContact({"family_name": "Thévenot", "phone:1": NUMBER})).id
    assert [row.id for row in sig.reading.find_contacts("thev").rows] == [id]
    sig.desk.do(EditContact(id, {"retired": "a quitté le service"}))
    for text in ("", "thev", "thevenot", "thevneot", "765000"):
        assert sig.reading.find_contacts(text) == ContactPage(())
    assert [row.id for row in sig.reading.contacts("thevenot")] == [id]


def test_whoever_has_a_private_number_is_found_by_the_whole_of_it_alone(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan", role="CCOM")
    office.open_private()
    id = sig.desk.do(AddContact({"family_name": "Thévenot"})).id
    private = sig.desk.do(AddPrivate(id, "+33612345678")).id
    for text in ("06 12 34 56 78", "+33612345678", "0033 6 12345678"):
        assert [row.id for row in sig.reading.find_contacts(text).rows] == [id], text
    for text in ("06 12 34 56", "345678", "612345678"):
        assert sig.reading.find_contacts(text) == ContactPage(()), text
    sig.desk.do(EditPrivate(private, {"used": False}))
    assert sig.reading.find_contacts("0612345678") == ContactPage(())
