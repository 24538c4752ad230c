"""What an import would do, in French words."""

from app.core.importing import Tally
from app.core.incoming import Incoming
from app.core.merging import Merge
from app.core.store.import_reading import Left
from app.ui import import_words


def test_what_came_of_it_is_counted_in_words():
    told = import_words.told(Tally(41, 12, 900, 3, 1, [("carte 2", "numéro incompris")]))
    assert "41\u00a0contacts ajoutés, 12\u00a0complétés, 900\u00a0inchangés." in told
    assert "3\u00a0champs gardent les deux valeurs" in told


def test_what_undoing_leaves_is_named():
    told = import_words.undoing(2, [Left("a", "F. Delmas", ("function", "phone:1"))])
    assert told.splitlines()[-1] == "F. Delmas : Fonction, Téléphone"


def test_long_lists_of_troubles_end():
    assert import_words.troubles([("carte 1", "a"), ("carte 2", "b")], 1).splitlines()[-1] == "… et 1\u00a0autre."


def test_what_is_private_is_masked_and_said_to_be_kept_apart():
    private = (
        {"medium": "phone", "value": "+33639981241", "usage": "mobile"},
        {"medium": "email", "value": "florence@exemple.fr", "usage": ""},
    )
    merge = Merge(Incoming("carte 1", {}, private), "F. Delmas", "a" * 64, {"function": "presse"})
    assert import_words.changes(merge) == [
        ("Fonction", "presse"),
        ("Numéro privé (mobile)", "06 39 98 •• 41, gardé à part"),
        ("Courriel privé", "f…@exemple.fr, gardé à part"),
    ]
