"""One workstation, opened: its store, its desk and its way to the server. Window and command line share it."""

import hashlib
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.core import identity, vault
from app.core.clock import Clock
from app.core.desk import Desk
from app.core.errors import Damaged, Refused, Unavailable
from app.core.identity import Identity
from app.core.keys import SigningKey, box_public
from app.core.operations import Wire, read
from app.core.plain_text import clean
from app.core.register import Draft
from app.core.registers.accounts import Invite, Revoke
from app.core.registers.invitations import checked_prefix, enrolment
from app.core.store import damage, incarnation, log
from app.core.store.cursor import Cursor
from app.core.store.engine import Database
from app.core.store.reading import Reading
from app.core.store.store import Store
from app.core.whole import settle
from app.sync.engine import LOCKED, Outcome, is_revoked, take
from app.sync.protocol import Enrolment, Unreadable, invitation_code, read_invitation
from app.sync.transport import Transport, fetch_authority

JOURNAL, AUTHORITY = "journal.db", "authority.pem"
IDENTITY = ("signing_seed", "box_seed", "service", "server", "authority_sha256")
FOUNDING = "SELECT header, salt, body, signature FROM op WHERE id = ?"
DAMAGED = "Le journal de ce poste est endommagé. Rien n'a été modifié. « diapason rescue » rend ce qui peut l'être."
SEED_SIZE = 32
INVITATION_LASTS = 30 * 24 * 3600 * 1000  # ms


@dataclass(frozen=True, slots=True)
class Workstation:
    """What is open of a profile. `transport()` makes a way to the server: one for each thread that needs one."""

    folder: Path
    clock: Clock
    store: Store
    desk: Desk
    reading: Reading

    def transport(self) -> Transport:
        with self.store.database.read() as connection:
            url = (log.noted(connection, "server") or b"").decode()
        authority = self.folder / AUTHORITY
        return Transport(url, authority if authority.is_file() else None, self.store.key, self.clock)

    def invite(self, name: str, organisation: str, role: str, person: str = "") -> str:
        """Invites a person and gives the code to hand over: the private half of the key in it is kept nowhere."""
        seed = self.clock.chance(SEED_SIZE)
        expires_at = self.clock.now() + INVITATION_LASTS
        done = self.desk.do(Invite(name, organisation, role, SigningKey(seed).public, expires_at, person))
        with self.store.read() as transaction:
            url = (log.noted(transaction.connection, "server") or b"").decode()
            authority = (log.noted(transaction.connection, "authority_sha256") or b"").decode()
            return invitation_code(url, authority, transaction.accounts.service, done.id, seed)

    def revoke(self, workstation: str, reason: str) -> None:
        """Revokes the workstation of that enrolment: what the server holds of it counts, nothing it signs from now on.

        Raises Unavailable without the server, which alone can say what it holds.
        """
        with self.store.read() as transaction:
            device = next(
                (one.device for one in transaction.accounts.workstations.values() if one.id == workstation), ""
            )
        if not device:
            raise Refused("Ce poste n'est pas connu.", "workstation")
        transport = self.transport()
        try:
            last = transport.heads(device).last
        finally:
            transport.close()
        self.desk.do(Revoke(workstation, reason, tuple(last)))

    def close(self) -> None:
        self.store.close()


def open_profile(folder: Path, key: bytes, clock: Clock) -> Workstation:
    """Opens the store of a profile whose key was found (see `vault`). Raises Unavailable: Damaged when a rescue may
    bring back what can no longer be read."""
    wrong = damage.at_opening(folder / JOURNAL, key)
    if wrong:
        raise Damaged(f"{wrong} Rien n'a été modifié. « diapason rescue » rend ce qui peut l'être.")
    database = Database(folder / JOURNAL, key)
    with database.read() as connection:
        try:
            noted = {name: log.noted(connection, name) for name in IDENTITY}
            founding = connection.exec_driver_sql(FOUNDING, (noted["service"],)).first()
        except Exception as error:
            raise Damaged(DAMAGED) from error
    seed = noted["signing_seed"]
    if seed is None:
        raise Refused("L'inscription de ce poste n'a pas abouti : recommencez avec l'invitation.", "profile")
    _keep_beside(folder, key, noted, tuple(founding or ()), clock)
    store = Store(database, SigningKey(seed), clock)
    if is_revoked(store):
        store.close()
        raise Refused(LOCKED, "profile")
    _begin_life(folder, store)
    return Workstation(folder, clock, store, Desk(store), Reading(store))


