"""The brief as it would be frozen, made off the window's thread."""

from app.core.composition import Composition
from app.core.errors import Refused
from app.documents.preview import Head
from app.ui import brief_proof
from app.ui.background import Background
from app.ui.brief_proof import Proofs, prove
from tests.ui.briefs import propose, tell


def test_a_proof_is_what_is_frozen_and_says_where_its_sections_are(cell):
    tell(cell, "Reprise de feu")
    proposal = propose(cell)
    proof = prove(proposal, Composition())
    assert proof.printed.pdf.startswith(b"%PDF")
    assert proof.places.keys() == set(range(1, 11))
    assert proof.places[1].page == 0
    assert 0 < proof.places[1].top < proof.places[2].top
    assert proof.is_of(proposal, Composition())
    assert not proof.is_of(proposal, Composition("flash"))
    assert not proof.is_of(propose(cell), Composition())


def test_a_section_that_nobody_wrote_does_not_say_that_it_has_no_object(cell):
    proposal = propose(cell)
    said = {
        one.number: one.nothing for one in prove(proposal, Composition(nothing={8: "rien à décider"})).content.sections
    }
    assert said[5] == "Section vide : à écrire, ou « sans objet » avec motif."
    assert said[8] == "Sans objet : rien à décider"


def test_a_title_that_the_outline_has_not_is_nowhere(cell):
    content = prove(propose(cell, "flash"), Composition("flash")).content
    assert brief_proof.located([Head("2 Situation", 0, 120.0)], content).keys() <= {2}


def test_of_several_choices_the_last_alone_is_proved(cell, owner, qtbot):
    background, made = Background(), []
    proofs = Proofs(background, owner)
    proofs.made.connect(made.append)
    proposal = propose(cell)
    for n in range(10):
        proofs.ask(proposal, Composition(texts={5: f"Vent {n}."}))
    qtbot.waitUntil(lambda: len(made) == 2)
    assert [one.composed.texts[5] for one in made] == ["Vent 0.", "Vent 9."]
    background.close()


def test_words_that_may_not_be_printed_are_refused_and_the_next_are_proved(cell, owner, qtbot):
    background, failed = Background(), []
    proofs = Proofs(background, owner)
    proofs.failed.connect(failed.append)
    proposal = propose(cell)
    proofs.ask(proposal, Composition(texts={5: "Vent\u202eau nord."}))
    qtbot.waitUntil(lambda: bool(failed))
    assert isinstance(failed[0], Refused)
    with qtbot.waitSignal(proofs.made):
        proofs.ask(proposal, Composition())
    background.close()
