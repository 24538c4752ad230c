"""The sections of a brief in their list."""

from app.core.brief_choices import taken, written
from app.core.brief_formats import AHEAD, ESSENTIAL, MEASURES
from app.core.composition import Composition, Trouble, troubles
from app.ui import brief_sections
from tests.ui.briefs import measures, propose, tell


def of(cell, composed, number, moved=()):
    proposal = propose(cell)
    found = troubles(proposal, composed)
    cards = brief_sections.cards(proposal, composed, found, dict(moved))
    return next(one for one in cards if one.id == str(number))


def test_a_section_says_how_much_it_prints_or_that_it_must_be_written(cell):
    measures(cell)
    assert of(cell, Composition(), MEASURES).states[0][:2] == ("favorable", "3\u00a0lignes")
    assert of(cell, Composition(), AHEAD).states[0][:2] == ("a_completer", "vide, obligatoire")
    assert of(cell, Composition(texts={AHEAD: "[vent]"}), AHEAD).states[0][1] == "texte à compléter"
    assert of(cell, Composition(nothing={AHEAD: "vent nul"}), AHEAD).states[0][1] == "sans objet"


def test_a_section_that_overflows_says_so(cell):
    measures(cell)
    card = of(cell, Composition(), MEASURES, {MEASURES: "Mesures prises déborde."}.items())
    assert card.states[0][1] == "3\u00a0lignes, déborde"
    assert brief_sections.is_done(card)


def test_two_values_are_to_be_chosen_between(cell):
    proposal = propose(cell)
    offer = proposal.offers[1]
    tell(cell, "Reprise de feu")
    found = [Trouble(False, offer.number, "Deux valeurs.", key="fact:1")]
    card = brief_sections.section(propose(cell).offers[1], Composition(), found, False)
    assert card.states[0][1:] == ("1\u00a0point à trancher", "warning")
    assert not brief_sections.is_done(card)


def test_what_was_left_out_is_not_counted(cell):
    measures(cell)
    offer = next(one for one in propose(cell).offers if one.number == MEASURES)
    composed = taken(Composition(), offer.groups[0].picks[:2], False)
    assert brief_sections.lines_of(offer, composed) == 1
    assert brief_sections.summary(offer, composed, "") == "3\u00a0proposées, 1\u00a0choisie"
    assert brief_sections.summary(offer, composed, "n° 12 (00 h 45)") == "3 depuis le n° 12, 1\u00a0choisie"


def test_the_essential_is_told_when_it_is_too_long(cell):
    proposal = propose(cell)
    composed = written(Composition(), proposal.offers[0], "\n".join("abcdef"))
    (told,) = brief_sections.troubles(proposal.offers, composed)
    assert (told.prevents, told.section, told.line) == (False, ESSENTIAL, 6)
    assert told.words == "L’essentiel : 6 lignes, 5 au plus."
    assert not brief_sections.troubles(proposal.offers, Composition())


def test_the_head_says_its_tlp_and_the_annexes_what_they_hold(cell):
    assert of(cell, Composition(tlp="amber"), brief_sections.HEAD).states[0][1] == "TLP:AMBER"
    assert of(cell, Composition(), brief_sections.HEAD).states[0][1] == "ni mention ni TLP"
    assert of(cell, Composition(), brief_sections.ANNEX).states[0][1] == "aucune"
    assert of(cell, Composition(), brief_sections.ANNEX, {4: "…"}.items()).states[0][1] == "ce qui déborde"
