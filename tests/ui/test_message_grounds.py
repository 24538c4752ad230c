"""The facts and figures a message rests on, as they are shown."""

from app.core.entry_commands import Amend, Record
from app.core.message_commands import Draft
from app.ui.message_grounds import candidates, of_message, of_records
from tests.ui.cell import FIRST
from tests.ui.figures import count

PARIS = "Europe/Paris"


def facts(cell):
    products = cell.head.desk.do(
        Record(cell.space, "Nature des produits", content="Huiles moteur", verification="cross_checked")
    )
    air = cell.head.desk.do(Record(cell.space, "Mesures d’air", verification="confirmed"))
    cell.spread(cell.head)
    return products, air


def test_each_fact_is_shown_with_its_number_and_the_state_of_its_verification(cell):
    products, air = facts(cell)
    found = of_records(cell.writer.reading, cell.space, [air.id, products.id, "0" * 64], PARIS)
    assert [(one.number, one.subject, one.state) for one in found] == [
        (air.label, "Mesures d’air", ("favorable", "confirmé officiel", "success")),
        (products.label, "Nature des produits", ("en_visa", "recoupé", "text")),
    ]


def test_a_rectified_fact_comes_first_with_the_words_concerned(cell):
    products, air = facts(cell)
    message = cell.writer.desk.do(Draft(cell.space, "line", FIRST, uses=(air.id, products.id))).id
    cell.spread(cell.writer)
    cell.head.desk.do(Amend(products.id, {"content": "Additifs pour lubrifiants"}, "relu"))
    cell.spread(cell.head)
    first, second = of_message(cell.writer.reading, cell.writer.reading.message(message), PARIS)
    assert first.number == products.label
    assert first.to_review
    assert first.state == ("a_reexaminer", "rectifié 03:16, à réexaminer", "warning")
    assert ("Huiles" in first.former, "Additifs" in first.present) == (True, True)
    assert not second.to_review


def test_facts_are_found_by_number_and_by_words(cell):
    products, _ = facts(cell)
    assert candidates(cell.writer.reading, cell.space, products.label, PARIS)[0].record == products.id
    assert [one.record for one in candidates(cell.writer.reading, cell.space, "huiles", PARIS)] == [products.id]
    assert len(candidates(cell.writer.reading, cell.space, "", PARIS)) == 2
    assert candidates(cell.writer.reading, cell.space, "introuvable", PARIS) == ()


def test_figures_of_the_bilan_are_found_and_shown_with_whether_they_may_be_published(cell):
    figure = count(cell.head, cell.space, "Foyers sans eau", "840", "Métropole")
    cell.spread(cell.head)
    (found,) = candidates(cell.writer.reading, cell.space, "foyers metropole", PARIS)
    assert (found.record, found.number) == (figure, "BIL-SIG1-001")
    assert found.subject.startswith("840 foyers sans eau, arrêté à 02:15 le 24/09, Métropole")
    assert found.state[1:] == ("non publiable", "warning")
    message = cell.writer.desk.do(Draft(cell.space, "line", FIRST, uses=(figure,))).id
    assert of_message(cell.writer.reading, cell.writer.reading.message(message), PARIS) == (found,)


def test_a_figure_that_was_replaced_says_so_to_who_leans_on_it(cell):
    first = count(cell.head, cell.space, "Foyers sans eau", "840", "Métropole", 1)
    count(cell.head, cell.space, "Foyers sans eau", "910", "Métropole", 2)
    states = {one.record: one.state for one in candidates(cell.head.reading, cell.space, "foyers", PARIS)}
    assert states[first][1:] == ("remplacé par BIL-SIG1-002", "warning")
