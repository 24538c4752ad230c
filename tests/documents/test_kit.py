"""The degraded kit in one file: what one needs when no workstation answers, and yesterday's when today's fails."""

import errno
import os
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from app.core import kit_keeping
from app.core.errors import Refused, Unavailable
from app.documents.kit import kit_pdf, make, refresh, refresh_if_due
from app.sync.workstation import Workstation
from tests.clocks import HOUR, Watch
from tests.core.kits import PRIVATE, furnished, kit, people
from tests.core.newsroom import Newsroom
from tests.documents.reading import pages
from tests.office import Office

DAY = 24 * HOUR


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def office(tmp_path, watch):  # type: ignore[no-untyped-def]
    made = Office(tmp_path, watch.clock)
    yield made
    made.close()


@pytest.fixture
def room(office: Office) -> Newsroom:
    return furnished(office)


@pytest.fixture
def head(room: Newsroom) -> Workstation:
    return room.head


def test_one_file_holds_the_forms_and_the_tables_of_the_moment(head: Workstation) -> None:
    made = kit(head)
    printed = kit_pdf(made, 2)
    read = pages(printed.pdf)
    assert len(read) == printed.pages
    whole = " ".join(read)
    for one in (
        *("KIT DE SECOURS", "Établi le 15/01/2027 à 09 h 00, heure de Paris, par C. Morvan, poste SIG1"),
        *("ASTREINTES DES 48 HEURES", "Kerjean", "01 99 00 33 41", "OÙ NOUS EN SOMMES", "EDL-RP1-001", "air"),
        *("CONTACTS", "MAIN COURANTE", "FICHE DE VISAS", "FEUILLE D’APPEL", "POINT DE SITUATION", "L’essentiel"),
        *("Saisie après coup…", "diapason journal transcribe", "Feuille n°", "à refaire chaque jour"),
    ):
        assert one in whole, one
    assert whole.count("Main courante, 2 feuilles") == 1
    assert sum("MAIN COURANTE" in page for page in read) == 2
    assert all("EXERCICE — EXERCICE" in page for page in read)
    assert all(f"Page {number}/{printed.pages}" in page for number, page in enumerate(read, 1))
    assert kit_pdf(made, 2).pdf == printed.pdf


def test_no_figure_of_a_private_number_is_in_it(head: Workstation) -> None:
    whole = " ".join(pages(kit_pdf(kit(head)).pdf))
    assert "numéro privé : au poste" in whole
    assert PRIVATE not in whole
    assert PRIVATE[-5:] not in whole
    assert "06 39 98" not in whole


def test_the_first_page_names_the_page_of_each_sheet_and_the_outline_leads_there(head: Workstation) -> None:
    printed = kit_pdf(kit(head))
    read = pages(printed.pdf)
    begins = next(number for number, page in enumerate(read, 1) if "FICHE DE VISAS" in page)
    with pikepdf.open(BytesIO(printed.pdf)) as pdf, pdf.open_outline() as outline:
        titles = [one.title for one in outline.root]
    sheets = ("Astreintes des 48 heures", "Où nous en sommes", "Contacts", "Main courante", "Fiche de visas")
    assert [one for one in titles if one in sheets][:3] == list(sheets[:3])
    assert "Fiche de visas" in titles
    assert "Fiche de visas" in read[0]
    assert str(begins) in read[0]


def test_without_a_crisis_the_frame_and_the_crisis_are_filled_in_by_hand(office: Office) -> None:
    sig = office.workstation("SIG1", "C. Morvan")
    people(sig)
    read = pages(kit_pdf(kit(sig)).pdf)
    assert all("CADRE (cocher)" in page for page in read)
    assert "Aucune crise n’est ouverte" in read[0]
    assert not any("OÙ NOUS EN SOMMES" in page for page in read)


