"""Files as entries name them: names anybody can read and any system can write, and nothing looked into."""

from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.attachments import (
    LONGEST_NAME,
    UNKNOWN_TYPE,
    described,
    files_named,
    guessed_type,
    name_on_disk,
    shown_name,
    weighed,
)
from app.core.entries import LARGEST_FILE
from app.core.entry_fields import is_file
from app.core.errors import Refused
from app.core.plain_text import clean

FAMILY = "👨‍👩‍👧"


def test_a_file_is_named_by_the_hash_of_what_it_holds() -> None:
    content = b"%PDF-1.7 nothing of it is read"
    described_ = described("Arrêté préfectoral.pdf", content)
    assert described_.sha256 == sha256(content).hexdigest()
    assert (described_.name, described_.size, described_.type) == ("Arrêté préfectoral.pdf", 30, "application/pdf")


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("/home/camille/Images/photo.jpg", "photo.jpg"),
        ("C:\\Users\\camille\\photo.jpg", "photo.jpg"),
        ("../../etc/passwd", "passwd"),
        ("~/photo.jpg", "photo.jpg"),
        ("PV 12/09 d'évacuation — cœur.odt", "PV 12-09 d'évacuation — cœur.odt"),
        ("e\u0301vacue\u0301.txt", "évacué.txt"),
        ("facture\u202egnp.exe", "facturegnp.exe"),
        ("شهادة.pdf", "شهادة.pdf"),
        (f"{FAMILY} refuge ❤️.png", f"{FAMILY} refuge ❤️.png"),
        ("a\u200db\u200b\ufeff.txt", "ab.txt"),
        ("deux\nlignes\tet un blanc .csv", "deux lignes et un blanc .csv"),
        ("\ud83d.txt", ".txt"),
        ("", "fichier"),
        ("..", "fichier"),
        ("\x00\x1b", "fichier"),
        (" a.txt ", "a.txt"),
    ],
)
def test_a_name_keeps_its_letters_and_loses_its_folder_and_what_hides(given: str, shown: str) -> None:
    assert shown_name(given) == shown


@given(st.text(max_size=400))
def test_whatever_a_file_is_called_its_name_can_be_shown_signed_and_written(name: str) -> None:
    shown = shown_name(name)
    assert 0 < len(shown) <= LONGEST_NAME
    assert clean(shown, "name", LONGEST_NAME) == shown == shown_name(shown)
    assert not set(shown) & set("/\\")
    told = described(name, b"x")
    assert is_file(f"file.{told.sha256}", {"name": told.name, "size": told.size, "type": told.type})
    written = name_on_disk(name)
    assert 0 < len(written.encode()) <= 255
    assert not set(written) & set('/\\<>:"|?*\x00')
    assert written.strip(". ") == written


@pytest.mark.parametrize("name", [f"{'é' * 300}.jpeg", f"{FAMILY * 80}.jpeg"])
def test_a_long_name_keeps_its_extension(name: str) -> None:
    assert shown_name(name).endswith(".jpeg")
    assert name_on_disk(name).endswith(".jpeg")


@pytest.mark.parametrize(
    ("name", "written"), [("con.txt", "_con.txt"), ("a:b?.txt", "a_b_.txt"), (".profile", "profile")]
)
def test_a_name_no_system_refuses_is_found_for_the_disk(name: str, written: str) -> None:
    assert name_on_disk(name) == written


@pytest.mark.parametrize(
    ("name", "type"),
    [
        ("a.JPG", "image/jpeg"),
        ("a.tar.gz", "application/gzip"),
        *((name, UNKNOWN_TYPE) for name in ("a", "png", "a.x")),
    ],
)
def test_the_type_is_what_the_name_suggests(name: str, type: str) -> None:
    assert guessed_type(name) == type


def test_an_empty_file_and_one_too_large_are_refused_with_their_figures() -> None:
    with pytest.raises(Refused, match="est vide") as refusal:
        described("vide.txt", b"")
    assert refusal.value.field == "files"
    with pytest.raises(Refused, match="dépasse la limite : 25 Mo au plus"):
        described("film.mp4", bytes(LARGEST_FILE + 1))
    assert described("film.mp4", bytes(LARGEST_FILE)).size == LARGEST_FILE


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 octet"), (812, "812 octets"), (1024, "1 Ko"), (3_565_158, "3,4 Mo"), (2 * 1024**3, "2 Go")],
)
def test_a_size_is_said_as_a_person_says_it(size: int, words: str) -> None:
    assert weighed(size) == words


HASH = "ab" * 32


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({"fields": {f"file.{HASH}": {"name": "a", "size": 3, "type": ""}, "subject": "x"}}, {HASH: 3}),
        ({"fields": {f"file.{HASH}": {"size": 0}}}, {}),
        ({"fields": {f"file.{HASH}": {"size": True}}}, {}),
        ({"fields": {f"file.{HASH}": {"size": LARGEST_FILE + 1}}}, {}),
        ({"fields": {f"file.{HASH.upper()}": {"size": 3}}}, {}),
        ({"fields": {"file.": {"size": 3}, HASH: {"size": 3}}}, {}),
        ({"fields": [HASH]}, {}),
        ([], {}),
        (None, {}),
    ],
)
def test_only_well_formed_names_of_contents_count(body: Any, named: dict[str, int]) -> None:
    assert files_named(body) == named
