"""`crisis twins`, `merge`, `distinct` and `separate`: two crises opened apart are proposed, reunited, told apart."""

from uuid import uuid4

from tests.central import Line


def opened(line: Line, title: str) -> str:
    """A crisis of a territory: those of other tests are not like it."""
    return line.open_crisis(title, "--territory", "97411")


def pairs(line: Line, *crises: str) -> list[dict[str, object]]:
    return [one for one in line("crisis", "twins").results if {one["first"], one["second"]} == {*crises}]


def test_two_crises_of_one_event_are_proposed_with_their_reasons(admin: Line) -> None:
    first, second = opened(admin, "Cyclone sur l'île"), opened(admin, "Cyclone à Saint-Denis")
    (pair,) = pairs(admin, first, second)
    assert (pair["first"], pair["second"], pair["may_merge"]) == (first, second, True)
    assert "même nature : industrielle" in pair["reasons"]  # type: ignore[operator]
    assert "Deux crises pour un même événement ?" in admin.told("crisis", "twins").out
    assert admin("crisis", "distinct", second, first).only["distinct"] is True
    assert pairs(admin, first, second) == []


def test_a_reunion_is_said_everywhere_and_renumbers_nothing(admin: Line) -> None:
    first, second = opened(admin, f"Crue {uuid4()}"), opened(admin, f"Débordement {uuid4()}")
    numbers = [admin("log", "--crisis", crisis, "SDIS76 > eau").only["entry"] for crisis in (first, second)]
    assert numbers[0] == numbers[1]
    told = admin("crisis", "merge", second, "--into", first, "--reason", "une seule crue").only
    assert (told["crisis"], told["joined_to"], told["reason"], told["left_out"]) == (
        second,
        first,
        "une seule crue",
        [],
    )
    listed = admin("journal", "list", "--crisis", first).results
    assert [(one["entry"], one["crisis"]) for one in listed] == [(numbers[0], first), (numbers[0], second)]
    assert f"{numbers[0]} · {second}" in admin.told("journal", "list", "--crisis", first).out
    assert [one["crisis"] for one in admin("journal", "list", "--crisis", second).results] == [second]
    assert admin("crisis", "show", second).only["joined_to"] == first
    assert f"réunie à {first}" in admin.told("crisis", "list").out
    assert pairs(admin, first, second) == []
    refused = admin("log", "--crisis", second, "trop tard")
    assert (refused.code, f"réunie à {first}" in refused.err) == (1, True)
    unclear = admin("journal", "show", numbers[0], "--crisis", first)
    assert (unclear.code, "Donnez l'identifiant" in unclear.err) == (1, True)
    shown = admin("journal", "show", listed[1]["id"], "--crisis", first).only
    assert (shown["entry"], shown["crisis"]) == (numbers[1], second)


def test_separated_they_are_written_in_again(admin: Line) -> None:
    first, second = opened(admin, f"Feu {uuid4()}"), opened(admin, f"Incendie {uuid4()}")
    admin("crisis", "merge", second, "--into", first)
    assert admin("crisis", "separate", second).code == 2
    assert admin("crisis", "separate", second, "--reason", "deux foyers").only["joined_to"] is None
    assert admin("log", "--crisis", second, "SDIS76 > fumée").code == 0
    assert admin("crisis", "separate", second, "--reason", "encore").code == 1


def test_frames_are_never_reunited(admin: Line) -> None:
    words = ("--nature", "industrial", "--lead", "INT")
    real = admin("crisis", "open", "--title", "Vraie", "--frame", "test", *words).only["crisis"]
    refused = admin("crisis", "merge", opened(admin, "Fausse"), "--into", real)
    assert (refused.code, "ne se mêlent jamais" in refused.err) == (1, True)
