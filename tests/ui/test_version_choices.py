"""Which versions of a message may be compared."""

from app.core.message_commands import Revise, Submit
from app.core.texts import Text
from app.ui.version_choices import former, readable, signer, since_when
from tests.ui.cell import SECOND
from tests.ui.test_message_acts import acting

PARIS = "Europe/Paris"


def revised(cell):
    """v1 signed by Health, then v2, then v3."""
    message = cell.submitted()
    cell.sign(cell.health, message)
    cell.writer.desk.do(Revise(message, SECOND))
    cell.writer.desk.do(Revise(message, Text("Restez à l’abri", "Quatorze communes.")))
    cell.spread(cell.writer)
    return cell.health.reading.message(message)


def test_a_reader_compares_with_the_text_his_ministry_signed(cell):
    message = cell.submitted()
    cell.sign(cell.health, message)
    cell.writer.desk.do(Revise(message, SECOND))
    cell.writer.desk.do(Submit(message))
    cell.spread(cell.writer)
    read = cell.health.reading.message(message)
    assert since_when(read, read.current, acting(cell, cell.health)) == read.versions[0]


def test_without_any_visa_there_is_nothing_to_compare_with(cell):
    message = cell.submitted()
    cell.writer.desk.do(Revise(message, SECOND))
    read = cell.writer.reading.message(message)
    assert since_when(read, read.current, acting(cell, cell.writer)) is None


def test_the_visa_of_each_organisation_comes_before_the_versions(cell):
    read = revised(cell)
    words = [words for words, _ in former(read, read.current, PARIS)]
    assert words[0].startswith("Différences depuis le visa de Santé (v1, ")
    labels = [one.label for one in (read.versions[1], read.versions[0])]
    assert [one.split(" ")[2] for one in words[1:]] == labels


def test_any_earlier_version_may_be_read_and_compared_with_those_before_it(cell):
    read = revised(cell)
    choices = readable(read, read.current, PARIS)
    assert [one for _, one in choices] == [read.current, read.versions[1], read.versions[0]]
    assert choices[0][0].endswith("en cours")
    assert all(words.endswith("passée") for words, _ in choices[1:])
    assert [one for _, one in former(read, read.versions[1], PARIS)] == [read.versions[0], read.versions[0]]
    assert former(read, read.versions[0], PARIS) == []


def test_a_visa_is_named_after_the_ministry_it_speaks_for(cell):
    read = revised(cell)
    assert signer(read.visas[0]) == "Santé"
