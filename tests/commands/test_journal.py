"""`log` and `journal`: the three clocks, the numbers, rectifications, and hostile lines."""

from datetime import datetime
from pathlib import Path

import pytest

from tests.central import Line


def test_a_quick_line_becomes_an_entry_with_its_number_and_its_clocks(admin: Line) -> None:
    crisis = admin.open_crisis()
    told = admin("log", "--crisis", crisis, "02:48 SDIS76 tel > incendie site Seveso à Rouen : fumées noires").only
    assert told["entry"] == "SIG1-0001"
    assert told["proposed_place"] == {"code": "76540", "name": "Rouen"}
    (entry,) = admin("journal", "list", "--crisis", crisis).results
    assert (entry["entry"], entry["sender"], entry["subject"]) == (
        "SIG1-0001",
        "SDIS76",
        "incendie site Seveso à Rouen",
    )
    assert (entry["content"], entry["rating"], entry["means"]) == ("fumées noires", "F6", "phone")
    assert (entry["rank"], entry["key_event"], entry["amendments"]) == (None, False, [])
    occurred = datetime.fromisoformat(entry["occurred_at"])
    assert (occurred.hour, occurred.minute) == (2, 48)
    assert occurred.utcoffset() is not None
    assert entry["received_at"] is None
    assert entry["recorded_at"] == told["recorded_at"]


def test_hours_are_those_of_the_crisis(admin: Line) -> None:
    crisis = admin.open_crisis("Cyclone", "--zone", "Indian/Reunion")
    assert admin("log", "--crisis", crisis, "vent > fort").only["recorded_at"].endswith("+04:00")


def test_a_rectification_keeps_the_former_words(admin: Line) -> None:
    crisis = admin.open_crisis()
    number = admin("log", "--crisis", crisis, "SDIS76 > 3 blessés").only["entry"]
    words = ("--subject", "2 blessés", "--occurred-at", "2026-01-02T03:04", "--reason", "recompte")
    amended = admin("journal", "amend", number, "--crisis", crisis, *words).only
    assert amended["subject"] == "2 blessés"
    assert amended["occurred_at"] == "2026-01-02T03:04:00+01:00"
    by_field = {one["field"]: one for one in amended["amendments"]}
    assert (by_field["subject"]["former"], by_field["subject"]["new"]) == ("3 blessés", "2 blessés")
    assert by_field["subject"]["reason"] == "recompte"
    assert by_field["subject"]["author"] == "Alice Admin"
    assert by_field["occurred_at"]["new"] == "2026-01-02T03:04:00+01:00"
    assert admin("journal", "show", number, "--crisis", crisis).only.items() >= amended.items()
    assert "« 3 blessés » → « 2 blessés »" in admin.told("journal", "show", number, "--crisis", crisis).out


def test_lists_are_in_order_and_filtered(admin: Line) -> None:
    crisis = admin.open_crisis()
    for line in ("2026 > un", "préfecture > l'usine est évacuée", "SDIS76 > trois #fait"):
        admin("log", "--crisis", crisis, line)
    early = ("--occurred-at", "2026-01-01T00:00:00Z", "--reason", "heure")
    admin("journal", "amend", "SIG1-0003", "--crisis", crisis, *early)

    def numbers(*words: str) -> list[str]:
        return [one["entry"] for one in admin("journal", "list", "--crisis", crisis, *words).results]

    assert numbers() == ["SIG1-0003", "SIG1-0001", "SIG1-0002"]
    assert numbers("--order", "recorded") == ["SIG1-0001", "SIG1-0002", "SIG1-0003"]
    assert numbers("--query", "evacue") == ["SIG1-0002"]
    assert numbers("--key-events") == ["SIG1-0003"]
    assert numbers("--since", "2026-06-01") == ["SIG1-0001", "SIG1-0002"]
    assert admin("journal", "key", "SIG1-0001", "--crisis", crisis).only["key_event"] is True
    assert numbers("--key-events") == ["SIG1-0003", "SIG1-0001"]
    assert admin("journal", "key", "SIG1-0001", "--crisis", crisis, "--no").only["key_event"] is False


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("", "vide"),
        ("SDIS76 >", "Écrivez"),
        ("a > b\x07", "U+0007"),
        ("a > b\u202e", "U+202E"),
        ("a > " + "x" * 200_000, "caractères"),
        ("a > \udce9", "U+DCE9"),
    ],
)
def test_a_line_that_is_no_entry_is_refused_and_leaves_nothing(admin: Line, line: str, said: str) -> None:
    crisis = admin.open_crisis()
    answer = admin("log", "--crisis", crisis, line)
    assert (answer.code, answer.out) == (1, "")
    assert said in answer.err
    assert admin("journal", "list", "--crisis", crisis).results == []


@pytest.mark.parametrize("since", ["", "hier", "25:61", "2026-13-01", "9999-01-01", "2109-06-01", "2026-03-29T02:30"])
def test_an_hour_that_is_none_is_refused(admin: Line, since: str) -> None:
    answer = admin("journal", "list", "--crisis", admin.open_crisis(), "--since", since)
    assert (answer.code, answer.out) == (1, "")


def test_a_rectification_may_leave_nothing_where_something_was(admin: Line) -> None:
    crisis = admin.open_crisis()
    admin("log", "--crisis", crisis, "02:48 reçu 03:03 SDIS76 tel -> INT > un feu #tlp:amber @76540")
    amend = ("journal", "amend", "SIG1-0001", "--crisis", crisis, "--reason", "dit à tort")
    words = ("--tlp", "", "--means", "", "--received-at", "", "--recipient", "", "--place", "")
    entry = admin(*amend, *words).only
    assert (entry["tlp"], entry["means"], entry["received_at"], entry["place"]) == ("", "", None, None)
    assert entry["recipients"] == []
    assert admin(*amend, "--occurred-at", "").code == 1
    refused = admin(*amend, "--place", "Saint-Denis")
    assert (refused.code, "93066" in refused.err) == (1, True)


def test_a_rectification_needs_something_new_and_a_reason(admin: Line) -> None:
    crisis = admin.open_crisis()
    admin("log", "--crisis", crisis, "SDIS76 > un feu")
    amend = ("journal", "amend", "SIG1-0001", "--crisis", crisis)
    assert admin(*amend, "--subject", "un autre feu").code == 2
    assert admin(*amend, "--reason", "rien").code == 1
    assert "le même" in admin(*amend, "--subject", "un feu", "--reason", "rien").err
    assert "n'est pas connue" in admin("journal", "show", "SIG9-0001").err


def test_what_looks_like_markup_is_kept_as_it_is_typed(admin: Line, tmp_path: Path) -> None:
    crisis = admin.open_crisis()
    told = f"préfet > <img src='{tmp_path}'> =1+1 %s {{0}} 'x\"; DROP TABLE op"
    admin("log", "--crisis", crisis, told)
    assert admin("journal", "list", "--crisis", crisis).only["subject"] == told.partition("> ")[2]
