"""What is keyed in from a call sheet: a number or a name, a result, an hour."""

import pytest

from app.core import times
from app.core.cascade import fold
from app.core.cascade_commands import LogCall, numbered_from
from app.core.cascade_paper import Row, named, read, result, rows_of
from app.core.errors import Refused
from tests.building import NOW, Writer
from tests.core.cascades import FONTAINE, KERJEAN, LEGOFF, written
from tests.core.holding import SPACE, held

ZONE = "Europe/Paris"


def cascade():
    found = fold([written(Writer("ann"))])
    assert found is not None
    return found


def test_a_line_is_a_call_and_an_empty_one_nothing() -> None:
    rows = [Row(1, "2", "m", "08 h 12", "oui", "rappelle à 9 h", "LM"), Row(2), Row(3, "le goff", "joint", "08:15")]
    found = read(rows, cascade(), NOW, ZONE)
    assert found.problems == ()
    assert list(found.calls) == [1, 3]
    first = found.calls[1]
    assert isinstance(first, LogCall)
    assert (first.target, first.result, first.deputy, first.note, first.by) == (
        *(FONTAINE.key, "message", True, "rappelle à 9 h", "LM"),
    )
    assert 0 < NOW - (first.at or 0) < 24 * 3600_000
    assert (found.calls[3].target, found.calls[3].result) == (LEGOFF.key, "reached")


@pytest.mark.parametrize(
    ("row", "field", "said"),
    [
        (Row(1, "7", "joint", "08:12"), "target", "n'est pas dans la cascade"),
        (Row(1, "1", "", "08:12"), "result", "joint, message laissé"),
        (Row(1, "1", "joint", ""), "at", "Écrivez l'heure"),
        (Row(1, "1", "joint", "bientôt"), "at", "incomprise"),
        (Row(1, "1", "joint", "2515"), "at", "25:15 n'est pas une heure"),
        (Row(1, "1", "joint", "08:12", "peut-être"), "deputy", "oui"),
    ],
)
def test_what_is_not_understood_is_said_with_its_field(row: Row, field: str, said: str) -> None:
    (problem,) = read([row], cascade(), NOW, ZONE).problems
    assert (problem.line, problem.field) == (1, field)
    assert said in problem.words


@pytest.mark.parametrize("typed", ["2215", "22 15", "22h15", "22:15", "22 h 15", "hier 2215"])
def test_an_hour_is_typed_with_or_without_its_colon(typed: str) -> None:
    (call,) = read([Row(1, "1", "joint", typed)], cascade(), NOW, ZONE).calls.values()
    assert isinstance(call, LogCall)
    assert times.hour(call.at or 0, ZONE) == "22:15"


@pytest.mark.parametrize(("text", "code"), [("1", "reached"), ("Sans rép", "no_answer"), ("FAUX", "wrong_number")])
def test_a_result_is_its_place_or_the_beginning_of_its_words(text: str, code: str) -> None:
    assert result(text) == code


def test_a_name_that_two_bear_is_refused_with_both() -> None:
    twins = (KERJEAN, type(KERJEAN)("J. Kerjean"))
    first = Writer("ann").write("cascade.written", {"fields": {"title": "x", **numbered_from(twins)}}, SPACE)
    two = fold([held(first)])
    assert two is not None
    with pytest.raises(Refused, match=r"1 D\. Kerjean .*2 J\. Kerjean"):
        named("kerjean", two)
    assert named("J. Kerjean", two).order == 2


def test_a_file_names_its_columns_in_any_order_and_any_separator() -> None:
    rows = rows_of("\ufeffHeure,N°,Résultat,Composé\n08:12,1,joint,01 99 00 12 01\n")
    assert rows == [Row(2, "1", "joint", "08:12", number="01 99 00 12 01")]
    for text, said in (("", "vide"), ("n°;heure\n1;08:12", "résultat|resultat"), ('n°;"a\n', "CSV|Colonne")):
        with pytest.raises(Refused, match=said):
            rows_of(text)
