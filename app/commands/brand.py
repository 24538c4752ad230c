"""`brand`: the issuer's own mark at the head of the papers of this account, and the typefaces they are set in."""

from pathlib import Path

from app.commands.call import Call
from app.commands.parsing import Among, command


def arrange(commands: Among) -> None:
    choosing = command(commands, "brand", "la marque de l'émetteur et les polices des papiers de ce poste", _brand)
    chosen = choosing.add_mutually_exclusive_group()
    chosen.add_argument("--mark", type=Path, metavar="IMAGE", help="PNG ou JPEG, pour les papiers à venir")
    chosen.add_argument("--no-mark", action="store_true", help="ne plus imprimer de marque")


def _brand(call: Call) -> None:
    from app.documents import brand, fonts, marianne  # reportlab takes its time: only who prints waits for it

    if call.options.mark is not None:
        brand.install(call.options.mark)
    if call.options.no_mark:
        brand.remove()
    mark, (sans, body) = brand.mark_path(), fonts.names()
    remark = marianne.installed().remark
    if remark:
        call.speech.warn(remark)
    words = f"Marque : {mark or 'aucune, sa place est gardée en pointillé'}\nPolices : {sans} et {body}"
    call.speech.say({"mark": str(mark or ""), "fonts": [sans, body], "remark": remark}, words)
