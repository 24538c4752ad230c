"""What the author of a brief chooses: his words, what he leaves out, in what order, and what stops him."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.brief_commands import Freeze, Printed
from app.core.brief_content import NOTHING, Asked, Content, Paragraph
from app.core.brief_offer import Proposal
from app.core.composition import Composition, content, read, require_complete, text_of, troubles, write
from app.core.entry_commands import Link, Record
from app.core.errors import Refused
from app.core.registers.crisis import EditCrisis
from app.sync.workstation import Workstation
from tests.office import Office

SURE = {"key_event": True, "source": "A", "credibility": "1"}


@pytest.fixture
def sig(office: Office) -> Workstation:
    return office.workstation("SIG1", "Camille Morvan")


@pytest.fixture
def crisis(office: Office, sig: Workstation) -> str:
    return office.crisis(sig)


def record(sig: Workstation, crisis: str, subject: str, ago: int = 1, **more: Any) -> str:
    return sig.desk.do(Record(crisis, subject, **{"occurred_at": sig.clock.now() - ago * 60_000, **SURE, **more})).id


def propose(sig: Workstation, crisis: str, **more: Any) -> Proposal:
    return sig.reading.propose(crisis, sig.clock.now(), True, **more)


def composed(sig: Workstation, crisis: str, **chosen: Any) -> Content:
    return content(propose(sig, crisis), Composition(**chosen))


def blocks(content: Content, number: int) -> Any:
    return next(one.blocks for one in content.sections if one.number == number)


def test_what_is_typed_stands_at_the_head_of_its_section(sig: Workstation, crisis: str) -> None:
    record(sig, crisis, "Feu")
    found = composed(sig, crisis, texts={2: "  Le feu s'étend. \n\nVent du nord.", 1: "Un seul fait."})
    assert blocks(found, 1) == (Paragraph("Un seul fait."),)
    head, second, chronology = blocks(found, 2)
    assert (head, second) == (Paragraph("Le feu s'étend."), Paragraph("Vent du nord."))
    assert len(chronology.lines) == 1
    assert text_of(propose(sig, crisis).offers[0], Composition()) == "Feu"


def test_words_that_the_last_brief_did_not_say_draw_the_bar(sig: Workstation, crisis: str) -> None:
    first = composed(sig, crisis, texts={2: "Dite deux fois."})
    sig.desk.do(Freeze(crisis, first, Printed(b"%PDF", 1)))
    found = composed(sig, crisis, texts={2: "Dite deux fois.\nNouvelle."})
    assert blocks(found, 2) == (Paragraph("Dite deux fois."), Paragraph("Nouvelle.", changed=True))


def test_a_line_left_out_is_not_printed_and_one_that_was_not_proposed_may_be(sig: Workstation, crisis: str) -> None:
    one, other = record(sig, crisis, "Laissé"), record(sig, crisis, "Pris", key_event=False, priority=1)
    found = composed(sig, crisis, out=frozenset({f"fact:{one}"}), into=frozenset({f"fact:{other}"}))
    assert [line.text for line in blocks(found, 2)[0].lines] == ["Pris"]


def test_lines_are_printed_in_the_order_their_author_gave(sig: Workstation, crisis: str) -> None:
    ids = [
        record(sig, crisis, f"Mesure {n}", 9 - n, type="decision", sender="Préfet", key_event=False) for n in (1, 2, 3)
    ]
    moved = (f"decision:{ids[2]}", f"decision:{ids[0]}")
    (table,) = blocks(composed(sig, crisis, order={4: moved}), 4)
    assert [row[1] for row in table.rows] == ["Mesure 3", "Mesure 1", "Mesure 2"]
    assert table.records == (ids[2], ids[0], ids[1])


def test_facts_keep_the_order_of_their_hours(sig: Workstation, crisis: str) -> None:
    ids = [record(sig, crisis, f"Fait {n}", 9 - n) for n in (1, 2)]
    (chronology,) = blocks(composed(sig, crisis, order={2: (f"fact:{ids[1]}",)}), 2)
    assert [line.text for line in chronology.lines] == ["Fait 1", "Fait 2"]


def test_an_empty_section_says_why_or_only_that_it_is(sig: Workstation, crisis: str) -> None:
    found = composed(sig, crisis, nothing={5: "pas d'évolution attendue"})
    by_number = {one.number: one for one in found.sections}
    assert by_number[5].nothing == "Sans objet : pas d'évolution attendue"
    assert by_number[9].nothing == NOTHING


def test_each_line_of_the_decisions_asked_for_is_one_of_them(sig: Workstation, crisis: str) -> None:
    found = composed(sig, crisis, texts={8: "Une seule voix.\nOuvrir le numéro."})
    assert blocks(found, 8) == (Asked(("Une seule voix.", "Ouvrir le numéro."), ("", "")),)


def test_the_marks_are_those_of_the_crisis_unless_its_author_says_otherwise(sig: Workstation, crisis: str) -> None:
    sig.desk.do(EditCrisis(crisis, {"marking": "Diffusion restreinte", "tlp": "amber"}))
    assert (composed(sig, crisis).marking, composed(sig, crisis).tlp) == ("Diffusion restreinte", "amber")
    assert composed(sig, crisis, marking="", tlp="clear").marking == ""
    with pytest.raises(Refused, match="classification"):
        composed(sig, crisis, marking="SECRET")


def test_a_level_of_classification_typed_in_a_text_is_refused(sig: Workstation, crisis: str) -> None:
    with pytest.raises(Refused, match="classification"):
        composed(sig, crisis, texts={2: "TRÈS SECRET\nLe feu."})
    found = troubles(propose(sig, crisis), Composition(texts={2: "TRÈS SECRET"}))
    assert any(one.prevents and one.section == 2 for one in found)


def test_what_prevents_is_told_before_what_is_to_be_known(sig: Workstation, crisis: str) -> None:
    one, other = record(sig, crisis, "Éteint"), record(sig, crisis, "Reprise")
    sig.desk.do(Link(other, "contradicts", one, "deux témoins"))
    typed = {1: "Feu", 6: "Appelez le\n[numéro d'information] ou le [15].", 3: "x", 4: "x", 7: "x", 8: "x", 9: "x"}
    found = troubles(propose(sig, crisis), Composition(texts=typed, nothing={10: "week-end"}))
    assert [(one.prevents, one.section, one.line) for one in found[:3]] == [(True, 5, 0), (True, 6, 2), (True, 6, 2)]
    assert "[numéro d'information] en section 6, ligne 2." in [one.words for one in found]
    assert [(one.prevents, one.key) for one in found[3:]] == [(False, f"fact:{one}"), (False, f"fact:{other}")]


def test_placeholders_are_refused_by_name() -> None:
    with pytest.raises(Refused, match=r"Section 6 à compléter : \[numéro\], \[lieu\]"):
        require_complete([(1, "Rien."), (6, "[numéro], [lieu], [numéro]")])
    require_complete([(1, "Rien [.")])


def test_the_annexes_are_those_of_the_format_unless_its_author_says_otherwise(office: Office, sig: Workstation) -> None:
    from tests.core.test_composing import said

    crisis, _ = said(office, sig, ("line", "qa"))
    assert [one.title for one in composed(sig, crisis).annexes] == [
        "Éléments de langage en vigueur, texte intégral",
        "Questions-réponses en vigueur",
    ]
    assert [one.number for one in composed(sig, crisis, annexes=("questions",)).annexes] == [1]
    assert composed(sig, crisis, annexes=()).annexes == ()


texts = st.dictionaries(st.integers(1, 13), st.text(max_size=20), max_size=3)


@given(texts, texts, st.frozensets(st.text(max_size=9)), st.none() | st.tuples(st.just("lines")), st.booleans())
def test_a_composition_is_taken_up_again_as_it_was_left(
    typed: Any, nothing: Any, out: Any, annexes: Any, revises: bool
) -> None:
    kept = Composition("long", 12, typed, nothing, out, out, {2: ("a", "b")}, annexes, "", None, 3, "ab" * revises)
    assert read(write(kept)) == kept


@pytest.mark.parametrize("kept", ["", "{", "[]", '{"format": "martien"}', '{"texts": 3}'])
def test_what_is_no_composition_is_none(kept: str) -> None:
    assert read(kept) is None


def test_a_composition_is_begun_once_something_would_be_lost() -> None:
    assert not Composition("long", 12, revises="ab").begun
    assert Composition(texts={1: "a"}).begun
    assert replace(Composition(), out=frozenset("a")).begun
