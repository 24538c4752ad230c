"""The desk: a command is decided and written in one transaction, or refused and nothing is written."""

from dataclasses import replace
from typing import Any

import pytest

from app.core import desk
from app.core.attachments import described
from app.core.changes import Changes
from app.core.entry_commands import Amend, Attach, Record
from app.core.errors import Refused
from app.core.message_commands import Draft
from app.core.registers.crisis import OpenCrisis
from app.core.registers.directory import AddContact
from app.core.registers.members import AddMember
from app.core.store import alarms
from app.core.texts import Text
from tests.office import Office, operations, person_of, share


def test_what_was_done_has_an_id_a_label_and_says_what_it_touched(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    done = sig.desk.do(OpenCrisis("Incendie", "exercise", "industrial", "INT"))
    assert done.changes == Changes(frozenset({done.id}), frozenset({done.id}), members=True, local=True)
    entry = sig.desk.do(Record(done.id, "Fumée"))
    assert (entry.label, entry.changes.local) == ("SIG1-0001", True)
    amended = sig.desk.do(Amend(entry.id, {"subject": "Feu"}, "erreur"))
    assert (amended.id, amended.label) == (entry.id, "SIG1-0001")


def test_a_person_acts_under_the_first_of_his_roles_that_may(office: Office) -> None:
    sig, lia = office.workstation("SIG1", "Camille Morvan"), office.workstation("INT", "Léa Aubert", "INT", "LIA")
    crisis = office.crisis(sig, (lia, "OBS"), (lia, "MC"), (lia, "RED"))
    grants = {one.role: one.grant for one in lia.reading.members(crisis)}
    lia.desk.do(Record(crisis, "Fumée"))
    lia.desk.do(Draft(crisis, "line", Text("Titre", "Texte")))
    assert [one.header.grant for one in operations(lia, crisis)[-2:]] == [grants["MC"], grants["RED"]]


@pytest.mark.parametrize(
    ("role", "command", "said"),
    [
        ("OBS", lambda crisis: Record(crisis, "Fumée"), "OBS"),
        ("MC", lambda crisis: Draft(crisis, "line", Text("Titre", "Texte")), "MC"),
        ("OBS", lambda crisis: AddContact({"family_name": "Dupont"}), "annuaire"),
        ("", lambda crisis: Record(crisis, "Fumée"), "pas membre"),
    ],
)
def test_a_role_that_does_not_permit_an_act_is_told_so_and_nothing_is_written(
    office: Office, role: str, command: Any, said: str
) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    other = office.workstation("SAN", "Olga Noir", "SAN", "OBS")
    crisis = office.crisis(sig, *([(other, role)] if role else []))
    if not role:
        share(sig, crisis, [other])
    before = other.reading.pending()
    with pytest.raises(Refused, match=said):
        other.desk.do(command(crisis))
    assert other.reading.pending() == before


def test_a_command_nobody_knows_is_a_bug(office: Office) -> None:
    with pytest.raises(TypeError):
        office.workstation("SIG1", "Camille Morvan").desk.do("écris")


def test_a_grant_given_in_one_command_serves_in_the_next(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    crisis = office.crisis(sig)
    sig.desk.do(AddMember(crisis, person_of(sig), "DIR"))
    assert [one.role for one in sig.reading.members(crisis)] == ["CCOM", "DIR"]


def test_a_file_is_held_from_the_very_entry_that_names_it(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    crisis = office.crisis(sig)
    photo, plan = described("photo.jpg", b"photo"), described("plan.pdf", b"plan")
    entry = sig.desk.do(Record(crisis, "Photo", files=(photo,)), [b"photo"])
    sig.desk.do(Attach(entry.id, (plan, photo)), [b"plan", b"photo"])  # one of them is joined already
    assert {one.name for one in sig.reading.entry(entry.id).files} == {"photo.jpg", "plan.pdf"}
    assert (sig.reading.file(photo.sha256), sig.reading.file(plan.sha256)) == (b"photo", b"plan")
    again = sig.desk.do(Record(crisis, "La même photo", files=(photo,)))  # held: nobody has to give it again
    assert sig.reading.entry(again.id).files == (photo,)


@pytest.mark.parametrize(
    ("given", "said"),
    [([], "manque"), ([b"autre"], "pas de ceux"), ([b"photo", b"autre"], "pas de ceux"), ([b"phot"], "pas de ceux")],
)
def test_an_entry_and_its_files_are_recorded_together_or_not_at_all(
    office: Office, given: list[bytes], said: str
) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    crisis = office.crisis(sig)
    before = sig.reading.pending()
    with pytest.raises(Refused, match=said):
        sig.desk.do(Record(crisis, "Photo", files=(described("photo.jpg", b"photo"),)), given)
    assert sig.reading.pending() == before
    with sig.store.database.read() as connection:
        for table in ("blob", "blob_part"):
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == 0


def test_a_size_that_is_not_the_content_s_is_refused(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    file = replace(described("photo.jpg", b"photo"), size=6)
    with pytest.raises(Refused, match="manque ou a changé"):
        sig.desk.do(Record(office.crisis(sig), "Photo", files=(file,)), [b"photo"])


def test_the_files_of_a_crisis_have_a_bound_said_in_figures(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "MOST_IN_SPACE", 3 * 1024)
    sig = office.workstation("SIG1", "Camille Morvan")
    crisis = office.crisis(sig)
    first, second = bytes(2 * 1024), b"x" * 2 * 1024
    sig.desk.do(Record(crisis, "Un", files=(described("1.bin", first),)), [first])
    sig.desk.do(Record(crisis, "Encore", files=(described("1.bin", first),)), [first])
    with pytest.raises(Refused, match="feraient 4 Ko, pour 3 Ko au plus") as refusal:
        sig.desk.do(Record(crisis, "Deux", files=(described("2.bin", second),)), [second])
    assert refusal.value.field == "files"
    sig.desk.do(Record(crisis, "Sans pièce"))


def test_what_the_rules_would_refuse_is_known_beforehand_in_their_words_and_nothing_is_written(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    crisis = office.crisis(sig)
    before = sig.reading.pending()
    asked = [Record(crisis, "Reprise de feu"), Record(crisis, "")]
    fine, refused = sig.desk.refusals(asked)
    assert fine == ""
    with pytest.raises(Refused) as refusal:
        sig.desk.do(asked[1])
    assert refused == str(refusal.value)
    assert sig.reading.pending() == before


def test_an_act_that_one_s_role_does_not_allow_is_told_so_beforehand(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    reader = office.workstation("OBS1", "N. Bellec", role="OBS")
    crisis = office.crisis(sig, (reader, "OBS"))
    (refused,) = reader.desk.refusals([Record(crisis, "Reprise de feu")])
    assert "ne permet pas cet acte" in refused


def test_an_alarm_of_which_more_was_said_since_it_was_shown_is_not_seen_yet(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")

    def ring(kind: str, detail: str = "") -> None:
        with sig.store.write() as transaction:
            alarms.ring(transaction.connection, kind, "", "x", len(detail), detail)

    ring(alarms.RENEWED, "SIG1b")
    ring(alarms.HISTORY)
    shown = sig.reading.alarms()
    ring(alarms.RENEWED, "SIG1bc")
    sig.desk.see_alarms(shown)
    assert {one.kind: one.seen for one in sig.reading.alarms()} == {"renewed": False, "history": True}
    sig.desk.see_alarms()
    assert all(one.seen for one in sig.reading.alarms())
