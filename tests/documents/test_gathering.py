"""What a record says is kept, or the person who imports is told."""

import pytest

from app.documents.gathering import Gathering, day, is_home, two_names, usage_of


def gathered() -> Gathering:
    return Gathering("ligne 3")


def test_an_unreadable_number_keeps_its_words_in_the_remark() -> None:
    one = gathered()
    one.phone("poste 4512, demander Léa", "office")
    found = one.done()
    assert found.fields == {"remark": "Téléphone (bureau) : poste 4512, demander Léa"}
    assert "demander Léa" in found.trouble[0]


def test_an_unreadable_private_number_stays_out_of_the_remark_which_observers_read() -> None:
    one = gathered()
    one.phone("chez Paul, 12", "office", home=True)
    found = one.done()
    assert (found.fields, found.private) == ({}, ())
    assert "chez Paul, 12" in found.trouble[0]


def test_two_numbers_in_one_cell_are_two_numbers() -> None:
    one = gathered()
    one.phone("01 99 00 33 15 / 06 39 98 12 41", "office")
    one.phone("+33 (0)1 99 00 33 15", "duty")  # known already
    numbers = [value["number"] for value in one.done().fields.values()]
    assert numbers == ["+33199003315", "+33639981241"]


def test_an_extension_is_kept_beside_its_number() -> None:
    one = gathered()
    one.phone("01 99 00 33 15 poste 102", "office")
    fields = one.done().fields
    assert fields["phone:1"]["number"] == "+33199003315"
    assert fields["remark"] == "Poste : 102 au +33199003315"


def test_what_is_too_long_or_invisible_is_said() -> None:
    one = gathered()
    one.put("service", "a" * 300)
    one.put("function", "Pré\u200bfète")
    found = one.done()
    assert (len(found.fields["service"]), found.fields["function"]) == (200, "Préfète")
    assert len(found.trouble) == 2


def test_an_organisation_of_the_list_is_its_code() -> None:
    one = gathered()
    one.organisation("Ministère de l’Intérieur")
    assert one.done().fields == {"organisation": "INT"}


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("20120305T131933Z", "2012-03-05"),
        ("2012-03-05T13:32:54Z", "2012-03-05"),
        ("03/12/2021", "2021-12-03"),
        ("2014722T222710Z", ""),
        ("hier", ""),
    ],
)
def test_a_day_is_read_or_left_blank(words: str, iso: str) -> None:
    assert day(words) == iso


@pytest.mark.parametrize(
    ("label", "usage"),
    [
        ("Astreinte", "duty"),
        ("cellule de crise", "office"),
        ("CELL", "mobile"),
        ("Sécurisé", "secure"),
        ("main", "switchboard"),
    ],
)
def test_a_label_says_the_usage(label: str, usage: str) -> None:
    assert usage_of(label) == usage


def test_a_label_says_what_is_private() -> None:
    assert [is_home(label) for label in ("Home", "* Home", "Domicile", "Privé", "Bureau")] == [True] * 4 + [False]


@pytest.mark.parametrize(
    ("full", "names"),
    [
        ("Léa KERJEAN", ("KERJEAN", "Léa")),
        ("DE LA TOUR Jean", ("DE LA TOUR", "Jean")),
        ("Léa Kerjean", ("Kerjean", "Léa")),
    ],
)
def test_a_full_name_is_cut_in_two(full: str, names: tuple[str, str]) -> None:
    assert two_names(full) == names
