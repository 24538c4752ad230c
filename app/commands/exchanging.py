"""`sync` and `status`: agreeing with the server, and saying what is known of the link without waiting for it."""

import signal
import threading
from collections.abc import Mapping, Sequence
from typing import Any

from app.commands.brief_schedule import awaited
from app.commands.call import Call
from app.commands.parsing import Among, command
from app.commands.relay import sync_with
from app.core import skew
from app.core.clock import rfc3339
from app.core.errors import Refused, Unavailable
from app.core.store import log, server_time
from app.core.store.verification import fingerprints
from app.sync.attachments import Carried, carry
from app.sync.engine import Outcome, exchange_all
from app.sync.exchanger import Exchanger
from app.sync.state import ExchangeState
from app.sync.workstation import Workstation

EVERY = 1.0  # seconds between two looks of `sync --watch` at what other commands wrote
WITHIN = 0.7  # seconds `status` waits for the server, so that it answers within two whatever the network does


def arrange(commands: Among) -> None:
    sync = command(commands, "sync", "échanger avec le serveur", _sync)
    sync.add_argument("--watch", action="store_true", help="rester en ligne jusqu'à Ctrl-C")
    sync.add_argument("--relay", metavar="ADRESSE", help="avec un relais du réseau local, au lieu du serveur")
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


def _carry_files(call: Call) -> Carried:
    """A line cut in the middle of a file takes nothing back of the text: what waits goes on from there next time."""
    carried, transport = Carried(), call.workstation.transport()
    try:
        carry(call.workstation.store, transport, carried=carried)
    except Unavailable as error:
        call.speech.warn(f"Des pièces jointes attendent : {error}")
    finally:
        transport.close()
    return carried


def _note(workstation: Workstation, values: Mapping[str, int | str]) -> None:
    with workstation.store.database.write() as connection:
        for name, value in values.items():
            log.note(connection, name, str(value).encode())


def _sync(call: Call) -> None:
    if call.options.relay:
        return sync_with(call, call.options.relay)
    if call.options.watch:
        return _watch(call)
    outcome, skew_ms = exchange(call.workstation)
    files = _carry_files(call)
    waiting = call.reading.files_waiting()
    pending, conflicts = call.reading.pending(), len(call.reading.conflicts())
    values = {
        "sent": outcome.sent,
        "received": outcome.received,
        "pending": pending,
        "conflicts": conflicts,
        "skew_ms": skew_ms,
        "files_sent": files.sent,
        "files_received": files.received,
        "files_to_send": waiting.to_send,
        "files_to_receive": waiting.to_receive,
    }
    if files.altered:
        call.speech.warn("Le serveur a transmis une pièce jointe altérée : elle a été refusée.")
    if files.no_room:
        call.speech.warn("Le serveur n'a plus de place pour des pièces jointes de cette crise : elles restent ici.")
    words = f"Échangé : {outcome.sent} envoyées, {outcome.received} reçues, {pending} en attente"
    words += f", {conflicts} champs à départager." if conflicts else "."
    if files.sent or files.received or waiting:
        words += f"\nPièces jointes : {files.sent} envoyées, {files.received} reçues"
        words += f", {waiting.to_send} en attente d'envoi, {waiting.to_receive} en attente de réception."
    if skew_ms is not None and skew.is_wrong(skew_ms):
        words += f"\n{skew.sentence(skew_ms)}"
    return call.speech.say(values, words)


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
    waiting = 0
    try:
        while not ended.wait(EVERY):
            before, waiting = waiting, call.reading.pending()
            if waiting > before:  # other commands of this workstation write without our exchanger hearing of it
                exchanger.now()
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
        exchanged, measured = log.noted(connection, "exchanged"), log.noted(connection, "skew")
        accounts = transaction.accounts
        prints = fingerprints(connection)
    names = {accounts.service: "service", accounts.directory: "directory", accounts.private: "private"}
    crises = call.reading.crises()
    codes = [row.code for row in crises]
    names |= {row.id: row.code for row in crises if codes.count(row.code) == 1}
    briefs = [awaited(call, row) for row in crises if row.open and not row.joined_to]
    me, alarms = call.reading.me(), [one for one in call.reading.alarms() if not one.seen]
    values = {
        "workstation": me.workstation,
        "person": me.name,
        "pending": call.reading.pending(),
        "last_exchange": rfc3339(int(exchanged)) if exchanged else None,
        "conflicts": len(call.reading.conflicts()),
        "quarantine": call.reading.quarantined(),
        "notices": len(call.reading.notices(unseen=True)),
        "alarms": len(alarms),
        "skew_ms": int(measured) if measured else None,
        "briefs": [due for due, _ in briefs],
        "fingerprint": {names.get(space, space): print_ for space, print_ in prints.items()},
    }
    online = answered.wait(WITHIN) and not answered.problem
    values = {"online": online, **values, "problem": "" if online else answered.problem}
    lines = [_told(values, [words for _, words in briefs])]
    lines += [f"ALERTE : {one.words}" for one in alarms if one.grave]
    call.speech.say(values, "\n".join(lines))


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


def _told(values: Mapping[str, Any], briefs: Sequence[str]) -> str:
    last = values["last_exchange"] or "jamais"
    lines = [
        f"Poste {values['workstation']} ({values['person']})",
        "En ligne" if values["online"] else f"Hors ligne : {values['problem']}",
        f"Dernier échange : {last}",
        f"En attente d'envoi : {values['pending']}",
        f"Champs à départager : {values['conflicts']} · en quarantaine : {values['quarantine']}",
        f"Avis non vus : {values['notices']} · alertes non vues : {values['alarms']}",
        _clock_words(values["skew_ms"], last),
        *(f"Points de situation, {words}" for words in briefs),
    ]
    return "\n".join([*lines, *(f"{space:<22}{print_}" for space, print_ in values["fingerprint"].items())])


def _clock_words(skew_ms: int | None, measured: str) -> str:
    if skew_ms is None:
        return "Horloge du poste : écart avec le serveur inconnu"
    lapse = skew.lapse(skew_ms) or "à l'heure"
    words = f"Horloge du poste : {lapse}, mesurée {measured}"
    return f"{words}\n{skew.sentence(skew_ms)}" if skew.is_wrong(skew_ms) else words
