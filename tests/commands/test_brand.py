"""`brand`: the issuer's mark is installed, said and taken away; what is no picture is refused."""

from pathlib import Path

import pytest
from PIL import Image

from tests.central import Line


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "données"))
    return tmp_path


def test_the_mark_is_installed_said_and_taken_away(admin: Line, home: Path) -> None:
    picture = home / "marque.png"
    Image.new("RGB", (300, 200), "navy").save(picture)
    assert admin("brand").only["mark"] == ""
    kept = Path(str(admin("brand", "--mark", str(picture)).only["mark"]))
    assert kept.read_bytes() == picture.read_bytes()
    assert admin("brand").only["mark"] == str(kept)
    assert admin("brand", "--no-mark").only["mark"] == ""


def test_what_is_no_picture_is_refused_and_the_former_mark_stays(admin: Line, home: Path) -> None:
    (home / "x.png").write_bytes(b"rien")
    answer = admin("brand", "--mark", str(home / "x.png"))
    assert (answer.code, "PNG ou JPEG" in answer.err) == (1, True)
    assert admin("brand", "--mark", str(home / "absent.png")).code == 3
    assert admin("brand").only["fonts"][1] == "Spectral"
