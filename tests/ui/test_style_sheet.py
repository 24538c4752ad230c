"""The style sheet is whole: no token is left unreplaced, in either theme, at any size."""

import re

import pytest

from app.ui import theme


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
def test_every_token_of_the_sheet_is_replaced(qapp, name, scale):
    theme.apply(qapp, name, scale)
    assert not re.findall(r"@\w+", qapp.styleSheet())


def test_sizes_of_text_are_in_points(qapp):
    assert "font-size: 9.75pt" in qapp.styleSheet()
    assert not re.search(r"font-size: [\d.]+px", qapp.styleSheet())
