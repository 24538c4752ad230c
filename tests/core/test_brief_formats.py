"""The formats of a brief: what a reader finds in each, and which follow each other."""

from app.core.brief_formats import ANNEXES, FORMATS, TITLES, family, shown_number


def test_every_section_of_a_format_has_a_title_and_every_annex_a_name() -> None:
    for one in FORMATS.values():
        assert set(one.sections) <= set(TITLES)
        assert set(one.annexes) <= set(ANNEXES)
        assert one.pages is None or one.pages in (0.5, 1, 2, 6)


def test_one_matter_has_one_number_in_every_format() -> None:
    assert [shown_number(one) for one in FORMATS["cabinet"].sections] == [1, 3, 5, 6, 8]
    assert [shown_number(one) for one in FORMATS["cip"].sections] == [1, 2, 3]


def test_a_flash_is_followed_by_a_standard_brief_and_what_is_not_known_by_its_own() -> None:
    assert family("flash") == family("standard") == family("long")
    assert len({family(one) for one in ("standard", "cabinet", "prefets", "cip", "martien")}) == 5
