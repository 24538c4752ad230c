"""`member`: roles given to invited persons, whether they have a workstation yet or not."""

from tests.central import Line


def test_an_invited_person_is_a_member_before_he_has_a_workstation(admin: Line) -> None:
    admin("invite", "--name", "Paul Futur", "--organisation", "SAN", "--role", "LIA")
    crisis = admin.open_crisis()
    added = admin("member", "add", "--crisis", crisis, "--name", "paul futur", "--role", "LIA").only
    assert (added["name"], added["organisation"], added["role"]) == ("Paul Futur", "SAN", "LIA")
    listed = admin("member", "list", "--crisis", crisis).results
    assert [(one["name"], one["role"]) for one in listed] == [("Alice Admin", "CCOM"), ("Paul Futur", "LIA")]
    removed = admin("member", "remove", "--crisis", crisis, "--person", added["person"], "--reason", "relève").only
    assert removed["removed"] is True
    assert [one["name"] for one in admin("member", "list", "--crisis", crisis).results] == ["Alice Admin"]


def test_a_name_that_two_persons_bear_is_refused_with_both(admin: Line) -> None:
    for organisation in ("SAN", "INT"):
        words = ("--name", "Jean Martin", "--organisation", organisation, "--role", "LIA")
        assert admin("invite", *words, "--homonym").code == 0
    crisis = admin.open_crisis()
    answer = admin("member", "add", "--crisis", crisis, "--name", "Jean Martin", "--role", "LIA")
    assert (answer.code, answer.out) == (1, "")
    assert "SAN" in answer.err
    assert "INT" in answer.err
    assert "--person" in answer.err
    person = answer.err.split("(")[1].split(")")[0]
    added = admin("member", "add", "--crisis", crisis, "--person", person, "--role", "LIA").only
    assert added["person"] == person
    assert admin("member", "remove", "--crisis", crisis, "--name", "Jean Martin").code == 0  # one is a member


def test_somebody_unknown_and_a_role_unknown_are_refused(admin: Line) -> None:
    crisis = admin.open_crisis()
    assert "inviter" in admin("member", "add", "--crisis", crisis, "--name", "Personne", "--role", "LIA").err
    answer = admin("member", "add", "--crisis", crisis, "--name", "Denis Directeur", "--role", "ROI")
    assert (answer.code, answer.out) == (1, "")
    assert "Rôle inconnu" in answer.err
