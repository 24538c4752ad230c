"""Who has read an entry: counted, named, and with the hour when it is asked for."""

from app.core.store.journal_reading import Readers
from app.ui import entry_readers
from tests.ui import by_name
from tests.ui.lines import ZONE, at
from tests.ui.whole_entry import READERS, said


def drawn(qtbot, readers=READERS, unfolded=False, unfold=lambda: None):
    made = entry_readers.readers(readers, ZONE, unfolded, unfold).draw()
    qtbot.addWidget(made)
    return made


def test_who_read_it_and_who_did_not_are_named(qtbot):
    words = said(drawn(qtbot))
    assert "Lu par 2/3" in words
    assert "C. Morvan · P. Vial" in words
    assert "Pas encore : J. Diallo" in words
    assert "Arrivés depuis, non comptés : L. Aubert" in words
    assert "03:09" not in words


def test_the_hours_come_when_they_are_asked_for(qtbot):
    asked = []
    made = drawn(qtbot, unfold=lambda: asked.append(1))
    by_name.button(made, "Lu par 2/3 : qui, et quand").click()
    assert asked == [1]
    words = said(drawn(qtbot, unfolded=True)).replace("\u00a0", " ")
    assert "P. Vial (Intérieur), 24 sept. 03:09" in words


def test_a_crowd_is_counted_before_it_is_listed(qtbot):
    many = Readers((), tuple(f"Membre {n}" for n in range(40)), ())
    assert "et 28 autres" in said(drawn(qtbot, many))
    assert "Membre 39" in said(drawn(qtbot, many, unfolded=True))


def test_an_hour_is_that_of_the_crisis(qtbot):
    one = Readers((("C. Morvan", "", at(24, 3, 5)),), (), ())
    made = entry_readers.readers(one, "Indian/Reunion", True, lambda: None).draw()
    qtbot.addWidget(made)
    assert "05:05" in said(made)
