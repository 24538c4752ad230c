"""What is asked of distribution lists: those in use first, and none that nobody knows."""

from pathlib import Path

import pytest

from app.core.clock import Clock, Meeting
from app.core.errors import Refused
from app.core.recipients import Query, typed
from app.core.registers.directory import AddContact
from app.core.registers.duties import AddDuty
from app.core.registers.lists import EditList, WriteList
from app.core.store import list_reading, log, server_time
from tests.office import Office

HOUR = 3_600_000


def test_lists_are_read_by_name_those_set_aside_last(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    crisis, other = office.crisis(sig), office.crisis(sig)
    made = {name: sig.desk.do(WriteList(crisis, name, typed("AFP"))).id for name in ("élus", "Presse", "Maires")}
    sig.desk.do(WriteList(other, "Ailleurs", typed("AFP")))
    sig.desk.do(EditList(made["Maires"], {"used": False}))
    assert [one.name for one in sig.reading.lists(crisis)] == ["Presse", "élus", "Maires"]
    assert sig.reading.distribution_list(made["Presse"]).recipients == typed("AFP")


def test_a_list_nobody_knows_is_refused(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    with pytest.raises(Refused, match="pas connue"):
        sig.reading.recipients("a" * 64)


def test_who_is_on_call_goes_by_the_hour_of_the_server(tmp_path: Path) -> None:
    wrong = Clock(now=lambda: Clock().now() + 3 * HOUR)
    office = Office(tmp_path, wrong)
    sig = office.workstation("SIG1", "Camille Morvan")
    now = Clock().now()
    for holder, start in (("F. Delmas", now - HOUR), ("J. Marchal", now + HOUR)):
        sig.desk.do(
            AddDuty({"organisation": "SAN", "holder_name": holder, "starts": start, "ends": start + 2 * HOUR - 1})
        )
    assert [one.name for one in sig.reading.answering(Query(duty="SAN"))] == ["Astreinte Santé : personne"]
    with sig.store.database.write() as connection:
        for name, value in server_time.noting(wrong.now(), 3 * HOUR, Meeting(now, wrong.steady())).items():
            log.note(connection, name, str(value).encode())
    assert [one.name for one in sig.reading.answering(Query(duty="SAN"))] == ["F. Delmas (astreinte Santé)"]
    assert [one.name for one in sig.reading.duty_sheet("", now, 1).now[0].holding] == ["F. Delmas"]
    office.close()


def test_words_that_are_only_in_an_address_do_not_make_a_question_too_wide(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_reading, "MOST", 1)
    sig = office.workstation("SIG1", "Camille Morvan")
    for name in ("Martin", "Dupont", "Durand"):
        sig.desk.do(AddContact({"family_name": name, "email:1": f"{name.lower()}@saint-martin.example"}))
    assert [one.name for one in sig.reading.answering(Query(words="martin"))] == ["Martin"]
    sig.desk.do(AddContact({"family_name": "Martin", "given_name": "Anne"}))
    with pytest.raises(Refused, match="précisez"):
        sig.reading.answering(Query(words="martin"))
