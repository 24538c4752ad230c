"""Who is on call, asked of the store: the directory's names and numbers, offline, and quickly."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from app.core import duty_question
from app.core.clock import Clock, milliseconds
from app.core.errors import Refused
from app.core.on_call import OnCall
from app.core.registers.directory import AddContact, EditContact
from app.core.registers.duties import AddDuty, AddRotation, EditDuty
from app.core.registers.private import AddPrivate
from app.core.rotations import Turn
from app.sync.workstation import Workstation
from tests.office import Office, share

DAY, HOUR = 24 * 3_600_000, 3_600_000
NOW = milliseconds(datetime(2026, 9, 24, 3, 16, tzinfo=ZoneInfo("Europe/Paris")))
SLOT = {"organisation": "SAN", "function": "DICOM", "starts": NOW - DAY, "ends": NOW + 5 * HOUR}


@pytest.fixture
def office(tmp_path):
    made = Office(tmp_path, Clock(lambda: NOW))
    yield made
    made.close()


@pytest.fixture
def sig(office: Office) -> Workstation:
    return office.workstation("SIG1", "Camille Morvan")


def contact(sig: Workstation, name: str, number: str = "", usage: str = "duty", **more: object) -> str:
    phone = {"phone:1": {"number": number, "usage": usage}} if number else {}
    return sig.desk.do(AddContact({"family_name": name, **phone, **more})).id


def only(sig: Workstation, space: str = "") -> OnCall:
    (one,) = sig.reading.on_call(space, NOW)
    return one


def test_the_holder_is_named_with_his_duty_number_and_how_old_it_is(sig: Workstation) -> None:
    delmas = contact(sig, "Delmas", "01 99 00 33 15", verified_on="2026-09-21")
    marchal = contact(sig, "Marchal", "01 99 00 33 51", "mobile")
    sig.desk.do(AddDuty({**SLOT, "holder": delmas, "deputy": marchal}))
    one = only(sig)
    (answer,) = one.holding
    assert (one.words, answer.name, answer.phones, answer.verified_on) == (
        *("Santé, DICOM", "Delmas", ("+33199003315",)),
        "2026-09-21",
    )
    assert (answer.slot.deputy_name, answer.deputy_phones) == ("Marchal", ("+33199003351",))
    assert (answer.slot.author, answer.slot.changed_at, one.gap) == ("Camille Morvan", NOW, None)


def test_the_slot_s_own_number_comes_before_the_holder_s(sig: Workstation) -> None:
    delmas = contact(sig, "Delmas", "01 99 00 33 15")
    sig.desk.do(AddDuty({**SLOT, "holder": delmas, "phone": "01 99 00 00 01"}))
    assert only(sig).holding[0].phones == ("+33199000001",)


def test_a_number_corrected_apart_is_shown_twice(office: Office, sig: Workstation) -> None:
    other = office.workstation("SIG2", "Noé Bellec")
    delmas = contact(sig, "Delmas", "01 99 00 33 15")
    sig.desk.do(AddDuty({**SLOT, "holder": delmas}))
    share(sig, office.directory, [other])
    for line, number in ((sig, "01 99 00 33 16"), (other, "01 99 00 33 51")):
        line.desk.do(EditContact(delmas, {"phone:1": {"number": number, "usage": "duty"}}))
    share(other, office.directory, [sig])
    assert set(only(sig).holding[0].phones) == {"+33199003316", "+33199003351"}
    assert only(sig).conflict


def test_a_gap_is_told_with_its_end_and_the_switchboard_of_the_organisation(sig: Workstation) -> None:
    board = {"phone:1": {"number": "01 99 00 60 00", "usage": "switchboard"}}
    sig.desk.do(AddContact({"kind": "organisation", "name": "ministère de la Santé", **board}))
    sig.desk.do(AddDuty({**SLOT, "holder_name": "Delmas", "ends": NOW - HOUR}))
    assert only(sig).gap is not None
    assert (only(sig).gap.ends, only(sig).switchboard) == (None, "+33199006000")  # type: ignore[union-attr]
    sig.desk.do(AddDuty({**SLOT, "holder_name": "Marchal", "starts": NOW + HOUR}))
    gap = only(sig).gap
    assert gap is not None
    assert (gap.before.name, gap.ends, gap.after.name if gap.after else "") == ("Delmas", NOW + HOUR, "Marchal")
    (line,) = sig.reading.duty_lines("", NOW, NOW + 7 * DAY)
    assert [(one.starts, one.ends) for one in line.gaps] == [(NOW - HOUR, NOW + HOUR), (NOW + 5 * HOUR, None)]


def test_a_line_that_was_ended_is_told_no_more(sig: Workstation) -> None:
    sig.desk.do(AddDuty({**SLOT, "holder_name": "Delmas", "ends": NOW - HOUR, "last": True}))
    assert sig.reading.on_call("", NOW) == []
    assert sig.reading.duty_lines("", NOW, NOW + DAY) == []


def test_a_cancelled_slot_covers_nothing_and_stays_listed(sig: Workstation) -> None:
    id = sig.desk.do(AddDuty({**SLOT, "holder_name": "Delmas"})).id
    sig.desk.do(EditDuty(id, {"cancelled": True}))
    assert sig.reading.on_call("", NOW) == []
    assert [row.cancelled for row in sig.reading.duties("", NOW, NOW + 1)] == [True]


def test_a_private_number_is_masked(office: Office, sig: Workstation) -> None:
    delmas = contact(sig, "Delmas")
    sig.desk.do(AddPrivate(delmas, "06 39 98 12 41"))
    sig.desk.do(AddDuty({**SLOT, "holder": delmas}))
    (answer,) = only(sig).holding
    assert (answer.phones, answer.private, answer.contact) == ((), True, delmas)
    assert answer.masked.endswith("41")
    assert "12" not in answer.masked


def test_the_slots_of_a_crisis_come_before_those_of_the_directory_and_stay_in_it(
    office: Office, sig: Workstation
) -> None:
    crisis = office.crisis(sig)
    sig.desk.do(AddDuty({**SLOT, "holder_name": "Réel"}))
    sig.desk.do(AddDuty({**SLOT, "holder_name": "Animateur"}, crisis))
    assert [one.holding[0].name for one in sig.reading.on_call(crisis, NOW)] == ["Animateur", "Réel"]
    assert only(sig).holding[0].name == "Réel"
    assert sig.reading.duty_sheet(crisis, NOW, 7).frame == "exercise"


def test_one_line_of_typing_is_answered(sig: Workstation) -> None:
    for organisation, function in (("SAN", "DICOM"), ("PREF76", "SIDPC"), ("Comité Théodule", "")):
        sig.desk.do(AddDuty({**SLOT, "organisation": organisation, "function": function, "holder_name": organisation}))

    def asked(words: str) -> list[str]:
        question = duty_question.understood(words, NOW, "Europe/Paris")
        assert question is not None
        return [one.organisation for one in sig.reading.on_call_asked("", question)]

    assert asked("astreinte santé") == ["SAN"]
    assert asked("astreinte dicom") == ["SAN"]
    assert asked("qui est d'astreinte au comité théodule ?") == ["Comité Théodule"]
    assert asked("permanence préfecture 76") == ["PREF76"]
    assert asked("astreinte agriculture") == []
    assert len(asked("astreinte")) == 3
    assert [one.organisation for one in sig.reading.on_call("", NOW, "santé")] == ["SAN"]


def test_a_duty_that_is_not_held_is_refused(sig: Workstation) -> None:
    with pytest.raises(Refused):
        sig.reading.duty("a" * 64)


def test_many_slots_are_answered_without_being_read(sig: Workstation) -> None:
    """The plan, not the clock: a slow machine must not fail it. What is read is what covers the hour."""
    turns = (Turn("", "Delmas"), Turn("", "Marchal"))
    for function in ("jour", "nuit"):
        sig.desk.do(AddRotation("SAN", function, turns, date(2026, 3, 2), 60))
    with sig.store.read() as transaction:
        plan = transaction.connection.exec_driver_sql(
            "EXPLAIN QUERY PLAN SELECT * FROM duty d WHERE d.space = 1 AND NOT d.long AND d.ends <= 9 AND d.ends > 5"
            " AND d.starts < 6"
        )
        assert "duty_ends_starts" in " ".join(row.detail for row in plan)
    found = sig.reading.on_call("", NOW)
    assert [one.function for one in found] == ["jour", "nuit"]
    assert len({one.holding[0].slot.rotation for one in found}) == 2


def test_the_sheet_holds_the_days_asked_for_and_says_when_it_was_made_offline(sig: Workstation) -> None:
    sig.desk.do(AddDuty({**SLOT, "holder_name": "Delmas"}))
    sheet = sig.reading.duty_sheet("", NOW, 7)
    assert (len(sheet.days.midnights), sheet.at, sheet.offline, sheet.frame) == (8, NOW, True, "")
    (line,) = sheet.lines
    assert sheet.answer(line) == only(sig)
    assert not sheet.is_own(line)
    assert replace(sheet, frame="exercise").is_own(line)
