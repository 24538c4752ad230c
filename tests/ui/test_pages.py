"""The pages of a window, in the order of the navigation."""

from app.ui.pages import sections


def test_each_page_has_a_key_of_its_own_and_words(station, qtbot):
    made = sections(station)
    for one in made:
        qtbot.addWidget(one.page)
    assert [one.key for one in made] == ["messages", "visas", "board", "qa", "figures", "directory", "briefs"]
    assert all(one.word and one.shape for one in made)
