"""The call sheet on paper, read back: whom to call, which numbers, and boxes to tick."""

import re

import pytest

from app.core.calling import revealed
from app.core.cascade import Number, Target
from app.core.cascade_commands import LogCall, WriteCascade
from app.core.registers.directory import AddContact
from app.core.registers.private import AddPrivate
from app.documents.call_sheet import logged, sheet_pdf
from app.sync.workstation import Workstation
from tests.core.cascades import FONTAINE, KERJEAN
from tests.documents.reading import pages
from tests.office import Office


@pytest.fixture
def sig(office: Office) -> Workstation:
    return office.workstation("SIG1", "C. Morvan")


def cascade(office: Office, sig: Workstation, more: tuple[Target, ...] = (), **crisis: str) -> str:
    contact = sig.desk.do(AddContact({"family_name": "Poulain", "organisation": "SAN"})).id
    sig.desk.do(AddPrivate(contact, "0639980041"))
    targets = (KERJEAN, FONTAINE, *sig.reading.targets_of([contact]), *more)
    space = office.crisis(sig, **crisis)
    return sig.desk.do(WriteCascade(space, "Alerte des cabinets", "Réunion à 05:00.", targets)).id


def words(data: bytes) -> str:
    return re.sub(r"\s+", " ", " ".join(pages(data)))


def test_the_sheet_can_be_filled_in_by_hand(office: Office, sig: Workstation) -> None:
    id = cascade(office, sig)
    sig.desk.do(LogCall(id, KERJEAN.key, "wrong_number", number="+33199001201"))
    sheet = sig.reading.call_sheet(id)
    data = sheet_pdf(sheet)
    said = words(data)
    for one in (
        "FEUILLE D’APPEL — CAS-SIG1-001",
        "Réunion à 05:00.",
        "Exercice, exercice, exercice",
        "D. Kerjean",
        "Suppléant : R. Vasseur",
        "01 99 00 51 99",
        "06 39 98 •• 41",
        "faux",
        "Appels passés par",
        "Établi hors ligne sur le poste SIG1",
    ):
        assert one in said
    assert said.count("sans réponse") == 3
    assert "06 39 98 00 41" not in said
    assert data == sheet_pdf(sheet)


def test_a_second_pass_names_only_those_who_were_not_reached(office: Office, sig: Workstation) -> None:
    id = cascade(office, sig, frame="real")
    sig.desk.do(LogCall(id, FONTAINE.key, "message"))
    said = words(sheet_pdf(sig.reading.call_sheet(id, second=True)))
    assert "SECOND PASSAGE" in said
    assert "G. Fontaine" in said
    assert "D. Kerjean" not in said
    assert "Exercice, exercice" not in said
    assert "précédé d’un triangle" in said


def test_private_numbers_are_in_clear_only_on_a_sheet_that_says_so(office: Office, sig: Workstation) -> None:
    sheet = revealed(sig.desk, sig.reading, sig.reading.call_sheet(cascade(office, sig)))
    data = sheet_pdf(sheet)
    assert "06 39 98 00 41" in words(data)
    assert "NUMÉROS PRIVÉS EN CLAIR" in words(data)
    note = logged(sheet, "pdf", data)
    assert (note.what, note.count) == ("cascade", 3)
    assert note.filter.endswith("numéros privés en clair")


def test_forty_people_fit_on_five_sheets_each_with_its_heads(office: Office, sig: Workstation) -> None:
    more = tuple(Target(f"Personne {n}", numbers=(Number("mobile", f"+336120000{n}"),)) for n in range(10, 47))
    read = pages(sheet_pdf(sig.reading.call_sheet(cascade(office, sig, more))))
    assert 3 < len(read) <= 5
    assert all("À composer" in page for page in read)
