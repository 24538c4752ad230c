"""What was printed is printed again, the same bytes, once fonts, model and program are others."""

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from tests.central import ENVIRONMENT, PATIENCE, Line

FACTS = 60  # more than the pages of a standard brief have room for
CHANGED = '''
"""The same command line, later: another version, other fonts, another model, and nothing that could draw as before."""
import importlib.metadata, sys
from pathlib import Path
from app import cli
from app.core import brief_content, composing, composition, resources
from app.documents import blocks, brief, copies, drawing, fonts, furniture, grid, paper, pdf_update

def gone(*_, **__):
    raise AssertionError("drawn again")

for room in (blocks, brief, composing, composition, copies, drawing, fonts, furniture, grid, paper, pdf_update):
    for name, value in list(vars(room).items()):
        if callable(value) and getattr(value, "__module__", "") == room.__name__:
            setattr(room, name, gone)
        elif isinstance(value, float):
            setattr(room, name, value / 2)
brief_content.fingerprint = gone
shipped = resources.path
resources.path = lambda name: Path("/nowhere") / name if name.startswith(("fonts", "brand")) else shipped(name)
importlib.metadata.version = lambda _: "99.0"
sys.exit(cli.main(sys.argv[1:]))
'''


def later(line: Line, script: Path, *words: str) -> str:
    """What the program that came after prints."""
    script.write_text(CHANGED, encoding="utf-8")
    environment = {**os.environ, **ENVIRONMENT, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, str(script), "--profile", str(line.profile), *words]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=PATIENCE, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def held(folder: Path) -> set[str]:
    """The SHA-256 of each PDF of a folder."""
    return {sha256(file.read_bytes()).hexdigest() for file in folder.glob("**/*.pdf")}


def test_fonts_model_and_program_change_and_every_copy_is_the_same(admin: Line, tmp_path: Path) -> None:
    crisis = admin.open_crisis()
    for number in range(FACTS):
        admin(
            "log", "--crisis", crisis, f"SDIS76 > secteur {number} : confinement levé, mesures de l'air normales #fait"
        )
    first, again = tmp_path / "first", tmp_path / "again"
    words = ("--crisis", crisis, "--format", "standard", "--out", str(first / "pds.pdf"))
    brief = str(admin("brief", "make", *words, "--copies", "Cabinet PM; Préfet )\\( «É» 🔥").only["brief"])
    for more in ((), ("--copy", "1/2", "--copy", "2/2")):
        admin("brief", "print", brief, "--crisis", crisis, "--out", str(first), *more)
    files = held(first)
    assert len(files) == 6  # the brief and its annex: the original, and two copies
    for more in ((), ("--copy", "1/2", "--copy", "2/2")):
        later(admin, tmp_path / "later.py", "brief", "print", brief, "--crisis", crisis, "--out", str(again), *more)
    assert held(again) == files
    with pytest.raises(
        AssertionError, match=r"Incident interne \(AssertionError\)"
    ):  # that program could not have made them
        later(admin, tmp_path / "later.py", "brief", "make", "--crisis", crisis, "--format", "standard")
    said = later(admin, tmp_path / "later.py", "brief", "verify", str(next(again.glob("*.pdf"))))
    assert "octet pour octet" in said
