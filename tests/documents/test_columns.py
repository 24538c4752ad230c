"""The columns of an extract: every field of an entry, named once, described, and readable."""

from dataclasses import fields, replace

from app.core.entry import Entry
from app.core.records import Field, Held, Value
from app.documents import columns
from app.documents.columns import COLUMNS, whole
from tests.building import Writer
from tests.core.holding import held
from tests.documents.extracts import CONFINEMENT, EXTRACT, PAPER, RUMOUR

# What an entry is made of that is told under other names.
ELSEWHERE = {"space": "crisis", "source": "rating", "credibility": "rating", "fields": "conflicts"}


def test_every_field_of_an_entry_has_its_column() -> None:
    names = [one.name for one in COLUMNS]
    assert {ELSEWHERE.get(one.name, one.name) for one in fields(Entry)} <= set(names)
    assert {"place_codes", "latitude", "longitude", "role", "organisation", "workstation", "late_minutes"} <= set(names)
    for part in ("name", "label"):
        told = [getattr(one, part) for one in COLUMNS]
        assert len(set(told)) == len(told)
    assert all(one.says for one in COLUMNS)


def test_an_entry_is_told_whole() -> None:
    told = whole(CONFINEMENT, EXTRACT)
    assert told["occurred_at"] == "2026-09-23T22:58:00+02:00"
    assert (told["place_codes"], told["latitude"], told["rating"]) == (["76540", "76322"], 49.4431, "A1")
    assert (told["frame"], told["crisis"], told["decision"]) == ("EXERCICE", "CRI-2026-SIG1-004", "D-SIG1-001")
    assert told["files"][0]["sha256"] == "ab" * 32
    assert [(one["kind"], one["entry"]) for one in told["links"]] == [
        ("follows", "SIG1-0140"),
        ("contradicts", columns.UNKNOWN),
        ("replaces", "PREF-0031"),
    ]
    subject, hour = told["amendments"]
    assert (subject["field"], subject["former"]) == ("subject", "Confinement étendu à 12 communes")
    assert (subject["reason"], subject["author"]) == ("erreur d'écoute", "C. Morvan (CCOM, SIG, poste SIG1)")
    assert (hour["former"], hour["rank"]) == ("2026-09-23T22:55:00+02:00", None)
    assert whole(PAPER, EXTRACT)["sheet"] == "f. 2"
    assert whole(RUMOUR, EXTRACT)["reference"] == "SYNERGI 2026-118"


def words(name: str, entry: Entry = CONFINEMENT) -> object:
    return next(one for one in COLUMNS if one.name == name).words(entry, EXTRACT)


def test_a_person_reads_words_and_not_codes() -> None:
    assert words("type") == "décision"
    assert words("tlp") == "TLP:AMBER"
    assert words("place_codes") == "76540, 76322"
    assert words("recipients") == "CIC, Rectorat"
    assert words("triage") == "à transmettre"
    assert str(words("links")).splitlines()[0].startswith("suite de · entrée : SIG1-0140 · auteur : L. Aubert")
    assert "ancien : Confinement étendu à 12 communes · nouveau : Confinement étendu à 13" in str(words("amendments"))
    two_lines = replace(CONFINEMENT.amendments[0], field="content", former="un\ndeux")
    assert "un ⏎ deux" in str(words("amendments", replace(CONFINEMENT, amendments=(two_lines,))))


def test_both_values_of_a_field_in_conflict_are_told() -> None:
    writer = Writer("somebody")
    by: Held = held(writer.write("entry.recorded", {"fields": {}}, "f" * 64))
    field = Field((Value("12 blessés", by), Value("14 blessés", by)))
    entry = replace(CONFINEMENT, fields={"subject": field}, conflicts=("subject",))
    assert whole(entry, EXTRACT)["conflicts"] == [
        {"field": "subject", "label": "objet", "values": ["12 blessés", "14 blessés"]}
    ]
    assert words("conflicts", entry) == "objet · valeurs : 12 blessés / 14 blessés"


def test_values_are_readable_whatever_their_field() -> None:
    zone = "Europe/Paris"
    rouen = {"code": "76540", "name": "Rouen", "others": ["76322"]}
    assert columns.readable("place", rouen, zone) == "Rouen (76540, 76322)"
    moved = {**rouen, "latitude": 49.4431, "longitude": 1.0993}
    assert columns.readable("place", moved, zone) == "Rouen (76540, 76322) 49.44310, 1.09930"
    assert columns.readable("place", {"code": "", "name": "ici"}, zone) == "ici"
    assert columns.readable("place", None, zone) is None
    assert columns.readable("means", "phone", zone) == "téléphone"
    assert columns.readable("recipients", ["a", "b"], zone) == "a, b"
    assert columns.readable("assigned", {"person": "", "organisation": "INT", "name": "Intérieur"}, zone) == "Intérieur"
    assert columns.readable("due", None, zone) is None


def test_the_fingerprint_is_that_of_the_entries_and_of_nothing_else() -> None:
    same = replace(EXTRACT, made_at=EXTRACT.made_at + 1, asked="autrement demandé")
    assert columns.fingerprint(same) == columns.fingerprint(EXTRACT)
    other = replace(EXTRACT, entries=(replace(RUMOUR, subject="="), *EXTRACT.entries[1:]))
    assert columns.fingerprint(other) != columns.fingerprint(EXTRACT)
