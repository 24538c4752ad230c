"""Each call of a cascade is in the journal by itself, once, and never with a private number."""

from dataclasses import replace
from typing import Any

import pytest

from app.core.cascade import ATTEMPT, Cascade, Number, Target
from app.core.cascade_commands import EditCascade, LogCall, LogCalls, WriteCascade, added, removed
from app.core.clock import Clock
from app.core.entry import Entry
from app.core.errors import Refused
from app.core.registers.cascades import MOST
from app.core.registers.crisis import CloseCrisis
from app.core.registers.directory import AddContact
from app.core.registers.private import AddPrivate
from app.core.store.filtering import EntryFilter
from app.core.times import MINUTE
from tests.building import NOW
from tests.core.cascades import FONTAINE, HOUR, KERJEAN, LEGOFF
from tests.office import Office, share

SECRET = "+33639980041"


class Switchboard:
    """A crisis with a cascade of three people."""

    def __init__(self, office: Office) -> None:
        self.sig = office.workstation("SIG1", "C. Morvan")
        self.crisis = office.crisis(self.sig)
        self.id = self.sig.desk.do(WriteCascade(self.crisis, "Alerte", "", (KERJEAN, FONTAINE, LEGOFF))).id

    @property
    def now(self) -> Cascade:
        return self.sig.reading.cascade(self.id)

    def call(self, target: Target = KERJEAN, result: str = "reached", **more: Any) -> None:
        self.sig.desk.do(LogCall(self.id, target.key, result, **more))

    @property
    def entries(self) -> list[Entry]:
        reading = self.sig.reading
        rows = reading.entry_rows(reading.entry_keys(EntryFilter(self.crisis)))
        return sorted(reading.entries([row.id for row in rows if row]), key=lambda one: one.number)


@pytest.fixture
def board(office: Office) -> Switchboard:
    office.clock = Clock(lambda: NOW)
    return Switchboard(office)


def test_a_cascade_has_a_number_and_its_targets_theirs(board: Switchboard) -> None:
    assert (board.now.number, [one.order for one in board.now.targets]) == ("CAS-SIG1-001", [1, 2, 3])
    (found,) = board.sig.reading.find("CAS-001", "cascade")
    assert found.id == board.id


def test_a_number_that_was_on_a_sheet_is_not_given_to_somebody_else(board: Switchboard) -> None:
    board.sig.desk.do(EditCascade(board.id, removed([LEGOFF.key])))
    newcomer = replace(LEGOFF, contact="", name="Ivan Sauvage")
    board.sig.desk.do(EditCascade(board.id, added(board.now, [newcomer])))
    assert {one.name: one.order for one in board.now.targets}["Ivan Sauvage"] == 4


def test_a_call_writes_its_line_in_the_journal_by_itself(board: Switchboard) -> None:
    board.call(number="01 99 00 12 01", note="arrive à 05:00")
    (attempt,) = board.now.attempts
    (entry,) = board.entries
    assert (attempt.number, attempt.by, attempt.at) == ("+33199001201", "C. Morvan", NOW)
    assert entry.subject == "Appel n° 1 : D. Kerjean, Intérieur : joint"
    assert (entry.type, entry.direction, entry.means, entry.triage) == ("information", "out", "phone", "closed")
    assert entry.content == ("CAS-SIG1-001, Alerte\nNuméro : 01 99 00 12 01\narrive à 05:00\nAppelé par C. Morvan")


def test_the_deputy_who_answers_is_named_with_whom_he_stands_for(board: Switchboard) -> None:
    board.call(FONTAINE, "message", deputy=True, by="N. Bellec")
    assert board.entries[0].subject == "Appel n° 2 : R. Vasseur (suppléant de G. Fontaine), Économie : message laissé"
    assert board.entries[0].sender == "N. Bellec"


def test_a_sheet_is_keyed_in_whole_and_its_entries_are_late(board: Switchboard) -> None:
    calls = (
        LogCall("", KERJEAN.key, "no_answer", at=NOW - HOUR),
        LogCall("", FONTAINE.key, "reached", at=NOW - HOUR + MINUTE),
    )
    board.sig.desk.do(LogCalls(board.id, calls))
    assert [one.late_minutes for one in board.entries] == [60, 59]
    assert [one.number for one in board.entries] == ["SIG1-0001", "SIG1-0002"]
    wrong = (LogCall("", LEGOFF.key, "reached", at=NOW - HOUR), LogCall("", KERJEAN.key, "reached", at=NOW + MINUTE))
    with pytest.raises(Refused, match=r"Ligne 2 .*pas encore passée.*Rien n'est enregistré"):
        board.sig.desk.do(LogCalls(board.id, wrong))
    twice = (replace(wrong[0]), replace(wrong[0]))
    with pytest.raises(Refused, match=r"Ligne 2 .*déjà noté"):
        board.sig.desk.do(LogCalls(board.id, twice))
    assert len(board.entries) == 2


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ({"result": "perdu"}, "Résultat inconnu"),
        ({"at": NOW + 1}, "pas encore passée"),
        ({"target": replace(KERJEAN, name="Autre")}, "pas dans la cascade"),
        ({"deputy": True}, "pas de suppléant"),
        ({"number": "peut-être"}, "incompris"),
    ],
)
def test_what_is_no_call_is_refused(board: Switchboard, call: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused, match=said):
        board.call(**call)
    assert (board.now.attempts, board.entries) == ((), [])


