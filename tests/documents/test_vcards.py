"""The cards that phones and mail programs really write become contacts, with what is private kept apart."""

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.contact_fields import checked
from app.core.errors import Refused
from app.core.incoming import Incoming
from app.documents import vcards

CARDS = Path(__file__).parents[1] / "data" / "vcards"


def contacts(raw: bytes) -> list[Incoming]:
    return list(vcards.contacts(BytesIO(raw)))


def contact(*lines: str) -> Incoming:
    [found] = contacts("\r\n".join(("BEGIN:VCARD", "VERSION:4.0", *lines, "END:VCARD")).encode())
    return found


def of_file(name: str) -> list[Incoming]:
    return contacts((CARDS / f"{name}.vcf").read_bytes())


@pytest.mark.parametrize("file", sorted(CARDS.glob("*.vcf")), ids=lambda file: file.stem)
def test_every_card_of_the_collections_is_a_contact_the_register_takes(file: Path) -> None:
    found = contacts(file.read_bytes())
    assert len(found) == file.read_bytes().lower().count(b"begin:vcard")
    for one in found:
        assert checked(one.fields) == one.fields
        assert one.fields.get("family_name") or one.fields.get("given_name") or one.fields.get("name")


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("John_Doe_MS_OUTLOOK", {"organisation": "IBM", "service": "Accounting", "function": "Money Counter"}),
        ("outlook-2003", {"organisation": "Company, The", "email:1": "jdoe@hotmail.com"}),
        ("John_Doe_IPHONE", {"family_name": "Doe", "address": "Street4, Building 6, Floor 8, 12345 New York, USA"}),
        ("John_Doe_GMAIL", {"given_name": "John Richter, James", "civility": "Mr."}),
        ("John_Doe_BLACK_BERRY", {"phone:1": {"number": "+96123456789", "usage": "mobile", "public": False}}),
        ("John_Doe_EVOLUTION", {"messaging": "aim:johnny5@aol.com", "email:1": "john.doe@ibm.com"}),
        ("thunderbird", {"function": "TheTitle", "email:5": "additional-email3@company.com"}),
        ("rfc6350-example", {"languages": "français, anglais", "organisation": "Viagenie"}),
        ("vobject-groups", {"family_name": "Berger", "function": "Mayor"}),
    ],
)
def test_what_each_program_wrote_is_found(name: str, fields: dict[str, object]) -> None:
    [one] = of_file(name)
    assert {field: one.fields.get(field) for field in fields} == fields


def test_androids_quoted_printable_is_read_even_where_it_is_cut() -> None:
    assert [one.fields["family_name"] for one in of_file("John_Doe_ANDROID")][2:4] == ["Ñ Ñ Ñ Ñ", " ".join("Ñ" * 11)]
    assert of_file("John_Doe_ANDROID")[5].fields["organisation"] == "Ñ" * 44


def test_what_is_private_is_never_in_the_fields() -> None:
    one = contact(
        "N:Kerjean;Doé;;;",
        "TEL;TYPE=home:01 99 00 11 22",
        "TEL;TYPE=cell,home:06 39 98 11 22",
        "item1.TEL:06 39 98 11 23",
        "item1.X-ABLabel:Personnel",
        "EMAIL;TYPE=INTERNET;TYPE=HOME:doe@exemple.org",
        "ADR;TYPE=home:;;3 rue de la Paix;Paris;;75002;France",
        "TEL;TYPE=home:chez sa mère",
        "TEL;TYPE=work:01 99 00 11 24",
    )
    assert [(number["medium"], number["value"], number["usage"]) for number in one.private] == [
        ("phone", "+33199001122", "office"),
        ("phone", "+33639981122", "mobile"),
        ("phone", "+33639981123", "office"),
        ("email", "doe@exemple.org", "office"),
    ]
    assert set(one.fields) == {"kind", "family_name", "given_name", "phone:1"}
    assert any("adresse personnelle" in sentence for sentence in one.trouble)
    assert any("chez sa mère" in sentence for sentence in one.trouble)


def test_the_preferred_number_comes_first_and_a_label_says_its_usage() -> None:
    one = contact(
        "FN:Doé Kerjean",
        "TEL;TYPE=work:01 99 00 11 24",
        "item1.TEL;PREF=1:+33 6 39 98 11 25",
        "item1.X-ABLabel:Astreinte",
        "item2.TEL:01 99 00 11 26",
        "item2.X-ABLabel:Cellule de crise",
        "TEL;TYPE=fax:01 99 00 11 27",
    )
    assert one.fields["phone:1"] == {"number": "+33639981125", "usage": "duty", "public": False}
    assert one.fields["phone:3"]["usage"] == "office"
    assert one.fields["remark"] == "Téléphone (Cellule de crise) : 01 99 00 11 26\nTélécopie : 01 99 00 11 27"


@pytest.mark.parametrize(
    ("lines", "fields"),
    [
        (("KIND:org", "FN:DICOM", "ORG:DICOM"), {"kind": "organisation", "name": "DICOM"}),
        (("FN:Ximian", "N:;;;;", "ORG:Ximian"), {"kind": "organisation", "name": "Ximian"}),
        (("FN:Ximian", "N:;;;;", "ORG:Ximian", "X-ABShowAs:COMPANY"), {"kind": "organisation", "name": "Ximian"}),
        (("FN:Permanence", "TITLE:Permanence", "ORG:Mairie"), {"kind": "function", "function": "Permanence"}),
        (("FN:Doé KERJEAN",), {"kind": "person", "family_name": "KERJEAN", "given_name": "Doé"}),
        (("N:Kerjean;Doé;;;", "ORG:Ministère de l’Intérieur;COGIC"), {"organisation": "INT", "service": "COGIC"}),
    ],
)
def test_what_a_card_names_is_a_person_a_function_or_an_organisation(
    lines: tuple[str, ...], fields: dict[str, str]
) -> None:
    found = contact(*lines).fields
    assert {field: found.get(field) for field in fields} == fields


def test_a_card_that_names_nobody_is_told_and_the_others_come_in() -> None:
    group, nobody, somebody = contacts(
        b"BEGIN:VCARD\nKIND:group\nFN:All\nEND:VCARD\nBEGIN:VCARD\nTEL:1\nEND:VCARD\nBEGIN:VCARD\nFN:A B\nEND:VCARD\n"
    )
    assert (group.fields, nobody.fields) == ({}, {})
    assert len(group.trouble) == len(nobody.trouble) == 1
    assert (somebody.place, somebody.fields["family_name"]) == ("carte 3", "B")


def test_the_date_the_card_gives_is_kept_apart() -> None:
    assert contact("FN:A B", "REV:20120305T131933Z").dated == "2012-03-05"


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), max_size=5))
def test_hostile_values_are_refused_at_worst(values: list[str]) -> None:
    names = (
        "N:",
        "TEL;TYPE=",
        "ORG:",
        "ADR:",
        "item1.X-ABLabel:",
        "X-DIAPASON-CALL-ORDER:",
        "REV:",
        "X-DIAPASON-TYPE:",
    )
    lines = [name + text for name, text in zip(names, values, strict=False)]
    try:
        found = contacts("\n".join(("BEGIN:VCARD", *lines, "FN:A B")).encode())
    except Refused:
        return
    for one in found:
        assert checked(one.fields) == one.fields
