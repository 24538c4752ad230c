"""What leaves a section is counted, named, and can be put back: nothing is lost, nothing is said twice."""

from dataclasses import replace

from app.core.brief_content import Chronology, Curve, Pair, Paragraph, Remark, Said, Section, Table, Unverified
from app.documents import moving
from app.documents.moving import Cut, Moved
from tests.documents.samples import ANNEXED, CHRONOLOGY, CONTENT, COURSE, MEASURES, RUNS, UNVERIFIED, holding


def told(*blocks: object, kept: int, number: int = 2) -> list[str]:
    """What the body says of these blocks when each keeps so many lines."""
    content = replace(CONTENT, sections=(Section(number, "Situation", tuple(blocks)),))
    cuts = [Cut(0, place, kept) for place in range(len(blocks))]
    made, _ = moving.without(content, cuts)
    return [block.text for block in made.sections[0].blocks if isinstance(block, Remark)]


def test_what_left_is_said_in_the_words_of_its_section() -> None:
    assert told(CHRONOLOGY, kept=1) == ["3 faits marquants plus anciens en annexe A."]
    assert told(CHRONOLOGY, kept=3) == ["1 fait marquant plus ancien en annexe A."]
    assert told(UNVERIFIED, kept=1) == ["1 information non vérifiée plus ancienne en annexe A."]
    assert told(UNVERIFIED, kept=0) == ["2 informations non vérifiées en annexe A."]
    assert told(MEASURES, kept=2, number=4) == ["3 mesures de plus en annexe A."]
    assert told(replace(MEASURES, heads=("Astreinte",)), kept=4, number=10) == [
        "1 tour d’astreinte de plus en annexe A."
    ]
    assert told(RUNS, kept=0) == ["Diffusés depuis le n° 11 : 3 · Paroles à venir : 2 en annexe A."]
    assert told(RUNS.left, kept=0) == ["Diffusés depuis le n° 11 : 3 en annexe A."]
    assert told(COURSE, kept=0) == ["1 courbe en annexe A."]
    assert told(Said("EDL-SIG1-001 v1", "Titre", "Mots"), kept=0) == ["1 texte en annexe A."]


def test_of_a_chronology_the_oldest_leave_and_of_a_table_the_last() -> None:
    content = replace(CONTENT, sections=(Section(2, "Situation", (CHRONOLOGY, MEASURES)),))
    made, _ = moving.without(content, [Cut(0, 0, 1), Cut(0, 1, 2)])
    remark, facts, table, _ = made.sections[0].blocks
    assert isinstance(remark, Remark)
    assert isinstance(facts, Chronology)
    assert isinstance(table, Table)
    assert facts.lines == CHRONOLOGY.lines[3:]
    assert table.rows == MEASURES.rows[:2]
    gone = made.annexes[0].blocks
    assert gone == (
        replace(CHRONOLOGY, lines=CHRONOLOGY.lines[:3]),
        replace(MEASURES, rows=MEASURES.rows[2:], changed=(2,)),
    )


def test_the_chosen_annexes_follow_what_did_not_fit_under_the_next_letters() -> None:
    made, moved = moving.without(ANNEXED, [Cut(3, 0, 1), Cut(8, 0, 2)])
    assert [(moving.letter(one), one.title) for one in made.annexes] == [
        ("A", "Suite de la section 4 : Mesures prises (4 lignes)"),
        ("B", "Suite de la section 9 : Demandes en cours (2 lignes)"),
        ("C", "Éléments de langage en vigueur, texte intégral"),
        ("D", "Questions-réponses en vigueur"),
        ("E", "Évolution des chiffres"),
    ]
    assert moved == (Moved(4, "Mesures prises", 4, "A"), Moved(9, "Demandes en cours", 2, "B"))


def test_everything_can_be_put_back() -> None:
    cuts = [Cut(1, 1, 2), Cut(1, 2, 0), Cut(2, 0, 0), Cut(3, 0, 1), Cut(5, 2, 0), Cut(9, 0, 1)]
    made, _ = moving.without(ANNEXED, cuts)
    assert made != ANNEXED
    assert moving.whole(made) == ANNEXED


def test_a_content_that_lost_nothing_is_whole() -> None:
    assert moving.without(ANNEXED, ()) == (ANNEXED, ())
    assert moving.whole(ANNEXED) is ANNEXED


def test_a_remark_that_is_not_ours_stays_where_it_is() -> None:
    content = holding(Remark("12 mesures de plus en annexe A."), annexes=ANNEXED.annexes)
    assert moving.whole(content) is content


def test_a_block_counts_its_lines() -> None:
    blocks = (CHRONOLOGY, UNVERIFIED, MEASURES, Paragraph("mots"), Pair(Paragraph("a"), Paragraph("b")), Unverified(()))
    assert [moving.size(block) for block in blocks] == [4, 2, 5, 1, 1, 0]
    assert isinstance(COURSE, Curve)
