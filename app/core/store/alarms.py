"""What this workstation noticed about histories, copies and gaps, and a person should know, in plain French."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from app.core.registers.accounts import Accounts
from app.core.store import aside
from app.core.store.log import label

RENEWED, COPIED, RESTORED, HISTORY, GAP = "renewed", "copied", "restored", "history", "gap"
"""Our own store was restored or copied; another's was; the server was restored; it shows another history; operations
are missing."""
REFUSED = "refused"  # the server refuses what it has no reason to
SIGNED = "signed"  # what HISTORY is about when the server signed two histories: no exchange makes that untrue


@dataclass(frozen=True, slots=True)
class Alarm:
    """`space` and `about` say of what; `words` say it, `advice` what to do. `grave`: somebody has to act."""

    kind: str
    space: str
    about: str
    at: int
    words: str
    advice: str
    grave: bool
    seen: bool = False


def ring(connection: Connection, kind: str, space: str, about: str, now: int, detail: str = "") -> None:
    """Notes it, once: what is known already keeps its hour, unless something new is said of it."""
    connection.exec_driver_sql(
        "INSERT INTO alarm (kind, space, about, at, detail, seen) VALUES (?, ?, ?, ?, ?, 0)"
        " ON CONFLICT (kind, space, about) DO UPDATE SET at = excluded.at, detail = excluded.detail, seen = 0"
        " WHERE alarm.detail <> excluded.detail",
        (kind, bytes.fromhex(space), about, now, detail),
    )


def silence(connection: Connection, kind: str, space: str) -> None:
    """It is over: what a person has seen of it is said no more."""
    sql = "DELETE FROM alarm WHERE kind = ? AND space = ? AND about = '' AND seen"
    connection.exec_driver_sql(sql, (kind, bytes.fromhex(space)))


def mark_seen(connection: Connection, shown: Collection[Alarm] | None = None) -> None:
    """These were seen as they were said; None: all there are. What more was said of one since was not."""
    if shown is None:
        connection.exec_driver_sql("UPDATE alarm SET seen = 1")
    for one in shown or ():
        connection.exec_driver_sql(
            "UPDATE alarm SET seen = 1 WHERE kind = ? AND space = ? AND about = ? AND at = ?",
            (one.kind, bytes.fromhex(one.space), one.about, one.at),
        )


def known(connection: Connection, accounts: Accounts) -> list[Alarm]:
    """All there is, the gravest and newest first; of the gaps, those there are now."""
    rows = connection.exec_driver_sql("SELECT kind, space, about, at, detail, seen FROM alarm").all()
    found = [
        _told(connection, accounts, row.kind, row.space.hex(), row.about, row.at, row.detail, bool(row.seen))
        for row in rows
    ]
    found += _gaps(connection, accounts)
    return sorted(found, key=lambda one: (not one.grave, -one.at))


def _gaps(connection: Connection, accounts: Accounts) -> Iterable[Alarm]:
    for (device, incarnation, space), seq in aside.gaps(connection).items():
        words = (
            f"Il manque des écritures du poste {_prefix(accounts, device)} après la {seq}e"
            f"{_in(connection, space)} : ce qui les suit est gardé de côté."
        )
        advice = "Un échange avec le serveur, un relais ou une clé plus complète les apportera."
        yield Alarm(GAP, space, f"{device}:{incarnation}", 0, words, advice, False, True)


def _told(
    connection: Connection, accounts: Accounts, kind: str, space: str, about: str, at: int, detail: str, seen: bool
) -> Alarm:
    where = _in(connection, space)
    match kind:
        case "renewed":
            words = f"Ce poste a été restauré ou copié : il écrit désormais sous {detail}. Rien n'est perdu."
            advice = "Si vous ne l'avez pas restauré vous-même, prévenez l'administrateur : une copie existe."
            return Alarm(kind, space, about, at, words, advice, True, seen)
        case "copied":
            words = (
                f"Le poste {_prefix(accounts, about)} a été copié ou restauré : deux écritures portent la même place"
            )
            advice = "Les deux sont gardées. Demandez à son utilisateur, puis révoquez le poste si une copie circule."
            return Alarm(kind, space, about, at, f"{words}{where}.", advice, True, seen)
        case "restored":
            words = f"Le serveur a été restauré d'une copie plus ancienne{where}."
            advice = "Ce poste lui rend ce qu'il tient. Les rangs déjà donnés sont à confirmer."
            if detail:
                words += " Avant de s'en apercevoir, il a donné des rangs que d'autres portaient déjà."
                advice += " Faites confirmer la restauration par l'administrateur : sinon, ce serveur a menti."
            return Alarm(kind, space, about, at, words, advice, bool(detail), seen)
        case "refused":
            words = f"Le serveur refuse des écritures de ce poste{where} sans montrer de raison : {detail}."
            advice = "Elles restent ici et lui seront présentées de nouveau. Prévenez l'administrateur."
            return Alarm(kind, space, about, at, words, advice, True, seen)
        case "history" if about == SIGNED:
            words = f"Le serveur a signé deux histoires différentes{where} : celle de ce poste, et celle d'un autre."
            advice = "Rien n'a été changé ici. Comparez avec vos collègues et prévenez l'administrateur."
            return Alarm(kind, space, about, at, words, advice, True, seen)
        case _:
            words = f"Le serveur montre une histoire qui n'est pas celle que ce poste a reçue{where}."
            advice = "Rien n'a été pris ni envoyé de plus. Prévenez l'administrateur ; les clés et relais marchent."
            return Alarm(kind, space, about, at, words, advice, True, seen)


def _prefix(accounts: Accounts, device: str) -> str:
    workstation = accounts.workstations.get(device)
    return f"{workstation.prefix} ({workstation.person.name})" if workstation else f"inconnu {device[:8]}"


def _in(connection: Connection, space: str) -> str:
    code = label(connection, space) if space else ""
    return f" dans {code}" if code else ""
