"""The choice of an organisation."""

import pytest

from app.core.errors import Refused
from app.ui.organisation_field import OrganisationField


def test_any_of_its_words_names_an_organisation(qtbot):
    field = OrganisationField("Pilote")
    qtbot.addWidget(field)
    for words in ("INT", "intérieur", "ministère de l’Intérieur"):
        field.setText(words)
        assert field.code("lead") == "INT"


def test_several_are_separated_by_commas_and_counted_once(qtbot):
    field = OrganisationField("Associés", many=True)
    qtbot.addWidget(field)
    field.setText("Santé, intérieur, INT,")
    assert field.codes("associated") == ("SAN", "INT")


def test_unknown_words_are_refused_for_the_field_they_are_in(qtbot):
    field = OrganisationField("Pilote")
    qtbot.addWidget(field)
    field.setText("Magie")
    with pytest.raises(Refused) as refused:
        field.code("lead")
    assert refused.value.field == "lead"


def test_what_somebody_else_wrote_is_kept_as_it_is(qtbot):
    field = OrganisationField("Organisme", ["Mairie de Rouen"])
    qtbot.addWidget(field)
    assert field.text() == "Mairie de Rouen"
    assert field.code("organisation") == "Mairie de Rouen"
