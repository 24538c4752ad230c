"""Ranks are believed only with the server's own signature under exactly them."""

from dataclasses import replace
from hashlib import sha256

import msgspec
import pytest

from app.core.keys import SigningKey
from app.core.store.cursor import Cursor
from app.sync.confirmation import against
from app.sync.protocol import first_running, next_running, sign_checkpoint
from tests.building import seed

SPACE = "ab" * 32
IDS = [sha256(bytes([n])).digest() for n in range(3)]
KEY = SigningKey(seed("server"))


def signed(key: SigningKey = KEY, epoch: str = "e1", rank: int = 3) -> Cursor:
    running = first_running(SPACE)
    for id in IDS:
        running = next_running(running, id)
    return Cursor("e1", 3, running, msgspec.msgpack.encode(sign_checkpoint(key, SPACE, epoch, rank, running)))


def judged(ids: list[bytes], cursor: Cursor) -> str:
    return against(lambda: KEY.public)(SPACE, ids, cursor)


def test_what_the_server_signed_is_confirmed() -> None:
    assert judged(IDS, signed()) == ""
    assert judged([], Cursor()) == ""


@pytest.mark.parametrize(
    ("ids", "cursor"),
    [
        (IDS[:2], signed()),
        ([*IDS[1:], IDS[0]], signed()),
        (IDS, signed(SigningKey(seed("another")))),
        (IDS, signed(epoch="e2")),
        (IDS, signed(rank=4)),
        (IDS, replace(signed(), rank=4)),
        (IDS, replace(signed(), epoch="e2")),
        (IDS, replace(signed(), running=bytes(32))),
        (IDS, replace(signed(), checkpoint=b"\xc1")),
        (IDS, replace(signed(), checkpoint=None, running=bytes(32))),
    ],
)
def test_anything_else_is_not(ids: list[bytes], cursor: Cursor) -> None:
    assert judged(ids, cursor)
