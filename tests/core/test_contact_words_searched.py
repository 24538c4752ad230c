"""A contact is found by each of its names, by all names of its organisation, and by its numbers in every form."""

from collections.abc import Mapping
from typing import Any

from app.core.contact import Contact, called
from app.core.contact_words_searched import BACKWARDS, filed_under, forms, in_words, searched
from app.core.records import Field, Held, Value

NOBODY: Any = None


def contact(fields: Mapping[str, Any]) -> Contact:
    held: Held = NOBODY
    given = {"name": called(fields), "kind": fields.get("kind", "person")}
    values: Any = dict.fromkeys(Contact.__dataclass_fields__, "") | given
    return Contact(**values | {"fields": {name: Field((Value(value, held),)) for name, value in fields.items()}})


def test_the_words_are_those_people_know_it_by() -> None:
    words = searched(
        contact(
            {
                "kind": "person",
                "family_name": "Béchet",
                "organisation": "SIG",
                "verified_on": "2026-09-24",
                "may_speak": True,
                "phone:1": {"number": "+33232765000", "usage": "duty", "public": True},
                "email:1": "presse@ici.example",
                "email:2": None,
            }
        )
    ).split("\n")
    assert {"Béchet", "SIG", "Service d’information du Gouvernement", "presse@ici.example", "0232765000"} <= {*words}
    assert not {"person", "2026-09-24", "True", "None", "duty"} & {*words}


def test_an_organisation_of_no_list_is_found_by_the_words_typed_and_an_identifier_by_none() -> None:
    words = searched(contact({"kind": "organisation", "name": "Port", "parent": "dila:1f", "organisation": "GIE Port"}))
    assert words == "Port\nGIE Port"
    assert "SGDSN" in searched(
        contact({"kind": "organisation", "name": "Secrétariat général de la défense et de la sécurité nationale"})
    )


def test_every_form_of_a_number() -> None:
    assert [*forms("+33232765000")] == ["33232765000", f"{BACKWARDS}00056723233", "0232765000"]
    assert [*forms("+262262407777")][-1] == "0262407777"
    assert [*forms("+33115")][-1] == "115"
    assert [*forms("+3227908111")] == ["3227908111", f"{BACKWARDS}1118097223"]


def test_a_person_is_filed_under_the_family_name_and_others_under_their_name() -> None:
    assert filed_under(contact({"given_name": "Loïc", "family_name": "Le Goff-Béchet"})) == "le goff bechet loic"
    assert filed_under(contact({"kind": "organisation", "name": "Préfecture d'Évreux"})) == "prefecture d evreux"
    assert filed_under(contact({"given_name": "Loïc", "function": "Préfet"})) == "loic"
    assert in_words("  L'Œuvre ") == "l oeuvre"
