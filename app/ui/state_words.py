"""The sentence that says where a message stands: *validé* only when it is, and only as far as it is known."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.core import times
from app.core.clock import moment
from app.core.message import Message
from app.ui import states
from app.ui.wording import number, person, short_day_and_hour

NEVER = "ce poste n’a jamais échangé avec le serveur"
UNCONFIRMED = "non confirmé par le serveur"


@dataclass(frozen=True, slots=True)
class Known:
    """How much this workstation may vouch for at `now`: `offline`, and when it last `met` the server (ms of the server,
    None: never)."""

    offline: bool
    met: int | None
    zone: str
    now: int

    @property
    def words(self) -> str:
        """état connu à 14:32, hors ligne; nothing when it is in touch."""
        if not self.offline:
            return ""
        if self.met is None:
            return f"hors ligne, {NEVER}"
        return f"état connu à {when(self.met, self.now, self.zone)}, hors ligne"


@dataclass(frozen=True, slots=True)
class Standing:
    """What the band says: `look` of the frame, a shape and a title in one tone, then the lines below."""

    look: str
    shape: str
    title: str
    tone: str
    lines: tuple[str, ...]


def when(at: int, now: int, zone: str) -> str:
    """03:08; with its day when that is not today: 24 sept. 03:08."""
    same = moment(at, zone).date() == moment(now, zone).date()
    return times.hour(at, zone) if same else short_day_and_hour(at, zone)


def standing(message: Message, known: Known) -> Standing:
    """Where the message stands. What this workstation cannot vouch for is said in the title itself."""
    shape, word, tone = states.of_message(message.state)
    said = list(filter(None, (known.words, UNCONFIRMED if message.unconfirmed else "")))
    missing = (missing_words(message),) if message.missing else ()
    match message.state:
        case "validated" | "dispatched":
            return _cleared(message, said, known)
        case "embargoed":
            return Standing("box", shape, _with("Sous embargo", said), tone, ("Le circuit des visas est complet.",))
        case "expired":
            return Standing("banner_error", shape, _with("Périmé", said), tone, (_expired(message, known),))
        case "review" if message.judgement and message.judgement.validated:
            return Standing("banner_warning", shape, _with("À réexaminer", said), tone, missing)
        case "conflict":
            both = (
                "Deux versions validées, arbitrage" if message.to_arbitrate else "Deux versions, un choix est à faire"
            )
            return Standing("banner_warning", shape, _with(both, said), tone, missing)
        case "withdrawn" | "abandoned":
            reason = message.withdrawn_reason if message.state == "withdrawn" else message.abandoned_reason
            return Standing("box", shape, _with(word.capitalize(), said), tone, (f"Motif : {reason}",))
        case "returned":
            lines = (*_returned(message, known), *missing)
            return Standing("banner_error", shape, _with(f"Non validé : {word}", said), "error", lines)
    return Standing("banner_error", "hors_ligne", _with(f"Non validé : {word}", said), "error", missing)


def _cleared(message: Message, said: Sequence[str], known: Known) -> Standing:
    situation = message.situation
    shape, _, tone = states.of_message(message.state)
    sure = not said
    look = "banner_success" if sure else "banner_warning"
    lines: tuple[str, ...] = () if sure else ("Diffuser demande un échange de moins de 5 minutes.",)
    if message.state == "validated":
        title = "Validé : bon à diffuser" if sure else _with("Validé", said)
        return Standing(look, shape, title, tone if sure else "warning", (*_validity(message, known), *lines))
    title = "Diffusé, en vigueur" if situation and situation.in_force else "Diffusé"
    if situation and situation.superseded_by:
        title, look, tone = f"Diffusé, remplacé par {', '.join(situation.superseded_by)}", "banner_warning", "warning"
    told = message.dispatches[-1]
    last = f"En dernier {when(told.at, known.now, known.zone)}, par {person(told.by)}."
    return Standing(look, shape, _with(title, said), tone if sure else "warning", (last, *_validity(message, known)))


def _with(title: str, said: Sequence[str]) -> str:
    return ", ".join((title, *said))


def _validity(message: Message, known: Known) -> tuple[str, ...]:
    since, until = message.aside.valid_from, message.aside.valid_until
    words = []
    if since is not None and since > known.now:
        words.append(f"Valable à partir de {when(since, known.now, known.zone)}.")
    if until is not None:
        words.append(f"Valable jusqu’à {when(until, known.now, known.zone)}.")
    return tuple(words)


def _expired(message: Message, known: Known) -> str:
    until = message.aside.valid_until
    return f"Valable jusqu’à {when(until, known.now, known.zone)} : ne se dit plus." if until is not None else ""


def _returned(message: Message, known: Known) -> tuple[str, ...]:
    if message.returned_by is None:
        return ()
    by, reason = message.returned_by
    return (f"Par {person(by)} : {reason}",)


def missing_words(message: Message) -> str:
    """Il manque 2 choses : visa Santé, texte à compléter."""
    if not message.missing:
        return ""
    return f"Il manque {number(len(message.missing), 'chose')} : {', '.join(message.missing)}."
