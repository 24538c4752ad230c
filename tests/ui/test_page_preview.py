"""The pages of a file on the screen."""

from PySide6.QtGui import QColor

from app.documents.preview import PageImage
from app.ui.page_preview import PagePreview, Sheet, image

RED = PageImage(2, 3, 6, bytes([255, 0, 0] * 6))


def test_the_pixels_of_a_page_keep_their_colours():
    drawn = image(RED)
    assert (drawn.width(), drawn.height()) == (2, 3)
    assert drawn.pixelColor(1, 2) == QColor(255, 0, 0)


def test_each_page_has_its_place_and_says_its_number(qtbot):
    preview = PagePreview()
    qtbot.addWidget(preview)
    preview.resize(400, 300)
    preview.show()
    preview.show_pages([image(RED), image(RED)])
    preview.show_pages([image(RED), image(RED), image(RED)])
    sheets = preview.widget().findChildren(Sheet)
    assert [sheet.accessibleName() for sheet in sheets][-3:] == ["Page 1 sur 3", "Page 2 sur 3", "Page 3 sur 3"]
    assert preview.count == 3
    assert sheets[-1].heightForWidth(200) == 300
