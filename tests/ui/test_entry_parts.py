"""The detail of an entry shows all that was written, in one order, and nothing that holds nothing."""

from PySide6.QtWidgets import QPushButton

from app.core.entries import Attachment
from app.core.places import Places
from app.core.store.journal_reading import Related
from app.ui import entry_parts
from app.ui.entry_links import Asked
from app.ui.entry_parts import Calls, Sight
from tests.ui.lines import NOW, ZONE
from tests.ui.whole_entry import ALONE, CONTRADICTED, READERS, entry, said, two_values

PLACES = Places()
ASKED = Asked(print, print, print)
FILE = Attachment("9f" * 32, "plan.pdf", 10, "application/pdf")


def calls(**changes) -> Calls:
    nothing = {name: lambda *_: None for name in ("keep", "save", "unfold")}
    return Calls(**{**nothing, "links": ASKED, **changes})


def names(related=ALONE, **changes) -> list[str]:
    sight = Sight(entry(**changes), related, {}, ZONE, NOW)
    return [part.name for part in entry_parts.parts(sight, calls(), PLACES)]


def fields(qtbot, **changes) -> str:
    made = entry_parts.fields(entry(**changes), PLACES, (), ASKED).draw()
    qtbot.addWidget(made)
    return said(made)


def test_a_plain_entry_has_no_part_that_holds_nothing():
    assert names() == ["head", "clocks", "content", "fields", "followup", "readers"]
    assert "content" not in names(content="")


def test_what_must_be_seen_stands_above_the_text():
    shown = names(Related((CONTRADICTED,), READERS, frozenset()), conflicts=("sender",), fields=_two("sender"))
    assert shown[2:5] == ["contradictions", "conflict sender", "content"]


def test_decisions_and_files_have_parts_of_their_own():
    shown = names(type="decision", files=(FILE,))
    assert "decision" in shown
    assert shown.index("files") < shown.index("followup")


def test_a_part_is_the_same_as_long_as_it_shows_the_same():
    first, again, changed = (
        {part.name: part.shown for part in entry_parts.parts(Sight(one, ALONE, {}, ZONE, NOW), calls(), PLACES)}
        for one in (entry(), entry(), entry(sender="CODIS 76"))
    )
    assert first == again
    assert {name for name in first if first[name] != changed[name]} == {"head"}


def test_fields_are_said_with_their_meaning(qtbot):
    words = fields(qtbot)
    for part in (
        *("B3", "source habituellement fiable, information possible", "en cours"),
        *("Rouen (76540)", "aussi : Le Petit-Quevilly (76498)", "49,44310° N, 1,09930° E"),
        *("Diffusion restreinte · TLP:AMBER", "SYNERGI 2026-4417", "02:48 SDIS76 tel > reprise"),
    ):
        assert part in words


def test_fields_that_hold_nothing_take_no_room(qtbot):
    words = fields(qtbot, place=None, marking="", tlp="", reference="", raw="")
    for name in ("Lieu", "Mention", "Référence", "Ligne tapée", "Liens"):
        assert name not in words


def test_two_values_are_shown_with_who_wrote_them_and_none_is_chosen(qtbot):
    kept = []
    now = entry(conflicts=("sender",), fields=_two("sender"))
    box = entry_parts.conflict(now, "sender", ZONE, lambda name, value: kept.append((name, value)), "").draw()
    qtbot.addWidget(box)
    words = said(box)
    for part in ("Émetteur", "CODIS 76", "COGIC", "sur SIG1 par C. Morvan", "sur SIG2 par N. Bellec", "deux valeurs"):
        assert part in words
    buttons = {button.accessibleName(): button for button in box.findChildren(QPushButton)}
    assert set(buttons) == {"Garder CODIS 76", "Garder COGIC"}
    assert not any(button.isDefault() for button in buttons.values())
    buttons["Garder COGIC"].click()
    assert kept == [("sender", "COGIC")]


def _two(name):
    return {name: two_values("CODIS 76", "COGIC")}
