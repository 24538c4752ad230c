"""What leaves, field by field."""

import pytest

from app.core.errors import Refused
from app.core.texts import FRAME, Text
from app.ui import arrangement
from app.ui.form import Form
from app.ui.message_signed_part import SignedPart

WHOLE = Text(
    "Titre",
    "Corps.\n– un\n– deux",
    lead="Chapô\u00a0:",
    key_messages=("Un.", "Deux."),
    variants={"x": "Court.", "canal-2030": "Autre."},
    alternatives={"carte.png": "Carte."},
    language="en",
    issuer="Gouvernement",
    frame=dict.fromkeys(FRAME, "Dit."),
)


@pytest.fixture
def part(qtbot):
    form, column = Form(), arrangement.column()
    qtbot.addWidget(form)
    panel = arrangement.panel(column)
    qtbot.addWidget(panel)
    yield SignedPart(form, column)
    panel.close()


def test_a_text_shown_and_not_touched_is_the_same_text(part):
    part.write(WHOLE)
    assert part.text == WHOLE


def test_a_draft_is_put_back_letter_for_letter(part):
    part.write(WHOLE, ("INT", "SAN"))
    typed = part.typed()
    part.fill({})
    assert part.is_empty
    part.fill(typed)
    assert part.typed() == typed
    assert part.text.body == WHOLE.body


def test_two_ministries_sign_gouvernement_and_it_is_said_at_once(part):
    part.issuers.setText("Intérieur")
    assert part.text.issuer == "Intérieur"
    part.issuers.setText("Intérieur, Santé")
    assert part.text.issuer == "Gouvernement"
    assert part.signature.text() == "Signé : Gouvernement (2 ministères, communiqué conjoint)"
    part.issuers.setText("Intérieur, préfecture 76")
    assert part.text.issuer != "Gouvernement"


def test_an_issuer_nobody_knows_is_refused_beside_its_field(part):
    part.issuers.setText("Ministère de la Magie")
    with pytest.raises(Refused) as caught:
        part.codes()
    assert caught.value.field == "issuers"


def test_what_was_signed_before_issuers_were_named_stays(part):
    part.write(Text("Titre", "Corps", issuer="Cellule de crise"))
    assert part.text.issuer == "Cellule de crise"


def test_an_empty_part_of_the_frame_is_none(part):
    part.frame["known"].write("  ")
    assert part.text.frame is None
    part.frame["next"].write("à 04:00")
    assert part.text.frame == {"next": "à 04:00"}


def test_a_language_of_a_later_version_is_kept(part):
    part.write(Text("Title", "Body", language="xx"))
    assert part.text.language == "xx"