def _begin_life(folder: Path, store: Store) -> None:
    """Begins another life when the file beside the store is that of another: it was restored, or copied here."""
    life = store.incarnation
    if not incarnation.is_ours(folder, life):
        with store.write() as transaction:
            transaction.heal(copied=True)
        life = store.incarnation
    with suppress(OSError):  # a disk that refuses is told of by what cannot be written
        incarnation.write_beside(folder, life)


def _keep_beside(
    folder: Path, key: bytes, noted: Mapping[str, bytes | None], founding: tuple[bytes, ...], clock: Clock
) -> None:
    """Keeps beside the journal what must outlive it. A disk that refuses is told of by what cannot be written."""
    seed, box, service, server, authority = (noted[name] or b"" for name in IDENTITY)
    kept = Identity(seed, box, service, server.decode(), authority.decode(), founding)
    with suppress(OSError, Refused, Unavailable):
        vault.keep_twice(folder)
        identity.keep(folder, key, kept, clock)


def enrol(
    folder: Path, url: str, code: str, prefix: str, passphrase: str, clock: Clock, name: str = ""
) -> tuple[Workstation, str]:
    """Makes this profile a workstation of the person the invitation names. Returns it with the recovery code, to be
    printed: it is kept nowhere.

    `url` may be empty: the address is in the code. `name` serves when the invitation names nobody. Raises Refused,
    leaving no profile behind, or Unavailable; a repeat with the same code after a lost answer is harmless.
    """
    try:
        address, authority, service, invitation, seed = read_invitation(code)
    except Unreadable as error:
        raise Refused("Ce code d'invitation est incomplet ou mal recopié.", "invitation") from error
    prefix, name = checked_prefix(prefix), clean(name, "name", 120)
    pem = fetch_authority(url or address, authority) if authority and (url or address).startswith("https") else b""
    half_done = folder / "inscription"
    if vault.exists(folder):
        raise Refused("Ce profil est déjà celui d'un poste.", "profile")
    _clear(half_done)
    key, recovery = vault.create(half_done, passphrase, clock)
    if pem:
        (half_done / AUTHORITY).write_bytes(pem)
    try:
        _enrol(half_done, key, url or address, authority, service, invitation, seed, prefix, clock, name)
    except BaseException:
        _clear(half_done)
        raise
    for file in sorted(half_done.iterdir(), key=lambda one: one.name == vault.FILE):  # the vault last: all or nothing
        file.rename(folder / file.name)
    half_done.rmdir()
    settle(folder)
    return open_profile(folder, key, clock), recovery


def _enrol(
    folder: Path,
    key: bytes,
    url: str,
    authority: str,
    service: str,
    invitation: str,
    seed: bytes,
    prefix: str,
    clock: Clock,
    name: str,
) -> None:
    signing, box = SigningKey(clock.chance(SEED_SIZE)), clock.chance(SEED_SIZE)
    store = Store(Database(folder / JOURNAL, key), signing, clock)
    try:
        with store.write() as transaction:
            known = Identity(signing.seed, box, bytes.fromhex(service), url, authority)
            for name_noted, value in identity.noted(known).items():
                log.note(transaction.connection, name_noted, value)
            identity.keep(folder, key, known, clock)
            body = enrolment(signing, service, invitation, seed, box_public(box), prefix, name)
            operation = transaction.sign(Draft("workstation.enrolled", body, service), invitation)
            transaction.append(operation)
            wire = log.pending(transaction.connection, service, 1, 1)[0]
        transport = Transport(url, folder / AUTHORITY if authority else None, signing, clock)
        try:
            reply = transport.enrol(Enrolment(wire))
        finally:
            transport.close()
        server_key = _server_key(reply.items, service)
        take(store, service, Cursor(), reply, server_key, Outcome())
    finally:
        store.close()


def _server_key(items: Iterable[Wire | bytes], service: str) -> str:
    """The key of the central, out of the very operation the invitation names: nobody can have replaced it."""
    for item in items:
        if isinstance(item, Wire) and hashlib.sha256(item.header).hexdigest() == service:
            opened = read(item).body
            if isinstance(opened, dict) and isinstance(opened.get("server_key"), str):
                return str(opened["server_key"])
    raise Unavailable("Ce qui répond à l'adresse du serveur n'est pas le serveur de l'invitation.")


def _clear(folder: Path) -> None:
    """Removes what an enrolment that did not end left behind: nothing of anybody's work is in it."""
    if folder.is_dir():
        shutil.rmtree(folder)
