"""CAP alerts from the window: each file has its answer, in French, and none stops another."""

from app.core.store.filtering import EntryFilter
from app.documents.alert_import import Brought
from app.ui import alert_import, plain
from tests.documents.caps import alert


def test_each_file_has_its_result_even_one_that_cannot_be_read(room, qtbot, tmp_path, monkeypatch):
    good, bad = tmp_path / "bonne.xml", tmp_path / "mauvaise.xml"
    good.write_bytes(alert())
    bad.write_bytes(b"<alert/>")
    told = []
    monkeypatch.setattr(plain, "warn", lambda parent, title, text, detail="": told.append(f"{text}\n{detail}"))
    alert_import.import_alerts(None, room.station, room.crisis, [good, bad, tmp_path / "absente.xml"])
    qtbot.waitUntil(lambda: bool(told))
    assert "3\u00a0fichiers. Importées : 1 · Refusées : 2." in told[0]
    assert "bonne.xml : SIG1-0001" in told[0]
    assert "mauvaise.xml : Ce fichier n'est pas une alerte CAP" in told[0]
    assert "absente.xml : Ce fichier ne se lit pas" in told[0]
    assert len(room.mine.reading.entry_keys(EntryFilter(room.space))) == 1


def test_too_many_files_are_refused_and_nothing_is_written(room, qtbot, tmp_path, monkeypatch):
    file = tmp_path / "alerte.xml"
    file.write_bytes(alert())
    told = []
    monkeypatch.setattr(plain, "warn", lambda parent, title, text, detail="": told.append(text))
    alert_import.import_alerts(None, room.station, room.crisis, [file] * 201)
    qtbot.waitUntil(lambda: bool(told))
    assert "au plus à la fois" in told[0]
    assert len(room.mine.reading.entry_keys(EntryFilter(room.space))) == 0


def test_results_are_told_together_those_that_came_in_first():
    results = [Brought("a", "refused", "non"), Brought("b", "known", "déjà"), Brought("c", "written", "oui")]
    head, lines = alert_import.words(results)
    assert head == "3\u00a0fichiers. Importées : 1 · Déjà importées, rien n’a été écrit : 1 · Refusées : 1."
    assert lines.splitlines() == ["c : oui", "b : déjà", "a : non"]
