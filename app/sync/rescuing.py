"""The rescue of a workstation whose journal is damaged, with what the server's signatures prove."""

from pathlib import Path

from app.core import identity, vault
from app.core.clock import Clock
from app.core.errors import Refused, Unavailable
from app.core.store import rescue
from app.core.store.rescue import Rescued, told
from app.sync import confirmation
from app.sync.engine import Outcome, exchange_all
from app.sync.workstation import JOURNAL, open_profile

LATER = "Le serveur n'a pas répondu : ce qu'il tient reviendra au prochain échange, sans que rien soit à faire."
SOUND = "Le journal de ce poste est entier : il n'y a rien à sauver, et rien n'a été changé."


def is_sound(folder: Path, key: bytes) -> bool:
    """Whether there is nothing to rescue."""
    return rescue.is_sound(folder / JOURNAL, key)


def met(folder: Path, key: bytes, clock: Clock) -> Outcome | None:
    """Brings what the server holds, after a rescue; None when it does not answer: it will come by itself later."""
    workstation = open_profile(folder, key, clock)
    try:
        transport = workstation.transport()
        try:
            return exchange_all(workstation.store, transport)
        finally:
            transport.close()
    except (Unavailable, Refused):
        return None
    finally:
        workstation.close()


def words(report: Rescued, outcome: Outcome | None) -> str:
    """What a person is told of a rescue and of what followed."""
    met = f"Échangé avec le serveur : {outcome.received} reçues, {outcome.sent} envoyées." if outcome else LATER
    return f"{told(report)}\n{met}"


def rescue_profile(folder: Path, key: bytes, clock: Clock) -> Rescued:
    """Makes the journal of a profile anew of all that can still be proved. Raises Unavailable."""
    vault.keep_twice(folder)
    kept = identity.recall(folder, key)
    return rescue.rescue(folder / JOURNAL, key, kept, clock, confirmation.against)
