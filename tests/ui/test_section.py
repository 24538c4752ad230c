"""A page of the window is a value."""

from dataclasses import FrozenInstanceError

import pytest
from PySide6.QtWidgets import QWidget

from app.ui.section import Section


def test_a_page_has_neither_records_nor_panes_unless_it_says_so(qapp):
    section = Section("briefs", "Points de situation", "briefs", QWidget(), lambda crisis: None)
    assert (section.show_record, section.new, section.panes, section.alone) == (None, None, (), False)
    with pytest.raises(FrozenInstanceError):
        section.key = "journal"
