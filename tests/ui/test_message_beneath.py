"""What stands under the text of a message."""

from app.core.entry_commands import Amend
from app.core.message_commands import Draft
from app.core.sensitivities import questions
from app.core.texts import Text
from app.ui.controls import Sign
from app.ui.message_beneath import MessageBeneath
from app.ui.text_view import TextView
from tests.ui.by_name import words
from tests.ui.lines import NOW
from tests.ui.test_message_grounds import facts

PARIS = "Europe/Paris"


def beneath(cell, qtbot, **beside):
    products, air = facts(cell)
    text = Text("Titre", "Corps", variants={"x": "Court.", "spoken": "mot " * 200})
    id = cell.writer.desk.do(Draft(cell.space, "line", text, "air", beside, (products.id, air.id))).id
    cell.spread(cell.writer)
    cell.head.desk.do(Amend(products.id, {"content": "Additifs pour lubrifiants"}, "relu"))
    cell.spread(cell.head)
    made = MessageBeneath(cell.station(cell.health).background, cell.health.reading)
    qtbot.addWidget(made)
    made.resize(640, 700)
    made.show()
    message = cell.health.reading.message(id)
    made.show_message(message, message.current.text, PARIS)
    qtbot.waitUntil(lambda: products.label in words(made))
    return made, products, air


def states(made):
    return [sign.accessibleName() for sign in made.findChildren(Sign) if sign.isVisibleTo(made)]


def test_each_fact_is_shown_with_its_state_and_the_words_concerned(cell, qtbot):
    made, products, air = beneath(cell, qtbot)
    assert "2\u00a0liés, 1 à réexaminer" in words(made)
    assert states(made)[:2] == ["rectifié 03:16, à réexaminer", "confirmé officiel"] or {
        "rectifié 03:16, à réexaminer",
        "confirmé officiel",
    } <= set(states(made))
    (concerned,) = made.findChildren(TextView)
    assert "Huiles moteur" in concerned.toPlainText()
    assert "Additifs" in concerned.accessibleDescription()
    assert words(made).index(products.label) < words(made).index(air.label)


def test_the_channels_are_counted_and_those_to_write_are_named(cell, qtbot):
    made, *_ = beneath(cell, qtbot)
    assert "6 sur 280" in states(made)
    assert any("trop long" in one for one in states(made))
    assert "À écrire : Bluesky, Mastodon, SMS, FALC" in words(made)


def test_what_is_not_to_be_said_and_who_speaks_is_read_here(cell, qtbot):
    code = questions()[0].code
    made, *_ = beneath(
        cell,
        qtbot,
        not_to_say="« Sans danger »\nNe pas nommer l’exploitant.",
        spokesperson="préfet 76",
        audiences=["riverains"],
        sensitivities={code: "pending"},
        promised_at=NOW + 3_600_000,
    )
    shown = words(made)
    assert "« Sans danger »" in shown
    assert "Ne pas nommer l’exploitant." in shown
    assert "préfet 76" in shown
    assert "promis pour le 24\u00a0sept.\u00a004:16" in shown
    assert questions()[0].concerns["pending"] in shown


def test_nothing_noted_is_said(cell, qtbot):
    made, *_ = beneath(cell, qtbot)
    assert "Rien n’est noté." in words(made)
