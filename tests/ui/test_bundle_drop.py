"""What is a bundle among what is held above the window."""

import pytest
from PySide6.QtCore import QMimeData, QUrl

from app.ui.bundle_drop import bundle_in


def held(*urls: str) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl(url) for url in urls])
    return data


@pytest.mark.parametrize("url", ["file:///cle/paquet.diapason", "file:///cle/PAQUET.DIAPASON"])
def test_one_bundle_is_for_the_window(url: str) -> None:
    assert bundle_in(held(url)) is not None


def test_anything_else_is_for_the_panel_under_the_pointer() -> None:
    one = "file:///cle/paquet.diapason"
    for data in (held("file:///cle/photo.jpg"), held(one, one), held("https://exemple.fr/a.diapason"), QMimeData()):
        assert bundle_in(data) is None
