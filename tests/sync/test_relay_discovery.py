"""Relays are announced and heard of where multicast passes; elsewhere nothing breaks, and an address is typed."""

import pytest
from zeroconf import ServiceInfo

from app.sync.relay_discovery import TYPE, Announcement, Browser, Found, mark_of, own_addresses
from tests.central import wait_for

SERVICE, OTHER = "ab" * 32, "cd" * 32
HERE, THERE = "11" * 32, "22" * 32
LOOPBACK = ("127.0.0.1",)


def announced(service: str = SERVICE, device: str = THERE, **more: object) -> ServiceInfo:
    said = {"service": mark_of(service), "poste": device[:16], **more}
    return ServiceInfo(TYPE, f"{device[:16]}.{TYPE}", parsed_addresses=["10.0.0.9"], port=8743, properties=said)


@pytest.fixture
def browser():
    made = Browser(SERVICE, HERE, LOOPBACK)
    yield made
    made.close()


def test_a_relay_of_our_service_is_found_and_goes(browser: Browser) -> None:
    announcement = Announcement(SERVICE, THERE, LOOPBACK, 8743, LOOPBACK)
    if not announcement.said:
        announcement.close()
        pytest.skip("no multicast on this machine")
    wait_for(lambda: browser.found() == [Found("https://127.0.0.1:8743", THERE[:16])])
    announcement.close()
    wait_for(lambda: browser.found() == [])


def test_relays_of_others_and_our_own_are_left_out(browser: Browser) -> None:
    assert browser._ours(announced()) == Found("https://10.0.0.9:8743", THERE[:16])
    assert browser._ours(announced(OTHER)) is None
    assert browser._ours(announced(device=HERE)) is None
    assert browser._ours(announced(poste=b"\xff\xfe")) is not None
    assert browser._ours(ServiceInfo(TYPE, f"x.{TYPE}", port=1)) is None


def test_what_is_announced_names_neither_a_service_nor_a_person() -> None:
    assert mark_of(SERVICE) not in SERVICE
    assert len(mark_of(SERVICE)) == 16
    assert mark_of(SERVICE) != mark_of(OTHER)


def test_a_machine_without_that_network_serves_all_the_same() -> None:
    nowhere = ("192.0.2.77",)
    announcement, browser = Announcement(SERVICE, HERE, LOOPBACK, 1, nowhere), Browser(SERVICE, HERE, nowhere)
    assert not announcement.said
    assert browser.found() == []
    announcement.close()
    browser.close()


def test_there_is_always_an_address_to_dictate() -> None:
    assert own_addresses()
