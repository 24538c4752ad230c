"""What the screens may ask of attached files: their bytes, verified, and where each content is."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.errors import Refused
from app.core.store import arriving, blobs
from app.core.store.store import Store

STATES = {
    "placed": "sur ce poste et au serveur",
    "unsent": "sur ce poste, en attente d'envoi",
    "away": "en attente",
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many contents have to leave this workstation yet, and how many to come to it."""

    to_send: int
    to_receive: int

    def __bool__(self) -> bool:
        return bool(self.to_send or self.to_receive)


class FileReading:
    """Thread-safe; every question is one short transaction. Never asked on the window's thread."""

    _store: Store

    def file(self, sha256: str) -> bytes:
        """The content of a file joined to an entry that this person may read, exactly as it was joined.

        Raises Refused for any other, Unavailable when it has not come yet or was altered on this disk.
        """
        with self._store.read() as transaction:
            if not blobs.spaces_of(transaction.connection, sha256):
                raise Refused("Cette pièce jointe n'est pas connue de ce poste.", "file")
            return blobs.read(transaction.connection, sha256)

    def file_states(self, hashes: Sequence[str]) -> dict[str, str]:
        """Where each of these contents is: a key of STATES."""
        with self._store.read() as transaction:
            held = blobs.held(transaction.connection, hashes)
            placed = blobs.placed(transaction.connection, hashes)
        return {one: "placed" if one in placed else "unsent" if one in held else "away" for one in hashes}

    def file_progress(self, hashes: Sequence[str]) -> dict[str, int]:
        """Of those of these contents that are on their way here: how much has come, in a hundred."""
        with self._store.read() as transaction:
            return arriving.percents(transaction.connection, hashes)

    def files_waiting(self) -> Waiting:
        """What has not been carried yet, of all that is named."""
        with self._store.read() as transaction:
            return Waiting(*blobs.waiting(transaction.connection))


def standing(state: str, percent: int | None) -> str:
    """Where a content is, in words: its state, or how much of it has come."""
    return STATES[state] if percent is None or state != "away" else f"{percent} % reçu"
