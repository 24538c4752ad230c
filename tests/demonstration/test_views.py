"""Which papers are pictured."""

from app.demonstration import views

BRIEF = "incendie-point-1"


def test_one_numbered_copy_stands_for_all_and_for_its_original(tmp_path):
    kept = ["epidemie-point-1.pdf", f"{BRIEF}-exemplaire-1-sur-5.pdf", f"{BRIEF}-projet.pdf", "incendie-point-2.pdf"]
    for name in (*kept, f"{BRIEF}-exemplaire-2-sur-5.pdf", f"{BRIEF}.pdf", "notes.txt"):
        (tmp_path / name).touch()
    assert [file.name for file in views.pictured(tmp_path)] == kept
