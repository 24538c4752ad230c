"""Nonces: ours, not expired, once."""

from app.core.clock import Clock
from app.server import nonces
from app.server.schema import USED_NONCES
from tests.building import NOW, still_clock
from tests.server.house import House

KEY = nonces.nonce_key(b"seed")


def used(house: House, nonce: str, now: int = NOW, key: bytes = KEY) -> bool:
    with house.central.database.writing() as connection:
        return nonces.use(connection, key, nonce, now)


def test_a_nonce_is_good_once(house: House) -> None:
    nonce = nonces.issue(KEY, still_clock())
    assert used(house, nonce)
    assert not used(house, nonce)


def test_a_nonce_is_good_to_the_last_millisecond_of_its_two_minutes(house: House) -> None:
    clock = still_clock()
    assert used(house, nonces.issue(KEY, clock), NOW + nonces.LIFETIME)
    assert not used(house, nonces.issue(KEY, clock), NOW + nonces.LIFETIME + 1)


def test_a_nonce_we_did_not_issue_is_no_nonce(house: House) -> None:
    ours = nonces.issue(KEY, still_clock())
    theirs = nonces.issue(nonces.nonce_key(b"another server"), still_clock())
    later = ours[:-1] + ("0" if ours[-1] != "0" else "1")
    for nonce in (theirs, later, ours.upper(), ours + "00", " " + ours, "", "é", "zz"):
        assert not used(house, nonce)
    assert used(house, ours)


def test_a_nonce_whose_request_failed_is_still_good(house: House) -> None:
    nonce = nonces.issue(KEY, Clock(lambda: NOW))
    connection = house.central.database.engine.connect()
    with connection, connection.begin() as transaction:
        assert nonces.use(connection, KEY, nonce, NOW)
        transaction.rollback()
    assert used(house, nonce)


def test_used_nonces_are_remembered_for_longer_than_they_could_be_accepted(house: House) -> None:
    nonce = nonces.issue(KEY, still_clock())
    used(house, nonce)
    for later, left in ((nonces.LIFETIME + 1, 1), (nonces.LIFETIME + nonces.KEPT_AFTER + 1, 0)):
        with house.central.database.writing() as connection:
            nonces.forget_expired(connection, NOW + later)
        assert house.count(USED_NONCES) == left
