"""`contact private`: numbers listed masked, shown on demand, and everybody knows who was shown them."""

import uuid

from tests.central import Line


def somebody(admin: Line) -> tuple[str, str]:
    """A name nobody else has in the tests' one directory, and its contact."""
    name = f"Mme {uuid.uuid4().hex[:12]}"
    return name, admin("contact", "add", "--name", name).only["contact"]


def test_a_private_number_is_masked_shown_on_demand_and_the_look_is_known_elsewhere(admin: Line, liaison: Line) -> None:
    name, contact = somebody(admin)
    added = admin("contact", "private", "add", name, "06 39 98 12 41", "--remark", "le soir").only
    assert (added["masked"], added["medium"], added["usage"]) == ("06 39 98 •• 41", "phone", "mobile")
    assert "values" not in added
    admin("contact", "private", "add", contact, "fanny@exemple.fr", "--usage", "office")
    assert [one["masked"] for one in admin("contact", "private", "list", name).results] == [
        "06 39 98 •• 41",
        "f…@exemple.fr",
    ]
    assert admin("contact", "looked", name).results == []
    assert admin("sync").code == liaison("sync").code == 0
    shown = liaison("contact", "private", "show", name, "--about", "appel de nuit").results
    assert [one["values"] for one in shown] == [["+33639981241"], ["fanny@exemple.fr"]]
    assert liaison("sync").code == admin("sync").code == 0
    look = admin("contact", "looked", name).only
    assert (look["author"], look["why"], look["about"], look["contacts"]) == (
        *("Irène Liaison", "shown", "appel de nuit"),
        [contact],
    )
    assert f"Irène Liaison · affichage (appel de nuit) · {name}" in admin.told("contact", "looked").out


def test_a_number_is_taken_out_by_its_identifier(admin: Line) -> None:
    name, _ = somebody(admin)
    id = admin("contact", "private", "add", name, "06 39 98 12 42").only["private"]
    assert admin("contact", "private", "add", name, "06 39 98 12 42").code == 1
    assert admin("contact", "private", "remove", id).only == {"private": id, "used": False}
    assert admin("contact", "private", "list", name).results == admin("contact", "private", "show", name).results == []
    refused = admin("contact", "private", "remove", "0" * 12)
    assert (refused.code, "pas connu de ce poste" in refused.err) == (1, True)
