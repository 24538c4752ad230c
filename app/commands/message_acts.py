"""`message return|abandon|withdraw|arbitrate|reexamine|embargo|lift`: what becomes of a message once it is written."""

from typing import Any

from app.commands import message_speech, naming
from app.commands.call import Call
from app.commands.handling import due_of
from app.commands.parsing import Among, command, of_crisis
from app.core import times
from app.core.message_commands import (
    Abandon,
    Arbitrate,
    ConfirmEmbargoOver,
    Embargo,
    LiftEmbargo,
    OfMessage,
    Reexamine,
    Return,
    Withdraw,
)


def arrange(among: Among) -> None:
    made = {
        "withdraw": ("retirer", _withdraw),
        "return": ("retourner au rédacteur", _return),
        "abandon": ("abandonner, avant toute diffusion", _abandon),
        "arbitrate": ("choisir entre deux versions écrites séparément", _arbitrate),
        "reexamine": ("dire que le texte tient, sans changement", _reexamine),
        "embargo": ("mettre sous embargo", _embargo),
        "lift": ("lever l'embargo avant son heure : décision de l'autorité", _lift),
        "embargo-over": ("confirmer que l'heure est passée, quand l'horloge n'est pas sûre", _over),
    }
    for name, (help, run) in made.items():
        parser = command(among, name, help, run)
        parser.add_argument("message", metavar="MESSAGE", help="EDL-SIG1-001")
        if name != "embargo-over":
            parser.add_argument("--reason", required=True, help="motif")
        if name in ("return", "arbitrate"):
            parser.add_argument("--version", metavar="V", required=name == "arbitrate")
        if name == "embargo":
            parser.add_argument("--until", metavar="HEURE", help="04:00 (la prochaine) ; sans elle, jusqu'à décision")
            parser.add_argument("--zone", help="fuseau de cette heure ; sans lui, celui de la crise")
        of_crisis(parser)


def _withdraw(call: Call) -> None:
    _do(call, lambda id, options: Withdraw(id, options.reason), "retiré")


def _return(call: Call) -> None:
    _do(call, lambda id, options: Return(id, options.version, options.reason), "retourné")


def _abandon(call: Call) -> None:
    _do(call, lambda id, options: Abandon(id, options.reason), "abandonné")


def _arbitrate(call: Call) -> None:
    _do(call, lambda id, options: Arbitrate(id, options.version, options.reason), "arbitré")


def _reexamine(call: Call) -> None:
    _do(call, lambda id, options: Reexamine(id, options.reason), "réexaminé, sans changement")


def _embargo(call: Call) -> None:
    found = naming.record(call, call.options.message, "message")
    zone = times.known_zone(call.options.zone or call.reading.crisis(found.space).zone)
    until = due_of(call.options.until, call.reading.server_time().now, zone) if call.options.until else None
    call.desk.do(Embargo(found.id, until, zone, call.options.reason))
    tell(call, found.id, "sous embargo")


def _lift(call: Call) -> None:
    _do(call, lambda id, options: LiftEmbargo(id, options.reason), "libéré de son embargo")


def _over(call: Call) -> None:
    _do(call, lambda id, options: ConfirmEmbargoOver(id), "libéré de son embargo, l'heure étant passée")


def _do(call: Call, made: Any, what: str) -> None:
    found = naming.record(call, call.options.message, "message")
    act: OfMessage = made(found.id, call.options)
    call.desk.do(act)
    tell(call, found.id, what)


def tell(call: Call, id: str, what: str, **more: Any) -> None:
    """Say what was done to a message, and where it stands now."""
    message = call.reading.message(id)
    said = f"{message.reference} {message.current.label} {what}.\n{message_speech.state(message)}"
    call.speech.say({**message_speech.brief(message), **more}, said)
