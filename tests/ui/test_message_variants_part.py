"""Variants by channel, counted as they are typed."""

from app.ui.controls import Sign
from app.ui.message_variants_part import VariantsPart, counted
from tests.ui.by_name import button


def part_of(qtbot):
    part = VariantsPart()
    qtbot.addWidget(part)
    part.show()
    return part


def states(part):
    return [sign.accessibleName() for sign in part.findChildren(Sign)]


def test_a_channel_is_begun_by_its_button_and_counted_at_its_limit(qtbot):
    part = part_of(qtbot)
    added = []
    part.added.connect(added.append)
    button(part, "+ X").click()
    assert added == [part.field("x")]
    assert "à écrire" in states(part)
    part.field("x").write("a" * 281)
    assert "281 sur 280, 1 de trop" in states(part)
    assert part.texts == {"x": "a" * 281}


def test_what_is_too_long_is_a_sign_and_a_word_not_a_colour_alone():
    assert counted("x", "a" * 281) == ("a_completer", "281 sur 280, 1 de trop", "warning")
    assert counted("x", "a")[0] == "favorable"
    assert counted("x", "")[1] == "à écrire"


def test_a_variant_is_taken_away_and_can_be_begun_again(qtbot):
    part = part_of(qtbot)
    part.fill({"sms": "Restez."})
    qtbot.waitUntil(part.field("sms").isVisible)
    button(part, "Retirer la variante SMS").click()
    assert part.texts == {}
    assert part.fields == ()
    part.begin("sms")
    assert part.field("sms").text == ""


def test_a_channel_of_a_later_version_is_kept(qtbot):
    part = part_of(qtbot)
    part.fill({"canal-2030": "Texte."})
    assert part.texts == {"canal-2030": "Texte."}
    part.fill({"x": "Court."})
    assert part.texts == {"x": "Court."}
