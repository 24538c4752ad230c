"""A card says the name and the number first, and how sure that is in words and in a shape."""

import pytest
from msgspec import structs

from app.core import coverage
from app.core.on_call import Answering, OnCall
from app.ui import duty_words
from app.ui.duty_words import NOBODY, card, name_forms
from tests.core.slots import slot
from tests.ui.duties import at
from tests.ui.lines import NOW

SLOT = slot(at(21, 8), at(24, 19), "Florence Delmas", deputy="Jean Marchal")
AFTER = slot(at(25, 8), at(28, 8), "Jean Marchal")


def answer(*holding, gap=None, switchboard=""):
    return OnCall("a", SLOT.line, "SAN", "DICOM", holding, (), gap, switchboard, NOW)


def known(**more):
    return Answering(
        structs.replace(SLOT, holder="c" * 64), **{"phones": ("+33199003315",), "verified_on": "2026-09-21"} | more
    )


def test_a_card_says_who_on_which_number_until_when_and_how_old_that_is():
    shown = card(answer(known()), NOW, NOW, None, {})
    assert (shown.head, shown.name, shown.about) == ("Santé", "Florence Delmas", "DICOM")
    assert (shown.number, shown.more) == ("01 99 00 33 15", "jusqu’à 19:00 · suppl. J. Marchal")
    assert shown.state == ("favorable", "vérifié il y a 3\u00a0j", "success")
    assert shown.copied == "01 99 00 33 15"


def test_two_numbers_are_both_said_and_named_as_two_values():
    shown = card(answer(known(phones=("+33199003315", "+33199003351"))), NOW, NOW, None, {})
    assert shown.number == "01 99 00 33 15 ou 01 99 00 33 51"
    assert shown.state == ("deux_valeurs", "2 valeurs", "warning")


def test_a_private_number_is_masked_cannot_be_copied_and_is_said_so():
    private = known(phones=(), private=True, masked="06 39 98 •• 41")
    shown = card(answer(private), NOW, NOW, None, {})
    assert (shown.number, shown.hidden, shown.copied) == ("06 39 98 •• 41", True, "")
    assert "Espace le montre" in shown.spoken
    clear = card(answer(private), NOW, NOW, None, {private.contact: "06 39 98 12 41"})
    assert (clear.number, clear.hidden, clear.clear) == ("06 39 98 12 41", False, True)


def test_a_gap_says_until_when_who_comes_next_and_the_switchboard():
    gap = coverage.gaps([SLOT, AFTER], at(24, 20), at(24, 21))[0]
    shown = card(answer(gap=gap, switchboard="+33199006000"), at(24, 20), NOW, None, {})
    assert (shown.name, shown.number, shown.beside) == (NOBODY, "01 99 00 60 00", "standard")
    assert shown.more == "jusqu’au ven. 25 à 08:00 · ensuite Jean Marchal"
    assert (shown.alarm, shown.state) == (True, duty_words.GAP)


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("Florence Delmas", ("Florence Delmas", "F. Delmas", "Delmas", "FD")),
        ("M. Le Goff", ("M. Le Goff", "Le Goff", "MLG")),
        ("cellule de crise", ("cellule de crise",)),
    ],
)
def test_a_name_is_shortened_only_when_it_is_one(name, forms):
    assert name_forms(name) == forms


def test_a_shared_slot_is_not_corrected_from_an_exercise(room):
    assert "ne s’y corrige" in duty_words.why_not_edit("elsewhere", "CCOM", room.crisis)
    assert duty_words.why_not_edit(room.space, "CCOM", room.crisis) == ""
    assert duty_words.why_not_edit("elsewhere", "OBS", None)


def test_an_observer_is_told_that_private_numbers_do_not_reach_the_desk():
    assert duty_words.about_private("OBS") == "Les numéros privés ne sont pas reçus par ce poste."
    assert "masqués" in duty_words.about_private("CCOM")
