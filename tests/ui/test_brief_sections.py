"""The sections of a brief while it is composed."""

from app.core.registers.briefs import Chronology, Line, Paragraph, Section, Table
from app.ui import brief_sections
from tests.ui.lines import at

LINE = Line(at(24, 2, 48), "Reprise de feu", "SDIS 76", "B3", "SIG1-0147", at(24, 3, 5))


def test_the_authors_lines_come_at_the_head_of_the_section(cell):
    content = cell.head.reading.compose(cell.space, at(24, 3, 16), True)
    written = brief_sections.with_texts(content, {5: "Vent au nord.\n\n  Écoles fermées. "})
    assert written.sections[4].blocks == (Paragraph("Vent au nord.", True), Paragraph("Écoles fermées.", True))
    assert written.sections[0] == content.sections[0]


def test_a_section_says_how_much_it_holds_or_that_it_is_without_object():
    section = Section(2, "Situation", (Chronology((LINE, LINE)),))
    assert brief_sections.card(section, "Un mot.").states[0][1] == "3\u00a0lignes"
    assert brief_sections.card(Section(5, "Anticipation"), "").states[0][1] == "sans objet"


def test_what_feeds_a_section_is_told_in_plain_words():
    table = Table(("Indicateur", "Valeur"), (("Communes", "13"),), (1, 1))
    section = Section(3, "Bilan", (Chronology((LINE,)), table))
    assert brief_sections.lines(section, "Europe/Paris") == [
        "02:48  Reprise de feu (SIG1-0147, SDIS 76, B3)",
        "Communes · 13",
    ]
