"""Words on the screen: hours with their day, persons, counts."""

from app.core.records import Author
from app.ui import wording

AT = 1_790_201_520_000  # 2026-09-24T00:12:00+02:00


def test_an_hour_is_said_in_the_zone_of_the_crisis_and_with_its_day():
    assert wording.day_and_hour(AT, "Europe/Paris") == "jeu. 24 sept. 2026, 00:12".replace(" ", "\u00a0", 3)
    assert wording.short_day_and_hour(AT, "Indian/Reunion") == "24\u00a0sept.\u00a002:12"


def test_a_person_is_named_with_the_role_when_it_is_known():
    assert wording.person(Author(name="L. Aubert", role="RED")) == "L. Aubert (RED)"
    assert wording.person(Author(workstation="SIG1")) == "SIG1"


def test_a_count_agrees_with_its_noun():
    assert wording.number(0, "mot") == "0\u00a0mot"
    assert wording.number(2, "mot") == "2\u00a0mots"
    assert wording.number(3013, "entrée") == "3\u202f013\u00a0entrées"
    assert wording.number(2, "visa à donner", "visas à donner") == "2\u00a0visas à donner"


def test_a_long_run_may_be_cut_where_it_reads_well_and_never_inside_a_letter():
    name = "plan-des-cuvettes_2026-09-24_version-definitive.pdf"
    assert wording.breakable(name).replace(wording.SOFT, "") == name
    assert f"cuvettes_{wording.SOFT}2026" in wording.breakable(name)
    assert wording.breakable("Reprise de feu") == "Reprise de feu"
    accented = "abcdefghijke\u0301" * 3
    assert f"{wording.SOFT}\u0301" not in wording.breakable(accented)
