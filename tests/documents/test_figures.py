"""The figures of 2020 are read as they were published, contradictions included."""

import pytest

from app.core import resources
from app.core.errors import Refused
from app.documents import figures
from app.documents.figures import Publication

PUBLISHED = resources.path("demonstration/figures")


@pytest.fixture(scope="module")
def published() -> list[Publication]:
    return figures.publications(PUBLISHED)


def test_every_publication_of_february_and_march_is_read_in_order(published: list[Publication]) -> None:
    assert len(published) == len(list(PUBLISHED.rglob("*.yaml"))) == 89
    assert [one.date for one in published] == sorted(one.date for one in published)
    assert all(one.date[:7] in ("2020-02", "2020-03") and one.figures for one in published)


def test_two_sources_may_disagree_on_one_day(published: list[Publication]) -> None:
    of_day = {one.source: one for one in published if one.date == "2020-02-29"}
    ministry, agency = of_day["Ministère des Solidarités et de la Santé"], of_day["Santé publique France"]
    assert figures.summary(ministry).startswith("100 cas confirmés, 2 décès")
    assert figures.summary(agency) == "73 cas confirmés, 2 décès"


def test_the_hour_is_that_of_the_remark_or_of_the_field_and_never_that_of_a_video(published: list[Publication]) -> None:
    hours = {(one.date, one.source[:5]): one.hour for one in published if one.hour}
    assert hours[("2020-02-29", "Minis")] == "18:00"
    assert hours[("2020-03-06", "Minis")] == "15:00"
    assert hours[("2020-03-28", "Santé")] == "14:00"
    assert ("2020-03-10", "Minis") not in hours


def test_remarks_are_kept_with_the_figure_they_speak_of(published: list[Publication]) -> None:
    [corrected] = [one for one in published if (one.date, one.source[:5]) == ("2020-03-06", "Minis")]
    assert corrected.remarks == (
        "Cas confirmés : à 15h. Source: santé publique france. +190 qu'hier",
        "Décès : 8 homme et 1 femme",
        "En réanimation : +16 qu'hier",
        "d'après le communiqué: 577 cas, +2 décédés, total 9 décès",
    )


def test_one_is_singular() -> None:
    text = "date: 2020-02-01\nsource: {nom: SpF}\ndonneesNationales: {casConfirmes: 1, hospitalises: 0}\n"
    assert figures.summary(figures.publication(text)) == "1 cas confirmé, 0 hospitalisé"


@pytest.mark.parametrize("text", ["", "- a", "date: [", "date: x\nsource: y", "a: &a [*a]", "!!python/object:os.x {}"])
def test_a_file_that_publishes_nothing_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        figures.publication(text)
