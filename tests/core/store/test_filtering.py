"""A filter: said in French as it is printed, and kept as a saved view that no other program can make wrong."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.clock import milliseconds
from app.core.entries import CREDIBILITIES, SOURCES, TRIAGE, TYPES, VERIFICATIONS
from app.core.errors import Refused
from app.core.operations import LAST_MOMENT
from app.core.store.filtering import EntryFilter, as_json, codes_of, from_json, is_open, place_words, words

SPACE, OTHER = "a" * 64, "b" * 64
ZONE = "Europe/Paris"


def at(day: int, hour: int, minute: int = 0) -> int:
    return milliseconds(datetime(2026, 9, day, hour, minute, tzinfo=ZoneInfo(ZONE)))


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (EntryFilter(SPACE), ""),
        (EntryFilter(SPACE, order="recorded"), ""),
        (
            EntryFilter(SPACE, "seveso", key_events=True, since_brief="c" * 64),
            "faits marquants · depuis le PDS n° 3 · « seveso »",
        ),
        (EntryFilter(SPACE, since=at(24, 2, 48)), "depuis le 24 septembre 2026 02:48"),
        (EntryFilter(SPACE, until=at(24, 2, 48)), "jusqu’au 24 septembre 2026 02:48"),
        (
            EntryFilter(SPACE, since=at(1, 0), until=at(2, 12)),
            "du 1er septembre 2026 00:00 au 2 septembre 2026 12:00",
        ),
        (EntryFilter(SPACE, types=("decision", "request"), place="76540"), "décision ou demande · Rouen"),
        (EntryFilter(SPACE, place="D76", sender=" sdis "), "émetteur « sdis » · Seine-Maritime (76)"),
        (EntryFilter(SPACE, place="R28", priorities=(1, 2)), "priorité 1 ou 2 · Normandie"),
        (EntryFilter(SPACE, sources=("A",), credibilities=("1", "2")), "source A · crédibilité 1 ou 2"),
        (EntryFilter(SPACE, triage=("to_sort",), verifications=("denied",)), "à trier · démenti"),
        (
            EntryFilter(SPACE, mine=True, unread=True, away=True, contradicted=True, pending=True),
            "attribuées à moi · non lues · arrivées en mon absence · contredites · en attente d’envoi",
        ),
    ],
)
def test_a_filter_is_said_in_french(wanted: EntryFilter, said: str) -> None:
    assert words(wanted, ZONE, "PDS n° 3").replace("\u00a0", " ") == said
    assert is_open(wanted) == (not said)


def test_a_place_nobody_knows_is_said_as_it_was_written() -> None:
    assert [place_words(code) for code in ("99999", "D99", "R00", "D2A")] == [
        "99999",
        "D99",
        "R00",
        "Corse-du-Sud (2A)",
    ]
    assert codes_of("R94") == (("2A", "2B"), True)
    assert codes_of("76540") == (("76540",), False)


FILTERS = st.builds(
    EntryFilter,
    space=st.just(SPACE),
    query=st.text(max_size=30),
    since=st.none() | st.integers(0, LAST_MOMENT - 1),
    until=st.none() | st.integers(0, LAST_MOMENT - 1),
    since_brief=st.sampled_from(["", "c" * 64]),
    types=st.lists(st.sampled_from(sorted(TYPES)), unique=True).map(tuple),
    sender=st.text(max_size=20),
    place=st.sampled_from(["", "76540", "D76", "R28"]),
    sources=st.lists(st.sampled_from(SOURCES), unique=True).map(tuple),
    credibilities=st.lists(st.sampled_from(CREDIBILITIES), unique=True).map(tuple),
    verifications=st.lists(st.sampled_from(sorted(VERIFICATIONS)), unique=True).map(tuple),
    priorities=st.lists(st.integers(1, 4), unique=True).map(tuple),
    triage=st.lists(st.sampled_from(sorted(TRIAGE)), unique=True).map(tuple),
    key_events=st.booleans(),
    mine=st.booleans(),
    unread=st.booleans(),
    pending=st.booleans(),
    away=st.booleans(),
    contradicted=st.booleans(),
    order=st.sampled_from(["occurred", "recorded"]),
)


@given(FILTERS)
def test_a_saved_view_gives_the_same_filter_back_in_any_crisis(wanted: EntryFilter) -> None:
    kept = as_json(wanted)
    assert SPACE not in kept
    assert from_json(kept, SPACE) == wanted
    assert from_json(kept, OTHER).space == OTHER
    words(wanted, ZONE)


@pytest.mark.parametrize(
    "text",
    [
        *("", "[]", "null", "{", '{"space":"x"}', '{"more":1}', '{"query":1}', '{"key_events":1}', '{"types":"note"}'),
        *('{"types":["secret"]}', '{"priorities":[5]}', '{"priorities":["1"]}', '{"since":-1}', '{"since":1e30}'),
        *('{"until":4398046511104}', '{"order":"key; DROP TABLE op"}', '{"place":"%%%%%%%"}', '{"triage":["gone"]}'),
        '{"query":"' + "x" * 2000 + '"}',
    ],
)
def test_what_is_no_saved_view_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="n'est pas une vue"):
        from_json(text, SPACE)
