"""What leaves the journal says what it is: its frame, its protection, a name that a disk takes."""

from dataclasses import replace

from app.core.extract import file_name, marking, tlp
from tests.documents.extracts import CONFINEMENT, EXTRACT, PAPER, crisis


def test_it_bears_every_mention_and_the_strictest_colour_of_what_it_holds() -> None:
    assert (marking(EXTRACT), tlp(EXTRACT)) == ("Diffusion restreinte", "TLP:AMBER")
    stricter = replace(EXTRACT, entries=(CONFINEMENT, replace(PAPER, tlp="red", marking="Confidentiel entreprise")))
    assert tlp(stricter) == "TLP:RED"
    assert marking(stricter) == "Diffusion restreinte · Confidentiel entreprise"
    alone = replace(EXTRACT, entries=(PAPER,))
    assert (marking(alone), tlp(alone)) == ("", "")
    assert tlp(replace(alone, crisis=crisis(tlp="green", marking="Interne"))) == "TLP:GREEN"


def test_its_name_says_the_crisis_the_frame_and_the_hour() -> None:
    assert file_name(EXTRACT, "csv") == "CRI-2026-SIG1-004-main-courante-EXERCICE-20260924-0105.csv"
    strange = replace(EXTRACT, what="decisions", crisis=crisis(code="../É 🤢", frame="real", zone="Indian/Reunion"))
    assert file_name(strange, "pdf") == "É-releve-de-decisions-RÉEL-20260924-0305.pdf"


def test_it_says_who_made_it_and_in_what_role() -> None:
    assert EXTRACT.made_by == "C. Morvan (CCOM), poste SIG1"
    assert (EXTRACT.title, EXTRACT.frame) == ("Main courante", "EXERCICE")
