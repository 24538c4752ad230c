"""The list of organisations as a tree."""

from app.core.organisation_groups import MINISTRIES, tree
from app.core.organisations import organisations


def test_every_organisation_of_the_list_stands_in_one_place():
    found = [code for branch in tree().beneath("") for code in tree().within(branch.node)]
    assert sorted(found) == sorted(one.code for one in organisations().all())


def test_a_service_stands_under_its_ministry_and_a_prefecture_under_its_region():
    assert [branch.name for branch in tree().path("CORRUSS")] == ["Ministères", "Santé", "DGS", "CORRUSS"]
    assert [branch.name for branch in tree().path("PREF76")] == ["Préfectures", "Normandie", "Préfecture 76"]
    assert [branch.name for branch in tree().path("HC987")][1] == "Collectivités d’outre-mer"
    assert tree().path("Mairie de Rouen") == ()


def test_a_group_gathers_all_that_is_beneath_it():
    assert {"INT", "DGSCGC", "COGIC"} <= set(tree().within(MINISTRIES))
    assert tree().within("SGDSN") == ("SGDSN", "ANSSI", "VIGINUM")
