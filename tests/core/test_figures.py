"""How a figure is said, what is compared of it, and what a message that says it rests on."""

from dataclasses import replace

from app.core.figure import Figure, fold
from app.core.figures import FigureRow, amount, at_cutoff, cutoff_words, footing_of, key
from tests.building import NOW, Writer
from tests.core.holding import SPACE, edit, held

ZONE = "Europe/Paris"
FIELDS = {
    "indicator": "Renforts",
    "value": "40",
    "cutoff": NOW,
    "source": {"organisation": "", "name": "SDIS 76"},
    "perimeter": {"code": "", "name": "Rouen"},
}


def figure(**fields: object) -> Figure:
    body = {"number": "BIL-SIG1-001", "fields": FIELDS | fields, "publishable": True}
    found = fold([held(Writer("ann").write("figure.recorded", body, SPACE))])
    assert found is not None
    return found


def test_a_figure_is_said_in_french_with_its_cut_off_and_its_source() -> None:
    assert footing_of(figure(), (), ())[1] == "40 renforts, arrêté à 09:00 le 15/01, SDIS 76, Rouen"
    assert footing_of(figure(), (), (), "Indian/Reunion")[1].startswith("40 renforts, arrêté à 12:00")
    assert amount("Cas confirmés", "25233", qualifier="provisional") == "25\u202f233 cas confirmés (provisoire)"
    assert amount("Décès", "17", qualifier="at_least") == "au moins 17 décès"
    assert amount("EHPAD touchés", "3") == "3 EHPAD touchés"
    assert amount("Débit de la Seine", "1200.5", "m³/s") == "Débit de la Seine : 1\u202f200,5\u00a0m³/s"


def test_a_figure_whose_hour_nobody_said_shows_its_day_alone() -> None:
    assert cutoff_words(figure(precision="day"), ZONE) == "arrêté le 15/01"


def test_a_footing_changes_with_whatever_the_message_rests_on() -> None:
    first, _ = footing_of(figure(), (), ())
    other = {"organisation": "", "name": "SAMU 76"}
    where = {"code": "76540", "name": "Rouen"}
    changes = [{"value": "41"}, {"unit": "hommes"}, {"qualifier": "about"}, {"cutoff": NOW + 1}]
    changes += [{"source": other}, {"perimeter": where}, {"indicator": "Renfort"}]
    found = {footing_of(figure(**change), (), ())[0] for change in changes}
    found |= {footing_of(figure(), ("BIL-SIG1-002",), ())[0], footing_of(figure(), (), ("BIL-SIG1-002",))[0]}
    assert len(found | {first}) == len(changes) + 3
    assert footing_of(figure(note="relu", reference="SYN-12"), (), ())[0] == first


def test_a_footing_says_what_happened_since() -> None:
    words = footing_of(figure(), ("BIL-SIG1-015",), ("BIL-INT-002", "BIL-INT-002"))[1]
    assert words.endswith("Rouen ; remplacé par BIL-SIG1-015 ; écarté au profit de BIL-INT-002")
    first = held(Writer("ann").write("figure.recorded", {"fields": FIELDS}, SPACE))
    hidden = fold([first])
    assert hidden is not None
    assert footing_of(hidden, (), ())[1].endswith("; non publiable")
    assert footing_of(hidden, (), ())[0] != footing_of(figure(), (), ())[0]


def test_two_values_written_apart_are_another_ground_than_either() -> None:
    first = held(Writer("ann").write("figure.recorded", {"fields": FIELDS}, SPACE))
    one = held(edit(Writer("bob"), "figure.amended", first.id, {"value": "41"}, first, reason="relu"))
    two = held(edit(Writer("cam"), "figure.amended", first.id, {"value": "42"}, first, reason="relu"))
    grounds = set()
    for operations in ([first], [first, one], [first, two], [first, one, two]):
        found = fold(operations)
        assert found is not None
        grounds.add(footing_of(found, (), ())[0])
    assert len(grounds) == 4


def test_words_are_compared_without_case_accents_or_needless_spaces() -> None:
    assert key("  Foyers  sans ÉLECTRICITÉ ") == key("foyers sans électricité")
    assert key("Cas d’intoxication") == key("cas d'intoxication")


def rows() -> list[FigureRow]:
    return [replace(figure().row, id=str(n), cutoff=NOW + n * 3_600_000) for n in range(3)]


def test_what_is_arrested_after_the_hour_is_left_out_and_a_day_alone_counts_that_day() -> None:
    one, two, three = rows()
    day = replace(three, id="day", precision="day", cutoff=NOW + 14 * 3_600_000)
    tomorrow = replace(day, id="tomorrow", cutoff=NOW + 40 * 3_600_000)
    assert at_cutoff([one, two, three, day, tomorrow], two.cutoff, ZONE) == [one, two, day]
