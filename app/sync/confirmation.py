"""Whether what is held of a space is what the central signed: its running hash, its epoch, its own signature."""

from collections.abc import Callable, Iterable

import msgspec

from app.core.store.cursor import Cursor
from app.sync.protocol import Checkpoint, checkpoint_holds, first_running, next_running

OTHER = "l'histoire tenue ici n'est pas celle que le serveur a signée"


def against(
    server_key: Callable[[], str], former_keys: Callable[[], Iterable[str]] = tuple
) -> Callable[[str, Iterable[bytes], Cursor], str]:
    """Judges (space, ids in the order of their ranks, cursor): what contradicts the server's signature, or nothing.

    `server_key` is asked only once there is a signature to check: it rests on operations that were verified before.
    `former_keys` are those of centrals lost since: what they signed is still what was shown here.
    """

    def confirmed(space: str, ids: Iterable[bytes], cursor: Cursor) -> str:
        running = first_running(space)
        for id in ids:
            running = next_running(running, id)
        if cursor.checkpoint is None:
            return OTHER if cursor.running not in (None, running) else ""
        try:
            checkpoint = msgspec.msgpack.decode(cursor.checkpoint, type=Checkpoint)
        except msgspec.MsgspecError:
            return "la signature du serveur est illisible"
        said = (checkpoint.space, checkpoint.epoch, checkpoint.rank, checkpoint.running)
        if said != (space, cursor.epoch, cursor.rank, running) or cursor.running != running:
            return OTHER
        holds = any(checkpoint_holds(checkpoint, key) for key in (server_key(), *former_keys()))
        return "" if holds else "la signature n'est pas celle du serveur"

    return confirmed
