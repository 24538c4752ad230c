"""`sync` and `status`: agreeing with the server, and saying what is known of the link without waiting for it."""

import signal
import threading
from collections.abc import Mapping
from typing import Any

from app.commands.call import Call
from app.commands.parsing import Among, command
from app.core.clock import rfc3339
from app.core.errors import Refused, Unavailable
from app.core.store import log, server_time
from app.core.store.verification import fingerprints
from app.sync.attachments import Carried, carry
from app.sync.engine import Outcome, exchange_all
from app.sync.exchanger import Exchanger
from app.sync.state import ExchangeState
from app.sync.workstation import Workstation

WITHIN = 0.7  # seconds `status` waits for the server, so that it answers within two whatever the network does


def arrange(commands: Among) -> None:
    sync = command(commands, "sync", "échanger avec le serveur", _sync)
    sync.add_argument("--watch", action="store_true", help="rester en ligne jusqu'à Ctrl-C")
    command(commands, "status", "dire l'état de ce poste", _status)


def exchange(workstation: Workstation) -> tuple[Outcome, int | None]:
    """One full round with the server, noted as the window notes it. Gives also the skew of the clocks (ms)."""
    transport = workstation.transport()
    try:
        outcome = exchange_all(workstation.store, transport)
    except (Unavailable, Refused):
        _note(workstation, {"exchange_failed": workstation.clock.now()})
        raise
    finally:
        transport.close()
    _note(workstation, server_time.noting(workstation.clock.now(), transport.skew_ms, transport.met))
    return outcome, transport.skew_ms


def _carry_files(workstation: Workstation) -> Carried:
    transport = workstation.transport()
    try:
        return carry(workstation.store, transport)
    finally:
        transport.close()


def _note(workstation: Workstation, values: Mapping[str, int | str]) -> None:
    with workstation.store.database.write() as connection:
        for name, value in values.items():
            log.note(connection, name, str(value).encode())


def _sync(call: Call) -> None:
    if call.options.watch:
        return _watch(call)
    outcome, skew_ms = exchange(call.workstation)
    files = _carry_files(call.workstation)
    pending, conflicts = call.reading.pending(), len(call.reading.conflicts())
    values = {
        "sent": outcome.sent,
        "received": outcome.received,
        "pending": pending,
        "conflicts": conflicts,
        "skew_ms": skew_ms,
        "files_sent": files.sent,
        "files_received": files.received,
    }
    if files.altered:
        call.speech.warn("Le serveur a transmis une pièce jointe altérée : elle a été refusée.")
    if files.no_room:
        call.speech.warn("Le serveur n'a plus de place pour des pièces jointes de cette crise : elles restent ici.")
    words = f"Échangé : {outcome.sent} envoyées, {outcome.received} reçues, {pending} en attente"
    return call.speech.say(values, words + (f", {conflicts} champs à départager." if conflicts else "."))


def _watch(call: Call) -> None:
    """Stays online, saying each change of the link, until it is interrupted."""
    ended = threading.Event()
    former = {number: signal.signal(number, lambda *_: ended.set()) for number in (signal.SIGINT, signal.SIGTERM)}
    exchanger = Exchanger(call.workstation)
    said: list[tuple[bool, str]] = []

    def heard(state: ExchangeState) -> None:
        if said[-1:] != [(state.online, state.problem)]:
            said.append((state.online, state.problem))
            call.speech.say(*_state(call, state))

    exchanger.subscribe(heard)
    exchanger.start()
    try:
        while not ended.wait(3600):
            pass
    finally:
        exchanger.stop()
        for number, handler in former.items():
            signal.signal(number, handler)


def _state(call: Call, state: ExchangeState) -> tuple[dict[str, Any], str]:
    pending, conflicts = call.reading.pending(), len(call.reading.conflicts())
    values = {
        "online": state.online,
        "last_exchange": rfc3339(state.last_exchange),
        "pending": pending,
        "conflicts": conflicts,
        "skew_ms": state.skew_ms,
        "problem": state.problem,
    }
    return values, f"{'En ligne' if state.online else 'Hors ligne'} · {pending} en attente {state.problem}".rstrip()


def _status(call: Call) -> None:
    workstation = call.workstation
    answered = _asked(workstation)
    call.desk.note_due()
    with workstation.store.read() as transaction:
        connection = transaction.connection
        exchanged = log.noted(connection, "exchanged")
        accounts = transaction.accounts
        prints = fingerprints(connection)
    names = {accounts.service: "service", accounts.directory: "directory", accounts.private: "private"}
    codes = [row.code for row in call.reading.crises()]
    names |= {row.id: row.code for row in call.reading.crises() if codes.count(row.code) == 1}
    me = call.reading.me()
    values = {
        "workstation": me.workstation,
        "person": me.name,
        "pending": call.reading.pending(),
        "last_exchange": rfc3339(int(exchanged)) if exchanged else None,
        "conflicts": len(call.reading.conflicts()),
        "quarantine": call.reading.quarantined(),
        "notices": len(call.reading.notices(unseen=True)),
        "fingerprint": {names.get(space, space): print_ for space, print_ in prints.items()},
    }
    online = answered.wait(WITHIN) and not answered.problem
    values = {"online": online, **values, "problem": "" if online else answered.problem}
    call.speech.say(values, _told(values))


class _Answer(threading.Event):
    """Set once the server answered, or `problem` says why it did not."""

    problem = "Le serveur n'a pas répondu en moins d'une seconde."


def _asked(workstation: Workstation) -> _Answer:
    """Asks the server who we are to it, without anybody waiting: a network that swallows everything never answers."""
    answer = _Answer()

    def ask() -> None:
        try:
            transport = workstation.transport()
            transport.spaces()
            transport.close()
            answer.problem = ""
        except (Unavailable, Refused) as error:
            answer.problem = str(error)
        answer.set()

    threading.Thread(target=ask, name="status", daemon=True).start()
    return answer


def _told(values: Mapping[str, Any]) -> str:
    last = values["last_exchange"] or "jamais"
    lines = [
        f"Poste {values['workstation']} ({values['person']})",
        "En ligne" if values["online"] else f"Hors ligne : {values['problem']}",
        f"Dernier échange : {last}",
        f"En attente d'envoi : {values['pending']}",
        f"Champs à départager : {values['conflicts']} · en quarantaine : {values['quarantine']}",
        f"Avis non vus : {values['notices']}",
    ]
    return "\n".join([*lines, *(f"{space:<22}{print_}" for space, print_ in values["fingerprint"].items())])
