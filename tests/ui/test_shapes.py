"""Each state has a shape of its own, readable without colour."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from app.ui import shapes, theme


def drawn(name: str) -> bytes:
    image = QImage(24, 24, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    shapes.paint(painter, name, QRect(0, 0, 24, 24), QColor("black"))
    painter.end()
    return bytes(image.constBits())


def test_every_shape_of_the_tokens_can_be_drawn():
    assert set(theme.tokens()["shapes"]) <= set(shapes.SHAPES)


@pytest.mark.parametrize("name", sorted(shapes.SHAPES))
def test_a_shape_leaves_ink(name):
    assert len(set(drawn(name))) > 1


def test_the_states_of_one_record_never_share_a_shape():
    for group in (
        ("priority_1", "priority_2", "priority_3", "priority_4"),
        ("favorable", "reserve", "defavorable", "abstention", "en_attente"),
        ("en_ligne", "hors_ligne", "en_attente_envoi", "deux_valeurs"),
        ("rectifiee", "fait_marquant", "saisie_differee", "contredit"),
    ):
        assert len({drawn(name) for name in group}) == len(group)


def test_an_icon_is_sharp_on_a_screen_of_double_density(qapp):
    icon = shapes.icon("search", QColor("black"), 12)
    assert {size.width() for size in icon.availableSizes()} >= {12}
