"""The fields of a contact in French words."""

from app.ui import contact_words


def test_a_number_is_read_the_french_way_with_its_usage():
    duty = {"number": "+33232765000", "usage": "duty", "public": False}
    assert contact_words.label("phone:2", duty) == "Téléphone astreinte"
    assert contact_words.words("phone:2", duty) == "02 32 76 50 00\u00a0· non public"


def test_an_organisation_is_said_by_its_full_name_and_unknown_words_as_they_are():
    assert contact_words.words("organisation", "SIG") == "Service d’information du Gouvernement"
    assert contact_words.words("organisation", "Mairie de Rouen") == "Mairie de Rouen"


def test_an_element_taken_out_is_said():
    assert contact_words.words("email:1", None) == "retiré"
    assert contact_words.words("service", "") == "—"


def test_dates_and_truths_are_in_words():
    assert contact_words.words("verified_on", "2026-09-24") == "24\u00a0sept.\u00a02026"
    assert contact_words.words("verified_on", "hier") == "hier"
    assert contact_words.words("may_speak", True) == "oui"


def test_fields_are_read_in_the_order_of_a_card():
    names = ["remark", "phone:2", "new_field", "family_name", "phone:1", "kind"]
    assert contact_words.in_order(names) == ["kind", "family_name", "phone:1", "phone:2", "remark", "new_field"]


def test_codes_are_read_in_words_and_days_as_they_are_typed():
    assert contact_words.words("purpose", "duty") == "tenir les astreintes"
    assert contact_words.words("type", "prefecture") == "préfecture"
    assert contact_words.words("parent", "dila:12") == "organisme DILA 12"
    assert contact_words.typed_day("2026-09-24") == "24/09/2026"
