"""Which papers are pictured."""

from app.demonstration import views

BRIEF = "incendie-PDS-SIG1-001"


def test_one_numbered_copy_and_one_print_stand_for_all(tmp_path):
    kept = ["epidemie-PDS-SIG1-001.pdf", f"{BRIEF}-exemplaire-1.pdf", f"{BRIEF}-imprime-sur-SIG1.pdf"]
    for name in (*kept, f"{BRIEF}-exemplaire-2.pdf", f"{BRIEF}-imprime-sur-INT.pdf", "notes.txt"):
        (tmp_path / name).touch()
    assert [file.name for file in views.pictured(tmp_path)] == kept
