"""The history of a contact."""

from app.core.contact_history import Written
from app.core.records import Author
from app.ui.contact_past import ContactPast
from tests.ui.by_name import words
from tests.ui.lines import NOW

AUTHOR = Author("p", "L. Aubert", "SIG", "RED", "SIG2")


def test_it_is_folded_and_names_the_import_a_value_came_with(qtbot):
    past = ContactPast()
    qtbot.addWidget(past)
    past.show()
    written = [Written("function", "presse", AUTHOR, NOW, True, True, "b")]
    past.show_history(written, {"b": "annuaire.vcf"})
    assert "presse" not in words(past)
    assert past.fold.text() == "▸ Historique (1)"
    past.fold.click()
    qtbot.waitUntil(lambda: "presse" in words(past))
    assert "import de annuaire.vcf, jeu." in words(past)
    assert "en attente d’envoi" in words(past)
