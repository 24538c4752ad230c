"""What stands between a brief and its freezing."""

from dataclasses import replace

from app.core.composition import Composition
from app.ui import brief_troubles
from app.ui.brief_proof import prove
from tests.ui.briefs import EMPTY, measures, propose
from tests.ui.lines import CRISIS

READY = Composition(nothing=EMPTY)


def of(cell, composed):
    proposal = propose(cell)
    return brief_troubles.troubles(proposal, composed, None)


def test_nothing_stands_in_the_way_of_a_brief_that_says_everything(cell):
    assert of(cell, READY) == []
    assert brief_troubles.why_not(CRISIS, [], True) == ""


def test_words_that_no_paper_may_bear_are_told_with_their_section(cell):
    (hidden,) = of(cell, replace(READY, texts={5: "Vent\u202eau nord."}))
    assert (hidden.prevents, hidden.section) == (True, 5)
    (level,) = of(cell, replace(READY, marking="TRÈS SECRET"))
    assert (level.prevents, level.section) == (True, 0)


def test_what_does_not_fit_is_told_before_it_is_frozen(cell):
    measures(cell, 120)
    proposal = propose(cell, "cabinet")
    assert brief_troubles.troubles(proposal, Composition("cabinet"), prove(proposal, Composition("cabinet")))
    proposal = propose(cell)
    proof = prove(proposal, READY)
    told = [one for one in brief_troubles.troubles(proposal, READY, proof) if one.section == 4]
    assert "Mesures prises déborde" in told[0].words
    assert "en annexe A" in told[0].words
    assert not told[0].prevents
    assert brief_troubles.filled(proof) == ("format plein, le reste en annexe", "warning")


def test_a_text_too_long_for_its_format_is_told(cell):
    long = replace(READY, format="flash", texts={2: "\n".join(f"Paragraphe {n} du texte de tête." for n in range(80))})
    proposal = propose(cell, "flash")
    proof = prove(proposal, long)
    told = brief_troubles.troubles(proposal, long, proof)
    assert any("pour le format flash" in one.words and not one.prevents for one in told)
    assert brief_troubles.filled(proof)[1] == "error"


def test_the_room_that_is_left_is_said(cell):
    words, tone = brief_troubles.filled(prove(propose(cell), READY))
    assert words.endswith("% du format")
    assert tone == "text_secondary"
    assert brief_troubles.filled(prove(propose(cell, "cip"), Composition("cip"))) == ("", "text_secondary")


def test_why_it_cannot_be_frozen_is_said_the_gravest_first(cell):
    found = of(cell, Composition())
    assert brief_troubles.why_not(replace(CRISIS, open=False), found, True) == "la crise est close."
    assert "le rôle OBS ne le permet pas" in brief_troubles.why_not(replace(CRISIS, role="OBS"), found, True)
    assert "10\u00a0points l’empêchent" in brief_troubles.why_not(CRISIS, found, True)
    assert brief_troubles.why_not(CRISIS, [], False) == "la page est en cours de composition."


def test_freezing_says_what_it_will_do():
    assert "à votre nom" in brief_troubles.meaning(True, False)
    assert "PROJET" in brief_troubles.meaning(False, False)
    assert "sous le même numéro" in brief_troubles.meaning(False, True)
    assert brief_troubles.may_approve(CRISIS)
    assert not brief_troubles.may_approve(replace(CRISIS, role="RED, MC"))
