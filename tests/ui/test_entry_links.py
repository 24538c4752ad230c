"""A contradiction is in sight on both entries until it is settled; each number leads to the other entry."""

from dataclasses import replace

from PySide6.QtWidgets import QPushButton

from app.core.store.journal_reading import Related
from app.ui import detail_rows, entry_links
from app.ui.entry_links import Asked
from tests.ui import by_name
from tests.ui.lines import ZONE
from tests.ui.whole_entry import CONTRADICTED, ENTRY, READERS, said


def asked(why_not=""):
    return Asked(lambda _: None, lambda _: None, lambda _: None, why_not)


def ties(*links):
    return entry_links.ties(ENTRY, Related(links, READERS, frozenset()), ZONE)


def test_both_sides_of_a_contradiction_say_it_until_it_is_settled(qtbot):
    (here,) = ties(CONTRADICTED)
    (there,) = ties(replace(CONTRADICTED, outgoing=True))
    assert here.open
    assert there.open
    for tie, words in ((here, "Contredit par"), (there, "Contredit")):
        made = entry_links.contradictions((tie,), asked()).draw()
        qtbot.addWidget(made)
        assert words in said(made).splitlines()
        assert "La cuvette 3 contient du solvant" in said(made)
    assert not ties(replace(CONTRADICTED, settled="fiche de sécurité"))[0].open


def test_the_number_of_the_other_entry_shows_it(qtbot):
    shown, settled, removed = [], [], []
    (tie,) = ties(CONTRADICTED)
    made = entry_links.contradictions((tie,), Asked(shown.append, settled.append, removed.append)).draw()
    qtbot.addWidget(made)
    by_name.button(made, "contredite par PREF-0031 : La cuvette 3 contient du solvant").click()
    by_name.button(made, "Trancher : Contredit par PREF-0031").click()
    assert shown == ["b" * 64]
    by_name.button(made, "Lien par erreur : Contredit par PREF-0031").click()
    assert settled == [tie]
    assert removed == [tie]


def test_who_may_not_settle_is_told_why(qtbot):
    made = entry_links.contradictions(ties(CONTRADICTED), asked("cette crise est close")).draw()
    qtbot.addWidget(made)
    button = by_name.button(made, "Trancher : Contredit par PREF-0031")
    assert not button.isEnabled()
    assert button.accessibleDescription() == "cette crise est close"
    assert "cette crise est close" in said(made)


def test_two_who_settled_apart_are_both_read(qtbot):
    settled = ties(replace(CONTRADICTED, settled="solvant seul"), replace(CONTRADICTED, settled="les deux", rank=None))
    assert len(entry_links.quiet(settled)) == 2
    words = ""
    for one in entry_links.quiet(settled):
        row = detail_rows.holder(entry_links.tie_row(one, asked()))
        qtbot.addWidget(row)
        words += said(row)
        assert [button.text() for button in row.findChildren(QPushButton)] == ["PREF-0031"]  # what is settled stays
    assert "tranché : solvant seul" in words
    assert "tranché : les deux" in words
    assert "N. Bellec (MC)" in words
    assert "en attente d’envoi" in words


def test_an_entry_that_is_replaced_says_by_which(qtbot):
    links = ties(replace(CONTRADICTED, kind="replaces"))
    assert links[0].supersedes
    made = entry_links.replaced(links, asked()).draw()
    qtbot.addWidget(made)
    assert "Remplacée par" in said(made)
    assert made.findChildren(QPushButton)[0].text() == "PREF-0031"
    assert entry_links.quiet(links) == ()


def test_each_link_is_said_from_where_one_stands():
    out, back = ties(replace(CONTRADICTED, kind="follows", outgoing=True), replace(CONTRADICTED, kind="duplicates"))
    assert out.words == "suite de"
    assert back.words == "a pour doublon"
    assert entry_links.quiet((out, back)) == (out, back)


def test_a_link_made_by_mistake_may_be_taken_back_by_who_may_write(qtbot):
    removed = []
    (tie,) = ties(replace(CONTRADICTED, kind="follows", outgoing=True))
    row = detail_rows.holder(entry_links.tie_row(tie, Asked(print, print, removed.append)))
    qtbot.addWidget(row)
    by_name.button(row, "Retirer le lien : suite de PREF-0031").click()
    assert removed == [tie]
    reading = detail_rows.holder(entry_links.tie_row(tie, asked("votre rôle ne permet pas")))
    qtbot.addWidget(reading)
    assert len(reading.findChildren(QPushButton)) == 1
