"""Opening a bundle: what cannot be read here is refused in plain French, and nothing was taken."""

import os
from pathlib import Path

import msgspec
import pytest

from app.core.errors import Refused
from app.core.keys import SigningKey, box_public
from app.sync import bundle_format as form
from app.sync.bundle_format import Begin, Holding, Manifest, Section
from app.sync.bundle_opening import manifest_at, opened
from app.sync.bundle_sealing import Sealing, write_head
from tests.building import seed

MINE, KEY, SPACE = seed("mine"), SigningKey(seed("first")), "ab" * 32


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "clé.diapason"


def written(path: Path, first: form.Record | None = None, passphrase: str = "") -> Manifest:
    with path.open("wb") as file:
        head = write_head(file, [box_public(MINE)], passphrase, os.urandom)
        to = Sealing(file, head.key)
        manifest = Manifest(1, head.head, SPACE, KEY.public, 5, [Holding(SPACE, [], "", 0, [])], False)
        form.write(to, first or form.begin(manifest, KEY))
        form.write(to, form.End(0, 0))
        to.close()
    return manifest


def test_what_it_says_it_is_comes_first_then_its_records(path: Path) -> None:
    manifest = written(path)
    taken: list[int] = []
    with opened(path, MINE, "", taken.append) as found:
        assert found.manifest == manifest
        assert list(found.records) == [form.End(0, 0)]
    assert taken[-1] <= path.stat().st_size
    assert manifest_at(path, MINE, "") == manifest


def test_each_reason_not_to_read_it_has_its_words(path: Path) -> None:
    def said(box: bytes = MINE, passphrase: str = "") -> str:
        with pytest.raises(Refused) as refused:
            manifest_at(path, box, passphrase)
        return str(refused.value)

    assert "il n'existe pas" in said()
    path.write_bytes(b"PK")
    assert "n'est pas un paquet" in said()
    written(path)
    assert "n'est pas destiné à ce poste" in said(seed("other"))
    written(path, passphrase="cheval")
    assert "donnez-la" in said(seed("other"))
    assert "n'est pas celle du paquet" in said(seed("other"), "agrafe")
    written(path, Section(SPACE))
    assert "dès son début" in said()
    written(path, Begin(msgspec.msgpack.encode([9]), bytes(64)))
    assert "version plus récente" in said()
