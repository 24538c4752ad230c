"""The on-call slots in the words and the fields of the command line."""

from dataclasses import replace

from msgspec import structs

from app.commands.duty_speech import gap_words, overlap_words, plain, row_plain, row_words, span
from app.core.coverage import Gap, Overlap
from app.core.on_call import Answering, DutyLine, OnCall
from tests.core.slots import slot
from tests.core.test_on_call import NOW, ONE, PARIS, ms

A = slot(ms(21, 8), ms(24, 19))
LINE = DutyLine("", A.line, "SAN", "DICOM", (Answering(A),), (), ())


def test_a_gap_and_an_overlap_are_told_with_their_hours_and_their_people() -> None:
    until = gap_words(LINE, Gap(ms(24, 19), ms(25, 2), A), PARIS)
    assert until == (
        "Santé, DICOM : PERSONNE D'ASTREINTE du jeu. 24/09/2026 à 19:00 au ven. 25/09/2026 à 02:00, après F. Delmas"
    )
    assert "plus personne après F. Delmas à partir du jeu. 24/09/2026" in gap_words(
        LINE, Gap(ms(24, 19), None, A), PARIS
    )
    both = Overlap(ms(24, 8), ms(24, 9), (A, slot(ms(24, 8), ms(25, 8), "J. Marchal")))
    assert overlap_words(LINE, both, PARIS).endswith("F. Delmas et J. Marchal")


def test_a_slot_is_told_with_all_that_sets_it_apart() -> None:
    row = structs.replace(A, deputy_name="V", phone="+33199003315", last=True, cancelled=True, conflict=True)
    words = row_words(row, PARIS)
    for one in (span(A.starts, A.ends, PARIS), "suppléant V", "01 99 00 33 15", "fin de l'astreinte", "ANNULÉE"):
        assert one in words
    assert "renfort" in row_words(structs.replace(A, kind="reinforcement"), PARIS)
    assert "V (suppléant)" in row_words(structs.replace(A, holder_name="", deputy_name="V"), PARIS)
    assert row_plain(A, PARIS)["starts"] == "2026-09-21T08:00:00+02:00"


def test_the_fields_are_the_same_whether_somebody_is_on_call_or_nobody() -> None:
    nobody: OnCall = replace(ONE, holding=(), gap=Gap(ms(24, 0), None, A))
    with_somebody, without = plain(ONE, NOW, PARIS), plain(nobody, NOW, PARIS)
    assert with_somebody.keys() == without.keys()
    assert (with_somebody["since"], with_somebody["age_days"]) == ("2026-09-21T08:00:00+02:00", 3)
    assert without["gap"]["until"] is None
