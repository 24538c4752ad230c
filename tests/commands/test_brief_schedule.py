"""`brief schedule` sets the rhythm of a crisis, `brief next` says which brief is awaited."""

from datetime import datetime, timedelta

import pytest

from app.core.clock import Clock, milliseconds
from tests.central import Line


def test_a_rhythm_is_set_told_and_stopped(admin: Line) -> None:
    crisis = admin.open_crisis()
    nothing = {"crisis": crisis, "rhythm": None, "due": None, "in_minutes": None, "late": False, "then": None}
    assert admin("brief", "next", "--crisis", crisis).only == nothing
    assert "aucun rythme" in admin.told("brief", "next", "--crisis", crisis).out
    told = admin("brief", "schedule", "--crisis", crisis, "--every", "4h", "--at", ":00").only
    assert (told["rhythm"], told["late"]) == ("toutes les 4 heures à :00", False)
    due = datetime.fromisoformat(told["due"])
    assert (due.hour % 4, due.minute) == (0, 0)
    assert 0 <= told["in_minutes"] <= 300
    assert admin("crisis", "show", crisis).only["rhythm"] == told["rhythm"]
    assert "prochain point à" in admin.told("brief", "next", "--crisis", crisis).out
    assert admin("brief", "schedule", "--crisis", crisis, "--stop").only == nothing


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--every", "1h", "--at", ":15"), "toutes les heures à :15"),
        (("--every", "24h", "--at", "19:00", "--format", "cabinet"), "tous les jours à 19:00, format cabinet"),
        (("--every", "6", "--from", "08", "--at", "30"), "toutes les 6 heures à partir de 02:30"),
        (("--every", "12H", "--from", "07:30"), "toutes les 12 heures à partir de 07:30"),
    ],
)
def test_a_rhythm_is_said_as_it_is_read(admin: Line, words: tuple[str, ...], said: str) -> None:
    assert admin("brief", "schedule", "--crisis", admin.open_crisis(), *words).only["rhythm"] == said


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "--every"),
        (("--every", "4h", "--stop"), 2, "--stop"),
        (("--every", "5h"), 1, "12 ou 24 heures"),
        (("--every", "souvent"), 1, "--every 4h"),
        (("--every", "4h", "--at", ":75"), 1, "n'est pas une heure"),
        (("--every", "4h", "--from", "x"), 1, "Heure incomprise"),
        (("--every", "24h"), 1, "à quelle heure"),
        (("--every", "4h", "--format", "roman"), 2, "format"),
        (("--stop",), 1, "Rien n'est changé"),
    ],
)
def test_what_is_no_rhythm_is_refused(admin: Line, words: tuple[str, ...], code: int, said: str) -> None:
    answer = admin("brief", "schedule", "--crisis", admin.open_crisis(), *words)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err


def test_those_who_lead_the_crisis_alone_set_it_and_all_of_them_know_it(admin: Line, liaison: Line) -> None:
    crisis = admin.open_crisis()
    admin("member", "add", "--crisis", crisis, "--name", "Irène Liaison", "--role", "LIA")
    admin("brief", "schedule", "--crisis", crisis, "--every", "4h")
    admin("sync")
    liaison("sync")
    assert liaison("brief", "next", "--crisis", crisis).only["rhythm"] == "toutes les 4 heures à :00"
    refused = liaison("brief", "schedule", "--crisis", crisis, "--every", "1h")
    assert (refused.code, refused.out) == (1, "")
    assert "ne permet pas" in refused.err


def test_a_late_brief_says_since_when(admin: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rhythm was set a little before the hour, and nobody froze anything."""
    crisis = admin.open_crisis()
    soon = datetime.now().astimezone() + timedelta(minutes=1)
    at = f":{soon.minute:02}"
    told = admin("brief", "schedule", "--crisis", crisis, "--every", "1h", "--at", at).only
    assert told["in_minutes"] in (0, 1)
    later = datetime.fromisoformat(told["due"]) + timedelta(minutes=12, seconds=1)
    monkeypatch.setattr("app.cli.Clock", lambda: Clock(lambda: milliseconds(later)))
    late = admin("brief", "next", "--crisis", crisis).only
    assert (late["due"], late["in_minutes"], late["late"]) == (told["due"], -13, True)
    assert "attendu depuis 12 min" in admin.told("brief", "next", "--crisis", crisis).out
