"""What a run leaves to the next."""

from app.demonstration import story


def test_only_pictures_and_papers_of_a_former_run_give_way(tmp_path):
    out = tmp_path / "out"
    story.empty(out)
    for name in ("fenetre.png", "point.pdf", "notes.txt"):
        (out / name).touch()
    story.empty(out)
    assert [file.name for file in out.iterdir()] == ["notes.txt"]
