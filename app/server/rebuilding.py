"""A lost central made again: by the root key, printed on paper at its founding, from what workstations still hold.

The new central has a key, certificates and an address of its own; a root-signed operation names them. What the former
one had ranked keeps its ranks as far as nothing is missing; from there on a new epoch begins, as after a restoration.
"""

import base64
import binascii
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec
from sqlalchemy import Connection, func, select

from app.core.clock import Clock
from app.core.errors import Refused
from app.core.keys import KEY_SIZE, SigningKey
from app.core.operations import Operation, to_wire
from app.core.reattachment import Reattachment, reattachment_code
from app.core.registers.accounts import Accounts
from app.server import log, tls
from app.server.access import Access
from app.server.central import KEY_FILE, SETTINGS_FILE, Settings, content_key
from app.server.founding import ADMINISTRATOR, INVITATION_LIFETIME, Founder, empty_place, hosts, recovery_code
from app.server.gathering import Gathered, gather, server_keys, service_of
from app.server.receiving import Push
from app.server.schema import WAITING
from app.sync.protocol import MOST_OPERATIONS, invitation_code


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What came back, the code for every workstation, and an administrator's invitation if one was asked for. `cut`:
    the bundles that ended before their end."""

    code: str
    ranked: int
    spaces: int
    waiting: int
    invitation: str = ""
    cut: tuple[str, ...] = ()

    def values(self) -> dict[str, Any]:
        return msgspec.to_builtins(self)  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the new central is to be: its folder, its database, the address workstations will see, its other names."""

    data: Path
    database_url: str
    public_url: str
    names: Sequence[str] = ()


def rebuild(
    place: Place,
    recovery: str,
    bundles: Iterable[Path],
    passphrase: str,
    why: str,
    clock: Clock,
    administrator: bool = False,
) -> Rebuilt:
    """Makes the central again in `place`. Raises Refused or Unavailable: nothing of it is then left."""
    root = SigningKey(read_recovery(recovery))
    held, cut = gather(bundles, passphrase)
    service = service_of(held, root.public)
    keys = server_keys(held[service], root.public)
    with empty_place(place.data, place.database_url) as database, database.writing() as connection:
        server = SigningKey(clock.chance(KEY_SIZE))
        tls.make_certificates(place.data, hosts(place.public_url, place.names))
        in_clear = urlsplit(place.public_url).scheme != "https"
        authority = "" if in_clear else tls.authority_print(tls.authority_pem(place.data))
        to = Reattachment(place.public_url, authority, service, server.public)
        _Ranking(connection, service, keys, clock).rank(held)
        invitation = _speak(connection, root, to, why, clock, administrator)
        tls.write_private(place.data / KEY_FILE, server.seed.hex().encode())
        content_key(place.data, server.seed)
        tls.write_private(place.data / SETTINGS_FILE, msgspec.json.encode(Settings(service, place.public_url)))
        spaces = log.all_spaces(connection)
        waiting = connection.scalars(select(func.count()).select_from(WAITING)).one()
    ranked = sum(each.rank for each in spaces.values())
    return Rebuilt(reattachment_code(root, to), ranked, len(spaces), waiting, invitation, tuple(cut))


def read_recovery(code: str) -> bytes:
    """The seed that a recovery code is, however it was typed. Raises Refused."""
    text = "".join(character for character in code.upper() if character.isalnum())
    text = text.replace("0", "O").replace("1", "I").replace("8", "B")  # base32 has no 0, 1 or 8
    try:
        seed = base64.b32decode(text)[:KEY_SIZE]
    except binascii.Error as error:
        raise Refused("Ce code de secours est mal recopié.", "recovery") from error
    if recovery_code(seed).replace("-", "") != text:
        raise Refused("Ce code de secours est mal recopié : vérifiez chaque groupe.", "recovery")
    return seed


def _speak(
    connection: Connection, root: SigningKey, to: Reattachment, why: str, clock: Clock, administrator: bool
) -> str:
    """What the root says, last in `service`: which central this is; and, if asked for, an administrator's invitation,
    whose code is returned. In a chain of its own: nobody can be sure to hold the end of the former ones."""
    founder = Founder(root, clock, clock.chance(8).hex(), to.service)
    body = {"server_key": to.server_key, "authority": to.authority, "address": to.address, "why": why}
    said, code = [founder.write("service.rekeyed", body)], ""
    if administrator:
        guest = SigningKey(clock.chance(KEY_SIZE))
        expires_at = clock.now() + INVITATION_LIFETIME
        invited = founder.write("person.invited", {**ADMINISTRATOR, "key": guest.public, "expires_at": expires_at})
        said.append(invited)
        code = invitation_code(to.address, to.authority, to.service, invited.id, guest.seed)
    view = Access(to.service).view(connection, [])
    space = log.begin_space(connection, to.service)
    push = Push(connection, space, view.accounts, root.public, clock.now())
    assert len(push.take([to_wire(one) for one in said]).ranked) == len(said)
    return code


class _Ranking:
    """Puts what was gathered into an empty log."""

    def __init__(self, connection: Connection, service: str, keys: Sequence[str], clock: Clock):
        self._connection, self._service, self._keys, self._clock = connection, service, keys, clock

    def rank(self, held: Mapping[str, Gathered]) -> None:
        """The former ranks first, in the former epoch, as far as nothing is missing; then, in a new one, the rest."""
        now, chance = self._clock.now, self._clock.chance
        spaces = sorted(held, key=lambda one: one != self._service)  # who may do what comes before what they did
        told = held[self._service].order(self._service, self._keys)
        former = told.epoch if told else chance(16).hex()
        log.open_epoch(self._connection, "", former, now())
        orders = {space: held[space].order(space, self._keys, former) for space in spaces}
        placed = {space: self._place_as_before(space, held[space].first(orders[space])) for space in spaces}
        log.open_epoch(self._connection, former, chance(16).hex(), now())
        for space in spaces:
            self._place(space, held[space].rest(orders[space], placed[space]))

    def _place_as_before(self, id: str, operations: Sequence[Operation]) -> set[str]:
        """Ranks these in exactly this order, or as many of the first as can be."""
        wanted = [one.id for one in operations]
        while wanted:
            attempt = self._connection.begin_nested()
            # whoever was revoked since, what he had ranked stays ranked: nothing is cut here
            push = Push(self._connection, log.begin_space(self._connection, id), Accounts(self._service), "", self._now)
            ranked = push.take([to_wire(one) for one in operations[: len(wanted)]]).ranked
            if [each.hex() for each in ranked] == wanted:
                attempt.commit()
                break
            attempt.rollback()
            missing = next(place for place, each in enumerate(wanted) if bytes.fromhex(each) not in ranked)
            wanted = wanted[:missing]
        return set(wanted)

    def _place(self, id: str, operations: Sequence[Operation]) -> None:
        """Ranks what can be of these. What waits for something nobody brought is for the workstations to complete."""
        left = list(operations)
        while left:
            ranked: set[str] = set()
            for start in range(0, len(left), MOST_OPERATIONS):
                space = log.begin_space(self._connection, id)
                accounts = Access(self._service).view(self._connection, []).accounts
                push = Push(self._connection, space, accounts, "", self._now)
                taken = push.take([to_wire(one) for one in left[start : start + MOST_OPERATIONS]])
                ranked |= {each.hex() for each in taken.ranked}
            left = [one for one in left if one.id not in ranked]
            if not ranked:
                return

    @property
    def _now(self) -> int:
        return self._clock.now()
