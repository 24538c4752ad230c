"""The ten roles and what each may do."""

import pytest

from app.core import roles
from app.core.errors import Refused


def test_there_are_ten_roles_each_with_its_french_name():
    assert " ".join(roles.ROLES) == "DIR CCOM MC RED VEI RP LIA PP OBS ADM"
    assert roles.MAY.keys() == roles.ROLES.keys()


def test_a_role_is_known_in_any_case():
    assert roles.known(" ccom ") == "CCOM"


def test_an_unknown_role_is_refused_with_the_list():
    with pytest.raises(Refused, match=r"« chef ».*DIR, CCOM") as refused:
        roles.known("chef")
    assert refused.value.field == "role"


@pytest.mark.parametrize(
    ("may", "who"),
    [
        (roles.may_write_entries, "DIR CCOM MC RED VEI RP LIA"),
        (roles.may_write_messages, "DIR CCOM RED RP LIA"),
        (roles.may_give_visa, "DIR CCOM LIA"),
        (roles.may_dispatch, "DIR CCOM RP"),
        (roles.may_approve_briefs, "DIR CCOM"),
        (roles.may_choose_figures, "DIR CCOM"),
        (roles.may_manage_members, "DIR CCOM ADM"),
        (roles.may_close_crisis, "DIR"),
        (roles.may_erase, "DIR CCOM ADM"),
        (roles.may_see_private, "DIR CCOM MC RED VEI RP LIA PP ADM"),
    ],
)
def test_each_act_belongs_to_its_roles(may, who):
    assert [role for role in roles.ROLES if may(role)] == who.split()


def test_a_role_nobody_knows_may_do_nothing():
    assert not any(may("ROI") for may in (roles.may_write_entries, roles.may_see_private, roles.may_manage_members))
    assert not roles.at_most("ROI", "DIR")
    assert not roles.at_most("OBS", "ROI")


def test_the_administrator_has_no_word_on_content():
    assert roles.MAY["ADM"] == {roles.MEMBERS, roles.ERASE}


@pytest.mark.parametrize("pair", ["OBS OBS", "OBS MC", "MC VEI", "VEI RED", "MC LIA", "RED RP", "LIA CCOM", "CCOM DIR"])
def test_a_role_that_may_do_no_more_is_at_most_the_other(pair):
    assert roles.at_most(*pair.split())


@pytest.mark.parametrize(
    "pair", ["DIR CCOM", "CCOM LIA", "LIA RED", "RP LIA", "LIA RP", "MC OBS", "ADM RED", "RED ADM"]
)
def test_a_role_that_may_do_more_is_not(pair):
    assert not roles.at_most(*pair.split())