def test_each_crisis_has_its_own_sheets_under_its_own_frame(room: Newsroom, office: Office) -> None:
    office.crisis(room.head, title="Épidémie", frame="real", lead="SAN")
    read = pages(kit_pdf(kit(room.head), 1).pdf)
    assert "le cadre est en tête de chaque page" in read[0]
    real = [page for page in read[1:] if "RÉEL — RÉEL" in page]
    exercise = [page for page in read[1:] if "EXERCICE — EXERCICE" in page]
    assert len(real) + len(exercise) == len(read) - 1
    assert all("Épidémie" in page for page in real)
    assert not any("Épidémie" in page for page in exercise)


def test_a_kit_that_leaves_is_noted_with_the_hash_of_its_file(room: Newsroom, tmp_path: Path) -> None:
    out = tmp_path / "clé"
    out.mkdir()
    made = make(room.head.desk, room.head.reading, [room.space], out)
    (noted,) = room.head.reading.extractions(room.space)
    assert noted.sha256 == made.sha256 == sha256(Path(made.file).read_bytes()).hexdigest()
    assert Path(made.file).name == "kit-de-secours-2027-01-15-EXERCICE.pdf"
    make(room.head.desk, room.head.reading, [room.space], out / "autre.pdf")
    assert (out / "autre.pdf").is_file()


def test_it_is_made_again_each_day_and_only_then(room: Newsroom, watch: Watch) -> None:
    head = room.head
    profile = head.folder

    def look() -> bool:
        return refresh_if_due(head.desk, head.reading, profile, watch.now) is not None

    assert look()
    assert not look()
    watch.wait(10 * HOUR)
    assert not look()
    for _ in range(3):
        watch.wait(DAY)
        assert look()
    assert sorted(one.name for one in (profile / "kit").iterdir()) == [
        "kit-de-secours-2027-01-17-EXERCICE.pdf",
        "kit-de-secours-2027-01-18-EXERCICE.pdf",
    ]
    assert len(head.reading.extractions(room.space)) == 4


def test_a_crisis_that_opens_is_in_the_kit_the_same_day(room: Newsroom, office: Office, watch: Watch) -> None:
    head = room.head
    refresh(head.desk, head.reading, head.folder)
    other = office.crisis(head, title="Épidémie", frame="real", lead="SAN")
    made = refresh_if_due(head.desk, head.reading, head.folder, watch.now)
    assert made is not None
    assert other in made.crises
    assert [one.name for one in (head.folder / "kit").iterdir()] == ["kit-de-secours-2027-01-15.pdf"]


def test_a_key_that_was_taken_away_is_said_and_yesterdays_kit_stays(
    room: Newsroom, watch: Watch, tmp_path: Path
) -> None:
    head, key = room.head, tmp_path / "clé"
    key.mkdir()
    kit_keeping.choose(head.folder, str(key), daily=True)
    first = refresh(head.desk, head.reading, head.folder)
    key.rename(tmp_path / "retirée")
    watch.wait(DAY)
    with pytest.raises(Unavailable, match="n'a pas pu être écrit"):
        refresh_if_due(head.desk, head.reading, head.folder, watch.now)
    assert "n'a pas pu être écrit" in kit_keeping.read(head.folder).trouble
    (tmp_path / "retirée").rename(key)
    assert Path(first.file).is_file()
    assert refresh_if_due(head.desk, head.reading, head.folder, watch.now) is not None
    assert kit_keeping.read(head.folder).trouble == ""


def test_a_full_disk_is_said_and_notes_nothing(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    head = room.head

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(os, "fdopen", full)
        with pytest.raises(Unavailable, match="le disque est plein"):
            refresh(head.desk, head.reading, head.folder)
    assert head.reading.extractions(room.space) == []
    assert list((head.folder / "kit").iterdir()) == []


def test_what_a_rule_refuses_at_night_is_no_fault_of_the_program(
    room: Newsroom, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise Refused("Ce poste est révoqué.")

    monkeypatch.setattr(room.head.reading, "crises", refuse)
    with pytest.raises(Unavailable, match="révoqué"):
        refresh_if_due(room.head.desk, room.head.reading, room.head.folder, watch.now)
