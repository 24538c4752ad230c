"""Where the story is played, on workstations without a server."""

import time
from threading import Event

import pytest

from app.core.clock import Clock
from app.core.entry_commands import Record
from app.demonstration.scene import Scene, Seat, directory, fingerprint, lines, numbers, seated
from app.demonstration.telling import NotAsTold, Telling
from tests.office import share


@pytest.fixture
def scene(tmp_path):
    made = Scene(tmp_path / "scène", Telling(print, Clock()), lambda seconds: None, Clock())
    yield made
    made.close()


def test_waiting_ends_as_soon_as_it_happens_or_says_what_did_not(scene):
    looks = iter((False, False, True))
    assert scene.until(lambda: next(looks), "trois regards") < 1
    with pytest.raises(NotAsTold, match="le serveur revient"):
        scene.until(lambda: False, "le serveur revient", within=0.0)


def test_a_person_may_stop_the_story_while_it_waits(scene):
    scene.interrupted = True
    with pytest.raises(KeyboardInterrupt):
        scene.until(lambda: False, "jamais")


def test_everything_is_ended_even_when_a_workstation_fails_to(scene):
    ended = []

    def fail():
        raise RuntimeError("fermeture")

    scene.seats += [Seat(None, None, lambda: ended.append("SIG1")), Seat(None, None, fail)]
    with pytest.raises(RuntimeError):
        scene.close()
    assert ended == ["SIG1"]
    assert scene.seats == []


def test_what_goes_on_meanwhile_is_over_before_anything_is_ended(scene):
    order, going = [], Event()
    scene.seats.append(Seat(None, None, lambda: order.append("SIG1")))

    def work():
        going.wait()
        order.append("relais")

    scene.meanwhile(work)
    assert order == []
    going.set()
    scene.close()
    assert sorted(order) == ["SIG1", "relais"]


def test_desks_agree_once_they_were_shown_the_same_history(scene, office):
    sig, liaison = office.workstation("SIG1", "Camille Morvan"), office.workstation("INT", "Léa Aubert", "INT", "LIA")
    crisis = office.crisis(sig, (liaison, "LIA"))
    written = sig.desk.do(Record(crisis, "Reprise de feu"))
    share(sig, crisis, [liaison])
    assert numbers(sig, crisis) == numbers(liaison, crisis) == {written.id: "SIG1-0001"}
    assert [row.subject for row in lines(liaison, crisis)] == ["Reprise de feu"]
    assert directory(sig) == office.directory
    assert fingerprint(sig, crisis) == ""  # nobody signed a checkpoint: there is no server here


def test_a_seat_that_cannot_reach_its_server_says_so(office, scene):
    seat = seated(office.workstation("SIG1", "Camille Morvan"))
    try:
        assert (seat.prefix, seat.opened) == ("SIG1", None)
        deadline = time.monotonic() + 10
        while not seat.exchanger.state.problem and time.monotonic() < deadline:
            seat.exchanger.now()
        assert not seat.exchanger.state.online
    finally:
        seat.exchanger.stop()
