"""Who a message is sent to: what a person types, and whom the directory answers with."""

from typing import Any

import pytest

from app.core.contact import Contact, fold
from app.core.errors import Refused
from app.core.recipients import MOST, Query, Recipient, found, shown, typed
from tests.building import Writer
from tests.core.holding import SPACE, held


def contact(**fields: Any) -> Contact:
    made = fold([held(Writer("ann").write("contact.added", {"fields": {"kind": "person", **fields}}, SPACE))])
    assert made is not None
    return made


AFP = contact(family_name="Desk AFP", function="Rédaction générale", organisation="AFP", **{"email:1": "desk@afp.fr"})
PRESS = contact(family_name="Léonard", given_name="Ève", function="Cheffe du service presse", organisation="SAN")
PREFECT = contact(
    family_name="Dupont",
    function="Directrice de cabinet",
    service="Communication",
    organisation="PREF76",
    **{"phone:1": {"number": "+33232765000", "usage": "office", "public": True}},
)
ALL = (PREFECT, PRESS, AFP)


def test_names_and_addresses_are_typed_as_in_a_mail_program() -> None:
    assert typed(" AFP <desk@afp.fr>; Rédaction;\n presse@ici.fr ;; <a@b.fr>") == (
        Recipient("AFP", "desk@afp.fr"),
        Recipient("Rédaction"),
        Recipient("presse@ici.fr", "presse@ici.fr"),
        Recipient("a@b.fr", "a@b.fr"),
    )
    assert typed("AFP; AFP") == (Recipient("AFP"),)
    assert typed("") == ()


def test_what_is_shown_of_a_recipient_can_be_typed_again() -> None:
    for one in typed("AFP <desk@afp.fr>; Rédaction; presse@ici.fr"):
        assert typed(shown(one)) == (one,)


@pytest.mark.parametrize("text", ["<>", "A\u200bFP", "x" * 300, ";".join(map(str, range(MOST + 1)))])
def test_what_cannot_be_a_recipient_is_refused_at_its_field(text: str) -> None:
    with pytest.raises(Refused) as refusal:
        typed(text)
    assert refusal.value.field == "recipients"


@pytest.mark.parametrize(
    ("query", "names"),
    [
        (Query("presse"), ["Desk AFP", "Ève Léonard"]),
        (Query("redac afp"), ["Desk AFP"]),
        (Query("communication"), ["Dupont"]),
        (Query(function="direct cab"), ["Dupont"]),
        (Query(organisation="Santé"), ["Ève Léonard"]),
        (Query(organisation="PREF76"), ["Dupont"]),
        (Query("leonard", organisation="AFP"), []),
        (Query(function="presse", organisation="santé"), ["Ève Léonard"]),
        (Query("abinet"), []),
        (Query(), []),
        (Query("…"), []),
    ],
)
def test_a_query_asks_the_directory_by_words_function_and_organisation(query: Query, names: list[str]) -> None:
    assert [one.name for one in found(query, ALL)] == names


def test_a_contact_is_reached_by_courriel_else_by_telephone_and_else_is_still_seen() -> None:
    asked = found(Query("e"), (*ALL, contact(function="Élysée")))
    assert [(one.name, one.address) for one in asked] == [
        ("Élysée", ""),
        ("Ève Léonard", ""),
    ]
    (afp,) = found(Query("afp"), ALL)
    (prefect,) = found(Query("dupont"), ALL)
    assert (afp.address, prefect.address, prefect.organisation) == ("desk@afp.fr", "+33232765000", "PREF76")
