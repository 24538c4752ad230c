"""Every card is read for what it holds, whatever its charset, its folds and its end."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import Refused
from app.documents.vcard_lines import Card, cards

FULL = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Préfète;Élodie;;;\r\nEND:VCARD\r\n"


def read(raw: bytes) -> list[Card]:
    return list(cards(BytesIO(raw)))


def value(raw: bytes, name: str = "FN") -> str:
    [card] = read(b"BEGIN:VCARD\n" + raw + b"\nEND:VCARD\n")
    return next(one.text for one in card.properties if one.name == name)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_the_charset_of_the_file_is_found(encoding: str) -> None:
    [card] = read(FULL.encode(encoding))
    assert card.properties[1].parts == ["Préfète", "Élodie", "", "", ""]
    assert card.broken == ()


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"FN;CHARSET=ISO-8859-1:Pr\xe9fet", "Préfet"),
        (b"FN;CHARSET=UTF-8:Pr\xe9fet", "Préfet"),  # it announces what it is not
        (b"FN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Pr=C3=A9=\nfet", "Préfet"),
        (b"FN;QUOTED-PRINTABLE:Pr=E9fet", "Préfet"),
        (b"FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=91=C3=91=C3=91=C3=91=C3=91=C3", "ÑÑÑÑÑ"),
        (b"FN:Pr\xc3\n \xa9fet", "Préfet"),  # folded in the middle of a letter
        (b"FN:Pr\n\t\xc3\xa9fet", "Préfet"),
        (b"FN:one\\, two\\; three\\nfour", "one, two; three\nfour"),
        (b"VERSION:2.1\nFN:C:\\nouveau\\; suite", "C:\\nouveau; suite"),
        (b'item1.fn;x="a:b;c":Pr\xc3\xa9fet', "Préfet"),
        (b'FN;X="never closed:Pr\xc3\xa9fet', "Préfet"),
    ],
)
def test_a_value_is_what_was_meant(raw: bytes, text: str) -> None:
    assert value(raw) == text


def test_types_are_read_as_every_version_writes_them() -> None:
    lines = (b"TEL;WORK;VOICE:1", b"TEL;type=HOME;type=pref:2", b'TEL;TYPE="work,cell";PREF=3:3', b"TEL;TYPE=A;B,C:4")
    [card] = read(b"\n".join((b"BEGIN:VCARD", *lines, b"END:VCARD")))
    found = [one.types for one in card.properties]
    assert found == [{"work", "voice"}, {"home", "pref"}, {"work", "cell"}, {"a", "b", "c"}]
    assert [one.preferred for one in card.properties] == [101, 1, 3, 101]


def test_a_card_cut_short_gives_what_it_holds_and_says_so() -> None:
    first, second = read(b"BEGIN:VCARD\nFN:A\nNOTE;QUOTED-PRINTABLE:cut=\nBEGIN:VCARD\nFN:B\nnothing\n")
    assert [one.properties[0].text for one in (first, second)] == ["A", "B"]
    assert len(first.broken) == 1
    assert len(second.broken) == 2


def test_a_card_inside_a_card_is_not_a_contact() -> None:
    [card] = read(b"BEGIN:VCARD\nFN:A\nAGENT:\nBEGIN:VCARD\nFN:B\nEND:VCARD\nTITLE:C\nEND:VCARD\n")
    assert [one.name for one in card.properties] == ["FN", "AGENT", "TITLE"]


@pytest.mark.parametrize("line", [b"", b"\n "])
def test_a_photograph_of_twenty_megabytes_is_skipped_not_kept(line: bytes) -> None:
    raw = BytesIO(b"BEGIN:VCARD\nFN:A\nPHOTO;ENCODING=b:" + line.ljust(1024, b"A") * 20_480 + b"\nTITLE:B\nEND:VCARD")
    [card] = cards(raw)
    assert [(one.name, one.text) for one in card.properties] == [("FN", "A"), ("PHOTO", ""), ("TITLE", "B")]


def test_a_value_out_of_all_proportion_is_cut_and_said() -> None:
    [card] = read(b"BEGIN:VCARD\nNOTE:" + b"a" * 1_000_000 + b"\n" + b"NOTE:b\n" * 5000 + b"END:VCARD\n")
    assert sum(len(one.value) for one in card.properties) < 1_100_000
    assert len(card.properties) <= 2_000
    assert "coupée" in card.broken[0]


@given(st.binary(max_size=300), st.sampled_from([b"", b"BEGIN:VCARD\nN;", b"BEGIN:VCARD\nADR;CHARSET=", b"\xff\xfe"]))
def test_hostile_bytes_are_refused_at_worst(raw: bytes, start: bytes) -> None:
    try:
        found = read(start + raw)
    except Refused:
        return
    assert all(one.text is not None and one.parts for card in found for one in card.properties)
