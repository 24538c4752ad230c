"""CAP is read strictly: real alerts of many countries, and files that must be refused."""

from pathlib import Path

import pytest

from app.core.errors import Refused
from app.documents import cap
from tests.documents.caps import alert

DATA = Path(__file__).parents[1] / "data" / "cap"
REFUSED = {
    "canada_errors.cap": "quelle alerte elle remplace",
    "invalid.cap": "« scope »",
    "no_optional_fields.cap": "elle ne dit rien|ne dit rien",
    "noaa_errors.cap": "« urgency »",
    "xee.cap": "piégé",
}
FILES = sorted(file for file in DATA.rglob("*") if file.suffix in (".xml", ".cap"))


@pytest.mark.parametrize("file", [file for file in FILES if file.name not in REFUSED], ids=lambda file: file.name)
def test_a_real_alert_is_read(file: Path) -> None:
    read = cap.read(file.read_bytes())
    assert read.identifier
    assert read.sent > 0
    assert read.blocks
    assert all(block.event for block in read.blocks)


@pytest.mark.parametrize("name", REFUSED)
def test_an_alert_that_breaks_the_standard_is_refused_by_name(name: str) -> None:
    with pytest.raises(Refused, match=REFUSED[name]):
        cap.read((DATA / "google" / name).read_bytes())


def test_each_part_of_an_alert_is_where_it_belongs() -> None:
    read = cap.read((DATA / "oasis" / "example3.xml").read_bytes())
    assert (read.kind, read.status, read.sender) == ("Update", "Actual", "trinet@caltech.edu")
    assert read.references == ("trinet@caltech.edu,TRI13970876.1,2003-06-11T20:30:00-07:00",)
    (block,) = read.blocks
    assert (block.urgency, block.severity, block.certainty, block.category) == ("Past", "Minor", "Observed", ("Geo",))
    assert block.areas[0].points == ((32.9525, -115.5527),)
    assert block.web == "http://www.trinet.org/scsn/scsn.html"


def test_two_languages_are_two_blocks_with_accents_whatever_the_encoding() -> None:
    read = cap.read((DATA / "google" / "canada.cap").read_bytes())
    assert {block.language for block in read.blocks} == {"en-CA", "fr-CA"}
    latin = cap.read((DATA / "google" / "earthquake-iso8859-1.cap").read_bytes())
    assert "Usulután" in latin.blocks[0].headline


def test_the_signature_and_the_names_of_others_are_left_aside() -> None:
    assert cap.read((DATA / "google" / "canada_signed.cap").read_bytes()).kind == "Update"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"sent": "2026-09-24T10:00:00"}, "Heure incomprise"),
        ({"sent": "hier"}, "Heure incomprise"),
        ({"sent": "2026-13-24T10:00:00+02:00"}, "Heure incomprise"),
        ({"sent": "0001-01-01T10:00:00+02:00"}, "Heure incomprise"),
        ({"status": "Réelle"}, "status"),
        ({"kind": "Ack", "references": "a,b,2026-09-24T10:00:00+02:00"}, "accusé de réception"),
        ({"kind": "Update", "references": "a,b"}, "Référence incomprise"),
        ({"severity": "Terrible"}, "severity"),
        ({"event": " "}, "« event »"),
        ({"area": "<area><areaDesc>ici</areaDesc><circle>200,3 0</circle></area>"}, "Coordonnées impossibles"),
        ({"area": "<area><areaDesc>ici</areaDesc><polygon>1;2 3,4</polygon></area>"}, "Coordonnées incomprises"),
        ({"area": "<area><areaDesc>ici</areaDesc><circle>nan,3 0</circle></area>"}, "Coordonnées impossibles"),
        ({"namespace": "urn:oasis:names:tc:emergency:cap:2.0"}, "n'est pas une alerte CAP"),
    ],
)
def test_what_is_doubtful_is_refused_and_said(change: dict[str, str], said: str) -> None:
    with pytest.raises(Refused, match=said):
        cap.read(alert(**change))


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe\x00",
        b"{}",
        b"<alert/>",
        b"<alert xmlns='urn:oasis:names:tc:emergency:cap:1.2'>",
        b"<?xml version='1.0' encoding='utf-99'?><a/>",
        "<a>\ud83d</a>".encode("utf-8", "surrogatepass"),
        b"<a>" * 100_000,
    ],
)
def test_what_is_no_alert_is_refused(raw: bytes) -> None:
    with pytest.raises(Refused, match="Rien n'a été écrit"):
        cap.read(raw)


def test_a_file_that_no_alert_fills_is_not_even_read() -> None:
    with pytest.raises(Refused, match="5 Mo"):
        cap.read(b" " * (cap.LARGEST + 1))


def test_a_bomb_of_entities_does_not_go_off() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;&x;">]><alert>&y;</alert>'
    with pytest.raises(Refused, match="piégé"):
        cap.read(bomb)
