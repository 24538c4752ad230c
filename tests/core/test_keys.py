"""Keys: a signature is one person's on one text; a seal opens with one key, for one purpose."""

import pytest

from app.core.keys import BOXED_SIZE, SigningKey, box_open, box_public, box_seal, derive, seal, stretch, unseal, verify
from tests.building import seed

ANN, BOB = SigningKey(seed("ann")), SigningKey(seed("bob"))
KEY, NONCE = seed("key"), b"n" * 12


def test_a_signature_is_its_owners_on_exactly_that_message() -> None:
    signature = ANN.sign(b"oui")
    assert verify(ANN.public, signature, b"oui")
    assert not verify(BOB.public, signature, b"oui")
    assert not verify(ANN.public, signature, b"non")
    for place in range(64):
        changed = signature[:place] + bytes([signature[place] ^ 1]) + signature[place + 1 :]
        assert not verify(ANN.public, changed, b"oui")


@pytest.mark.parametrize("public", ["", "zz", "00" * 31, "é" * 64, "ff" * 33])
def test_what_is_no_key_verifies_nothing(public: str) -> None:
    assert not verify(public, ANN.sign(b"oui"), b"oui")
    assert not verify(ANN.public, b"", b"oui")


def test_the_seed_never_reaches_a_log() -> None:
    assert ANN.seed.hex() not in repr(ANN)
    assert ANN.public in repr(ANN)
    assert len(box_public(seed("ann"))) == 64
    assert box_public(seed("ann")) != ANN.public


def test_what_was_sealed_opens_with_its_key_for_its_purpose_and_whole() -> None:
    sealed = seal(KEY, NONCE, b"secret", b"here")
    assert unseal(KEY, sealed, b"here") == b"secret"
    assert unseal(seed("other"), sealed, b"here") is None
    assert unseal(KEY, sealed, b"there") is None
    assert unseal(b"short", sealed, b"here") is None
    assert unseal(KEY, b"", b"here") is None
    for place in range(len(sealed)):
        assert unseal(KEY, sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :], b"here") is None


def test_a_passphrase_makes_one_key_with_one_salt() -> None:
    made = stretch("phrase secrète", b"s" * 16)
    assert len(made) == 32
    assert made == stretch("phrase secrète", b"s" * 16)
    assert made not in (stretch("phrase secrete", b"s" * 16), stretch("phrase secrète", b"t" * 16))


def test_a_box_opens_for_its_owner_alone_and_tells_nobody_who_that_is() -> None:
    mine, other = seed("mine"), seed("other")
    boxed = box_seal(box_public(mine), seed("chance"), KEY, b"use")
    assert boxed is not None
    assert len(boxed) == BOXED_SIZE
    assert box_open(mine, boxed, b"use") == KEY
    assert box_open(other, boxed, b"use") is None
    assert box_open(mine, boxed, b"another use") is None
    assert bytes.fromhex(box_public(mine)) not in boxed
    for place in range(BOXED_SIZE):
        assert box_open(mine, boxed[:place] + bytes([boxed[place] ^ 1]) + boxed[place + 1 :], b"use") is None
        assert box_open(mine, boxed[:place], b"use") is None


@pytest.mark.parametrize("public", ["00" * 32, "01" + "00" * 31, "", "ff", "zz" * 32])
def test_a_key_that_keeps_no_secret_is_given_no_box(public: str) -> None:
    assert box_seal(public, seed("chance"), KEY, b"use") is None


def test_a_key_is_derived_for_one_use() -> None:
    derived = {derive(KEY, salt, use) for salt in (b"a", b"b") for use in (b"a", b"b")}
    assert len(derived) == 4
    assert all(len(one) == 32 for one in derived)