def test_the_same_call_is_not_noted_twice_but_two_numbers_in_a_minute_are_two_calls(board: Switchboard) -> None:
    board.call(result="no_answer", number="+33199001201", at=NOW - MINUTE)
    board.call(result="no_answer", number="+33199001202", at=NOW - MINUTE + 5)
    for number in ("", "+33199001201"):
        with pytest.raises(Refused, match="déjà noté"):
            board.call(result="no_answer", number=number, at=NOW - MINUTE + 9)
    assert len(board.now.attempts) == 2


def test_no_private_number_is_written_in_a_crisis(board: Switchboard) -> None:
    contact = board.sig.desk.do(AddContact({"family_name": "Poulain", "organisation": "SAN"})).id
    board.sig.desk.do(AddPrivate(contact, SECRET))
    (target,) = board.sig.reading.targets_of([contact])
    board.sig.desk.do(EditCascade(board.id, added(board.now, [target])))
    board.call(target, "no_answer", number=SECRET, note="au 06.39.98.00.41, puis 01 99 00 00 99", at=NOW - 1)
    attempt = board.now.attempts[-1]
    assert attempt.number == "•• •• •• •• 41"
    assert attempt.note == "au ••.••.••.••.41, puis 01 99 00 00 99"
    digits = "".join(filter(str.isdigit, board.entries[-1].content))
    assert "3998" not in digits
    assert (target.order, board.now.targets[-1].order) == (0, 4)


@pytest.mark.parametrize(
    "note",
    [
        "à 18 06 39 98 00 41",
        "06 39 98 00 41 12 h",
        "06,39,98,00,41",
        "06·39·98·00·41 ou 06–39–98–00–41",
        "+33 (0)6 39 98 00 41",
        "écrire à Solene@Prive.Example",
    ],
)
def test_a_private_number_is_hidden_however_it_is_noted(board: Switchboard, note: str) -> None:
    contact = board.sig.desk.do(AddContact({"family_name": "Poulain", "organisation": "SAN"})).id
    board.sig.desk.do(AddPrivate(contact, SECRET))
    board.sig.desk.do(AddPrivate(contact, "solene@prive.example", "email"))
    (target,) = board.sig.reading.targets_of([contact])
    board.sig.desk.do(EditCascade(board.id, added(board.now, [target])))
    board.call(target, "no_answer", note=note, at=NOW - 1)
    kept = board.now.attempts[-1].note + board.entries[-1].content
    assert "3998" not in "".join(filter(str.isdigit, kept))
    assert "prive" not in kept.lower()


def test_of_a_number_the_cascade_does_not_have_only_the_end_is_kept(board: Switchboard) -> None:
    board.call(number="06 12 34 56 78")
    board.call(number="06 12 34 •• 79")
    assert [one.number for one in board.now.attempts] == ["•• •• •• •• 78", "•• •• •• •• 79"]


def test_a_target_is_taken_away_as_long_as_nobody_called_him(board: Switchboard) -> None:
    board.call()
    with pytest.raises(Refused, match="a déjà été appelé"):
        board.sig.desk.do(EditCascade(board.id, removed([KERJEAN.key])))
    board.sig.desk.do(EditCascade(board.id, removed([LEGOFF.key])))
    assert [one.name for one in board.now.targets] == ["D. Kerjean", "G. Fontaine"]
    with pytest.raises(Refused, match="Rien n'est changé"):
        board.sig.desk.do(EditCascade(board.id, {"title": "Alerte"}))


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"title": " "}, "title"),
        ({"targets": ()}, "targets"),
        ({"targets": (Target(""),)}, "targets"),
        (
            {"targets": tuple(Target(f"n° {n}", numbers=(Number("", "+33199001201"),)) for n in range(MOST + 1))},
            "targets",
        ),
    ],
)
def test_a_cascade_is_written_right_or_not_at_all(board: Switchboard, more: dict[str, Any], field: str) -> None:
    said: dict[str, Any] = {"crisis": board.crisis, "title": "Autre", "words": "", "targets": (KERJEAN,), **more}
    with pytest.raises(Refused) as refusal:
        board.sig.desk.do(WriteCascade(**said))
    assert refusal.value.field == field
    assert len(board.sig.reading.cascades(board.crisis)) == 1


def test_who_writes_no_entry_calls_nobody_and_a_closed_crisis_neither(office: Office) -> None:
    sig, obs = office.workstation("SIG1", "C. Morvan"), office.workstation("OBS1", "O. B.", role="OBS")
    crisis = office.crisis(sig, (obs, "OBS"))
    id = sig.desk.do(WriteCascade(crisis, "Alerte", "", (KERJEAN,))).id
    share(sig, crisis, [obs])
    assert [one.title for one in obs.reading.cascades(crisis)] == ["Alerte"]
    with pytest.raises(Refused, match="rôle"):
        obs.desk.do(LogCall(id, KERJEAN.key, "reached"))
    sig.desk.do(CloseCrisis(crisis))
    with pytest.raises(Refused, match="close"):
        sig.desk.do(LogCall(id, KERJEAN.key, "reached"))


def test_two_who_call_apart_each_keep_their_calls(office: Office) -> None:
    sig, other = office.workstation("SIG1", "C. Morvan"), office.workstation("SIG2", "N. Bellec")
    crisis = office.crisis(sig, (other, "MC"))
    id = sig.desk.do(WriteCascade(crisis, "Alerte", "", (KERJEAN, FONTAINE))).id
    share(sig, crisis, [other])
    sig.desk.do(LogCall(id, KERJEAN.key, "no_answer"))
    other.desk.do(LogCall(id, KERJEAN.key, "reached"))
    share(sig, crisis, [other])
    share(other, crisis, [sig])
    assert sig.reading.cascade(id).attempts == other.reading.cascade(id).attempts
    assert len([name for name in sig.reading.cascade(id).fields if name.startswith(ATTEMPT)]) == 2
