"""`attach`: going on with a server that was made again elsewhere."""

from app.commands.call import Call
from app.commands.parsing import Among, command
from app.sync.reattaching import reattach


def arrange(commands: Among) -> None:
    attaching = command(commands, "attach", "rattacher ce poste à un serveur refait ailleurs", _attach)
    attaching.add_argument("code", metavar="CODE", help="code de rattachement (DIA2-…)")


def _attach(call: Call) -> None:
    to = reattach(call.workstation, call.options.code)
    pending = call.reading.pending()
    call.speech.say(
        {"server": to.address, "pending": pending},
        f"Poste rattaché à {to.address}. « diapason sync » y apporte tout ce que ce poste tient.",
    )
