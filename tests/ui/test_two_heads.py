"""Two versions written apart, side by side."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from app.core.message_commands import Draft, GiveVisa, Revise, Submit
from app.ui.message_acts import KEEP
from app.ui.message_text import TextPart
from app.ui.opened_message import open_message
from app.ui.two_heads import TwoHeads, entails, judged, next_number
from tests.office import share
from tests.ui.by_name import button, words
from tests.ui.cell import FIRST, SECOND, THIRD
from tests.ui.lines import NOW

PARIS = "Europe/Paris"


def shown(cell, by, message, qtbot):
    kept, asked = [], []
    heads = TwoHeads(
        cell.station(by).background, kept.append, lambda: asked.append("write"), lambda: asked.append("later")
    )
    qtbot.addWidget(heads)
    heads.resize(800, 500)
    heads.show_message(cell.opened(by, message), PARIS)
    heads.show()
    return heads, kept, asked


def test_each_side_shows_its_own_words_and_no_one_elses(cell, qtbot):
    message = cell.apart()
    heads, _, _ = shown(cell, cell.head, message, qtbot)
    parts = heads.findChildren(TextPart)
    qtbot.waitUntil(lambda: all(part.views() for part in parts))
    bodies = [view.toPlainText() for part in parts for view in part.views() if view.accessibleName() == "Corps"]
    assert bodies == [version.text.body for version in cell.head.reading.message(message).heads]
    assert "deux versions, un choix est à faire" in words(heads)


def test_nothing_is_chosen_until_a_button_is_pressed(cell, qtbot):
    message = cell.apart()
    heads, kept, asked = shown(cell, cell.head, message, qtbot)
    assert not kept
    first, _ = cell.head.reading.message(message).heads
    button(heads, f"Garder A, {first.label}").click()
    button(heads, "Écrire une autre version…").click()
    button(heads, "Plus tard").click()
    assert kept == [first]
    assert asked == ["write", "later"]


def test_the_keyboard_keeps_one_or_the_other(cell, qtbot):
    message = cell.apart()
    heads, kept, _ = shown(cell, cell.head, message, qtbot)
    heads.activateWindow()
    qtbot.waitUntil(heads.isActiveWindow)
    qtbot.keyClick(heads, Qt.Key.Key_B, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: kept == [cell.head.reading.message(message).heads[1]])


def test_what_each_choice_entails_is_said(cell, qtbot):
    message = cell.apart()
    heads, _, _ = shown(cell, cell.head, message, qtbot)
    read = cell.head.reading.message(message)
    assert next_number(read) == 3
    for act, outcome in entails(read):
        assert act in words(heads)
        assert outcome in words(heads)


def test_who_may_not_choose_is_told_why(cell, qtbot):
    message = cell.apart()
    opened = cell.opened(cell.head, message)
    refused = replace(opened, refused={KEEP: "Votre rôle ne permet pas cet acte."})
    heads, kept, _ = shown(cell, cell.head, message, qtbot)
    heads.show_message(refused, PARIS)
    qtbot.waitUntil(lambda: heads.findChildren(QPushButton)[-1].isVisible())
    assert "Garder : Votre rôle ne permet pas cet acte." in words(heads)
    assert not button(heads, f"Garder A, {opened.message.heads[0].label}").isEnabled()
    heads._keep_at(0)
    assert kept == []


def test_each_head_says_how_far_its_own_circuit_went(cell):
    message = cell.cleared()
    read = cell.head.reading.message(message)
    assert judged(read, read.current, NOW, PARIS) == ("favorable", "validée 03:16", "success")
    apart = cell.head.reading.message(cell.apart())
    assert judged(apart, apart.heads[0], NOW, PARIS)[1] == "non soumise"


def test_two_versions_validated_on_two_workstations_that_did_not_meet_are_both_blocked(cell, qtbot):
    office = cell.office
    others = [office.workstation(f"AUT{n}", f"Autre {n}", "SIG", role) for n, role in enumerate(("CCOM", "DIR", "RED"))]
    space = office.crisis(
        cell.head,
        *((cell.authority, "DIR"), (cell.writer, "RED"), *zip(others, ("CCOM", "DIR", "RED"), strict=True)),
        title="Coupure",
    )
    sides = ((cell.writer, cell.head, cell.authority), (others[2], others[0], others[1]))
    message = cell.writer.desk.do(Draft(space, "line", FIRST)).id
    share(cell.writer, space, [cell.head, cell.authority, *others])
    for (writer, head, authority), text in zip(sides, (SECOND, THIRD), strict=True):
        writer.desk.do(Revise(message, text))
        writer.desk.do(Submit(message))
        share(writer, space, [head, authority])
        for one in (head, authority):
            one.desk.do(GiveVisa(message, None, "favourable"))
            share(one, space, [writer, head, authority])
    share(cell.authority, space, others)
    share(others[1], space, [cell.head])

    read = cell.head.reading.message(message)
    assert len(read.to_arbitrate) == 2
    crisis = next(one for one in cell.head.reading.crises() if one.id == space)
    heads, _, _ = shown(cell, cell.head, cell.apart(), qtbot)
    heads.show_message(open_message(cell.station(cell.head), crisis, message), PARIS)
    qtbot.waitUntil(lambda: f"{read.reference} : deux versions validées, arbitrage" in words(heads))
    assert [judged(read, one, NOW, PARIS)[1] for one in read.heads] == ["validée 03:16", "validée 03:16"]
    assert "CCOM 03:16 (application), DIR 03:16 (application)" in words(heads)
