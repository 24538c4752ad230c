"""The detail of an entry shows all that was written, the former words included."""

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from app.core.registers.journal import Amend
from app.ui import entry_parts
from app.ui.controls import Sign
from app.ui.text_view import TextView
from tests.ui.lines import ZONE, at


def words(qtbot, widget) -> str:
    qtbot.addWidget(widget)
    shown = [label.text() for label in widget.findChildren(QLabel)]
    shown += [sign.accessibleName() for sign in widget.findChildren(Sign)]
    shown += [view.toPlainText() for view in widget.findChildren(TextView)]
    return "\n".join(shown)


@pytest.fixture
def entry(room):
    done = room.record(
        "Reprise de feu",
        content="Produits : huiles moteur.",
        occurred_at=at(24, 2, 48),
        received_at=at(24, 3, 3),
        precision="about",
        sender="SDIS 76",
        recipients=("Cellule com.",),
        means="phone",
        source="B",
        credibility="3",
        raw="02:48 SDIS76 tel > reprise",
    )
    return lambda: room.mine.reading.entry(done.id)


def test_the_head_says_who_told_whom_by_what_means(entry, qtbot):
    said = words(qtbot, entry_parts.head(entry()))
    assert "SIG1-0001" in said
    assert "SDIS 76 → Cellule com. · information · téléphone, entrant" in said
    assert "en attente d’envoi" in said


def test_the_three_hours_stand_side_by_side_with_how_sure_they_are(entry, qtbot):
    said = words(qtbot, entry_parts.clocks(entry(), ZONE))
    for part in ("Fait", "02:48", "environ", "Réception", "03:03", "Saisie", "03:16", "différée +28 min"):
        assert part in said


def test_former_words_stay_where_they_stood(entry, room, qtbot):
    former = entry()
    room.mine.desk.do(Amend(former.id, {"content": "Produits : additifs."}, "erreur d’écoute"))
    kinds = [(piece.kind, piece.text.strip()) for piece in entry_parts.pieces(entry())]
    assert ("deleted", "huiles moteur") in kinds
    assert ("inserted", "additifs") in kinds
    said = words(qtbot, entry_parts.content(entry(), ZONE))
    assert "Motif : erreur d’écoute" in said
    assert "Rectification n° 1" in said


def test_a_rectified_field_shows_both_its_values(entry, room, qtbot):
    room.mine.desk.do(Amend(entry().id, {"sender": "CODIS 76"}, "précisé"))
    assert "SDIS 76 CODIS 76" in words(qtbot, entry_parts.content(entry(), ZONE))


def test_fields_that_hold_nothing_take_no_room(entry, qtbot):
    said = words(qtbot, entry_parts.fields(entry()))
    assert "B3 · source habituellement fiable, information possible" in said
    assert "02:48 SDIS76 tel > reprise" in said
    assert "Lieu" not in said
    assert "Mention" not in said


def test_two_values_are_shown_with_who_wrote_them_and_none_is_chosen(entry, room, qtbot):
    room.send()
    room.amend_apart(entry().id, "sender", "CODIS 76", "COGIC")
    now = entry()
    kept = []
    box = entry_parts.conflict(now, "sender", ZONE, lambda name, value: kept.append((name, value)), "")
    said = words(qtbot, box)
    for part in ("émetteur", "CODIS 76", "COGIC", "sur SIG1 par C. Morvan", "sur SIG2 par N. Bellec"):
        assert part in said
    buttons = {button.accessibleName(): button for button in box.findChildren(QPushButton)}
    assert set(buttons) == {"Garder CODIS 76", "Garder COGIC"}
    assert not any(button.isDefault() for button in buttons.values())
    buttons["Garder COGIC"].click()
    assert kept == [("sender", "COGIC")]
