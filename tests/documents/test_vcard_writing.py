"""What is written as vCards is read back as it was, and holds to the standard."""

import re
from io import BytesIO
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.core.contact import TYPES, USAGES
from app.core.contact_fields import checked
from app.core.organisations import organisations
from app.documents import vcard_writing, vcards

REVISED = "20260924T021530Z"
LETTERS = "abcdefgh XYZéèœ’',;:\\\"=^|/()-0123456789"
WORDS = st.text(LETTERS, min_size=1, max_size=60).map(str.strip).filter(lambda text: bool(re.search(r"[a-zé]", text)))
LINES = st.lists(WORDS, min_size=1, max_size=3).map("\n".join)
PHONES = st.fixed_dictionaries(
    {
        "number": st.integers(10_000_000, 99_999_999).map(lambda number: f"+331{number}"),
        "usage": st.sampled_from(sorted(USAGES)),
        "public": st.booleans(),
    }
)
OPTIONAL = {
    "service": WORDS,
    "messaging": st.sampled_from(["tchap:@a.b", "xmpp:a@b.fr, skype:c", "Tchap, canal crise"]),
    "languages": st.sampled_from(["français", "français, anglais", "picard, français"]),
    "uid": WORDS,
    "address": WORDS,
    "remark": LINES,
    "deputy": WORDS,
    "speaks_on": WORDS,
    "may_speak": st.booleans(),
    "call_order": st.integers(1, 9999),
    "source": WORDS,
    "verified_on": st.just("2026-09-24"),
    "purpose": st.sampled_from(["crisis", "press"]),
    "retired": WORDS,
}
WHERE = st.sampled_from([one.code for one in organisations().all()[:40]]) | WORDS.filter(
    lambda text: not organisations().code_of(text)
)
PEOPLE = st.fixed_dictionaries(
    {"kind": st.sampled_from(["person", "function"]), "family_name": WORDS},
    optional={**OPTIONAL, "civility": WORDS, "given_name": WORDS, "function": WORDS, "organisation": WHERE},
)
FUNCTIONS = st.fixed_dictionaries(
    {"kind": st.sampled_from(["person", "function"]), "function": WORDS}, optional={**OPTIONAL, "organisation": WHERE}
)
ORGANISATIONS = st.fixed_dictionaries(
    {"kind": st.just("organisation"), "name": WORDS},
    optional={
        **{field: values for field, values in OPTIONAL.items() if field != "service"},
        **{"acronym": WORDS, "type": st.sampled_from(sorted(TYPES)), "parent": WORDS, "dila_id": WORDS},
        "organisation": WHERE,
    },
)


def read(text: str) -> list[dict[str, Any]]:
    return [dict(one.fields) for one in vcards.contacts(BytesIO(text.encode()))]


@given(
    PEOPLE | FUNCTIONS | ORGANISATIONS,
    st.lists(PHONES, max_size=3, unique_by=lambda phone: phone["number"]),
    st.lists(st.sampled_from(["a.b@exemple.fr", "c@d.gouv.fr", "e,f@g.fr"]), max_size=3, unique=True),
)
def test_a_contact_written_then_read_is_the_same(
    fields: dict[str, Any], phones: list[dict[str, Any]], emails: list[str]
) -> None:
    elements = {f"phone:{place}": phone for place, phone in enumerate(phones, start=1)}
    elements |= {f"email:{place}": address for place, address in enumerate(emails, start=1)}
    contact = checked({**fields, **elements})
    assert read(vcard_writing.vcards([contact], REVISED)) == [contact]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=4))
def test_lines_hold_to_the_standard_whatever_is_written(words: list[str]) -> None:
    text = vcard_writing.card({"family_name": words[0], "remark": words[-1], "service": words[0]}, REVISED)
    lines = text.encode().split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert (lines[0], lines[1], lines[-2:]) == (b"BEGIN:VCARD", b"VERSION:4.0", [b"END:VCARD", b""])
    assert text.replace("\r\n ", "").count("END:VCARD\r\n") == 1


def test_a_card_of_ours_is_a_card_for_others() -> None:
    phone = {"number": "+33639981241", "usage": "duty", "public": False}
    text = vcard_writing.card(
        {"kind": "person", "family_name": "Kerjean", "given_name": "Doé", "organisation": "INT", "phone:1": phone},
        REVISED,
    )
    assert text.split("\r\n") == [
        "BEGIN:VCARD",
        "VERSION:4.0",
        "KIND:individual",
        "FN:Doé Kerjean",
        "N:Kerjean;Doé;;;",
        "ORG:ministère de l’Intérieur",
        'item1.TEL;VALUE=uri;TYPE="work,voice";PREF=1:tel:+33639981241',
        "item1.X-ABLabel:Astreinte",
        "REV:20260924T021530Z",
        "END:VCARD",
        "",
    ]


def test_a_private_number_that_was_taken_out_is_still_private_where_it_comes_in() -> None:
    phone = {"number": "+33639981241", "usage": "mobile", "public": False}
    card = {"family_name": "Kerjean", "phone:private.1": phone, "email:private.1": "doe@exemple.org"}
    [one] = vcards.contacts(BytesIO(vcard_writing.card(card, REVISED).encode()))
    assert set(one.fields) == {"kind", "family_name"}
    assert [number["value"] for number in one.private] == ["+33639981241", "doe@exemple.org"]
